import { expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test.each(["我们这边也停电了，跟大家一样", "我们也停电了"])(
  "told in private, %s joins what another company has told in private, and names nobody",
  async (words) => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.inPrivate("沈燕", "园区从早上七点停电到现在，冷库里的肉要坏了");
    const said = to(await bot.inPrivate("老郑", words), "老郑");
    const { tickets } = await bot.view();
    expect(tickets.map((t) => [t.company, t.parent])).toEqual([
      ["Q01", null],
      ["Q02", tickets[0]!.no],
    ]);
    expect(tickets[0]!.complainants).toEqual(["Q01", "Q02"]);
    expect(said).toContain(tickets[1]!.no);
    expect(said).not.toMatch(/青禾|沈燕|肉/);
    expect(said).not.toContain(tickets[0]!.no);
    const results = await bot.inPrivate("罗工", "高压开关已更换，9点半全园恢复供电，已办结");
    for (const person of ["沈燕", "老郑"]) expect(to(results, person)).toContain("恢复供电");
    expect(to(results, "老郑")).not.toMatch(/青禾|沈燕/);
  },
);

test("我们也是 in private joins what was told in one's own group, and asks where nothing was", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "园区从早上七点停电到现在，冷库里的肉要坏了");
  const asked = to(await bot.inPrivate("老郑", "我们也是"), "老郑");
  expect(asked).not.toMatch(/停电|青禾|登记（/);
  expect((await bot.view()).tickets).toHaveLength(1);

  await bot.until("2026-09-15 09:00");
  await bot.inGroup("沈燕", "@小助手 园区自来水停了，车间没法生产");
  const said = to(await bot.inPrivate("老郑", "我们厂也是一样的情况"), "老郑");
  const own = (await bot.view()).tickets.at(-1)!;
  expect(own).toMatchObject({ company: "Q02", category: "供水" });
  expect(said).toContain(own.no);
  expect(said).not.toMatch(/青禾|沈燕/);
});

test("what is told a third time, and what comes back after it was settled, is counted and raised", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const trouble = "我们厂3号楼老是跳闸，机器都不敢开";
  const raised = async () =>
    (
      await database.db.outbox.findMany({ where: { text: { startsWith: "【重复反映】" } }, orderBy: { id: "asc" } })
    ).map(({ text, toId }) => ({ text, toId }));
  await bot.inPrivate("沈燕", trouble);
  await bot.inPrivate("沈燕", `${trouble}，今天又跳了`);
  expect(await raised()).toEqual([]);
  await bot.inPrivate("沈燕", `${trouble}，下午第三回了`);
  const [third] = await raised();
  expect(third!.text).toContain("第3次反映，还没有办好");
  expect(third!.toId).not.toBe("罗工");

  await bot.inPrivate("罗工", "3号楼配电箱已更换空开，恢复供电，已办结");
  await bot.inPrivate("沈燕", "满意");
  await bot.until("2026-10-12 09:00");
  await bot.inPrivate("沈燕", trouble);
  const [first, again] = (await bot.view()).tickets;
  expect(again).toMatchObject({ repeat_of: first!.no });
  expect((await raised())[1]!.text).toContain(`第2次反映，上一次（${first!.no}）已办结`);
});
