import { peopleOf } from "../domain/company-people.ts";
import { deadlinesFor } from "../domain/deadline.ts";
import { levelOf } from "../domain/levels.ts";
import type { Recipient } from "../domain/recipients.ts";
import { callName, departmentById, distinct, officeOf, personById } from "../domain/recipients.ts";
import { clockOf, dayOf } from "../domain/time.ts";
import type { Source, TicketType, Urgency } from "../domain/vocabulary.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { TicketWords } from "../text/saying/tickets.ts";
import type { Desk } from "./desk.ts";

/** A ticket as the words about it need it. */
export function wordsOf(desk: Desk, ticket: TicketRow): TicketWords {
  return {
    no: ticket.no,
    title: ticket.title,
    leadName: leadName(desk, ticket.lead),
    officeName: officeOf(desk.town).name,
    assignBy: ticket.assignBy,
    replyBy: ticket.replyBy,
    resolveBy: ticket.resolveBy,
    overdue: ticket.replyBy !== null && ticket.replyBy < dayOf(desk.now, desk.town.zone),
  };
}

/** Of a ticket that was just opened: the basis of its dates, and the hour of a term that is counted in hours. */
export function dueWords(desk: Desk, ticket: TicketRow): { basis?: string; replyHour?: string } {
  const { zone, rules, departments } = desk.town;
  const facts = {
    type: ticket.type as TicketType,
    category: ticket.category,
    source: ticket.source as Source,
    urgency: ticket.urgency as Urgency,
    tags: ticket.tags,
    department: ticket.lead,
    level: levelOf(ticket.lead, departments),
  };
  const { reply, resolve } = deadlinesFor(ticket.createdAt, facts, rules, desk.calendar, zone);
  const basis = [...new Set([reply.basis, resolve.basis].filter(Boolean))].join("；");
  return {
    ...(basis ? { basis } : {}),
    ...(reply.at && reply.day === ticket.replyBy ? { replyHour: clockOf(reply.at, zone) } : {}),
  };
}

export const leadName = (desk: Desk, id: string | null): string =>
  (id && departmentById(desk.town, id)?.name) || officeOf(desk.town).name;

export const companyName = (desk: Desk, company: string | null): string =>
  company ? callName(desk.town, company) : "未绑定企业的来信人";

/**
 * Who on the company's side hears of a ticket: those who raised it; where only staff did (a visit, a proxy), the
 * company's own people; where it has none here, whoever raised it.
 */
export function complainants(desk: Desk, ticket: TicketRow): Recipient[] {
  const persons = [...ticket.fromPersons, ...ticket.complainants.map((c) => c.personId ?? "")].filter(Boolean);
  const own = persons.filter((id) => !isStaff(desk, id));
  const companies = [ticket.company, ...ticket.complainants.map((c) => c.company)];
  const colleagues = companies
    .flatMap((company) => (company ? peopleOf(desk.town.people, company) : []))
    .slice(0, 1)
    .map((p) => p.id);
  const ids = own.length ? own : colleagues.length ? colleagues : persons;
  return distinct(ids.map((id): Recipient => ({ kind: "person", id })));
}

/** Works for the town's side: not a company's person, not a stranger. */
export const isStaff = (desk: Desk, id: string): boolean => {
  const person = personById(desk.town, id);
  return person !== undefined && person.role !== "enterprise" && person.role !== "other";
};

/** What the ledger keeps of a company that was mentioned: its id where it is listed, else the words. */
export const companyOf = (mention: { id?: string; written: string } | undefined): string | null =>
  mention ? (mention.id ?? mention.written) : null;
