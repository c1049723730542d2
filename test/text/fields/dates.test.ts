import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeCalendar } from "../../../domain/calendar.ts";
import { findClocks } from "../../../text/hearing/fields/clocks.ts";
import { deadlineOf, findDates } from "../../../text/hearing/fields/dates.ts";

const ZONE = "Asia/Shanghai";
const calendar = makeCalendar({
  years: {
    2026: {
      off: ["2026-01-01/2026-01-03", "2026-09-25/2026-09-27", "2026-10-01/2026-10-07"],
      work: ["2026-09-20", "2026-10-10"],
    },
  },
  festivals: {
    2027: { springFestival: "2027-02-06", qingming: "2027-04-05", dragonBoat: "2027-06-09", midAutumn: "2027-09-15" },
  },
});
/** A Monday, before the offices close. */
const MONDAY = new Date("2026-09-14T17:20:00+08:00");
const read = (text: string, now = MONDAY) =>
  findDates(text, now, ZONE, calendar)
    .map(
      (date) =>
        `${date.sense} ${date.day}${date.until ? `…${date.until.slice(5)}` : ""}${date.time ? ` ${date.time}` : ""}`,
    )
    .join(", ");

describe("findDates on Monday 14 September 2026", () => {
  test.each([
    ["今天解决", "on 2026-09-14"],
    ["明天之前", "by 2026-09-15"],
    ["大后天停电", "on 2026-09-17"],
    ["大前天就报了", "since 2026-09-11"],
    ["周三前安排增容勘察", "by 2026-09-16"],
    ["星期五以前", "by 2026-09-18"],
    ["最迟周五", "by 2026-09-18"],
    ["这周五之前", "by 2026-09-18"],
    ["下周一机器就到了", "on 2026-09-21"],
    ["下下周二", "on 2026-09-29"],
    ["下个礼拜四", "on 2026-09-24"],
    ["上周三报的", "on 2026-09-09"],
    ["从上周三开始没水", "since 2026-09-09"],
    ["周三就停了", "since 2026-09-09"],
    ["周四周五都行", "on 2026-09-17, on 2026-09-18"],
    ["每周三例会", ""],
    ["周一愉快", ""],
    ["本周内", "by 2026-09-20"],
    ["下周给答复", "on 2026-09-21…09-24"],
    ["周末前", "by 2026-09-18"],
    ["周五下班前", "by 2026-09-18"],
    ["9月30号", "on 2026-09-30"],
    ["九月三十号前", "by 2026-09-30"],
    ["9.30前", "by 2026-09-30"],
    ["10/15前", "by 2026-10-15"],
    ["截止到10.15", "by 2026-10-15"],
    ["2026年10月1日前", "by 2026-10-01"],
    ["2026-09-20", "on 2026-09-20"],
    ["本月15号", "on 2026-09-15"],
    ["上个月20号", "on 2026-08-20"],
    ["30号前", "by 2026-09-30"],
    ["5号前交", "by 2026-10-05"],
    ["12号报的8栋漏水，27号了", "on 2026-09-12, on 2026-09-27"],
    ["三天内拿出方案", "by 2026-09-17"],
    ["15个工作日内", "by 2026-10-10"],
    ["三个工作日之内", "by 2026-09-17"],
    ["两周之内", "by 2026-09-28"],
    ["半个月内", "by 2026-09-29"],
    ["72小时之内", "by 2026-09-17"],
    ["一个月后", "on 2026-10-14"],
    ["三天前报的", "on 2026-09-11"],
    ["月底前", "by 2026-09-30"],
    ["这个月底到期", "by 2026-09-30"],
    ["说好月底", "by 2026-09-30"],
    ["9月底前", "by 2026-09-30"],
    ["下月初", "on 2026-10-05"],
    ["月中给答复", "by 2026-09-15"],
    ["年底前", "by 2026-12-31"],
    ["季度末", "on 2026-09-30"],
    ["七月到厂", "on 2026-07-01…07-31"],
    ["9月份之内", "by 2026-09-30"],
    ["国庆前", "by 2026-09-30"],
    ["节前", "by 2026-09-24"],
    ["春节前", "by 2027-02-04"],
    ["国庆节后", "on 2026-10-08"],
    ["开学前", "by 2027-03-01"],
    ["下班前", "by 2026-09-14"],
    ["今晚8点前", "by 2026-09-14 20:00"],
    ["中午12点前", "by 2026-09-15 12:00"],
    ["9月15日12点截止", "by 2026-09-15 12:00"],
    ["9月16日(周三)14:30", "on 2026-09-16 14:30"],
    ["明天下午两点半恳谈会", "on 2026-09-15 14:30"],
    ["都仨月了", "since 2026-06-14"],
    ["拖了半年", "since 2026-03-14"],
    ["等了52天", "since 2026-07-24"],
    ["拖了70多天", "since 2026-07-06"],
    ["一个半月了", "since 2026-07-30"],
    ["俩月没动静", "since 2026-07-14"],
    ["最近三天", "since 2026-09-11"],
    ["这两天老停电", "since 2026-09-11"],
    ["这两天给答复", "by 2026-09-17"],
    ["9月1号起", "since 2026-09-01"],
    ["去年12月", "on 2025-12-01…12-31"],
    ["延期10天", ""],
    ["第三天", ""],
    ["还差三十来号普工", ""],
    ["兴业大道9号仓库，4路公交", ""],
    ["3号楼和5号车间", ""],
    ["涨了9.30元，3.2米", ""],
    ["LJ-20260914-002到哪步了", ""],
    ["员工1700号人", ""],
    ["目前前面还有人，前天见", "on 2026-09-12"],
  ])("%s → %s", (text, expected) => expect(read(text)).toBe(expected));
});

