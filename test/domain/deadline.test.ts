import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deadlinesFor, endOf, termEnd } from "../../domain/deadline.ts";
import { dayNumber, dayOfNumber } from "../../domain/time.ts";
import type { Rules, TermRule } from "../../domain/town.ts";
import { at, calendar, local, rulesOf, zone } from "./facts.ts";

const due = (created: string, what: Parameters<typeof deadlinesFor>[1] = "求助", rules: Rules = rulesOf()) =>
  deadlinesFor(at(created), what, rules, calendar, zone);

describe("the three dates", () => {
  test.each([
    ["2026-09-14 09:12", "2026-09-16", "2026-09-28", "2026-10-10", "a make-up Saturday"],
    ["2026-09-17 13:28", "2026-09-20", "2026-10-08", "2026-10-14", "a make-up Sunday; over National Day"],
    ["2026-09-17 23:59", "2026-09-20", "2026-10-08", "2026-10-14", "the hour does not count"],
    ["2026-09-18 00:00", "2026-09-20", "2026-10-08", "2026-10-15", "the next day does"],
    ["2026-10-02 10:00", "2026-10-08", "2026-10-16", "2026-10-27", "created on a rest day"],
    ["2026-02-13 10:00", "2026-02-24", "2026-02-27", "2026-03-12", "over Spring Festival"],
  ])("created %s: %s, %s, %s (%s)", (created, assignBy, replyBy, resolveBy) => {
    expect(due(created)).toMatchObject({ assignBy, replyBy, resolveBy, provisional: false });
  });

  test.each([
    ["2026-09-14 09:12", "2026-09-14", "in working hours"],
    ["2026-09-14 07:40", "2026-09-14", "before them the day begins yet"],
    ["2026-09-14 17:29", "2026-09-14", "the last minute"],
    ["2026-09-14 17:30", "2026-09-15", "after them"],
    ["2026-09-14 23:00", "2026-09-15", "at night"],
    ["2026-09-18 17:45", "2026-09-20", "on Friday evening before a make-up Sunday"],
    ["2026-09-20 10:00", "2026-09-20", "on that Sunday"],
    ["2026-09-19 10:00", "2026-09-20", "on the Saturday between"],
    ["2026-09-30 18:00", "2026-10-08", "on the eve of National Day"],
  ])("a 咨询 of %s is resolved by %s (%s)", (created, resolveBy) => {
    expect(due(created, "咨询").resolveBy).toBe(resolveBy);
  });

  test("are provisional when they rest on a year without a notice", () => {
    expect(due("2026-12-21 10:00")).toMatchObject({
      replyBy: "2027-01-04",
      resolveBy: "2027-01-12",
      provisional: true,
    });
    expect(
      due("2026-12-21 10:00", "咨询", rulesOf({ reply: { days: 5, unit: "working", roll: "none" } })),
    ).toMatchObject({
      provisional: false,
    });
  });
});

describe("rules for some tickets", () => {
  const listing: TermRule = {
    name: "上市绿色通道",
    when: { tag: ["上市"] },
    reply: { days: 3, unit: "working", roll: "none" },
    basis: "市政办发〔2026〕2号",
    steward: "专员甲",
  };
  const power: TermRule = { name: "用电", when: { category: ["用电"] }, reply: { hours: 24, unit: "natural" } };
  const rules = rulesOf({ terms: [listing, power], basis: "" });

  test("the first that matches wins, term by term", () => {
    const found = due("2026-09-14 09:12", { type: "求助", category: "用电/增容", tags: ["上市"] }, rules);
    expect(found).toMatchObject({ assignBy: "2026-09-16", replyBy: "2026-09-17", steward: "专员甲" });
    expect(found.reply.basis).toBe("市政办发〔2026〕2号");
    expect(found.assign).not.toHaveProperty("basis");
  });

  test("a term in hours names the hour", () => {
    const found = due("2026-09-14 09:12", { type: "求助", category: "用电" }, rules);
    expect([found.replyBy, local(found.reply.at!)]).toEqual(["2026-09-15", "2026-09-15 09:12"]);
  });

  test("a category is a path, not a prefix of letters", () => {
    expect(due("2026-09-14 09:12", { type: "求助", category: "用电安全" }, rules).replyBy).toBe("2026-09-28");
  });

  test.each([
    ["2026-09-14 09:12", 4, "2026-09-14 13:12", "within the day"],
    ["2026-09-14 16:30", 4, "2026-09-15 11:30", "into the next morning"],
    ["2026-09-14 07:00", 1, "2026-09-14 09:30", "from the opening"],
    ["2026-09-18 17:00", 1, "2026-09-20 09:00", "onto a make-up Sunday"],
    ["2026-09-30 17:00", 1, "2026-10-08 09:00", "over National Day"],
    ["2026-09-14 08:30", 18, "2026-09-15 17:30", "two full days"],
  ])("%s and %i working hours: %s (%s)", (from, hours, expected) => {
    const end = endOf(at(from), { hours, unit: "working" }, rules, calendar, zone);
    expect(local(end.at!)).toBe(expected);
    expect(end.day).toBe(expected.slice(0, 10));
  });
});

describe("laws of a term", () => {
  const anyDay = fc.integer({ min: dayNumber("2015-01-01"), max: dayNumber("2029-12-31") }).map(dayOfNumber);
  const anyTerm = fc.record({
    days: fc.integer({ min: 0, max: 90 }),
    unit: fc.constantFrom("natural" as const, "working" as const),
    roll: fc.constantFrom("next_workday" as const, "none" as const),
  });

  test("it never ends before it starts, and a rolled or working one ends on a working day", () => {
    fc.assert(
      fc.property(anyDay, anyTerm, (start, term) => {
        const end = termEnd(start, term, calendar).day;
        expect(end >= start).toBe(true);
        if (term.unit === "working" || term.roll === "next_workday") expect(calendar.isWorkday(end)).toBe(true);
      }),
    );
  });

  test("one day more never ends earlier", () => {
    fc.assert(
      fc.property(anyDay, anyTerm, (start, term) => {
        const longer = { ...term, days: term.days + 1 };
        expect(termEnd(start, longer, calendar).day >= termEnd(start, term, calendar).day).toBe(true);
      }),
    );
  });
});
