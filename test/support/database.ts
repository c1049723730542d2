import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { openStore, type Store } from "../../store/client.ts";
import type { TestServer } from "./server.ts";

export interface TestDatabase {
  /** Usable inside tests and hooks, not while the file is read. */
  readonly db: Store;
  readonly url: string;
  /** Empties every table. */
  clear(): Promise<void>;
}

/** A migrated, empty database for this test file (or this `describe`), dropped at its end. */
export function useDatabase(): TestDatabase {
  let open: (MadeDatabase & ReturnType<typeof openStore>) | undefined;
  beforeAll(async () => {
    const made = await makeDatabase();
    open = { ...made, ...openStore(made.url) };
  });
  afterAll(async () => {
    await open?.close();
    await open?.drop();
  });
  return {
    get db() {
      return open!.db;
    },
    get url() {
      return open!.url;
    },
    clear: async () => {
      await open!.db.$executeRawUnsafe(CLEAR);
    },
  };
}

/** Only what was written to is emptied: emptying all of some sixty tables takes 67 ms a test, this 4. */
const CLEAR = `DO $$ DECLARE name text; used boolean; written text[] := '{}'; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO used;
    IF used THEN written := written || format('%I', name); END IF;
  END LOOP;
  IF written <> '{}' THEN EXECUTE 'TRUNCATE ' || array_to_string(written, ', ') || ' RESTART IDENTITY CASCADE'; END IF;
END $$`;

export interface MadeDatabase {
  url: string;
  drop(): Promise<void>;
}

/**
 * A database of the run's server, for tests that need more than one or open it themselves.
 * @param migrated false for one without any table
 */
export async function makeDatabase({ migrated = true } = {}): Promise<MadeDatabase> {
  const answer = await fetch(inject("databaseDesk"));
  if (!answer.ok) throw new Error(await answer.text());
  const { orders, template } = (await answer.json()) as TestServer;
  const client = new pg.Client({ connectionString: orders });
  await client.connect();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await client.query(`CREATE DATABASE ${name}${migrated ? ` TEMPLATE ${new URL(template).pathname.slice(1)}` : ""}`);
  return {
    url: Object.assign(new URL(template), { pathname: `/${name}` }).href,
    drop: async () => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await client.end();
    },
  };
}
