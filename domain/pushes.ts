import type { WorkCalendar } from "./calendar.ts";
import type { Bell } from "./ladder.ts";
import { nextSendable } from "./quiet.ts";
import { addDays, dayOf, instantOf, weekdayOf } from "./time.ts";
import type { Day, Person, PushRules, Rules } from "./town.ts";

/** Where a town says nothing else: one message a company and week, three policies in it, two reminders of a window. */
export const PUSH_RULES: Required<PushRules> = { per_week: 1, at_once: 3, window_days: [14, 3] };

export const pushRules = (rules: Pick<Rules, "pushes">): Required<PushRules> => ({ ...PUSH_RULES, ...rules.pushes });

/** Who of a company is written to: its own people who want it. */
export const wantsPushes = (person: Person): boolean =>
  person.role === "enterprise" && person.enterprise !== undefined && !person.muted && !person.noPushes;

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day));

/** Whether one more message may go to a company this week. What was sent together has one moment. */
export function hasRoom(sentAt: readonly Date[], now: Date, rules: Pick<Rules, "pushes">, zone: string): boolean {
  const monday = mondayOf(dayOf(now, zone));
  const moments = new Set(sentAt.filter((at) => dayOf(at, zone) >= monday).map((at) => at.getTime()));
  return moments.size < pushRules(rules).per_week;
}

/** The next morning on which something unprompted may be sent: what changed today has settled by then. */
export function nextMorning(now: Date, rules: Rules, calendar: WorkCalendar, zone: string): Date {
  const today = instantOf(dayOf(now, zone), rules.sent_at, zone);
  const first = today > now ? today : instantOf(addDays(dayOf(now, zone), 1), rules.sent_at, zone);
  return nextSendable(first, rules, calendar, zone);
}

/** The first such morning of next week. */
export function nextWeek(now: Date, rules: Rules, calendar: WorkCalendar, zone: string): Date {
  const monday = addDays(mondayOf(dayOf(now, zone)), 7);
  return nextSendable(instantOf(monday, rules.sent_at, zone), rules, calendar, zone);
}

/**
 * Companies that fit are reminded so many days before a window closes; of these a rest day gives the working day before
 * it, so that no warning is shortened.
 */
export function windowBells(policy: string, until: Day, rules: Rules, calendar: WorkCalendar, zone: string): Bell[] {
  return [...new Set(pushRules(rules).window_days)].map((days) => {
    const day = addDays(until, -days);
    const sent = calendar.isWorkday(day) ? day : calendar.addWorkdays(day, -1).day;
    return {
      key: `window/${policy}/${until}/T-${days}`,
      stage: `T-${days}`,
      kind: "截止提醒",
      to: "company",
      dueAt: nextSendable(instantOf(sent, rules.sent_at, zone), rules, calendar, zone),
    };
  });
}
