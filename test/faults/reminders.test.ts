import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { startCluster, stopServer } from "../../bot/embedded/cluster.ts";
import { shelfOf } from "../../bot/embedded.ts";
import { openBell } from "../../jobs/bell.ts";
import { chanceOf } from "../../scripts/simulate/chance.ts";
import { startStub } from "../../scripts/wecom-stub/stub.ts";
import { verifyChains } from "../../store/chains.ts";
import { openStore } from "../../store/client.ts";
import { migrate } from "../../store/migrate.ts";
import { addReminders } from "../../store/reminders.ts";
import { saveTown } from "../../store/town.ts";
import { faultyTown, HANDLERS } from "./town.ts";

// Two workers race for the reminders of a morning while they are killed at random moments, their clocks go back, the
// queue forgets everything, and the database is restarted under them. 企业微信's stand-in counts what arrives.

/** The same moments in every run, as far as a busy machine keeps its own. */
const SEED = 20260929;
/** On each of the two queues. */
const KILLS = 25;
const TICKETS = 300;
/** Reminders that become due around each kill. */
const AROUND = TICKETS / KILLS;

const root = join(import.meta.dirname, "../..");
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

describe.each([
  { queue: "PostgreSQL", seed: SEED },
  { queue: "Redis", seed: SEED + 1 },
])("reminders on $queue", ({ queue, seed }) => {
  test(`with ${KILLS} kills from seed ${seed}: each reaches its person once, none is lost`, async (context) => {
    const random = chanceOf(seed).next;
    const redis = queue === "Redis" ? await ownRedis() : null;
    if (queue === "Redis" && !redis) return context.skip("redis-server is not installed");
    const database = await ownDatabase();
    const stub = await startStub({ limits: false });
    cleanups.push(() => stub.close());
    const { corpId, apps } = stub.platform.options;
    const env = {
      DATA_DIR: database.folder,
      DATABASE_URL: database.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      WECOM_API_BASE: stub.url,
      WECOM_CORP_ID: corpId,
      WECOM_AGENT_ID: apps[0]!.agentId,
      WECOM_SECRET: apps[0]!.secret,
      WECOM_CALLBACK_TOKEN: "stubtoken",
      WECOM_CALLBACK_AES_KEY: `${"stub".repeat(10)}key`,
    };
    await seedLedger(database.url);

    const said: string[] = [];
    const start = (ahead: number) => startWorker(env, ahead, said);
    const workers = [start(0), start(0)];
    cleanups.push(() => {
      for (const { child } of workers) child.kill("SIGKILL");
    });
    const bell = await openBell(redis ? { redisUrl: redis.url } : { databaseUrl: database.url }, {
      now: () => new Date(),
      onError: () => {}, // it comes and goes with its servers
    });
    cleanups.push(() => bell.stop());
    for (let kills = 0; kills < KILLS; kills++) {
      const at = random() < 0.5 ? 0 : 1;
      await Promise.race([workers[at]!.ready, sleep(8_000)]);
      const dues = await schedule(database.url, kills * AROUND, random);
      // Sometimes who has written a reminder is killed before the bell: the sweep has to find it.
      if (random() < 0.8) await bell.ring(dues.map((due) => ({ job: "reminder.ring", id: "due", at: due })));
      await sleep(random() * 900);
      workers[at]!.child.kill("SIGKILL");
      // The clock of the next one is up to twenty seconds behind, or a little ahead.
      workers[at] = start(random() < 0.5 ? 0 : Math.round(random() * 25 - 20));
      if (kills % 8 === 3) await database.restart();
      if (kills % 6 === 2) await redis?.flush();
    }
    const early = stub.delivered().length;
    for (const { child } of workers) child.kill("SIGKILL");
    // What was in the hands of the killed is free again after some minutes, which need not be waited for.
    for (const at of [0, 1]) workers[at] = start(400);

    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    cleanups.push(() => client.end());
    const rows = async (sql: string) => (await client.query(sql)).rows;
    const waiting = async () =>
      (
        await rows(`SELECT (SELECT count(*) FROM reminders WHERE state = 'waiting')
                         + (SELECT count(*) FROM outbox WHERE state IN ('waiting', 'leased')) AS n`)
      )[0].n;
    for (let waited = 0; Number(await waiting()) > 0 && waited < 90_000; waited += 250) await sleep(250);

    const told = (table: string) =>
      rows(`SELECT state, count(*)::int AS n FROM ${table} GROUP BY state ORDER BY state`);
    expect(await told("reminders"), said.slice(-20).join("")).toEqual([{ state: "sent", n: TICKETS }]);
    expect((await told("outbox")).map(({ state }) => state)).toEqual(["sent"]);
    const arrived = stub.delivered().flatMap(({ text = "" }) => text.match(/F-\d{4}/g) ?? []);
    expect(arrived.toSorted()).toEqual(Array.from({ length: TICKETS }, (_, i) => ticketNo(i)));
    expect(await rows("SELECT count(*)::int AS n FROM ticket_events WHERE action = 'remind'")).toEqual([
      { n: TICKETS },
    ]);
    const store = openStore(database.url);
    cleanups.push(() => store.close());
    expect((await verifyChains(store.db)).breaks).toEqual([]);
    // The kills fell into work, not into start-ups.
    expect(early).toBeGreaterThan(TICKETS / 10);
    console.log(
      `${queue}, seed ${seed}: ${KILLS} kills; ${early} of ${stub.delivered().length} messages while it lasted`,
    );
  }, 240_000);
});

