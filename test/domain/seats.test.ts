import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freeSeats, holdsSeat, promotions, type SeatSignup, seatFor, waitingPlace } from "../../domain/seats.ts";
import { at } from "./facts.ts";

const event = { seats: 2, start: at("2026-09-16 14:30"), signupUntil: at("2026-09-15 12:00") };
const now = at("2026-09-14 16:00");
const list = (...statuses: string[]): SeatSignup[] =>
  statuses.map((status, i) => ({ company: `E${i + 1}`, status, position: i + 1 }));

describe("a sign-up", () => {
  test.each([
    ["a free seat", list("报名"), "报名"],
    ["none left", list("报名", "已确认"), "候补"],
    ["a cancelled one frees its seat", list("报名", "取消"), "报名"],
    ["called by name and silent keeps it", list("报名", "未回复"), "候补"],
    ["leave frees it", list("报名", "请假"), "报名"],
    ["who waits comes before who comes now", list("报名", "取消", "候补"), "候补"],
  ])("%s", (_, signups, status) => {
    expect(seatFor(event, signups, "E9", now)).toEqual({
      kind: "seat",
      status,
      position: signups.length + 1,
      again: false,
    });
  });

  test("leave with a delegate keeps the seat", () => {
    const [signup] = list("请假");
    expect([holdsSeat(signup!), holdsSeat({ ...signup!, delegate: "某副总" })]).toEqual([false, true]);
  });

  test("a second one of the same enterprise changes the first", () => {
    expect(seatFor(event, list("候补"), "E1", now)).toEqual({ kind: "listed", status: "候补" });
  });

  test("who cancelled comes back at the end of the queue", () => {
    expect(seatFor(event, list("取消", "报名", "报名"), "E1", now)).toEqual({
      kind: "seat",
      status: "候补",
      position: 4,
      again: true,
    });
  });

  test.each([
    ["2026-09-15 12:00", "seat"],
    ["2026-09-15 12:01", "closed"],
  ])("at %s: %s", (moment, kind) => {
    expect(seatFor(event, [], "E1", at(moment)).kind).toBe(kind);
  });

  test("without a last day it is open until the event starts", () => {
    const open = { ...event, signupUntil: null };
    expect(seatFor(open, [], "E1", at("2026-09-16 14:29")).kind).toBe("seat");
    expect(seatFor(open, [], "E1", at("2026-09-16 14:30"))).toEqual({ kind: "closed", why: "event_over" });
  });
});

describe("moving up", () => {
  test("by place in the queue, as many as there are seats", () => {
    const signups = list("取消", "候补", "候补", "报名", "候补");
    expect(promotions(event, signups, now).map(({ company }) => company)).toEqual(["E2"]);
    expect(promotions({ ...event, seats: 3 }, signups.reverse(), now).map(({ company }) => company)).toEqual([
      "E2",
      "E3",
    ]);
    expect(waitingPlace(signups, "E3")).toBe(2);
    expect(waitingPlace(signups, "E4")).toBeNull();
  });

  test("nobody once the event has started", () => {
    expect(promotions(event, list("候补"), at("2026-09-16 15:00"))).toEqual([]);
  });
});

test("whatever order people come and go in: seats are never given twice, nobody waits beside a free seat, nobody is listed twice", () => {
  const step = fc.record({ company: fc.constantFrom("A", "B", "C", "D", "E", "F"), leaves: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 0, max: 4 }), (steps, seats) => {
      const limited = { ...event, seats };
      let signups: SeatSignup[] = [];
      for (const { company, leaves } of steps) {
        const others = signups.filter((signup) => signup.company !== company);
        const seat = seatFor(limited, signups, company, now);
        if (leaves) signups = signups.map((one) => (one.company === company ? { ...one, status: "取消" } : one));
        else if (seat.kind === "seat") signups = [...others, { company, status: seat.status, position: seat.position }];
        for (const up of promotions(limited, signups, now)) up.status = "报名";
        expect(signups.filter(holdsSeat).length).toBeLessThanOrEqual(seats);
        if (freeSeats(limited, signups) > 0) expect(signups.filter((one) => one.status === "候补")).toEqual([]);
        expect(new Set(signups.map((one) => one.company)).size).toBe(signups.length);
      }
    }),
  );
});
