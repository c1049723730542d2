import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeCalendar } from "../../domain/calendar.ts";
import { addDays, dayNumber, dayOfNumber, weekdayOf } from "../../domain/time.ts";
import { calendar, published } from "./facts.ts";

const anyDay = fc.integer({ min: dayNumber("2005-01-01"), max: dayNumber("2055-12-31") }).map(dayOfNumber);

describe("published years", () => {
  test.each([
    ["2026-09-20", true, "make-up Sunday before National Day"],
    ["2026-10-10", true, "make-up Saturday"],
    ["2026-09-25", false, "Mid-Autumn"],
    ["2026-10-07", false, "last day of National Day"],
    ["2026-10-08", true, "first day after it"],
    ["2007-12-29", true, "a Saturday that the notice for 2008 makes a workday"],
    ["2020-01-31", false, "the holiday that was lengthened in January 2020"],
  ])("%s worked: %s (%s)", (day, worked) => {
    expect(calendar.isWorkday(day)).toBe(worked);
    expect(calendar.isProvisional(day)).toBe(false);
  });

  test.each([
    ["2026-09-14", 15, "2026-10-10"],
    ["2026-09-17", 15, "2026-10-14"],
    ["2026-09-28", -2, "2026-09-23"],
    ["2026-09-28", 0, "2026-09-28"],
    ["2026-09-28", 3, "2026-10-08"],
    ["2026-10-03", 0, "2026-10-08"],
    ["2026-10-03", 1, "2026-10-08"],
    ["2026-10-03", -1, "2026-09-30"],
  ])("%s %i working days → %s", (day, n, expected) => {
    expect(calendar.addWorkdays(day, n)).toEqual({ day: expected, provisional: false });
  });
});

describe("years without a notice", () => {
  test("have their statutory holidays and are provisional", () => {
    const off = ["2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-09-15", "2027-10-01"];
    for (const day of off) expect([day, calendar.isWorkday(day)]).toEqual([day, false]);
    for (const day of ["2027-01-04", "2027-02-09", "2027-05-04", "2027-10-04"])
      expect([day, calendar.isWorkday(day)]).toEqual([day, true]);
    expect(calendar.isProvisional("2027-01-04")).toBe(true);
  });

  test("make a date that rests on them provisional", () => {
    expect(calendar.addWorkdays("2026-12-28", 3)).toEqual({ day: "2026-12-31", provisional: false });
    expect(calendar.addWorkdays("2026-12-28", 4)).toEqual({ day: "2027-01-04", provisional: true });
    expect(calendar.addWorkdays("2027-01-05", -3)).toEqual({ day: "2026-12-30", provisional: true });
  });

  test("stay provisional when passed over", () => {
    const gap = makeCalendar(published, { 2028: { off: [], work: [] } });
    expect(gap.addWorkdays("2026-12-31", 300)).toMatchObject({ provisional: true });
    expect(gap.isProvisional("2028-03-01")).toBe(false);
  });
});

describe("overrides", () => {
  const own = makeCalendar(published, { 2026: { off: ["2026-09-30"], work: ["2026-10-01"] } });

  test("replace the built-in days of their year only", () => {
    expect(own.isWorkday("2026-09-30")).toBe(false);
    expect(own.isWorkday("2026-10-01")).toBe(true);
    expect(own.isWorkday("2026-10-02")).toBe(true);
    expect(own.isWorkday("2025-10-02")).toBe(false);
  });

  test("make a year known", () => {
    const notice = makeCalendar(published, { 2027: { off: ["2027-01-01"], work: ["2027-01-03"] } });
    expect(notice.addWorkdays("2026-12-31", 1)).toEqual({ day: "2027-01-03", provisional: false });
  });
});

describe("laws", () => {
  test("n working days and back is where one began, from a working day", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 600 }), (from, n) => {
        const start = calendar.nextWorkday(from);
        const end = calendar.addWorkdays(start, n).day;
        expect(calendar.isWorkday(end)).toBe(true);
        expect(calendar.addWorkdays(end, -n).day).toBe(start);
        expect(calendar.workdaysBetween(start, end)).toBe(n);
        expect(calendar.workdaysBetween(end, start)).toBe(-n || 0);
      }),
    );
  });

  test("counting agrees with walking day by day", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 40 }), (from, n) => {
        let day = from;
        for (let left = n; left > 0; ) {
          day = addDays(day, 1);
          if (calendar.isWorkday(day)) left--;
        }
        expect(calendar.addWorkdays(from, n).day).toBe(day);
      }),
    );
  });

  test("a later start never ends earlier", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), fc.integer({ min: -60, max: 60 }), (from, later, n) => {
        const end = calendar.addWorkdays(from, n).day;
        expect(calendar.addWorkdays(addDays(from, later), n).day >= end).toBe(true);
      }),
    );
  });
});

const shared = join(import.meta.dirname, "../../../shared/calendar");
const years = existsSync(shared) ? readdirSync(shared).filter((name) => /^\d{4}\.json$/.test(name)) : [];

describe.skipIf(years.length === 0)("day by day against the collected notices", () => {
  const named = new Map<string, boolean>();
  for (const file of years)
    for (const { date, isOffDay } of JSON.parse(readFileSync(join(shared, file), "utf8")).days)
      named.set(date, !isOffDay);

  test.each(years.map((file) => file.slice(0, 4)))("%s", (year) => {
    const wrong: string[] = [];
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1))
      if (calendar.isWorkday(day) !== (named.get(day) ?? weekdayOf(day) <= 5)) wrong.push(day);
    expect(wrong).toEqual([]);
  });
});
