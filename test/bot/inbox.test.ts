import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { givenUp, retryTurns, showTurn } from "../../bot/conversation/given-up.ts";
import { HANDLERS } from "../../handlers/index.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const ZONE = "Asia/Shanghai";
const SECRET_WORD = "榫卯";

/** While it stands a handler fails on every turn with a certain word. */
const broken = {
  name: "broken",
  claims: (segment: { text: string }) => segment.text.includes(SECRET_WORD),
  handle: async () => {
    throw new Error("the handler is broken");
  },
};

describe("what the bot can not work on", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database);
    HANDLERS.unshift(broken);
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  const repair = () => {
    if (HANDLERS[0] === broken) HANDLERS.shift();
  };
  afterEach(() => {
    repair();
    vi.restoreAllMocks();
  });
  const words = `我们厂3号楼${SECRET_WORD}车间老是跳闸，机器都不敢开`;
  const failed = () => givenUp(bot.ledger.look(), ZONE, bot.stage.now);

  test("is tried three times, listed with who said what where, and after a repair answered once", async () => {
    expect(to(await bot.inGroup("沈燕", `@小助手 ${words}`), "青石园企业群")).toBe("");
    const [head, said, why] = await failed();
    const handed = bot.stage.sent.filter(({ row }) => row.text.includes("【待人工】沈燕"));
    expect(handed.map(({ row }) => row.toId)).toEqual(["许主任"]);
    expect(head).toMatch(/^\d+ {2}2026-09-14 09:00 {2}青石园企业服务群 {2}沈燕 {2}3 tries$/);
    expect(said).toContain(words);
    expect(why).toContain("the handler is broken");
    expect((await bot.view()).tickets).toEqual([]);
    await bot.until("2026-09-14 10:00");
    expect((await bot.view()).tickets).toEqual([]); // given up: not tried for ever

    repair();
    const { id } = (await database.db.turn.findMany({ where: { state: "failed" } }))[0]!;
    expect(await retryTurns(bot.ledger, [id, 999n], bot.stage.now)).toEqual({ again: [id], unknown: [999n] });
    await bot.stage.app.sweep();
    await bot.stage.app.sweep();
    const heard = await bot.until("2026-09-14 10:30");
    expect(heard.filter((one) => one.to === "青石园企业群")).toHaveLength(0); // sent by the sweep itself
    const replies = bot.stage.sent.filter(({ row }) => row.toId === "青石园企业群");
    expect(replies).toHaveLength(1);
    expect((await bot.view()).tickets).toHaveLength(1);
    expect(await failed()).toEqual([]);
    const shown = (await showTurn(bot.ledger.look(), id, ZONE))!.join("\n");
    expect(shown).toContain(`turn ${id}: done`);
    expect(shown).toContain("read as report");
    expect(shown).toContain((await bot.view()).tickets[0]!.no);
  });

  test("holds nothing else up: what the same person says next, and others, are served", async () => {
    await bot.inPrivate("沈燕", words, { wait: 10 });
    await bot.until("2026-09-14 09:01"); // the first try has failed by now
    const next = await bot.inPrivate("沈燕", "3号楼配电间着火了，冒浓烟", { wait: 20 });
    expect(to(next, "沈燕")).toContain("119");
    expect(to(await bot.inPrivate("老郑", "我们厂门口路灯坏了一个星期，晚上黑"), "老郑")).not.toBe("");
    await bot.until("2026-09-14 09:30");
    expect(await failed()).toHaveLength(3); // one turn, three lines
  });

  test("a message that came before there was a town is listed, and worked on when there is one", async () => {
    const { rules } = bot.town;
    await database.db.setting.deleteMany({ where: { key: { in: ["rules", "town_version"] } } });
    await bot.inPrivate("沈燕", "你好");
    expect(await failed()).toEqual([
      expect.stringMatching(/^message \d+ .*沈燕 {2}waits to be read$/),
      expect.stringContaining("你好"),
    ]);
    await bot.stage.app.importTown({ ...bot.town, rules });
    await bot.stage.app.sweep();
    expect(to(await bot.until("2026-09-14 09:10"), "沈燕")).not.toBe("");
    expect(await failed()).toEqual([]);
  });

  test("the command lists, puts back, shows, and refuses what it does not know", { timeout: 60_000 }, async () => {
    await bot.inPrivate("沈燕", words);
    const [{ id }] = (await database.db.turn.findMany({ where: { state: "failed" } })) as unknown as [{ id: bigint }];
    expect(await inbox("failed")).toMatchObject({ code: 0, out: expect.stringContaining(words) });
    expect(await inbox("show", String(id))).toMatchObject({
      code: 0,
      out: expect.stringContaining("handler is broken"),
    });
    expect(await inbox("retry", "abc")).toMatchObject({ code: 2 });
    expect(await inbox("retry")).toMatchObject({ code: 0, out: `Back to work: ${id}\n` });
  });
});

describe("messages that nobody types", () => {
  const emoji = "🀄👨‍👩‍👧‍👦🏳️‍🌈";
  const POISON: [what: string, text: string][] = [
    ["a megabyte of words", "我们厂老是停电，机器开不了。".repeat(75_000)],
    ["a megabyte without a break", "电".repeat(1_000_000)],
    ["a megabyte of digits", "13800138000".repeat(90_000)],
    ["control characters", `我们厂\u0000老是\u0007停\u001b[2J电\u008d，\u202e机器\u0008开不了`],
    ["lone surrogates", "我们厂老是停电\ud83d，机器\udc00开不了"],
    ["zero-width characters", [..."我们厂3号楼老是停电，机器开不了"].join("\u200b\u2060\ufeff")],
    ["ten thousand emoji", emoji.repeat(3400)],
    ["only zero-width", "\u200b\u200d\ufeff".repeat(1000)],
    ["line breaks", "\r\n\u2028\n".repeat(20_000)],
    ["brackets", "（".repeat(50_000)],
    ["a JSON bomb", `${"[".repeat(50_000)}`],
    ["what looks like SQL and HTML", "'; DROP TABLE tickets; -- <script>alert(1)</script> ${jndi:ldap://x} %s%n"],
  ];
  /** Seconds a message may keep the bot busy. */
  const BOUND = 10;

  test.each(POISON)(
    "%s: handled in bounded time, kept as typed, and the bot goes on",
    { timeout: 60_000 },
    async (_, text) => {
      const bot = await TestBot.at("2026-09-14 09:00", database);
      const start = performance.now();
      await bot.inGroup("沈燕", `@小助手 ${text}`);
      await bot.inPrivate("老郑", text);
      expect((performance.now() - start) / 1000).toBeLessThan(BOUND);
      const stored = await database.db.message.findMany();
      expect(stored.map((m) => m.text)).toContain(text.toWellFormed().replaceAll("\u0000", "\ufffd"));
      expect(await givenUp(bot.ledger.look(), ZONE, bot.stage.now)).toEqual([]);
      for (const { row } of bot.stage.sent) expect(row.text.length).toBeLessThan(20_000);
      expect(to(await bot.inPrivate("温晓", "你能做什么"), "温晓")).toContain("我能帮您");
    },
  );
});

function inbox(...args: string[]): Promise<{ code: number; out: string }> {
  const root = join(import.meta.dirname, "../..");
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/inbox.ts", ...args], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code: code ?? -1, out })));
}
