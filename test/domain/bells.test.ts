import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callbackBells, commitmentBells, commitmentState, eventBells, rollcallBells } from "../../domain/bells.ts";
import { assignBells, type Bell, ladderFor } from "../../domain/ladder.ts";
import { isSendable, nextSendable } from "../../domain/quiet.ts";
import { at, calendar, local, rulesOf, zone } from "./facts.ts";

const rules = rulesOf();
const shown = (bells: Bell[]) => bells.map((bell) => `${bell.stage} ${local(bell.dueAt)}`);

describe("quiet hours and rest days", () => {
  test.each([
    ["2026-09-23 19:59", "2026-09-23 19:59", "still awake"],
    ["2026-09-23 20:00", "2026-09-24 08:00", "evening"],
    ["2026-09-24 03:00", "2026-09-24 08:00", "night"],
    ["2026-09-24 22:00", "2026-09-28 08:00", "the eve of Mid-Autumn"],
    ["2026-09-26 10:00", "2026-09-28 08:00", "a rest day"],
    ["2026-09-20 10:00", "2026-09-20 10:00", "a make-up Sunday"],
    ["2026-09-30 21:00", "2026-10-08 08:00", "the eve of National Day"],
  ])("%s → %s (%s)", (moment, expected) => {
    expect(local(nextSendable(at(moment), rules, calendar, zone))).toBe(expected);
  });

  test("an emergency does not wait", () => {
    const night = at("2026-10-01 03:00");
    expect(nextSendable(night, rules, calendar, zone, { emergency: true })).toEqual(night);
  });

  test("quiet hours within the day", () => {
    const noon = rulesOf({ quiet_hours: ["12:00", "14:00"] });
    expect(local(nextSendable(at("2026-09-23 12:30"), noon, calendar, zone))).toBe("2026-09-23 14:00");
    expect(local(nextSendable(at("2026-09-23 23:30"), noon, calendar, zone))).toBe("2026-09-23 23:30");
    expect(local(nextSendable(at("2026-09-26 23:30"), noon, calendar, zone))).toBe("2026-09-28 09:00");
  });

  test("the result is sendable, not before, and the first such minute", () => {
    const minutes = fc.integer({ min: 0, max: 525_600 });
    fc.assert(
      fc.property(minutes, (m) => {
        const moment = new Date(at("2026-01-01 00:00").getTime() + m * 60_000);
        const next = nextSendable(moment, rules, calendar, zone);
        expect(next >= moment && isSendable(next, rules, calendar, zone)).toBe(true);
        const before = new Date(next.getTime() - 60_000);
        if (before >= moment) expect(isSendable(before, rules, calendar, zone)).toBe(false);
      }),
    );
  });
});

describe("the ladder", () => {
  test("steps over Mid-Autumn and National Day", () => {
    expect(ladderFor({ no: "N1", replyBy: "2026-09-28" }, rules, calendar, zone)).toMatchObject([
      { kind: "临期提醒", to: "handler", dueAt: at("2026-09-23 09:00") },
      { kind: "到期提醒", to: "handler", dueAt: at("2026-09-28 09:00") },
      { kind: "超期督办", to: "dept_leader", dueAt: at("2026-09-29 09:00") },
      { kind: "升级", to: "office", dueAt: at("2026-10-08 09:00") },
    ]);
  });

  test("a natural offset on a rest day waits for the next working day", () => {
    const natural = rulesOf({ reminders: [{ offset: -3, unit: "natural", to: "handler", kind: "临期提醒" }] });
    expect(shown(ladderFor({ no: "N1", replyBy: "2026-09-28" }, natural, calendar, zone))).toEqual([
      "-3n:handler 2026-09-28 09:00",
    ]);
  });

  test("keys differ by rung and by date", () => {
    const keys = ["2026-09-28", "2026-10-12"].flatMap((replyBy) =>
      ladderFor({ no: "N1", replyBy }, rules, calendar, zone).map((bell) => bell.key),
    );
    expect(new Set(keys).size).toBe(8);
  });
});

