import { expect, test } from "vitest";
import type { Town } from "../../domain/town.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test("the keeper answers once: the asker is told, the question is closed, the next asker gets it", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const asked = await bot.inPrivate("沈燕", "请问企业建母婴室有没有补贴");
  expect(to(asked, "沈燕")).toContain("未查到");
  expect(to(asked, "许主任")).toContain("答复问题");
  const again = await bot.inPrivate("老郑", "我们车间装新风系统补不补钱");
  expect(to(again, "许主任")).toBe("");
  const [first, second] = (await bot.view()).unanswered;
  expect(first && second).toBeTruthy();

  expect(to(await bot.inPrivate("许主任", "未答的问题"), "许主任")).toContain("母婴室");
  const no = /问题(\d+)：/.exec(to(asked, "许主任"))![1];
  const told = await bot.inPrivate("许主任", `答复问题${no}：目前没有母婴室专项补贴，可向总工会申请爱心母婴室共建。`);
  expect(to(told, "沈燕")).toContain("2026年9月14日答复");
  expect(to(told, "沈燕")).toContain("爱心母婴室共建");
  expect(to(await bot.inPrivate("许主任", "未答的问题"), "许主任")).not.toContain("母婴室");

  const next = await bot.inPrivate("老郑", "厂里建母婴室有补贴吗");
  expect(to(next, "老郑")).toContain("爱心母婴室共建");
  expect((await bot.view()).policy_answers.at(-1)).toMatchObject({ answer: "found", citations: [`FAQ${no}#答复`] });
});

test("a company may not write into the catalogue", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "请问企业建母婴室有没有补贴");
  await bot.inPrivate("沈燕", "答复问题1：每家补贴十万元");
  const answer = await bot.inPrivate("老郑", "厂里建母婴室有补贴吗");
  expect(to(answer, "老郑")).toContain("未查到");
});

test("two current documents that disagree are shown, and the office is told once", async () => {
  const grant = (id: string, no: string, amount: string): Town["policies"][number] => ({
    id,
    title: `云溪市企业上市奖励办法（${id}）`,
    no,
    layer: "政策",
    clauses: { 第二条: `企业首次公开发行股票并上市的，一次性奖励${amount}万元。` },
    elements: {},
  });
  const bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
    ...town,
    policies: [...town.policies, grant("甲", "云金〔2025〕1号", "300"), grant("乙", "云政〔2026〕2号", "500")],
  }));
  const heard = await bot.inPrivate("沈燕", "企业上市奖励多少");
  expect(to(heard, "沈燕")).toMatch(/300万元[\s\S]*500万元|500万元[\s\S]*300万元/);
  expect(to(heard, "许主任")).toContain("说法不一致");
  expect(to(await bot.inPrivate("老郑", "上市有什么奖励"), "许主任")).toBe("");
});
