import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { parseTown } from "../../bot/town/schema.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import { nextOccasion, occasionsBetween, type Recurrence, restsOn, timesOf } from "../../domain/series.ts";
import { addDays, daysBetween, weekdayOf } from "../../domain/time.ts";
import { local, TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const calendar = makeCalendar(loadFacts().published);

describe("the days of a series", () => {
  const recurrence = fc.oneof(
    fc.record({
      unit: fc.constant("week" as const),
      every: fc.integer({ min: 1, max: 6 }),
      weekday: fc.integer({ min: 1, max: 7 }),
    }),
    fc.record({
      unit: fc.constant("month" as const),
      every: fc.integer({ min: 1, max: 4 }),
      weekday: fc.integer({ min: 1, max: 7 }),
      nth: fc.constantFrom(-1, 1, 2, 3, 4),
    }),
    fc.record({
      unit: fc.constant("month" as const),
      every: fc.integer({ min: 1, max: 4 }),
      date: fc.integer({ min: 1, max: 31 }),
    }),
  );
  const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays("2024-01-01", n));

  test("are in order, on their weekday, in their span, and do not depend on where one begins to look", () => {
    fc.assert(
      fc.property(
        recurrence as fc.Arbitrary<Recurrence>,
        day,
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 200 }),
        (r, from, length, skip) => {
          const series = { recurrence: r, from };
          const last = addDays(from, length);
          const days = occasionsBetween(series, from, last);
          expect(days).toEqual([...new Set(days)].toSorted());
          for (const one of days) {
            expect(one >= from && one <= last).toBe(true);
            if ("weekday" in r) expect(weekdayOf(one)).toBe(r.weekday);
          }
          if (r.unit === "week")
            for (const [i, one] of days.slice(1).entries()) expect(daysBetween(days[i]!, one)).toBe(7 * r.every);
          const later = addDays(from, skip);
          expect(occasionsBetween(series, later, last)).toEqual(days.filter((one) => one >= later));
          expect(nextOccasion(series, addDays(from, -1))).toBe(
            occasionsBetween(series, from, addDays(from, 799))[0] ?? null,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a month without the date has its last day; the last weekday is the last", () => {
    const on = (recurrence: Recurrence) =>
      occasionsBetween({ recurrence, from: "2026-01-01" }, "2026-01-01", "2026-04-30");
    expect(on({ unit: "month", every: 1, date: 31 })).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
    expect(on({ unit: "month", every: 2, weekday: 5, nth: -1 })).toEqual(["2026-01-30", "2026-03-27"]);
    expect(on({ unit: "month", every: 1, weekday: 3, nth: 2 })).toEqual([
      "2026-01-14",
      "2026-02-11",
      "2026-03-11",
      "2026-04-08",
    ]);
  });

  test("a holiday is asked about, an ordinary weekend of a weekend meeting is not", () => {
    expect(restsOn("2026-10-05", calendar)).toBe(true);
    expect(restsOn("2026-09-26", calendar)).toBe(true); // Saturday after the Mid-Autumn Friday
    expect(restsOn("2026-09-19", calendar)).toBe(false);
    expect(restsOn("2026-10-10", calendar)).toBe(false); // a Saturday that is worked
    expect(restsOn("2026-09-14", calendar)).toBe(false);
  });

  test("closing is counted back, in working days where it was said so, never after the start", () => {
    const times = (closes: Parameters<typeof timesOf>[0]["closes"]) =>
      timesOf({ at: "19:30", minutes: 90, closes }, "2026-09-14", calendar, "Asia/Shanghai");
    expect(times({ days: 1, unit: "natural" }).signupUntil).toEqual(local("2026-09-13 19:30"));
    expect(times({ days: 1, unit: "working", at: "12:00" }).signupUntil).toEqual(local("2026-09-11 12:00"));
    expect(times({ days: 0, unit: "natural", at: "21:00" }).signupUntil).toEqual(local("2026-09-14 19:30"));
    expect(times({ days: 0, unit: "natural" }).end).toEqual(local("2026-09-14 21:00"));
  });
});

describe("a series set up in chat", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-10 09:00", database, (town) => ({ ...town, events: [] }));
  });
  const SET_UP = "每周一晚七点半办政企交流主题日，地点商务中心一楼茶聊室，20个席位，提前一天截止";
  const sessions = () => database.db.event.findMany({ orderBy: { startsAt: "asc" } });

  test("is told back in full, and its sessions are made two weeks ahead, each once", async () => {
    const heard = to(await bot.inPrivate("许主任", SET_UP), "许主任");
    for (const words of [
      "政企交流主题日",
      "每周一19:30",
      "20家",
      "提前1天截止报名",
      "商务中心一楼茶聊室",
      "第1期9月14日（周一）19:30",
    ])
      expect(heard).toContain(words);
    expect(await sessions()).toMatchObject([
      {
        name: "政企交流主题日第1期",
        startsAt: local("2026-09-14 19:30"),
        signupUntil: local("2026-09-13 19:30"),
        seats: 20,
        issue: 1,
      },
      { name: "政企交流主题日第2期", startsAt: local("2026-09-21 19:30"), place: "商务中心一楼茶聊室" },
    ]);
    await bot.stage.app.makeSessionsAhead();
    await bot.stage.app.makeSessionsAhead();
    expect(await sessions()).toHaveLength(2);
    await bot.until("2026-09-15 12:00");
    expect((await sessions()).map((s) => s.issue)).toEqual([1, 2, 3]);
    expect(to(await bot.inPrivate("沈燕", "青禾报名政企交流主题日，我去"), "沈燕")).toContain("政企交流主题日第2期");
  });

  test("a holiday on one is asked about; nothing takes sign-ups, and the next waits, until the office has said", async () => {
    await bot.inPrivate("许主任", SET_UP);
    expect(to(await bot.until("2026-09-21 12:00"), "许主任")).toContain("10月5日（周一）逢休息日");
    await bot.until("2026-09-28 12:00");
    expect((await sessions()).map((s) => s.issue)).toEqual([1, 2, 3]);
    expect(to(await bot.inPrivate("许主任", "改到10月6日"), "许主任")).toContain("也是休息日");
    expect(to(await bot.inPrivate("许主任", "改到10月9日晚上七点"), "许主任")).toContain("10月9日（周五）19:00");
    expect(await sessions()).toMatchObject([
      { issue: 1 },
      { issue: 2 },
      { issue: 3, startsAt: local("2026-09-28 19:30") },
      { issue: 4, startsAt: local("2026-10-09 19:00") },
      { issue: 5, startsAt: local("2026-10-12 19:30") },
    ]);
  });

  test.each([
    ["停办", "2026-10-12 19:30"],
    ["照常", "2026-10-05 19:30"],
  ])("%s: the number of the 期 goes to what is held", async (words, fourth) => {
    await bot.inPrivate("许主任", SET_UP);
    await bot.until("2026-09-28 12:00");
    await bot.inPrivate("许主任", words);
    expect((await sessions())[3]).toMatchObject({ issue: 4, startsAt: local(fourth) });
  });

  test("a day that nobody decided is over when it comes, and holds up nothing more", async () => {
    await bot.inPrivate("许主任", SET_UP);
    const asked = (await bot.until("2026-10-08 12:00")).filter(
      (one) => one.to === "许主任" && one.text.includes("逢休息日"),
    );
    expect(asked).toHaveLength(2);
    expect((await sessions()).map((s) => s.startsAt)).toContainEqual(local("2026-10-12 19:30"));
    expect(await database.db.occasion.findMany({ where: { state: "过期" } })).toMatchObject([{ day: "2026-10-05" }]);
  });

  test("city and counties in step: one 期, several 场", async () => {
    const heard = await bot.inPrivate(
      "许主任",
      "每两周的周三下午两点半办亲清直通车，每场15个名额，前一天中午截止，同步三场：市级（政务中心三楼）、安吉（县商会）、德清（高新区会议室）",
    );
    expect(to(heard, "许主任")).toContain("每期3场");
    const made = await sessions();
    expect(made.slice(0, 3)).toMatchObject([
      {
        issue: 1,
        venue: "市级",
        name: "亲清直通车第1期（市级场）",
        place: "政务中心三楼",
        signupUntil: local("2026-09-15 12:00"),
      },
      { issue: 1, venue: "安吉", seats: 15 },
      { issue: 1, venue: "德清" },
    ]);
  });

  test("only the office; what is missing is asked for; a stopped one makes no more", async () => {
    expect(to(await bot.inPrivate("沈燕", SET_UP), "沈燕")).not.toContain("已设置");
    expect(to(await bot.inPrivate("罗工", SET_UP), "罗工")).not.toContain("已设置");
    expect(await sessions()).toHaveLength(0);
    expect(to(await bot.inPrivate("许主任", "每周一办政企交流主题日，地点商务中心"), "许主任")).toMatch(
      /还差.*几点.*席位/,
    );
    await bot.inPrivate("许主任", SET_UP);
    expect(to(await bot.inPrivate("许主任", "政企交流主题日以后不办了"), "许主任")).toContain("不再排期");
    await bot.until("2026-09-30 12:00");
    expect(await sessions()).toHaveLength(2);
  });

  test("a session that is moved or called off is told to who is on its list, alone", async () => {
    await bot.inPrivate("许主任", SET_UP);
    await bot.inPrivate("沈燕", "青禾报名第1期政企交流主题日，我去");
    const moved = await bot.inPrivate("许主任", "第1期改到9月15日晚上八点");
    expect(to(moved, "沈燕")).toContain("9月15日（周二）20:00");
    expect(to(moved, "老郑")).toBe("");
    const off = await bot.inPrivate("许主任", "取消第1期");
    expect(to(off, "沈燕")).toContain("取消");
    expect((await bot.until("2026-09-16 12:00")).filter((one) => one.to === "沈燕")).toEqual([]);
  });
});

