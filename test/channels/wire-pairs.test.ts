/** An extra check against recorded request/response pairs that do not belong to the repository: skipped where absent. */
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Inbound } from "../../bot/channels/channel.ts";
import { createGroupMessages } from "../../bot/channels/group-messages/channel.ts";
import { WeComClient } from "../../bot/channels/wecom/client.ts";
import { createWeComApp } from "../../bot/channels/wecom-app/channel.ts";
import { createWeComKf, WECOM_KF_PATH } from "../../bot/channels/wecom-kf/channel.ts";
import { xmlCallback } from "../../scripts/wecom-stub/callbacks.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { clock, deps, inbox, key, until } from "./helpers.ts";

const file = join(resolve(import.meta.dirname, "../../../shared/platform/fixtures"), "api/gochat_wire_pairs.json");
const there = existsSync(file);
if (!there) console.warn(`${file} is not here: the recorded pairs are not checked`);

interface Pair {
  test: string;
  method: "GET" | "POST";
  url: string;
  requestBody?: Record<string, unknown>;
  responseBody: Record<string, unknown>;
}
const pairs = there ? (JSON.parse(readFileSync(file, "utf8")) as { pairs: Pair[] }).pairs : [];
const pathOf = (pair: Pair) => new URL(pair.url).pathname;
const recorded = (path: string, pick: (pair: Pair) => boolean = () => true) =>
  pairs.find((p) => pathOf(p) === path && pick(p))!;

