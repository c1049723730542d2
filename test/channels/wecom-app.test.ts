import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import type { Outbound } from "../../bot/channels/channel.ts";
import { writeXml, type XmlNode } from "../../bot/channels/wecom/xml.ts";
import { createWeComApp, WECOM_APP_PATH, type WeComAppConfig } from "../../bot/channels/wecom-app/channel.ts";
import { verification, xmlCallback } from "../../scripts/wecom-stub/callbacks.ts";
import type { StubOptions } from "../../scripts/wecom-stub/platform.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { channelContract, type Subject } from "./contract.ts";
import { fuzzCallback, fuzzContent } from "./fuzz.ts";
import { clock, deps, inbox, key, until } from "./helpers.ts";

const CORP = "ww0000000000000001";
const secrets = { token: "Tk7", encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", receiveId: CORP };
const BASE = `http://bot.test${WECOM_APP_PATH}`;

const text = (content: string, more: XmlNode = {}): XmlNode => ({
  ToUserName: CORP,
  FromUserName: "lin.min",
  CreateTime: "1795140000",
  MsgType: "text",
  Content: content,
  MsgId: "4561255354251345929",
  AgentID: "1000002",
  ...more,
});

async function world(options: StubOptions = {}, change: Partial<WeComAppConfig> = {}) {
  const time = clock();
  const stub = await startStub({ now: time.now, ...options });
  const config: WeComAppConfig = {
    apiBase: stub.url,
    corpId: CORP,
    agentId: "1000002",
    secret: "stub-app-secret",
    token: secrets.token,
    aesKey: secrets.encodingAesKey,
    callbackMaxAgeS: 300,
    ...change,
  };
  const own = deps(time);
  const channel = createWeComApp(config, own);
  const app = new Hono();
  channel.routes!(app);
  const box = inbox();
  const post = (xml: XmlNode | string, at = time.now()) => {
    const { url, init } = xmlCallback(BASE, secrets, xml, at);
    return Promise.resolve(app.request(url, init));
  };
  return { time, stub, own, config, channel, app, box, post };
}

const say = (content: string, more: Partial<Outbound> = {}): Outbound => ({
  to: { kind: "person", id: "lin.min" },
  text: content,
  priority: 1,
  idempotencyKey: key(),
  ...more,
});

channelContract("wecom-app", async (): Promise<Subject> => {
  const { time, stub, channel, box, post } = await world();
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text: content }) => (await post(text(content, { MsgId: id }))).status === 200,
    acknowledges: true,
    to: { kind: "person", id: "lin.min" },
    got: () => stub.delivered("lin.min").map((s) => s.text),
    files: () =>
      stub
        .delivered("lin.min")
        .filter((s) => s.msgtype === "file")
        .map((s) => stub.platform.media.get((s.body.file as { media_id: string }).media_id)!.name),
    loseAnswer: () => stub.platform.faults.add({ at: "/cgi-bin/message/send", kind: "lost" }),
    close: async () => {
      await channel.stop();
      await stub.close();
    },
  };
});

