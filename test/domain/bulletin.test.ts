import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bulletinOf, type CountedTicket, isOnTime, rate } from "../../domain/bulletin.ts";
import { at, zone } from "./facts.ts";

let last = 0;
/** A ticket of September, answered on a day and rated. */
function ticket(lead: string | null, own: Partial<CountedTicket> & { answered?: string } = {}): CountedTicket {
  const { answered, ...fields } = own;
  last += 1;
  return {
    no: `N${String(last).padStart(4, "0")}`,
    lead,
    category: "用电",
    status: answered ? "已归档" : "办理中",
    confidential: false,
    parentNo: null,
    createdAt: at("2026-09-07 09:00"),
    replyBy: "2026-09-21",
    satisfaction: null,
    history: answered ? [{ at: at(`${answered} 15:00`), action: "reply" }] : [],
    ...fields,
  };
}

const september = [
  ticket("供电局", { answered: "2026-09-10", satisfaction: "满意" }),
  ticket("供电局", { answered: "2026-09-21", satisfaction: "不满意", status: "重办" }),
  ticket("供电局", { answered: "2026-09-22", satisfaction: "满意" }),
  ticket("供电局"),
  ticket("交通局", { answered: "2026-09-12", satisfaction: "基本满意", category: "公交" }),
  ticket("交通局", { answered: "2026-09-18", satisfaction: "未能回访", category: "公交" }),
  ticket("人社局", { category: "用工" }),
];

describe("the bulletin", () => {
  const bulletin = bulletinOf("2026-09", september, { zone });

  test("counts by department", () => {
    expect(bulletin.rows).toEqual([
      {
        dept: "供电局",
        received: 4,
        answered_on_time: 2,
        answered_late: 1,
        open: 1,
        called_back: 3,
        satisfied: 2,
        on_time_rate: "66.7%",
        satisfaction_rate: "66.7%",
      },
      expect.objectContaining({ dept: "交通局", called_back: 1, satisfied: 1, on_time_rate: "100%" }),
      expect.objectContaining({ dept: "人社局", open: 1, on_time_rate: "—", satisfaction_rate: "—" }),
    ]);
    expect(bulletin.total).toMatchObject({ received: 7, answered: 5, called_back: 4, callback_rate: "80.0%" });
    expect(bulletin.top_categories).toEqual([
      ["用电", 4],
      ["公交", 2],
      ["用工", 1],
    ]);
  });

  test("every figure opens to its tickets", () => {
    expect(bulletin.behind.供电局!.answered_late).toEqual([september[2]!.no]);
    expect(bulletin.behind.合计!.open).toEqual([september[3]!.no, september[6]!.no]);
    expect(bulletin.behind_categories.用工).toEqual([september[6]!.no]);
  });

  test("leaves out other months, withdrawn, refused, confidential and merged ones", () => {
    const left = [
      ticket("供电局", { createdAt: at("2026-10-01 00:00") }),
      ticket("供电局", { status: "已撤回" }),
      ticket("供电局", { status: "不予受理" }),
      ticket("供电局", { confidential: true }),
      ticket("供电局", { parentNo: "N1" }),
    ];
    expect(bulletinOf("2026-09", left, { zone }).total.received).toBe(0);
    expect(
      bulletinOf("2026-09", [ticket("供电局", { createdAt: at("2026-09-30 23:59") })], { zone }).total.received,
    ).toBe(1);
  });

  test("in the town's order, for some departments only where only theirs are due", () => {
    const order = ["人社局", "供电局"].map((id) => ({ id }));
    expect(bulletinOf("2026-09", september, { zone, departments: order }).rows.map((row) => row.dept)).toEqual([
      "人社局",
      "供电局",
      "交通局",
    ]);
    const own = bulletinOf("2026-09", september, { zone, only: ["交通局"] });
    expect([own.rows.length, own.total.received, own.top_categories]).toEqual([1, 2, [["公交", 2]]]);
  });

  test("a ticket that nobody leads is in the total", () => {
    const both = bulletinOf("2026-09", [ticket(null), ticket("供电局")], { zone });
    expect([both.rows.length, both.total.received]).toEqual([1, 2]);
  });
});

describe("on time", () => {
  const answered = { at: at("2026-09-22 15:00"), by: "power", action: "reply" };

  test("by the date in force when it was answered: a later date of a 重办 heals nothing", () => {
    const redone = {
      at: at("2026-09-23 09:00"),
      by: "firm",
      action: "callback",
      change: { before: { replyBy: "2026-09-21" }, after: { replyBy: "2026-10-08" } },
    };
    const history = [answered, redone];
    expect(isOnTime({ status: "重办", replyBy: "2026-10-08", history }, zone)).toBe(false);
    expect(isOnTime({ status: "待回访", replyBy: "2026-09-22", history: [answered] }, zone)).toBe(true);
  });

  test("an answer that was taken back is none; a closing that was sent back neither", () => {
    const undo = {
      at: at("2026-09-22 15:05"),
      by: "power",
      action: "undo",
      change: { undoes: { at: answered.at.toISOString(), by: "power" } },
    };
    const open = bulletinOf("2026-09", [ticket("供电局", { history: [answered, undo] })], { zone });
    const paper = ticket("供电局", { status: "待补充办理结果", history: [{ ...answered, action: "close" }] });
    expect([open.total.open, bulletinOf("2026-09", [paper], { zone }).total.open]).toEqual([1, 1]);
  });
});

test.each([
  [0, 0, "—"],
  [0, 3, "0.0%"],
  [3, 3, "100%"],
  [2, 3, "66.7%"],
  [4, 5, "80.0%"],
])("%i of %i is %s", (part, whole, expected) => {
  expect(rate(part, whole)).toBe(expected);
});

test("columns add up, whatever the tickets", () => {
  const any = fc.record({
    lead: fc.constantFrom("a", "b", null),
    answered: fc.option(fc.constantFrom("2026-09-10", "2026-09-21", "2026-10-09"), { nil: undefined }),
    satisfaction: fc.constantFrom(null, "满意", "不满意", "未能回访"),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 30 }), (given) => {
      const tickets = given.map(({ lead, answered, satisfaction }) =>
        ticket(lead, { satisfaction, ...(answered ? { answered } : {}) }),
      );
      const { rows, total } = bulletinOf("2026-09", tickets, { zone });
      for (const row of [...rows, total])
        expect(row.answered_on_time + row.answered_late + row.open).toBe(row.received);
      const led = tickets.filter((one) => one.lead !== null).length;
      expect(rows.reduce((sum, row) => sum + row.received, 0)).toBe(led);
      expect(total.received).toBe(tickets.length);
    }),
  );
});