test.each([
  ["周三前", "2026-09-16T09:00:00+08:00", "by 2026-09-16"],
  ["周三前", "2026-09-17T09:00:00+08:00", "by 2026-09-23"],
  ["12月底前", "2026-12-20T09:00:00+08:00", "by 2026-12-31"],
  ["12月份停的", "2027-01-05T09:00:00+08:00", "on 2026-12-01…12-31"],
  ["1月10号前", "2026-12-20T09:00:00+08:00", "by 2027-01-10"],
  ["开学前", "2026-08-20T09:00:00+08:00", "by 2026-09-01"],
  ["明天", "2026-09-14T23:30:00+08:00", "on 2026-09-15"],
  ["月底前", "2028-02-10T09:00:00+08:00", "by 2028-02-29"],
  ["中秋前", "2027-09-01T09:00:00+08:00", "by 2027-09-14"],
])("%s said at %s", (text, now, expected) => expect(read(text, new Date(now))).toBe(expected));

test("the deadline is the nearest one still ahead", () => {
  const dates = findDates("说好上周五前，月底前必须弄好，最好周三前", MONDAY, ZONE, calendar);
  expect(deadlineOf(dates, "2026-09-14")).toEqual({ day: "2026-09-16", words: "周三前", sense: "by" });
});

test.each([
  ["下午两点半", "14:30"],
  ["晚上8点", "20:00"],
  ["早上九点一刻", "09:15"],
  ["半夜两点打桩", "02:00"],
  ["晚上12点", "24:00"],
  ["凌晨1点", "01:00"],
  ["中午12点", "12:00"],
  ["14:30开始", "14:30"],
  ["9点开会", "09:00"],
  ["两点建议", ""],
  ["提三点", ""],
  ["6个点", ""],
  ["早点来", ""],
])("clock: %s → %s", (text, expected) => {
  expect(
    findClocks(text)
      .map((clock) => clock.time)
      .join(),
  ).toBe(expected);
});

test("never throws; spans lie in the text and do not overlap", () => {
  const pieces = fc.array(
    fc.constantFrom(
      ..."上下这本周星期一二三十两半月日号天年底初前内后从到点0123456789./-节工作国庆",
      "个工作日",
      "之内",
      "礼拜",
    ),
    { maxLength: 25 },
  );
  const when = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      when,
      (text, now) => {
        let done = 0;
        for (const date of findDates(text, now, ZONE, calendar)) {
          expect(date.start).toBeGreaterThanOrEqual(done);
          expect(text.slice(date.start, date.end)).toBe(date.words);
          expect(date.day).toMatch(/^\d{4}-\d\d-\d\d$/);
          done = date.end;
        }
      },
    ),
  );
});

test.each([
  ["麻烦再催一下，我们机器下周一就到了", "下周一"],
  ["新机十月到厂，增容还没影", "十月"],
  ["月底交货", "月底"],
  ["周五要验收了", "周五"],
  ["国庆前能装好吗", "国庆前"],
  ["下周三的恳谈会几点", undefined],
  ["我下周一出差", undefined],
  ["上周五就停了", undefined],
  ["明天下午参会", undefined],
])("deadline of %s", (text, words) => {
  expect(deadlineOf(findDates(text, MONDAY, ZONE, calendar), "2026-09-14")?.words).toBe(words);
});
