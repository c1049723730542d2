import { beforeEach, describe, expect, test } from "vitest";
import { codeIn, newCode } from "../../desk/invite.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const codeOf = (said: string): string => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)![0];
const person = (id: string) => database.db.person.findUnique({ where: { id } });
const audit = async (event: string) => (await database.db.audit.findMany()).filter((a) => a.event === event);
const STRANGER = "replay:生人";

describe("being bound to a company", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database);
  });
  const invited = async (words = "给青禾开个邀请码") => codeOf(to(await bot.inPrivate("温晓", words), "温晓"));

  test("a cadre's code, by somebody of whom nothing was known: bound, and matters are the company's from then on", async () => {
    const code = await invited();
    const said = await bot.inPrivate("生人", `绑定 ${code}`);
    expect(to(said, STRANGER)).toContain("已绑定青禾");
    expect(await person(STRANGER)).toMatchObject({ role: "enterprise", enterpriseId: "Q01" });
    await bot.inPrivate("生人", "我们厂3号楼老是跳闸，机器都不敢开");
    expect((await bot.view()).tickets[0]).toMatchObject({ company: "Q01", from: [STRANGER] });
    expect(await audit("变更")).toEqual([
      expect.objectContaining({ actor: "温晓" }),
      expect.objectContaining({ actor: STRANGER, detail: expect.stringContaining("Q01") }),
    ]);
  });

  test.each([
    ["by itself", (code: string) => code],
    ["in small letters without the dash", (code: string) => `绑定${code.replace("-", "").toLowerCase()}`],
    ["with full-width letters", (code: string) => `我要绑定企业：${code.replace(/[0-9A-Z]/g, fullWidth)}`],
    ["in the group, to the bot", (code: string) => `@小助手 绑定码 ${code}`],
  ])("the code may come %s", async (_, written) => {
    const text = written(await invited("@小助手 给青禾生成一个邀请码，3个人用"));
    await (text.startsWith("@") ? bot.inGroup("秦师傅", text) : bot.inPrivate("秦师傅", text));
    expect(await person("秦师傅")).toMatchObject({ role: "enterprise", enterpriseId: "Q01" });
  });

  test("forged, expired and used-up codes are refused in the same words, and audited", async () => {
    const used = await invited();
    await bot.inPrivate("生人", `绑定 ${used}`);
    const expired = await invited("给青禾开个邀请码，1天");
    const answers = [to(await bot.inPrivate("秦师傅", `绑定 ${used}`), "秦师傅")];
    answers.push(to(await bot.inPrivate("秦师傅", "绑定 AB2C-D3EF"), "秦师傅"));
    await bot.until("2026-09-15 10:00");
    answers.push(to(await bot.inPrivate("秦师傅", `绑定 ${expired}`), "秦师傅"));
    expect(answers[0]).toContain("无效、已过期或已用完");
    expect(new Set(answers).size).toBe(1);
    expect(await person("秦师傅")).toMatchObject({ role: "other", enterpriseId: null });
    expect(await audit("绑定失败")).toHaveLength(3);
  });

  test("who guesses is stopped for an hour: even the right code waits", async () => {
    const code = await invited();
    for (const guess of ["A2BC", "B3CD", "C4DE", "D5EF", "E6FG"]) await bot.inPrivate("秦师傅", `绑定 ${guess}-2345`);
    expect(to(await bot.inPrivate("秦师傅", `绑定 ${code}`), "秦师傅")).toContain("一小时后");
    expect(await person("秦师傅")).toMatchObject({ enterpriseId: null });
    expect(to(await bot.inPrivate("生人", `绑定 ${code}`), STRANGER)).toContain("已绑定"); // others are not held up
    const second = await invited();
    await bot.until("2026-09-14 10:30");
    expect(to(await bot.inPrivate("秦师傅", `绑定 ${second}`), "秦师傅")).toContain("已绑定");
  });

  test("a code is made only by who looks after the company; in a group it is not shown", async () => {
    const aside = await bot.inGroup("许主任", "@小助手 给大海五金开个邀请码，5个人用，30天");
    expect(to(aside, "青石园企业群")).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(to(aside, "许主任")).toMatch(/可用5次，10月14日/);
    for (const who of ["沈燕", "罗工", "秦师傅"])
      expect(to(await bot.inPrivate(who, "给青禾开个邀请码"), who)).not.toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(await database.db.invitation.count()).toBe(1);
    expect(await audit("越权尝试")).toEqual([expect.objectContaining({ actor: "罗工" })]);
  });

  test("a clerk who types a code stays a clerk", async () => {
    const code = await invited();
    await bot.inPrivate("罗工", `绑定 ${code}`);
    expect(await person("罗工")).toMatchObject({ role: "dept", enterpriseId: null });
    expect(await database.db.invitation.findFirst()).toMatchObject({ usesLeft: 1 });
  });

  test("a cadre's word binds; whoever is not bound yet is served meanwhile", async () => {
    const asked = await bot.inPrivate("秦师傅", "绑定青禾食品");
    expect(to(asked, "温晓")).toContain("【绑定确认】秦师傅说自己是青禾");
    await bot.inPrivate("秦师傅", "我们青禾厂门口路灯坏了一个星期，晚上黑");
    expect((await bot.view()).tickets).toHaveLength(1);
    const told = await bot.inPrivate("温晓", "是");
    expect(to(told, "秦师傅")).toContain("已绑定青禾");
    expect(await person("秦师傅")).toMatchObject({ role: "enterprise", enterpriseId: "Q01" });
  });

  test("of two who ask the word is about the one asked about last, and the other is put next", async () => {
    await bot.inPrivate("秦师傅", "绑定青禾食品");
    await bot.inPrivate("生人", "绑定大海五金");
    const said = await bot.inPrivate("温晓", "是");
    expect(await person(STRANGER)).toMatchObject({ enterpriseId: "Q02" });
    expect(await person("秦师傅")).toMatchObject({ enterpriseId: null });
    expect(to(said, "温晓")).toContain("秦师傅说自己是青禾");
    const refused = await bot.inPrivate("温晓", "不是");
    expect(to(refused, "秦师傅")).toContain("没有确认");
    expect(await person("秦师傅")).toMatchObject({ enterpriseId: null });
  });

  test("nobody confirms themselves, and asking again bothers nobody", async () => {
    await bot.inPrivate("秦师傅", "绑定青禾食品");
    await bot.inPrivate("秦师傅", "是");
    expect(await person("秦师傅")).toMatchObject({ enterpriseId: null });
    expect(to(await bot.inPrivate("秦师傅", "绑定青禾食品"), "温晓")).toBe("");
  });

  test.each(["我离职了", "解除绑定", "帮我解绑", "我已经不在青禾上班了", "我从青禾离职了，请解除绑定"])(
    "%s: sees nothing of the company any more, and its liaison knows",
    async (words) => {
      await bot.inPrivate("老郑", "我们厂3号楼老是跳闸，机器都不敢开");
      const said = await bot.inPrivate("沈燕", words);
      expect(to(said, "沈燕")).toContain("已解除");
      expect(to(said, "温晓")).toContain("【解除绑定】沈燕");
      expect(await person("沈燕")).toMatchObject({ role: "other", enterpriseId: null });
      expect((await bot.view()).tickets).toHaveLength(1);
    },
  );

  test.each([
    "有个员工离职了还来闹，谁管",
    "员工辞职了社保怎么停",
    "我们招的人都离职了，缺20个焊工，帮忙招人",
    "邀请码是什么东西",
    "恳谈会系统给的邀请码打不开，登不进去，报名页面一直转圈",
  ])("%s: nobody is unbound or invited", async (words) => {
    await bot.inPrivate("沈燕", words);
    expect(await person("沈燕")).toMatchObject({ role: "enterprise", enterpriseId: "Q01" });
    expect(await database.db.invitation.count()).toBe(0);
  });
});

