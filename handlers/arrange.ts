import { scheduleEvent } from "../desk/reminders.ts";
import { decideOccasion, makeSessions, undecided } from "../desk/series.ts";
import { tellList } from "../desk/session.ts";
import { mayRunEvents } from "../domain/authority.ts";
import { occasionsBetween, restsOn, type Series, timesOf } from "../domain/series.ts";
import { addDays, clockOf, dayOf, instantOf, weekdayOf } from "../domain/time.ts";
import type { TownEvent } from "../domain/town.ts";
import type { Segment, SessionReading, SpokenSeries } from "../text/hearing/reading.ts";
import * as say from "../text/saying/series.ts";
import { actorIn } from "./moving.ts";
import { promoteWaiting } from "./promote.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { sessionMeant } from "./session-meant.ts";

/** The office sets up meetings that come again, and says what becomes of single ones. */
export const arrange: Handler = {
  name: "arrange",

  claims: (segment) => segment.act === "series_set" || segment.act === "session_change",

  async handle(segments, scene) {
    if (!mayRunEvents(actorIn(scene).actor)) return refuse(scene);
    for (const segment of segments)
      if (segment.act === "series_set") await setUp(scene, segment.session!.rule!);
      else await change(scene, segment);
  },
};

async function setUp(scene: Scene, said: SpokenSeries): Promise<void> {
  const missing = (["name", "time", "seats"] as const).filter((what) =>
    what === "time" ? !said.at : what === "name" ? !said.name : !said.seats,
  );
  if (missing.length > 0) {
    scene.reply({ text: say.seriesLacks(missing) });
    return;
  }
  // The same name said again is the same series with other terms.
  const before = scene.town.series.find((one) => one.name === said.name);
  const terms: Series = {
    id: before?.id ?? (await newId(scene)),
    name: said.name!,
    kind: said.kind,
    theme: said.theme ?? before?.theme ?? "",
    host: said.host ?? before?.host ?? "",
    place: said.place ?? before?.place ?? "",
    seats: said.seats!,
    mode: before?.mode ?? "报名",
    recurrence: said.recurrence,
    at: said.at!,
    minutes: said.minutes ?? before?.minutes ?? 120,
    closes: said.closes ?? before?.closes ?? { days: 1, unit: "natural" },
    from: said.from ?? dayOf(scene.now, scene.town.zone),
    ...(said.to ? { to: said.to } : {}),
    ...(said.most ? { most: said.most } : {}),
    firstIssue: before?.firstIssue ?? 1,
    venues: said.venues.length > 0 ? said.venues : (before?.venues ?? []),
  };
  const series = said.from ? terms : { ...terms, from: firstOpen(scene, terms) };
  await scene.work.sessions.saveSeries(series);
  await scene.work.records.addAudit({
    at: scene.now,
    actor: scene.speaker.id,
    event: "变更",
    detail: `系列活动 ${series.name}`,
  });
  await remake(scene, series, (made, asked) => say.seriesKept(series, made, asked, scene.town.zone));
}

/** The first day for which anybody could still sign up. */
function firstOpen(scene: Scene, series: Series): string {
  const today = dayOf(scene.now, scene.town.zone);
  const days = occasionsBetween(series, today, addDays(today, 400));
  const open = days.find((day) => timesOf(series, day, scene.calendar, scene.town.zone).signupUntil > scene.now);
  return open ?? today;
}

async function newId(scene: Scene): Promise<string> {
  for (let n = 1; ; n++) if (!(await scene.work.sessions.seriesExists(`S${n}`))) return `S${n}`;
}

/** Makes what lies near enough of one series, and tells what has come of it. */
async function remake(
  scene: Scene,
  series: Series,
  tell: (made: TownEvent[], asked: string[]) => string,
): Promise<void> {
  const town = { ...scene.town, series: [series] };
  await makeSessions({ ...scene, town });
  const after = (await scene.work.town.loadTown())!;
  const made = after.events.filter((e) => e.series === series.id && e.start > scene.now);
  const open = (await undecided({ ...scene, town })).map(({ row }) => row.day);
  scene.reply({
    text: tell(made, open),
    ...(open[0] ? { asked: { kind: "occasion", eventId: `${series.id}@${open[0]}` } } : {}),
  });
}

async function change(scene: Scene, segment: Segment): Promise<void> {
  const said = segment.session!;
  if (said.decision === "stop") return stop(scene, said);
  const open = await openDay(scene, said);
  if (open) return decide(scene, open, said);
  const event = sessionMeant(scene, said, "ahead");
  if (!event || event.start <= scene.now) {
    scene.reply({ text: say.noSession });
    return;
  }
  if (said.decision === "skip") return cancel(scene, event);
  if (said.decision === "theme") return setTheme(scene, said, event);
  return alter(scene, event, said);
}

