import type { Department, Person } from "./town.ts";
import { LEVELS, type Level } from "./vocabulary.ts";

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
  /** Their department and all below it in the tree. */
  scope: string[];
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
  respondent: string | null;
  confidential: boolean;
  chatId?: string | null;
}

export function actorOf(person: Person, departments: Department[]): Actor {
  const own = departments.find((department) => department.id === person.department);
  const works = ["admin", "dept", "dept_leader", "cadre"].includes(person.role);
  return {
    id: person.id,
    role: person.role,
    ...(person.enterprise ? { enterprise: person.enterprise } : {}),
    ...(works && own ? { department: own.id } : {}),
    names: works && own ? [own.id, own.name, ...own.aliases] : [],
    scope: works && own ? subtree(own.id, departments) : [],
    // Clerks of departments are sent to enterprises too (万名干部进万企).
    liaisonFor: ["cadre", "dept", "dept_leader"].includes(person.role) ? person.liaisonFor : [],
    // An administrator without a department serves the office; one of a department that is not the office does not.
    isOffice: works && (own ? own.office : person.role === "admin"),
    isConfidential: works && own?.confidential === true,
  };
}

/** A department and all below it. A circle in the tree, which the town check refuses, does not hang. */
export function subtree(id: string, departments: Department[]): string[] {
  const found = new Set([id]);
  for (const top of found)
    for (const department of departments) if (department.parentId === top) found.add(department.id);
  return [...found];
}

/** How deep in the tree a department stands; what is deeper than the lowest level counts with it. */
export function levelOf(id: string | null, departments: Department[]): Level | undefined {
  const find = (wanted: string | null | undefined) => departments.find((department) => department.id === wanted);
  let depth = -1;
  for (let at = find(id); at && depth < LEVELS.length - 1; depth++) at = find(at.parentId);
  return LEVELS[depth];
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
    actor.isOffice ||
    actor.role === "leader" ||
    isLead(actor, ticket) ||
    isCo(actor, ticket) ||
    isLiaison(actor, ticket)
  );
}

/**
 * How much of a ticket may be said in a group, where everybody reads. What was raised in this group may be named there;
 * what was raised elsewhere is spoken of by its number; a confidential one is not there at all.
 */
export function shownInGroup(ticket: SeenTicket, chatId: string): "named" | "number" | "nothing" {
  if (ticket.confidential) return "nothing";
  return ticket.chatId === chatId ? "named" : "number";
}

/** Whose figures a bulletin for the actor may hold: all, those of some departments, or none (null). */
export function mayReport(actor: Actor): "all" | string[] | null {
  if (actor.isOffice || actor.role === "leader") return "all";
  return (actor.role === "dept" || actor.role === "dept_leader") && actor.scope.length > 0 ? actor.scope : null;
}

/** Lists and files for use elsewhere, the register of persons, rules and calendar: the office alone. */
export const mayAdminister = (actor: Actor): boolean => actor.isOffice;

/** Announcing an event, calling enterprises by name, changing its seats. */
export const mayRunEvents = (actor: Actor): boolean => actor.isOffice;

/** Reporting a visit. */
export const mayVisit = (actor: Actor): boolean =>
  actor.isOffice || ["cadre", "dept", "dept_leader", "leader"].includes(actor.role);

/** Saying that a person belongs to an enterprise, or inviting one. */
export const mayBind = (actor: Actor, enterprise: string): boolean =>
  actor.isOffice || actor.liaisonFor.includes(enterprise);

/** Signing an enterprise up, changing or cancelling it: its own people, any liaison cadre, the office. */
export const maySignUp = (actor: Actor, enterprise: string): boolean =>
  actor.isOffice || actor.role === "cadre" || actor.enterprise === enterprise;

/** Taking a chat over from the bot ("我来回"). */
export const mayTakeOver = (actor: Actor): boolean =>
  actor.isOffice || ["cadre", "dept", "dept_leader"].includes(actor.role);

/** Raising something for an enterprise: one's own, or any that one visits; a stranger speaks for nobody on the list. */
export const mayRaiseFor = (actor: Actor, enterprise: string): boolean =>
  actor.isOffice || actor.role === "cadre" || actor.enterprise === enterprise;
