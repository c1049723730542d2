import type { ClockTime, Day } from "./town.ts";

/** Local time: an instant seen from an IANA zone, and back. Days are "YYYY-MM-DD", times of day "HH:MM". */

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/** Days since 1970-01-01 of a day. Throws RangeError for what is not a day of the calendar. */
export function dayNumber(day: Day): number {
  const year = digits(day, 0, 4);
  const month = digits(day, 5, 2);
  const date = digits(day, 8, 2);
  const ok = day.length === 10 && day.charCodeAt(4) === 45 && day.charCodeAt(7) === 45;
  if (!ok || !(month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month)))
    throw new RangeError(`Expected a day YYYY-MM-DD, got ${JSON.stringify(day)}`);
  return daysFromCivil(year, month, date);
}

/** The day that lies so many days after 1970-01-01. */
export function dayOfNumber(number: number): Day {
  const [year, month, date] = civilFromDays(number);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(date)}`;
}

export function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

/** Days from `a` to `b`; negative when b is before a. */
export const daysBetween = (a: Day, b: Day): number => dayNumber(b) - dayNumber(a);

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => weekdayOfNumber(dayNumber(day));

/** The same of a day number: 1970-01-01 was a Thursday. */
export const weekdayOfNumber = (number: number): number => mod(number + 3, 7) + 1;

/** Minutes since midnight of "HH:MM" ("24:00" is the end of the day). Throws RangeError. */
export function minutesOf(clock: ClockTime): number {
  const hours = digits(clock, 0, 2);
  const minutes = digits(clock, 3, 2);
  const total = hours * 60 + minutes;
  if (!(clock.length === 5 && clock.charCodeAt(2) === 58 && minutes < 60 && total <= 1440))
    throw new RangeError(`Expected a time HH:MM, got ${JSON.stringify(clock)}`);
  return total;
}

/** The local day of an instant. */
export const dayOf = (at: Date, zone: string): Day => dayOfNumber(Math.floor(localMs(at, zone) / DAY_MS));

/** The local time of day of an instant, "HH:MM". */
export function clockOf(at: Date, zone: string): ClockTime {
  const minutes = Math.floor(mod(localMs(at, zone), DAY_MS) / 60_000);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * The instant of a local day and time. A time that a clock change skips is moved forward by the gap; of a time that
 * comes twice the first is meant.
 */
export function instantOf(day: Day, clock: ClockTime, zone: string): Date {
  const local = dayNumber(day) * DAY_MS + minutesOf(clock) * 60_000;
  const before = offsetMs(local - DAY_MS, zone);
  const after = offsetMs(local + DAY_MS, zone);
  const hits = [before, after].map((offset) => local - offset).filter((at) => at + offsetMs(at, zone) === local);
  return new Date(hits.length > 0 ? Math.min(...hits) : local - before);
}

/** "2026-09-14T09:12:00+08:00": an instant as people of the zone write it. */
export function isoOf(at: Date, zone: string): string {
  const offset = offsetMs(at.getTime(), zone);
  const minutes = Math.abs(Math.round(offset / 60_000));
  const local = new Date(at.getTime() + offset).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const localMs = (at: Date, zone: string): number => at.getTime() + offsetMs(at.getTime(), zone);

interface Zone {
  format: Intl.DateTimeFormat;
  /** UTC day → offset, where it is the same at both ends of that day. */
  days: Map<number, number | null>;
  /** Quarter of an hour → offset, on days with a clock change. */
  quarters: Map<number, number>;
}

const zones = new Map<string, Zone>();
const MAX_CACHED = 20_000;

/** How far local time is ahead of UTC. `Intl` costs microseconds a call, so a UTC day is asked once. */
function offsetMs(at: number, name: string): number {
  let zone = zones.get(name);
  if (!zone) {
    zone = { format: formatFor(name), days: new Map(), quarters: new Map() };
    zones.set(name, zone);
  }
  const day = Math.floor(at / DAY_MS);
  let offset = zone.days.get(day);
  if (offset === undefined) {
    const first = askOffset(zone, day * DAY_MS);
    offset = first === askOffset(zone, (day + 1) * DAY_MS - 1000) ? first : null;
    if (zone.days.size > MAX_CACHED) zone.days.clear();
    zone.days.set(day, offset);
  }
  return offset ?? quarterOffset(zone, Math.floor(at / QUARTER_MS));
}

function quarterOffset(zone: Zone, quarter: number): number {
  let offset = zone.quarters.get(quarter);
  if (offset === undefined) {
    offset = askOffset(zone, quarter * QUARTER_MS);
    if (zone.quarters.size > MAX_CACHED) zone.quarters.clear();
    zone.quarters.set(quarter, offset);
  }
  return offset;
}

function askOffset(zone: Zone, at: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(at)) part[type] = Number(value);
  const local = daysFromCivil(part.year!, part.month!, part.day!) * 86_400 + part.hour! * 3600 + part.minute! * 60;
  return (local + part.second!) * 1000 - Math.floor(at / 1000) * 1000;
}

const formatFor = (timeZone: string) =>
  new Intl.DateTimeFormat("en-u-ca-iso8601-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const mod = (a: number, b: number): number => ((a % b) + b) % b;
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : MONTH_DAYS[month - 1]!);

/** Howard Hinnant's civil calendar algorithms: years begin in March, so that the leap day is a year's last. */
function daysFromCivil(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

function civilFromDays(number: number): [year: number, month: number, date: number] {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date];
}
