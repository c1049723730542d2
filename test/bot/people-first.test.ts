import { expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test("a person takes a company over: the bot records, holds what it has to tell, and goes on when it is given back", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  expect(to(await bot.inPrivate("温晓", "我来回"), "温晓")).toContain("哪家企业");
  // An answer that is ready, but has not left yet.
  await bot.stage.hand(
    { kind: "private", id: "沈燕" },
    { from: "沈燕", text: "我们那件到哪了", type: "text", mention: false },
  );
  const taken = await bot.inPrivate("温晓", "青禾这家我来回复");
  expect(to(taken, "温晓")).toContain("您来回复");

  const during = [
    ...(await bot.inPrivate("沈燕", "怎么还没人来修")),
    ...(await bot.inPrivate("罗工", "青禾跳闸的已经派人去现场查线路了")),
  ];
  expect(to(during, "沈燕")).toBe("");
  expect((await bot.view()).tickets).toHaveLength(1);
  expect((await bot.view()).tickets[0]!.urges).toBe(0);
  // Danger does not wait for anybody.
  expect(to(await bot.inPrivate("沈燕", "车间配电柜着火了！有人被困"), "沈燕")).toMatch(/119/);

  const given = await bot.inPrivate("温晓", "青禾交回小助手");
  expect(to(given, "沈燕")).toContain("派人去现场");
  expect(to(await bot.inPrivate("沈燕", "3号楼跳闸那件现在怎样了"), "沈燕")).toContain("跳闸");
});

test("in a group nobody is bothered with who speaks for whom", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const taken = await bot.inGroup("温晓", "@小助手 我来回");
  expect(to(taken, "青石园企业群")).toBe("");
  expect(to(taken, "温晓")).toContain("您来回复");
  expect(await bot.inGroup("沈燕", "@小助手 我们厂3号楼老是跳闸，身份证330102199001011234")).toEqual([]);
  expect((await bot.view()).tickets).toEqual([]);
  // Only who may take it over gives it back.
  expect(await bot.inGroup("秦师傅", "@小助手 你来吧")).toEqual([]);
  await bot.inGroup("温晓", "@小助手 交回小助手");
  expect(to(await bot.inGroup("沈燕", "@小助手 我们厂3号楼老是跳闸，机器都不敢开"), "青石园企业群")).toContain(
    "已登记",
  );
});

test("an internal note is read by the town's side in private, and reaches no company by any way", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  const { no } = (await bot.view()).tickets[0]!;
  const SECRET = "老板在外面欠了债";
  const kept = await bot.inPrivate("罗工", `${no} 内部备注：${SECRET}，先别催款`);
  expect(to(kept, "罗工")).toContain("不会发给企业");
  await bot.inPrivate("温晓", `青禾，只内部看：${SECRET}，走访时留意`);
  await bot.inGroup("温晓", `@小助手 ${no} 内部备注：${SECRET}`);
  expect(to(await bot.inPrivate("许主任", `${no}到哪一步了`), "许主任")).toContain(SECRET);
  // All that a company, or a group, is ever sent: state, progress, result, call-back, closing, figures.
  await bot.inPrivate("沈燕", "我们那件到哪一步了");
  await bot.inGroup("温晓", `@小助手 ${no}到哪一步了`);
  await bot.inPrivate("罗工", "青禾跳闸已经派人查线路了，周三前安排增容");
  await bot.inPrivate("罗工", `${no}办结：9月14日更换3号楼变压器1台，恢复正常供电`);
  await bot.inPrivate("沈燕", "满意");
  await bot.inPrivate("许主任", "出一下9月份的通报");
  const outside = bot.stage.sent.filter(({ row }) => ["沈燕", "老郑", "青石园企业群"].includes(row.toId));
  expect(outside.length).toBeGreaterThan(4);
  for (const { row } of bot.stage.sent)
    if (!["许主任"].includes(row.toId)) expect(JSON.stringify([row.text, row.card])).not.toContain(SECRET);
  expect(JSON.stringify((await bot.view()).reports)).not.toContain(SECRET);
  expect(JSON.stringify((await bot.view()).tickets)).not.toContain(SECRET);
  expect((await bot.ledger.look().tickets.notesOf([no])).map(({ by }) => by)).toEqual(["罗工", "温晓", "温晓"]);
});
