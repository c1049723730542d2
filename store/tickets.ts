import { chainHash } from "../domain/chain.ts";
import type { Day } from "../domain/town.ts";
import type { Action } from "../domain/vocabulary.ts";
import { Prisma, type Ticket } from "./generated/client.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

export * from "./ticket-history.ts";

const WITH = {
  history: { orderBy: { id: "asc" } },
  commitments: { orderBy: { id: "asc" } },
  complainants: { orderBy: { at: "asc" } },
  attachments: { orderBy: { id: "asc" } },
} as const satisfies Prisma.TicketInclude;

/** A ticket with its history, promises, complainants and attachments. */
export type TicketRow = Prisma.TicketGetPayload<{ include: typeof WITH }>;
export type TicketFields = Prisma.TicketUncheckedCreateInput;
export type TicketChange = Prisma.TicketUncheckedUpdateInput;

export interface HistoryEntry {
  at: Date;
  by: string;
  action: Action;
  note: string;
  change?: unknown;
}

/** The next ticket number of a local day: PREFIX-YYYYMMDD-NNN. The counter's row lock keeps numbers unique. */
export async function nextTicketNo(tx: Tx, prefix: string, day: Day): Promise<string> {
  const stem = `${prefix}-${day.replaceAll("-", "")}`;
  for (;;) {
    const [row] = await tx.$queryRaw<{ last: number }[]>`
      INSERT INTO counters (key, last) VALUES (${stem}, 1)
      ON CONFLICT (key) DO UPDATE SET last = counters.last + 1 RETURNING last`;
    const no = `${stem}-${String(row!.last).padStart(3, "0")}`;
    // An imported ticket may carry the number already.
    if (!(await tx.ticket.findUnique({ where: { no }, select: { no: true } }))) return no;
  }
}

/** As many numbers at once, without those that are taken. */
export async function nextTicketNos(tx: Tx, prefix: string, day: Day, count: number): Promise<string[]> {
  const stem = `${prefix}-${day.replaceAll("-", "")}`;
  const found: string[] = [];
  while (found.length < count) {
    const more = count - found.length;
    const [row] = await tx.$queryRaw<{ last: number }[]>`
      INSERT INTO counters (key, last) VALUES (${stem}, ${more})
      ON CONFLICT (key) DO UPDATE SET last = counters.last + ${more} RETURNING last`;
    const nos = Array.from({ length: more }, (_, i) => `${stem}-${String(row!.last - more + 1 + i).padStart(3, "0")}`);
    const taken = await tx.ticket.findMany({ where: { no: { in: nos } }, select: { no: true } });
    const known = new Set(taken.map(({ no }) => no));
    found.push(...nos.filter((no) => !known.has(no)));
  }
  return found;
}

/** Rows of one statement. */
const AT_ONCE = 500;

/** Many new tickets, each with its first history: what `createTicket` writes, in a few statements. */
export async function createTickets(
  tx: Tx,
  tickets: { fields: TicketFields; entries: HistoryEntry[] }[],
  progress: (done: number) => void = () => {},
): Promise<void> {
  for (let at = 0; at < tickets.length; at += AT_ONCE) {
    const some = tickets.slice(at, at + AT_ONCE);
    await tx.ticket.createMany({
      data: some.map(({ fields }) => ({ ...fields, ...(fields.routing ? { routing: json(fields.routing) } : {}) })),
    });
    await tx.ticketEvent.createMany({ data: some.flatMap(({ fields, entries }) => chained(fields.no, entries)) });
    await tx.complainant.createMany({
      data: some.flatMap(({ fields }) =>
        fields.company
          ? [{ ticketNo: fields.no, company: fields.company, personId: null, chatId: null, at: fields.createdAt }]
          : [],
      ),
    });
    progress(at + some.length);
  }
}

function chained(no: string, entries: HistoryEntry[], after = "") {
  let prevHash = after;
  return entries.map((entry) => {
    const row = eventRow(no, entry, prevHash);
    prevHash = row.hash;
    return row;
  });
}

function eventRow(no: string, entry: HistoryEntry, prevHash: string) {
  const body = {
    ticketNo: no,
    at: entry.at.toISOString(),
    by: entry.by,
    action: entry.action,
    note: entry.note,
    change: entry.change ?? null,
  };
  return {
    ticketNo: no,
    at: entry.at,
    by: entry.by,
    action: entry.action,
    note: entry.note,
    ...(entry.change === undefined ? {} : { change: json(entry.change) }),
    prevHash,
    hash: chainHash(prevHash, body),
  };
}

export async function createTicket(tx: Tx, fields: TicketFields, entries: HistoryEntry[]): Promise<TicketRow> {
  await tx.ticket.create({ data: { ...fields, ...(fields.routing ? { routing: json(fields.routing) } : {}) } });
  for (const entry of entries) await addHistory(tx, fields.no, entry);
  if (fields.company)
    await addComplainant(tx, fields.no, {
      company: fields.company,
      personId: (fields.fromPersons as string[] | undefined)?.[0] ?? null,
      chatId: fields.chatId ?? null,
      at: fields.createdAt as Date,
    });
  return ticketByNo(tx, fields.no) as Promise<TicketRow>;
}

export async function addHistory(tx: Tx, no: string, entry: HistoryEntry): Promise<void> {
  const last = await tx.ticketEvent.findFirst({
    where: { ticketNo: no },
    orderBy: { id: "desc" },
    select: { hash: true },
  });
  await tx.ticketEvent.create({ data: eventRow(no, entry, last?.hash ?? "") });
}

