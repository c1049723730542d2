import type { MessageType } from "../domain/vocabulary.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

/** A message as it lies in the inbox. */
export interface InboxMessage {
  channel: string;
  platformId: string;
  chatId: string;
  personId: string;
  type: MessageType;
  text: string;
  mention: boolean;
  quote?: { from: string; text: string; fromBot: boolean };
  media: StoredMedia[];
  sentAt: Date;
  receivedAt: Date;
}

export interface StoredMedia {
  name: string;
  mime: string;
  bytes: number;
  sha256?: string;
  /** Where it lies in the media folder. */
  path?: string;
  /** It lies on the platform still, under this name; for minutes to days. */
  ref?: string;
  /** Why it can not be had: size, type, empty, or `away` when the platform did not give it. */
  lost?: string;
}

/** On the platform still: to be fetched. */
export const isAway = (media: StoredMedia): boolean =>
  media.ref !== undefined && media.path === undefined && media.lost === undefined;

/**
 * Puts a message into the inbox. Null when it is there already: platforms deliver again.
 * Lone surrogates and NUL, which PostgreSQL refuses, are replaced; nothing else of the text is touched.
 */
export async function insertMessage(tx: Tx, message: InboxMessage): Promise<bigint | null> {
  const { quote, media, text, ...rest } = message;
  const rows = await tx.message.createManyAndReturn({
    data: [{ ...rest, text: storable(text), media: json(media), ...(quote ? { quote: json(quote) } : {}) }],
    skipDuplicates: true,
    select: { seq: true },
  });
  return rows[0]?.seq ?? null;
}

export const storable = (text: string): string => text.toWellFormed().replaceAll("\u0000", "\uFFFD");

export const setMedia = (tx: Tx, seq: bigint, media: StoredMedia[]) =>
  tx.message.update({ where: { seq }, data: { media: json(media) } });

export const messagesOfTurn = (tx: Tx, turnId: bigint) =>
  tx.message.findMany({ where: { turnId }, orderBy: { seq: "asc" } });

export const messageBySeq = (tx: Tx, seq: bigint) => tx.message.findUnique({ where: { seq } });

/** Messages that were stored but never came into a turn, oldest first. */
export const strayMessages = (tx: Tx, limit: number) =>
  tx.message.findMany({ where: { state: "received" }, orderBy: { seq: "asc" }, take: limit });

export const putIntoTurn = (tx: Tx, seq: bigint, turnId: bigint) =>
  tx.message.update({ where: { seq }, data: { state: "turn", turnId } });

/** The turn that takes what a person says next. One that could not be worked on takes nothing more: it would hold it up. */
export const openTurn = (tx: Tx, chatId: string, personId: string) =>
  tx.turn.findFirst({ where: { chatId, personId, state: "open", attempts: 0 }, orderBy: { id: "desc" } });

/** What others have typed in this chat and are not done with: said already, though not yet worked on. */
export const unsettledMessages = (tx: Tx, chatId: string, exceptPersonId: string) =>
  tx.message.findMany({
    where: { chatId, personId: { not: exceptPersonId }, turn: { state: "open" } },
    orderBy: { seq: "asc" },
    select: { personId: true, text: true, sentAt: true },
  });

/** Open turns of other people in this chat that began earlier, oldest first; not those that fail. */
export const openTurnsBefore = (tx: Tx, chatId: string, openedAt: Date) =>
  tx.turn.findMany({
    where: { chatId, state: "open", attempts: 0, openedAt: { lte: openedAt } },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
  });

export const createTurn = (
  tx: Tx,
  turn: { chatId: string; personId: string; addressed: boolean; openedAt: Date; settlesAt: Date },
) => tx.turn.create({ data: turn });

export const updateTurn = (
  tx: Tx,
  id: bigint,
  change: Partial<{
    addressed: boolean;
    settlesAt: Date;
    state: "open" | "done" | "failed";
    attempts: number;
    error: string | null;
    reading: unknown;
    doneAt: Date;
  }>,
) => {
  const { reading, ...rest } = change;
  return tx.turn.update({
    where: { id },
    data: { ...rest, ...(reading === undefined ? {} : { reading: json(reading) }) },
  });
};

export const turnById = (tx: Tx, id: bigint) => tx.turn.findUnique({ where: { id } });

/** Open turns whose waiting is over, oldest first. */
export const dueTurns = (tx: Tx, now: Date, limit: number) =>
  tx.turn.findMany({
    where: { state: "open", settlesAt: { lte: now } },
    orderBy: [{ settlesAt: "asc" }, { id: "asc" }],
    take: limit,
  });

export const failedTurns = (tx: Tx) =>
  tx.turn.findMany({
    where: { state: "failed" },
    orderBy: { id: "asc" },
    include: { messages: { orderBy: { seq: "asc" } } },
  });

/** Puts a turn that was given up back to work; false when it is not one. */
export async function retryTurn(tx: Tx, id: bigint, now: Date): Promise<boolean> {
  const { count } = await tx.turn.updateMany({
    where: { id, state: "failed" },
    data: { state: "open", attempts: 0, settlesAt: now },
  });
  return count > 0;
}