describe("the callback address", () => {
  test("is verified in plain text within a second", async () => {
    const { app, time, stub } = await world();
    const started = performance.now();
    const { url } = verification(BASE, secrets, "1616140317555161061", time.now());
    const response = await app.request(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("1616140317555161061");
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(performance.now() - started).toBeLessThan(1_000);
    await stub.close();
  });

  test.each([
    ["another signature", (u: URL) => u.searchParams.set("msg_signature", "0".repeat(40))],
    ["no signature", (u: URL) => u.searchParams.delete("msg_signature")],
    ["another nonce", (u: URL) => u.searchParams.set("nonce", "x")],
    ["a short signature", (u: URL) => u.searchParams.set("msg_signature", "ab")],
    ["no echo", (u: URL) => u.searchParams.delete("echostr")],
  ])("refuses %s", async (_what, spoil) => {
    const { app, time, stub } = await world();
    const url = new URL(verification(BASE, secrets, "1", time.now()).url);
    spoil(url);
    expect((await app.request(url.href)).status).toBe(403);
    await stub.close();
  });
});

describe("a callback", () => {
  test("is answered 200 with an empty body when it is stored, ids as they are", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver, box.notify);
    const response = await post(text("门口<路>积水 & 很深"));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(box.messages).toMatchObject([
      {
        platformId: "4561255354251345929",
        from: "lin.min",
        chat: { kind: "private", id: "lin.min" },
        text: "门口<路>积水 & 很深",
        sentAt: new Date(1795140000_000),
      },
    ]);
    await stub.close();
  });

  test("too old or from the future is refused, unless any age is allowed", async () => {
    const { channel, box, post, time, stub } = await world();
    await channel.start(box.deliver);
    expect((await post(text("旧"), new Date(time.now().getTime() - 301_000))).status).toBe(403);
    expect((await post(text("早"), new Date(time.now().getTime() + 302_000))).status).toBe(403);
    expect((await post(text("新"), new Date(time.now().getTime() - 200_000))).status).toBe(200);
    expect(box.messages.map((m) => m.text)).toEqual(["新"]);
    await stub.close();
    const any = await world({}, { callbackMaxAgeS: 0 });
    await any.channel.start(any.box.deliver);
    expect((await any.post(text("2014"), new Date(1409659813_000))).status).toBe(200);
    await any.stub.close();
  });

  test("for another receiver is refused", async () => {
    const { channel, box, app, time, stub } = await world();
    await channel.start(box.deliver);
    const other = xmlCallback(BASE, { ...secrets, receiveId: "ww9" }, text("x"), time.now());
    expect((await app.request(other.url, other.init)).status).toBe(403);
    expect(box.messages).toEqual([]);
    await stub.close();
  });

  test("with a DTD, an entity or a broken tag inside is refused", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver);
    const bad = [
      `<!DOCTYPE x [<!ENTITY a "b">]><xml><MsgType>text</MsgType></xml>`,
      "<xml><MsgType>&xxe;</MsgType></xml>",
      "<xml><MsgType>text</Msg></xml>",
      "<xml>".repeat(5_000),
      "no xml",
      writeXml(text("x", { MsgId: "" })),
      writeXml(text("x", { CreateTime: "now" })),
    ];
    for (const one of bad) expect((await post(one)).status).toBe(400);
    expect(box.messages).toEqual([]);
    await stub.close();
  });

  test("too large is refused before it is read whole", async () => {
    const { channel, box, app, stub } = await world();
    await channel.start(box.deliver);
    const url = `${BASE}?msg_signature=a&timestamp=1&nonce=b`;
    expect((await app.request(url, { method: "POST", body: "x".repeat(3 << 20) })).status).toBe(413);
    await stub.close();
  });

  test("before the channel is started is left to the platform's next try", async () => {
    const { post, stub } = await world();
    expect((await post(text("早安"))).status).toBe(503);
    await stub.close();
  });

  test.each<[string, XmlNode, object]>([
    ["image", { MsgType: "image", PicUrl: "http://p", MediaId: "MED" }, { type: "image", media: [{ ref: "MED" }] }],
    [
      "voice",
      { MsgType: "voice", MediaId: "V", Format: "amr" },
      { type: "voice", media: [{ name: "voice-77.amr", ref: "V" }] },
    ],
    [
      "video",
      { MsgType: "video", MediaId: "W", ThumbMediaId: "T" },
      { type: "file", media: [{ ref: "W", mime: "video/mp4" }] },
    ],
    [
      "link",
      { MsgType: "link", Title: "公告", Description: "说明", Url: "https://a.cn" },
      { type: "link", text: "公告\n说明\nhttps://a.cn" },
    ],
    [
      "location",
      { MsgType: "location", Location_X: "31.1", Location_Y: "120.9", Label: "创新路8号" },
      { type: "location", text: "创新路8号(31.1,120.9)" },
    ],
    ["a type of tomorrow", { MsgType: "hologram" }, { type: "file", text: "[hologram]" }],
  ])("of type %s is understood", async (_what, more, expected) => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver);
    const { Content: _, ...rest } = text("");
    expect((await post({ ...rest, MsgId: "77", ...more })).status).toBe(200);
    expect(box.messages).toMatchObject([{ platformId: "77", ...expected }]);
    await stub.close();
  });
});

