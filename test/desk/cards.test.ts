import { describe, expect, test } from "vitest";
import { scheduleRollcall } from "../../desk/reminders.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

/** The newest card that somebody got: its title, and what its buttons say. */
async function cardOf(person: string): Promise<{ title: string; keys: string[] }> {
  const row = await database.db.outbox.findFirst({
    where: { toId: person, state: "sent", card: { not: { equals: null } as never } },
    orderBy: { id: "desc" },
  });
  const card = row?.card as { title: string; buttons: { key: string }[] } | undefined;
  return { title: card?.title ?? "", keys: card?.buttons.map((b) => b.key) ?? [] };
}

/** Presses a button of somebody's newest card. */
async function press(bot: TestBot, person: string, words: string) {
  const { keys } = await cardOf(person);
  const key = keys.find((k) => k.startsWith(`${words} `));
  expect(key, `a button “${words}” among ${keys.join("、")}`).toBeDefined();
  return bot.inPrivate(person, key!, { type: "button" });
}

/** Something else that is asked of the same person, so that the press cannot lean on the last question. */
const another = (bot: TestBot) => bot.inPrivate("老郑", "大海五金门口变压器嗡嗡响，晚上吵得睡不着，麻烦供电局看看。");

const reported = async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开。");
  return bot;
};

describe("pressing a card's button acts", () => {
  test("接收 takes the ticket that the card is about, whatever was asked since", async () => {
    const bot = await reported();
    const { keys } = await cardOf("罗工");
    expect(keys).toEqual(["接收 QQ-20260914-001", "不属本单位 QQ-20260914-001"]);
    await another(bot);
    const before = (await bot.view()).tickets.length;
    await bot.inPrivate("罗工", keys[0]!, { type: "button" });
    const tickets = (await bot.view()).tickets;
    expect(tickets.find((t) => t.no === "QQ-20260914-001")!.status).toBe("办理中");
    expect(tickets.filter((t) => t.status === "办理中")).toHaveLength(1);
    expect(tickets).toHaveLength(before);
  });

  test("接收 by the office takes on what it passes on to a department without people", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.inPrivate("沈燕", "厂门口的自来水压力太小，三楼的水上不去，生产线洗不了料。");
    expect((await bot.view()).tickets[0]).toMatchObject({ lead: "水务公司", status: "已交办" });
    await bot.inPrivate("许主任", "接收 QQ-20260914-001", { type: "button" });
    expect((await bot.view()).tickets[0]!.status).toBe("办理中");
    const again = await bot.inPrivate("许主任", "接收 QQ-20260914-001");
    expect(to(again, "许主任")).toContain("现在是“办理中”");
  });

  test("不属本单位 asks for the reason, and the reason alone completes it", async () => {
    const bot = await reported();
    const asked = await press(bot, "罗工", "不属本单位");
    expect(to(asked, "罗工")).toMatch(/理由|依据/);
    await bot.inPrivate("罗工", "这是园区内部线路，产权归园区，按职责应由青石工业园管理办公室负责。");
    expect((await bot.view()).tickets[0]!.status).not.toBe("已交办");
    expect((await bot.view()).tickets).toHaveLength(1);
  });

  test.each([
    ["满意", "已办结", "满意"],
    ["基本满意", "已办结", "基本满意"],
    ["不满意", "重办", "不满意"],
  ])("%s answers the call-back", async (word, status, satisfaction) => {
    const bot = await reported();
    await bot.inPrivate("罗工", "办结：9月14日已安排人员到3号楼检修线路，更换空开2个，恢复供电。");
    await bot.until("2026-09-15 10:00");
    expect((await cardOf("沈燕")).title).toBe("回访 QQ-20260914-001");
    await press(bot, "沈燕", word);
    expect((await bot.view()).tickets[0]).toMatchObject({ status, satisfaction });
    expect((await bot.view()).tickets).toHaveLength(1);
  });

  test("of two call-backs the one is answered whose card is pressed", async () => {
    const bot = await reported();
    await bot.inPrivate("沈燕", "厂门口的自来水压力太小，三楼的水上不去，生产线洗不了料。");
    await bot.inPrivate("罗工", "QQ-20260914-001 办结：9月14日已安排人员到3号楼检修线路，更换空开2个，恢复供电。");
    const [first] = (await bot.view()).tickets;
    expect(first!.status).toBe("待回访");
    await bot.ledger.transaction((work) =>
      work.talk.addUtterance({
        chatId: "沈燕",
        personId: "",
        text: "您反映的“水压”解决了吗？",
        at: bot.stage.now,
        asked: { kind: "callback", ticketNo: "QQ-20260914-002" },
      }),
    );
    await bot.inPrivate("沈燕", "满意 QQ-20260914-001", { type: "button" });
    const [power, water] = (await bot.view()).tickets;
    expect(power).toMatchObject({ status: "已办结", satisfaction: "满意" });
    expect(water).toMatchObject({ satisfaction: null });
  });

  test.each([
    ["同意", "2026-10-15", "同意延期"],
    ["不同意", "2026-09-28", "不同意延期"],
  ])("%s decides on an extension", async (word, replyBy, told) => {
    const bot = await reported();
    await bot.inPrivate("罗工", "接收");
    await bot.inPrivate("罗工", "QQ-20260914-001 申请延期到10月15日，变压器要从外省调货。");
    const { title } = await cardOf("许主任");
    expect(title).toBe("申请延期 QQ-20260914-001");
    const answered = await press(bot, "许主任", word);
    expect(to(answered, "罗工")).toContain(`【${told}】`);
    expect((await bot.view()).tickets[0]!.reply_by).toBe(replyBy);
  });

  test("“不同意” with its reason, as the request asks for it, refuses", async () => {
    const bot = await reported();
    await bot.inPrivate("罗工", "接收");
    await bot.inPrivate("罗工", "申请延期到10月15日，变压器要从外省调货。");
    const told = await bot.inPrivate("许主任", "不同意，抓紧");
    expect(to(told, "罗工")).toContain("【不同意延期】");
    expect((await bot.view()).tickets[0]!.urges).toBe(0);
  });

  test.each([
    ["参加", "已确认"],
    ["请假", "请假"],
  ])("%s answers a roll-call", async (word, status) => {
    const bot = await TestBot.at("2026-09-14 07:00", database);
    const [event] = bot.town.events;
    await bot.ledger.transaction((work) =>
      work.events.saveSignup(event!.id, "Q01", {
        attendees: [],
        status: "未回复",
        by: "沈燕",
        chatId: "沈燕",
        createdAt: bot.stage.now,
        position: 1,
        delegate: null,
      }),
    );
    await bot.stage.app.atDesk((desk) => scheduleRollcall(desk, event!));
    await bot.until("2026-09-15 17:00");
    expect((await cardOf("沈燕")).title).toBe("点名");
    await press(bot, "沈燕", word);
    const [signup] = await bot.ledger.look().events.signupsOf(event!.id);
    expect(signup!.status).toBe(status);
  });
});
