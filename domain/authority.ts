import { districtOf, districtOfEnterprise, subtree } from "./levels.ts";
import type { Department, Enterprise, Person } from "./town.ts";

/** The single door for who may see and do what. Every handler, page and export asks here; who is refused is audited. */
export interface Actor {
  id: string;
  /** A person's role; "bot" for what happens by itself. */
  role: Person["role"] | "bot";
  enterprise?: string;
  /** The department that they speak for. */
  department?: string;
  /** How that department is called: id, name, aliases. */
  names: string[];
  /** Their department and all below it in the tree: what they speak for. */
  scope: string[];
  /** What they may look at: their scope; of a district's leader the whole district. */
  oversees: string[];
  /** The district that they serve; null for the city's people and for companies. */
  district: string | null;
  /** All bodies of a district, for whoever speaks for its head body: it dispatches and arbitrates among them. */
  dispatches: string[];
  /** Enterprises that a liaison cadre looks after. */
  liaisonFor: string[];
  /** Speaks for the body that dispatches, arbitrates and supervises. */
  isOffice: boolean;
  /** Speaks for a body of the confidential lane. */
  isConfidential: boolean;
}

/** What happens by itself: reminders, escalation, silence after two call-backs, archiving. */
export const BOT: Actor = {
  id: "",
  role: "bot",
  names: [],
  scope: [],
  oversees: [],
  district: null,
  dispatches: [],
  liaisonFor: [],
  isOffice: false,
  isConfidential: false,
};

/** What of a ticket decides who may see it. A ticket row fits. */
export interface SeenTicket {
  company: string | null;
  complainants: { company: string }[];
  fromPersons: string[];
  lead: string | null;
  co: string[];
  /** Who in the company's district follows what the city owns. */
  tracker?: string | null;
  respondent: string | null;
  confidential: boolean;
  chatId?: string | null;
}

export function actorOf(person: Person, departments: Department[]): Actor {
  const own = departments.find((department) => department.id === person.department);
  const works = ["admin", "dept", "dept_leader", "cadre"].includes(person.role);
  const serves = works || person.role === "leader";
  const district = serves ? districtOf(own?.id ?? null, departments) : null;
  const scope = works && own ? subtree(own.id, departments) : [];
  return {
    id: person.id,
    role: person.role,
    ...(person.enterprise ? { enterprise: person.enterprise } : {}),
    ...(works && own ? { department: own.id } : {}),
    names: works && own ? [own.id, own.name, ...own.aliases] : [],
    scope,
    oversees: person.role === "leader" && district ? subtree(district, departments) : scope,
    district,
    dispatches: works && own && district === own.id ? scope : [],
    // Clerks of departments are sent to enterprises too (万名干部进万企).
    liaisonFor: ["cadre", "dept", "dept_leader"].includes(person.role) ? person.liaisonFor : [],
    // An administrator without a department serves the office; one of a department that is not the office does not.
    isOffice: works && (own ? own.office : person.role === "admin"),
    isConfidential: works && own?.confidential === true,
  };
}

/** Whether the ticket is the actor's own affair: of their enterprise, or raised by themselves. */
export function isOwnAffair(actor: Actor, ticket: SeenTicket): boolean {
  if (ticket.fromPersons.includes(actor.id)) return true;
  // Colleagues of who blows the whistle are not told.
  if (ticket.confidential || !actor.enterprise) return false;
  return ticket.company === actor.enterprise || ticket.complainants.some((c) => c.company === actor.enterprise);
}

/** Whether a department of the actor's leads the ticket, or helps with it. */
export const isLead = (actor: Actor, ticket: Pick<SeenTicket, "lead">): boolean =>
  ticket.lead !== null && actor.scope.includes(ticket.lead);
export const isCo = (actor: Actor, ticket: Pick<SeenTicket, "co">): boolean =>
  ticket.co.some((department) => actor.scope.includes(department));

export const isLiaison = (actor: Actor, ticket: SeenTicket): boolean =>
  [ticket.company, ...ticket.complainants.map((c) => c.company)].some(
    (c) => c !== null && actor.liaisonFor.includes(c),
  );

/** Whether a body with these names is the one that the ticket complains of. `respondent` is as people write it. */
export const isComplainedOf = (names: string[], ticket: Pick<SeenTicket, "respondent">): boolean =>
  names.some((name) => name !== "" && ticket.respondent?.includes(name));

/** The town's office, and leaders who are not a district's. */
export const seesAll = (actor: Actor): boolean =>
  actor.isOffice || (actor.role === "leader" && actor.district === null);

/**
 * Who may read a ticket. A confidential one: who raised it, the office, and the body of the confidential lane that leads
 * it; never who belongs to the body complained of, whatever else they are. Every look at one is to be audited.
 */