/** Waits for, then holds, the right to work on one chat until the transaction ends. */
export async function lockChat(tx: Tx, chatId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`chat:${chatId}`}, 7))`;
}

export const chatById = (tx: Tx, id: string) => tx.chat.findUnique({ where: { id } });

export async function ensureChat(
  tx: Tx,
  chat: { id: string; channel: string; kind: "group" | "private"; name?: string; hearsAll?: boolean },
): Promise<void> {
  const { id, ...rest } = chat;
  await tx.chat.createMany({ data: [{ id, members: [], ...rest }], skipDuplicates: true });
  // A group that came with the town file learns its channel from its first message.
  await tx.chat.updateMany({ where: { id, channel: "" }, data: { channel: chat.channel } });
}

export const setChatTakenBy = (tx: Tx, id: string, takenBy: string | null) =>
  tx.chat.update({ where: { id }, data: { takenBy } });

export const chatsTakenBy = async (tx: Tx, takenBy: string): Promise<string[]> =>
  (await tx.chat.findMany({ where: { takenBy }, select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);

/** Whether a person answers in this chat instead of the bot. */
export const isTaken = async (tx: Tx, chatId: string): Promise<boolean> =>
  (await tx.chat.count({ where: { id: chatId, takenBy: { not: null } } })) > 0;

export async function personOfIdentity(tx: Tx, channel: string, externalId: string): Promise<string | null> {
  const row = await tx.identity.findUnique({ where: { channel_externalId: { channel, externalId } } });
  return row?.personId ?? null;
}

/** An account's person, and why a platform refuses them, if one does. */
export const accountOf = (tx: Tx, channel: string, externalId: string) =>
  tx.identity.findUnique({
    where: { channel_externalId: { channel, externalId } },
    select: { personId: true, person: { select: { unreachable: true } } },
  });

export const personExists = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.person.count({ where: { id } })) > 0;

export const personName = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.person.findUnique({ where: { id }, select: { name: true } }))?.name ?? null;

export const identitiesOf = (tx: Tx, personId: string) =>
  tx.identity.findMany({ where: { personId }, orderBy: [{ channel: "asc" }, { externalId: "asc" }] });

/** All accounts of one person become another's: both were the same human being. */
export const moveIdentities = (tx: Tx, from: string, to: string) =>
  tx.identity.updateMany({ where: { personId: from }, data: { personId: to } });

/** True the first time: a stranger is invited once. */
export async function inviteOnce(tx: Tx, personId: string, now: Date): Promise<boolean> {
  const { count } = await tx.person.updateMany({ where: { id: personId, invitedAt: null }, data: { invitedAt: now } });
  return count > 0;
}

/** Makes a person of role `other` for an account that nobody has seen before, or ties it to a known person. */
export async function addIdentity(tx: Tx, channel: string, externalId: string, personId: string): Promise<void> {
  // The town is not held to have changed: whoever is not on its list is taken for one of whom nothing is known, and a
  // new version for each newcomer made all who write at once wait for one row, and every process read the town anew.
  await tx.person.createMany({ data: [{ id: personId, role: "other", position: 1_000_000 }], skipDuplicates: true });
  await tx.identity.createMany({ data: [{ channel, externalId, personId }], skipDuplicates: true });
}

/**
 * A platform refused this account as a receiver. Gives who was reachable until now: of them the office has to hear. An
 * account that never wrote goes by the person's id.
 */
export async function markUnreachable(tx: Tx, externalId: string, why: string): Promise<string[]> {
  // Platforms answer with the id in lower case.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE people SET unreachable = ${why} WHERE unreachable IS NULL AND (lower(id) = lower(${externalId}) OR id IN (
      SELECT person_id FROM identities WHERE lower(external_id) = lower(${externalId}))) RETURNING id`;
  return rows.map(({ id }) => id);
}

/** They have written, or something has reached them. */
export const markReachable = (tx: Tx, personId: string) =>
  tx.person.updateMany({ where: { id: personId, unreachable: { not: null } }, data: { unreachable: null } });

export interface UtteranceInput {
  chatId: string;
  personId: string;
  text: string;
  at: Date;
  tickets?: string[];
  citations?: string[];
  asked?: unknown;
}

export const addUtterance = (tx: Tx, u: UtteranceInput) =>
  tx.utterance.create({
    data: {
      chatId: u.chatId,
      personId: u.personId,
      text: storable(u.text),
      at: u.at,
      tickets: u.tickets ?? [],
      citations: u.citations ?? [],
      ...(u.asked ? { asked: json(u.asked) } : {}),
    },
  });

/** What was said in a chat since a moment, oldest first, at most `limit` of the newest. */
export async function recentUtterances(tx: Tx, chatId: string, since: Date, limit: number) {
  const rows = await tx.utterance.findMany({
    where: { chatId, at: { gte: since } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.reverse();
}

/** What a person said or was told in any chat since a moment, oldest first. */
export async function utterancesWith(tx: Tx, personId: string, privateChatId: string, since: Date, limit: number) {
  const rows = await tx.utterance.findMany({
    where: { at: { gte: since }, OR: [{ personId }, { chatId: privateChatId }] },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.reverse();
}

export const addDraft = (
  tx: Tx,
  draft: {
    chatId: string;
    personId: string;
    kind: string;
    text: string;
    asking: string;
    payload: unknown;
    createdAt: Date;
  },
) => tx.draft.create({ data: { ...draft, text: storable(draft.text), payload: json(draft.payload) } });

export const openDrafts = (tx: Tx, personId: string) =>
  tx.draft.findMany({ where: { personId, state: "open" }, orderBy: { id: "asc" } });

export const allOpenDrafts = (tx: Tx) => tx.draft.findMany({ where: { state: "open" }, orderBy: { id: "asc" } });

export const closeDraft = (tx: Tx, id: bigint, state: "done" | "expired") =>
  tx.draft.update({ where: { id }, data: { state } });
