import type { Handlers, Ring } from "./jobs.ts";
import { openPlace, openQueue, put } from "./queue.ts";
import { keepSchedules } from "./schedules.ts";
import { startWorker } from "./worker.ts";

/** Redis, or a database whose queue lives beside the bot's tables. */
export type QueueAt =
  | { redisUrl: string /** Apart from other users of the same Redis. */; prefix?: string }
  | { redisUrl?: undefined; databaseUrl: string };

/** What makes things happen at their time. Rows are the truth; a bell that is lost is rung again by the sweep. */
export interface Bell {
  /** Never throws for a queue that can not be reached: the change is committed already, and the sweep will find it. */
  ring(rings: Ring[]): Promise<void>;
  /** Begins to work on jobs; without it this process only puts them in. */
  start(handlers: Handlers): Promise<void>;
  /** Lets jobs under way finish. */
  stop(): Promise<void>;
}

export interface BellOptions {
  /** The bot's time, by which a ring's `at` is meant. */
  now(): Date;
  onError(error: Error, about: string): void;
}

/** In milliseconds. A person waits for the answer that is sent by this ring's process. */
const RING_WITHIN = 5_000;
/** Jobs put in with one call. */
const AT_ONCE = 1_000;

function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the queue did not answer within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The bell on BullMQ. @throws when the queue can not be reached at the start */
export async function openBell(at: QueueAt, { now, onError }: BellOptions): Promise<Bell> {
  let stopped = false;
  const onQueueError = (error: Error) => {
    if (!stopped) onError(error, "queue"); // a connection that goes away while we leave is no news
  };
  const place = await openPlace(at, onQueueError);
  const queue = openQueue(place, onQueueError);
  const running: { stop(): Promise<void> }[] = [];
  return {
    ring: async (rings) => {
      if (rings.length === 0 || stopped) return;
      try {
        for (let from = 0; from < rings.length; from += AT_ONCE)
          await within(RING_WITHIN, put(queue, rings.slice(from, from + AT_ONCE), now()));
      } catch (error) {
        onQueueError(error as Error);
      }
    },
    start: async (handlers) => {
      running.push(startWorker(place, handlers, onError), await keepSchedules(queue, onQueueError));
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running.map((part) => part.stop()));
      await queue.close();
      await place.close();
    },
  };
}
