import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import type { Outbound } from "../../bot/channels/channel.ts";
import { createWeComKf, WECOM_KF_PATH } from "../../bot/channels/wecom-kf/channel.ts";
import { verification, xmlCallback } from "../../scripts/wecom-stub/callbacks.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { channelContract, type Subject } from "./contract.ts";
import { fuzzCallback } from "./fuzz.ts";
import { clock, deps, inbox, key, until } from "./helpers.ts";

const CORP = "ww0000000000000001";
const KF = "wkAccount1";
const secrets = { token: "KfTk", encodingAesKey: "GFEDCBA9876543210zyxwvutsrqponmlkjihgfedcba", receiveId: CORP };
const BASE = `http://bot.test${WECOM_KF_PATH}`;

async function world(welcome?: string) {
  const time = clock();
  const stub = await startStub({ now: time.now });
  const own = deps(time);
  const options = {
    apiBase: stub.url,
    corpId: CORP,
    secret: "stub-kf-secret",
    token: secrets.token,
    aesKey: secrets.encodingAesKey,
    callbackMaxAgeS: 300,
    ...(welcome && { welcome }),
  };
  const channel = createWeComKf(options, own);
  const app = new Hono();
  channel.routes!(app);
  const box = inbox();
  const post = async (xml: Record<string, string>) => {
    const { url, init } = xmlCallback(BASE, secrets, xml, time.now());
    return app.request(url, init);
  };
  const says = (content: string, from = "wmCustomer1", msgid?: string) =>
    post(stub.kf.say(KF, from, { msgtype: "text", text: { content } }, msgid));
  const close = async () => {
    await channel.stop();
    await stub.close();
  };
  return { time, stub, own, options, channel, app, box, post, says, close };
}

const reply = (text: string, more: Partial<Outbound> = {}): Outbound => ({
  to: { kind: "person", id: "wmCustomer1" },
  text,
  priority: 1,
  idempotencyKey: key(),
  ...more,
});

channelContract("wecom-kf", async (): Promise<Subject> => {
  const { time, stub, channel, box, says, close } = await world();
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text }) => {
      const known = box.messages.some((m) => m.platformId === id);
      const before = box.messages.length;
      const ok = (await says(text, "wmCustomer1", id)).status === 200;
      await until(() => box.messages.length > before, known || box.broken ? 100 : 5_000).catch(() => {});
      return ok;
    },
    to: { kind: "person", id: "wmCustomer1" },
    got: () => stub.delivered("wmCustomer1").map((s) => s.text),
    files: () =>
      stub
        .delivered("wmCustomer1")
        .filter((s) => s.msgtype === "file")
        .map((s) => stub.platform.media.get((s.body.file as { media_id: string }).media_id)!.name),
    room: 9_000,
    loseAnswer: () => stub.platform.faults.add({ at: "/cgi-bin/kf/send_msg", kind: "lost" }),
    close,
  };
});

