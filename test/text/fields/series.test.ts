import { describe, expect, test } from "vitest";
import { demoTown } from "../../../bot/demo.ts";
import { loadFacts } from "../../../bot/facts.ts";
import { makeCalendar } from "../../../domain/calendar.ts";
import { readSeries, recurrenceOf } from "../../../text/hearing/fields/series.ts";
import { readRecordLine } from "../../../text/hearing/record-line.ts";
import { departmentsOfTheme } from "../../../text/hearing/theme.ts";

const now = new Date("2026-09-10T09:00:00+08:00");
const calendar = makeCalendar(loadFacts().published);
const where = { now, zone: "Asia/Shanghai", calendar };
const town = demoTown(now);

describe("how a meeting comes again", () => {
  test.each([
    ["每周一晚上开", { unit: "week", every: 1, weekday: 1 }],
    ["每星期天下午", { unit: "week", every: 1, weekday: 7 }],
    ["每逢周三上午", { unit: "week", every: 1, weekday: 3 }],
    ["隔周三下午办", { unit: "week", every: 2, weekday: 3 }],
    ["每两周的周五", { unit: "week", every: 2, weekday: 5 }],
    ["每隔一周的周五", { unit: "week", every: 2, weekday: 5 }],
    ["每三周周二", { unit: "week", every: 3, weekday: 2 }],
    ["每月第二个周五", { unit: "month", every: 1, weekday: 5, nth: 2 }],
    ["每个月最后一个周四", { unit: "month", every: 1, weekday: 4, nth: -1 }],
    ["每两个月的第一个星期一", { unit: "month", every: 2, weekday: 1, nth: 1 }],
    ["每月15日", { unit: "month", every: 1, date: 15 }],
    ["下周一晚上开个会", undefined],
    ["周一到周五都可以", undefined],
  ])("%s", (text, expected) => {
    expect(recurrenceOf(text)).toEqual(expected);
  });

  test.each([
    [
      "每月第二个周五下午两点到四点举办区长企业家接待日，地点区政府一号楼，由周区长主持，每场8家，提前两个工作日截止，从10月12日起，共6期",
      {
        kind: "接待日",
        name: "区长企业家接待日",
        at: "14:00",
        minutes: 120,
        place: "区政府一号楼",
        host: "周区长",
        seats: 8,
        closes: { days: 2, unit: "working" },
        from: "2026-10-12",
        most: 6,
      },
    ],
    [
      "每周四上午9点半开“政策解读沙龙”，主题是数字化转型，30个名额，当天8点截止，每场1个半小时",
      {
        kind: "沙龙",
        name: "政策解读沙龙",
        at: "09:30",
        theme: "数字化转型",
        seats: 30,
        closes: { days: 0, unit: "natural", at: "08:00" },
        minutes: 90,
      },
    ],
    ["每两周的周三14:30组织银企融资对接会，15席", { kind: "对接会", name: "银企融资对接会", at: "14:30", seats: 15 }],
  ])("%s", (text, expected) => {
    expect(readSeries(text, where)).toMatchObject(expected);
  });
});

describe("a line of a live record", () => {
  const read = (line: string) => readRecordLine(line, { town, ...where });

  test.each([
    [
      "青禾：3号楼老跳闸，供电局周五前上门",
      { company: "Q01", problem: "3号楼老跳闸", lead: "供电局", promises: [{ what: "上门", by: "2026-09-11" }] },
    ],
    ["大海五金反映门口井盖坏了，城管局负责", { company: "Q02", problem: "门口井盖坏了", lead: "城管局", promises: [] }],
    ["明川沈总：税务局退税太慢，一直没到账", { company: "Q03", problem: "税务局退税太慢，一直没到账", promises: [] }],
    [
      "青禾：供电局承诺9月25日前增容",
      { company: "Q01", onlyPromise: true, lead: "供电局", promises: [{ what: "增容", by: "2026-09-25" }] },
    ],
    ["路灯不亮", { problem: "路灯不亮", ambiguous: false }],
  ])("%s", (line, expected) => {
    expect(read(line)).toMatchObject(expected);
  });

  test("a company that is not on the list is known by its name", () => {
    expect(read("云山打包带厂：招不到人").company).toBe("云山打包带厂");
    expect(read("路灯不亮").company).toBeUndefined();
  });
});

test("whose a theme is", () => {
  expect(departmentsOfTheme("用工", town)).toEqual(["人社局"]);
  expect(departmentsOfTheme("要素保障(水电气)", town)).toEqual(["水务公司", "供电局", "燃气公司"]);
  expect(departmentsOfTheme("", town)).toEqual([]);
});
