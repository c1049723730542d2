import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createChannels } from "../../bot/channels/index.ts";
import { createLimiter } from "../../bot/channels/limiter.ts";
import { MovableClock } from "../../bot/clock.ts";
import { parseConfig } from "../../bot/config.ts";
import { demoTown } from "../../bot/demo.ts";
import { openService, type Service } from "../../bot/service.ts";
import { type CallbackRequest, jsonCallback, xmlCallback } from "../../scripts/wecom-stub/callbacks.ts";
import { type Stub, startStub } from "../../scripts/wecom-stub/stub.ts";
import { channelState } from "../../store/channel-state.ts";
import { local, useDatabase } from "../support/bot.ts";
import { fuzzCallback } from "./fuzz.ts";
import { quiet, until } from "./helpers.ts";

const database = useDatabase();
const CORP = "ww0000000000000001";
const KEY = "v".repeat(43);
const keys = { token: "t", encodingAesKey: KEY, receiveId: CORP };

/** The whole bot behind its HTTP paths, on a real database, against the stand-in; bells ring when the test sweeps. */
describe("in service", () => {
  const clock = new MovableClock();
  let stub: Stub;
  let http: Hono;
  let service: Service;
  let folder: string;

  beforeEach(async () => {
    await database.clear();
    clock.set(local("2026-09-14 09:00"));
    const now = () => clock.now();
    stub = await startStub({ now });
    folder = mkdtempSync(join(tmpdir(), "qinqing-service-"));
    const state = channelState(database.db, now);
    const common = { apiBase: stub.url, corpId: CORP, token: "t", aesKey: KEY, callbackMaxAgeS: 300 };
    const channels = createChannels(
      {
        app: { ...common, agentId: "1000002", secret: "stub-app-secret" },
        kf: { ...common, secret: "stub-kf-secret" },
        bot: { callback: { token: "t", aesKey: KEY, maxAgeS: 300 } },
      },
      { state, limiter: createLimiter(state, now), now, log: quiet },
    );
    http = new Hono();
    const bell = { ring: async () => {}, start: async () => {}, stop: async () => {} };
    service = await openService({
      config: { ...parseConfig({ DATA_DIR: folder }), role: "bot" },
      ground: { store: { db: database.db, close: async () => {} }, bell, close: async () => {} },
      clock,
      log: quiet as never,
      channels,
      http,
    });
    await service.app.importTown(demoTown(clock.now()));
    await service.start();
  });
  afterEach(async () => {
    await service.stop();
    await stub.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const app = (from: string, more: Record<string, string>): CallbackRequest =>
    xmlCallback(
      "http://bot.test/channels/wecom-app",
      keys,
      {
        ToUserName: CORP,
        FromUserName: from,
        CreateTime: String(Math.floor(clock.now().getTime() / 1000)),
        MsgId: stub.platform.id("7"),
        AgentID: "1000002",
        ...more,
      },
      clock.now(),
    );
  const post = async ({ url, init }: CallbackRequest) => (await http.request(url, init)).status;
  /** Time passes, and everything that is due happens. */
  async function later(seconds: number): Promise<void> {
    await service.app.conversation.idle();
    clock.set(new Date(clock.now().getTime() + seconds * 1000));
    for (let i = 0; i < 3; i++) await service.app.sweep();
  }
  const heard = (who: string) =>
    stub
      .delivered(who)
      .map((s) => s.text)
      .join("\n");
  const filesOf = (who: string) =>
    stub.delivered(who).flatMap((s) => {
      const id = (s.body.image ?? s.body.file) as { media_id: string } | undefined;
      return id ? [Buffer.from(stub.platform.media.get(id.media_id)!.data).toString("latin1")] : [];
    });

  test("a picture is kept with its checksum, is on the ticket, and goes to the department", async () => {
    const jpg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);
    stub.platform.media.set("M1", { name: "../../跳闸.jpg", mime: "image/jpeg", data: jpg, until: 9e15 });
    // The first try meets a broken line.
    stub.platform.faults.add({ at: "/cgi-bin/media/get", kind: "reset" });
    expect(await post(app("沈燕", { MsgType: "text", Content: "我们厂3号楼老是跳闸，机器都不敢开" }))).toBe(200);
    expect(await post(app("沈燕", { MsgType: "image", MediaId: "M1", PicUrl: "x" }))).toBe(200);
    await later(120);
    const [attachment] = await database.db.attachment.findMany();
    expect(attachment).toMatchObject({
      name: "跳闸.jpg",
      mime: "image/jpeg",
      bytes: 8,
      sha256: createHash("sha256").update(jpg).digest("hex"),
    });
    expect(readFileSync(join(folder, "media", attachment!.path!))).toEqual(jpg);
    expect(heard("罗工")).toContain("【交办】");
    expect(filesOf("罗工")).toEqual([jpg.toString("latin1")]);
    // A second picture for the same matter follows alone.
    const png = Buffer.from("\x89PNG....", "latin1");
    stub.platform.media.set("M2", { name: "b.png", mime: "image/png", data: png, until: 9e15 });
    await post(app("沈燕", { MsgType: "text", Content: "补充一下跳闸的事，配电箱也发烫" }));
    await post(app("沈燕", { MsgType: "image", MediaId: "M2" }));
    await later(120);
    expect(filesOf("罗工")).toEqual([jpg.toString("latin1"), png.toString("latin1")]);
  });

  test("what cannot be kept is told to its sender, and the matter is not lost with it", async () => {
    const exe = Buffer.from("MZ\x90\x00 this is a program");
    stub.platform.media.set("X", { name: "清单.xlsx", mime: "application/octet-stream", data: exe, until: 9e15 });
    await post(app("沈燕", { MsgType: "text", Content: "我们厂3号楼老是跳闸，清单发您" }));
    await post(app("沈燕", { MsgType: "file", MediaId: "X", FileName: "清单.xlsx" }));
    await later(120);
    expect(heard("沈燕")).toMatch(/GD|QX|[A-Z]{1,6}-\d{8}-\d{3}/);
    expect(heard("沈燕")).toContain("清单.xlsx”这类文件不能收");
    expect(await database.db.attachment.findMany({ where: { path: { not: null } } })).toEqual([]);
  });

  test("media whose process died is fetched by the next sweep", async () => {
    const pdf = Buffer.from("%PDF-1.7 ...");
    stub.platform.media.set("P", { name: "a.pdf", mime: "application/pdf", data: pdf, until: 9e15 });
    await post(app("沈燕", { MsgType: "text", Content: "我们厂3号楼老是跳闸，机器都不敢开" }));
    await service.app.conversation.idle();
    const { chatId, personId } = (await database.db.message.findFirst())!;
    // As a process leaves it that is killed between the 200 and the loading.
    await database.db.message.create({
      data: {
        channel: "wecom-app",
        platformId: "killed",
        chatId,
        personId,
        type: "file",
        text: "",
        mention: false,
        media: [{ name: "file-1", mime: "", bytes: 0, ref: "P" }],
        sentAt: clock.now(),
        receivedAt: clock.now(),
      },
    });
    await service.app.sweep();
    expect(await database.db.message.findFirst({ where: { platformId: "killed" } })).toMatchObject({
      state: "received",
    });
    await later(100);
    await later(100);
    const stored = await database.db.message.findFirstOrThrow({ where: { platformId: "killed" } });
    expect(stored).toMatchObject({ media: [{ name: "a.pdf", bytes: pdf.length }] });
    expect(stored.state).not.toBe("received");
  });

  test("who is out of reach is marked, told to the office once, and back when they write", async () => {
    stub.platform.options.members = new Set(["许主任", "沈燕"]);
    await post(app("沈燕", { MsgType: "text", Content: "我们厂3号楼老是跳闸，机器都不敢开" }));
    await later(120);
    await later(60);
    const luo = () => database.db.person.findUniqueOrThrow({ where: { id: "罗工" } });
    expect((await luo()).unreachable).toContain("81013");
    const told = stub.delivered("许主任").map((s) => s.text);
    expect(told.filter((text) => text.includes("【联系不上】供电局罗志强"))).toHaveLength(1);
    expect(told.some((text) => text.includes("【交办】"))).toBe(true);
    stub.platform.options.members = null;
    await post(app("罗工", { MsgType: "text", Content: "接收" }));
    expect((await luo()).unreachable).toBeNull();
  });

  test("转人工 in 微信客服: somebody is asked to call, the platform's agents take over, and the bot only records", async () => {
    const write = async (content: string) => {
      const before = await database.db.message.count();
      const news = stub.kf.say("wk1", "wm1", { msgtype: "text", text: { content } });
      expect(await post(xmlCallback("http://bot.test/channels/wecom-kf", keys, news, clock.now()))).toBe(200);
      await until(async () => (await database.db.message.count()) > before, 15_000);
      await later(60);
    };
    await write("转人工");
    expect(heard("wm1")).toContain("联系您");
    expect(heard("许主任")).toContain("【请人工回复】");
    expect(stub.kf.customer("wk1", "wm1").state).toBe(2);
    const talk = (change_type: number) =>
      stub.kf.event("wk1", { event_type: "session_status_change", external_userid: "wm1", change_type });
    const told = async (news: Record<string, string>, takenBy: string | null) => {
      await post(xmlCallback("http://bot.test/channels/wecom-kf", keys, news, clock.now()));
      await until(
        async () => (await database.db.chat.findFirst({ where: { id: "wecom-kf:wm1" } }))?.takenBy === takenBy,
      );
    };
    await told(talk(1), "wecom-kf");
    const sent = stub.delivered("wm1").length;
    await write("我们门口路灯坏了一个星期了");
    expect(stub.delivered("wm1")).toHaveLength(sent);
    stub.kf.customer("wk1", "wm1").state = 4;
    await told(talk(3), null);
    await write("厂区后门的垃圾没人清运，堆成山了");
    expect(heard("wm1")).toMatch(/[A-Z]{1,6}-\d{8}-\d{3}/);
  });

  test("a thousand spoilt callbacks of each kind change no row and are never answered 5xx", async () => {
    const bot = jsonCallback(
      "http://bot.test/channels/wecom-bot",
      { ...keys, receiveId: "" },
      { msgid: "b1", chattype: "single", from: { userid: "sun" }, msgtype: "text", text: { content: "你好" } },
      clock.now(),
    );
    const news = stub.kf.say("wk1", "wm1", { msgtype: "text", text: { content: "你好" } });
    const kf = xmlCallback("http://bot.test/channels/wecom-kf", keys, news, clock.now());
    for (const good of [app("沈燕", { MsgType: "text", Content: "你好" }), bot, kf]) {
      const before = await database.db.message.count();
      expect(await post(good)).toBe(200);
      await until(async () => (await database.db.message.count()) === before + 1);
      await settled();
      const rows = await countRows();
      await fuzzCallback(http, good, () => 0, 1_000);
      await settled();
      expect(await countRows()).toEqual(rows);
    }
  }, 30_000);

  /** Nothing is being stored or fetched any more. */
  async function settled(): Promise<void> {
    const pending = { key: { startsWith: "kf:pending" } };
    await until(async () => (await database.db.channelState.count({ where: pending })) === 0);
    await service.app.conversation.idle();
  }

  /** Rows of every table. */
  async function countRows(): Promise<Record<string, number>> {
    const tables = await database.db.$queryRaw<{ tablename: string }[]>`
      SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
    const counts: Record<string, number> = {};
    for (const { tablename } of tables) {
      const [row] = await database.db.$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM "${tablename}"`);
      counts[tablename] = Number(row!.n);
    }
    return counts;
  }
});
