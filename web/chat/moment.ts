import type { WorkCalendar } from "../../domain/calendar.ts";
import { addDays, clockOf, dayOf, instantOf, isDay } from "../../domain/time.ts";
import { findClocks } from "../../text/hearing/fields/clocks.ts";
import { findDates } from "../../text/hearing/fields/dates.ts";
import { parseNumeral } from "../../text/hearing/fields/numbers.ts";

/** When the day is named and the hour is not. */
const MORNING = "09:00";
const UNITS: Record<string, number> = {
  分钟: 60_000,
  小时: 3_600_000,
  天: 86_400_000,
  周: 604_800_000,
  星期: 604_800_000,
};
const LATER =
  /^(?:再?过|\+)?\s*(半|[\d零一二两三四五六七八九十百]+)\s*个?(半)?(分钟|小时|天|周|星期)(半)?(?:后|以后|之后)?$/;
const WRITTEN = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/;

/**
 * The moment that somebody wants the clock to show: "9月28日9点", "明天", "2小时后", "2026-09-28 09:00". Of a day and
 * month without a year the nearest is meant, which may lie behind. Null when the words name no moment.
 */
export function momentMeant(
  words: string,
  { now, zone, calendar }: { now: Date; zone: string; calendar: WorkCalendar },
): Date | null {
  const text = words.trim().replace(/^到/, "");
  const written = WRITTEN.exec(text);
  if (written) {
    const [, year, month, date, hour = "9", minute = "00"] = written;
    const day = `${year}-${month!.padStart(2, "0")}-${date!.padStart(2, "0")}`;
    return isDay(day) && Number(hour) < 24 && Number(minute) < 60
      ? instantOf(day, `${hour.padStart(2, "0")}:${minute}`, zone)
      : null;
  }
  const later = LATER.exec(text);
  if (later) {
    const [, count, half, unit, trailing] = later;
    const number = count === "半" ? 0.5 : (parseNumeral(count!) ?? Number.NaN) + (half || trailing ? 0.5 : 0);
    return Number.isFinite(number) ? new Date(now.getTime() + number * UNITS[unit!]!) : null;
  }
  const [date] = findDates(text, now, zone, calendar);
  // At the end of a sentence "10点" may be the tenth point; here it is an hour.
  const [clock] = findClocks(text.replace(/(?:点钟?|时)$/, "点整"));
  const today = dayOf(now, zone);
  if (date) return instantOf(date.day, clock?.time ?? MORNING, zone);
  if (!clock) return null;
  const day = clock.time > clockOf(now, zone) ? today : addDays(today, 1);
  return instantOf(day, clock.time, zone);
}
