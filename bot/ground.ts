import pg from "pg";
import { type Bell, openBell } from "../jobs/bell.ts";
import { type OpenStore, openStore } from "../store/client.ts";
import { migrate } from "../store/migrate.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { borrowEmbedded, type Cluster, startEmbedded } from "./embedded.ts";

/** Name of the bot's database in the embedded server. */
const DATABASE = "qinqing";

export interface Database {
  url: string;
  /** Names of the migrations that opening it has applied. */
  applied: string[];
  close(): Promise<void>;
}

/**
 * The bot's database, migrated: the one that the configuration names, or the embedded one.
 * @param shared a command of a few seconds, which may run beside the bot
 */
export async function openDatabase(config: Config, { shared = false } = {}): Promise<Database> {
  if (config.databaseUrl) {
    const applied = await migrate(config.databaseUrl).catch((error: Error) => {
      throw new Error(`the database named in DATABASE_URL can not be used: ${error.message || error.name}`);
    });
    return { url: config.databaseUrl, applied, close: async () => {} };
  }
  const cluster = shared ? await borrowEmbedded(config.dataDir) : await startEmbedded(config.dataDir);
  try {
    await createDatabase(cluster);
    const url = cluster.url(DATABASE);
    const applied = await migrate(url);
    return { url, applied, close: cluster.stop };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function createDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: cluster.url("postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** What everything else stands on. */
export interface Ground {
  store: OpenStore;
  bell: Bell;
  close(): Promise<void>;
}

/** Opens the database and the queue; `close` lets go of them in the right order. */
export async function openGround(
  config: Config,
  clock: Clock,
  onError: (error: Error, about: string) => void,
): Promise<Ground> {
  const database = await openDatabase(config);
  const store = openStore(database.url);
  try {
    const at = config.redisUrl ? { redisUrl: config.redisUrl } : { databaseUrl: database.url };
    const bell = await openBell(at, { now: () => clock.now(), onError }).catch((error: Error) => {
      if (!config.redisUrl) throw error;
      throw new Error(`the Redis named in REDIS_URL does not answer: ${error.message}`);
    });
    return {
      store,
      bell,
      close: async () => {
        await bell.stop();
        await store.close();
        await database.close();
      },
    };
  } catch (error) {
    await store.close();
    await database.close();
    throw error;
  }
}
