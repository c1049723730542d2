import type { Bell } from "./ladder.ts";
import type { MoveContext } from "./moves.ts";
import { DEAD, recorded, type TicketFields, type TicketState, waitingSince } from "./ticket.ts";
import { dayOf, instantOf } from "./time.ts";
import type { Day } from "./town.ts";

/** When waiting for the company ends by itself, as a `resume` by the bot. */
export function pauseBell(no: string, { now, rules, calendar, zone }: MoveContext): Bell {
  const today = dayOf(now, zone);
  const dueAt = instantOf(calendar.addWorkdays(today, rules.pause!.max_days).day, rules.sent_at, zone);
  return { key: `${no}/pause/${now.toISOString()}`, stage: "limit", kind: "等待到期", to: "handler", dueAt };
}

/** The dates after waiting for the company: later by the working days waited, where the town's rules say so and not beyond their limit. */
export function resumed(ticket: TicketState, ctx: MoveContext): Partial<TicketFields> {
  const { rules, calendar, zone, now } = ctx;
  const since = waitingSince(ticket);
  if (!rules.pause || !since || DEAD.includes(ticket.status)) return {};
  const waited = calendar.workdaysBetween(dayOf(since, zone), dayOf(now, zone));
  const left = Math.max(0, rules.pause.max_days - pausedBefore(ticket, ctx));
  const days = Math.min(waited, left);
  if (days === 0) return {};
  const later = (day: Day | null) => day && calendar.addWorkdays(day, days).day;
  return { replyBy: later(ticket.replyBy), resolveBy: later(ticket.resolveBy) };
}

/** Working days of earlier pauses that have moved the dates already. */
function pausedBefore(ticket: TicketState, ctx: MoveContext): number {
  let days = 0;
  for (const entry of ticket.history) {
    if (entry.action !== "resume") continue;
    const { before, after } = recorded(entry);
    if (before?.replyBy && after?.replyBy) days += ctx.calendar.workdaysBetween(before.replyBy, after.replyBy);
  }
  return days;
}
