import { createCipheriv } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outbound } from "../../bot/channels/channel.ts";
import { pad } from "../../bot/channels/wecom/crypto.ts";
import { createWeComBot, type WeComBotOptions } from "../../bot/channels/wecom-bot/channel.ts";
import { withoutMention } from "../../bot/channels/wecom-bot/receive.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { channelContract, type Subject } from "./contract.ts";
import { clock, deps, inbox, key, until } from "./helpers.ts";

const BOT = "stub-bot";
const QUICK = { lockMs: 60, subscribeMs: 300, retryMs: 30, longestMs: 200, kickedMs: 400, steadyMs: 60_000 };

async function world(more: Partial<WeComBotOptions> = {}, secret = "stub-bot-secret") {
  const time = clock();
  const stub = await startStub({ now: time.now });
  const own = deps(time);
  const make = () => createWeComBot({ socket: { botId: BOT, secret, url: stub.wsUrl }, timings: QUICK, ...more }, own);
  const channel = make();
  const box = inbox();
  const start = async (one = channel) => {
    await one.start(box.deliver, box.notify);
    await until(() => one.health().state === "up" && stub.bot.connected(BOT));
  };
  const close = async (...others: (typeof channel)[]) => {
    for (const one of [channel, ...others]) await one.stop();
    await stub.close();
  };
  const say = (text: string, more: object = {}) =>
    stub.bot.say(BOT, {
      chattype: "single",
      from: { userid: "zhao" },
      msgtype: "text",
      text: { content: text },
      ...more,
    });
  return { time, stub, own, make, channel, box, start, close, say };
}

const group = { chattype: "group", chatid: "wrGroup1" };
const reply = (text: string, more: Partial<Outbound> = {}): Outbound => ({
  to: { kind: "person", id: "zhao" },
  text,
  priority: 1,
  idempotencyKey: key(),
  ...more,
});

channelContract("wecom-bot, long connection", async (): Promise<Subject> => {
  const { time, stub, channel, box, close, say } = await world();
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text }) => {
      await until(() => channel.health().state === "up");
      const before = box.messages.length;
      const known = box.messages.some((m) => m.platformId === id);
      say(text, { msgid: id });
      await until(() => box.messages.length > before, known ? 150 : 5_000).catch(() => {});
      return true;
    },
    to: { kind: "person", id: "zhao" },
    got: () => stub.delivered("zhao").map((s) => s.text),
    files: () =>
      stub
        .delivered("zhao")
        .filter((s) => s.msgtype === "file")
        .map((s) => stub.platform.media.get((s.body.file as { media_id: string }).media_id)!.name),
    loseAnswer: () => {
      stub.platform.faults.add({ at: "aibot_respond_msg", kind: "lost" });
    },
    close: () => close(),
  };
});