describe("an event", () => {
  const event = (name: string, more: XmlNode = {}): XmlNode => ({
    ToUserName: CORP,
    FromUserName: "lin.min",
    CreateTime: "1795140000",
    MsgType: "event",
    Event: name,
    AgentID: "1000002",
    ...more,
  });

  test("of a pressed button comes as a press and changes the card in place", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver);
    const card = { taskId: "t-1", title: "待受理", fields: [], buttons: [{ key: "accept", text: "受理" }] };
    await channel.send(say("请受理", { card }));
    const press = event("template_card_event", {
      EventKey: "accept",
      TaskId: "t-1",
      ResponseCode: stub.responseCode(),
      SelectedItems: {
        SelectedItem: [
          { QuestionKey: "q1", OptionIds: { OptionId: ["a", "b"] } },
          { QuestionKey: "q2", OptionIds: { OptionId: "c" } },
        ],
      },
    });
    expect((await post(press)).status).toBe(200);
    expect((await post({ ...press, CreateTime: "1795140007" })).status).toBe(200);
    expect(box.messages).toMatchObject([
      { type: "button", button: { key: "accept", taskId: "t-1", selected: { q1: ["a", "b"], q2: ["c"] } } },
    ]);
    await until(() => stub.platform.sent.some((s) => s.via === "card"));
    expect(stub.platform.sent.find((s) => s.via === "card")).toMatchObject({ to: "lin.min", text: "已选：受理" });
    await channel.stop();
    await stub.close();
  });

  test("with an odd closing tag and AgentId is the same press", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver);
    await post(
      "<xml><FromUserName><![CDATA[f]]></FromUserName><CreateTime>1795140000</CreateTime><MsgType><![CDATA[event]]></MsgType>" +
        "<Event><![CDATA[taskcard_click]]></Event><EventKey><![CDATA[k]]></EventKey><TaskId><![CDATA[t]]></TaskId >\n<AgentId>1</AgentId></xml>",
    );
    expect(box.messages).toMatchObject([{ button: { key: "k", taskId: "t" } }]);
    await stub.close();
  });

  test("CLICK is click; two events of one second are two", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver);
    await post(event("CLICK", { EventKey: "progress" }));
    await post(event("click", { EventKey: "policy" }));
    await post(event("click", { EventKey: "policy" }));
    expect(box.messages.map((m) => m.button?.key)).toEqual(["progress", "policy"]);
    await stub.close();
  });

  test("that is nobody's message is told once, or acknowledged", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver, box.notify);
    for (const one of [
      "enter_agent",
      "enter_agent",
      "unsubscribe",
      "inactive_alert",
      "view",
      "LOCATION",
      "change_contact",
    ])
      expect((await post(event(one, one === "inactive_alert" ? { EffectTime: "1796000000" } : {}))).status).toBe(200);
    expect(box.messages).toEqual([]);
    expect(box.notices.map((n) => n.kind)).toEqual(["entered", "left", "alarm"]);
    expect(box.notices[2]!.detail).toContain("2026-11-30");
    await stub.close();
  });
});

