import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

export type OutboxRow = Prisma.OutboxGetPayload<object>;
export type ReminderRow = Prisma.ReminderGetPayload<object>;

export type MessageKind = "reply" | "notice" | "reminder" | "push" | "report";

export interface OutboxInput {
  channel?: string | null;
  toKind: "group" | "person" | "department";
  toId: string;
  kind: MessageKind;
  text: string;
  tickets?: string[];
  citations?: string[];
  files?: { name: string; bytes: number; path: string }[];
  card?: unknown;
  asked?: unknown;
  priority?: 0 | 1 | 2 | 3;
  dedupeKey?: string;
  createdAt: Date;
  notBefore: Date;
  mergeKey?: string;
}

/** Null when a message with this dedupe key was written before. */
export async function addOutbox(tx: Tx, message: OutboxInput): Promise<OutboxRow | null> {
  const rows = await tx.outbox.createManyAndReturn({
    data: [
      {
        ...message,
        text: message.text.toWellFormed().replaceAll("\u0000", ""),
        files: json(message.files ?? []),
        card: message.card ? json(message.card) : undefined,
        asked: message.asked ? json(message.asked) : undefined,
      } as Prisma.OutboxCreateManyInput,
    ],
    skipDuplicates: true,
  });
  return rows[0] ?? null;
}

export const outboxByIds = (tx: Tx, ids: bigint[]): Promise<OutboxRow[]> =>
  tx.outbox.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });

/** A message that still waits under this merge key. */
export const waitingByMergeKey = (tx: Tx, mergeKey: string): Promise<OutboxRow | null> =>
  tx.outbox.findFirst({ where: { mergeKey, state: "waiting" }, orderBy: { id: "desc" } });

export const updateOutbox = (tx: Tx, id: bigint, change: Prisma.OutboxUncheckedUpdateInput): Promise<OutboxRow> =>
  tx.outbox.update({ where: { id }, data: change });

/**
 * Takes a message for sending, until `leasedTill`. Null when it is not due, was sent, or is in other hands:
 * the claim is in the write.
 */
export async function claimOutbox(tx: Tx, id: bigint, now: Date, leasedTill: Date): Promise<OutboxRow | null> {
  const rows = await tx.outbox.updateManyAndReturn({
    where: {
      id,
      notBefore: { lte: now },
      OR: [{ state: "waiting" }, { state: "leased", leasedTill: { lte: now } }],
    },
    data: { state: "leased", leasedTill, attempts: { increment: 1 } },
  });
  return rows[0] ?? null;
}

/** Messages that should have left: due, or leased by somebody who is gone. */
export const dueOutbox = (tx: Tx, now: Date, limit: number): Promise<OutboxRow[]> =>
  tx.outbox.findMany({
    where: {
      notBefore: { lte: now },
      OR: [{ state: "waiting" }, { state: "leased", leasedTill: { lte: now } }],
    },
    orderBy: [{ priority: "asc" }, { notBefore: "asc" }, { id: "asc" }],
    take: limit,
  });

export const voidOutbox = (tx: Tx, where: Prisma.OutboxWhereInput) =>
  tx.outbox.updateMany({ where: { ...where, state: "waiting" }, data: { state: "void" } });

/** Takes back what waits for a person who wants to be left alone; emergencies and call-backs still come. */
export const voidUnprompted = (tx: Tx, personId: string) => tx.$executeRaw`
  UPDATE outbox SET state = 'void', error = 'receiver wants no messages'
   WHERE to_kind = 'person' AND to_id = ${personId} AND state = 'waiting' AND kind <> 'reply' AND priority > 0
     AND coalesce(asked->>'kind', '') <> 'callback'`;

export interface ReminderInput {
  /** Unique over all time. */
  key: string;
  kind: string;
  subject: string;
  stage: string;
  dueAt: Date;
  payload?: unknown;
}

/**
 * Gives the rows that wait now: the new ones, and those that had been taken down and are wanted again (an undone answer
 * brings its ladder back). What has rung under a key never rings again.
 */
export async function addReminders(tx: Tx, reminders: ReminderInput[]): Promise<ReminderRow[]> {
  if (reminders.length === 0) return [];
  const rows = await tx.reminder.createManyAndReturn({
    data: reminders.map((r) => ({ ...r, payload: json(r.payload ?? {}) })),
    skipDuplicates: true,
  });
  const made = new Set(rows.map((row) => row.key));
  for (const { key, dueAt } of reminders.filter((r) => !made.has(r.key)))
    rows.push(
      ...(await tx.reminder.updateManyAndReturn({
        where: { key, state: "cancelled" },
        data: { state: "waiting", dueAt, doneAt: null },
      })),
    );
  return rows;
}

/** Takes down waiting reminders whose key begins so. */
export async function cancelByKey(tx: Tx, prefixes: string[], now: Date): Promise<void> {
  for (const prefix of prefixes)
    await tx.reminder.updateMany({
      where: { key: { startsWith: prefix }, state: "waiting" },
      data: { state: "cancelled", doneAt: now },
    });
}

/** Takes a due reminder out of waiting; null when somebody was faster, or it was cancelled, or is not due. */
export async function claimReminder(tx: Tx, id: bigint, now: Date): Promise<ReminderRow | null> {
  const rows = await tx.reminder.updateManyAndReturn({
    where: { id, state: "waiting", dueAt: { lte: now } },
    data: { state: "sent", doneAt: now },
  });
  return rows[0] ?? null;
}

export const setReminder = (tx: Tx, id: bigint, change: Prisma.ReminderUncheckedUpdateInput): Promise<ReminderRow> =>
  tx.reminder.update({ where: { id }, data: change });

export const dueReminders = (tx: Tx, now: Date, limit: number): Promise<ReminderRow[]> =>
  tx.reminder.findMany({
    where: { state: "waiting", dueAt: { lte: now } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: limit,
  });

export const waitingReminders = (tx: Tx, subject: string): Promise<ReminderRow[]> =>
  tx.reminder.findMany({ where: { subject, state: "waiting" }, orderBy: { dueAt: "asc" } });