describe("a ticket without an owner", () => {
  test.each([
    ["2026-09-14 09:12", "2026-09-16", ["eve 2026-09-15 09:00", "day 2026-09-16 09:00"]],
    ["2026-09-17 13:15", "2026-09-20", ["eve 2026-09-18 09:00", "day 2026-09-20 09:00"]],
    ["2026-09-15 10:00", "2026-09-15", ["last 2026-09-15 16:30"]],
  ])("created %s, to be assigned by %s", (created, assignBy, expected) => {
    const ticket = { no: "N1", assignBy, createdAt: at(created) };
    expect(shown(assignBells(ticket, rules, calendar, zone))).toEqual(expected);
  });
});

describe("commitments", () => {
  test.each([
    ["2026-09-16", "2026-09-14 17:20", ["day 2026-09-16 09:00"]],
    ["2026-09-16", "2026-09-16 10:00", ["day 2026-09-16 16:30"]],
    ["2026-09-26", "2026-09-21 10:00", ["day 2026-09-24 09:00"]],
    ["2026-09-16", "2026-09-16 18:00", []],
  ])("for %s made %s", (by, madeAt, expected) => {
    expect(shown(commitmentBells({ id: "7", by, madeAt: at(madeAt) }, rules, calendar, zone))).toEqual(expected);
  });

  test("are broken the day after", () => {
    expect(commitmentState({ by: "2026-09-16", state: "open" }, "2026-09-16")).toBe("open");
    expect(commitmentState({ by: "2026-09-16", state: "open" }, "2026-09-17")).toBe("broken");
    expect(commitmentState({ by: "2026-09-16", state: "kept" }, "2026-09-17")).toBe("kept");
  });
});

test("a call-back is tried twice before it is silence, on working days", () => {
  const bells = callbackBells({ no: "N1", round: 1, answeredAt: at("2026-09-24 21:00") }, rules, calendar, zone);
  expect(shown(bells)).toEqual(["try1 2026-09-28 08:00", "try2 2026-09-29 09:00", "silence 2026-09-30 09:00"]);
});

describe("events", () => {
  const bells = (start: string, now = "2026-09-01 09:00") =>
    shown(eventBells({ id: "V1", start: at(start) }, at(now), rules, calendar, zone));

  test("three days, one day and two hours before", () => {
    expect(bells("2026-09-16 14:30")).toEqual([
      "T-3d 2026-09-11 09:00",
      "T-1d 2026-09-15 09:00",
      "T-2h 2026-09-16 12:30",
    ]);
  });
  test("of an evening after a make-up Sunday", () => {
    expect(bells("2026-09-21 20:00")).toEqual([
      "T-3d 2026-09-18 09:00",
      "T-1d 2026-09-20 09:00",
      "T-2h 2026-09-21 18:00",
    ]);
  });
  test("two that fall on one day are one; what is past is not made up for", () => {
    expect(bells("2026-09-28 09:30")).toEqual(["T-1d 2026-09-24 09:00", "T-2h 2026-09-28 08:00"]);
    expect(bells("2026-09-16 14:30", "2026-09-15 10:00")).toEqual(["T-2h 2026-09-16 12:30"]);
  });

  test.each([
    ["2026-09-11 16:00", "2026-09-15 12:00", ["rollcall 2026-09-14 09:00"]],
    ["2026-09-14 16:00", "2026-09-15 12:00", ["rollcall 2026-09-15 09:00"]],
    ["2026-09-15 08:30", "2026-09-15 12:00", ["rollcall 2026-09-15 10:00"]],
    ["2026-09-15 11:00", "2026-09-15 12:00", ["rollcall 2026-09-15 11:30"]],
    ["2026-09-15 13:00", "2026-09-15 12:00", []],
  ])("called by name %s, answer until %s", (calledAt, until, expected) => {
    const event = { id: "V1", start: at("2026-09-16 14:30"), signupUntil: at(until) };
    expect(shown(rollcallBells(event, at(calledAt), rules, calendar, zone))).toEqual(expected);
  });
});