/** The day of rest that is meant: the one that was asked about, else the first of the series that was named. */
async function openDay(scene: Scene, said: SessionReading) {
  if (said.issue !== undefined) return undefined;
  const open = await undecided(scene);
  const [id, day] = scene.asked?.kind === "occasion" ? (scene.asked.eventId ?? "").split("@") : [];
  return (
    open.find(({ series, row }) => series.id === id && row.day === day) ??
    open.find(({ series }) => series.id === said.series)
  );
}

async function decide(
  scene: Scene,
  { series, row }: Awaited<ReturnType<typeof undecided>>[number],
  said: SessionReading,
): Promise<void> {
  const to = said.decision === "skip" ? null : said.decision === "move" ? (said.day ?? row.day) : row.day;
  if (said.decision === "move" && to !== row.day && restsOn(to!, scene.calendar) && !said.although) {
    scene.reply({ text: say.occasionToRest(to!), asked: { kind: "occasion", eventId: `${series.id}@${row.day}` } });
    return;
  }
  if (to && timesOf(series, to, scene.calendar, scene.town.zone, said.clock).start <= scene.now) {
    scene.reply({ text: say.notAfterNow });
    return;
  }
  const events = await decideOccasion(scene, series, row.day, to, said.clock);
  const text = to ? say.occasionHeld(events, scene.town.zone) : say.occasionSkipped(series.name, row.day);
  await makeSessions({ ...scene, town: { ...scene.town, series: [series] } });
  scene.reply({ text });
}

async function stop(scene: Scene, said: SessionReading): Promise<void> {
  const series = scene.town.series.find(({ id }) => id === said.series);
  if (!series) {
    scene.reply({ text: say.noSession });
    return;
  }
  await scene.work.sessions.stopSeries(series.id);
  const left = scene.town.events.filter((e) => e.series === series.id && e.start > scene.now);
  scene.reply({ text: say.seriesStopped(series.name, left, scene.town.zone) });
}

async function cancel(scene: Scene, event: TownEvent): Promise<void> {
  await scene.work.events.lockEvent(event.id);
  await scene.work.sessions.setEvent(event.id, { state: "取消" });
  await scene.work.sending.cancelByKey([`event/${event.id}/`], scene.now);
  const told = await tellList(scene, event, say.cancelledNotice(event), `session/${event.id}/cancelled`);
  scene.reply({ text: say.sessionCancelled(event, told) });
}

/** Of the session on or near the day that was named, else of the next one. */
async function setTheme(scene: Scene, said: SessionReading, next: TownEvent): Promise<void> {
  const { zone } = scene.town;
  const week = (day: string) => addDays(day, -weekdayOf(day));
  const meant =
    said.issue === undefined && said.day
      ? [...scene.town.events]
          .sort((a, b) => a.start.getTime() - b.start.getTime())
          .find((e) => e.start > scene.now && week(dayOf(e.start, zone)) === week(said.day!))
      : undefined;
  const event = { ...(meant ?? next), theme: said.theme! };
  await scene.work.sessions.setEvent(event.id, { theme: event.theme });
  scene.reply({ text: say.themeSet(event, zone) });
}

async function alter(scene: Scene, event: TownEvent, said: SessionReading): Promise<void> {
  const { zone } = scene.town;
  await scene.work.events.lockEvent(event.id);
  let next = event;
  if (said.decision === "move") {
    const day = said.day ?? dayOf(event.start, zone);
    const start = instantOf(day, said.clock ?? clockOf(event.start, zone), zone);
    if (start <= scene.now) {
      scene.reply({ text: say.notAfterNow });
      return;
    }
    const by = start.getTime() - event.start.getTime();
    const later = (at: Date | undefined) => (at ? new Date(at.getTime() + by) : undefined);
    next = { ...event, start, ...defined({ end: later(event.end), signupUntil: later(event.signupUntil) }) };
  }
  if (said.decision === "place" && said.place) next = { ...next, place: said.place };
  if (said.decision === "seats" && said.seats) next = { ...next, seats: said.seats };
  if (next === event) {
    scene.reply({ text: say.noSession });
    return;
  }
  await scene.work.sessions.setEvent(event.id, {
    startsAt: next.start,
    endsAt: next.end ?? null,
    signupUntil: next.signupUntil ?? null,
    place: next.place,
    seats: next.seats,
  });
  await scheduleEvent(scene, next);
  const moved = next.start !== event.start || next.place !== event.place;
  const key = `session/${event.id}/${next.start.toISOString()}/${next.place}`;
  const told = moved ? await tellList(scene, next, say.movedNotice(next, zone), key) : 0;
  if (next.seats > event.seats) await promoteWaiting(scene, next);
  scene.reply({ text: say.sessionMoved(next, told, zone) });
}

const defined = <T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;
