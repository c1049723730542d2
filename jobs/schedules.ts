import { SCHEDULES } from "./jobs.ts";
import type { JobQueue } from "./queue.ts";

const SWEEP = "sweep.every-30s";

/** How often it is looked whether the schedules are still there. */
const LOOK_EVERY = 60_000;

/**
 * Writes the schedules into the queue, takes out those that this version does not know, and puts them back when the
 * queue has lost them (a flushed or replaced Redis): without them nothing would ever sweep again.
 */
export async function keepSchedules(
  queue: JobQueue,
  onError: (error: Error) => void,
): Promise<{ stop(): Promise<void> }> {
  const known = new Set(Object.keys(SCHEDULES));
  const there = (await queue.getJobSchedulers()).map(({ key }) => key);
  for (const key of there) if (!known.has(key)) await queue.removeJobScheduler(key);
  for (const id of known) await write(queue, id);
  // A new schedule begins at once. One that was there may have hung on a worker that was killed.
  if (there.includes(SWEEP)) await queue.add(SCHEDULES[SWEEP]!.job, {});

  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = restore(queue).catch(onError);
  }, LOOK_EVERY);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Writes the schedules that are missing. */
export async function restore(queue: JobQueue): Promise<void> {
  const there = new Set((await queue.getJobSchedulers()).map(({ key }) => key));
  for (const id of Object.keys(SCHEDULES)) if (!there.has(id)) await write(queue, id);
}

async function write(queue: JobQueue, id: string): Promise<void> {
  const { job, everyMs } = SCHEDULES[id]!;
  await queue.upsertJobScheduler(id, { every: everyMs }, { name: job, data: {} });
}