describe("fetching", () => {
  test("moves the cursor only after the work: what could not be stored comes again", async () => {
    const { channel, box, says, own, close } = await world();
    await channel.start(box.deliver, box.notify);
    box.broken = true;
    expect((await says("第一条")).status).toBe(200);
    await new Promise((done) => setTimeout(done, 100));
    expect(await own.state.read(`kf:cursor:${KF}`)).toBeNull();
    box.broken = false;
    await until(() => box.messages.length === 1);
    await until(async () => (await own.state.read(`kf:cursor:${KF}`)) === "c1");
    await close();
  });

  test("after a restart goes on where it was, and fetches what it had only heard of", async () => {
    const { channel, box, says, options, own, stub, close } = await world();
    await channel.start(box.deliver);
    await says("一");
    await until(() => box.messages.length === 1);
    await channel.stop();
    stub.kf.say(KF, "wmCustomer1", { msgtype: "text", text: { content: "二" } });
    const next = createWeComKf(options, own);
    await next.start(box.deliver);
    await until(() => box.messages.length === 2);
    expect(box.messages.map((m) => m.text)).toEqual(["一", "二"]);
    await next.stop();
    await close();
  });

  test("two processes fetch for one account in turn, never at once", async () => {
    const { channel, box, stub, options, own, says, close } = await world();
    const other = createWeComKf(options, own);
    await channel.start(box.deliver);
    const second = inbox();
    let inside = 0;
    let most = 0;
    const slow = (deliver: typeof box.deliver) => async (message: Parameters<typeof deliver>[0]) => {
      most = Math.max(most, ++inside);
      await new Promise((done) => setTimeout(done, 60));
      await deliver(message);
      inside--;
    };
    await channel.stop();
    await channel.start(slow(box.deliver));
    await says("一");
    // The other process hears of the account while the first one works.
    stub.kf.say(KF, "wmCustomer1", { msgtype: "text", text: { content: "二" } });
    await other.start(slow(second.deliver));
    await until(() => new Set([...box.messages, ...second.messages].map((m) => m.text)).size === 2);
    expect(most).toBe(1);
    await other.stop();
    await close();
  });

  test("pages through many, in order, and gets over an old token", async () => {
    const { channel, box, stub, post, time, close } = await world();
    await channel.start(box.deliver);
    let last: Record<string, string> = {};
    for (let i = 0; i < 1_500; i++)
      last = stub.kf.say(KF, `wm${i % 7}`, { msgtype: "text", text: { content: `${i}` } });
    time.forward(11 * 60_000);
    await post(last);
    await until(() => box.messages.length === 1_500, 15_000);
    expect(box.messages.map((m) => m.text)).toEqual(Array.from({ length: 1_500 }, (_, i) => String(i)));
    await close();
  });

  test("understands menus, pictures, places, and what a human agent or the platform says", async () => {
    const { channel, box, stub, post, close } = await world();
    await channel.start(box.deliver, box.notify);
    const put = (content: Record<string, unknown>) => stub.kf.say(KF, "wmCustomer1", content);
    put({ msgtype: "text", text: { content: "满意", menu_id: "rate:good" } });
    put({ msgtype: "image", image: { media_id: "M1" } });
    put({ msgtype: "location", location: { latitude: 31.2, longitude: 120.6, name: "产业园", address: "东路1号" } });
    put({ msgtype: "voice", voice: { media_id: "V1" } });
    put({ msgtype: "video", video: { media_id: "D1" } });
    put({ msgtype: "file", file: { media_id: "F1" } });
    put({ msgtype: "link", link: { title: "公告", desc: "说明", url: "https://a.cn" } });
    put({ msgtype: "business_card", business_card: { userid: "li" } });
    put({ msgtype: "miniprogram", miniprogram: { title: "预约", appid: "wx1" } });
    put({ msgtype: "channels_shop_product", channels_shop_product: {} });
    put({ msgtype: "text", origin: 5, text: { content: "我是人工" } });
    put({ bad: true, msgtype: 5 });
    stub.kf.event(KF, {
      event_type: "session_status_change",
      external_userid: "wmCustomer1",
      change_type: 1,
      new_servicer_userid: "li",
    });
    await post(
      stub.kf.event(KF, { event_type: "session_status_change", external_userid: "wmCustomer1", change_type: 3 }),
    );
    await until(() => box.notices.length === 2);
    expect(box.messages).toMatchObject([
      { type: "button", text: "满意", button: { key: "rate:good", taskId: "" } },
      { type: "image", media: [{ ref: "M1" }] },
      { type: "location", text: "产业园 东路1号(31.2,120.6)" },
      { type: "voice", media: [{ ref: "V1" }] },
      { type: "file", media: [{ ref: "D1" }] },
      { type: "file", media: [{ ref: "F1" }] },
      { type: "link", text: "公告\n说明\nhttps://a.cn" },
      { type: "file", text: "[business_card]" },
      { type: "file", text: "[miniprogram]" },
      { type: "file", text: "[channels_shop_product]" },
    ]);
    expect(box.notices.map((n) => n.kind)).toEqual(["handed_over", "handed_back"]);
    await close();
  });
});

