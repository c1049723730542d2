import type { WorkCalendar } from "./calendar.ts";
import { deadlinesFor } from "./deadline.ts";
import { levelOf } from "./levels.ts";
import { OPEN, type TicketFields, type TicketState } from "./ticket.ts";
import type { Department, Rules } from "./town.ts";
import type { Source, TicketType, Urgency } from "./vocabulary.ts";

export interface Recomputed {
  no: string;
  change: Pick<TicketFields, "assignBy" | "replyBy" | "resolveBy" | "provisional">;
  /** The dates differ: people are told. Else only the mark goes. */
  moved: boolean;
}

/**
 * What a holiday notice, or a changed calendar, does to open tickets. A date that somebody has set since (an extension,
 * an instruction, a 重办, a pause) is a promise of its own and stays: only what the old calendar gave is given anew.
 */
export function recompute(
  tickets: TicketState[],
  rules: Rules,
  before: WorkCalendar,
  after: WorkCalendar,
  zone: string,
  departments: Department[],
): Recomputed[] {
  return tickets.flatMap((ticket) => {
    if (!OPEN.includes(ticket.status)) return [];
    const facts = {
      type: ticket.type as TicketType,
      category: ticket.category,
      source: ticket.source as Source,
      urgency: ticket.urgency as Urgency,
      department: ticket.lead,
      level: levelOf(ticket.lead, departments),
      tags: ticket.tags,
    };
    const was = deadlinesFor(ticket.createdAt, facts, rules, before, zone);
    const is = deadlinesFor(ticket.createdAt, facts, rules, after, zone);
    const change = { ...pickDates(ticket), provisional: false };
    for (const [key, end] of ENDS) {
      if (change[key] === was[key]) change[key] = is[key];
      const day = change[key];
      change.provisional ||= (day === is[key] && is[end].provisional) || (day !== null && after.isProvisional(day));
    }
    const moved = ENDS.some(([key]) => change[key] !== ticket[key]);
    return moved || change.provisional !== ticket.provisional ? [{ no: ticket.no, change, moved }] : [];
  });
}

const ENDS = [
  ["assignBy", "assign"],
  ["replyBy", "reply"],
  ["resolveBy", "resolve"],
] as const;

const pickDates = ({ assignBy, replyBy, resolveBy }: TicketState) => ({ assignBy, replyBy, resolveBy });
