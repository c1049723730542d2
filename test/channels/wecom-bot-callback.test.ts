import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import type { Outbound } from "../../bot/channels/channel.ts";
import { decodeAesKey, decrypt, signature } from "../../bot/channels/wecom/crypto.ts";
import { createWeComBot, WECOM_BOT_PATH } from "../../bot/channels/wecom-bot/channel.ts";
import { jsonCallback, verification } from "../../scripts/wecom-stub/callbacks.ts";
import { channelContract, type Subject } from "./contract.ts";
import { fuzzCallback, fuzzContent } from "./fuzz.ts";
import { clock, deps, inbox, key } from "./helpers.ts";

const reply = (text: string, more: Partial<Outbound> = {}): Outbound => ({
  to: { kind: "person", id: "zhao" },
  text,
  priority: 1,
  idempotencyKey: key(),
  ...more,
});

const secrets = { token: "BotTk", encodingAesKey: "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG", receiveId: "" };
const BASE = `http://bot.test${WECOM_BOT_PATH}`;

/** The bot in callback mode with a platform that takes its answers. */
async function callbackWorld() {
  const time = clock();
  const own = deps(time);
  const answers: { path: string; body: Record<string, { content?: string }> }[] = [];
  const used = new Set<string>();
  let lose = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url!;
    if (used.has(path)) return void response.end(JSON.stringify({ errcode: 40058, errmsg: "used" }));
    used.add(path);
    answers.push({ path, body: JSON.parse(Buffer.concat(chunks).toString()) });
    if (lose) {
      lose = false;
      return void request.socket.destroy();
    }
    response.end(JSON.stringify({ errcode: 0, errmsg: "ok" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const callback = { token: secrets.token, aesKey: secrets.encodingAesKey, maxAgeS: 300 };
  const channel = createWeComBot({ callback, welcome: "欢迎" }, own);
  const app = new Hono();
  channel.routes!(app);
  const box = inbox();
  const post = (frame: unknown) => {
    const { url, init } = jsonCallback(BASE, secrets, frame, time.now());
    return Promise.resolve(app.request(url, init));
  };
  const close = async () => {
    await channel.stop();
    await new Promise((done) => server.close(done));
  };
  return {
    time,
    channel,
    app,
    box,
    post,
    answers,
    at,
    close,
    loseAnswer: () => {
      lose = true;
    },
  };
}

let urls = 0;
const cbText = (content: string, at: string, more: object = {}) => ({
  msgid: `cb-${content}`,
  aibotid: "AIBOT",
  chattype: "single",
  from: { userid: "sun" },
  response_url: `${at}/answer/${++urls}`,
  msgtype: "text",
  text: { content },
  ...more,
});

channelContract("wecom-bot, callback mode", async (): Promise<Subject> => {
  const { time, channel, box, post, answers, at, close, loseAnswer } = await callbackWorld();
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text }) => {
      // A talkative person: ten messages, so that there are ten answers to give.
      for (let i = 0; i < 9; i++) await post(cbText("你好", at));
      return (await post(cbText(text, at, { msgid: id }))).status === 200;
    },
    acknowledges: true,
    to: { kind: "person", id: "sun" },
    got: () => answers.map((a) => a.body.markdown?.content ?? JSON.stringify(a.body.template_card)),
    loseAnswer,
    close,
  };
});