describe.skipIf(!there)("recorded API pairs", () => {
  /** Answers each path with what is set for it, and keeps what came. */
  const answers = new Map<string, unknown[]>();
  const asked: { method: string; path: string; query: URLSearchParams; body: unknown }[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url!, "http://x");
    const raw = Buffer.concat(chunks).toString();
    const body = raw.startsWith("{") ? JSON.parse(raw) : raw;
    asked.push({ method: request.method!, path: url.pathname, query: url.searchParams, body });
    const list = answers.get(url.pathname) ?? [];
    const answer = list.length > 1 ? list.shift() : (list[0] ?? { errcode: 0, errmsg: "ok" });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  let apiBase = "";
  const token = { errcode: 0, errmsg: "ok", access_token: "ACCESS_TOKEN", expires_in: 7200 };
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    answers.set("/cgi-bin/gettoken", [token]);
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const corp = { corpId: "CORPID", secret: "SECRET" };
  const own = () => deps(clock(Date.now()));

  test.each(pairs.map((p, i) => [`${i} ${p.test}`, p] as const))(
    "%s goes out and comes back as recorded",
    async (_n, p) => {
      const url = new URL(p.url);
      answers.set(url.pathname, [p.responseBody]);
      answers.set("/cgi-bin/gettoken", [token]);
      const { state, now } = own();
      const client = new WeComClient({ apiBase, ...corp, state, now });
      const query = Object.fromEntries([...url.searchParams].filter(([name]) => !/access_token|corp/.test(name)));
      asked.length = 0;
      const request = { query, ...(p.requestBody && { body: p.requestBody }) };
      if (url.pathname === "/cgi-bin/gettoken") {
        await client.call("/cgi-bin/x", z.unknown());
        expect(asked[0]).toMatchObject({ method: "GET", path: url.pathname });
        expect(Object.fromEntries(asked[0]!.query)).toEqual(Object.fromEntries(url.searchParams));
        return;
      }
      expect(await client.call(url.pathname, z.unknown(), request)).toEqual(p.responseBody);
      const sent = asked.at(-1)!;
      expect([sent.method, sent.path]).toEqual([p.method, url.pathname]);
      expect(Object.fromEntries(sent.query)).toEqual(Object.fromEntries(url.searchParams));
      if (p.requestBody) expect(sent.body).toEqual(p.requestBody);
    },
  );

  test("every kind of a customer's message and event is taken in, though the page says has_more for ever", async () => {
    const page = structuredClone(recorded("/cgi-bin/kf/sync_msg").responseBody) as {
      msg_list: { msgid: string; open_kfid: string; external_userid?: string; msgtype: string }[];
    };
    for (const [i, m] of page.msg_list.entries()) m.msgid = `recorded-${i}`;
    answers.set("/cgi-bin/kf/sync_msg", [page]);
    const parts = own();
    const secrets = { token: "t", encodingAesKey: "k".repeat(43), receiveId: corp.corpId };
    const options = { apiBase, ...corp, token: "t", aesKey: secrets.encodingAesKey, callbackMaxAgeS: 0 };
    const channel = createWeComKf(options, parts);
    const http = new Hono();
    channel.routes!(http);
    const box = inbox();
    const heard: Inbound[] = [];
    await channel.start(async (m) => void heard.push(m), box.notify);
    const news = readFileSync(join(file, "../../xml/doc_kf_msg_or_event.xml"), "utf8");
    asked.length = 0;
    const { url, init } = xmlCallback(`http://bot.test${WECOM_KF_PATH}`, secrets, news, new Date());
    const response = await http.request(url, init);
    expect([response.status, await response.text()]).toEqual([200, ""]);
    await until(async () => (await parts.state.read("kf:pending:wkxxxxxxx")) === null);
    const request = asked.find((a) => a.path === "/cgi-bin/kf/sync_msg")!.body as Record<string, unknown>;
    expect(request).toMatchObject({ token: expect.stringMatching(/^ENC/), limit: 1000, open_kfid: "wkxxxxxxx" });
    expect(heard.slice(0, 10).map((m) => [m.type, m.text, m.media.length])).toEqual([
      ["button", "hello world", 0],
      ["image", "", 1],
      ["voice", "", 1],
      ["file", "", 1],
      ["file", "", 1],
      ["location", expect.stringContaining("滨江东路(23.10"), 0],
      ["link", "TITLE\nDESC\nURL", 0],
      ["file", "[business_card]", 0],
      ["file", "[miniprogram]", 0],
      ["file", "[msgmenu]", 0],
    ]);
    expect(new Set(box.notices.map((n) => n.kind))).toEqual(new Set(["entered", "budget_spent", "handed_over"]));
    expect(asked.filter((a) => a.path === "/cgi-bin/kf/sync_msg").length).toBeLessThan(4);
    await channel.stop();
  });

  test("a text is sent as recorded, and who is refused in the answer is marked", async () => {
    const pair = recorded("/cgi-bin/message/send", (p) => p.requestBody?.msgtype === "text");
    answers.set("/cgi-bin/message/send", [pair.responseBody]);
    const config = { apiBase, ...corp, agentId: "1", token: "t", aesKey: "a".repeat(43), callbackMaxAgeS: 0 };
    const channel = createWeComApp(config, own());
    const box = inbox();
    await channel.start(box.deliver, box.notify);
    asked.length = 0;
    const { content } = pair.requestBody!.text as { content: string };
    const to = { kind: "person" as const, id: "UserID1" };
    const result = await channel.send({ to, text: content, priority: 1, idempotencyKey: key() });
    expect(asked.at(-1)!.body).toEqual({ touser: "UserID1", agentid: 1, msgtype: "text", text: { content } });
    for (const name of Object.keys(asked.at(-1)!.body as object)) expect(pair.requestBody).toHaveProperty(name);
    expect(result).toMatchObject({ ok: false, permanent: true, invalid: ["userid1", "userid2"] });
    expect(box.notices).toMatchObject([{ kind: "unreachable", person: "UserID1" }]);
    await channel.stop();
  });

  test("a draft is made as recorded, and its receivers that failed are told", async () => {
    const pair = recorded("/cgi-bin/externalcontact/add_msg_template");
    answers.set("/cgi-bin/externalcontact/add_msg_template", [pair.responseBody]);
    const channel = createGroupMessages({ apiBase, ...corp, sender: "zhangsan" }, own());
    await channel.start(async () => {});
    asked.length = 0;
    const to = { kind: "person" as const, id: "wm1" };
    const result = await channel.send({ to, text: "通知", priority: 3, idempotencyKey: key() });
    for (const name of Object.keys(asked.at(-1)!.body as object)) expect(pair.requestBody).toHaveProperty(name);
    expect(result).toMatchObject({ ok: true, invalid: pair.responseBody.fail_list });
  });

  test("the stand-in takes the recorded requests of its paths and answers with the recorded fields", async () => {
    const stub = await startStub({ corpId: corp.corpId, apps: [{ agentId: "1", secret: corp.secret }] });
    const answered = await fetch(`${stub.url}/cgi-bin/gettoken?corpid=CORPID&corpsecret=SECRET`);
    const got = (await answered.json()) as { access_token: string };
    const recordedToken = recorded("/cgi-bin/gettoken").responseBody;
    expect(Object.keys(got).sort()).toEqual(Object.keys(recordedToken).sort());
    let tried = 0;
    for (const p of pairs) {
      if (!/\/(message\/send|kf\/(sync_msg|send_msg|send_msg_on_event)|update_template_card)\?/.test(p.url)) continue;
      if (p.url.includes("externalcontact/message") || /news|miniprogram_notice/.test(String(p.requestBody!.msgtype)))
        continue;
      const body = structuredClone(p.requestBody!) as Record<string, Record<string, unknown> & string>;
      // What the recording only names has to be there.
      const media = body[body.msgtype!]?.media_id;
      if (media)
        stub.platform.media.set(String(media), { name: "a", mime: "a/b", data: Buffer.from("xxxxxx"), until: 9e15 });
      if (body.open_kfid && body.touser) stub.kf.say(String(body.open_kfid), String(body.touser), { msgtype: "text" });
      if (body.code)
        stub.kf.event("wk", { event_type: "enter_session", external_userid: "wm", welcome_code: body.code });
      if (body.response_code) Object.assign(body, { response_code: stub.responseCode() });
      if (body.template_card) Object.assign(body.template_card, { task_id: `t${tried}` });
      if (p.url.includes("sync_msg")) {
        delete body.cursor;
        Object.assign(body, {
          token: stub.kf.say("wk", "wm", { msgtype: "text", text: { content: "x" } }).Token,
          open_kfid: "wk",
        });
      }
      const response = await fetch(
        p.url.replace(/^https:\/\/[^/]+/, stub.url).replace("ACCESS_TOKEN", got.access_token),
        {
          method: "POST",
          body: JSON.stringify(body),
        },
      );
      const answer = (await response.json()) as Record<string, unknown>;
      expect(answer, `${p.test} ${JSON.stringify(answer)}`).toMatchObject({ errcode: 0 });
      for (const name of Object.keys(p.responseBody))
        if (name !== "response_code") expect(answer, p.test).toHaveProperty(name);
      tried++;
    }
    expect(tried).toBeGreaterThan(20);
    await stub.close();
  });
});