test("codes: no sign that is read as another, and found however they are typed", () => {
  const codes = Array.from({ length: 500 }, newCode);
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) {
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    expect(codeIn(`绑定${code.toLowerCase().replace("-", "")}`)).toBe(code);
  }
  expect(codeIn("绑定HUAWEI科技")).toBeNull();
});

const fullWidth = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) + 0xfee0);

describe("one person's two accounts", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database);
  });
  const own = async (from = "温晓") => codeOf(to(await bot.inPrivate(from, "给我自己的微信开个绑定码"), from));

  test.each(["温晓", "罗工"])(
    "%s asks for a code on one and says it on the other: both are one person",
    async (from) => {
      const code = await own(from);
      const said = await bot.inPrivate("生人", `绑定 ${code}`);
      expect(to(said, from)).toContain("同一个人");
      expect(await database.db.identity.findMany({ where: { externalId: "生人" } })).toMatchObject([
        { personId: from },
      ]);
      // What is said on the second account is said by the person.
      await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
      if (from === "罗工") {
        await bot.inPrivate("生人", "接收");
        expect((await bot.view()).tickets[0]!.status).toBe("办理中");
      }
    },
  );

  test("the code is good once, not in a group, not for who belongs to a company", async () => {
    const code = await own();
    expect(to(await bot.inPrivate("沈燕", `绑定 ${code}`), "沈燕")).toContain("无效");
    await bot.inGroup("秦师傅", `@小助手 绑定码 ${code}`);
    expect(await database.db.identity.findMany({ where: { externalId: "秦师傅" } })).toMatchObject([
      { personId: "秦师傅" },
    ]);
    await bot.inPrivate("生人", `绑定 ${code}`);
    expect(to(await bot.inPrivate("秦师傅", `绑定 ${code}`), "秦师傅")).toContain("无效");
  });
});

describe("somebody unknown", () => {
  test("is invited to bind once, politely, and never where it is urgent", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    const urgent = await bot.inPrivate("生人", "着火了！我们车间冒烟，有人困在里面");
    expect(to(urgent, STRANGER)).not.toContain("绑定");
    expect(to(await bot.inPrivate("生人", "我们门口路灯坏了一个星期了"), STRANGER)).toContain("绑定+邀请码");
    expect(to(await bot.inPrivate("生人", "厂区后门的垃圾没人清运，堆成山了"), STRANGER)).not.toContain("绑定");
    expect(to(await bot.inPrivate("沈燕", "我们门口路灯坏了一个星期了"), "沈燕")).not.toContain("绑定");
  });
});
