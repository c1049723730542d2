import { beforeEach, describe, expect, test } from "vitest";
import { type App, createApp } from "../../bot/app.ts";
import type { SendResult } from "../../bot/channels/channel.ts";
import { TownKeeper } from "../../bot/conversation/town-keeper.ts";
import { demoTown } from "../../bot/demo.ts";
import { loadFacts } from "../../bot/facts.ts";
import { FileShelf } from "../../bot/files.ts";
import { Ledger } from "../../store/ledger.ts";
import type { OutboxRow } from "../../store/sending.ts";
import { local, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const facts = loadFacts();

describe("the outbox", () => {
  let now: Date;
  let posted: string[];
  let answer: (row: OutboxRow) => SendResult;
  beforeEach(async () => {
    await database.clear();
    now = local("2026-09-14 09:00");
    posted = [];
    answer = () => ({ ok: true });
  });

  /** One process of the bot; `held` are the channels whose connection it has. */
  async function open(held: string[] = []): Promise<App> {
    const ledger = new Ledger({ db: database.db, close: async () => {} });
    const app = createApp({
      ledger,
      clock: { now: () => now },
      keeper: new TownKeeper(facts),
      models: facts.models,
      files: new FileShelf("/nowhere"),
      held: () => held,
      postman: {
        post: async (row) => {
          posted.push(row.text);
          return answer(row);
        },
      },
      ring: async () => {},
      onError: () => {},
    });
    await app.importTown(demoTown(now));
    return app;
  }
  const write = async (text: string, priority: number, toId = "沈燕") =>
    (
      await database.db.outbox.create({
        data: { toKind: "person", toId, kind: "notice", text, priority, createdAt: now, notBefore: now },
      })
    ).id;
  const row = (id: bigint) => database.db.outbox.findUniqueOrThrow({ where: { id } });

  test("lets what is more urgent go first, whatever was rung first", async () => {
    const app = await open();
    const bulletin = await write("通报", 3);
    await write("提醒", 2);
    await write("答复", 1);
    await write("紧急", 0);
    expect(await app.dispatcher.send(bulletin)).toBe("sent");
    expect(posted).toEqual(["紧急", "答复", "提醒", "通报"]);
  });

  test("leaves what needs a connection to the process that has it, as no try of its own", async () => {
    const worker = await open();
    const holder = await open(["wecom-bot"]);
    answer = () => ({ ok: false, uncounted: true, via: "wecom-bot", code: "offline", reason: "not here" });
    const id = await write("您好", 1);
    expect(await worker.dispatcher.send(id)).toBe("later");
    expect(await row(id)).toMatchObject({ state: "waiting", via: "wecom-bot", attempts: 0 });
    expect(await worker.dispatcher.send(id)).toBe("skipped");
    await worker.sweep();
    expect(posted).toEqual(["您好"]);
    answer = () => ({ ok: true });
    expect(await worker.dispatcher.sendHeld(10)).toBe(0);
    expect(await holder.dispatcher.sendHeld(10)).toBe(1);
    expect(await row(id)).toMatchObject({ state: "sent", attempts: 1 });
    expect(await holder.dispatcher.sendHeld(10)).toBe(0);
  });

  test("tells the office when nobody has had the connection for an hour", async () => {
    const worker = await open();
    answer = () => ({ ok: false, uncounted: true, via: "wecom-bot", code: "offline", reason: "not here" });
    const id = await write("您的诉求已答复", 1);
    await worker.dispatcher.send(id);
    now = local("2026-09-14 09:59");
    await worker.sweep();
    expect(await row(id)).toMatchObject({ state: "waiting" });
    now = local("2026-09-14 10:01");
    await worker.sweep();
    expect(await row(id)).toMatchObject({ state: "failed", error: expect.stringContaining("wecom-bot") });
    const told = await database.db.outbox.findUniqueOrThrow({ where: { dedupeKey: `undelivered/${id}` } });
    expect(told.text).toContain("您的诉求已答复");
  });
});
