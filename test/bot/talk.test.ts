import { beforeEach, describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const GROUP = "青石园企业群";

let bot: TestBot;
beforeEach(async () => {
  bot = await TestBot.at("2026-09-14 09:00", database);
});

describe("who asks for a person", () => {
  test.each(["转人工", "能不能叫个活人来", "我不想跟机器人说，找个工作人员给我打个电话"])(
    "%s: the office is told once, and the company hears who will answer",
    async (words) => {
      const said = await bot.inPrivate("沈燕", words);
      expect(to(said, "许主任")).toMatch(/请人工回复.*青禾食品.*沈燕/);
      expect(to(said, "沈燕")).toContain("许主任");
      expect(to(await bot.inPrivate("沈燕", "转人工"), "许主任")).toBe("");
      expect((await bot.view()).tickets).toEqual([]);
    },
  );

  test("beside a matter, both are done", async () => {
    const said = await bot.inPrivate("沈燕", "3号楼跳闸三天了没人管，给我转人工");
    expect((await bot.view()).tickets.map((t) => t.lead)).toEqual(["供电局"]);
    expect(to(said, "许主任")).toContain("请人工回复");
  });

  test("at night the office hears of it in the morning", async () => {
    await bot.until("2026-09-14 22:00");
    expect(to(await bot.inPrivate("沈燕", "转人工"), "许主任")).toBe("");
    expect(to(await bot.until("2026-09-15 09:00"), "许主任")).toContain("请人工回复");
  });

  test("人工费 and 招工人 ask for nobody", async () => {
    await bot.inPrivate("沈燕", "现在人工费太贵了，我们招不到工人，能不能帮忙");
    expect((await bot.view()).tickets.map((t) => t.lead)).toEqual(["人社局"]);
  });
});

describe("who joins another company's trouble", () => {
  beforeEach(async () => {
    await bot.inGroup("沈燕", "@小助手 园区从早上七点停电到现在，冷库里三万斤肉要坏了");
  });

  test.each(["@小助手 我们也是", "我们家也这样", "+1", "同样的问题", "俺们厂也停了"])(
    "%s: a complainant of their own, without the other's words",
    async (words) => {
      const said = await bot.inGroup("老郑", words);
      const { tickets } = await bot.view();
      const [parent, own] = tickets;
      expect(parent!.complainants).toEqual(["Q01", "Q02"]);
      expect(own).toMatchObject({ company: "Q02", lead: "供电局", parent: parent!.no });
      expect(own!.text).not.toContain("肉");
      expect(to(said, GROUP)).toContain(own!.no);
      expect(to(said, GROUP)).not.toMatch(/肉|青禾/);
    },
  );

  test("somebody of no company is asked which one it is", async () => {
    expect(to(await bot.inGroup("秦师傅", "我们也一样"), GROUP)).toContain("哪家企业");
    await bot.inGroup("秦师傅", "明川装备");
    expect((await bot.view()).tickets[0]!.complainants).toEqual(["Q01", "Q03"]);
  });

  test("said twice it is one complainant", async () => {
    await bot.inGroup("老郑", "+1");
    await bot.inGroup("老郑", "@小助手 我们也是");
    expect((await bot.view()).tickets).toHaveLength(2);
  });

  test("after other talk, or a notice, it means something else", async () => {
    await bot.inGroup("秦师傅", "中午食堂又是萝卜烧肉");
    await bot.inGroup("老郑", "我们也是");
    await bot.inGroup("温晓", "【通知】第38期茶叙9月16日下午在会客厅，现报名，想来的群里回复");
    await bot.inGroup("老郑", "+1");
    expect((await bot.view()).tickets).toHaveLength(1);
  });
});

describe("what is solved, and what came of it", () => {
  beforeEach(async () => {
    await bot.inPrivate("沈燕", "厂门口水管漏水三天了，没人修");
    await bot.inPrivate("许主任", "给水务公司");
    const [ticket] = (await bot.view()).tickets;
    await database.db.ticket.update({ where: { no: ticket!.no }, data: { status: "待回访", lead: "水务公司" } });
  });
  const seen = async () => (await bot.view()).tickets.map((t) => [t.lead, t.status]);

  test("new damage is a matter of its own", async () => {
    await bot.inPrivate("沈燕", "漏水是修好了，不过挖沟的时候又把我们厂的电缆挖断了，现在全厂没电");
    expect(await seen()).toEqual([
      ["水务公司", "已办结"],
      ["供电局", "已交办"],
    ]);
  });

  test("the same thing again is not solved", async () => {
    await bot.inPrivate("沈燕", "修是修好了，不过今天又漏了");
    expect(await seen()).toEqual([["水务公司", "重办"]]);
  });
});

describe("two orders in one message of the office", () => {
  test("each is done on its own ticket", async () => {
    await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    await bot.inPrivate("老郑", "有个客户欠我们货款28万，一年多了不给");
    const tickets = (await bot.view()).tickets.map(({ no }) => no.slice(-3));
    const said = await bot.inPrivate("许主任", `${tickets[1]}转金融办，${tickets[0]}催一下`);
    const view = (await bot.view()).tickets;
    expect(view[1]!.lead).toBe("金融办");
    expect(view[0]!.history.at(-1)!.action).toBe("urge");
    expect(to(said, "罗工")).toContain("催办");
  });
});