export const ticketByNo = (tx: Tx, no: string): Promise<TicketRow | null> =>
  tx.ticket.findUnique({ where: { no }, include: WITH });

/** The ticket, its row locked until the transaction ends: two moves of one ticket come one after the other. */
export async function lockTicket(tx: Tx, no: string): Promise<TicketRow | null> {
  await tx.$queryRaw`SELECT no FROM tickets WHERE no = ${no} FOR UPDATE`;
  return ticketByNo(tx, no);
}

/** What a reminder says of a ticket. */
const REMINDED = {
  no: true,
  title: true,
  status: true,
  lead: true,
  company: true,
  assignBy: true,
  replyBy: true,
  urgency: true,
  confidential: true,
  tags: true,
} as const satisfies Prisma.TicketSelect;

export type RemindedTicket = Prisma.TicketGetPayload<{ select: typeof REMINDED }>;

/** Tickets as reminders need them, without history: thousands are due at one moment. */
export const remindedTickets = (tx: Tx, where: Prisma.TicketWhereInput): Promise<RemindedTicket[]> =>
  tx.ticket.findMany({ where, select: REMINDED, orderBy: { no: "asc" } });

export const findTickets = (
  tx: Tx,
  where: Prisma.TicketWhereInput,
  options: { limit?: number; newestFirst?: boolean } = {},
): Promise<TicketRow[]> =>
  tx.ticket.findMany({
    where,
    include: WITH,
    orderBy: options.newestFirst ? [{ createdAt: "desc" }, { no: "desc" }] : [{ createdAt: "asc" }, { no: "asc" }],
    ...(options.limit ? { take: options.limit } : {}),
  });

/**
 * Matters whose owner is settled, with the owner that the bot had proposed: what re-assignments are learnt from. Nothing
 * of the confidential lane, nothing that still waits for the office, no parts of another ticket.
 */
export const settledOwners = (tx: Tx) =>
  tx.ticket.findMany({
    where: {
      confidential: false,
      parentNo: null,
      lead: { not: null },
      routing: { not: Prisma.DbNull },
      status: { notIn: ["待交办", "派单争议", "已撤回", "不予受理"] },
    },
    select: { text: true, category: true, company: true, lead: true, routing: true },
    orderBy: [{ createdAt: "asc" }, { no: "asc" }],
  });

/** The words of what companies have open. Nothing of the confidential lane. */
export const openWords = (tx: Tx, companies: string[]) =>
  tx.ticket.findMany({
    where: {
      company: { in: companies },
      confidential: false,
      status: { notIn: ["已办结", "已归档", "已撤回", "不予受理"] },
    },
    select: { no: true, company: true, text: true },
    orderBy: { no: "asc" },
  });

export async function changeTicket(
  tx: Tx,
  no: string,
  change: TicketChange,
  entries: HistoryEntry[],
): Promise<TicketRow> {
  if (Object.keys(change).length) await tx.ticket.update({ where: { no }, data: change });
  for (const entry of entries) await addHistory(tx, no, entry);
  return ticketByNo(tx, no) as Promise<TicketRow>;
}

export async function addComplainant(
  tx: Tx,
  no: string,
  who: { company: string; personId: string | null; chatId: string | null; at: Date },
): Promise<boolean> {
  const { count } = await tx.complainant.createMany({ data: [{ ticketNo: no, ...who }], skipDuplicates: true });
  return count > 0;
}

export const removeComplainant = (tx: Tx, no: string, company: string) =>
  tx.complainant.deleteMany({ where: { ticketNo: no, company } });

/** Sub-tasks of a ticket, and what was merged into it. */
export const childrenOf = (tx: Tx, no: string) =>
  tx.ticket.findMany({
    where: { parentNo: no },
    select: { no: true, status: true, tags: true },
    orderBy: { no: "asc" },
  });

/** What the town's people keep for themselves about a ticket. Read where they ask for it, and by nothing else. */
export const addNote = (tx: Tx, note: { ticketNo: string; by: string; at: Date; text: string }) =>
  tx.internalNote.create({ data: note });

export const notesOf = (tx: Tx, nos: string[]) =>
  tx.internalNote.findMany({ where: { ticketNo: { in: nos } }, orderBy: { id: "asc" } });

export const addCommitment = (tx: Tx, no: string, what: string, by: Day, madeBy: string) =>
  tx.commitment.create({ data: { ticketNo: no, what, by, madeBy } });

export const setCommitment = (tx: Tx, id: bigint, state: "kept" | "broken" | "void") =>
  tx.commitment.update({ where: { id }, data: { state } });

/** Promises with what a reminder says of their tickets. */
export const commitmentsById = (tx: Tx, ids: bigint[]) =>
  tx.commitment.findMany({ where: { id: { in: ids } }, include: { ticket: { select: REMINDED } } });

export const addAttachment = (
  tx: Tx,
  of: { ticketNo?: string; visitId?: bigint; messageSeq?: bigint },
  media: { name: string; mime: string; bytes: number; sha256?: string; path?: string },
) => {
  const { name, mime, bytes, sha256, path } = media;
  return tx.attachment.create({ data: { ...of, name, mime, bytes, ...(sha256 && { sha256 }), ...(path && { path }) } });
};

export type { Ticket };
