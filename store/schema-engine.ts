import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import type pg from "pg";

type Exports = { __wbindgen_start(): void };
/** The part of wasm-bindgen's glue that its own entry file uses and its types leave out. */
const binding = glue as unknown as { __wbg_set_wasm(wasm: Exports): void };
/** Node has it; only TypeScript's browser library describes it. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object, imports: Record<string, unknown>) => { exports: Exports };
  };
};
let loaded = false;

/**
 * The package's entry imports its `.wasm` file as a module, which Node 20 refuses; so the bytes are instantiated here.
 */
function load(): void {
  if (loaded) return;
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const file = join(dirname(entry), "schema_engine_bg.wasm");
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {
    "./schema_engine_bg.js": { ...binding, ...unheldTimers() },
  });
  binding.__wbg_set_wasm(wasm.exports);
  wasm.exports.__wbindgen_start();
  loaded = true;
}

/**
 * The engine sets a timer of ten seconds to each lock that it waits for and forgets it there: the process could not end
 * before. Its timers are made not to hold the process.
 */
function unheldTimers(): Record<string, unknown> {
  const name = Object.keys(binding).find((key) => key.startsWith("__wbg_setTimeout_"))!;
  const original = (binding as unknown as Record<string, (callback: number, ms: number) => void>)[name]!;
  const set = (callback: number, ms: number) => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = ((run: () => void, after: number) => setTimeout(run, after).unref()) as typeof setTimeout;
    try {
      original(callback, ms);
    } finally {
      globalThis.setTimeout = setTimeout;
    }
  };
  return { [name]: set };
}

/** The adapter as the engine needs it; each method mends one thing that the adapter was never used for. */
class MigrationAdapter extends PrismaPg {
  override async connect() {
    return mend(await super.connect());
  }

  override async connectToShadowDb() {
    const shadow = mend(await super.connectToShadowDb());
    // Its own dispose drops the database while its pool is still connected to it, which PostgreSQL refuses.
    const drop = shadow.dispose.bind(shadow);
    const pool = shadow.underlyingDriver();
    const end = pool.end.bind(pool);
    shadow.dispose = async () => {
      await end();
      pool.end = async () => {};
      await drop();
    };
    return shadow;
  }
}

const CHAR = "\0char";

function mend<Adapter extends Awaited<ReturnType<PrismaPg["connect"]>>>(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  // It cuts a script at every ";", in strings and comments too. A script goes to the server whole.
  adapter.executeScript = async (script) => void (await pool.query(script));
  // It does not know PostgreSQL's one-byte "char" (18), in which the catalogue keeps what the engine reads: it is fetched
  // as text (25) under a marked name, and the mark becomes the type.
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    for (const field of result.fields ?? [])
      if (field.dataTypeID === 18) Object.assign(field, { dataTypeID: 25, name: field.name + CHAR });
    return result;
  }) as typeof pool.query;
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (sql) => {
    const result = await queryRaw(sql);
    for (const [index, name] of result.columnNames.entries()) {
      if (!name.endsWith(CHAR)) continue;
      result.columnNames[index] = name.slice(0, -CHAR.length);
      result.columnTypes[index] = ColumnTypeEnum.Character;
    }
    return result;
  };
  return adapter;
}

/**
 * Lets Prisma's schema engine work in this process: no engine to download, no child process.
 * @param pool   the database; for a diff the engine also makes and drops a shadow database beside it
 * @param schema text of `schema.prisma`, needed by a diff only
 * @throws what PostgreSQL said first, not the engine's number for it
 */
export async function withSchemaEngine<Result>(
  pool: pg.Pool,
  work: (engine: glue.SchemaEngine) => Promise<Result>,
  schema?: string,
): Promise<Result> {
  load();
  const adapter = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(pool));
  const datamodels: [string, string][] | undefined = schema === undefined ? undefined : [["schema.prisma", schema]];
  try {
    return await work(await glue.SchemaEngine.new({ datamodels }, () => {}, adapter));
  } catch (error) {
    throw adapter.errorRegistry.consumeError(0)?.error ?? error;
  }
}
