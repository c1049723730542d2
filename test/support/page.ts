import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import pino from "pino";
import { LocalChannel } from "../../bot/channels/local.ts";
import { openChatPage } from "../../bot/chat-page.ts";
import { MovableClock } from "../../bot/clock.ts";
import { parseConfig } from "../../bot/config.ts";
import { demoTown } from "../../bot/demo.ts";
import { openService } from "../../bot/service.ts";
import { travel } from "../../bot/time-travel.ts";
import { openStore } from "../../store/client.ts";
import { local } from "./bot.ts";
import type { TestDatabase } from "./database.ts";

/** The morning that the sample town is made for. */
export const START = local("2026-09-14 09:00");
export const GROUP = "group:青石园企业群";

/** The smallest picture there is. */
export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export type TestPage = Awaited<ReturnType<typeof openTestPage>>;

/** The chat page on the whole bot in the sample town. Nothing rings by itself: `pass` lets time go by. */
export async function openTestPage(database: TestDatabase) {
  const clock = new MovableClock();
  const errors: string[] = [];
  const config = parseConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), "qinqing-page-")) });
  const channel = new LocalChannel(() => clock.now());
  const log = pino({ level: "error" }, { write: (line: string) => void errors.push(line) });
  const silent = { ring: async () => {}, start: async () => {}, stop: async () => {} };
  const store = openStore(database.url);
  const app = new Hono();
  const service = await openService({
    config,
    ground: { store, bell: silent, close: async () => {} },
    clock,
    log,
    channels: [channel],
    http: app,
  });
  app.route("/", openChatPage(service, { config, clock, log, local: channel }));
  await service.start();
  return {
    app,
    clock,
    /** What went wrong since it was last asked. */
    faults: () => errors.splice(0),
    /** The sample town on its morning, with nothing said yet. */
    begin: async () => {
      await service.app.conversation.idle();
      await database.clear();
      service.keeper.forget();
      clock.set(START);
      await service.app.importTown(demoTown(START));
    },
    pass: (minutes: number) =>
      travel(service.app, service.ledger, clock, new Date(clock.now().getTime() + minutes * 60_000)),
    close: async () => {
      await service.stop();
      await store.close();
    },
  };
}
