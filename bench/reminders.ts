/**
 * Reminders at the size of a large city: 100,000 open tickets with their ladders. What scheduling costs, what a sweep
 * costs that finds nothing, and how long 10,000 reminders that are due at nine take into the outbox, on both queues,
 * beside bare BullMQ doing nothing 10,000 times. Counts what it has made: all there, each once.
 *
 *     npm run bench:reminders            own PostgreSQL, or the server of DATABASE_URL (a database of its own there)
 *     npm run bench:reminders -- 20000   fewer tickets, quicker
 *
 * The set-up is made once; sweeps and nine o'clocks are the best of five. Redis: REDIS_URL, or the one on this machine.
 */
import { findRedis } from "../test/support/redis.ts";
import { bareBullmq } from "./reminders/bare.ts";
import { DUE, openGround } from "./reminders/ground.ts";
import { nineOClock } from "./reminders/nine.ts";
import { seedTickets, startLadders, startOneByOne } from "./reminders/seed.ts";

const ROUNDS = 5;
const SWEEP_MS = 20;
const OUTBOX_SECONDS = 30;

const tickets = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(tickets) || tickets < 2 * DUE) {
  console.error(`usage: npm run bench:reminders -- [TICKETS, at least ${2 * DUE}]`);
  process.exit(2);
}
const best = (values: number[]) => Math.min(...values);
const step = (text: string) => console.error(`… ${text}`);
const faults: string[] = [];
const show = (name: string, value: string, wanted = "", ok = true) => {
  console.log(`${name.padEnd(52)}${value.padStart(14)}  ${wanted}${ok ? "" : "  MISSED"}`);
  if (!ok) faults.push(name);
};

step("starting PostgreSQL");
const ground = await openGround();
try {
  step(`writing ${tickets} open tickets`);
  await seedTickets(ground, tickets);
  step("starting their ladders");
  const bulk = await startLadders(ground, tickets, (done) => step(`${done} tickets have their ladder`));
  show("ladders, by the thousand", `${(bulk.ms / tickets).toFixed(3)} ms`, `a ticket; ${bulk.rows} reminders`);
  show("bells that they put into the queue", String(bulk.bells), "one for each moment");
  const single = await startOneByOne(ground);
  show("a ladder by itself, in its own transaction", `${single.toFixed(2)} ms`, "best of five means of 100");

  step("sweeping");
  const sweeps: number[] = [];
  for (let i = 0; i < 25; i++) sweeps.push(await ground.emptySweep());
  const sorted = [...sweeps].sort((a, b) => a - b);
  const idle = best(sweeps);
  show(
    "a sweep that finds nothing",
    `${idle.toFixed(1)} ms`,
    `best; median ${sorted[12]!.toFixed(1)}, worst ${sorted.at(-1)!.toFixed(1)}; wanted ${SWEEP_MS}`,
    sorted[12]! <= SWEEP_MS,
  );

  const redisUrl = await findRedis();
  for (const queue of [{ name: "PostgreSQL" }, ...(redisUrl ? [{ name: "Redis", redisUrl }] : [])]) {
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      step(`${queue.name}: bare BullMQ, ${round + 1} of ${ROUNDS}`);
      bare.push(await bareBullmq(ground, queue, DUE));
    }
    show(`${queue.name}: bare BullMQ, ${DUE} empty jobs`, `${(best(bare) / 1000).toFixed(2)} s`, "added and worked");
    for (const kind of ["urgent", "normal"] as const) {
      const rounds: number[] = [];
      let messages = 0;
      for (let round = 0; round < ROUNDS; round++) {
        step(`${queue.name}: nine o'clock, ${kind}, ${round + 1} of ${ROUNDS}`);
        const found = await nineOClock(ground, queue, kind);
        rounds.push(found.ms);
        messages = found.messages;
      }
      const name = kind === "urgent" ? "each a message" : `in ${messages} digests`;
      const seconds = best(rounds) / 1000;
      show(
        `${queue.name}: ${DUE} reminders in the outbox, ${name}`,
        `${seconds.toFixed(2)} s`,
        `worst ${(Math.max(...rounds) / 1000).toFixed(2)}; ${(best(rounds) / best(bare)).toFixed(2)} × bare; wanted ${OUTBOX_SECONDS} s`,
        seconds <= OUTBOX_SECONDS,
      );
    }
  }
  if (!redisUrl) console.log("Redis: none answers here; not measured");
} finally {
  await ground.close();
}
if (faults.length > 0) process.exitCode = 1;
