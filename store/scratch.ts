import pg from "pg";
import { type OpenStore, openStore } from "./client.ts";
import { migrate } from "./migrate.ts";

/** A migrated database of its own on a server, and how to empty and remove it. */
export interface ScratchDatabase {
  url: string;
  store: OpenStore;
  /** Empties every table. */
  reset(): Promise<void>;
  drop(): Promise<void>;
}

/** @param serverUrl any database of the server, by a user that may create databases */
export async function createScratch(serverUrl: string, name: string): Promise<ScratchDatabase> {
  await order(serverUrl, `CREATE DATABASE "${name}"`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  await migrate(url);
  const store = openStore(url, { connections: 4 });
  const rows = await store.db.$queryRaw<{ tablename: string }[]>`
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  const truncate = `TRUNCATE ${rows.map((row) => `"${row.tablename}"`).join(", ")} RESTART IDENTITY CASCADE`;
  return {
    url,
    store,
    reset: async () => {
      await store.db.$executeRawUnsafe(truncate);
    },
    drop: async () => {
      await store.close();
      await order(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
  };
}

async function order(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