describe("sending", () => {
  test("marks a person whom the platform does not know, and does not try again", async () => {
    const { channel, box, stub } = await world({ members: ["zhou"] });
    await channel.start(box.deliver, box.notify);
    expect(await channel.send(say("在吗"))).toMatchObject({ ok: false, permanent: true, code: 81013 });
    expect(box.notices).toMatchObject([{ kind: "unreachable", person: "lin.min", code: 81013 }]);
    await stub.close();
  });

  test.each([
    ["a busy platform", { at: "/cgi-bin/message/send", kind: "code" as const, code: -1 }, 2],
    ["an expired token", { at: "/cgi-bin/message/send", kind: "code" as const, code: 42001 }, 2],
  ])("gets over %s by itself", async (_what, fault, calls) => {
    const { channel, box, stub } = await world();
    await channel.start(box.deliver);
    stub.platform.faults.add(fault);
    expect(await channel.send(say("好的"))).toMatchObject({ ok: true });
    expect(stub.platform.calls.get("/cgi-bin/message/send")).toBe(calls);
    await stub.close();
  });

  test("fetches one token for many at once, and one more when it is revoked", async () => {
    const { channel, box, stub } = await world();
    await channel.start(box.deliver);
    const many = () => Promise.all(Array.from({ length: 8 }, (_, i) => channel.send(say(`第${i}条`))));
    expect((await many()).every((r) => r.ok)).toBe(true);
    expect(stub.platform.calls.get("/cgi-bin/gettoken")).toBe(1);
    stub.platform.revokeTokens();
    expect((await many()).every((r) => r.ok)).toBe(true);
    expect(stub.platform.calls.get("/cgi-bin/gettoken")).toBe(2);
    await stub.close();
  });

  test("asks once with a wrong secret, raises an alarm and leaves it at that", async () => {
    const { channel, box, stub } = await world({}, { secret: "wrong-one" });
    await channel.start(box.deliver, box.notify);
    for (let i = 0; i < 3; i++) {
      const result = await channel.send(say("好的"));
      expect(result).toMatchObject({ ok: false, permanent: true, code: 40001 });
      expect(JSON.stringify(result)).not.toContain("wrong-one");
    }
    expect(stub.platform.calls.get("/cgi-bin/gettoken")).toBe(1);
    expect(channel.health().state).toBe("down");
    expect(box.notices[0]).toMatchObject({ kind: "alarm", code: 40001 });
    await stub.close();
  });

  test("waits when the platform says that it is too much", async () => {
    const { channel, box, stub, time } = await world();
    await channel.start(box.deliver);
    stub.platform.faults.add({ at: "/cgi-bin/message/send", kind: "code", code: 45009 });
    const one = say("好的");
    const refused = await channel.send(one);
    if (refused.ok) throw new Error("went through");
    expect(refused.retryAt!.getTime() - time.now().getTime()).toBeGreaterThan(50_000);
    expect(await channel.send(say("另一条"))).toMatchObject({ ok: false, code: "rate" });
    time.forward(61_000);
    expect(await channel.send(one)).toMatchObject({ ok: true });
    await stub.close();
  });

  test("says nothing twice when an answer was lost and the next tries are refused", async () => {
    const { channel, box, stub, time } = await world();
    await channel.start(box.deliver);
    const one = say("已登记，编号GD20261120-0009。");
    stub.platform.faults.add({ at: "/cgi-bin/message/send", kind: "lost" });
    expect(await channel.send(one)).toMatchObject({ ok: false, code: "network" });
    stub.platform.faults.add({ at: "/cgi-bin/message/send", kind: "code", code: 45009 });
    expect(await channel.send(one)).toMatchObject({ ok: false, code: 45009 });
    time.forward(61_000);
    stub.platform.faults.add({ at: "/cgi-bin/message/send", kind: "html" });
    expect(await channel.send(one)).toMatchObject({ ok: false });
    expect(await channel.send(one)).toMatchObject({ ok: true });
    expect(stub.delivered("lin.min")).toHaveLength(1);
    await stub.close();
  });

  test("a card whose answer was lost is there once, and no failure", async () => {
    const { channel, box, stub } = await world();
    await channel.start(box.deliver);
    const card = { taskId: "t-lost", title: "待受理", fields: [], buttons: [{ key: "accept", text: "受理" }] };
    const one = say("请受理", { card });
    stub.platform.faults.add({ at: "/cgi-bin/message/send", kind: "lost" });
    expect(await channel.send(one)).toMatchObject({ ok: false });
    expect(await channel.send(one)).toMatchObject({ ok: true });
    expect(stub.delivered("lin.min")).toHaveLength(1);
    await stub.close();
  });

  test("never names the token or the secret", async () => {
    const { channel, box, stub, config } = await world();
    await channel.start(box.deliver);
    for (const kind of ["reset", "html", "lost"] as const) {
      stub.platform.faults.add({ at: "/cgi-bin/message/send", kind });
      const result = await channel.send(say("好的"));
      expect(result.ok).toBe(false);
      expect(JSON.stringify(result)).not.toMatch(new RegExp(`token-|${config.secret}`));
    }
    await stub.close();
  });

  test("says so when a file is too large or cannot be read", async () => {
    const { channel, box, stub } = await world();
    await channel.start(box.deliver);
    const files = [
      { name: "大.pdf", bytes: new Uint8Array((20 << 20) + 1) },
      { name: "没有.pdf", path: "/nowhere/没有.pdf" },
    ];
    expect(await channel.send(say("附件", { files }))).toMatchObject({ ok: true });
    const got = stub.delivered("lin.min").map((s) => s.text);
    expect(got[1]).toContain("大.pdf");
    expect(got[2]).toContain("没有.pdf");
    await stub.close();
  });

  test("loads what a person sent", async () => {
    const { channel, stub } = await world();
    stub.platform.media.set("M1", { name: "积水.jpg", mime: "image/jpeg", data: Buffer.from("jpgjpg"), until: 9e15 });
    expect(await channel.fetchMedia!("M1")).toMatchObject({ name: "积水.jpg", mime: "image/jpeg" });
    await expect(channel.fetchMedia!("M2")).rejects.toThrow("40007");
    await stub.close();
  });
});

