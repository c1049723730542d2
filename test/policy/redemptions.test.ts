import { beforeEach, describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { importRedemptions } from "../../bot/redemptions.ts";
import { readRedemption, redemptionOrder } from "../../text/hearing/redemption.ts";
import { local, TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const at = { now: local("2026-09-14 09:00"), zone: "Asia/Shanghai" };

describe("words for the ledger", () => {
  test.each([
    ["给大海五金兑现了增容补贴5万", { amount: 5_000_000, policy: "增容补贴", state: "已到账", day: "2026-09-14" }],
    ["昨天给大海五金兑现了设备更新补助12.6万元", { amount: 12_600_000, policy: "设备更新补助", day: "2026-09-13" }],
    ["大海五金的招用毕业生补贴3000元已经到账了", { amount: 300_000, policy: "招用毕业生补贴", state: "已到账" }],
    [
      "9月10日给大海五金核定上规奖励十万元，待拨付",
      { amount: 10_000_000, policy: "上规奖励", state: "待到账", day: "2026-09-10" },
    ],
  ])("%s", (text, told) => {
    expect(redemptionOrder(text, "office")).toBe("redeem");
    expect(readRedemption(text, ["大海五金"], at)).toMatchObject(told);
  });

  test.each([
    ["给大海五金兑现了多少补贴", "ask_redeemed"],
    ["今年兑现了多少", "ask_redeemed"],
    ["哪些补贴还没到账", "ask_redeemed"],
    ["我们能拿到哪些补贴", undefined],
    ["给大海五金兑现了增容补贴", undefined],
    ["企业反映5万元补贴没到账", undefined],
  ])("%s: %s", (text, act) => {
    expect(redemptionOrder(text, "office")).toBe(act);
  });

  test("a company can write nothing into it", () => {
    expect(redemptionOrder("给大海五金兑现了增容补贴5万", "company")).toBeUndefined();
  });
});

describe("in chat", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database);
  });
  const entries = () => bot.ledger.look().redemptions.findRedemptions();

  test("one sentence is an entry of the policy that it means; said again it is none; struck off it counts for nothing", async () => {
    const said = to(await bot.inPrivate("许主任", "给青禾食品兑现了设备更新补助5万"), "许主任");
    expect(said).toContain("《云溪市支持制造业设备更新和技术改造若干措施》".slice(1, -1));
    expect(said).toContain("5万元");
    expect(await entries()).toMatchObject([
      { enterpriseId: "Q01", policyId: "YX1", amount: 5_000_000, status: "已到账" },
    ]);
    expect(to(await bot.inPrivate("许主任", "给青禾食品兑现了设备更新补助5万"), "许主任")).toContain("已经记过");
    expect(to(await bot.inPrivate("许主任", "今年兑现了多少"), "许主任")).toContain("共5万元");
    expect(to(await bot.inPrivate("许主任", "兑现1作废"), "许主任")).toContain("已作废");
    expect(to(await bot.inPrivate("许主任", "今年兑现了多少"), "许主任")).toContain("没有兑现记录");
  });

  test("who may not, can not: a cadre for others' companies, a company, a department for another's entry", async () => {
    await bot.ledger.transaction((work) => work.town.updatePerson("温晓", { liaisonFor: ["Q02"] }));
    expect(to(await bot.inPrivate("温晓", "给青禾食品兑现了增容补贴5万"), "温晓")).toContain("不能办");
    await bot.inPrivate("沈燕", "给青禾食品兑现了增容补贴5万");
    expect(await entries()).toHaveLength(0);
    await bot.inPrivate("罗工", "给青禾食品兑现了增容补贴5万");
    expect(await entries()).toMatchObject([{ departmentId: "供电局", policyId: null, policy: "增容补贴" }]);
    expect(to(await bot.inPrivate("小方", "兑现1作废"), "小方")).toContain("没有可以改的");
    expect(await entries()).toMatchObject([{ status: "已到账" }]);
  });

  test("a company reads its own alone, and no group hears an amount", async () => {
    await bot.inPrivate("许主任", "给青禾食品兑现了设备更新补助5万");
    await bot.inPrivate("许主任", "给大海五金兑现了设备更新补助7万");
    const own = to(await bot.inPrivate("沈燕", "我们今年兑现了多少补贴"), "沈燕");
    expect(own).toContain("共5万元");
    expect(own).not.toContain("7万");
    expect(to(await bot.inPrivate("沈燕", "大海五金兑现了多少补贴"), "沈燕")).not.toContain("7万");
    for (const [who, text] of [
      ["许主任", "@小助手 今年兑现了多少"],
      ["沈燕", "@小助手 我们兑现了哪些政策"],
      ["许主任", "@小助手 给大海五金兑现了增容补贴3万"],
    ] as const) {
      const heard = await bot.inGroup(who, text);
      expect(to(heard, "青石园企业群")).not.toMatch(/万元/);
      expect(to(heard, who)).toContain("万元");
    }
  });

  test("the clock of five working days: who pays is reminded on the last, head and office when it is over", async () => {
    await bot.inPrivate("罗工", "给青禾食品核定增容补贴5万元，待拨付");
    expect(await entries()).toMatchObject([{ status: "待到账", payBy: "2026-09-20" }]);
    expect(to(await bot.until("2026-09-19 20:00"), "罗工")).toBe("");
    // A Sunday that is worked.
    expect(to(await bot.until("2026-09-20 12:00"), "罗工")).toContain("今天是到账期限");
    const late = await bot.until("2026-09-21 12:00");
    for (const who of ["罗工", "汤局", "许主任"]) expect(to(late, who)).toContain("已超期");
    expect(to(await bot.inPrivate("江市长", "哪些补贴还没到账"), "江市长")).toContain("其中超期1笔");
    expect(to(await bot.inPrivate("罗工", "兑现1到账"), "罗工")).toContain("已记到账");
    expect(to(await bot.inPrivate("江市长", "哪些补贴还没到账"), "江市长")).toContain("没有待到账的");
  });

  test("paid in time, nobody is reminded", async () => {
    await bot.inPrivate("罗工", "给青禾食品核定增容补贴5万元，待拨付");
    await bot.inPrivate("罗工", "兑现1到账");
    expect(to(await bot.until("2026-09-23 12:00"), "罗工")).toBe("");
  });
});

