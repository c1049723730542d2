import { join } from "node:path";
import type { Hono } from "hono";
import type { Logger } from "pino";
import { chatPage } from "../web/chat/routes.ts";
import { LOCAL, type LocalChannel } from "./channels/local.ts";
import { MAX_MEDIA_BYTES, refusal } from "./channels/media.ts";
import type { MovableClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { ticketsOf } from "./conversation/read-turn.ts";
import { keepClock } from "./demo.ts";
import type { Service } from "./service.ts";
import { travel } from "./time-travel.ts";

/** While the clock moves, where it stands is kept so often: after a crash it goes on from there. */
const KEPT_EVERY = 1000;

/**
 * Whoever opens the page can speak as anybody. So it is served to this machine only, unless the operator says more, and
 * never beside a platform, where a proxy would hand the whole world on to loopback.
 */
export const servesChatPage = ({ chatPage, host, role, channels }: Config): boolean =>
  chatPage === "on" ||
  (chatPage === "auto" && isLoopback(host) && role === "all" && Object.keys(channels).length === 0);

const isLoopback = (host: string): boolean => ["127.0.0.1", "localhost", "::1"].includes(host);

/** The page, with the bot behind it. */
export function openChatPage(
  service: Service,
  { config, clock, log, local }: { config: Config; clock: MovableClock; log: Logger; local: LocalChannel },
): Hono {
  const { app, ledger, keeper } = service;
  return chatPage({
    channel: LOCAL,
    look: () => ledger.look(),
    town: () => keeper.current(ledger.look()),
    now: () => clock.now(),
    receive: (message) => local.receive(message),
    watch: (listener) => local.watch(listener),
    refusal: ({ name, data }) => refusal(name, data)?.why ?? null,
    maxFile: MAX_MEDIA_BYTES,
    mediaFolder: join(config.dataDir, "media"),
    filesFolder: join(config.dataDir, "files"),
    travel: async (target) => {
      const keeping = setInterval(() => void keepClock(service, clock).catch(() => {}), KEPT_EVERY);
      try {
        await travel(app, ledger, clock, target);
      } finally {
        clearInterval(keeping);
        await keepClock(service, clock);
      }
    },
    ticketsOf: async (person) => ticketsOf(ledger.look(), person, (await keeper.current(ledger.look())).town),
    open: !isLoopback(config.host),
    onError: (error, about) => log.error({ err: error, about }, ""),
  });
}
