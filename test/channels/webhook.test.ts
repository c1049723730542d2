import { describe, expect, test } from "vitest";
import { createGroupMessages } from "../../bot/channels/group-messages/channel.ts";
import { createWebhook } from "../../bot/channels/webhook/channel.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { channelContract, type Subject } from "./contract.ts";
import { clock, deps, inbox, key } from "./helpers.ts";

const CORP = "ww0000000000000001";

async function webhook(secret = "stub-webhook-key") {
  const time = clock();
  const stub = await startStub({ now: time.now });
  const channel = createWebhook({ url: `${stub.url}/cgi-bin/webhook/send?key=${secret}` }, deps(time));
  return { time, stub, channel, box: inbox() };
}

channelContract("wecom-webhook", async (): Promise<Subject> => {
  const { time, stub, channel, box } = await webhook();
  return {
    channel,
    inbox: box,
    time,
    to: { kind: "group", id: "bulletins" },
    got: () => stub.delivered().map((s) => s.text),
    files: () =>
      stub
        .delivered()
        .filter((s) => s.msgtype === "file")
        .map((s) => stub.platform.media.get((s.body.file as { media_id: string }).media_id)!.name),
    room: 24_000,
    close: async () => {
      await channel.stop();
      await stub.close();
    },
  };
});

async function drafts(members?: string[]) {
  const time = clock();
  const stub = await startStub({ now: time.now, ...(members && { members }) });
  const config = { apiBase: stub.url, corpId: CORP, secret: "stub-app-secret", sender: "li.cadre" };
  const channel = createGroupMessages(config, deps(time), async (chat) => (chat === "wrOther" ? "wang.cadre" : null));
  return { time, stub, channel, box: inbox(), made: () => stub.platform.sent.filter((s) => s.via === "draft") };
}

channelContract("wecom-groupmsg", async (): Promise<Subject> => {
  const { time, stub, channel, box, made } = await drafts();
  return {
    channel,
    inbox: box,
    time,
    to: { kind: "group", id: "wrCustomerGroup" },
    got: () => made().map((s) => s.text),
    files: () =>
      made().flatMap((s) =>
        ((s.body.attachments as { file: { media_id: string } }[] | undefined) ?? []).map(
          (a) => stub.platform.media.get(a.file.media_id)!.name,
        ),
      ),
    room: 12_000,
    close: async () => {
      await channel.stop();
      await stub.close();
    },
  };
});

const bulletin = (to: "group" | "person", id: string) => ({
  to: { kind: to, id },
  text: "本周圆桌会报名中。",
  priority: 3 as const,
  idempotencyKey: key(),
});

describe("a webhook", () => {
  test("that was removed is an alarm, and its address stays a secret", async () => {
    const { channel, box, stub } = await webhook("gone-and-secret");
    await channel.start(box.deliver, box.notify);
    const result = await channel.send(bulletin("group", "g"));
    expect(result).toMatchObject({ ok: false, permanent: true, code: 93000 });
    expect(channel.health().state).toBe("down");
    expect(box.notices).toMatchObject([{ kind: "alarm", code: 93000 }]);
    expect(JSON.stringify([result, box.notices, channel.health()])).not.toContain("gone-and-secret");
    await stub.close();
  });

  test("that cannot be reached is tried again later", async () => {
    const { channel, box, stub } = await webhook();
    await channel.start(box.deliver);
    await stub.close();
    const result = await channel.send(bulletin("group", "g"));
    expect(result).toMatchObject({ ok: false, code: "network" });
    expect(result).not.toHaveProperty("permanent");
  });

  test("shows pictures as pictures", async () => {
    const { channel, box, stub } = await webhook();
    await channel.start(box.deliver);
    const files = [{ name: "图.png", bytes: Buffer.from("\x89PNG....", "latin1") }];
    expect(await channel.send({ ...bulletin("group", "g"), files })).toMatchObject({ ok: true });
    expect(stub.delivered().map((s) => s.msgtype)).toEqual(["text", "image"]);
    await stub.close();
  });
});

describe("a draft", () => {
  test("goes to the member whose group it is, and to nobody else yet", async () => {
    const { channel, box, stub, made } = await drafts();
    await channel.start(box.deliver);
    expect(await channel.send(bulletin("group", "wrOne"))).toMatchObject({ ok: true });
    expect(await channel.send(bulletin("group", "wrOther"))).toMatchObject({ ok: true });
    expect(await channel.send(bulletin("person", "wmOne"))).toMatchObject({ ok: true });
    expect(made().map((s) => [s.to, s.body.chat_type, s.body.receivers])).toEqual([
      ["li.cadre", "group", ["wrOne"]],
      ["wang.cadre", "group", ["wrOther"]],
      ["li.cadre", "single", ["wmOne"]],
    ]);
    expect(stub.delivered()).toEqual([]);
    await stub.close();
  });

  test("for an unknown member is refused for good", async () => {
    const { channel, box, stub } = await drafts(["somebody"]);
    await channel.start(box.deliver, box.notify);
    expect(await channel.send(bulletin("group", "wrOne"))).toMatchObject({ ok: false, permanent: true, code: 40003 });
    await stub.close();
  });
});
