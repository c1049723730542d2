import { describe, expect, test } from "vitest";
import { type mock, mock as mocks, PuppetMock } from "wechaty-puppet-mock";
import type { Outbound } from "../../bot/channels/channel.ts";
import { createWechaty } from "../../bot/channels/wechaty/channel.ts";
import { channelContract, type Subject } from "./contract.ts";
import { clock, deps, inbox, key, until } from "./helpers.ts";

// 7 and 1 are wechaty's numbers for a text and a file.
const TEXT = 7;

async function world() {
  const time = clock(Date.now());
  const mocker = new mocks.Mocker();
  const puppet = new PuppetMock({ mocker });
  const channel = createWechaty({ puppet, timings: { restartMs: 30, sendMs: 300 } }, deps(time));
  const box = inbox();
  const [self, mary] = [mocker.createContact({ name: "小助手" }), mocker.createContact({ name: "玛丽" })];
  const room = mocker.createRoom({ topic: "园区企业群", memberIdList: [self!.id, mary!.id] });
  const start = async () => {
    await channel.start(box.deliver, box.notify);
    await new Promise((done) => setTimeout(done, 20));
    mocker.login(self!);
    await until(() => channel.health().state === "up");
  };
  const emit = (id: string, payload: object) => {
    if (!mocker.cacheMessagePayload.has(id))
      mocker.MessageMock.create({ id, type: TEXT, timestamp: Date.now(), ...payload } as never);
    puppet.emit("message", { messageId: id });
  };
  const sent = () => [...mocker.cacheMessagePayload.values()].filter((m) => m.talkerId === self!.id);
  return { time, mocker, puppet, channel, box, self: self!, mary: mary!, room, start, emit, sent };
}

const to = (chat: mock.ContactMock | mock.RoomMock, text: string): Outbound => ({
  to: { kind: "topic" in chat.payload ? "group" : "person", id: chat.id },
  text,
  priority: 1,
  idempotencyKey: key(),
});

channelContract("wechaty", async (): Promise<Subject> => {
  const { time, mocker, channel, box, self, mary, emit, sent } = await world();
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text }) => {
      if (channel.health().state !== "up") {
        await new Promise((done) => setTimeout(done, 20));
        mocker.login(self);
        await until(() => channel.health().state === "up");
      }
      const known = box.messages.some((m) => m.platformId === id);
      const before = box.messages.length;
      emit(id, { talkerId: mary.id, listenerId: self.id, text });
      await until(() => box.messages.length > before, known ? 150 : 5_000).catch(() => {});
      return true;
    },
    to: { kind: "person", id: mary.id },
    got: () =>
      sent()
        .filter((m) => m.type === TEXT)
        .map((m) => m.text ?? ""),
    files: () =>
      sent()
        .filter((m) => m.type !== TEXT)
        .map((m) => mocker.cacheFileBoxPayload.get(m.id)!.name),
    room: 16_000,
    close: () => channel.stop(),
  };
});

describe("a WeChat account moved by a program", () => {
  test("hears a group, knows when it is meant, and does not hear itself", async () => {
    const { channel, box, self, mary, room, start, sent } = await world();
    await start();
    mary.say("停电了").to(room);
    mary.say("@小助手 停电了", [self]).to(room);
    self.say("我自己说的").to(room);
    await until(() => box.messages.length === 2);
    await new Promise((done) => setTimeout(done, 50));
    expect(box.messages.map((m) => [m.chat, m.from, m.mention, m.text])).toEqual([
      [{ kind: "group", id: room.id }, mary.id, false, "停电了"],
      [{ kind: "group", id: room.id }, mary.id, true, "停电了"],
    ]);
    expect(await channel.send(to(room, "已报修。"))).toMatchObject({ ok: true });
    expect(
      sent()
        .map((m) => [m.text, "roomId" in m && m.roomId])
        .at(-1),
    ).toEqual(["已报修。", room.id]);
    await channel.stop();
  });

  test("hears one message once however often it comes, and nothing old", async () => {
    const { channel, box, self, mary, emit, start } = await world();
    await start();
    const talk = { talkerId: mary.id, listenerId: self.id };
    for (let i = 0; i < 3; i++) emit("same", { ...talk, text: "一次" });
    emit("old", { ...talk, text: "昨天的", timestamp: Date.now() - 86_400_000 });
    await until(() => box.messages.length === 1);
    await new Promise((done) => setTimeout(done, 50));
    expect(box.messages.map((m) => m.text)).toEqual(["一次"]);
    await channel.stop();
  });

  test("survives an inbox that throws, and stores the message later", async () => {
    const { channel, box, self, mary, emit, start } = await world();
    await start();
    box.broken = true;
    emit("m1", { talkerId: mary.id, listenerId: self.id, text: "漏水" });
    await new Promise((done) => setTimeout(done, 50));
    box.broken = false;
    await until(() => box.messages.length === 1);
    expect(channel.health().state).toBe("up");
    await channel.stop();
  });

  test("comes back after the puppet has stopped, and says so meanwhile", async () => {
    const { channel, box, puppet, mocker, self, mary, emit, start } = await world();
    await start();
    await puppet.stop();
    await until(() => channel.health().state === "degraded");
    expect(box.notices).toMatchObject([{ kind: "alarm", code: "lost" }]);
    expect(await channel.send(to(mary, "在吗"))).toMatchObject({ ok: false, code: "offline" });
    await until(() => {
      if (channel.health().state !== "up")
        try {
          mocker.login(self);
        } catch {
          return false;
        }
      return channel.health().state === "up";
    });
    emit("after", { talkerId: mary.id, listenerId: self.id, text: "回来了" });
    await until(() => box.messages.length === 1);
    await channel.stop();
  });

  test("asks a person to scan, and refuses receivers that it does not know", async () => {
    const { channel, box, mocker, mary, start } = await world();
    await start();
    mocker.scan("https://login.example/1");
    await until(() => box.notices.some((n) => n.code === "scan"));
    const stranger = { ...to(mary, "您好"), to: { kind: "person" as const, id: "nobody" } };
    expect(await channel.send(stranger)).toMatchObject({ ok: false });
    await channel.stop();
  });

  test("without its packages says what to install", async () => {
    const channel = createWechaty(
      { puppet: "wechaty-puppet-that-is-not-there", timings: { restartMs: 60_000 } },
      deps(clock(Date.now())),
    );
    const box = inbox();
    await channel.start(box.deliver, box.notify);
    expect(channel.health().state).toBe("degraded");
    expect(box.notices).toMatchObject([{ kind: "alarm", code: "start" }]);
    await channel.stop();
  });
});
