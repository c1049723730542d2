import { describe, expect, test } from "vitest";
import { timesBefore } from "../../../text/hearing/fields/history.ts";
import { ordinalOf } from "../../../text/hearing/fields/ordinal.ts";
import { isoWeekOf, periodOf } from "../../../text/hearing/fields/report-period.ts";
import { findTicketNumbers, ticketsNamed } from "../../../text/hearing/fields/ticket-numbers.ts";

test.each([
  ["第二个撤了吧", 2],
  ["后一件撤了吧", -1],
  ["最后那个不用了", -1],
  ["最后一条改一下", -1],
  ["后面那个电话写错了", -1],
  ["第一件不用办了", 1],
  ["头一个", 1],
  ["前面那个先不急", 1],
  ["倒数第二个", -2],
  ["第3项", 3],
  ["第三次反映了", undefined],
  ["第37期恳谈会", undefined],
  ["第二天就坏了", undefined],
  ["后面的路坏了", undefined],
  ["前者不用了", 1],
])("ordinal: %s → %s", (text, expected) => expect(ordinalOf(text)).toBe(expected));

test.each([
  ["第三次反映了", 2],
  ["这是第2次报修", 1],
  ["都催了两回", 2],
  ["反映过三次没人管", 3],
  ["打了好几次电话", 3],
  ["已经第四次了", 3],
  ["跑了六趟了", 6],
  ["上次报过的路灯", 1],
  ["之前就反映过", 1],
  ["又停电了", 1],
  ["又没水了", 1],
  ["多次反映无果", 3],
  ["再次反映", 1],
  ["找了你们俩回", undefined],
  ["又快又好", undefined],
  ["第一次反映", undefined],
  ["路灯坏了", undefined],
  ["第三方公司", undefined],
  ["跳了有七八次了", undefined],
  ["投诉了不下五次", 5],
])("history: %s → %s", (text, expected) => expect(timesBefore(text)).toBe(expected));

describe("ticket numbers", () => {
  test.each([
    ["LJ-20260914-002到哪步了", "LJ-20260914-002"],
    ["lj20260914002 催一下", "LJ-20260914-002"],
    ["20260914-002转供电", "20260914-002"],
    ["AZ—20260914—012", "AZ-20260914-012"],
    ["尾号002的", "~002"],
    ["002那个怎么样了", "~002"],
    ["单号 015 催一下", "~015"],
    ["#007 办结", "~007"],
    ["002和003都办完了", "~002,~003"],
    ["002号退回", "~002"],
    ["电话13900000002", ""],
    ["2026-09-14开会", ""],
    ["3号楼002室", ""],
    ["8栋漏水", ""],
    ["皖K·5D381", ""],
    ["书面异议（编号YC2026-0418-037）", ""],
    ["0731-88881234", ""],
    ["涨到0.02", ""],
    ["LJ-20261314-002", ""],
  ])("%s → %s", (text, expected) => {
    expect(
      findTicketNumbers(text)
        .map((one) => one.no ?? `~${one.tail}`)
        .join(),
    ).toBe(expected);
  });

  const known = ["LJ-20260914-002", "LJ-20260915-002", "LJ-20260914-003"];
  test.each([
    ["003退回", "LJ-20260914-003"],
    ["尾号2那个不归我们", ""],
    ["尾号002", "LJ-20260914-002,LJ-20260915-002"],
    ["20260915-002", "LJ-20260915-002"],
    ["lj-20260914-003", "LJ-20260914-003"],
    ["LJ-20260101-009", "LJ-20260101-009"],
  ])("among known: %s → %s", (text, expected) => expect(ticketsNamed(text, known).join()).toBe(expected));
});

describe("report period on Thursday 8 October 2026", () => {
  const now = new Date("2026-10-08T09:00:00+08:00");
  test.each([
    ["出一下9月份的通报", "2026-09"],
    ["九月的通报", "2026-09"],
    ["上个月各单位收件", "2026-09"],
    ["上月通报", "2026-09"],
    ["本月情况", "2026-10"],
    ["12月的", "2025-12"],
    ["2026年3月", "2026-03"],
    ["2026-08 通报", "2026-08"],
    ["去年十二月", "2025-12"],
    ["本周汇总", "2026-W41"],
    ["上周", "2026-W40"],
    ["周报发一下", "2026-W41"],
    ["昨天的", "2026-10-07"],
    ["今天的日报发群里", "2026-10-08"],
    ["9月14日那天", "2026-09-14"],
    ["三季度", "2026-Q3"],
    ["上季度", "2026-Q3"],
    ["一季度", "2026-Q1"],
    ["上半年都反映了啥", "2026-H1"],
    ["今年的", "2026"],
    ["2025年全年", "2025"],
    ["出个月报", "2026-10"],
    ["把超期没结的列一下", undefined],
    ["收到", undefined],
  ])("%s → %s", (text, expected) => expect(periodOf(text, now, "Asia/Shanghai")?.period).toBe(expected));

  test("ISO weeks at the turn of the year", () => {
    expect(["2026-12-31", "2027-01-03", "2027-01-04", "2024-12-30"].map(isoWeekOf)).toEqual([
      "2026-W53",
      "2026-W53",
      "2027-W01",
      "2025-W01",
    ]);
  });
});
