import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createApp } from "../../bot/app.ts";
import { TownKeeper } from "../../bot/conversation/town-keeper.ts";
import { startEmbedded } from "../../bot/embedded.ts";
import { loadFacts } from "../../bot/facts.ts";
import { FileShelf } from "../../bot/files.ts";
import type { Ring } from "../../desk/desk.ts";
import type { Town } from "../../domain/town.ts";
import { openBell, type QueueAt } from "../../jobs/bell.ts";
import { openStore } from "../../store/client.ts";
import { Ledger } from "../../store/ledger.ts";
import { migrate } from "../../store/migrate.ts";
import { NOWHERE } from "../../text/hearing/bare.ts";

/** Reminders that are due at nine. */
export const DUE = 10_000;
/** As many as a prefecture-level city has. */
export const DEPARTMENTS = 57;
/** The reply date of the tickets whose rungs ring at nine: a Wednesday. */
export const DAY = "2026-11-25";

export type App = ReturnType<typeof createApp>;
export type Ground = Awaited<ReturnType<typeof openGround>>;

const town: Town = {
  botName: "小助手",
  zone: "Asia/Shanghai",
  calendar: {},
  rules: {
    ...NOWHERE.rules,
    reminders: [
      { offset: -2, unit: "working", to: "handler", kind: "临期提醒" },
      { offset: 0, unit: "working", to: "handler", kind: "到期提醒" },
      { offset: 1, unit: "working", to: "dept_leader", kind: "超期督办" },
      { offset: 3, unit: "working", to: "office", kind: "升级督办" },
    ],
  },
  departments: Array.from({ length: DEPARTMENTS }, (_, i) => ({
    id: `D${i}`,
    name: `第${i}单位`,
    duties: "",
    aliases: [],
    office: i === 0,
    confidential: false,
  })),
  people: Array.from({ length: DEPARTMENTS }, (_, i) => [
    { id: `clerk${i}`, role: i === 0 ? ("admin" as const) : ("dept" as const), department: `D${i}` },
    { id: `head${i}`, role: "dept_leader" as const, department: `D${i}` },
  ])
    .flat()
    .map((p) => ({ ...p, name: p.id, liaisonFor: [], muted: false })),
  enterprises: [],
  policies: [],
  events: [],
  series: [],
  groups: [],
};

/** A database of its own, the town in it, and the bot's app on a clock that can be set and then runs. */
export async function openGround() {
  const given = process.env.DATABASE_URL;
  const server = given
    ? { url: (name: string) => Object.assign(new URL(given), { pathname: `/${name}` }).href, stop: async () => {} }
    : await startEmbedded(mkdtempSync(join(tmpdir(), "bench-reminders-pg-")));
  const name = `bench_reminders_${process.pid}`;
  const orders = new pg.Client({ connectionString: given ?? server.url("postgres") });
  await orders.connect();
  await orders.query(`CREATE DATABASE ${name}`);
  const url = server.url(name);
  await migrate(url);
  const store = openStore(url);
  const ledger = new Ledger(store);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => {}); // the database is dropped at the end
  let ahead = 0;
  const clock = { now: () => new Date(Date.now() + ahead) };
  let ring = async (_: Ring[]): Promise<void> => {};
  const facts = loadFacts();
  const app: App = createApp({
    ledger,
    clock,
    keeper: new TownKeeper(facts),
    models: facts.models,
    files: new FileShelf(mkdtempSync(join(tmpdir(), "bench-reminders-"))),
    postman: { post: async () => ({ ok: true }) },
    ring: (rings) => ring(rings as Ring[]),
    onError: (error, about) => console.error(about, error),
  });
  /** Lets the clock run on from a moment. */
  const set = (moment: Date) => {
    ahead = moment.getTime() - Date.now();
  };
  set(new Date("2026-10-19T09:30:00+08:00"));
  await app.importTown(town);
  return {
    app,
    ledger,
    clock,
    set,
    url,
    query: (sql: string, values: unknown[] = []) => pool.query(sql, values),
    /** The bot's bell, worked by the app; the outbox is only looked at. */
    openBell: async (queue: { redisUrl?: string }) => {
      const at: QueueAt = queue.redisUrl ? { redisUrl: queue.redisUrl, prefix: name } : { databaseUrl: url };
      const onError = (error: Error, about: string) => console.error(about, error);
      const bell = await openBell(at, { now: clock.now, onError });
      ring = async (rings) => bell.ring(rings.filter(({ job }) => job === "reminder.ring"));
      return bell;
    },
    queueAt: (queue: { redisUrl?: string }): QueueAt =>
      queue.redisUrl ? { redisUrl: queue.redisUrl, prefix: `${name}_bare` } : { databaseUrl: url },
    emptySweep: async () => {
      const start = performance.now();
      const { reminders, outbox } = await app.sweep();
      if (reminders + outbox > 0) throw new Error("the sweep was to find nothing");
      return performance.now() - start;
    },
    close: async () => {
      await pool.end();
      await store.close();
      await orders.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await orders.end();
      await server.stop();
    },
  };
}
