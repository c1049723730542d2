import type { WorkCalendar } from "./calendar.ts";
import { addDays, dayNumber, daysBetween, instantOf, weekdayOf } from "./time.ts";
import type { ClockTime, Day } from "./town.ts";

export const EVENT_KINDS = ["恳谈会", "接待日", "沙龙", "对接会"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** A meeting that comes again and again, as the office set it up. */
export interface Series {
  id: string;
  name: string;
  kind: EventKind;
  theme: string;
  host: string;
  place: string;
  /** In enterprises, for each 场. */
  seats: number;
  mode: string;
  recurrence: Recurrence;
  at: ClockTime;
  /** How long a session lasts. */
  minutes: number;
  /** Sign-up closes so many days before, at the session's own time of day unless another is given. */
  closes: { days: number; unit: "natural" | "working"; at?: ClockTime };
  /** From this day on; it also settles which weeks or months are meant where not every one is. */
  from: Day;
  /** Up to and with this day. */
  to?: Day;
  /** Number of the first 期. */
  firstIssue: number;
  /** At most so many 期. */
  most?: number;
  /** City and counties in step: one 期 has a 场 at each. Empty: one 场, at `place`. */
  venues: { name: string; place: string }[];
}

export type Recurrence =
  /** Every `every` weeks on a weekday, 1 Monday … 7 Sunday. */
  | { unit: "week"; every: number; weekday: number }
  /** Every `every` months on the `nth` such weekday (-1: the last) or on a date (a month without it: its last day). */
  | { unit: "month"; every: number; weekday: number; nth: number }
  | { unit: "month"; every: number; date: number };

/** The days of a recurrence between two days, both included, whether they are worked or not. */
export function occasionsBetween(series: Pick<Series, "recurrence" | "from" | "to">, first: Day, last: Day): Day[] {
  const { recurrence, from, to } = series;
  const end = to !== undefined && to < last ? to : last;
  const days = recurrence.unit === "week" ? weekly(recurrence, from, end) : monthly(recurrence, from, end);
  return days.filter((day) => day >= from && day >= first && day <= end);
}

function weekly({ every, weekday }: { every: number; weekday: number }, from: Day, end: Day): Day[] {
  const first = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  const days: Day[] = [];
  for (let day = first; day <= end; day = addDays(day, 7 * every)) days.push(day);
  return days;
}

function monthly(recurrence: Extract<Recurrence, { unit: "month" }>, from: Day, end: Day): Day[] {
  const days: Day[] = [];
  const start = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1;
  for (let month = start; ; month += recurrence.every) {
    const first = firstOfMonth(month);
    if (first > end) return days;
    const length = daysBetween(first, firstOfMonth(month + 1));
    days.push(
      "date" in recurrence ? addDays(first, Math.min(recurrence.date, length) - 1) : nth(recurrence, first, length),
    );
  }
}

function nth({ weekday, nth: place }: { weekday: number; nth: number }, first: Day, length: number): Day {
  const found = addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (Math.max(place, 1) - 1));
  if (place > 0) return daysBetween(first, found) < length ? found : addDays(found, -7);
  let last = found;
  while (daysBetween(first, addDays(last, 7)) < length) last = addDays(last, 7);
  return last;
}

const firstOfMonth = (month: number): Day =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;

/**
 * Whether the office must say what becomes of this day: a working day that is off, or a weekend day that lies in a
 * holiday. A meeting that is always at a weekend is not asked about every time.
 */
export function restsOn(day: Day, calendar: WorkCalendar): boolean {
  if (calendar.isWorkday(day)) return false;
  const weekday = weekdayOf(day);
  if (weekday <= 5) return true;
  return (
    !calendar.isWorkday(addDays(day, weekday === 6 ? -1 : -2)) ||
    !calendar.isWorkday(addDays(day, weekday === 6 ? 2 : 1))
  );
}

/** One session's times. `clock` where it is held at another time of day. */
export function timesOf(
  series: Pick<Series, "at" | "minutes" | "closes">,
  day: Day,
  calendar: WorkCalendar,
  zone: string,
  clock: ClockTime = series.at,
): { start: Date; end: Date; signupUntil: Date } {
  const start = instantOf(day, clock, zone);
  const { days, unit, at } = series.closes;
  const closing = unit === "working" ? calendar.addWorkdays(day, -days).day : addDays(day, -days);
  const until = instantOf(closing, at ?? clock, zone);
  return {
    start,
    end: new Date(start.getTime() + series.minutes * 60_000),
    // A closing after the start would let people sign up for what is over.
    signupUntil: until < start ? until : start,
  };
}

/** How many days ahead sessions are made: there has to be time to sign up. */
export const daysAhead = ({ recurrence }: Pick<Series, "recurrence">): number => (recurrence.unit === "week" ? 14 : 21);

/** The next day of a series after a day, looked for over two years; null when it has ended. */
export const nextOccasion = (series: Pick<Series, "recurrence" | "from" | "to">, after: Day): Day | null =>
  occasionsBetween(series, addDays(after, 1), addDays(after > series.from ? after : series.from, 800))[0] ?? null;

/** What is called by a name and a number: "政企交流主题日第12期（安吉场）". */
export const sessionName = (series: Pick<Series, "name">, issue: number, venue?: string): string =>
  `${series.name}第${issue}期${venue ? `（${venue}场）` : ""}`;

/** Days by number, for tests of spacing. */
export const spacing = (days: Day[]): number[] => days.slice(1).map((day, i) => dayNumber(day) - dayNumber(days[i]!));
