import { join } from "node:path";
import type { Hono } from "hono";
import type { Logger } from "pino";
import { Ledger } from "../store/ledger.ts";
import type { AppRing } from "./app.ts";
import { createApp } from "./app.ts";
import type { Channel, Notice } from "./channels/channel.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { TownKeeper } from "./conversation/town-keeper.ts";
import { loadFacts } from "./facts.ts";
import { FileShelf } from "./files.ts";
import type { Ground } from "./ground.ts";
import { ChannelPostman } from "./outbox/postman.ts";
import { openRelay } from "./outbox/relay.ts";
import { heed, mediaFetcher, receive } from "./receiving.ts";

export interface ServiceParts {
  config: Config;
  ground: Ground;
  clock: Clock;
  log: Logger;
  channels: Channel[];
  http: Hono;
}

/** The bot in service: the app, its channels, its bells. */
export async function openService({ config, ground, clock, log, channels, http }: ServiceParts) {
  const onError = (error: unknown, about: string) => log.error({ err: error, about }, "");
  const ledger = new Ledger(ground.store);
  const facts = loadFacts();
  const mediaFolder = join(config.dataDir, "media");
  const keeper = new TownKeeper(facts);
  const app = createApp({
    ledger,
    clock,
    keeper,
    models: facts.models,
    files: new FileShelf(join(config.dataDir, "files")),
    postman: new ChannelPostman(ledger, keeper, channels, mediaFolder),
    held: () => channels.filter((channel) => channel.holdsConnection?.()).map(({ name }) => name),
    fetchMedia: mediaFetcher(channels, mediaFolder, onError),
    ring: (rings: AppRing[]) => ground.bell.ring(rings),
    onError,
  });
  const parts = { conversation: app.conversation, mediaFolder, onError };
  for (const channel of channels) channel.routes?.(http);
  const notify = (notice: Notice) => heed(notice, { app, ledger, log });
  const hears = config.role === "all" || config.role === "bot";
  const relay = hears && channels.some((c) => c.holdsConnection) ? openRelay(app, onError) : null;
  return {
    app,
    ledger,
    keeper,
    start: async () => {
      if (config.role === "all" || config.role === "worker")
        await ground.bell.start({
          "turn.settle": ({ id }) => app.handlers["turn.settle"](id),
          "reminder.ring": ({ id }) => app.handlers["reminder.ring"](id),
          "outbox.send": ({ id }) => app.handlers["outbox.send"](id),
          sweep: app.sweep,
          "sessions.make": app.makeSessionsAhead,
          "papers.plan": app.planPapersAhead,
        });
      for (const channel of channels) {
        if (hears) await channel.start((message) => receive(message, parts), notify);
        else channel.report?.(notify);
      }
      relay?.start();
    },
    stop: async () => {
      await relay?.stop();
      for (const channel of channels) await channel.stop();
      await app.conversation.idle();
    },
  };
}

export type Service = Awaited<ReturnType<typeof openService>>;
