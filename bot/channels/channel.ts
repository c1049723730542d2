/**
 * What a channel is: it verifies, decrypts, acknowledges, hands over one message shape, and sends. All business is
 * channel-free. `docs/channels.md` says who can hear what in which kind of chat.
 */

import type { Hono } from "hono";
import type { MessageType } from "../../domain/vocabulary.ts";
import type { Limiter } from "./limiter.ts";
import type { ChannelState } from "./state.ts";

export interface ChatRef {
  kind: "group" | "private";
  /** The platform's id of the group; in a private chat the external id of the person. */
  id: string;
}

/** A picture, voice, video or file that came with a message. It is either here (`data`) or can be fetched later. */
export interface InboundMedia {
  /** As the platform gave it, or made up; unsafe until `safeName()` of `media.ts` has seen it. */
  name: string;
  mime?: string;
  bytes?: number;
  data?: Uint8Array;
  /** Opaque to all but the channel: hand it to `Channel.fetchMedia`. Platforms keep media for minutes to days. */
  ref?: string;
}

export interface Quote {
  /** External id; "" when the platform does not say who was quoted. */
  from: string;
  text: string;
  platformId?: string;
}

/** A button of a card, or an entry of the app's menu, that somebody pressed. */
export interface ButtonPress {
  key: string;
  /** The card's id as we sent it; "" for a menu entry. */
  taskId: string;
  /** Answers of the card's pick lists: question key → chosen option ids. */
  selected?: Record<string, string[]>;
}

export interface Inbound {
  /** `Channel.name` */
  channel: string;
  /** The platform's id of the message, unique in the channel: a second delivery is the same message. */
  platformId: string;
  chat: ChatRef;
  /** External id of the sender in this channel. */
  from: string;
  type: MessageType;
  /** Without the mention of the bot. The transcript for voice, a description for what has no words. */
  text: string;
  mention: boolean;
  quote?: Quote;
  media: InboundMedia[];
  button?: ButtonPress;
  sentAt: Date;
}

export interface CardButton {
  key: string;
  text: string;
  /** The one that most people will want. */
  primary?: boolean;
}

export interface Card {
  /** Comes back in `ButtonPress.taskId`; unique per card sent; [0-9A-Za-z_-@], at most 128 bytes. */
  taskId?: string;
  title: string;
  fields: { name: string; value: string }[];
  buttons: CardButton[];
}

export interface OutboundFile {
  name: string;
  path?: string;
  bytes?: Uint8Array;
}

export interface Outbound {
  to: {
    kind: "group" | "person";
    /** External id in this channel. */
    id: string;
  };
  /** The whole of what is said; "" only with a card or files. */
  text: string;
  /** Offers buttons with the text. Where there are no cards its fields and buttons are written out under the text. */
  card?: Card;
  files?: OutboundFile[];
  /** Afterwards the conversation goes to a human agent of the platform, where it has some. */
  handOver?: boolean;
  /** 0 emergency, 1 reply, 2 reminder, 3 bulletin */
  priority: 0 | 1 | 2 | 3;
  /** The same key never reaches a person twice, whatever was retried. */
  idempotencyKey: string;
}

export type SendResult =
  | {
      ok: true;
      platformId?: string;
      /** Receivers that the platform refused though the rest went out. */
      invalid?: string[];
    }
  | {
      ok: false;
      /** When another try makes sense; absent together with `permanent` = let the queue's own backoff decide. */
      retryAt?: Date;
      /** Trying again cannot help. */
      permanent?: boolean;
      /** A wait, not a failure (a rate, another process at work): not one of the outbox's tries. */
      uncounted?: boolean;
      /** The channel whose one connection has to send it, when this process does not have that: the row is left to who has. */
      via?: string;
      /** The platform's code, or one of ours: `rate`, `network`, `closed`, `window`, `budget`, `size`, … */
      code: string | number;
      /** For the operator; holds no secret. */
      reason: string;
      invalid?: string[];
    };

/** What a channel has to tell besides messages: nobody's words, but somebody has to know. */
export interface Notice {
  channel: string;
  kind:
    | "entered" // a person opened the chat or subscribed: a moment for a welcome
    | "left"
    | "unreachable" // the platform refused `person` as a receiver, or could not deliver to them
    | "budget_spent" // no further message is allowed until `person` writes again: the liaison cadre has to call
    | "handed_over" // a human agent of the platform has taken the conversation
    | "handed_back"
    | "alarm"; // an operator has to act
  person?: string;
  chat?: ChatRef;
  code?: string | number;
  /** For the operator; holds no secret. */
  detail: string;
  at: Date;
}

export interface RateRule {
  /** What is counted together. */
  per: "conversation" | "member" | "app";
  limit: number;
  windowMs: number;
}

export interface Capabilities {
  /** In groups: every message, only those that mention the bot, none. */
  hearsGroups: "all" | "mentions" | "none";
  hearsPrivate: boolean;
  /** Whether the bot may speak first: always; only where a person has spoken before; within a window after the
   * person's last message; as a draft that a human sends; never. */
  push: "always" | "after-contact" | "window" | "draft" | "never";
  sendsTo: ("group" | "person")[];
  /** UTF-8 bytes of one text message. */
  textBytes: number;
  markdown: boolean;
  /** Cards with buttons that act, cards without buttons, or cards turned into text. */
  cards: "buttons" | "plain" | "text";
  files: boolean;
  editInPlace: boolean;
  rates: RateRule[];
}

export interface Health {
  /** `off` = not started; `standby` = another process holds the connection. */
  state: "off" | "up" | "standby" | "degraded" | "down";
  /** For the operator, with what to do. */
  detail: string;
  since: Date;
}

/** Stores the message (committed) before it returns: only then the channel acknowledges. Knows repeats. */
export type Deliver = (message: Inbound) => Promise<void>;
export type Notify = (notice: Notice) => Promise<void>;

export interface Channel {
  readonly name: string;
  readonly capabilities: Capabilities;
  start(deliver: Deliver, notify?: Notify): Promise<void>;
  /** Resolves when nothing of the channel runs any more. */
  stop(): Promise<void>;
  send(message: Outbound): Promise<SendResult>;
  health(): Health;
  /** Of a channel that sends by one live connection: whether this process has it. */
  holdsConnection?(): boolean;
  /** Where notices go from a process that sends by the channel but never starts it. */
  report?(notify: Notify): void;
  /** Mounts the channel's HTTP paths, if it has any. May be called before `start`. */
  routes?(app: Hono): void;
  /** Loads what an `InboundMedia.ref` of this channel points to. */
  fetchMedia?(ref: string): Promise<{ data: Uint8Array; name?: string; mime?: string }>;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What every channel is built with besides its own configuration. */
export interface ChannelDeps {
  state: ChannelState;
  limiter: Limiter;
  now: () => Date;
  log: Log;
}
