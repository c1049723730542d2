import type { WorkCalendar } from "./calendar.ts";
import { nextSendable } from "./quiet.ts";
import { addDays, instantOf } from "./time.ts";
import type { Day, ReminderRule, Rules } from "./town.ts";

/** One thing that rings by itself, unless the state of its subject has moved on by then. */
export interface Bell {
  /** Unique over all time for one stage of one date of one thing: what has rung under it never rings again. */
  key: string;
  stage: string;
  /** Stands in the text that is sent. */
  kind: string;
  to: ReminderRule["to"] | "company" | "absent";
  dueAt: Date;
  letter?: ReminderRule["letter"];
}

/** The ladder of a ticket, in order of time. A changed `replyBy` makes new keys; the old rungs are to be cancelled. */
export function ladderFor(
  ticket: { no: string; replyBy: Day },
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  return rules.reminders
    .map((rule) => {
      const stage = `${rule.offset}${rule.unit === "working" ? "w" : "n"}:${rule.letter ?? rule.to}`;
      const sent = instantOf(rungDay(ticket.replyBy, rule, calendar), rules.sent_at, zone);
      return {
        key: `${ticket.no}/reply/${ticket.replyBy}/${stage}`,
        stage,
        kind: rule.kind,
        to: rule.to,
        ...(rule.letter ? { letter: rule.letter } : {}),
        dueAt: nextSendable(sent, rules, calendar, zone),
      };
    })
    .sort(byTime);
}

/**
 * The day of a rung. Working days are stepped from `replyBy` itself, so rest days between never shorten the warning; a
 * natural offset that falls on a rest day waits for the next working day.
 */
function rungDay(replyBy: Day, rule: Pick<ReminderRule, "offset" | "unit">, calendar: WorkCalendar): Day {
  if (rule.unit === "working") return calendar.addWorkdays(replyBy, rule.offset).day;
  return calendar.nextWorkday(addDays(replyBy, rule.offset));
}

/**
 * The office is reminded of a ticket without an owner on the working day before `assignBy` and on that day; where both
 * have passed when the ticket comes in, once more before the working day ends.
 */
export function assignBells(
  ticket: { no: string; assignBy: Day; createdAt: Date },
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  const eve = calendar.addWorkdays(ticket.assignBy, -1).day;
  const day = calendar.isWorkday(ticket.assignBy) ? ticket.assignBy : eve;
  const bells = [
    { stage: "eve", dueAt: instantOf(eve, rules.sent_at, zone) },
    { stage: "day", dueAt: instantOf(day, rules.sent_at, zone) },
    { stage: "last", dueAt: beforeClosing(day, rules, zone) },
  ].filter(({ dueAt }) => dueAt > ticket.createdAt);
  const kept = bells.length > 1 ? bells.filter(({ stage }) => stage !== "last") : bells;
  return kept.map(({ stage, dueAt }) => ({
    key: `${ticket.no}/assign/${ticket.assignBy}/${stage}`,
    stage,
    kind: "交办提醒",
    to: "office",
    dueAt: nextSendable(dueAt, rules, calendar, zone),
  }));
}

/** An hour before working hours end. */
export function beforeClosing(day: Day, rules: Pick<Rules, "working_hours">, zone: string): Date {
  return new Date(instantOf(day, rules.working_hours[1], zone).getTime() - 3_600_000);
}

const byTime = (a: Bell, b: Bell): number => a.dueAt.getTime() - b.dueAt.getTime();
