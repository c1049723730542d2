import { expect, test } from "vitest";
import { spanOf } from "../../domain/period.ts";
import type { Rules, Town } from "../../domain/town.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

const bot = (rules: Partial<Rules>, now = "2026-09-14 09:00") =>
  TestBot.at(now, database, (town): Town => ({ ...town, rules: { ...town.rules, ...rules } }));

test.each([
  ["2026", "2026-01-01", "2026-12-31"],
  ["2026-H2", "2026-07-01", "2026-12-31"],
  ["2026-Q3", "2026-07-01", "2026-09-30"],
  ["2026-02", "2026-02-01", "2026-02-28"],
  ["2026-W01", "2025-12-29", "2026-01-04"],
  ["2026-W38", "2026-09-14", "2026-09-20"],
  ["2026-09-14", "2026-09-14", "2026-09-14"],
])("%s is from %s to %s", (period, from, until) => expect(spanOf(period)).toEqual({ from, until }));

test.each(["2026-Q5", "2026-13", "2026-H3", "09", "2026-W54", "2026-09-99"])("%s is no period", (period) =>
  expect(spanOf(period)).toBeNull(),
);

test("the bulletins of last week and last month come once, to the office and the leader, with their files", async () => {
  const here = await bot({ weekly_bulletin: 1, monthly_bulletin: 9 });
  await here.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  const weekly = (await here.until("2026-09-21 12:00")).filter(({ kind }) => kind === "report");
  expect(weekly.map((one) => one.to)).toEqual(["许主任", "江市长"]);
  expect(to(weekly, "许主任")).toContain("2026年第38周");
  const monthly = (await here.until("2026-10-12 12:00")).filter(({ kind }) => kind === "report");
  expect(monthly.map(({ text }) => text.split("企业")[0])).toEqual(["2026年9月", "2026年9月"]);
  const { files } = await database.db.outbox.findFirstOrThrow({ where: { kind: "report" } });
  expect(files).toMatchObject([{ name: expect.stringContaining(".docx") }, { name: expect.stringContaining(".xlsx") }]);
});

test("上周、第三季度、今年: a bulletin for any period that is asked for", async () => {
  const here = await bot({});
  await here.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  await here.until("2026-09-21 09:00");
  expect(to(await here.inPrivate("许主任", "出一下上周的通报"), "许主任")).toContain("2026年第38周企业诉求");
  expect(to(await here.inPrivate("许主任", "出一下第三季度的通报"), "许主任")).toContain("三季度企业诉求");
  expect(to(await here.inPrivate("许主任", "出一下今年的通报"), "许主任")).toContain("共收件1件");
});

test("the daily digest: late matters every working day, one message, none on rest days", async () => {
  const here = await bot({ daily_digest: true, reminders: [] });
  await here.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  await here.inPrivate("罗工", "接收");
  const until = async (moment: string) =>
    (await here.until(moment)).filter((one) => one.to === "罗工" && one.kind === "reminder");
  expect(await until("2026-09-28 18:00")).toEqual([]);
  const late = await until("2026-09-30 18:00");
  expect(late.map(({ text }) => /超期(\d)个/.exec(text)?.[1])).toEqual(["1", "2"]);
  expect(await until("2026-10-07 18:00")).toEqual([]);
});
