import { z } from "zod";

/** A row's id. The row is the truth: a job only says which row to look at. */
const row = z.object({ id: z.string().min(1) });

/**
 * Everything that the queue may carry: name → payload. A payload is parsed when it is put in and again when it is run,
 * because a job can be older than the build that runs it.
 * Handlers are idempotent and safe to overlap: a job may come twice, late, or after its row was dealt with.
 */
export const JOBS = {
  /** A person has been quiet for long enough: work on what they said. */
  "turn.settle": row,
  /** Something promised for now. */
  "reminder.ring": row,
  /** A message to send. */
  "outbox.send": row,
  /** Looks for rows that are due and were not rung. */
  sweep: z.object({}),
  /** Makes the sessions of series that have come near. */
  "sessions.make": z.object({}),
  /** Writes the bells of bulletins, weekly 督办 and digests that come next. */
  "papers.plan": z.object({}),
} as const;

export type JobName = keyof typeof JOBS;
export type Payload<Name extends JobName> = z.infer<(typeof JOBS)[Name]>;

/** A job that is about one row. */
export type RowJob = { [Name in JobName]: Payload<Name> extends { id: string } ? Name : never }[JobName];

/** What is to be run, for which row, and when. */
export interface Ring {
  job: RowJob;
  id: string;
  at: Date;
}

export type Handlers = { [Name in JobName]: (payload: Payload<Name>) => Promise<unknown> };

/**
 * What the bot does by itself again and again: schedule id → job. The ids live in the queue and outlive this build:
 * one that is changed or taken out here is taken out of the queue at the next start.
 */
export const SCHEDULES: Record<string, { job: "sweep" | "sessions.make" | "papers.plan"; everyMs: number }> = {
  "sweep.every-30s": { job: "sweep", everyMs: 30_000 },
  "sessions.make.every-hour": { job: "sessions.make", everyMs: 3_600_000 },
  "papers.plan.every-hour": { job: "papers.plan", everyMs: 3_600_000 },
};

export const isJob = (name: string): name is JobName => Object.hasOwn(JOBS, name);
