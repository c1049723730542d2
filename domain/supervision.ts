import { commitmentState } from "./bells.ts";
import type { WorkCalendar } from "./calendar.ts";
import { AT_WORK, OPEN, TAG, type TicketState } from "./ticket.ts";
import type { Day } from "./town.ts";

/** A ticket with the promises made on it. */
export type SupervisedTicket = Pick<
  TicketState,
  "no" | "lead" | "status" | "replyBy" | "confidential" | "tags" | "history"
> & { commitments: { what: string; by: Day; state: string }[] };

/** What the weekly 督办 of one department holds, as ticket numbers. */
export interface Supervision {
  open: string[];
  /** Past the reply date and not answered, most working days first. */
  overdue: { no: string; days: number }[];
  /** Reply date within so many working days from today. */
  due_soon: string[];
  redone: string[];
  /** Waiting for the company. */
  waiting: string[];
  broken: { no: string; what: string; by: Day }[];
}

/** By department; one with nothing open is not there, so that nobody is written to about nothing. Confidential tickets never are. */
export function supervisionOf(
  tickets: SupervisedTicket[],
  today: Day,
  calendar: WorkCalendar,
  { soonDays = 5 }: { soonDays?: number } = {},
): Map<string, Supervision> {
  const found = new Map<string, Supervision>();
  const soon = calendar.addWorkdays(today, soonDays).day;
  for (const ticket of tickets) {
    if (ticket.lead === null || ticket.confidential || !AT_WORK.includes(ticket.status)) continue;
    const own = found.get(ticket.lead) ?? { open: [], overdue: [], due_soon: [], redone: [], waiting: [], broken: [] };
    found.set(ticket.lead, own);
    own.open.push(ticket.no);
    const days = overdueDays(ticket, today, calendar);
    if (days > 0) own.overdue.push({ no: ticket.no, days });
    else if (ticket.replyBy !== null && ticket.replyBy <= soon) own.due_soon.push(ticket.no);
    if (ticket.tags.includes(TAG.redone)) own.redone.push(ticket.no);
    if (ticket.tags.includes(TAG.waiting)) own.waiting.push(ticket.no);
    for (const { what, by, state } of ticket.commitments)
      if (commitmentState({ by, state }, today) === "broken") own.broken.push({ no: ticket.no, what, by });
  }
  for (const own of found.values()) own.overdue.sort((a, b) => b.days - a.days);
  return found;
}

/** Working days past the reply date of a ticket that is not answered; 0 on the day itself. */
export function overdueDays(
  ticket: Pick<TicketState, "status" | "replyBy">,
  today: Day,
  calendar: WorkCalendar,
): number {
  if (!OPEN.includes(ticket.status) || ticket.replyBy === null || today <= ticket.replyBy) return 0;
  // On the rest days after it, it is late already.
  return Math.max(1, calendar.workdaysBetween(ticket.replyBy, today));
}
