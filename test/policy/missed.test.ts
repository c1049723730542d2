import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { beforeEach, describe, expect, test } from "vitest";
import { openCatalogue } from "../../catalogue/match.ts";
import { offerPolicies } from "../../catalogue/offer.ts";
import { policyOrder } from "../../text/hearing/policy-orders.ts";
import { AS_OF, lexicon, policy } from "../catalogue/own-towns.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

const grant = (id: string, conditions: unknown, more = {}) =>
  policy({
    id,
    title: `云溪市${id}奖补办法`,
    clauses: { 第一条: "符合条件的企业，给予一次性奖励5万元。" },
    conditions,
    ...more,
  });
const policies = [
  grant("上规", { fact: "上规年份", withinYears: 1 }, { mode: "免申即享" }),
  grant("小企业", { all: [{ fact: "员工人数", max: 300 }, { place: "青石工业园" }] }),
  grant("大企业", { all: [{ place: "青石工业园" }, { fact: "员工人数", min: 300 }] }),
];

describe("words", () => {
  test.each([
    ["我联系的企业还有哪些政策没享受", "list_missed"],
    ["我们还有什么补贴没领", "list_missed"],
    ["给青禾做个查漏补缺", "list_missed"],
    ["什么政策都没享受到", undefined],
    ["你们记了我们公司哪些信息", "show_profile"],
    ["我们公司的档案丢了怎么补办", undefined],
    ["哪些政策还没兑现", "ask_redeemed"],
  ])("%s: %s", (text, act) => {
    expect(policyOrder(text, "liaison")).toBe(act);
  });
});

describe("what companies could have and have not", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      policies: [...town.policies, ...policies],
    }));
    await bot.inPrivate("沈燕", "我们公司去年首次上规，员工120人");
  });

  test("a company reads its own list with reasons; what was granted this year is off it", async () => {
    const said = to(await bot.inPrivate("沈燕", "我们还有哪些政策没享受"), "沈燕");
    expect(said).toContain("《云溪市上规奖补办法》（因为2025年上规；不用申报）");
    expect(said).toContain("《云溪市小企业奖补办法》（因为员工120人、位于青石工业园）");
    expect(said).not.toContain("大企业");
    await bot.inPrivate("许主任", "给青禾食品兑现了云溪市上规奖补办法的奖励5万");
    expect(to(await bot.inPrivate("沈燕", "我们还有哪些政策没享受"), "沈燕")).not.toContain("云溪市上规");
    expect(to(await bot.inPrivate("沈燕", "大海五金还有哪些政策没享受"), "沈燕")).not.toContain("奖补办法");
  });

  test("a liaison cadre gets their companies, in private and as a workbook", async () => {
    const heard = await bot.inGroup("温晓", "@小助手 我联系的企业还有哪些政策没享受");
    expect(to(heard, "青石园企业群")).toBe("");
    const said = to(heard, "温晓");
    expect(said).toContain("3家企业中，1家还有");
    expect(said).toContain("青禾食品（2项）");
    expect(said).toContain("情况掌握不全");
    const [file] = bot.stage.sent.at(-1)!.row.files as { name: string; path: string }[];
    expect(file!.name).toContain("查漏补缺");
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(readFileSync(file!.path)).buffer);
    const rows = book.worksheets[0]!.getSheetValues().slice(3) as unknown[][];
    expect(rows.filter((row) => row[1] === "青禾食品").map((row) => row[2])).toEqual([
      "云溪市上规奖补办法",
      "云溪市小企业奖补办法",
    ]);
    expect(rows.find((row) => row[1] === "大海五金")?.[7]).toContain("员工");
    expect(to(await bot.inPrivate("小方", "所有企业还有哪些政策没享受"), "小方")).toContain("不能办");
  });

  test("what is known of a company is shown with its source and day, to it and who may ask", async () => {
    const said = to(await bot.inPrivate("沈燕", "你们记了我们公司哪些信息"), "沈燕");
    expect(said).toContain("员工120人（9月14日沈燕说：“员工120人”）");
    expect(to(await bot.inPrivate("老郑", "你们记了青禾食品哪些信息"), "老郑")).not.toContain("120");
    expect(to(await bot.inPrivate("温晓", "你们记了青禾食品哪些信息"), "温晓")).toContain("120");
  });
});

test("an offer says what stands against a policy that nearly fits", () => {
  const offer = offerPolicies(
    { facts: { 员工人数: 120 }, place: "青石工业园" },
    openCatalogue(policies, lexicon),
    AS_OF,
  );
  expect(offer.text).toContain("暂不符合：《云溪市大企业奖补办法》，要求员工人数300人以上，贵公司员工120人。");
  expect(offer.text.match(/[？?]/g)).toHaveLength(1);
});
