import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Bell, openBell, type QueueAt } from "../../jobs/bell.ts";
import { type Handlers, JOBS, SCHEDULES } from "../../jobs/jobs.ts";
import { type JobQueue, jobId, openPlace, openQueue, type Place, put, QUEUE } from "../../jobs/queue.ts";
import { restore } from "../../jobs/schedules.ts";
import { makeDatabase } from "../support/database.ts";
import { clearRedis, findRedis } from "../support/redis.ts";

const redisUrl = await findRedis();

test("names that stand in a running queue are not changed by accident", () => {
  expect(QUEUE).toBe("qinqing");
  expect(Object.keys(JOBS)).toEqual([
    "turn.settle",
    "reminder.ring",
    "outbox.send",
    "sweep",
    "sessions.make",
    "papers.plan",
  ]);
  expect(SCHEDULES).toEqual({
    "sweep.every-30s": { job: "sweep", everyMs: 30_000 },
    "sessions.make.every-hour": { job: "sessions.make", everyMs: 3_600_000 },
    "papers.plan.every-hour": { job: "papers.plan", everyMs: 3_600_000 },
  });
  expect(jobId("turn.settle", "12", new Date("2026-09-28T01:00:00.5Z"))).toBe("turn.settle/12/20260928010000500");
});

/** One suite for every place where the queue may live. */
describe.each([
  { place: "PostgreSQL", there: true },
  { place: "Redis", there: redisUrl !== null },
])("the bell on $place", ({ place, there }) => {
  if (!there) {
    test.skip("no Redis answers at REDIS_URL or on 127.0.0.1:6379", () => {});
    return;
  }

  const prefix = `test-${randomBytes(4).toString("hex")}`;
  let at: QueueAt;
  let clear: () => Promise<void>;
  beforeAll(async () => {
    if (place === "Redis") {
      at = { redisUrl: redisUrl!, prefix };
      clear = () => clearRedis(redisUrl!, prefix);
    } else {
      const database = await makeDatabase({ migrated: false });
      at = { databaseUrl: database.url };
      clear = database.drop;
    }
  });

  const open = new Set<{ stop(): Promise<void> }>();
  afterEach(async () => {
    for (const bell of open) await bell.stop();
    open.clear();
  });
  afterAll(() => clear());

  const errors: [string, string][] = [];
  async function bell(now = () => new Date()): Promise<Bell> {
    errors.length = 0;
    const opened = await openBell(at, { now, onError: (error, about) => errors.push([about, error.message]) });
    open.add(opened);
    return opened;
  }

  /** Handlers that note what they were called with. */
  function noting(over: Partial<Handlers> = {}) {
    const calls: string[] = [];
    const handlers: Handlers = {
      "turn.settle": async ({ id }) => calls.push(`turn ${id}`),
      "reminder.ring": async ({ id }) => calls.push(`reminder ${id}`),
      "outbox.send": async ({ id }) => calls.push(`outbox ${id}`),
      sweep: async () => {},
      "sessions.make": async () => {},
      "papers.plan": async () => {},
      ...over,
    };
    return { calls, handlers };
  }
  const soon = (ms: number) => new Date(Date.now() + ms);

  test("rings each kind of job, what is due first", async () => {
    const { calls, handlers } = noting();
    const b = await bell();
    await b.start(handlers);
    await b.ring([
      { job: "reminder.ring", id: "2", at: soon(400) },
      { job: "turn.settle", id: "1", at: soon(-5000) },
    ]);
    await vi.waitFor(() => expect(calls).toEqual(["turn 1"]), 2000);
    await b.ring([{ job: "outbox.send", id: "3", at: soon(0) }]);
    await vi.waitFor(() => expect(calls).toEqual(["turn 1", "outbox 3", "reminder 2"]), 3000);
    expect(errors).toEqual([]);
  });

  test("never before its time", async () => {
    let rung = 0;
    const { handlers } = noting({ "reminder.ring": async () => (rung = Date.now()) });
    const b = await bell();
    await b.start(handlers);
    const due = soon(700);
    await b.ring([{ job: "reminder.ring", id: "early", at: due }]);
    await vi.waitFor(() => expect(rung).not.toBe(0), 5000);
    expect(rung).toBeGreaterThanOrEqual(due.getTime());
    expect(rung).toBeLessThan(due.getTime() + 1500);
  });

  test("measures by the bot's clock, not the machine's", async () => {
    const { calls, handlers } = noting();
    const b = await bell(() => new Date("2027-01-05T01:00:00Z"));
    await b.start(handlers);
    await b.ring([{ job: "reminder.ring", id: "then", at: new Date("2027-01-05T01:00:00.200Z") }]);
    await vi.waitFor(() => expect(calls).toEqual(["reminder then"]), 3000);
  });

  test("the same ring twice runs once; the row's next moment is another ring", async () => {
    const { calls, handlers } = noting();
    const b = await bell();
    const ring = { job: "turn.settle", id: "7", at: soon(100) } as const;
    await b.ring([ring, ring]);
    await b.ring([ring, { ...ring, at: soon(300) }]);
    await b.start(handlers);
    await vi.waitFor(() => expect(calls.length).toBe(2), 3000);
    await sleep(300);
    expect(calls).toEqual(["turn 7", "turn 7"]);
  });

  test("what was put in outlives the process that put it in", async () => {
    const first = await bell();
    await first.ring([{ job: "reminder.ring", id: "kept", at: soon(300) }]);
    await first.stop();
    open.delete(first);
    await sleep(400);
    const { calls, handlers } = noting();
    await (await bell()).start(handlers);
    await vi.waitFor(() => expect(calls).toEqual(["reminder kept"]), 3000);
  });

  test("two processes share the work, and no job is done twice", async () => {
    const { calls, handlers } = noting();
    const [one, two] = [await bell(), await bell()];
    await one.start(handlers);
    await two.start(handlers);
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    await one.ring(ids.map((id, index) => ({ job: "outbox.send", id, at: soon((index % 5) * 50) })));
    await vi.waitFor(() => expect(calls.length).toBe(40), 5000);
    await sleep(200);
    expect(calls.toSorted()).toEqual(ids.map((id) => `outbox ${id}`).toSorted());
  });

  test("a job that fails is tried again, and the failure is reported", async () => {
    let tries = 0;
    const { handlers } = noting({
      "outbox.send": async () => {
        tries += 1;
        if (tries === 1) throw new Error("the platform is away");
      },
    });
    const b = await bell();
    await b.start(handlers);
    await b.ring([{ job: "outbox.send", id: "again", at: soon(0) }]);
    await vi.waitFor(() => expect(tries).toBe(2), 8000);
    expect(errors).toContainEqual(["outbox.send", "the platform is away"]);
  });

  test("stop lets the job under way finish", async () => {
    let finished = false;
    let begun = false;
    const { handlers } = noting({
      "turn.settle": async () => {
        begun = true;
        await sleep(400);
        finished = true;
      },
    });
    const b = await bell();
    await b.start(handlers);
    await b.ring([{ job: "turn.settle", id: "slow", at: soon(0) }]);
    await vi.waitFor(() => expect(begun).toBe(true), 3000);
    await b.stop();
    open.delete(b);
    expect(finished).toBe(true);
  });

  describe("with jobs of another version in the queue", () => {
    let reached: Place;
    let queue: JobQueue;
    beforeAll(async () => {
      reached = await openPlace(at, () => {});
      queue = openQueue(reached, () => {});
    });
    afterAll(async () => {
      await queue.close();
      await reached.close();
    });

    test("an unknown one is dropped, a known one with a wrong payload fails without another try", async () => {
      await queue.add("greet", {}, { jobId: "greet/1" });
      await queue.add("turn.settle", { turn: 1 }, { jobId: "turn.settle/old" });
      const { calls, handlers } = noting();
      await (await bell()).start(handlers);
      await vi.waitFor(() => expect(errors.length).toBe(2), 3000);
      expect(errors.toSorted()).toEqual([
        ["greet", "no such job in this version; dropped"],
        ["turn.settle", expect.stringContaining("id")],
      ]);
      expect(calls).toEqual([]);
      // A start's own sweep may still be in line.
      await vi.waitFor(
        async () => expect(await queue.getJobCounts("wait", "delayed", "failed")).toMatchObject({ wait: 0, failed: 1 }),
        3000,
      );
    });

    test("an old schedule is taken out, a lost one is put back", async () => {
      await queue.upsertJobScheduler("digest.hourly", { every: 3_600_000 }, { name: "digest" });
      await (await bell()).start(noting().handlers);
      const ids = async () => (await queue.getJobSchedulers()).map(({ key }) => key).toSorted();
      const all = ["papers.plan.every-hour", "sessions.make.every-hour", "sweep.every-30s"];
      expect(await ids()).toEqual(all);
      await queue.removeJobScheduler("sweep.every-30s");
      await restore(queue);
      expect(await ids()).toEqual(all);
      await restore(queue);
      expect(await ids()).toEqual(all);
    });

    test("the sweep begins at once", async () => {
      for (const { key } of await queue.getJobSchedulers()) await queue.removeJobScheduler(key);
      let sweeps = 0;
      await (await bell()).start(noting({ sweep: async () => (sweeps += 1) }).handlers);
      await vi.waitFor(() => expect(sweeps).toBe(1), 3000);
    });

    test("a ring without a row is refused where it is put in", async () => {
      await expect(put(queue, [{ job: "turn.settle", id: "", at: soon(0) }], new Date())).rejects.toThrow();
    });
  });
});

test("a queue that is lost does not fail who rings: the row is there for the sweep", async () => {
  const database = await makeDatabase({ migrated: false });
  const errors: string[] = [];
  const options = { now: () => new Date(), onError: (error: Error) => errors.push(error.message) };
  const bell = await openBell({ databaseUrl: database.url }, options);
  await database.drop();
  await bell.ring([{ job: "turn.settle", id: "1", at: new Date() }]);
  expect(errors).not.toEqual([]);
  await bell.stop();
});

test("a Redis that does not answer at the start is an error, not a wait", async () => {
  const at = { redisUrl: "redis://127.0.0.1:9" };
  await expect(openBell(at, { now: () => new Date(), onError: () => {} })).rejects.toThrow();
});
