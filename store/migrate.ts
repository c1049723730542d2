import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { withSchemaEngine } from "./schema-engine.ts";

export const MIGRATIONS = join(import.meta.dirname, "../prisma/migrations");
export const SCHEMA = join(import.meta.dirname, "../prisma/schema.prisma");

const NO_FILTER = { externalTables: [], externalEnums: [] };
/** Two starts at once wait for each other here. The number means nothing; it must only stay the same. */
const LOCK = 1_903_260_711;

/** Names of the migrations in the folder, oldest first. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function migrationsList() {
  const lock = join(MIGRATIONS, "migration_lock.toml");
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: "migration_lock.toml", content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: migrationNames().map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(MIGRATIONS, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

/** Whether every migration of the folder is in the database; false on an empty database. */
async function upToDate(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
  );
  if (!rows[0]?.there) return false;
  const done = await pool.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const names = new Set(done.rows.map((row) => row.migration_name));
  return migrationNames().every((name) => names.has(name));
}

/**
 * Brings the database at `url` up to `prisma/migrations` and returns the names applied now.
 * All of them, and their rows in `_prisma_migrations`, are one transaction: a kill in the middle leaves nothing behind
 * (Prisma's own tool would leave a half-made migration that refuses every later start).
 */
export async function migrate(url: string): Promise<string[]> {
  // One connection: the engine's statements, the lock and the transaction have to share it.
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  pool.on("error", () => {}); // a connection that is lost while idle; the next statement says so
  try {
    // The engine is 5 MB of wasm; most starts have nothing to apply and never load it.
    if (await upToDate(pool)) return [];
    await pool.query(`BEGIN; SET LOCAL client_min_messages = warning; SELECT pg_advisory_xact_lock(${LOCK})`);
    const { appliedMigrationNames } = await withSchemaEngine(pool, (engine) =>
      engine.applyMigrations({ migrationsList: migrationsList(), filters: NO_FILTER }),
    );
    await pool.query("COMMIT");
    return appliedMigrationNames;
  } finally {
    await pool.end();
  }
}

/**
 * The SQL that leads from the migrations of the folder to `schema.prisma`; null when they agree.
 * @param url a server where a shadow database may be made and dropped
 */
export async function pendingSql(url: string): Promise<string | null> {
  // By parts: the adapter names the shadow database beside them, and a connection string would win over that name.
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  const pool = new pg.Pool({ host, port, user, password: password ?? undefined, database, ssl });
  pool.on("error", () => {});
  try {
    const schema = readFileSync(SCHEMA, "utf8");
    const { exitCode, stdout } = await withSchemaEngine(
      pool,
      (engine) =>
        engine.diff({
          from: { tag: "migrations", ...migrationsList() },
          to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
          script: true,
          exitCode: true,
          filters: NO_FILTER,
        }),
      schema,
    );
    return exitCode === 2 ? stdout : null;
  } finally {
    await pool.end();
  }
}
