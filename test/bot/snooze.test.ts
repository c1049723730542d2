import { expect, test } from "vitest";
import { snoozedTill } from "../../text/hearing/snooze.ts";
import { at, calendar, local, zone } from "../domain/facts.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test.each([
  ["明天上午再提醒我", "2026-09-15 09:00"],
  ["下午三点再说", "2026-09-14 15:00"],
  ["两小时后再提醒我一下", "2026-09-14 12:00"],
  ["半小时后再叫我", "2026-09-14 10:30"],
  ["周四再提醒我吧", "2026-09-17 09:00"],
  ["稍后再提醒", null],
  ["上午九点再说", null],
])("%s", (text, then) => {
  const till = snoozedTill(text, { now: at("2026-09-14 10:00"), zone, calendar, morning: "09:00" });
  expect(till && local(till)).toBe(then);
});

test("a reminder that is put off comes again then, though it was said in the morning; the date stays", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  await bot.inPrivate("罗工", "接收");
  expect(to(await bot.until("2026-09-24 09:30"), "罗工")).toContain("临期提醒");
  const before = await database.db.ticket.findFirstOrThrow();
  expect(to(await bot.inPrivate("罗工", "下午三点再提醒我"), "罗工")).toContain("15:00再提醒");
  expect(to(await bot.until("2026-09-24 14:55"), "罗工")).toBe("");
  expect(to(await bot.until("2026-09-24 15:05"), "罗工")).toContain("稍后提醒");
  expect(await database.db.ticket.findFirstOrThrow()).toMatchObject({
    replyBy: before.replyBy,
    status: before.status,
  });
});

test("one answer covers a whole digest", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  for (const text of ["我们厂3号楼老是跳闸，机器都不敢开", "我们厂想给新车间办用电增容，报了没人理"])
    await bot.inPrivate("沈燕", text);
  await bot.until("2026-09-24 09:30");
  const said = await bot.inPrivate("罗工", "明天上午再提醒我");
  expect(to(said, "罗工")).toMatch(/再提醒您（[23]件）/);
  await bot.inPrivate("罗工", "都已安排");
  const tickets = await database.db.ticket.findMany({ where: { lead: "供电局" } });
  expect(tickets.map(({ status }) => status)).toEqual(tickets.map(() => "办理中"));
});
