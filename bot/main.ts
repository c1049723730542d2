import { Hono } from "hono";
import { machineClock } from "./clock.ts";
import { type Config, ConfigError, loadConfig } from "./config.ts";
import { InUse } from "./embedded.ts";
import { openGround } from "./ground.ts";
import { openLog } from "./log.ts";
import { startServer } from "./server.ts";

// npm start: puts the parts together, in this order, and takes them apart in the other.

interface Service {
  url: string;
  stop(): Promise<void>;
}

async function start(config: Config): Promise<Service> {
  const log = openLog(config.dataDir);
  const onError = (error: unknown, about: string) => log.error({ err: error, about }, "");
  const ground = await openGround(config, machineClock, onError);
  try {
    const http = new Hono();
    http.get("/healthz", async (context) => {
      await ground.store.db.$queryRaw`SELECT 1`;
      return context.json({ ok: true });
    });
    const server = await startServer(http, config);
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        await ground.close();
      },
    };
  } catch (error) {
    await ground.close();
    throw error;
  }
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
  const { url } = await starting;
  if (!stopping) console.log(`The bot is ready: ${url}\nCtrl-C stops it.`);
} catch (error) {
  console.error(reasonOf(error, config?.dataDir));
  process.exit(1);
}
