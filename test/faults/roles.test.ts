import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoTown } from "../../bot/demo.ts";
import { loadFacts } from "../../bot/facts.ts";
import { importTown } from "../../bot/town/import.ts";
import { type Bell, openBell } from "../../jobs/bell.ts";
import { type Stub, startStub } from "../../scripts/wecom-stub/stub.ts";
import { type OpenStore, openStore } from "../../store/client.ts";
import { Ledger } from "../../store/ledger.ts";
import { until } from "../channels/helpers.ts";
import { type MadeDatabase, makeDatabase } from "../support/database.ts";
import { type RunningBot, startBot } from "../support/process.ts";

/** The bot spread over processes on one database, each started as `npm start -- --role` does, against the stand-in. */
describe("roles run apart", { timeout: 90_000 }, () => {
  let database: MadeDatabase;
  let store: OpenStore;
  let bell: Bell;
  let stub: Stub;
  let running: RunningBot[];
  let folder: string;

  beforeEach(async () => {
    database = await makeDatabase();
    store = openStore(database.url);
    bell = await openBell({ databaseUrl: database.url }, { now: () => new Date(), onError: () => {} });
    stub = await startStub();
    running = [];
    folder = mkdtempSync(join(tmpdir(), "qinqing-roles-"));
    await importTown(new Ledger(store), loadFacts().published, demoTown(new Date()), new Date());
  });
  afterEach(async () => {
    for (const bot of running) bot.signal("SIGTERM");
    await Promise.all(running.map((bot) => bot.ended));
    await bell.stop();
    await store.close();
    await stub.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(role: string): Promise<RunningBot> {
    const bot = startBot({
      ROLE: role,
      DATA_DIR: join(folder, String(running.length)),
      DATABASE_URL: database.url,
      WECOM_API_BASE: stub.url,
      WECOM_CORP_ID: stub.platform.options.corpId,
      WECOM_AGENT_ID: "1000002",
      WECOM_SECRET: "stub-app-secret",
      WECOM_CALLBACK_TOKEN: "t",
      WECOM_CALLBACK_AES_KEY: "r".repeat(43),
      WECOM_BOT_ID: "stub-bot",
      WECOM_BOT_SECRET: "stub-bot-secret",
      WECOM_BOT_WS_URL: stub.wsUrl,
    });
    running.push(bot);
    await bot.ready;
    return bot;
  }

  /** Something for a person, as any process would write and ring it. */
  async function write(channel: string, account: string, texts: string[], priority = 1): Promise<bigint[]> {
    const personId = `${channel}:${account}`;
    await store.db.person.createMany({ data: [{ id: personId, role: "other", position: 9 }], skipDuplicates: true });
    await store.db.identity.createMany({ data: [{ channel, externalId: account, personId }], skipDuplicates: true });
    const now = new Date();
    const rows = await store.db.outbox.createManyAndReturn({
      data: texts.map((text) => ({
        toKind: "person",
        toId: personId,
        kind: "reply",
        text,
        priority,
        createdAt: now,
        notBefore: now,
      })),
    });
    await bell.ring(rows.map(({ id }) => ({ job: "outbox.send" as const, id: String(id), at: now })));
    return rows.map(({ id }) => id);
  }
  const say = (userid: string, content: string) =>
    stub.bot.say("stub-bot", { chattype: "single", from: { userid }, msgtype: "text", text: { content } });
  const heard = (who: string) => stub.delivered(who).map((s) => s.text);

  test("what a worker has for the smart bot leaves by the process that has its connection, whichever that is", async () => {
    const first = await start("bot");
    await start("worker");
    await until(() => stub.bot.connected("stub-bot"));
    say("zhao", "你好，请问你能做什么");
    await until(() => heard("zhao").length === 1, 30_000);
    await write("wecom-bot", "zhao", ["夜里的通知"]);
    await until(() => heard("zhao").includes("夜里的通知"), 10_000);

    // A new process takes the connection over; nobody is kicked, and what is sent now leaves by it.
    const subscribed = stub.bot.subscribes.length;
    await start("bot");
    await until(() => stub.bot.subscribes.length === subscribed + 1, 20_000);
    await write("wecom-bot", "zhao", ["换班后的通知"]);
    await until(() => heard("zhao").includes("换班后的通知"), 20_000);
    first.signal("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(stub.bot.subscribes).toHaveLength(subscribed + 1);

    // Nobody has the connection: it waits, uncounted, and leaves when somebody has.
    running.at(-1)!.signal("SIGTERM");
    await running.at(-1)!.ended;
    const [id] = await write("wecom-bot", "zhao", ["没人值守时的通知"]);
    await until(async () => (await store.db.outbox.findUnique({ where: { id: id! } }))?.via === "wecom-bot", 10_000);
    expect(await store.db.outbox.findUnique({ where: { id: id! } })).toMatchObject({ state: "waiting", attempts: 0 });
    await start("bot");
    await until(() => heard("zhao").includes("没人值守时的通知"), 20_000);
    expect(new Set(heard("zhao")).size).toBe(heard("zhao").length);
    expect(stub.platform.exceeded).toBe(0);
  });

  test("two workers keep one limit and share one token; an emergency passes them all", async () => {
    await start("worker");
    await start("worker");
    // A person may be told 30 a minute; replies use 95 % of it, an emergency the rest.
    await write(
      "wecom-app",
      "lin.min",
      Array.from({ length: 60 }, (_, i) => `第${i}条`),
    );
    await until(() => heard("lin.min").length >= 28, 20_000);
    await write("wecom-app", "lin.min", ["紧急：请立即撤离"], 0);
    await until(() => heard("lin.min").includes("紧急：请立即撤离"), 10_000);
    await new Promise((done) => setTimeout(done, 1_500));
    expect(heard("lin.min")).toHaveLength(29);
    expect(new Set(heard("lin.min")).size).toBe(29);
    expect(stub.platform.exceeded).toBe(0);
    expect(stub.platform.calls.get("/cgi-bin/gettoken")).toBe(1);
    const waiting = await store.db.outbox.findMany({ where: { state: "waiting" } });
    expect(waiting).toHaveLength(32);
    for (const row of waiting) expect(row.notBefore.getTime()).toBeGreaterThan(Date.now());
  });
});