describe("fuzzed callbacks", () => {
  const types: [string, XmlNode][] = [
    ["text", text("水管爆了")],
    ["image", { ...text(""), MsgType: "image", MediaId: "M" }],
    ["voice", { ...text(""), MsgType: "voice", MediaId: "M", Format: "amr" }],
    ["video", { ...text(""), MsgType: "video", MediaId: "M" }],
    ["location", { ...text(""), MsgType: "location", Location_X: "1", Location_Y: "2", Label: "x" }],
    ["link", { ...text(""), MsgType: "link", Title: "t", Url: "u" }],
    ["event", { ...text(""), MsgType: "event", Event: "template_card_event", EventKey: "k", TaskId: "t" }],
  ];

  test.each(types)("of type %s change nothing and never end in 5xx", async (_type, xml) => {
    const { channel, box, app, time, stub } = await world({}, { callbackMaxAgeS: 0 });
    await channel.start(box.deliver, box.notify);
    const good = xmlCallback(BASE, secrets, xml, time.now());
    expect((await app.request(good.url, good.init)).status).toBe(200);
    await fuzzCallback(app, good, () => [box.messages, box.notices]);
    await stub.close();
  });

  test("well signed, with any content, never end in 5xx", async () => {
    const { channel, box, post, stub } = await world();
    await channel.start(box.deliver, box.notify);
    const leafOf = fc.string({ unit: "binary", maxLength: 30 }).map((t) => t.toWellFormed());
    const tag = fc.constantFrom(
      "MsgType",
      "MsgId",
      "Event",
      "EventKey",
      "TaskId",
      "Content",
      "CreateTime",
      "FromUserName",
    );
    const node = fc.dictionary(tag, fc.oneof(leafOf, fc.array(leafOf, { maxLength: 3 })));
    await fuzzContent(
      fc.tuple(node, fc.constantFrom(...types.map(([, xml]) => xml))),
      ([more, xml]) => post({ ...xml, ...more }),
      1_000,
    );
    await stub.close();
  });
});
