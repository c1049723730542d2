import type { WorkCalendar } from "./calendar.ts";
import { type Bell, beforeClosing } from "./ladder.ts";
import { isSendable, nextSendable } from "./quiet.ts";
import { addDays, dayOf, instantOf } from "./time.ts";
import type { Day, Rules } from "./town.ts";

/**
 * A commitment's handler is reminded on its day. A promise for a rest day is reminded on the working day before, while
 * there still is something to be done; one that was made too late for that before working hours end.
 */
export function commitmentBells(
  commitment: { id: string; by: Day; madeAt: Date },
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  const day = calendar.isWorkday(commitment.by) ? commitment.by : calendar.addWorkdays(commitment.by, -1).day;
  const moments = [instantOf(day, rules.sent_at, zone), beforeClosing(day, rules, zone)];
  const dueAt = moments.find((moment) => moment > commitment.madeAt);
  if (!dueAt) return [];
  return [
    {
      key: `commitment/${commitment.id}/${commitment.by}/day`,
      stage: "day",
      kind: "承诺提醒",
      to: "handler",
      dueAt: nextSendable(dueAt, rules, calendar, zone),
    },
  ];
}

/** open until its day has passed; then broken, unless it was marked kept. */
export function commitmentState(commitment: { by: Day; state: string }, today: Day): string {
  return commitment.state === "open" && commitment.by < today ? "broken" : commitment.state;
}

/** Days in which a ticket that is done may be taken up again, where the town says nothing else. */
export const REOPEN_DAYS = 30;

/** Tries of the call-back, and when silence is taken for what it is: never for content. */
const CALLBACK_TRIES = 2;

/**
 * The call-back of one answer: asked at once, or when it may be sent; once more `callback_gap_days` working days later;
 * after as many again it is 未能回访. Key by `round`: a 重办 is called back anew.
 */
export function callbackBells(
  ticket: { no: string; round: number; answeredAt: Date },
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  const gap = rules.callback_gap_days ?? 1;
  const first = nextSendable(ticket.answeredAt, rules, calendar, zone);
  const later = (tries: number) => {
    const day = calendar.addWorkdays(dayOf(first, zone), gap * tries).day;
    return nextSendable(instantOf(day, rules.sent_at, zone), rules, calendar, zone);
  };
  const tries = Array.from({ length: CALLBACK_TRIES }, (_, i) => ({
    stage: `try${i + 1}`,
    kind: "回访",
    dueAt: i === 0 ? first : later(i),
  }));
  const silence = { stage: "silence", kind: "未能回访", dueAt: later(CALLBACK_TRIES) };
  return [...tries, silence].map((bell) => ({
    key: `${ticket.no}/callback/${ticket.round}/${bell.stage}`,
    ...bell,
    to: "company",
  }));
}

/** What is done with is archived by itself once it can no longer be reopened. Nobody is told. */
export function archiveBell(
  ticket: { no: string; closed: Day },
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell {
  const day = addDays(ticket.closed, (rules.reopen_days ?? REOPEN_DAYS) + 1);
  return {
    key: `${ticket.no}/archive/${ticket.closed}`,
    stage: "archive",
    kind: "归档",
    to: "office",
    dueAt: nextSendable(instantOf(day, rules.sent_at, zone), rules, calendar, zone),
  };
}

interface EventTimes {
  id: string;
  start: Date;
  signupUntil?: Date;
}

/**
 * Who is on the list is reminded three days before, on the day before (of these a rest day gives the working day before
 * it), and two hours before. What would be sent in quiet hours or on a rest day within the last two hours stays unsaid
 * unless it still comes before the start; two that fall together are one.
 */
export function eventBells(event: EventTimes, now: Date, rules: Rules, calendar: WorkCalendar, zone: string): Bell[] {
  const startDay = dayOf(event.start, zone);
  const before = (days: number) => {
    const day = addDays(startDay, -days);
    const sent = calendar.isWorkday(day) ? day : calendar.addWorkdays(day, -1).day;
    return instantOf(sent, rules.sent_at, zone);
  };
  const bells = [
    { stage: "T-3d", dueAt: before(3) },
    { stage: "T-1d", dueAt: before(1) },
    { stage: "T-2h", dueAt: new Date(event.start.getTime() - 7_200_000) },
  ]
    .map((bell) => ({ ...bell, dueAt: nextSendable(bell.dueAt, rules, calendar, zone) }))
    .filter(({ dueAt }) => dueAt > now && dueAt < event.start);
  const last = bells.filter((bell, i) => bell.dueAt.getTime() !== bells[i + 1]?.dueAt.getTime());
  return last.map((bell) => ({
    key: `event/${event.id}/${event.start.toISOString()}/${bell.stage}`,
    ...bell,
    kind: "会前提醒",
    to: "company",
  }));
}

/**
 * What the bot does by itself around a session: when sign-up closes the departments that have to come are told, and the
 * office hears who comes; after the end those who spoke get their receipt. Keys name the start, as those above do.
 */
export function sessionBells(
  event: EventTimes & { end?: Date },
  now: Date,
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  const closing = event.signupUntil && event.signupUntil < event.start ? event.signupUntil : null;
  const end = event.end ?? new Date(event.start.getTime() + 7_200_000);
  const key = (stage: string) => `event/${event.id}/${event.start.toISOString()}/${stage}`;
  const bells = [
    { stage: "closing", dueAt: closing ?? new Date(event.start.getTime() - 86_400_000) },
    { stage: "after", dueAt: end },
  ];
  return bells
    .map((bell) => ({ ...bell, key: key(bell.stage), kind: "会务", to: "office" as const }))
    .map((bell) =>
      bell.stage === "closing" ? { ...bell, dueAt: nextSendable(bell.dueAt, rules, calendar, zone) } : bell,
    )
    .filter(({ stage, dueAt }) => dueAt > now && (stage === "after" || dueAt < event.start));
}

/**
 * Who was called by name and has not answered is reminded once before `signupUntil`: on the working day before it, on
 * its morning, two hours or one hour before, whichever is the first that leaves an hour to answer the call itself.
 */
export function rollcallBells(
  event: EventTimes,
  calledAt: Date,
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  const until = event.signupUntil ?? event.start;
  const day = dayOf(until, zone);
  const hour = 3_600_000;
  const moments = [
    instantOf(calendar.addWorkdays(day, -1).day, rules.sent_at, zone),
    instantOf(day, rules.sent_at, zone),
    new Date(until.getTime() - 2 * hour),
    new Date(until.getTime() - hour),
    new Date((calledAt.getTime() + until.getTime()) / 2),
  ];
  const dueAt = moments.find(
    (moment, i) =>
      moment.getTime() >= calledAt.getTime() + (i < 4 ? hour : 0) &&
      moment < until &&
      isSendable(moment, rules, calendar, zone),
  );
  if (!dueAt) return [];
  return [
    {
      key: `event/${event.id}/rollcall/${until.toISOString()}`,
      stage: "rollcall",
      kind: "点名提醒",
      to: "absent",
      dueAt,
    },
  ];
}