export function maySee(actor: Actor, ticket: SeenTicket): boolean {
  if (actor.role === "bot") return true;
  if (isOwnAffair(actor, ticket)) return true;
  if (ticket.confidential) {
    if (isComplainedOf(actor.names, ticket)) return false;
    return actor.isOffice || (actor.isConfidential && isLead(actor, ticket));
  }
  return (
    seesAll(actor) ||
    isWithin(actor, ticket.lead) ||
    ticket.co.some((department) => isWithin(actor, department)) ||
    isWithin(actor, ticket.tracker ?? null) ||
    isLiaison(actor, ticket)
  );
}

const isWithin = (actor: Actor, department: string | null): boolean =>
  department !== null && actor.oversees.includes(department);

/** Whether the actor follows for a district what the city works on: may ask and urge, and closes nothing. */
export const isTracker = (actor: Actor, ticket: Pick<SeenTicket, "tracker">): boolean =>
  ticket.tracker != null && actor.scope.includes(ticket.tracker);

/**
 * Whether the actor speaks for the office of this ticket. The town's office is it of all; the head body of a district
 * of what the bodies below it work on, not of its own.
 */
export const isOfficeOf = (actor: Actor, ticket: Pick<SeenTicket, "lead">): boolean =>
  actor.isOffice ||
  (ticket.lead !== null && ticket.lead !== actor.department && actor.dispatches.includes(ticket.lead));

/** Whether the actor may make a body the owner: the town's office and leaders any, a district those of its own. */
export const mayGiveTo = (actor: Actor, department: string): boolean =>
  seesAll(actor) || actor.role === "bot" || actor.oversees.includes(department);

/** Whether the actor may ask a body to help: one of their own district, or the city's. Never another district's. */
export const mayAskToHelp = (actor: Actor, department: string, departments: Department[]): boolean =>
  actor.district === null || [null, actor.district].includes(districtOf(department, departments));

/**
 * Whether an enterprise lies where the actor serves. Who serves the whole town, and enterprises of no district, know no
 * such bounds; a liaison cadre may go wherever the town has sent them.
 */
export const isInReach = (actor: Actor, enterprise: Enterprise | undefined, departments: Department[]): boolean => {
  if (actor.district === null || !enterprise || actor.liaisonFor.includes(enterprise.id)) return true;
  const district = districtOfEnterprise(enterprise, departments);
  return district === null || district === actor.district;
};

/** Whose figures a bulletin for the actor may hold: all, those of some departments, or none (null). */
export function mayReport(actor: Actor): "all" | string[] | null {
  if (seesAll(actor)) return "all";
  const reports =
    ["dept", "dept_leader", "leader"].includes(actor.role) || (actor.role === "admin" && actor.dispatches.length > 0);
  return reports && actor.oversees.length > 0 ? actor.oversees : null;
}

/** What a monthly review may take up: the office alone. */
export const mayReview = (actor: Actor): boolean => actor.isOffice;

/** Which department leads an indicator: the town's people. */
export const mayReadIndicators = (actor: Actor): boolean =>
  ["admin", "leader", "cadre", "dept", "dept_leader"].includes(actor.role);

/** Announcing an event, calling enterprises by name, changing its seats. */
export const mayRunEvents = (actor: Actor): boolean => actor.isOffice;

/** Posting an event and calling companies by name. */
export const mayAnnounce = (actor: Actor): boolean => actor.role === "admin" || actor.role === "cadre";

/** The catalogue's keepers: what nobody could answer, and the answer for all who ask. */
export const mayKeepCatalogue = (actor: Actor): boolean => ["admin", "dept", "dept_leader"].includes(actor.role);

/** Asking how an enterprise's matters stand; which of them are told is `maySee`'s. */
export const mayAskAbout = (actor: Actor, enterprise: string): boolean =>
  actor.enterprise === enterprise ||
  actor.isOffice ||
  actor.liaisonFor.includes(enterprise) ||
  ["leader", "dept", "dept_leader"].includes(actor.role) ||
  actor.dispatches.length > 0;

/** Reporting a visit. */
export const mayVisit = (actor: Actor): boolean =>
  actor.isOffice || ["cadre", "dept", "dept_leader", "leader"].includes(actor.role);

/** Signing an enterprise up, changing or cancelling it: its own people, any liaison cadre, the office. */
export const maySignUp = (actor: Actor, enterprise: string): boolean =>
  actor.isOffice || actor.role === "cadre" || actor.enterprise === enterprise;

/** Keeping and reading internal notes of a ticket that one sees: the town's people, never a company's or a stranger. */
export const mayKeepNotes = (actor: Actor): boolean =>
  ["admin", "leader", "cadre", "dept", "dept_leader"].includes(actor.role);

/** Taking a chat over from the bot ("我来回"). */
export const mayTakeOver = (actor: Actor): boolean =>
  actor.isOffice || actor.dispatches.length > 0 || ["cadre", "dept", "dept_leader"].includes(actor.role);
