import { headOfOffice } from "../domain/recipients.ts";
import { addDays, dayOf, instantOf, weekdayOf } from "../domain/time.ts";
import type { Day } from "../domain/town.ts";
import type { Desk } from "./desk.ts";
import { schedule } from "./reminders.ts";
import { scheduleSupervision } from "./supervise.ts";

/**
 * Writes the bells of what the town wants again and again: the weekly 督办, the bulletins, the daily digest. A key names
 * its day or period, so that however often this runs each comes once.
 */
export async function planPapers(desk: Desk): Promise<void> {
  const { rules, zone } = desk.town;
  const today = dayOf(desk.now, zone);
  await scheduleSupervision(desk);
  const at = (day: Day) => instantOf(desk.calendar.nextWorkday(day), rules.sent_at, zone);
  const plan = async (kind: string, period: string, title: string, dueAt: Date) => {
    if (dueAt >= desk.now)
      await schedule(desk, kind, period, [{ key: `${kind}/${period}`, stage: kind, kind: title, to: "office", dueAt }]);
  };
  if (rules.weekly_bulletin !== undefined)
    for (const day of nextTwo(today, (one) => weekdayOf(one) === rules.weekly_bulletin))
      await plan("bulletin", weekBefore(day), "每周通报", at(day));
  if (rules.monthly_bulletin !== undefined)
    for (const day of nextTwo(today, (one) => Number(one.slice(8)) === rules.monthly_bulletin))
      await plan("bulletin", addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7), "每月通报", at(day));
  if (rules.daily_digest)
    for (const day of nextTwo(today, (one) => desk.calendar.isWorkday(one)))
      await plan("digest", day, "今日提醒", at(day));
}

/** From today on: the day's own bell may be ringing just now, and has to have the next one written. */
function nextTwo(today: Day, wanted: (day: Day) => boolean): Day[] {
  const found: Day[] = [];
  for (let day = today; found.length < 2; day = addDays(day, 1)) if (wanted(day)) found.push(day);
  return found;
}

/** The ISO week before the one of a day: "2026-W38". */
function weekBefore(day: Day): string {
  const thursday = addDays(day, 4 - weekdayOf(day) - 7);
  const year = thursday.slice(0, 4);
  const fourth = `${year}-01-04`;
  const monday = addDays(fourth, 1 - weekdayOf(fourth));
  const week = Math.floor((Date.parse(thursday) - Date.parse(monday)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/** Whom a bulletin goes to by itself: the head of the office, and the leaders whose town it is. */
export const bulletinReaders = (desk: Desk) => [
  headOfOffice(desk.town),
  ...desk.town.people
    .filter((p) => p.role === "leader" && !p.department)
    .map(({ id }) => ({ kind: "person" as const, id })),
];
