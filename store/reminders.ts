import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";

export type ReminderRow = Prisma.ReminderGetPayload<object>;

export interface ReminderInput {
  /** Unique over all time. */
  key: string;
  kind: string;
  subject: string;
  stage: string;
  dueAt: Date;
  payload?: unknown;
}

/** Rows of one statement. */
const AT_ONCE = 2000;

/** Columns as a `ReminderRow` has them. */
const ROW = `r.id, r.key, r.kind, r.subject, r.stage, r.due_at AS "dueAt", r.payload, r.state, r.done_at AS "doneAt",
  r.attempts, r.error`;

/**
 * Gives the rows that wait now: the new ones, and those that had been taken down and are wanted again (an undone answer
 * brings its ladder back). What has rung under a key never rings again.
 */
export async function addReminders(tx: Tx, reminders: ReminderInput[]): Promise<ReminderRow[]> {
  // One statement can not touch a row twice.
  const given = [...new Map(reminders.map((r) => [r.key, r])).values()];
  const rows: ReminderRow[] = [];
  for (let at = 0; at < given.length; at += AT_ONCE)
    rows.push(
      ...(await tx.$queryRawUnsafe<ReminderRow[]>(
        `INSERT INTO reminders AS r (key, kind, subject, stage, due_at, payload)
         SELECT key, kind, subject, stage, due_at, payload
           FROM jsonb_to_recordset($1::jsonb)
             AS given(key text, kind text, subject text, stage text, due_at timestamptz, payload jsonb)
         ON CONFLICT (key) DO UPDATE SET state = 'waiting', due_at = EXCLUDED.due_at, done_at = NULL
           WHERE r.state = 'cancelled'
         RETURNING ${ROW}`,
        JSON.stringify(
          given.slice(at, at + AT_ONCE).map(({ dueAt, payload, ...r }) => ({
            ...r,
            due_at: dueAt,
            payload: payload ?? {},
          })),
        ),
      )),
    );
  return rows;
}

/** Takes down waiting reminders whose key begins so. A key begins with its subject, or has it behind its kind. */
export async function cancelByKey(tx: Tx, prefixes: string[], now: Date): Promise<void> {
  for (const prefix of prefixes)
    await tx.reminder.updateMany({
      // By subject there is an index; a key's beginning has none in most collations.
      where: { subject: { in: subjectsIn(prefix) }, key: { startsWith: prefix }, state: "waiting" },
      data: { state: "cancelled", doneAt: now },
    });
}

/** What may be the subject of a key that begins so: any run of its parts, since an id may hold a "/" of its own. */
function subjectsIn(prefix: string): string[] {
  const parts = prefix.split("/");
  return [0, 1].flatMap((from) => parts.slice(from).map((_, i) => parts.slice(from, from + i + 1).join("/")));
}

/**
 * Of those who ring at the same time one goes on and the others wait for its commit: so what is due for one person
 * becomes one message, and nobody is told twice.
 */
export const ringAlone = (tx: Tx) => tx.$queryRaw`SELECT pg_advisory_xact_lock(728311)::text`;

/** The kinds whose subject is a ticket's number. */
const OF_TICKETS = ["reply", "assign", "callback", "pause", "archive"];

/**
 * Takes up to `limit` due reminders out of waiting, their tickets locked. What belongs to a ticket that somebody moves
 * just now is left: to wait for that while holding others would let two wait for each other. `left` says how many.
 */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<{ due: ReminderRow[]; left: number }> {
  const due = await tx.$queryRaw<ReminderRow[]>`
    SELECT r.id, r.key, r.kind, r.subject, r.stage, r.due_at AS "dueAt", r.payload, r.state, r.done_at AS "doneAt",
           r.attempts, r.error
      FROM reminders r WHERE r.state = 'waiting' AND r.due_at <= ${now}
     ORDER BY r.due_at, r.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  if (due.length === 0) return { due, left: 0 };
  const nos = [...new Set(due.flatMap((r) => (OF_TICKETS.includes(r.kind) ? [r.subject] : [])))];
  const free = new Set(
    (
      await tx.$queryRaw<{ no: string }[]>`
        SELECT no FROM tickets WHERE no = ANY(${nos}) FOR NO KEY UPDATE SKIP LOCKED`
    ).map(({ no }) => no),
  );
  const gone = nos.filter((no) => !free.has(no));
  const busy = new Set(
    gone.length === 0
      ? []
      : (await tx.ticket.findMany({ where: { no: { in: gone } }, select: { no: true } })).map(({ no }) => no),
  );
  const taken = due.filter((r) => !(OF_TICKETS.includes(r.kind) && busy.has(r.subject)));
  await tx.$executeRaw`
    UPDATE reminders SET state = 'sent', done_at = ${now} WHERE id = ANY(${taken.map(({ id }) => id)})`;
  return { due: taken, left: due.length - taken.length };
}

/** Marks reminders that had nothing to tell any more. */
export const skipReminders = (tx: Tx, ids: bigint[]) =>
  tx.reminder.updateMany({ where: { id: { in: ids } }, data: { state: "skipped" } });

/** Tries after which a reminder that cannot be rung is given up, and the minutes between them. */
const RING_TRIES = 6;
const RETRY_MINUTES = [1, 5, 15, 60, 240];

/** The first due reminder could not be rung: it is tried later, or given up. Null when none is due any more. */
export async function postponeFirst(tx: Tx, now: Date, error: string): Promise<ReminderRow | null> {
  const first = await tx.reminder.findFirst({
    where: { state: "waiting", dueAt: { lte: now } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
  });
  if (!first) return null;
  const attempts = first.attempts + 1;
  const given = attempts >= RING_TRIES;
  const wait = RETRY_MINUTES[attempts - 1] ?? 240;
  return tx.reminder.update({
    where: { id: first.id },
    data: given
      ? { attempts, error, state: "failed", doneAt: now }
      : { attempts, error, dueAt: new Date(now.getTime() + wait * 60_000) },
  });
}

export const dueReminders = (tx: Tx, now: Date, limit: number): Promise<ReminderRow[]> =>
  tx.reminder.findMany({
    where: { state: "waiting", dueAt: { lte: now } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: limit,
  });

export const waitingReminders = (tx: Tx, subject: string): Promise<ReminderRow[]> =>
  tx.reminder.findMany({ where: { subject, state: "waiting" }, orderBy: { dueAt: "asc" } });
