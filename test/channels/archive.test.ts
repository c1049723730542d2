import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createArchive } from "../../bot/channels/archive/channel.ts";
import { fileSource } from "../../bot/channels/archive/source.ts";
import type { Channel } from "../../bot/channels/channel.ts";
import { createGroupMessages } from "../../bot/channels/group-messages/channel.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { channelContract, type Subject } from "./contract.ts";
import { clock, deps, inbox, key, until } from "./helpers.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function world(drafts: Channel | null = null) {
  const folder = mkdtempSync(join(tmpdir(), "archive-"));
  folders.push(folder);
  const time = clock();
  const own = deps(time);
  const make = () => createArchive(fileSource(folder), own, drafts, 20);
  const put = (record: object, file = "2026-11-20.jsonl") =>
    appendFileSync(join(folder, file), `${JSON.stringify(record)}\n`);
  return { folder, time, own, make, channel: make(), put, box: inbox() };
}

const text = (msgid: string, content: string, more: object = {}) => ({
  msgid,
  action: "send",
  from: "wmOwner",
  tolist: ["li.cadre"],
  roomid: "wrRoom1",
  msgtime: 1795140000123,
  msgtype: "text",
  text: { content },
  ...more,
});

channelContract("wecom-archive with drafts", async (): Promise<Subject> => {
  const time = clock();
  const stub = await startStub({ now: time.now });
  const config = { apiBase: stub.url, corpId: "ww0000000000000001", secret: "stub-app-secret", sender: "li" };
  const drafts = createGroupMessages(config, deps(time));
  const { channel, put, box } = world(drafts);
  const made = () => stub.platform.sent.filter((s) => s.via === "draft");
  return {
    channel,
    inbox: box,
    time,
    hear: async ({ id, text: content }) => {
      const known = box.messages.some((m) => m.platformId === id);
      const before = box.messages.length;
      put(text(id, content));
      await until(() => box.messages.length > before, known ? 150 : 5_000).catch(() => {});
      return true;
    },
    to: { kind: "group", id: "wrRoom1" },
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

describe("archived records", () => {
  test("of groups are heard, with their media; everything else is passed over", async () => {
    const { channel, put, box, folder } = world();
    mkdirSync(join(folder, "media"));
    writeFileSync(join(folder, "media", "md5a"), "picture");
    put(text("1", "园区停水"));
    put(text("2", "私聊", { roomid: "" }));
    put({
      msgid: "3",
      action: "recall",
      from: "a",
      roomid: "wrRoom1",
      msgtime: 1,
      msgtype: "revoke",
      revoke: { pre_msgid: "1" },
    });
    put({ msgid: "4", action: "switch", time: 1, user: "x" });
    appendFileSync(join(folder, "2026-11-20.jsonl"), "not json\n");
    put({ ...text("5", ""), msgtype: "image", image: { md5sum: "md5a", filesize: 7, sdkfileid: "S" } });
    put({
      ...text("6", ""),
      msgtype: "mixed",
      mixed: {
        item: [
          { type: "ChatRecordText", content: '{"content":"看这里"}' },
          { type: "image", content: "{}" },
        ],
      },
    });
    await channel.start(box.deliver);
    await until(() => box.messages.length === 3);
    expect(box.messages).toMatchObject([
      {
        platformId: "1",
        chat: { kind: "group", id: "wrRoom1" },
        from: "wmOwner",
        text: "园区停水",
        sentAt: new Date(1795140000123),
      },
      { platformId: "5", type: "image", media: [{ ref: "md5a", bytes: 7 }] },
      { platformId: "6", text: "看这里" },
    ]);
    expect(Buffer.from((await channel.fetchMedia!("md5a")).data).toString()).toBe("picture");
    await expect(channel.fetchMedia!("../2026-11-20.jsonl")).rejects.toThrow("not in the folder");
    await channel.stop();
  });

  test("are taken up where they were left, and half a line waits for its end", async () => {
    const { channel, put, box, folder, make } = world();
    put(text("1", "一"));
    const second = JSON.stringify(text("2", "二"));
    appendFileSync(join(folder, "2026-11-20.jsonl"), second.slice(0, 40));
    await channel.start(box.deliver);
    await until(() => box.messages.length === 1);
    await channel.stop();
    appendFileSync(join(folder, "2026-11-20.jsonl"), `${second.slice(40)}\n`);
    put(text("3", "三"), "2026-11-21.jsonl");
    box.broken = true;
    const next = make();
    await next.start(box.deliver);
    await until(() => next.health().state === "degraded");
    box.broken = false;
    await until(() => box.messages.length === 3);
    expect(box.messages.map((m) => m.text)).toEqual(["一", "二", "三"]);
    await next.stop();
  });

  test("more than one page of them, and a line of two megabytes", async () => {
    const { channel, put, box, folder } = world();
    for (let i = 0; i < 450; i++) put(text(`${i}`, `第${i}`));
    appendFileSync(join(folder, "2026-11-20.jsonl"), `${"x".repeat(2 << 20)}\n`);
    put(text("last", "最后"));
    await channel.start(box.deliver);
    await until(() => box.messages.length === 451);
    expect(box.messages.at(-1)!.text).toBe("最后");
    await channel.stop();
  });

  test("are only read when there are no drafts", async () => {
    const { channel, box } = world();
    await channel.start(box.deliver);
    const message = {
      to: { kind: "group" as const, id: "wrRoom1" },
      text: "x",
      priority: 1 as const,
      idempotencyKey: key(),
    };
    expect(await channel.send(message)).toMatchObject({ ok: false, permanent: true, code: "capability" });
    await channel.stop();
  });
});