describe("the long connection", () => {
  test("hears a group's mention without the mention, and answers as a stream", async () => {
    const { channel, box, start, close, say, stub } = await world();
    await start();
    say("@亲清小助手 园区断电了", { ...group, quote: { msgtype: "text", text: { content: "昨晚的通知" } } });
    await until(() => box.messages.length === 1);
    expect(box.messages[0]).toMatchObject({
      chat: { kind: "group", id: "wrGroup1" },
      from: "zhao",
      text: "园区断电了",
      mention: true,
      quote: { from: "", text: "昨晚的通知" },
    });
    const to = { kind: "group" as const, id: "wrGroup1" };
    expect(await channel.send(reply("已派单。", { to }))).toMatchObject({ ok: true });
    expect(await channel.send(reply("供电所已到场。", { to }))).toMatchObject({ ok: true });
    expect(stub.delivered("wrGroup1").map((s) => [s.msgtype, s.text])).toEqual([
      ["stream", "已派单。"],
      ["markdown", "供电所已到场。"],
    ]);
    expect(stub.delivered("wrGroup1")[1]!.body).toMatchObject({ chat_type: 2 });
    await close();
  });

  test("pushes when two questions of a group wait: a stream would answer the wrong one", async () => {
    const { channel, box, start, close, say, stub } = await world();
    await start();
    say("@x 甲", { ...group, from: { userid: "zhao" } });
    say("@x 乙", { ...group, from: { userid: "qian" } });
    await until(() => box.messages.length === 2);
    await channel.send(reply("答", { to: { kind: "group", id: "wrGroup1" } }));
    expect(stub.delivered("wrGroup1").map((s) => s.msgtype)).toEqual(["markdown"]);
    await close();
  });

  test("pushes when the stream's time is over, known or told", async () => {
    const { channel, box, start, close, say, stub, time } = await world();
    await start();
    say("在吗");
    await until(() => box.messages.length === 1);
    time.forward(6 * 60_000);
    expect(await channel.send(reply("在"))).toMatchObject({ ok: true });
    say("还在吗");
    await until(() => box.messages.length === 2);
    stub.platform.faults.add({ at: "aibot_respond_msg", kind: "code", code: 846608 });
    expect(await channel.send(reply("还在"))).toMatchObject({ ok: true });
    expect(stub.delivered("zhao").map((s) => [s.msgtype, s.text])).toEqual([
      ["markdown", "在"],
      ["markdown", "还在"],
    ]);
    await close();
  });

  test("says nothing twice when an answer was lost with the connection and the next try is refused", async () => {
    const { channel, box, start, close, say, stub } = await world();
    await start();
    say("在吗");
    await until(() => box.messages.length === 1);
    const one = reply("在");
    stub.platform.faults.add({ at: "aibot_respond_msg", kind: "lost" });
    expect(await channel.send(one)).toMatchObject({ ok: false });
    await until(() => channel.health().state === "up");
    stub.platform.faults.add({ at: "aibot_respond_msg", kind: "code", code: -1 });
    expect(await channel.send(one)).toMatchObject({ ok: false, code: -1 });
    expect(await channel.send(one)).toMatchObject({ ok: true });
    expect(stub.delivered("zhao").map((s) => s.text)).toEqual(["在"]);
    await close();
  });

  test("a button pressed more than five seconds ago acts, but its card can not be changed any more", async () => {
    const { channel, box, start, close, say, stub, time } = await world();
    await start();
    say("你好");
    await until(() => box.messages.length === 1);
    const buttons = [{ key: "accept:1", text: "受理" }];
    await channel.send(reply("请受理", { card: { taskId: "t-late", title: "新工单", fields: [], buttons } }));
    box.broken = true;
    const press = { eventtype: "template_card_event", event_key: "accept:1", task_id: "t-late" };
    stub.bot.event(BOT, { chattype: "single", from: { userid: "zhao" } }, press);
    await new Promise((done) => setTimeout(done, 100));
    time.forward(6_000);
    box.broken = false;
    await until(() => box.messages.length === 2);
    await new Promise((done) => setTimeout(done, 50));
    expect(box.messages[1]).toMatchObject({ button: { key: "accept:1" } });
    expect(stub.platform.sent.some((s) => s.msgtype === "update")).toBe(false);
    await close();
  });

  test("a subscribe that is never answered is noticed and tried again, with pauses", async () => {
    const { channel, box, close, stub } = await world();
    stub.bot.switches.silentSubscribe = true;
    await channel.start(box.deliver, box.notify);
    await until(() => stub.bot.subscribes.length >= 2, 8_000);
    expect(channel.health().state).not.toBe("up");
    stub.bot.switches.silentSubscribe = false;
    await until(() => channel.health().state === "up", 8_000);
    await close();
  });

  test("a lost connection comes back", async () => {
    const { channel, box, start, close, say, stub } = await world();
    await start();
    stub.bot.cut(BOT);
    await until(() => channel.health().state !== "up");
    await until(() => channel.health().state === "up");
    say("回来了吗");
    await until(() => box.messages.length === 1);
    await close();
  });

  test("being kicked by a stranger raises an alarm and is no storm", async () => {
    const { channel, box, start, close, stub, make, own } = await world();
    await start();
    // Another office computer with the same secret and another database: our lock cannot know it.
    const other = createWeComBot(
      { socket: { botId: BOT, secret: "stub-bot-secret", url: stub.wsUrl }, timings: { ...QUICK, kickedMs: 60_000 } },
      { ...own, state: deps(clock()).state },
    );
    void make;
    await other.start(box.deliver);
    await until(() => box.notices.some((n) => n.code === "kicked"));
    expect(channel.health()).toMatchObject({ state: "degraded" });
    const before = stub.bot.subscribes.length;
    await new Promise((done) => setTimeout(done, 200));
    expect(stub.bot.subscribes.length - before).toBeLessThanOrEqual(1);
    await close(other);
  });

  test("two processes: the newcomer takes over, one is connected, neither is kicked", async () => {
    const { channel, box, start, close, say, stub, make } = await world();
    await start();
    const second = make();
    await start(second);
    await until(() => channel.health().state === "standby");
    await new Promise((done) => setTimeout(done, 400));
    expect([channel.health().state, second.health().state]).toEqual(["standby", "up"]);
    expect(box.notices).toEqual([]);
    say("谁在");
    await until(() => box.messages.length === 1);
    expect(await channel.send(reply("我不在"))).toMatchObject({ ok: false, code: "offline" });
    expect(await second.send(reply("我在"))).toMatchObject({ ok: true });
    await second.stop();
    await until(() => channel.health().state === "up");
    expect(stub.bot.subscribes).toHaveLength(3);
    await close(second);
  });

  test("a wrong secret is an alarm, not a loop", async () => {
    const { channel, box, close, stub } = await world({}, "wrong");
    await channel.start(box.deliver, box.notify);
    await until(() => channel.health().state === "down");
    await new Promise((done) => setTimeout(done, 200));
    expect(stub.bot.subscribes.length).toBe(1);
    expect(box.notices[0]).toMatchObject({ kind: "alarm", code: "853000" });
    expect(JSON.stringify(box.notices)).not.toContain("wrong");
    await close();
  });

  test("what cannot be stored at once is stored later, in its order", async () => {
    const { box, start, close, say } = await world();
    await start();
    box.broken = true;
    say("一");
    say("二");
    await new Promise((done) => setTimeout(done, 100));
    box.broken = false;
    await until(() => box.messages.length === 2);
    expect(box.messages.map((m) => m.text)).toEqual(["一", "二"]);
    await close();
  });

  test.each([true, false])("a pressed button acts and its card changes in place (nested event: %s)", async (nested) => {
    const { channel, box, start, close, say, stub } = await world();
    await start();
    say("你好");
    await until(() => box.messages.length === 1);
    const buttons = [
      { key: "accept:1", text: "受理" },
      { key: "dispute:1", text: "不属于我部门" },
    ];
    await channel.send(reply("请受理", { card: { taskId: "t-9", title: "新工单", fields: [], buttons } }));
    const card = { card_type: "button_interaction", event_key: "accept:1", task_id: "t-9" };
    const event = { eventtype: "template_card_event", ...(nested ? { template_card_event: card } : card) };
    for (let i = 0; i < 2; i++) stub.bot.event(BOT, { chattype: "single", from: { userid: "zhao" } }, event);
    await until(() => stub.platform.sent.some((s) => s.msgtype === "update"));
    expect(box.messages[1]).toMatchObject({ type: "button", button: { key: "accept:1", taskId: "t-9" } });
    expect(box.messages).toHaveLength(2);
    const update = stub.platform.sent.find((s) => s.msgtype === "update")!;
    expect(update.body).toMatchObject({
      response_type: "update_template_card",
      template_card: { task_id: "t-9", button_list: [{ text: "已选：受理", key: "accept:1" }] },
    });
    await close();
  });

  test("welcomes at the first entry of the day", async () => {
    const { box, start, close, stub } = await world({ welcome: "您好" });
    await start();
    stub.bot.event(BOT, { from: { userid: "zhao" } }, { eventtype: "enter_chat" });
    await until(() => stub.delivered("zhao").length === 1);
    expect(box.notices).toMatchObject([{ kind: "entered", person: "zhao" }]);
    await close();
  });

  test("fuzzed frames change nothing and keep the connection", async () => {
    const { channel, box, start, close, stub } = await world();
    await start();
    const frame = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.json(),
      fc
        .record({
          cmd: fc.constantFrom("aibot_msg_callback", "aibot_event_callback", "x"),
          headers: fc.object(),
          body: fc.object(),
        })
        .map((f) => JSON.stringify(f)),
    );
    for (const one of fc.sample(frame, 1_000)) stub.bot.raw(BOT, one);
    await new Promise((done) => setTimeout(done, 200));
    expect(box.messages).toEqual([]);
    expect(channel.health().state).toBe("up");
    await close();
  });
});

