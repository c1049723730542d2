import { describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

describe("a matter from the first word to the call-back", () => {
  test("is registered, worked on, answered, called back and closed", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    const receipt = await bot.inGroup("沈燕", "@小助手 我们厂3号楼这周老是跳闸，一天三四回，机器都不敢开");
    const [ticket] = (await bot.view()).tickets;
    expect(ticket).toMatchObject({ company: "Q01", lead: "供电局", status: "已交办", reply_by: "2026-09-28" });
    expect(to(receipt, "青石园企业群")).toContain(ticket!.no);
    expect(to(receipt, "罗工")).toContain("【交办】");

    await bot.inPrivate("罗工", "接收");
    expect((await bot.view()).tickets[0]!.status).toBe("办理中");

    const progress = await bot.inPrivate("罗工", "青禾的跳闸查过了，是变压器容量不够，周三前安排增容");
    expect((await bot.view()).tickets[0]!.commitments).toEqual([
      { what: expect.stringContaining("增容"), by: "2026-09-16" },
    ]);
    expect(to(progress, "沈燕")).toContain("增容");

    const reminded = await bot.until("2026-09-16 09:30");
    expect(to(reminded, "罗工")).toContain("【承诺提醒】");

    const answered = await bot.inPrivate(
      "罗工",
      "办结：9月16日上午供电局已更换3号楼变压器，容量由200千伏安增到400千伏安，恢复正常供电",
    );
    expect((await bot.view()).tickets[0]!.status).toBe("待回访");
    expect(to(answered, "沈燕")).toContain("满意");

    await bot.inPrivate("沈燕", "解决了，挺快的，满意");
    expect((await bot.view()).tickets[0]).toMatchObject({ status: "已办结", satisfaction: "满意" });
  });

  test("a paper answer is sent back, and the company is not bothered with it", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    await bot.inPrivate("罗工", "接收");
    const said = await bot.inPrivate("罗工", "该问题已答复企业，申请办结");
    expect((await bot.view()).tickets[0]!.status).toBe("待补充办理结果");
    expect(to(said, "罗工")).toContain("办了什么");
    expect(to(said, "沈燕")).toBe("");
  });

  test("不满意 begins anew with a new date", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    await bot.inPrivate("罗工", "办结：9月14日已安排人员到3号楼检修线路，更换空开2个");
    await bot.until("2026-09-15 10:00");
    const said = await bot.inPrivate("沈燕", "没解决，今天又跳了两回，不满意");
    const [ticket] = (await bot.view()).tickets;
    expect(ticket).toMatchObject({ status: "重办", satisfaction: "不满意", reply_by: "2026-09-29" });
    expect(to(said, "罗工")).toContain("重办");
  });

  test("a parent waits for its sub-tasks, and says whose is still missing", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    const { no, reply_by } = (await bot.view()).tickets[0]!;
    await bot.inPrivate("许主任", `${no} 分成两个子任务：供电局更换变压器，城管局移走占线的广告牌`);
    const parts = (await bot.view()).tickets.filter((t) => t.parent === no);
    expect(parts.map((t) => [t.lead, t.reply_by])).toEqual([
      ["供电局", reply_by],
      ["城管局", reply_by],
    ]);
    const refused = await bot.inPrivate("罗工", `${no} 办结：9月14日更换3号楼变压器1台，恢复正常供电`);
    expect(to(refused, "罗工")).toContain(`（${parts[1]!.no}）没有办完`);
    expect((await bot.view()).tickets.find((t) => t.no === no)!.status).toBe("已交办");
  });
});