describe("callback mode", () => {
  test("is verified, with an empty receiver id", async () => {
    const { app, time, close } = await callbackWorld();
    const response = await app.request(verification(BASE, secrets, "echo-1", time.now()).url);
    expect([response.status, await response.text()]).toEqual([200, "echo-1"]);
    const other = verification(BASE, { ...secrets, receiveId: "ww1" }, "echo-1", time.now());
    expect((await app.request(other.url)).status).toBe(403);
    await close();
  });

  test("answers each message once and then has nothing to answer by", async () => {
    const { channel, box, post, answers, at, close } = await callbackWorld();
    await channel.start(box.deliver);
    const response = await post(cbText("@助手 停电了", at, { chattype: "group", chatid: "C1" }));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(box.messages).toMatchObject([{ text: "停电了", mention: true, chat: { kind: "group", id: "C1" } }]);
    const to = { kind: "group" as const, id: "C1" };
    expect(await channel.send(reply("收到", { to }))).toMatchObject({ ok: true });
    expect(await channel.send(reply("又及", { to }))).toMatchObject({ ok: false, permanent: true, code: "window" });
    expect(answers.map((a) => a.body)).toEqual([{ msgtype: "markdown", markdown: { content: "收到" } }]);
    await close();
  });

  test("forgets an address after an hour", async () => {
    const { channel, box, post, at, time, close } = await callbackWorld();
    await channel.start(box.deliver);
    await post(cbText("在吗", at));
    time.forward(3_600_000);
    expect(await channel.send(reply("在", { to: { kind: "person", id: "sun" } }))).toMatchObject({ code: "window" });
    await close();
  });

  test("answers an entry with an encrypted welcome and lets a stream's refresh pass", async () => {
    const { channel, box, post, time, close } = await callbackWorld();
    await channel.start(box.deliver, box.notify);
    const event = {
      msgid: "e1",
      create_time: 1795140000,
      aibotid: "A",
      from: { userid: "sun" },
      msgtype: "event",
      event: { eventtype: "enter_chat" },
    };
    const sealed = (await (await post(event)).json()) as Record<string, string>;
    expect(JSON.parse(decrypt(decodeAesKey(secrets.encodingAesKey), sealed.encrypt!, ""))).toEqual({
      msgtype: "text",
      text: { content: "欢迎" },
    });
    expect(sealed.msgsignature).toBe(
      signature(secrets.token, String(sealed.timestamp), sealed.nonce!, sealed.encrypt!),
    );
    expect(Math.abs(Number(sealed.timestamp) - time.now().getTime() / 1000)).toBeLessThan(5);
    const refresh = await post({ msgid: "s", from: { userid: "sun" }, msgtype: "stream", stream: { id: "x" } });
    expect([refresh.status, await refresh.text()]).toEqual([200, ""]);
    expect(box.messages).toEqual([]);
    await close();
  });

  test("changes a pressed card in its answer", async () => {
    const { channel, box, post, at, close } = await callbackWorld();
    await channel.start(box.deliver);
    await post(cbText("你好", at));
    const card = { taskId: "t1", title: "评价", fields: [], buttons: [{ key: "good", text: "满意" }] };
    await channel.send(reply("请评价", { to: { kind: "person", id: "sun" }, card }));
    const press = { eventtype: "template_card_event", template_card_event: { event_key: "good", task_id: "t1" } };
    const response = await post({
      msgid: "e2",
      from: { userid: "sun" },
      chattype: "single",
      msgtype: "event",
      event: press,
    });
    const sealed = (await response.json()) as { encrypt: string };
    expect(JSON.parse(decrypt(decodeAesKey(secrets.encodingAesKey), sealed.encrypt, ""))).toMatchObject({
      response_type: "update_template_card",
      template_card: { button_list: [{ text: "已选：满意" }] },
    });
    expect(box.messages.at(-1)).toMatchObject({ type: "button", button: { key: "good", taskId: "t1" } });
    await close();
  });

  test("fuzzed callbacks change nothing and never end in 5xx", async () => {
    const { channel, box, app, post, time, at, close } = await callbackWorld();
    await channel.start(box.deliver, box.notify);
    const good = jsonCallback(BASE, secrets, cbText("x", at), time.now());
    await app.request(good.url, good.init);
    await fuzzCallback(app, good, () => [box.messages, box.notices]);
    await fuzzContent(
      fc.oneof(
        fc.object(),
        fc.object().map((o) => ({ ...cbText("x", at), ...o })),
        fc.anything({ withDate: false }),
      ),
      (frame) => post(JSON.parse(JSON.stringify(frame ?? null))),
    );
    await close();
  });
});
