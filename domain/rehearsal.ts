import { answeredAt, type CountedTicket } from "./bulletin.ts";
import type { WorkCalendar } from "./calendar.ts";
import { type DeadlineFacts, deadlinesFor } from "./deadline.ts";
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
  provisional: boolean;
}

/** What rules would have made of tickets of the past: nothing is written. */
export function rehearse(tickets: PastTicket[], rules: Rules, calendar: WorkCalendar, zone: string): Rehearsed[] {
  return tickets.map((ticket) => {
    const due = deadlinesFor(ticket.createdAt, ticket, rules, calendar, zone);
    const dates = {
      assignBy: { was: ticket.assignBy, is: due.assignBy },
      replyBy: { was: ticket.replyBy, is: due.replyBy },
      resolveBy: { was: ticket.resolveBy, is: due.resolveBy },
    };
    const answered = answeredAt(ticket);
    const day = answered && dayOf(answered, zone);
    return {
      no: ticket.no,
      dates,
      changed: Object.values(dates).some(({ was, is }) => was !== null && was !== is),
      onTime: day ? { was: ticket.replyBy === null || day <= ticket.replyBy, is: day <= due.replyBy } : null,
      provisional: due.provisional,
    };
  });
}
