import { beforeEach, describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
let bot: TestBot;
beforeEach(async () => {
  bot = await TestBot.at("2026-09-14 09:00", database);
});
const attachments = () => database.db.attachment.findMany({ where: { visitId: { not: null } } });

describe("a visit told in a sentence", () => {
  test.each([
    ["text", "今天走访了青禾和大海五金，青禾宿舍不够住，想申请公租房；大海五金一切正常"],
    ["voice", "今天下午去了青禾和大海五金青禾那边宿舍不够住想申请公租房，大海五金没什么事"],
  ] as const)("two companies in one %s: two records, a ticket for the one that asked", async (type, words) => {
    const said = await bot.inPrivate("温晓", words, { type });
    const { visits, tickets } = await bot.view();
    expect(visits).toMatchObject([
      { company: "Q01", by: "温晓", date: "2026-09-14" },
      { company: "Q02", by: "温晓" },
    ]);
    expect(tickets).toMatchObject([{ company: "Q01", source: "走访" }]);
    expect(visits[0]!.tickets).toEqual([tickets[0]!.no]);
    expect(to(said, "温晓")).toContain("走访已记录：青禾食品、大海五金");
  });

  test("a picture and the place, with it and after it, are kept with the visit, and make no ticket of their own", async () => {
    await bot.inPrivate("温晓", "", { type: "image", wait: 2 });
    await bot.inPrivate("温晓", "今天走访了青禾，一切正常", { wait: 2 });
    await bot.inPrivate("温晓", "高新路要道1号 青石工业园", { type: "location" });
    expect(await database.db.visit.findMany()).toMatchObject([{ company: "Q01", place: "高新路要道1号 青石工业园" }]);
    expect(await attachments()).toHaveLength(1);
    const said = await bot.inPrivate("温晓", "", { type: "image" });
    expect(to(said, "温晓")).toBe("已放进走访记录：青禾食品。");
    expect(await attachments()).toHaveLength(2);
    await bot.inPrivate("温晓", "青石大道8号", { type: "location" });
    expect(await database.db.visit.findMany()).toMatchObject([{ place: "青石大道8号" }]);
    expect((await bot.view()).tickets).toEqual([]);
    await bot.until("2026-09-14 10:30");
    expect(to(await bot.inPrivate("温晓", "", { type: "image" }), "温晓")).not.toContain("走访记录");
  });

  test("with a sign-up; and of two wishes of one company each is a ticket, the note stands once", async () => {
    const event = bot.town.events[0]!;
    await bot.inPrivate("温晓", `上午去了青禾，反映水压低，另外想招20个包装工，还想报名参加${event.name}`);
    const { visits, tickets, signups } = await bot.view();
    expect(tickets).toHaveLength(2);
    expect(visits[0]!.note.match(/水压/g)).toHaveLength(1);
    expect(signups).toMatchObject([{ event: event.id, company: "Q01", by: "温晓" }]);
  });

  test("a stranger's way to a company is no visit", async () => {
    await bot.inPrivate("过路人", "今天去了青禾食品，门口的路塌了一块，车都过不去");
    const { visits } = await bot.view();
    expect(visits).toEqual([]);
  });
});

describe("the card before the visit", () => {
  beforeEach(async () => {
    await bot.inPrivate("沈燕", "我们厂3号楼这周老是跳闸，机器都不敢开");
    await bot.inPrivate("罗工", "接收");
    await bot.inPrivate("罗工", "青禾跳闸的事，周五前换好变压器");
    await bot.inPrivate("温晓", "今天走访了青禾，生产正常");
  });

  test("however it is asked: what is open, what was promised, what fits, who was there", async () => {
    for (const words of [
      "明天去青禾，给我看看情况",
      "下午要去青禾食品走访，帮我调一下资料",
      "准备到青禾去一趟，先了解一下情况",
      "青禾的企业情况卡",
    ]) {
      const said = to(await bot.inPrivate("温晓", words), "温晓");
      expect(said).toMatch(/^云溪青禾食品有限公司，青石工业园，食品加工，规上\n联系：沈燕（联系人）/);
      expect(said).toMatch(/【在办事项】\n· .*跳闸.*（QQ-20260914-001）云溪供电局办理中，9月28日前回复/);
      expect(said).toMatch(/【答应过的】\n· 9月18日前.*换好变压器/);
      expect(said).toContain("【可能适用、还没享受的政策】");
      expect(said).toMatch(/【最近走访】\n· 9月14日温晓：.*生产正常/);
    }
  });

  test("never in the group; not for who has nothing to do with it, nor for companies; each look is on record", async () => {
    const asked = await bot.inGroup("温晓", "@小助手 明天去青禾，给我看看情况");
    expect(to(asked, "青石园企业群")).toBe("企业情况已私下发给您。");
    expect(to(asked, "温晓")).toContain("【在办事项】");
    for (const who of ["小方", "老郑"])
      expect(to(await bot.inPrivate(who, "明天去青禾，给我看看情况"), who)).not.toContain("跳闸");
    expect(await database.db.audit.count({ where: { event: "查看", actor: "温晓" } })).toBe(1);
    expect(await database.db.audit.count({ where: { event: "越权尝试", actor: "小方" } })).toBe(1);
  });

  test("what is confidential is not on it", async () => {
    await database.db.ticket.updateMany({ data: { confidential: true } });
    expect(to(await bot.inPrivate("许主任", "明天去青禾，给我看看情况"), "许主任")).not.toContain("跳闸");
  });
});
