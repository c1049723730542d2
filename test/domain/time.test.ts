import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  clockOf,
  dayNumber,
  dayOf,
  dayOfNumber,
  daysBetween,
  instantOf,
  isDay,
  isoOf,
  weekdayOf,
} from "../../domain/time.ts";

const ZONES = [
  "Asia/Shanghai",
  "Asia/Urumqi",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Africa/Casablanca",
];
const anyZone = fc.constantFrom(...ZONES);
const anyInstant = fc.date({
  min: new Date("1985-01-01T00:00:00Z"),
  max: new Date("2050-12-31T00:00:00Z"),
  noInvalidDate: true,
});

const formats = new Map(
  ZONES.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }),
  ]),
);
const local = (at: Date, zone: string) => formats.get(zone)!.format(at);

describe("local time", () => {
  test("agrees with Intl", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (at, zone) => {
        expect(`${dayOf(at, zone)} ${clockOf(at, zone)}`).toBe(local(at, zone));
      }),
      { numRuns: 300 },
    );
  });

  test("agrees with Intl around every clock change", () => {
    for (const zone of ZONES)
      for (const change of [
        "2026-03-08",
        "2026-03-29",
        "2026-10-25",
        "2026-11-01",
        "1991-04-14",
        "1991-09-15",
        "2026-02-15",
        "2026-03-22",
      ])
        for (let at = Date.parse(change) - 86_400_000; at < Date.parse(change) + 172_800_000; at += 900_000)
          expect(`${dayOf(new Date(at), zone)} ${clockOf(new Date(at), zone)}`).toBe(local(new Date(at), zone));
  });

  test("comes back from the instant", () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (at, zone) => {
        const day = dayOf(at, zone);
        const clock = clockOf(at, zone);
        const back = instantOf(day, clock, zone);
        expect(`${dayOf(back, zone)} ${clockOf(back, zone)}`).toBe(`${day} ${clock}`);
        expect(back.getTime()).toBeLessThanOrEqual(at.getTime());
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["2026-09-28", "09:00", "Asia/Shanghai", "2026-09-28T01:00:00.000Z", "an office morning"],
    ["2026-09-28", "24:00", "Asia/Shanghai", "2026-09-28T16:00:00.000Z", "the end of a day"],
    ["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z", "skipped: moved on by the gap"],
    ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z", "twice: the first"],
  ])("%s %s in %s is %s (%s)", (day, clock, zone, expected) => {
    expect(instantOf(day, clock, zone).toISOString()).toBe(expected);
  });

  test("is written with its offset", () => {
    expect(isoOf(new Date("2026-09-14T01:12:00Z"), "Asia/Shanghai")).toBe("2026-09-14T09:12:00+08:00");
    expect(isoOf(new Date("2026-01-14T01:12:00Z"), "America/New_York")).toBe("2026-01-13T20:12:00-05:00");
  });
});

describe("days", () => {
  test("agree with Date", () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (number) => {
        const day = dayOfNumber(number);
        expect(day).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(day)).toBe(number);
        expect(weekdayOf(day)).toBe(new Date(number * 86_400_000).getUTCDay() || 7);
        expect(daysBetween(day, addDays(day, 45))).toBe(45);
      }),
    );
  });

  test.each(["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "2026-09-31", "26-09-01", "", "2026/09/14"])(
    "%j is none",
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(() => dayNumber(text)).toThrow(/YYYY-MM-DD/);
    },
  );
});
