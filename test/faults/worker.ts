import { Hono } from "hono";
import pino from "pino";
import { createChannels } from "../../bot/channels/index.ts";
import { createLimiter } from "../../bot/channels/limiter.ts";
import { MovableClock } from "../../bot/clock.ts";
import { parseConfig } from "../../bot/config.ts";
import { openGround } from "../../bot/ground.ts";
import { openService } from "../../bot/service.ts";
import { channelState } from "../../store/channel-state.ts";

// A worker as `npm start -- --role worker` starts it, on a clock that goes wrong by the seconds of its first argument.

const config = parseConfig(process.env, ["--role", "worker"]);
const clock = new MovableClock();
clock.set(new Date(Date.now() + Number(process.argv[2]) * 1000));
const log = pino({ level: "error" }, pino.destination(2));
const now = () => clock.now();

/** The database may be away just now: a service manager would start it again and again. */
for (;;) {
  try {
    const ground = await openGround(config, clock, (error, about) => log.error(`${about}: ${error.message}`));
    const state = channelState(ground.store.db, now);
    const channels = createChannels(config.channels, { state, limiter: createLimiter(state, now), now, log }, {});
    const service = await openService({ config, ground, clock, log, channels, http: new Hono() });
    await service.start();
    console.log("ready");
    break;
  } catch (error) {
    log.error(`can not start: ${(error as Error).message}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
