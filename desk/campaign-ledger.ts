import type { Campaign, Task } from "../domain/campaign.ts";
import { personById } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { VisitRow } from "../store/events.ts";
import type { TicketRow } from "../store/tickets.ts";
import { personName, seasonOf, unitName } from "./campaign.ts";
import type { Desk } from "./desk.ts";
import { leadName } from "./ticket-words.ts";

type Row = Record<string, string | number | null>;

const SOLVED = ["已办结", "已归档"];

/** What 两清单一台账 of some tasks hold: their enterprises, the visits there, the tickets of the season. Confidential ones are in none. */
export async function ledgerRows(
  desk: Desk,
  campaign: Campaign,
  tasks: readonly Task[],
): Promise<{ tickets: Row[]; visits: Row[]; enterprises: Row[] }> {
  const taskOf = new Map(tasks.map((task) => [task.enterpriseId, task]));
  const listed = new Map(desk.town.enterprises.map((one) => [one.id, one]));
  const { visits, tickets, redemptions } = await seasonOf(desk, campaign, new Set(taskOf.keys()));
  const granted = new Map<string, number>();
  for (const { enterpriseId, status } of redemptions)
    if (status !== "作废") granted.set(enterpriseId, (granted.get(enterpriseId) ?? 0) + 1);
  const [visitsOf, ticketsOf] = [grouped(visits), grouped(tickets)];
  const byNo = new Map(tickets.map((ticket) => [ticket.no, ticket]));
  const common = (id: string): Row => {
    const enterprise = listed.get(id);
    const task = taskOf.get(id);
    return {
      company: enterprise?.name ?? id,
      park: enterprise?.park ?? null,
      unit: task ? unitName(desk, task.unit) : null,
      cadre: task ? personName(desk, task.personId) : null,
    };
  };
  return {
    tickets: tickets.map((ticket) => ({ ...common(ticket.company!), ...ticketRow(desk, ticket) })),
    visits: visits.map((visit) => ({ ...common(visit.company), ...visitRow(desk, visit, byNo) })),
    enterprises: [...taskOf.keys()].map((id) => ({
      ...common(id),
      ...enterpriseRow(id, visitsOf.get(id) ?? [], ticketsOf.get(id) ?? []),
      policies: granted.get(id) ?? 0,
    })),
  };
}

const isSolved = (ticket: { status: string } | undefined): boolean =>
  ticket !== undefined && SOLVED.includes(ticket.status);

function ticketRow(desk: Desk, ticket: TicketRow): Row {
  const day = (at: Date | undefined) => (at ? dayOf(at, desk.town.zone) : null);
  const told = ticket.history.findLast((h) => ["reply", "progress"].includes(h.action));
  const promise = ticket.commitments.at(-1);
  return {
    no: ticket.no,
    title: ticket.title,
    text: ticket.text,
    category: ticket.category,
    type: ticket.type,
    source: ticket.source,
    lead: ticket.lead ? leadName(desk, ticket.lead) : null,
    co: ticket.co.map((id) => leadName(desk, id)).join("、") || null,
    contact: ticket.contactName,
    phone: ticket.contactPhone,
    created: day(ticket.createdAt),
    assign_by: ticket.assignBy,
    reply_by: ticket.replyBy,
    resolve_by: ticket.resolveBy,
    status: ticket.status,
    progress: told?.note ?? null,
    promise: promise?.what ?? null,
    promise_by: promise?.by ?? null,
    closed: isSolved(ticket) ? day(ticket.history.findLast((h) => h.action === "close")?.at) : null,
    solved: isSolved(ticket) ? "是" : "否",
    satisfaction: ticket.satisfaction,
  };
}

function visitRow(desk: Desk, visit: VisitRow, tickets: ReadonlyMap<string, TicketRow>): Row {
  return {
    id: Number(visit.id),
    visitor: personById(desk.town, visit.by)?.name ?? visit.by,
    date: visit.date,
    place: visit.place,
    note: visit.note,
    problems: visit.tickets.length,
    solved: visit.tickets.filter((no) => isSolved(tickets.get(no))).length,
    tickets: visit.tickets.join("、") || null,
  };
}

function grouped<T extends { company: string | null }>(things: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const own = groups.get(thing.company ?? "") ?? [];
    own.push(thing);
    groups.set(thing.company ?? "", own);
  }
  return groups;
}

function enterpriseRow(id: string, visits: readonly VisitRow[], tickets: readonly TicketRow[]): Row {
  const dates = visits.map((v) => v.date).sort();
  const solved = tickets.filter(isSolved);
  return {
    id,
    visited: dates.length > 0 ? "是" : "否",
    visits: dates.length,
    first_visit: dates[0] ?? null,
    last_visit: dates.at(-1) ?? null,
    problems: tickets.length,
    open: tickets.length - solved.length,
    solved: solved.length,
  };
}
