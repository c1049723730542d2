import { describe, expect, test } from "vitest";
import type { Desk } from "../../desk/desk.ts";
import { type DigestLine, tellDigest } from "../../desk/digest.ts";
import { addReminders } from "../../store/reminders.ts";
import { TestBot, useDatabase } from "../support/bot.ts";

const database = useDatabase();

const line = (no: string, over: Partial<DigestLine> = {}): DigestLine => ({
  to: { kind: "person", id: "罗工" },
  ticketNo: no,
  alone: `【到期提醒】${no} 单独`,
  line: `【到期提醒】${no}`,
  order: 1,
  key: `${no}/x`,
  asked: { kind: "result", ticketNo: no },
  ...over,
});

const told = async (bot: TestBot, work: (desk: Desk) => Promise<unknown>) => {
  await bot.stage.app.atDesk(work);
  return bot.until("2026-09-15 18:00");
};

describe("what is due for one person at one moment", () => {
  test("is one message, the most pressing first; urgent matters come apart", async () => {
    const bot = await TestBot.at("2026-09-15 09:00", database);
    const heard = await told(bot, (desk) =>
      tellDigest(desk, [line("N1", { order: 2 }), line("N2", { order: 0 }), line("N3", { apart: "urgent" })]),
    );
    expect(heard.map(({ text }) => text)).toEqual([expect.stringContaining("共2件"), "【到期提醒】N3 单独"]);
    expect(heard[0]!.text.indexOf("N2")).toBeLessThan(heard[0]!.text.indexOf("N1"));
    expect(heard[0]!.tickets).toEqual(["N2", "N1"]);
  });

  test("alone is told in full, and of the same ticket nobody hears twice on a day", async () => {
    const bot = await TestBot.at("2026-09-15 09:00", database);
    const first = await told(bot, (desk) => tellDigest(desk, [line("N1")]));
    expect(first.map(({ text }) => text)).toEqual(["【到期提醒】N1 单独"]);
    bot.stage.now = new Date("2026-09-15T03:00:00Z");
    const keys = await bot.stage.app.atDesk((desk) =>
      tellDigest(desk, [line("N1", { key: "b" }), line("N1", { key: "c", wanted: true }), line("N2", { key: "d" })]),
    );
    expect([...keys]).toEqual(["c", "d"]);
  });

  test("two rungs of one ticket are said in one message", async () => {
    const bot = await TestBot.at("2026-09-15 09:00", database);
    const heard = await told(bot, (desk) =>
      tellDigest(desk, [line("N1"), line("N1", { key: "b", alone: "【承诺提醒】N1" })]),
    );
    expect(heard.map(({ text }) => text)).toEqual(["【到期提醒】N1 单独\n【承诺提醒】N1"]);
  });

  test("three tickets of one clerk make one morning message, and each history has its reminder", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    for (const text of [
      "我们厂3号楼老是跳闸，机器都不敢开",
      "我们厂外面的高压线垂得很低，货车过不去",
      "我们厂想给新车间办用电增容，报了没人理",
    ])
      await bot.inPrivate("沈燕", text);
    const own = await database.db.ticket.findMany({ where: { lead: "供电局" } });
    expect(own.length).toBeGreaterThanOrEqual(2);
    const heard = (await bot.until("2026-09-24 12:00")).filter((one) => one.to === "罗工" && one.kind === "reminder");
    expect(heard).toHaveLength(1);
    for (const { no } of own) expect(heard[0]!.text).toContain(`【临期提醒】${no}`);
    const rung = await database.db.ticketEvent.findMany({ where: { action: "remind" } });
    expect(rung.map((row) => row.ticketNo)).toEqual(expect.arrayContaining(own.map(({ no }) => no)));
  });
});

test("a reminder that can not be rung holds up no other; in the end the office hears of it", async () => {
  const bot = await TestBot.at("2026-09-15 09:00", database);
  const bell = (key: string, kind: string, subject: string) => ({
    key,
    kind,
    subject,
    stage: "x",
    dueAt: bot.stage.now,
  });
  await addReminders(database.db, [
    bell("a", "commitment", "no number"),
    bell("b", "supervision", "x"),
    bell("c", "commitment", "7"),
  ]);
  await bot.stage.app.sweep();
  const states = async () =>
    Object.fromEntries((await database.db.reminder.findMany()).map((r) => [r.key, `${r.state} ${r.attempts}`]));
  expect(await states()).toMatchObject({ a: "waiting 1", b: "skipped 0", c: "skipped 0" });
  for (let hours = 1; hours < 30; hours += 5) {
    bot.stage.now = new Date(bot.stage.now.getTime() + 5 * 3_600_000);
    await bot.stage.app.sweep();
  }
  expect(await states()).toMatchObject({ a: "failed 6" });
  await bot.until("2026-09-17 12:00");
  const notices = bot.stage.sent.filter(({ row }) => row.toId === "许主任");
  expect(notices.map(({ row }) => row.text)).toEqual([expect.stringContaining("多次未能发出")]);
});
