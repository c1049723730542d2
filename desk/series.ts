import { randomInt } from "node:crypto";
import { officeRecipient } from "../domain/recipients.ts";
import {
  daysAhead,
  nextOccasion,
  occasionsBetween,
  restsOn,
  type Series,
  sessionName,
  timesOf,
} from "../domain/series.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import type { ClockTime, Day, TownEvent } from "../domain/town.ts";
import type { OccasionRow } from "../store/sessions.ts";
import { askOccasion } from "../text/saying/series.ts";
import type { Desk } from "./desk.ts";
import { schedule, scheduleEvent } from "./reminders.ts";
import { tell } from "./tell.ts";

/** Working days before an undecided day on which the office is asked once more. */
const ASK_AGAIN = 3;

/**
 * Makes the sessions of all series that lie near enough, each once, and asks the office about days of rest. What comes
 * after an undecided day waits for it: its number depends on it. Runs as often as you like.
 * @returns how many sessions were made
 */
export async function makeSessions(desk: Desk): Promise<number> {
  await desk.work.sessions.lockSeries();
  let made = 0;
  for (const series of desk.town.series) made += await makeOf(desk, series);
  return made;
}

async function makeOf(desk: Desk, series: Series): Promise<number> {
  const today = dayOf(desk.now, desk.town.zone);
  const known = new Map((await desk.work.sessions.occasionsOf(series.id)).map((row) => [row.day, row]));
  const horizon = addDays(today, daysAhead(series));
  // A decision that nobody took before its day is none: the day is over, and the next ones need not wait.
  for (const row of known.values())
    if (row.state === "待定" && row.day <= today)
      await desk.work.sessions.setOccasion(series.id, row.day, { state: "过期" });
  let made = 0;
  for (const day of occasionsBetween(series, today, horizon)) {
    const row = known.get(day);
    if (row?.state === "待定" && day > today) break;
    if (row || isOver(desk, series, day)) continue;
    if (series.most !== undefined && (await countOf(desk, series)) >= series.most) return made;
    if (restsOn(day, desk.calendar)) {
      await ask(desk, series, day);
      break;
    }
    made += (await hold(desk, series, day, day)).length;
  }
  await ringNext(desk, series, horizon);
  return made;
}

const isOver = (desk: Desk, series: Series, day: Day): boolean =>
  timesOf(series, day, desk.calendar, desk.town.zone).start <= desk.now;

async function countOf(desk: Desk, series: Series): Promise<number> {
  const last = await desk.work.sessions.lastIssue(series.id);
  return last === 0 ? 0 : last - series.firstIssue + 1;
}

/** Nothing is announced and nothing takes sign-ups until the office has said what becomes of the day. */
async function ask(desk: Desk, series: Series, day: Day): Promise<void> {
  await desk.work.sessions.setOccasion(series.id, day, { state: "待定" });
  await tellOccasion(desk, series, day, `occasion/${series.id}/${day}`);
  const again = desk.calendar.addWorkdays(day, -ASK_AGAIN).day;
  const bells = [
    { stage: "again", dueAt: instantOf(again, desk.town.rules.sent_at, desk.town.zone) },
    { stage: "lapse", dueAt: instantOf(day, desk.town.rules.sent_at, desk.town.zone) },
  ].filter(({ dueAt }) => dueAt > desk.now);
  await schedule(
    desk,
    "occasion",
    series.id,
    bells.map((bell) => ({ ...bell, key: `occasion/${series.id}/${day}/${bell.stage}`, kind: "排期", to: "office" })),
    { day },
  );
}

export const tellOccasion = (desk: Desk, series: Series, day: Day, dedupeKey: string): Promise<void> =>
  tell(desk, {
    to: officeRecipient(desk.town),
    kind: "notice",
    text: askOccasion(series.name, day),
    dedupeKey,
    asked: { kind: "occasion", eventId: `${series.id}@${day}` },
  });

/** The office has said what becomes of a day of rest. `to` is the day on which it is held, null where it is not. */
export async function decideOccasion(
  desk: Desk,
  series: Series,
  day: Day,
  to: Day | null,
  clock?: ClockTime,
): Promise<TownEvent[]> {
  await desk.work.sessions.lockSeries();
  await desk.work.sending.cancelByKey([`occasion/${series.id}/${day}/`], desk.now);
  if (to) return hold(desk, series, day, to, clock);
  await desk.work.sessions.setOccasion(series.id, day, { state: "停办" });
  return [];
}

/** One 期 with its 场, on a day that is settled. */
async function hold(desk: Desk, series: Series, day: Day, on: Day, clock?: ClockTime): Promise<TownEvent[]> {
  const last = await desk.work.sessions.lastIssue(series.id);
  const issue = last === 0 ? series.firstIssue : last + 1;
  await desk.work.sessions.setOccasion(series.id, day, { state: "已排", movedTo: on === day ? null : on, issue });
  const times = timesOf(series, on, desk.calendar, desk.town.zone, clock);
  const venues = series.venues.length > 0 ? series.venues : [undefined];
  const events = venues.map(
    (venue, i): TownEvent => ({
      id: `${series.id}-${issue}${venue ? `-${i + 1}` : ""}`,
      name: sessionName(series, issue, venue?.name),
      ...times,
      place: venue?.place || series.place,
      theme: series.theme,
      seats: series.seats,
      mode: series.mode,
      kind: series.kind,
      ...(series.host ? { host: series.host } : {}),
      series: series.id,
      issue,
      ...(venue ? { venue: venue.name } : {}),
    }),
  );
  for (const event of events) {
    await desk.work.events.saveEvent(event, await desk.work.sessions.nextEventPosition());
    await desk.work.sessions.setEvent(event.id, { doorCode: String(randomInt(1000, 10_000)) });
    await scheduleEvent(desk, event);
  }
  return events;
}

/** The bell that makes the next ones: when the first day beyond the horizon comes within it. */
async function ringNext(desk: Desk, series: Series, horizon: Day): Promise<void> {
  const next = nextOccasion(series, horizon);
  if (!next) return;
  const dueAt = instantOf(addDays(next, -daysAhead(series)), desk.town.rules.sent_at, desk.town.zone);
  await schedule(desk, "series", series.id, [
    { key: `series/${series.id}/${next}`, stage: "make", kind: "排期", to: "office", dueAt },
  ]);
}

/** What the office is asked about, of the series that still run. */
export async function undecided(desk: Desk): Promise<{ series: Series; row: OccasionRow }[]> {
  const rows = await desk.work.sessions.openOccasions();
  return rows.flatMap((row) => {
    const series = desk.town.series.find(({ id }) => id === row.seriesId);
    return series ? [{ series, row }] : [];
  });
}
