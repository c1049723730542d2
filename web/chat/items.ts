import { departmentById } from "../../domain/recipients.ts";
import type { Town } from "../../domain/town.ts";
import type { StoredMedia } from "../../store/conversation.ts";
import type { MessageRow } from "../../store/history.ts";
import type { OutboxRow } from "../../store/sending.ts";
import { toBePassedOn } from "../../text/saying/tickets.ts";
import type { Card, Post } from "./parts.ts";
import { isOffice, nameOf } from "./people.ts";

/** One message as the page shows it. */
export interface Item {
  /** "m-12" for what a person wrote, "outbox-12" for what the bot said. */
  id: string;
  at: string;
  /** Null: the bot. */
  from: { id: string; name: string } | null;
  type: string;
  text: string;
  /** Characters of the whole text, when `text` is only its beginning. */
  whole?: number;
  quote?: { name: string; text: string };
  files: { name: string; bytes: number; image: boolean; kept: boolean }[];
  card?: Card & { chosen?: string };
}

/** A page with a hundred messages of a megabyte each would stand still. In characters. */
const SHOWN = 3000;
const QUOTED = 120;
const IMAGES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp"]);

export const isImage = (mime: string): boolean => IMAGES.has(mime);

/** The beginning of a text, no character cut in two. */
function beginning(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

const shown = (text: string): Pick<Item, "text" | "whole"> =>
  text.length > SHOWN ? { text: beginning(text, SHOWN), whole: [...text].length } : { text };

export const mediaOf = (message: MessageRow): StoredMedia[] => message.media as unknown as StoredMedia[];

export function itemOfMessage(message: MessageRow, town: Town): Item {
  const quote = message.quote as { from: string; text: string; fromBot?: boolean } | null;
  return {
    id: `m-${message.seq}`,
    at: message.receivedAt.toISOString(),
    from: { id: message.personId, name: nameOf(town, message.personId) },
    type: message.type,
    ...shown(message.text),
    ...(quote
      ? {
          quote: {
            name: quote.fromBot || !quote.from ? town.botName : nameOf(town, quote.from),
            text: beginning(quote.text, QUOTED),
          },
        }
      : {}),
    files: mediaOf(message).map((media) => ({
      name: media.name,
      bytes: media.bytes,
      image: isImage(media.mime),
      kept: media.path !== undefined,
    })),
  };
}

export const filesOf = (row: OutboxRow) => row.files as unknown as { name: string; bytes: number; path: string }[];

export const cardOf = (row: OutboxRow): Card | undefined => {
  const card = row.card as unknown as Card | null;
  return card && Array.isArray(card.buttons) ? card : undefined;
};

export function itemOfOutbox(row: OutboxRow, town: Town, chosen?: string): Item {
  const card = cardOf(row);
  return {
    id: `outbox-${row.id}`,
    at: (row.sentAt ?? row.notBefore).toISOString(),
    from: null,
    type: row.kind,
    ...shown(textOf(row, town)),
    files: filesOf(row).map(({ name, bytes }) => ({ name, bytes, image: false, kept: true })),
    ...(card ? { card: { ...card, ...(chosen ? { chosen } : {}) } } : {}),
  };
}

/** As the reader got it: what is meant for a department without people reaches the office with a word before it. */
export const textOf = (row: OutboxRow, town: Town): string =>
  row.toKind === "department" && !isOffice(town, row.toId)
    ? toBePassedOn(departmentById(town, row.toId)?.name ?? row.toId, row.text)
    : row.text;

export const itemOfPost = (post: Post): Item => ({
  id: post.id,
  at: post.at.toISOString(),
  from: null,
  type: "post",
  ...shown(post.text),
  files: post.files.map(({ name }) => ({ name, bytes: 0, image: false, kept: true })),
  ...(post.card ? { card: post.card } : {}),
});
