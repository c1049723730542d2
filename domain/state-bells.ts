import { archiveBell, callbackBells } from "./bells.ts";
import { assignBells, type Bell, ladderFor } from "./ladder.ts";
import type { MoveContext } from "./moves.ts";
import type { Outcome } from "./outcome.ts";
import { ANSWERED, closedAt, OPEN, rounds, TAG, type TicketState } from "./ticket.ts";
import { dayOf } from "./time.ts";
import { pauseBell } from "./waiting.ts";

export type Belled = Pick<TicketState, "no" | "status" | "assignBy" | "replyBy" | "createdAt" | "tags" | "history">;

/** Bells that a change of state starts and voids. Those whose moment has passed are not made up for. */
export function bellsBetween(before: Belled | null, after: Belled, ctx: MoveContext): Outcome["bells"] {
  const { rules, calendar, zone, now } = ctx;
  const start: Bell[] = [];
  const cancel: string[] = [];
  const unassigned = (t: Belled | null) => t !== null && ["待交办", "派单争议"].includes(t.status);
  const open = (t: Belled | null) => t !== null && OPEN.includes(t.status);
  const asked = (t: Belled | null) => t !== null && ANSWERED.includes(t.status);

  if (unassigned(before) && !unassigned(after)) cancel.push(`${after.no}/assign/`);
  if (unassigned(after) && !unassigned(before) && after.assignBy) {
    // Given back after its date: reminded by a new one, which the ticket does not take on.
    const today = dayOf(now, zone);
    const assignBy = after.assignBy >= today ? after.assignBy : calendar.addWorkdays(today, 1).day;
    start.push(...assignBells({ no: after.no, assignBy, createdAt: now }, rules, calendar, zone));
  }
  // While a town's clock stands still for the company nobody is pressed; the limit of that is rung instead.
  const paused = (t: Belled | null) => rules.pause !== undefined && open(t) && t!.tags.includes(TAG.waiting);
  const running = (t: Belled | null) => open(t) && !paused(t);
  const moved = before?.replyBy !== after.replyBy;
  if (running(before) && (moved || !running(after))) cancel.push(`${after.no}/reply/`);
  if (running(after) && after.replyBy && (moved || !running(before)))
    start.push(...ladderFor({ no: after.no, replyBy: after.replyBy }, rules, calendar, zone));
  if (paused(before) && !paused(after)) cancel.push(`${after.no}/pause/`);
  if (paused(after) && !paused(before)) start.push(pauseBell(after.no, ctx));
  const callback = (t: Belled | null) => asked(t) && t!.status === "待回访";
  if (callback(before) && !callback(after)) cancel.push(`${after.no}/callback/`);
  if (callback(after) && !callback(before)) {
    const answer = { no: after.no, round: rounds(after), answeredAt: now };
    start.push(...callbackBells(answer, rules, calendar, zone));
  }
  const done = (t: Belled | null) => t?.status === "已办结";
  if (done(before) && !done(after)) cancel.push(`${after.no}/archive/`);
  if (done(after) && !done(before))
    start.push(archiveBell({ no: after.no, closed: dayOf(closedAt(after) ?? now, zone) }, rules, calendar, zone));
  return { start: start.filter((bell) => bell.dueAt >= now), cancel };
}