const ticketNo = (i: number): string => `F-${String(i).padStart(4, "0")}`;

/** Open tickets, and a rung for each within the next half minute, several at one moment. */
async function seedLedger(url: string): Promise<void> {
  await migrate(url);
  const { db, close } = openStore(url);
  const now = new Date();
  await db.$transaction((tx) => saveTown(tx, faultyTown(now), now));
  await db.ticket.createMany({
    data: Array.from({ length: TICKETS }, (_, i) => ({
      no: ticketNo(i),
      type: "求助",
      category: "用电",
      title: "跳闸",
      text: "跳闸",
      lead: `D${1 + (i % HANDLERS)}`,
      status: "办理中",
      // Half of them come apart, so that there is much to send.
      urgency: i % 2 ? "urgent" : "normal",
      createdAt: now,
      replyBy: "2099-01-01",
    })),
  });
  await close();
}

/** Rungs of the next tickets, due within the next second, several at one moment; gives the moments. The database may be away. */
async function schedule(url: string, from: number, random: () => number): Promise<Date[]> {
  const now = Date.now();
  const dues = [0, 1, 2].map(() => new Date(now + Math.floor(random() * 900)));
  const rows = Array.from({ length: AROUND }, (_, i) => ({
    key: `${ticketNo(from + i)}/reply/x`,
    kind: "reply",
    subject: ticketNo(from + i),
    stage: "x",
    dueAt: dues[i % dues.length]!,
    payload: { to: "handler", kind: "到期提醒" },
  }));
  const { db, close } = openStore(url);
  try {
    await addReminders(db, rows);
  } finally {
    await close();
  }
  return dues;
}

interface RunningWorker {
  child: ChildProcess;
  ready: Promise<void>;
}

function startWorker(env: Record<string, string>, ahead: number, said: string[]): RunningWorker {
  const args = ["--import", "tsx", "test/faults/worker.ts", String(ahead)];
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env.PATH, ...env } });
  child.stderr.on("data", (chunk) => said.push(String(chunk)));
  return { child, ready: new Promise((resolve) => child.stdout.once("data", () => resolve())) };
}

/** A PostgreSQL server of the test's own, which can be taken down hard and started again. */
async function ownDatabase() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "qinqing-faults-"));
  chmodSync(folder, 0o755);
  const home = join(folder, "postgres");
  const start = () => startCluster(home, { shelf: shelfOf(home) });
  const cluster = await start();
  cleanups.push(async () => {
    await stopServer(join(home, "data"));
    rmSync(folder, { recursive: true, force: true });
  });
  const client = new pg.Client({ connectionString: cluster.url("postgres") });
  await client.connect();
  await client.query("CREATE DATABASE bot");
  await client.end();
  return {
    folder,
    url: cluster.url("bot"),
    restart: async () => {
      const pid = Number.parseInt(readFileSync(join(home, "data/postmaster.pid"), "utf8"), 10);
      process.kill(pid, "SIGQUIT");
      await sleep(300);
      await start();
    },
  };
}

/** A Redis of the test's own, which may be flushed; null where none is installed. */
async function ownRedis() {
  const port = await freePort();
  const child = spawn("redis-server", ["--port", String(port), "--save", "", "--bind", "127.0.0.1"], {
    stdio: "ignore",
  });
  const failed = new Promise<false>((resolve) => child.once("error", () => resolve(false)));
  cleanups.push(() => child.kill("SIGKILL"));
  const redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 100 });
  redis.on("error", () => {});
  cleanups.push(() => redis.disconnect());
  const there = await Promise.race([redis.ping().then(() => true), failed]);
  return there ? { url: `redis://127.0.0.1:${port}`, flush: () => redis.flushall() } : null;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
