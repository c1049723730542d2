import type { Town } from "../../domain/town.ts";
import type { HistoryPlace, MessageRow } from "../../store/history.ts";
import type { OutboxRow } from "../../store/sending.ts";
import type { Work } from "../../store/work.ts";
import { cardOf, type Item, itemOfMessage, itemOfOutbox } from "./items.ts";
import { type ChatView, receiversOf } from "./people.ts";

const ID = /^(m|outbox)-(\d{1,18})$/;
export type Found = { kind: "message"; row: MessageRow } | { kind: "outbox"; row: OutboxRow };

/** The press of a card is one message, however often the button is touched. */
export const pressId = (postId: string, person: string): string => `press/${postId}/${person}`;

/** One message of this chat; null when it is none, or another chat's. */
export async function findItem(look: Work, town: Town, chat: ChatView, id: string): Promise<Found | null> {
  const [, kind, number] = ID.exec(id) ?? [];
  if (kind === "m") {
    const row = await look.talk.messageBySeq(BigInt(number!));
    return row?.chatId === chat.id ? { kind: "message", row } : null;
  }
  if (kind !== "outbox") return null;
  const row = await look.history.outboxById(BigInt(number!));
  const readHere = row && receiversOf(town, chat).some((to) => to.kind === row.toKind && to.id === row.toId);
  return row && readHere ? { kind: "outbox", row } : null;
}

const placeOf = (found: Found): HistoryPlace =>
  found.kind === "message"
    ? { at: found.row.receivedAt, side: "person", id: found.row.seq }
    : { at: found.row.sentAt ?? found.row.notBefore, side: "bot", id: found.row.id };

/**
 * The newest `limit` messages of a chat, or those before one of them; oldest first.
 * @param reader whose presses of the cards' buttons are shown
 */
export async function historyOf(
  look: Work,
  town: Town,
  chat: ChatView,
  { reader, channel, before, limit }: { reader: string; channel: string; before: Found | null; limit: number },
): Promise<{ items: Item[]; more: boolean }> {
  const place = before && placeOf(before);
  const messages = await look.history.saidBefore(chat.id, place, limit + 1);
  const posts = await look.history.toldBefore(receiversOf(town, chat), place, limit + 1);
  const found: Found[] = [
    ...messages.map((row): Found => ({ kind: "message", row })),
    ...posts.map((row): Found => ({ kind: "outbox", row })),
  ].sort((a, b) => order(placeOf(a), placeOf(b)));
  const kept = found.slice(-limit);
  const withCard = kept.flatMap((one) => (one.kind === "outbox" && cardOf(one.row) ? [`outbox-${one.row.id}`] : []));
  const presses = await look.history.messagesByPlatformId(
    channel,
    withCard.map((id) => pressId(id, reader)),
  );
  const chosen = new Map(presses.map((press) => [press.platformId, press.text]));
  return {
    items: kept.map((one) =>
      one.kind === "message"
        ? itemOfMessage(one.row, town)
        : itemOfOutbox(one.row, town, chosen.get(pressId(`outbox-${one.row.id}`, reader))),
    ),
    more: found.length > limit,
  };
}

const order = (a: HistoryPlace, b: HistoryPlace): number =>
  a.at.getTime() - b.at.getTime() || (a.side === b.side ? Number(a.id - b.id) : a.side === "person" ? -1 : 1);
