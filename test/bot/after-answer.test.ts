import { describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const TRIPS = "我们厂3号楼老是跳闸，机器都不敢开";
const RESULT = "办结：9月14日已安排人员到3号楼检修线路，更换空开2个，恢复供电";

async function reported(now = "2026-09-14 09:00") {
  const bot = await TestBot.at(now, database);
  await bot.inPrivate("沈燕", TRIPS);
  return bot;
}
const ticket = async (bot: TestBot) => (await bot.view()).tickets[0]!;

describe("while the company is asked", () => {
  test("a fuller result of the handler reaches it once; the same again, or less, waits for its word", async () => {
    const bot = await reported();
    await bot.inPrivate("罗工", RESULT);
    const more = await bot.inPrivate("罗工", "001 办完了，9月14日换了变压器，当场送电");
    expect(to(more, "沈燕")).toContain("补充答复：办完了，9月14日换了变压器，当场送电。");
    expect(to(more, "沈燕")).toContain("满意");
    for (const words of ["001 办完了，9月14日换了变压器，当场送电", "001 用户说都好了", "001 已答复"]) {
      const said = await bot.inPrivate("罗工", words);
      expect(to(said, "罗工"), words).toContain("正等企业确认");
      expect(to(said, "沈燕"), words).toBe("");
    }
    expect(await ticket(bot)).toMatchObject({ status: "待回访", satisfaction: null, reply_by: "2026-09-28" });
    await bot.inPrivate("沈燕", "满意");
    expect(to(await bot.inPrivate("罗工", "001 办结：9月14日又检修了线路"), "罗工")).toContain("现在是“已办结”");
  });

  test("in the night the call-back of the morning carries it, and nothing comes twice", async () => {
    const bot = await reported("2026-09-14 19:50");
    await bot.until("2026-09-14 20:30");
    await bot.inPrivate("罗工", RESULT);
    await bot.inPrivate("罗工", "001 办完了，9月14日换了变压器，当场送电");
    const morning = (await bot.until("2026-09-15 08:30")).filter((one) => one.to === "沈燕");
    expect(morning).toHaveLength(1);
    expect(morning[0]!.text).toContain("换了变压器");
  });
});

describe("who wants no call-backs", () => {
  test("is not asked again, of no ticket; that is no word on the result, and results still come", async () => {
    const bot = await reported();
    await bot.inPrivate("罗工", RESULT);
    await bot.inPrivate("沈燕", "不用回访");
    expect(await ticket(bot)).toMatchObject({ status: "待回访", satisfaction: null });
    expect(to(await bot.until("2026-09-16 12:00"), "沈燕")).toBe("");
    expect(await ticket(bot)).toMatchObject({ status: "已办结", satisfaction: "未能回访" });
    await bot.inPrivate("沈燕", "仓库门口路灯不亮，晚上黑");
    const second = await bot.inPrivate("老冯", "办结：9月16日更换路灯2盏，恢复照明");
    expect(to(second, "沈燕")).toContain("更换路灯2盏");
    expect(to(second, "沈燕")).not.toContain("满意");
    expect(to(await bot.until("2026-09-18 12:00"), "沈燕")).toBe("");
    await bot.inPrivate("沈燕", "恢复回访");
    expect(await database.db.person.findUnique({ where: { id: "沈燕" } })).toMatchObject({ noCallbacks: false });
  });

  test("may say in one breath that it is solved", async () => {
    const bot = await reported();
    await bot.inPrivate("罗工", RESULT);
    await bot.inPrivate("沈燕", "满意，以后不用回访了");
    expect(await ticket(bot)).toMatchObject({ status: "已办结", satisfaction: "满意" });
    expect(await database.db.person.findUnique({ where: { id: "沈燕" } })).toMatchObject({ noCallbacks: true });
  });
});

describe("a promise", () => {
  test("is told with its day and the handler's own words as such, reminded on it, and admitted when broken", async () => {
    const bot = await reported();
    const told = await bot.inPrivate("罗工", "跳闸那个周五去现场看");
    expect(to(told, "沈燕")).toContain("云溪供电局计划9月18日前去现场看。承办人原话：“跳闸那个周五去现场看”");
    expect(to(await bot.until("2026-09-18 09:30"), "罗工")).toContain("【承诺提醒】");
    await bot.until("2026-09-21 09:00");
    expect(to(await bot.inPrivate("沈燕", "我的事办到哪了"), "沈燕")).toContain("原定9月18日前去现场看，已过期");
    expect(to(await bot.inPrivate("沈燕", "催一下"), "沈燕")).toContain("没有兑现，抱歉");
  });
});
