import type { WorkCalendar } from "../../domain/calendar.ts";
import type { Person, Town } from "../../domain/town.ts";
import type { TicketRow } from "../../store/tickets.ts";
import type { Work } from "../../store/work.ts";

export interface Card {
  title: string;
  fields: { name: string; value: string }[];
  buttons: { key: string; text: string; primary?: boolean }[];
}

/** Something that the bot sends through the page. */
export interface Post {
  /** "outbox-12" */
  id: string;
  to: { kind: "group" | "person"; id: string };
  text: string;
  card?: Card;
  files: { name: string }[];
  at: Date;
}

/** What somebody at the page said, as its channel takes it. */
export interface Typed {
  /** The same id is the same message. */
  platformId: string;
  chat: { kind: "group" | "private"; id: string };
  from: string;
  type: "text" | "image" | "file" | "button";
  text: string;
  mention: boolean;
  quote?: { from: string; text: string; platformId: string };
  media: { name: string; mime: string; bytes: number; data: Uint8Array }[];
  button?: { key: string; taskId: string };
}

/** Everything that the chat page needs of the bot. */
export interface ChatPageParts {
  /** Name of the channel that the page is. */
  channel: string;
  look(): Work;
  town(): Promise<{ town: Town; calendar: WorkCalendar }>;
  now(): Date;
  /** Resolves when the message is stored. */
  receive(message: Typed): Promise<unknown>;
  /** Calls back with everything that is sent, until the returned function is called. */
  watch(listener: (post: Post) => void): () => void;
  /** Why a file would not be kept; null when it will be. */
  refusal(file: { name: string; data: Uint8Array }): "size" | "type" | "empty" | null;
  /** In bytes. */
  maxFile: number;
  /** Where what people sent is kept. */
  mediaFolder: string;
  /** Where what the bot made is kept. */
  filesFolder: string;
  /** Moves the clock forward; resolves when everything due on the way has happened. */
  travel(target: Date): Promise<unknown>;
  /** The tickets that a person has to do with, newest first. */
  ticketsOf(person: Person): Promise<TicketRow[]>;
  /** The page is served to other machines too, because the operator said so. */
  open: boolean;
  onError(error: unknown, about: string): void;
}