describe("what a bot is sent", () => {
  test.each([
    ["@RobotA hello robot", "hello robot"],
    ["@小助手\u2005查进度", "查进度"],
    ["路灯坏了 @小助手", "路灯坏了"],
    ["@小助手", ""],
    ["发到 a@b.cn 可以吗", "发到 a@b.cn 可以吗"],
  ])("%j is %j", (text, left) => {
    expect(withoutMention(text)).toBe(left);
  });

  test("pictures of a mixed message are loaded and deciphered", async () => {
    const aeskey = Buffer.alloc(32, 7);
    const cipher = createCipheriv("aes-256-cbc", aeskey, aeskey.subarray(0, 16)).setAutoPadding(false);
    const bytes = Buffer.concat([cipher.update(pad(Buffer.from("picture"))), cipher.final()]);
    const files = createServer(
      (_q, r) => void r.setHeader("content-disposition", 'attachment; filename="a.jpg"').end(bytes),
    );
    await new Promise<void>((done) => files.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(files.address() as AddressInfo).port}/x`;
    const { channel, box, start, close, say } = await world();
    await start();
    const item = [
      { msgtype: "text", text: { content: "看图" } },
      { msgtype: "image", image: { url, aeskey: aeskey.toString("base64") } },
    ];
    say("", { msgtype: "mixed", text: undefined, mixed: { msg_item: item } });
    await until(() => box.messages.length === 1);
    expect(box.messages[0]).toMatchObject({ type: "text", text: "看图" });
    const loaded = await channel.fetchMedia!(box.messages[0]!.media[0]!.ref!);
    expect([Buffer.from(loaded.data).toString(), loaded.name]).toEqual(["picture", "a.jpg"]);
    await close();
    files.close();
  });
});
