import type { WorkCalendar } from "../../../domain/calendar.ts";
import { addDays, daysBetween, isDay, weekdayOf } from "../../../domain/time.ts";
import type { Day } from "../../../domain/town.ts";
import { parseNumeral } from "./numbers.ts";

export type DayCalendar = Pick<WorkCalendar, "isWorkday" | "addWorkdays" | "nextWorkday">;

export interface DateHit {
  day: Day;
  start: number;
  end: number;
  sense?: "by" | "on" | "since";
  /** Last day of a span. */
  until?: Day;
  /** The day that "前" makes of it; by default the last of the span. */
  byDay?: Day;
  /** The words themselves settle the sense. */
  settled?: boolean;
  /** Characters at the start of the match that are not part of the words, and at its end. */
  skip?: number;
  cut?: number;
}

export interface DateContext {
  today: Day;
  now: Date;
  zone: string;
  calendar: DayCalendar;
  /** Six characters before the match, eight after it. */
  before: string;
  after: string;
}

export type Read = (match: RegExpMatchArray, context: DateContext) => Omit<DateHit, "start" | "end"> | undefined;

export interface DateRule {
  pattern: RegExp;
  read: Read;
}

// === Calendar arithmetic

export const makeDay = (year: number, month: number, date: number): Day | undefined => {
  const day = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  return isDay(day) ? day : undefined;
};
export const yearOf = (day: Day) => Number(day.slice(0, 4));
export const monthOf = (day: Day) => Number(day.slice(5, 7));
export const monday = (day: Day) => addDays(day, 1 - weekdayOf(day));

/** First day of a month that may lie past the year's ends. */
export function firstOf(year: number, month: number): Day {
  const zero = year * 12 + month - 1;
  return makeDay(Math.floor(zero / 12), (((zero % 12) + 12) % 12) + 1, 1)!;
}
export const lastOf = (year: number, month: number): Day => addDays(firstOf(year, month + 1), -1);

export function addMonths(day: Day, months: number): Day {
  const first = firstOf(yearOf(day), monthOf(day) + months);
  const last = lastOf(yearOf(first), monthOf(first));
  const wanted = addDays(first, Number(day.slice(8)) - 1);
  return daysBetween(wanted, last) < 0 ? last : wanted;
}

/** The last working day of a stretch; its last day where none is worked. */
export function lastWorkday(from: Day, to: Day, calendar: DayCalendar): Day {
  for (let day = to; day >= from; day = addDays(day, -1)) if (calendar.isWorkday(day)) return day;
  return to;
}

/** "9月30号" without a year: this year's, unless the other year's is nearer by half a year. */
export function nearestYear(month: number, date: number, today: Day, ahead: boolean): Day | undefined {
  const year = yearOf(today);
  const here = makeDay(year, month, date);
  if (!here) return makeDay(year + 1, month, date) ?? makeDay(year + 2, month, date);
  const gap = daysBetween(today, here);
  if (gap < -183) return makeDay(year + 1, month, date);
  if (gap > 183 && !ahead) return makeDay(year - 1, month, date);
  return here;
}

export const AHEAD = /^\s?(?:前|之前|以前|底|内|之内|截止|要|到|就要|开)/;
export const PAST =
  /^[^，。！？；\n]{0,6}?(?:了|过|报的|提的|停的|申请的|交的|打的|来的|说的|就停|就坏|反映的|通知的|发的)/;

export const HAPPENED =
  /^(?:就|又|已经?)?(?:停|坏|断|漏|报|反映|提|申请|来过|打过|去过|交|说过|催)[^，。！？]{0,3}(?:了|的|过)/;

/** A numeral's value; NaN for what is none. */
export const number = (words: string | undefined): number =>
  words === undefined ? Number.NaN : (parseNumeral(words) ?? Number.NaN);

export function yearNamed(words: string | undefined, today: Day): number | undefined {
  if (!words) return undefined;
  const named = { 今: 0, 明: 1, 后: 2, 去: -1, 前: -2 }[words[0]!];
  if (named !== undefined) return yearOf(today) + named;
  const value = number(words.replace(/年$/, ""));
  return value < 100 ? 2000 + value : value;
}

export const MONTH_SHIFT: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 当: 0, 下: 1, 下下: 2 };
