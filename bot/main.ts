import { Hono } from "hono";
import type { Logger } from "pino";
import { channelState } from "../store/channel-state.ts";
import { Ledger } from "../store/ledger.ts";
import type { Channel } from "./channels/channel.ts";
import { createChannels } from "./channels/index.ts";
import { createLimiter } from "./channels/limiter.ts";
import { LocalChannel } from "./channels/local.ts";
import { openChatPage, servesChatPage } from "./chat-page.ts";
import { type Clock, MovableClock } from "./clock.ts";
import { type Config, ConfigError, loadConfig } from "./config.ts";
import { openDemo } from "./demo.ts";
import { InUse } from "./embedded.ts";
import { type Ground, openGround } from "./ground.ts";
import { openLog } from "./log.ts";
import { startServer } from "./server.ts";
import { openService } from "./service.ts";

// npm start: puts the parts together, in this order, and takes them apart in the other.

interface Running {
  url: string;
  /** The chat page is served. */
  chat: boolean;
  stop(): Promise<void>;
}

async function start(config: Config): Promise<Running> {
  const log = openLog(config.dataDir);
  const onError = (error: unknown, about: string) => log.error({ err: error, about }, "");
  const clock = new MovableClock();
  const ground = await openGround(config, clock, onError);
  try {
    const http = new Hono();
    http.get("/healthz", async (context) => {
      await ground.store.db.$queryRaw`SELECT 1`;
      return context.json({ ok: true });
    });
    const local = servesChatPage(config) ? new LocalChannel(() => clock.now()) : null;
    const channels: Channel[] = local ? [local] : await openChannels(config, ground, clock, log);
    const service = await openService({ config, ground, clock, log, channels, http });
    if (local) {
      await openDemo(service, clock);
      http.route("/", openChatPage(service, { config, clock, log, local }));
    } else if ((await service.ledger.look().town.townVersion()) === 0)
      log.warn("No town is loaded: messages are stored and wait. Run: npm run town -- import FILE");
    await service.start();
    const server = await startServer(http, config);
    return {
      url: server.url,
      chat: local !== null,
      stop: async () => {
        await server.stop();
        await service.stop();
        await ground.close();
      },
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
}

async function openChannels(config: Config, ground: Ground, clock: Clock, log: Logger): Promise<Channel[]> {
  const now = () => clock.now();
  const state = channelState(ground.store.db, now);
  const botName = await new Ledger(ground.store).look().records.setting("bot_name");
  return createChannels(
    config.channels,
    { state, limiter: createLimiter(state, now), now, log },
    typeof botName === "string" ? { botName } : {},
  );
}

function reasonOf(error: unknown, dataDir: string | undefined): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof InUse)
    return (
      `The bot is running already on the data in ${dataDir}: this start has changed nothing.\n` +
      "Stop the other one first (Ctrl-C where it runs), or give this one its own: DATA_DIR=.data2 PORT=3001 npm start"
    );
  return `The bot can not start: ${error instanceof Error ? error.message : String(error)}`;
}

const welcome = (url: string): string =>
  `亲清小助手 is ready. Open ${url} and talk to it:
  as 沈燕, in the group:  @小助手 我们厂3号楼老跳闸，一天三四回
  as 沈燕, in private:    买设备有补助吗
  as 沈燕, in the group:  @小助手 青禾报名，我去，想谈招工
  as 罗工, in private:    接收`;

/** A stop that takes longer than this is cut off; what was under way is taken up at the next start. */
const STOP_WITHIN = 20_000;

let config: Config | undefined;
let stopping = false;
const starting = (async () => {
  config = loadConfig(process.argv.slice(2));
  return start(config);
})();

async function stop(): Promise<void> {
  if (stopping) process.exit(1); // a second Ctrl-C: now
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN).unref();
  const service = await starting.catch(() => null);
  if (!service) return; // it says why below
  console.log("\nStopping …");
  await service.stop();
  console.log("Stopped. Nothing is lost; npm start goes on where this ended.");
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);

try {
  const { url, chat } = await starting;
  if (!stopping) console.log(`${chat ? welcome(url) : `The bot is ready: ${url}`}\nCtrl-C stops it.`);
} catch (error) {
  console.error(reasonOf(error, config?.dataDir));
  process.exit(1);
}
