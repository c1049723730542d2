import { beforeEach, describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

describe("who wants to be left alone", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database);
  });
  const muted = (id: string) => database.db.person.findUniqueOrThrow({ where: { id }, select: { muted: true } });
  const report = () => bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");

  test.each(["免打扰", "别再给我发消息了", "退订"])("%s: heard, and taken back", async (words) => {
    expect(to(await bot.inPrivate("沈燕", words), "沈燕")).toContain("不主动打扰");
    expect(await muted("沈燕")).toEqual({ muted: true });
    expect(to(await bot.inPrivate("沈燕", "恢复提醒"), "沈燕")).toContain("已恢复");
    expect(await muted("沈燕")).toEqual({ muted: false });
  });

  test("a company's person gets answers, and nothing unprompted but the call-back", async () => {
    await report();
    await bot.inPrivate("沈燕", "免打扰");
    await bot.inPrivate("罗工", "接收");
    const progress = await bot.inPrivate("罗工", "青禾的跳闸查过了，是变压器容量不够，周三前安排增容");
    expect(to(progress, "沈燕")).toBe("");
    expect(to(await bot.inPrivate("沈燕", "我的事办到哪了"), "沈燕")).toContain("增容");
    const closed = await bot.inPrivate(
      "罗工",
      "办结：9月14日供电局已更换3号楼变压器，容量由200千伏安增到400千伏安，恢复正常供电",
    );
    expect(closed.filter((one) => one.to === "沈燕")).toHaveLength(1);
    expect(to(closed, "沈燕")).toContain("满意");
  });

  test("what already waited for them is taken back, a call-back is not", async () => {
    await bot.inGroup("沈燕", "@小助手 青禾报名茶叙，我去，想谈招工");
    await report();
    await bot.until("2026-09-14 21:00");
    await bot.inPrivate("罗工", "青禾的跳闸查过了，是变压器容量不够，周三前安排增容"); // to be passed on in the morning
    await bot.inPrivate("沈燕", "免打扰");
    expect(to(await bot.until("2026-09-15 12:00"), "沈燕")).toBe("");
    await bot.until("2026-09-15 21:00");
    await bot.inPrivate("罗工", "办结：9月15日供电局已更换3号楼变压器，容量由200千伏安增到400千伏安，恢复正常供电");
    await bot.inPrivate("沈燕", "恢复提醒");
    await bot.inPrivate("沈燕", "免打扰");
    expect(to(await bot.until("2026-09-16 09:00"), "沈燕")).toContain("满意");
  });

  test("the reminder of an event that they signed up for stays away, and comes again when they want it", async () => {
    await bot.inGroup("沈燕", "@小助手 青禾报名茶叙，我去，想谈招工");
    await bot.inPrivate("沈燕", "免打扰");
    expect(to(await bot.until("2026-09-15 12:00"), "沈燕")).toBe("");
    await bot.inPrivate("沈燕", "恢复提醒");
    expect(to(await bot.until("2026-09-16 14:00"), "沈燕")).toContain("茶叙");
  });

  test("an emergency reaches the muted at once, at night too", async () => {
    for (const who of ["罗工", "汤局", "许主任"]) await bot.inPrivate(who, "免打扰");
    await bot.until("2026-09-14 22:00");
    const said = await bot.inPrivate("沈燕", "3号楼配电间着火了，冒浓烟");
    expect(to(said, "许主任")).toMatch(/\d{8}/);
  });

  test("a muted handler's reminders go to the head of the department, then to the office", async () => {
    await report();
    await bot.inPrivate("罗工", "接收");
    await bot.inPrivate("罗工", "免打扰");
    const first = await bot.until("2026-09-24 12:00");
    expect(to(first, "罗工")).toBe("");
    expect(to(first, "汤局")).toContain("临期");
    await bot.inPrivate("汤局", "免打扰");
    const second = await bot.until("2026-09-28 12:00");
    expect(to(second, "汤局") + to(second, "罗工")).toBe("");
    expect(to(second, "许主任")).toContain("到期");
  });

  test("what a muted cadre would have to do goes to the office", async () => {
    await bot.inPrivate("温晓", "免打扰");
    const said = await bot.inPrivate("秦师傅", "绑定青禾食品");
    expect(to(said, "温晓")).toBe("");
    expect(to(said, "许主任")).toContain("【绑定确认】");
    await bot.inPrivate("许主任", "是");
    expect(await database.db.person.findUnique({ where: { id: "秦师傅" } })).toMatchObject({ enterpriseId: "Q01" });
  });
});
