import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

export * from "./due.ts";
export * from "./letters.ts";
export * from "./reminders.ts";

export type OutboxRow = Prisma.OutboxGetPayload<object>;

/** Rows of one statement. */
const AT_ONCE = 2000;

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
  /** After it the conversation goes to a human agent of the platform. */
  handOver?: boolean;
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

/**
 * Writes many messages at once; gives those that are new, with the moment from which they may go. For plain words: what
 * carries files or citations is added by itself.
 */
export async function addOutboxes(tx: Tx, messages: OutboxInput[]): Promise<{ id: bigint; notBefore: Date }[]> {
  const rows = messages.map((m) => ({
    channel: m.channel ?? null,
    to_kind: m.toKind,
    to_id: m.toId,
    kind: m.kind,
    text: m.text.toWellFormed().replaceAll("\u0000", ""),
    tickets: m.tickets ?? [],
    card: m.card ?? null,
    asked: m.asked ?? null,
    priority: m.priority ?? 1,
    dedupe_key: m.dedupeKey ?? null,
    created_at: m.createdAt,
    not_before: m.notBefore,
  }));
  const added: { id: bigint; notBefore: Date }[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE)
    added.push(
      ...(await tx.$queryRawUnsafe<{ id: bigint; notBefore: Date }[]>(
        `INSERT INTO outbox (channel, to_kind, to_id, kind, text, tickets, citations, files, card, asked, priority,
                             dedupe_key, created_at, not_before)
         SELECT channel, to_kind, to_id, kind, text, tickets, '{}', '[]', nullif(card, 'null'), nullif(asked, 'null'),
                priority, dedupe_key, created_at, not_before
           FROM jsonb_to_recordset($1::jsonb) AS given(channel text, to_kind text, to_id text, kind text, text text,
                tickets text[], card jsonb, asked jsonb, priority int, dedupe_key text, created_at timestamptz,
                not_before timestamptz)
         ON CONFLICT (dedupe_key) DO NOTHING RETURNING id, not_before AS "notBefore"`,
        JSON.stringify(rows.slice(at, at + AT_ONCE)),
      )),
    );
  return added;
}

/** Of these people, who was reminded of which ticket since a moment: "person\nticket". */
export async function remindedSince(tx: Tx, people: string[], since: Date): Promise<Set<string>> {
  const rows = await tx.outbox.findMany({
    where: { toId: { in: people }, createdAt: { gte: since }, kind: "reminder", state: { notIn: ["void", "failed"] } },
    select: { toId: true, tickets: true },
  });
  return new Set(rows.flatMap(({ toId, tickets }) => tickets.map((no) => `${toId}\n${no}`)));
}

/** Paths of the files that somebody has been sent about a ticket. */
export async function filesToldTo(tx: Tx, toId: string, ticketNo: string): Promise<string[]> {
  const rows = await tx.outbox.findMany({ where: { toId, tickets: { has: ticketNo } }, select: { files: true } });
  return rows.flatMap((row) => (row.files as { path: string }[]).map(({ path }) => path));
}

export const outboxByIds = (tx: Tx, ids: bigint[]): Promise<OutboxRow[]> =>
  tx.outbox.findMany({ where: { id: { in: ids } }, orderBy: { id: "asc" } });

/** A message that still waits under this merge key. */
export const waitingByMergeKey = (tx: Tx, mergeKey: string): Promise<OutboxRow | null> =>
  tx.outbox.findFirst({ where: { mergeKey, state: "waiting" }, orderBy: { id: "desc" } });

export const updateOutbox = (tx: Tx, id: bigint, change: Prisma.OutboxUncheckedUpdateInput): Promise<OutboxRow> =>
  tx.outbox.update({ where: { id }, data: change });

/** Due, or leased by somebody who is gone. */
const due = (now: Date): Prisma.OutboxWhereInput => ({
  notBefore: { lte: now },
  OR: [{ state: "waiting" }, { state: "leased", leasedTill: { lte: now } }],
});

/** What any process may send, and what needs a connection that this one holds. */
const sendable = (held: string[]): Prisma.OutboxWhereInput => ({ OR: [{ via: null }, { via: { in: held } }] });

const BY_URGENCY: Prisma.OutboxOrderByWithRelationInput[] = [{ priority: "asc" }, { notBefore: "asc" }, { id: "asc" }];

/**
 * Takes a message for sending, until `leasedTill`. Null when it is not due, was sent, or is in other hands:
 * the claim is in the write.
 * @param held channels whose one connection this process has
 */
export async function claimOutbox(
  tx: Tx,
  id: bigint,
  now: Date,
  leasedTill: Date,
  held: string[] = [],
): Promise<OutboxRow | null> {
  const rows = await tx.outbox.updateManyAndReturn({
    where: { id, AND: [due(now), sendable(held)] },
    data: { state: "leased", leasedTill, attempts: { increment: 1 } },
  });
  return rows[0] ?? null;
}

/** Messages that should have left, the most urgent first. */
export const dueOutbox = (tx: Tx, now: Date, limit: number, held: string[] = []): Promise<OutboxRow[]> =>
  tx.outbox.findMany({ where: { AND: [due(now), sendable(held)] }, orderBy: BY_URGENCY, take: limit });

/** Of these, what only a holder of these connections can send. */
export const dueByConnection = (tx: Tx, now: Date, limit: number, held: string[]): Promise<OutboxRow[]> =>
  tx.outbox.findMany({ where: { ...due(now), via: { in: held } }, orderBy: BY_URGENCY, take: limit });

/** What waits since before `since` for a connection that nobody has had. */
export const strandedOutbox = (tx: Tx, since: Date, limit: number): Promise<OutboxRow[]> =>
  tx.outbox.findMany({
    where: { state: "waiting", via: { not: null }, notBefore: { lte: since } },
    orderBy: BY_URGENCY,
    take: limit,
  });

/** What is due and more urgent than this reminder or bulletin; nothing for a reply, which waits for nobody. */
export async function moreUrgentOutbox(
  tx: Tx,
  id: bigint,
  now: Date,
  limit: number,
  held: string[],
): Promise<bigint[]> {
  const own = await tx.outbox.findUnique({ where: { id }, select: { priority: true } });
  if (!own || own.priority < 2) return [];
  const rows = await tx.outbox.findMany({
    where: { state: "waiting", notBefore: { lte: now }, priority: { lt: own.priority }, ...sendable(held) },
    orderBy: BY_URGENCY,
    select: { id: true },
    take: limit,
  });
  return rows.map((row) => row.id);
}

export const voidOutbox = (tx: Tx, where: Prisma.OutboxWhereInput) =>
  tx.outbox.updateMany({ where: { ...where, state: "waiting" }, data: { state: "void" } });

/** Lets go at once what was held while a person answered in a chat; gives the rows. */
export async function releaseHeld(tx: Tx, toId: string, now: Date): Promise<bigint[]> {
  const where = { toId, state: "waiting", error: HELD };
  const rows = await tx.outbox.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  await tx.outbox.updateMany({ where, data: { notBefore: now, error: null } });
  return rows.map(({ id }) => id);
}

/** Why a row waits though its time has come. */
export const HELD = "a person answers in this chat";

/** Takes back what waits for a person who wants to be left alone; emergencies and call-backs still come. */
export const voidUnprompted = (tx: Tx, personId: string) => tx.$executeRaw`
  UPDATE outbox SET state = 'void', error = 'receiver wants no messages'
   WHERE to_kind = 'person' AND to_id = ${personId} AND state = 'waiting' AND kind <> 'reply' AND priority > 0
     AND coalesce(asked->>'kind', '') <> 'callback'`;
