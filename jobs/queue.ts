import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  Queue,
  runMigrations,
} from "bullmq";
import { Redis } from "ioredis";
import pg from "pg";
import type { QueueAt } from "./bell.ts";
import { JOBS, type Ring } from "./jobs.ts";

/** Its name in Redis and in PostgreSQL's `bullmq` schema. Renaming it orphans the jobs of a running service. */
export const QUEUE = "qinqing";

/** A finished job is forgotten at once; of the failed the last are kept for whoever looks into it. */
const JOB_OPTIONS = {
  removeOnComplete: true,
  removeOnFail: { count: 1000 },
  attempts: 4,
  backoff: { type: "exponential", delay: 1000 },
};

type Backend = BackendFactory<IQueueBackend, object>;

/** Where the queue lives: what `Queue` and `Worker` need to be made, and how to let go of it. */
export interface Place {
  options: { connection: object; prefix?: string };
  /** For the worker, which waits where the queue must fail at once. */
  workerOptions: { connection: object; prefix?: string };
  backend: Backend;
  close(): Promise<void>;
}

/**
 * Reaches the queue's place. Redis when its URL is given; otherwise the database at `databaseUrl`, in a schema of its own.
 * @param onError what goes wrong with a connection while nobody waits for it
 */
export async function openPlace(at: QueueAt, onError: (error: Error) => void): Promise<Place> {
  return at.redisUrl === undefined ? openPostgres(at.databaseUrl, onError) : openRedis(at.redisUrl, at.prefix, onError);
}

async function openRedis(url: string, prefix: string | undefined, onError: (error: Error) => void): Promise<Place> {
  // A person waits for who puts a job in, so that fails at once (the sweep finds the row later); a worker may wait.
  const hasty = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false, lazyConnect: true });
  const patient = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  hasty.on("error", onError);
  patient.on("error", onError);
  await hasty.connect();
  const options = prefix === undefined ? {} : { prefix };
  return {
    options: { connection: hasty, ...options },
    workerOptions: { connection: patient, ...options },
    backend: createRedisBackend as unknown as Backend,
    close: async () => {
      hasty.disconnect();
      patient.disconnect();
    },
  };
}

async function openPostgres(url: string, onError: (error: Error) => void): Promise<Place> {
  // BullMQ names its tables without their schema, and keeps one connection for LISTEN.
  const pool = new pg.Pool({ connectionString: url, options: "-c search_path=bullmq", max: 6 });
  pool.on("error", onError);
  // A connection that breaks while BullMQ has it checked out would end the process: nobody else listens to it then.
  pool.on("connect", (client) => client.on("error", onError));
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    options: { connection: pool },
    workerOptions: { connection: pool },
    backend: createPostgresBackend as unknown as Backend,
    close: () => pool.end(),
  };
}

export type JobQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend, object>;

export function openQueue(place: Place, onError: (error: Error) => void): JobQueue {
  const queue: JobQueue = new Queue(QUEUE, { ...place.options, defaultJobOptions: JOB_OPTIONS }, place.backend);
  queue.on("error", onError);
  return queue;
}

/**
 * Puts jobs in. The same job for the same row and moment is put in once; another moment is another job, since the row
 * decides when it runs what it is good for.
 */
export async function put(queue: JobQueue, rings: Ring[], now: Date): Promise<void> {
  await queue.addBulk(
    rings.map(({ job, id, at }) => ({
      name: job,
      data: JOBS[job].parse({ id }),
      opts: { jobId: jobId(job, id, at), delay: Math.max(0, at.getTime() - now.getTime()) },
    })),
  );
}

/** Never all digits, never with ":" (both mean something to BullMQ). */
export function jobId(job: string, id: string, at: Date): string {
  return `${job}/${id.replaceAll(":", "_")}/${at.toISOString().replace(/\D/g, "")}`;
}
