import { describe, expect, test } from "vitest";
import { keepLearnt, learnOwners, learntRoutes, settledMatters } from "../../bot/learning.ts";
import { learnRoutes } from "../../text/hearing/routing/learnt.ts";
import { TestBot, useDatabase } from "../support/bot.ts";

const database = useDatabase();

const OF_BUSES = [
  ["沈燕", "我们厂门口的公交站台没有雨棚，工人下雨天没地方躲"],
  ["老郑", "12路公交末班车太早了，夜班工人下班坐不上车"],
  ["沈燕", "能不能加一条公交线路到3号楼，职工上下班太不方便"],
  ["老郑", "公交车间隔要四十分钟，早高峰根本挤不上去"],
] as const;

/** Buses are the traffic bureau's by the duties; in this town its park committee runs them, as the office knows. */
async function movedByTheOffice(bot: TestBot): Promise<void> {
  for (const [who, text] of OF_BUSES) {
    await bot.inPrivate(who, text);
    const ticket = (await bot.view()).tickets.at(-1)!;
    expect(ticket, text).toMatchObject({ lead: "交通局", status: "已交办" });
    await bot.inPrivate("许主任", `${ticket.no} 转给园区办`);
    expect((await bot.view()).tickets.at(-1), text).toMatchObject({ no: ticket.no, lead: "园区办" });
  }
}

describe("re-assignments are learnt from", () => {
  test("the next matter of the kind goes to the new owner, in the bot that runs; others stay", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await movedByTheOffice(bot);
    const lesson = learnOwners(bot.town, await settledMatters(bot.ledger.look()));
    expect(lesson).toMatchObject({ settled: 4, moved: 4, before: [0, 4], movedBefore: [0, 4] });
    expect(lesson.after[0]).toBeGreaterThan(0);
    await keepLearnt(bot.ledger, lesson.learnt);

    await bot.inPrivate("老郑", "公交首班车能不能提前到六点，早班工人赶不上");
    const next = (await bot.view()).tickets.at(-1)!;
    expect(next).toMatchObject({ lead: "园区办", status: "已交办" });
    expect((await bot.ledger.look().tickets.ticketByNo(next.no))!.routing).toMatchObject({
      reason: "同类诉求多次改派到此",
    });
    await bot.inPrivate("老郑", "车间电压不稳，机床老报警停机");
    expect((await bot.view()).tickets.at(-1)).toMatchObject({ lead: "供电局" });

    await keepLearnt(bot.ledger, learnRoutes([]));
    await bot.inPrivate("沈燕", "园区到地铁站没有公交接驳，招工都受影响");
    expect((await bot.view()).tickets.at(-1)).toMatchObject({ lead: "交通局" });
  });

  test("what is kept holds no words of a matter, and what cannot be read counts as nothing", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    const learnt = learnRoutes(OF_BUSES.map(([, text]) => ({ text, from: "交通局", to: "园区办" })));
    await keepLearnt(bot.ledger, learnt);
    const kept = JSON.stringify(await learntRoutes(bot.ledger.look()));
    for (const word of kept.match(/[\u4e00-\u9fff]+/g)!) {
      const name = ["交通局", "园区办"].includes(word) || word in learnt.words || word === "公交出行";
      expect(name || Object.keys(learnt.topics).some((topic) => topic.startsWith(word)), word).toBe(true);
    }
    await bot.ledger.transaction((work) => work.records.setSetting("learnt_routes", { rows: "many" }));
    expect(await learntRoutes(bot.ledger.look())).toBeUndefined();
  });

  test("one half that contradicts the other is reported as no gain", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    const row = (text: string, owner: string) => ({
      text,
      category: "公交出行",
      company: null,
      proposed: "交通局",
      owner,
    });
    const rows = OF_BUSES.flatMap(([, text]) => [row(text, "园区办"), row(text, "交通局")]);
    const { before, after } = learnOwners(bot.town, rows);
    expect(before).toEqual([4, 8]);
    expect(after[0]).toBeLessThanOrEqual(before[0]);
  });
});
