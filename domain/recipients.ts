import { districtOf } from "./levels.ts";
import { claimsOf, type TicketState } from "./ticket.ts";
import type { Department, Person, Town } from "./town.ts";

/** Where a message goes. A department stands for itself when nobody is listed for it. */
export interface Recipient {
  kind: "group" | "person" | "department";
  id: string;
}

export const personById = (town: Town, id: string): Person | undefined => town.people.find((p) => p.id === id);

export const departmentById = (town: Town, id: string): Department | undefined =>
  town.departments.find((d) => d.id === id);

export const enterpriseById = (town: Town, id: string) => town.enterprises.find((e) => e.id === id);

/** The department that dispatches, arbitrates and supervises. Every town has exactly one. */
export const officeOf = (town: Town): Department => town.departments.find((d) => d.office)!;

const toPerson = (person: Person): Recipient => ({ kind: "person", id: person.id });

/** Who works on what a department leads: its `dept` person, else its leader, else the department itself. */
export function handlerOf(town: Town, departmentId: string): Recipient {
  if (departmentId === officeOf(town).id) return officeRecipient(town);
  const own = town.people.filter((p) => p.department === departmentId);
  const handler =
    own.find((p) => p.role === "dept") ??
    own.find((p) => p.role === "dept_leader") ??
    // The head body of a district is an office: its clerks are administrators.
    (districtOf(departmentId, town.departments) === departmentId ? own.find((p) => p.role === "admin") : undefined);
  return handler ? toPerson(handler) : { kind: "department", id: departmentId };
}

/** Who works beside the handler: the second that the department lists; its head where there is none. */
export function deputyOf(town: Town, departmentId: string): Recipient {
  const second = town.people.filter((p) => p.department === departmentId && p.role === "dept")[1];
  return second ? toPerson(second) : leaderOf(town, departmentId);
}

/** The head of the office, who decides on letters; its clerk where none is listed. */
export function headOfOffice(town: Town): Recipient {
  const head = town.people.find((p) => p.department === officeOf(town).id && p.role === "dept_leader");
  return head ? toPerson(head) : officeRecipient(town);
}

/** The leader above a department: one of it or of those over it, nearest first, else one of no department; else the office. */
export function leaderAbove(town: Town, departmentId: string): Recipient {
  const leaders = town.people.filter((p) => p.role === "leader");
  const seen = new Set<string>();
  for (let at = departmentById(town, departmentId); at && !seen.has(at.id); ) {
    seen.add(at.id);
    const own = leaders.find((p) => p.department === at!.id);
    if (own) return toPerson(own);
    at = at.parentId ? departmentById(town, at.parentId) : undefined;
  }
  const free = leaders.find((p) => !p.department) ?? leaders[0];
  return free ? toPerson(free) : officeRecipient(town);
}

/** The head of a department; the department itself where none is listed. */
export function leaderOf(town: Town, departmentId: string): Recipient {
  if (departmentId === officeOf(town).id) return officeRecipient(town);
  const leader = town.people.find((p) => p.department === departmentId && p.role === "dept_leader");
  return leader ? toPerson(leader) : { kind: "department", id: departmentId };
}

/** The clerk on duty of the office. */
export function officeRecipient(town: Town): Recipient {
  const office = officeOf(town);
  const clerk =
    town.people.find((p) => p.role === "admin" && p.department === office.id) ??
    town.people.find((p) => p.role === "admin" && districtOf(p.department ?? null, town.departments) === null) ??
    town.people.find((p) => p.department === office.id);
  return clerk ? toPerson(clerk) : { kind: "department", id: office.id };
}

/**
 * The office of a ticket: of what a district's bodies have among themselves its head body, of all else the town's.
 * A head body without people leaves it to the town's.
 */
export function officeOfTicket(
  town: Town,
  ticket: Pick<TicketState, "lead" | "status"> & Partial<Pick<TicketState, "history">>,
): Recipient {
  const district = districtOf(ticket.lead, town.departments);
  if (district === null || district === ticket.lead) return officeRecipient(town);
  // Whose a dispute is stands in its history; without it, it is the town's.
  if (ticket.status === "派单争议" && !ticket.history) return officeRecipient(town);
  const disputed = ["待交办", "派单争议"].includes(ticket.status);
  const concerned = (disputed ? claimsOf({ history: ticket.history ?? [] }) : []).flatMap((one) => [
    one.department,
    one.proposed,
  ]);
  if (concerned.some((id) => districtOf(id, town.departments) !== district)) return officeRecipient(town);
  const own = town.people.filter((p) => p.department === district);
  const clerk =
    own.find((p) => p.role === "admin") ??
    own.find((p) => p.role === "dept") ??
    own.find((p) => p.role === "dept_leader");
  return clerk ? toPerson(clerk) : officeRecipient(town);
}

/** The liaison cadres of an enterprise. */
export const liaisonsOf = (town: Town, enterpriseId: string): Person[] =>
  town.people.filter((p) => p.liaisonFor.includes(enterpriseId));

/** The name by which an enterprise is called in chat: its longest short name, else its full one. */
export function callName(town: Town, company: string): string {
  const enterprise = enterpriseById(town, company);
  if (!enterprise) return company;
  return [...enterprise.short].sort((a, b) => b.length - a.length)[0] ?? enterprise.name;
}

/** The same recipient only once, in the order of first mention. */
export const distinct = (recipients: Recipient[]): Recipient[] =>
  recipients.filter((r, i) => recipients.findIndex((o) => o.kind === r.kind && o.id === r.id) === i);