describe("a series in the town's data", () => {
  const SERIES = {
    id: "M1",
    name: "企业接待日",
    kind: "接待日",
    unit: "month",
    weekday: 3,
    nth: 2,
    at: "14:00",
    seats: 6,
    from: "2026-09-01",
  };
  const file = (series: object) => ({
    rules: JSON.parse(readFileSync("samples/town.json", "utf8")).rules,
    departments: [{ id: "营商办", name: "营商办", office: true }],
    series: [series],
  });

  test("makes its sessions when it is imported, and again only what has come near", async () => {
    const { series } = parseTown(file(SERIES), "town.json");
    const bot = await TestBot.at("2026-09-01 09:00", database, (town) => ({ ...town, events: [], series }));
    const sessions = () => database.db.event.findMany({ orderBy: { startsAt: "asc" } });
    expect(await sessions()).toMatchObject([
      {
        id: "M1-1",
        name: "企业接待日第1期",
        kind: "接待日",
        startsAt: local("2026-09-09 14:00"),
        seriesId: "M1",
        issue: 1,
      },
    ]);
    await bot.stage.app.importTown({ ...bot.town, series });
    expect(await sessions()).toHaveLength(1);
    await bot.until("2026-09-24 12:00");
    expect((await sessions()).map((s) => s.startsAt)).toEqual([local("2026-09-09 14:00"), local("2026-10-14 14:00")]);
  });

  test.each([
    [{ ...SERIES, weekday: undefined, nth: undefined }, /expected a weekday/],
    [{ ...SERIES, unit: "week", weekday: 8 }, /weekday/],
    [{ ...SERIES, at: "25:00" }, /time of day/],
    [{ ...SERIES, kind: "饭局" }, /kind/],
  ])("a faulty one is refused with its place: %#", (series, fault) => {
    expect(() => parseTown(file(series), "town.json")).toThrow(fault);
  });
});
