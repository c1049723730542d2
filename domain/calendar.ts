import { addDays, dayNumber, dayOfNumber, weekdayOfNumber } from "./time.ts";
import type { CalendarOverrides, Day } from "./town.ts";

/** What the State Council has announced, and the festivals that years without a notice are made from (data/holidays.json). */
export interface PublishedYears {
  /** Year → days off and make-up workdays; "2026-10-01/2026-10-07" is a span with both ends. A notice may name days of the year before. */
  years: Record<string, { off: string[]; work: string[] }>;
  /** Year → the festivals whose day moves. */
  festivals: Record<string, MovingFestivals>;
}

export interface MovingFestivals {
  springFestival: Day;
  qingming: Day;
  dragonBoat: Day;
  midAutumn: Day;
}

/**
 * Which days are worked. A year whose notice is not out has its statutory holidays only, and every date that rests on
 * it is `provisional`: the notice will move days, and make-up workdays are not known before.
 */
export interface WorkCalendar {
  isWorkday(day: Day): boolean;
  /**
   * The n-th working day after `day` (before it for n < 0). `day` itself is not counted, whether it is worked or not;
   * 0 gives `day` where it is worked, and the next working day where it is not.
   */
  addWorkdays(day: Day, n: number): { day: Day; provisional: boolean };
  /** `day` itself where it is worked, else the first working day after it. */
  nextWorkday(day: Day): Day;
  /** The notice for this day's year is not out. */
  isProvisional(day: Day): boolean;
  /** Working days after `a` up to and with `b`; negative for b before a. `addWorkdays(a, workdaysBetween(a, b)).day` is b for working days. */
  workdaysBetween(a: Day, b: Day): number;
}

interface Year {
  /** Day number of 1 January. */
  first: number;
  /** Working days of the year in order. */
  workdays: Day[];
  /** For each day of the year and for 1 January of the next: how many working days of the year lie before it. */
  before: Uint16Array;
  worked: Uint8Array;
  provisional: boolean;
}

/** Overrides replace the built-in days of their year and count as its notice. */
export function makeCalendar(published: PublishedYears, overrides: CalendarOverrides = {}): WorkCalendar {
  const known = new Set([...Object.keys(published.years), ...Object.keys(overrides)].map(Number));
  const special = specialDays(published, overrides);
  const years = new Map<number, Year>();

  function yearOf(year: number): Year {
    let found = years.get(year);
    if (!found) {
      found = makeYear(year, known.has(year), special, published.festivals[year]);
      years.set(year, found);
    }
    return found;
  }
  const locate = (day: Day) => {
    const number = dayNumber(day);
    const year = yearOf(Number(day.slice(0, 4)));
    return { year, index: number - year.first };
  };

  function addWorkdays(day: Day, n: number): { day: Day; provisional: boolean } {
    if (!Number.isInteger(n)) throw new RangeError(`Expected a whole number of working days, got ${n}`);
    const { year: start, index } = locate(day);
    // Place among the working days of the year that is looked for, counted from 0; below 0 and past the end it lies in
    // another year.
    let place = n > 0 ? start.before[index + 1]! + n - 1 : start.before[index]! + n;
    let number = Number(day.slice(0, 4));
    let year = start;
    let provisional = year.provisional;
    while (place < 0) {
      year = yearOf(--number);
      provisional ||= year.provisional;
      place += year.workdays.length;
    }
    while (place >= year.workdays.length) {
      place -= year.workdays.length;
      year = yearOf(++number);
      provisional ||= year.provisional;
    }
    return { day: year.workdays[place]!, provisional };
  }

  function workdaysBetween(a: Day, b: Day): number {
    if (a > b) return -workdaysBetween(b, a);
    const from = locate(a);
    const to = locate(b);
    let count = to.year.before[to.index + 1]! - from.year.before[from.index + 1]!;
    for (let y = Number(a.slice(0, 4)); y < Number(b.slice(0, 4)); y++) count += yearOf(y).workdays.length;
    return count;
  }

  return {
    isWorkday(day) {
      const { year, index } = locate(day);
      return year.worked[index] === 1;
    },
    addWorkdays,
    nextWorkday: (day) => addWorkdays(day, 0).day,
    isProvisional: (day) => locate(day).year.provisional,
    workdaysBetween,
  };
}

/** Day → worked or not, for all days that a notice or an override names. */
function specialDays(published: PublishedYears, overrides: CalendarOverrides): Map<Day, boolean> {
  const special = new Map<Day, boolean>();
  for (const { off, work } of Object.values(published.years)) {
    for (const day of off.flatMap(spanDays)) special.set(day, false);
    for (const day of work.flatMap(spanDays)) special.set(day, true);
  }
  for (const year of Object.keys(overrides))
    for (const day of [...special.keys()]) if (day.startsWith(`${year}-`)) special.delete(day);
  for (const { off, work } of Object.values(overrides)) {
    for (const day of off.flatMap(spanDays)) special.set(day, false);
    for (const day of work.flatMap(spanDays)) special.set(day, true);
  }
  return special;
}

/** "a/b" → every day from a to b; "a" → that day. */
function spanDays(span: string): Day[] {
  const [first, last = first] = span.split("/") as [Day, Day?];
  const from = dayNumber(first);
  return Array.from({ length: dayNumber(last) - from + 1 }, (_, i) => dayOfNumber(from + i));
}

function makeYear(
  number: number,
  known: boolean,
  special: Map<Day, boolean>,
  festivals: MovingFestivals | undefined,
): Year {
  const name = String(number).padStart(4, "0");
  const first = dayNumber(`${name}-01-01`);
  const length = dayNumber(`${name}-12-31`) - first + 1;
  const statutory = known ? new Set<Day>() : statutoryDays(name, festivals);
  const before = new Uint16Array(length + 1);
  const worked = new Uint8Array(length);
  const workdays: Day[] = [];
  for (let i = 0; i < length; i++) {
    const day = dayOfNumber(first + i);
    if (special.get(day) ?? (weekdayOfNumber(first + i) <= 5 && !statutory.has(day))) {
      worked[i] = 1;
      workdays.push(day);
    }
    before[i + 1] = workdays.length;
  }
  return { first, workdays, before, worked, provisional: !known };
}

/**
 * The days off that the law itself gives, without what a notice moves around them: New Year 1, Spring Festival 4 (its
 * eve to the third day), Qingming 1, Labour 2, Dragon Boat 1, Mid-Autumn 1, National 3 (State Council Decree 795,
 * in force since 2025-01-01).
 */
function statutoryDays(year: string, festivals: MovingFestivals | undefined): Set<Day> {
  const days = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"].map((day) => `${year}-${day}`);
  if (festivals) {
    for (const offset of [-1, 0, 1, 2]) days.push(addDays(festivals.springFestival, offset));
    days.push(festivals.qingming, festivals.dragonBoat, festivals.midAutumn);
  }
  return new Set(days);
}
