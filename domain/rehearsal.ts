import { answeredAt, type CountedTicket } from "./bulletin.ts";
import type { WorkCalendar } from "./calendar.ts";
import { type DeadlineFacts, deadlinesFor } from "./deadline.ts";
import { DEAD } from "./ticket.ts";
import { dayOf } from "./time.ts";
import type { Day, Rules } from "./town.ts";

/** A ticket of the past to try rules on. */
export type PastTicket = Pick<CountedTicket, "no" | "status" | "createdAt" | "history"> &
  DeadlineFacts & { assignBy: Day | null; replyBy: Day | null; resolveBy: Day | null };

export interface Rehearsed {
  no: string;
  /** The dates that the rules would have given, and those on record. */
  dates: Record<"assignBy" | "replyBy" | "resolveBy", { was: Day | null; is: Day }>;
  changed: boolean;
  /** Answered within the reply date, by the record and by the rules; null when not answered. */
  onTime: { was: boolean; is: boolean } | null;
  /** Past its reply date today without an answer, or answered after it. */
  overdue: { was: boolean; is: boolean };
  provisional: boolean;
}

/** The date that a ticket was registered with: what was granted or recomputed since is not the rules' doing. */
function registered(ticket: PastTicket, key: "assignBy" | "replyBy" | "resolveBy"): Day | null {
  for (const { change } of ticket.history) {
    const before = (change as { before?: Partial<Record<typeof key, Day | null>> } | null | undefined)?.before;
    if (before && key in before) return before[key] ?? null;
  }
  return ticket[key];
}

/** What rules would have made of tickets of the past, as of a day: nothing is written. */
export function rehearse(
  tickets: PastTicket[],
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
  today: Day,
): Rehearsed[] {
  return tickets.map((ticket) => {
    const due = deadlinesFor(ticket.createdAt, ticket, rules, calendar, zone);
    const dates = {
      assignBy: { was: registered(ticket, "assignBy"), is: due.assignBy },
      replyBy: { was: registered(ticket, "replyBy"), is: due.replyBy },
      resolveBy: { was: registered(ticket, "resolveBy"), is: due.resolveBy },
    };
    const answered = answeredAt(ticket);
    const day = answered && dayOf(answered, zone);
    const { was, is } = dates.replyBy;
    const counts = !DEAD.includes(ticket.status);
    const past = (by: Day | null) => counts && by !== null && (day ?? today) > by;
    return {
      no: ticket.no,
      dates,
      changed: Object.values(dates).some(({ was, is }) => was !== null && was !== is),
      onTime: day ? { was: was === null || day <= was, is: day <= is } : null,
      overdue: { was: past(was), is: was !== null && past(is) },
      provisional: due.provisional,
    };
  });
}
