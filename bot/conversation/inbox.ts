import type { MessageType } from "../../domain/vocabulary.ts";
import type { StoredMedia } from "../../store/conversation.ts";
import type { Ledger } from "../../store/ledger.ts";
import type { Work } from "../../store/work.ts";
import { maskSecrets } from "../../text/hearing/fields/index.ts";

/** A message as a channel hands it over, its media saved. */
export interface Received {
  channel: string;
  platformId: string;
  /** External ids, as the platform writes them. */
  chat: { kind: "group" | "private"; id: string };
  from: string;
  type: MessageType;
  text: string;
  mention: boolean;
  quote?: { from: string; text: string; fromBot: boolean };
  media: StoredMedia[];
  sentAt: Date;
}

/**
 * Stores a message. When this returns, the message is safe whatever happens to the process.
 * @returns its place in the inbox; null when it was there already
 */
export function storeMessage(ledger: Ledger, message: Received, now: Date): Promise<bigint | null> {
  const { chat, from, ...given } = message;
  const { quote } = given;
  const rest = {
    ...given,
    text: maskSecrets(given.text).text,
    ...(quote ? { quote: { ...quote, text: maskSecrets(quote.text).text } } : {}),
  };
  return ledger.transaction(async (work) => {
    const personId = await whoIs(work, message.channel, from);
    const chatId = chat.kind === "private" ? personId : await groupId(work, message.channel, chat.id);
    const known = await work.talk.chatById(chatId);
    if (!known?.channel) await work.talk.ensureChat({ id: chatId, channel: message.channel, kind: chat.kind });
    return work.talk.insertMessage({ ...rest, personId, chatId, receivedAt: now });
  });
}

/**
 * The person behind an account: one that is tied to it, one of the town's list who goes by that very id, or a new
 * one of whom nothing is known.
 */
async function whoIs(work: Work, channel: string, externalId: string): Promise<string> {
  const tied = await work.talk.accountOf(channel, externalId);
  if (tied?.person.unreachable) await work.talk.markReachable(tied.personId);
  if (tied) return tied.personId;
  const personId = (await work.talk.personExists(externalId)) ? externalId : outsideId(channel, externalId);
  await work.talk.markReachable(personId);
  await work.talk.addIdentity(channel, externalId, personId);
  return personId;
}

const groupId = async (work: Work, channel: string, externalId: string): Promise<string> =>
  (await work.talk.chatById(externalId)) ? externalId : outsideId(channel, externalId);

/** Ids of different platforms must not meet. */
const outsideId = (channel: string, externalId: string) => `${channel}:${externalId}`;

/** The platform's id of a group that was stored by `storeMessage`. */
export const externalGroupId = (channel: string, chatId: string): string =>
  chatId.startsWith(`${channel}:`) ? chatId.slice(channel.length + 1) : chatId;
