import type { WorkCalendar } from "./calendar.ts";
import { clockOf, dayOf, instantOf } from "./time.ts";
import type { ClockTime, Rules } from "./town.ts";

type QuietRules = Pick<Rules, "quiet_hours" | "sent_at">;

/** Whether a time of day lies in quiet hours: from the first, up to but without the last, over midnight where first > last. */
export function inQuietHours(clock: ClockTime, [from, to]: [ClockTime, ClockTime]): boolean {
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to;
}

/** Whether something unprompted may be sent at this moment. Emergencies do not ask. */
export function isSendable(at: Date, rules: QuietRules, calendar: WorkCalendar, zone: string): boolean {
  return calendar.isWorkday(dayOf(at, zone)) && !inQuietHours(clockOf(at, zone), rules.quiet_hours);
}

/**
 * The first moment from `at` on when something unprompted may be sent: `at` itself, or the end of quiet hours, on a
 * working day. A town whose quiet hours leave midnight open is not written to at midnight after a rest day, but at
 * `sent_at`.
 */
export function nextSendable(
  at: Date,
  rules: QuietRules,
  calendar: WorkCalendar,
  zone: string,
  { emergency = false }: { emergency?: boolean } = {},
): Date {
  if (emergency || isSendable(at, rules, calendar, zone)) return at;
  const [from, to] = rules.quiet_hours;
  const day = dayOf(at, zone);
  const clock = clockOf(at, zone);
  const laterToday = calendar.isWorkday(day) && inQuietHours(clock, rules.quiet_hours) && clock < to;
  if (laterToday) return instantOf(day, to, zone);
  const next = calendar.addWorkdays(day, 1).day;
  return instantOf(next, inQuietHours("00:00", [from, to]) ? to : rules.sent_at, zone);
}
