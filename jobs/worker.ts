import { UnrecoverableError, Worker } from "bullmq";
import { type Handlers, isJob, JOBS } from "./jobs.ts";
import { type Place, QUEUE } from "./queue.ts";

/** Jobs at once in one process. Each holds a connection to the database while it works. */
const CONCURRENCY = 6;

/** Starts working on jobs. `stop` lets those under way finish. */
export function startWorker(
  place: Place,
  handlers: Handlers,
  onError: (error: Error, about: string) => void,
): { stop(): Promise<void> } {
  const process = async ({ name, data }: { name: string; data: unknown }) => {
    if (!isJob(name)) {
      // A schedule or a delayed job outlives the build that understood it. Failing would only bring it back.
      onError(new Error("no such job in this version; dropped"), name);
      return;
    }
    const payload = JOBS[name].safeParse(data);
    if (!payload.success) throw new UnrecoverableError(`${name}: ${payload.error.message}`);
    await handlers[name](payload.data as never);
  };
  const options = { ...place.workerOptions, concurrency: CONCURRENCY, drainDelay: 5 };
  const worker = new Worker(QUEUE, process, options, place.backend);
  worker.on("error", (error) => onError(error, "queue"));
  worker.on("failed", (job, error) => onError(error, job?.name ?? "job"));
  return { stop: () => worker.close() };
}
