import { describe, expect, test } from "vitest";
import { makeCalendar } from "../../domain/calendar.ts";
import { recompute } from "../../domain/recompute.ts";
import { overdueDays, type SupervisedTicket, supervisionOf } from "../../domain/supervision.ts";
import { at, calendar, published, rulesOf, zone } from "./facts.ts";
import { departments, ticketOf } from "./people.ts";

describe("when the holiday notice comes", () => {
  const notice = makeCalendar(published, {
    2027: { off: ["2027-01-01", "2027-01-04", "2027-01-05"], work: ["2027-01-03"] },
  });
  const late = ticketOf({
    createdAt: at("2026-12-21 10:00"),
    assignBy: "2026-12-23",
    replyBy: "2027-01-04",
    resolveBy: "2027-01-12",
    provisional: true,
  });
  const noticed = (own = {}) => recompute([{ ...late, ...own }], rulesOf(), calendar, notice, zone, departments);

  test("dates of open tickets are given anew and are no longer provisional", () => {
    expect(noticed()).toEqual([
      {
        no: "N1",
        change: { assignBy: "2026-12-23", replyBy: "2027-01-06", resolveBy: "2027-01-13", provisional: false },
        moved: true,
      },
    ]);
  });

  test("a date that was set since stays", () => {
    expect(noticed({ replyBy: "2027-01-08" })).toMatchObject([{ change: { replyBy: "2027-01-08" } }]);
  });

  test("what is done, or rests on a known year, is left alone", () => {
    expect(noticed({ status: "已办结" })).toEqual([]);
    expect(recompute([ticketOf()], rulesOf(), calendar, notice, zone, departments)).toEqual([]);
  });

  test("dates that stand lose their mark without a word", () => {
    const same = makeCalendar(published, {
      2027: { off: ["2027-01-01"], work: [] },
    });
    expect(recompute([late], rulesOf(), calendar, same, zone, departments)).toMatchObject([
      { moved: false, change: { provisional: false } },
    ]);
  });
});

describe("the weekly 督办", () => {
  const ticket = (no: string, own: Partial<SupervisedTicket> = {}): SupervisedTicket => ({
    ...ticketOf({ no, status: "办理中" }),
    commitments: [],
    ...own,
  });

  test("by department, confidential and answered ones apart", () => {
    const found = supervisionOf(
      [
        ticket("N1", { replyBy: "2026-09-18" }),
        ticket("N2", { replyBy: "2026-09-14", tags: ["重办"] }),
        ticket("N3", { replyBy: "2026-09-28", commitments: [{ what: "勘察", by: "2026-09-16", state: "open" }] }),
        ticket("N4", { replyBy: "2026-10-20", tags: ["等待企业"] }),
        ticket("N5", { confidential: true }),
        ticket("N6", { status: "待回访", lead: "交通局" }),
      ],
      "2026-09-21",
      calendar,
    );
    expect([...found]).toEqual([
      [
        "供电局",
        {
          open: ["N1", "N2", "N3", "N4"],
          overdue: [
            { no: "N2", days: 6 },
            { no: "N1", days: 2 },
          ],
          due_soon: ["N3"],
          redone: ["N2"],
          waiting: ["N4"],
          broken: [{ no: "N3", what: "勘察", by: "2026-09-16" }],
        },
      ],
    ]);
  });

  test("is not late on the day itself, and late on the rest days after it", () => {
    const late = (today: string) => overdueDays({ status: "办理中", replyBy: "2026-09-30" }, today, calendar);
    expect([late("2026-09-30"), late("2026-10-03"), late("2026-10-08"), late("2026-10-09")]).toEqual([0, 1, 1, 2]);
  });
});
