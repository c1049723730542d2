/** An extra check against recorded platform data that does not belong to the repository: skipped where it is absent. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { decodeAesKey, decrypt, encrypt, pad, sameSignature, signature } from "../../bot/channels/wecom/crypto.ts";
import { leaf, nodes, parseXml } from "../../bot/channels/wecom/xml.ts";
import { createWeComApp, WECOM_APP_PATH } from "../../bot/channels/wecom-app/channel.ts";
import { createWeComBot, WECOM_BOT_PATH } from "../../bot/channels/wecom-bot/channel.ts";
import { jsonCallback, xmlCallback } from "../../scripts/wecom-stub/callbacks.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { clock, deps, inbox, until } from "./helpers.ts";

const folder = resolve(import.meta.dirname, "../../../shared/platform/fixtures");
const load = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), "utf8")) as T;

interface Vector {
  name: string;
  kind: "verify" | "decrypt";
  config: { token: string; encodingAESKey: string; receiveId: string };
  timestamp: string;
  nonce: string;
  msg_signature: string;
  encrypt: string;
  encrypt_urlencoded?: string;
  plaintext?: string;
  random_ascii?: string;
}

describe.skipIf(!existsSync(folder))("recorded platform data", () => {
  const crypto = existsSync(folder)
    ? load<{
        vectors: Vector[];
        invalidEncodingAESKeys: { items: { key: string }[] };
        pkcs7Block32: { items: { in_hex: string; out_hex: string }[] };
      }>("crypto_vectors.json")
    : { vectors: [], invalidEncodingAESKeys: { items: [] }, pkcs7Block32: { items: [] } };
  const xml = existsSync(folder)
    ? load<{ messages: { name: string; file: string; direction: string; expected: Record<string, unknown> }[] }>(
        "xml_messages.json",
      ).messages
    : [];

  const app = (v: Vector["config"], start = Date.now()) => {
    const box = inbox();
    const config = { apiBase: "http://127.0.0.1:1", corpId: v.receiveId, agentId: "1", secret: "s", token: v.token };
    const channel = createWeComApp({ ...config, aesKey: v.encodingAESKey, callbackMaxAgeS: 0 }, deps(clock(start)));
    const http = new Hono();
    channel.routes!(http);
    return { box, channel, http };
  };

  test.each(crypto.vectors.map((v) => [v.name, v] as const))("vector %s", async (_name, v) => {
    const own = signature(v.config.token, v.timestamp, v.nonce, v.encrypt);
    expect(sameSignature(own, v.msg_signature)).toBe(true);
    const query = `msg_signature=${v.msg_signature}&timestamp=${v.timestamp}&nonce=${v.nonce}`;
    const { http, channel, box } = app(v.config);
    await channel.start(box.deliver);
    if (v.plaintext === undefined) return;
    if (v.kind === "verify") {
      const echo = v.encrypt_urlencoded ?? encodeURIComponent(v.encrypt);
      const response = await http.request(`${WECOM_APP_PATH}?${query}&echostr=${echo}`);
      expect([response.status, await response.text()]).toEqual([200, v.plaintext]);
    } else {
      const body = `<xml><ToUserName><![CDATA[${v.config.receiveId}]]></ToUserName><Encrypt><![CDATA[${v.encrypt}]]></Encrypt></xml>`;
      const response = await http.request(`${WECOM_APP_PATH}?${query}`, { method: "POST", body });
      expect([response.status, await response.text()]).toEqual([200, ""]);
      expect(box.messages).toMatchObject([{ platformId: "4561255354251345929", text: "hello", from: "mycreate" }]);
      const random = Buffer.from(v.random_ascii!, "ascii");
      const key = decodeAesKey(v.config.encodingAESKey);
      expect(encrypt(key, v.plaintext, v.config.receiveId, random)).toBe(v.encrypt);
      expect(decrypt(key, v.encrypt, v.config.receiveId)).toBe(v.plaintext);
    }
  });

  test.each(crypto.invalidEncodingAESKeys.items)("key %j is refused", ({ key }) => {
    expect(() => decodeAesKey(key)).toThrow();
  });

  test.each(crypto.pkcs7Block32.items)("padding of %j", ({ in_hex, out_hex }) => {
    expect(pad(Buffer.from(in_hex, "hex")).toString("hex")).toBe(out_hex);
  });

  test.each(xml.map((m) => [m.name, m] as const))("message %s has the leaves it should", (_name, m) => {
    const parsed = parseXml(readFileSync(join(folder, m.file), "utf8"));
    for (const [tag, expected] of Object.entries(m.expected)) {
      if (typeof expected === "string") expect(leaf(parsed, tag), tag).toBe(expected);
      else if (!Array.isArray(expected)) expect({ ...nodes(parsed, tag)[0] }, tag).toEqual(expected);
    }
  });

  test.each(xml.filter((m) => m.direction === "in" && m.name !== "doc_envelope_in").map((m) => [m.name, m] as const))(
    "message %s is answered 200 through HTTP",
    async (_name, m) => {
      const config = { token: "t", encodingAESKey: `${"a".repeat(42)}A`, receiveId: "ww1" };
      const { http, channel, box } = app(config);
      await channel.start(box.deliver, box.notify);
      const base = `http://bot.test${WECOM_APP_PATH}`;
      const secrets = { ...config, encodingAesKey: config.encodingAESKey };
      const { url, init } = xmlCallback(base, secrets, readFileSync(join(folder, m.file), "utf8"), new Date());
      for (let i = 0; i < 2; i++) {
        const response = await http.request(url, init);
        expect([response.status, await response.text()]).toEqual([200, ""]);
      }
      const { MsgType, Event } = m.expected as Record<string, string>;
      expect(box.messages.length + box.notices.length).toBeLessThanOrEqual(1);
      if (MsgType !== "event") expect(box.messages).toHaveLength(1);
      if (/click|card/.test(Event ?? "")) expect(box.messages).toMatchObject([{ type: "button" }]);
    },
  );

  interface BotFrame {
    name: string;
    direction: string;
    frame: Record<string, unknown>;
    expected: {
      kind?: string;
      chat?: string;
      user?: string;
      textWithoutMention?: string;
      text?: string;
      quote?: string;
    };
  }
  const frames = existsSync(folder) ? load<{ frames: BotFrame[] }>("aibot/frames.json").frames : [];
  const said = frames.filter((f) => f.direction === "in" && f.expected.kind && f.expected.kind !== "ack");

  const check = (box: ReturnType<typeof inbox>, { expected }: BotFrame) => {
    expect(box.messages).toHaveLength(expected.kind === "message" ? 1 : 0);
    const [m] = box.messages;
    if (!m) return;
    if (expected.chat) expect(`${m.chat.kind === "group" ? "group" : "single"}:${m.chat.id}`).toBe(expected.chat);
    if (expected.user) expect(m.from).toBe(expected.user);
    if (expected.textWithoutMention) expect(m.text).toBe(expected.textWithoutMention);
    if (expected.text) expect(m.text).toBe(expected.text);
    if (expected.quote) expect(m.quote?.text).toBe(expected.quote);
  };

  test.each(said.filter((f) => f.name.startsWith("cb_")).map((f) => [f.name, f] as const))(
    "frame %s is answered 200 through HTTP, twice, and worked once",
    async (_name, f) => {
      const secrets = { token: "t", encodingAesKey: "b".repeat(43), receiveId: "" };
      const box = inbox();
      const bot = createWeComBot({ callback: { token: "t", aesKey: "b".repeat(43), maxAgeS: 0 } }, deps(clock()));
      const http = new Hono();
      bot.routes!(http);
      await bot.start(box.deliver, box.notify);
      for (let i = 0; i < 2; i++) {
        const { url, init } = jsonCallback(`http://bot.test${WECOM_BOT_PATH}`, secrets, f.frame, new Date());
        expect((await http.request(url, init)).status).toBe(200);
      }
      check(box, f);
    },
  );

  test.each(said.filter((f) => f.name.startsWith("ws_")).map((f) => [f.name, f] as const))(
    "frame %s is taken through the WebSocket",
    async (_name, f) => {
      const stub = await startStub();
      const box = inbox();
      const socket = { botId: "stub-bot", secret: "stub-bot-secret", url: stub.wsUrl };
      const bot = createWeComBot({ socket, timings: { kickedMs: 60_000 } }, deps(clock(Date.now())));
      await bot.start(box.deliver, box.notify);
      await until(() => bot.health().state === "up");
      for (let i = 0; i < 2; i++) stub.bot.raw("stub-bot", JSON.stringify(f.frame));
      if (f.expected.kind === "message") await until(() => box.messages.length > 0);
      else await until(() => bot.health().state === "degraded");
      check(box, f);
      await bot.stop();
      await stub.close();
    },
  );
});