describe("a table of redemptions", () => {
  const table = (rows: string[]) =>
    new TextEncoder().encode(["编号,企业,政策,金额（元）,核定日期,到账日期,单位", ...rows].join("\n"));
  const sound = [
    "A1,青禾食品,云工信发〔2025〕40号,120000,2026-09-01,2026-09-04,工信",
    '"",大海五金,"增容补贴, 第一批","50,000",2026年9月10日,,供电局',
    ',大海五金,"增容补贴, 第一批",50000,2026-09-10,,供电局',
  ];

  test("sound rows are taken once, faulty ones named by row; the clock of what is unpaid runs", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    const take = (rows: string[], dry = false) =>
      importRedemptions(bot.ledger, loadFacts().published, "台账.csv", table(rows), bot.stage.now, { dry });
    const faulty = [",无此公司,补贴,1,2026-09-01,,", ",青禾食品,补贴,很多,2026-09-01,,", ",青禾食品,补贴,1,昨天,,"];
    expect(await take([...sound, ...faulty], true)).toMatchObject({ added: 3 });
    expect(await bot.ledger.look().redemptions.findRedemptions()).toHaveLength(0);
    const done = await take([...sound, ...faulty]);
    expect(done).toMatchObject({ added: 3, known: 0 });
    expect(done.faults.map(({ row, reason }) => [row, reason.split("：")[0]])).toEqual([
      [5, "企业"],
      [6, "金额"],
      [7, "核定日期"],
    ]);
    expect(await take(sound)).toMatchObject({ added: 0, known: 3, faults: [] });
    expect(await bot.ledger.look().redemptions.findRedemptions()).toMatchObject([
      { policyId: "YX1R", amount: 12_000_000, status: "已到账", departmentId: "工信局" },
      { policyId: null, policy: "增容补贴, 第一批", amount: 5_000_000, status: "待到账", payBy: "2026-09-17" },
      { status: "待到账" },
    ]);
    // The bell of another process is not heard here: the sweep finds the rows. Two entries are one message.
    await bot.until("2026-09-17 09:00");
    await bot.stage.app.sweep();
    expect(bot.stage.sent.at(-1)?.row).toMatchObject({ toId: "罗工", text: expect.stringContaining("共2笔") });
  });
});