describe("the budget", () => {
  test("is five messages, then the cadre is told, until the customer writes again", async () => {
    const { channel, box, stub, says, close } = await world();
    await channel.start(box.deliver, box.notify);
    await says("在吗");
    await until(() => box.messages.length === 1);
    for (let i = 0; i < 5; i++) expect(await channel.send(reply(`答${i}`))).toMatchObject({ ok: true });
    expect(await channel.send(reply("答5"))).toMatchObject({ ok: false, permanent: true, code: "budget" });
    expect(box.notices).toMatchObject([{ kind: "budget_spent", person: "wmCustomer1" }]);
    expect(stub.platform.calls.get("/cgi-bin/kf/send_msg")).toBe(5);
    await says("还在吗");
    await until(() => box.messages.length === 2);
    expect(await channel.send(reply("在"))).toMatchObject({ ok: true });
    await close();
  });

  test("does not begin what it cannot end", async () => {
    const { channel, box, stub, says, close } = await world();
    await channel.start(box.deliver, box.notify);
    await says("在吗");
    await until(() => box.messages.length === 1);
    for (let i = 0; i < 4; i++) await channel.send(reply(`答${i}`));
    expect(await channel.send(reply("长".repeat(1_000)))).toMatchObject({ code: "budget" });
    expect(stub.delivered("wmCustomer1")).toHaveLength(4);
    await close();
  });

  test("ends after 48 hours, counted here or told by the platform", async () => {
    const { channel, box, stub, says, time, close } = await world();
    await channel.start(box.deliver, box.notify);
    await says("在吗");
    await until(() => box.messages.length === 1);
    stub.platform.faults.add({ at: "/cgi-bin/kf/send_msg", kind: "code", code: 95002 });
    expect(await channel.send(reply("在"))).toMatchObject({ code: "budget" });
    time.forward(49 * 3_600_000);
    expect(await channel.send(reply("在"))).toMatchObject({ code: "budget" });
    expect(box.notices.map((n) => n.kind)).toEqual(["budget_spent", "budget_spent"]);
    await close();
  });

  test("is empty when the platform reports that a message did not arrive", async () => {
    const { channel, box, stub, post, says, close } = await world();
    await channel.start(box.deliver, box.notify);
    await says("在吗");
    await until(() => box.messages.length === 1);
    await post(
      stub.kf.event(KF, { event_type: "msg_send_fail", external_userid: "wmCustomer1", fail_msgid: "x", fail_type: 6 }),
    );
    await until(() => box.notices.length === 1);
    expect(box.notices[0]).toMatchObject({ kind: "budget_spent", person: "wmCustomer1" });
    expect(await channel.send(reply("在"))).toMatchObject({ code: "budget" });
    await close();
  });

  test("a stranger who never wrote cannot be written to", async () => {
    const { channel, box, close } = await world();
    await channel.start(box.deliver);
    expect(await channel.send(reply("您好"))).toMatchObject({ ok: false, permanent: true, code: "window" });
    await close();
  });
});

describe("a session", () => {
  test("goes to a human, who alone speaks then, and comes back when it has ended", async () => {
    const { channel, box, stub, says, close } = await world();
    await channel.start(box.deliver, box.notify);
    await says("转人工");
    await until(() => box.messages.length === 1);
    expect(await channel.handOver("wmCustomer1")).toMatchObject({ ok: true });
    expect(await channel.send(reply("我来答"))).toMatchObject({ ok: false, permanent: true, code: 95018 });
    stub.kf.customer(KF, "wmCustomer1").state = 4;
    await says("又有一件事");
    await until(() => box.messages.length === 2);
    expect(await channel.send(reply("请说"))).toMatchObject({ ok: true });
    expect(await channel.handOver("wmCustomer1", "li")).toMatchObject({ ok: true });
    expect(await channel.handOver("wmCustomer1")).toMatchObject({ ok: false, code: 95016 });
    await close();
  });

  test("begins with a welcome, once", async () => {
    const { channel, box, stub, post, close } = await world("您好，请讲。");
    await channel.start(box.deliver, box.notify);
    const news = stub.kf.event(KF, {
      event_type: "enter_session",
      external_userid: "wmCustomer1",
      welcome_code: "WC1",
    });
    await post(news);
    await until(() => stub.delivered("wmCustomer1").length === 1);
    await post(news);
    await new Promise((done) => setTimeout(done, 50));
    expect(box.notices.map((n) => n.kind)).toEqual(["entered"]);
    await close();
  });

  test("offers buttons as a menu", async () => {
    const { channel, box, stub, says, close } = await world();
    await channel.start(box.deliver);
    await says("你好");
    await until(() => box.messages.length === 1);
    const buttons = [
      { key: "rate:good", text: "满意" },
      { key: "rate:bad", text: "不满意" },
    ];
    await channel.send(
      reply("请评价。", { card: { title: "回访", fields: [{ name: "编号", value: "GD1" }], buttons } }),
    );
    expect(stub.delivered("wmCustomer1")[0]!.body.msgmenu).toEqual({
      head_content: "请评价。\n【回访】\n编号：GD1",
      list: [
        { type: "click", click: { id: "rate:good", content: "满意" } },
        { type: "click", click: { id: "rate:bad", content: "不满意" } },
      ],
    });
    await close();
  });
});

describe("its callback", () => {
  test("is verified; other events are acknowledged; fuzz changes nothing", async () => {
    const { channel, app, box, stub, post, time, close } = await world();
    await channel.start(box.deliver, box.notify);
    expect(await (await app.request(verification(BASE, secrets, "e", time.now()).url)).text()).toBe("e");
    const change = { FromUserName: "sys", CreateTime: "1", MsgType: "event", Event: "kf_account_auth_change" };
    expect((await post(change)).status).toBe(200);
    const good = xmlCallback(
      BASE,
      secrets,
      stub.kf.say(KF, "wmX", { msgtype: "text", text: { content: "x" } }),
      time.now(),
    );
    await app.request(good.url, good.init);
    await until(() => box.messages.length === 1);
    await fuzzCallback(app, good, () => [box.messages, box.notices]);
    await close();
  });
});
