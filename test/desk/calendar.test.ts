import { expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const TROUBLE = "我们厂3号楼老是跳闸，机器都不敢开。";

test("a holiday notice moves the dates of open tickets, and both sides hear of it once", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", TROUBLE);
  const [before] = (await bot.view()).tickets;
  const year = bot.town.calendar["2026"] ?? { off: [], work: [] };
  const off = [...year.off, before!.reply_by!];
  await bot.stage.app.importTown({ ...bot.town, calendar: { ...bot.town.calendar, "2026": { ...year, off } } });
  const heard = await bot.until("2026-09-14 12:00");
  const [after] = (await bot.view()).tickets;
  expect(after!.reply_by! > before!.reply_by!).toBe(true);
  expect(to(heard, "沈燕").match(/期限改为/g)).toHaveLength(1);
  expect(to(heard, "罗工").match(/期限改为/g)).toHaveLength(1);
  await bot.stage.app.importTown({ ...bot.town, calendar: { ...bot.town.calendar, "2026": { ...year, off } } });
  expect(await bot.until("2026-09-14 13:00")).toEqual([]);
});

test("the weekly 督办 names what lies with a department; without work, or without the rule, nobody hears", async () => {
  const weekly = await TestBot.at("2026-09-14 09:00", database, (town) => ({
    ...town,
    rules: { ...town.rules, reminders: [], weekly_supervision: 1 },
  }));
  await weekly.inPrivate("沈燕", TROUBLE);
  const first = await weekly.until("2026-09-21 12:00");
  expect(to(first, "罗工")).toMatch(/每周督办.*在办1件/);
  const second = await weekly.until("2026-09-28 12:00");
  expect(to(second, "罗工").match(/每周督办/g)).toHaveLength(1);
  const without = await TestBot.at("2026-09-14 09:00", database);
  await without.inPrivate("沈燕", TROUBLE);
  expect(to(await without.until("2026-09-28 12:00"), "罗工")).not.toMatch(/每周督办/);
});
