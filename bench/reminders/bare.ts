import { Worker } from "bullmq";
import { openPlace, openQueue, QUEUE } from "../../jobs/queue.ts";
import type { Ground } from "./ground.ts";

/** Milliseconds that BullMQ takes to be given so many empty jobs and to work on them, with the bot's own settings. */
export async function bareBullmq(ground: Ground, at: { redisUrl?: string }, jobs: number): Promise<number> {
  const onError = (error: Error) => console.error("bare", error);
  const place = await openPlace(ground.queueAt(at), onError);
  const queue = openQueue(place, onError);
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const worker = new Worker(
    QUEUE,
    async () => {
      done += 1;
      if (done === jobs) finish();
    },
    { ...place.workerOptions, concurrency: 6, drainDelay: 5 },
    place.backend,
  );
  worker.on("error", onError);
  try {
    const start = performance.now();
    for (let from = 0; from < jobs; from += 1000)
      await queue.addBulk(
        Array.from({ length: 1000 }, (_, i) => ({ name: "bare", data: {}, opts: { jobId: `bare/${from + i}/` } })),
      );
    await finished;
    return performance.now() - start;
  } finally {
    await worker.close();
    await queue.close();
    await place.close();
  }
}
