import { randomUUID } from "node:crypto";
import type { Capabilities, Channel, Deliver, Health, Inbound, Outbound, SendResult } from "./channel.ts";
import { sayable } from "./split.ts";

export const LOCAL = "local";

/** What somebody at the chat page sees arrive. */
export interface LocalPost {
  id: string;
  to: Outbound["to"];
  text: string;
  card?: Outbound["card"];
  files: { name: string; path?: string }[];
  at: Date;
}

const CAPABILITIES: Capabilities = {
  hearsGroups: "all",
  hearsPrivate: true,
  push: "always",
  sendsTo: ["group", "person"],
  textBytes: 20_480,
  markdown: false,
  cards: "buttons",
  files: true,
  editInPlace: false,
  rates: [],
};

/**
 * The chat page on this machine, as a channel like the others: the page hands in what its reader types under a chosen
 * name, and shows what is sent. Whoever can open the page can speak as anybody: it is for trying out, on loopback.
 */
export class LocalChannel implements Channel {
  readonly name = LOCAL;
  readonly capabilities = CAPABILITIES;
  private deliver?: Deliver;
  private readonly listeners = new Set<(post: LocalPost) => void>();
  private since: Date;

  constructor(private readonly now: () => Date) {
    this.since = now();
  }

  async start(deliver: Deliver): Promise<void> {
    this.deliver = deliver;
    this.since = this.now();
  }

  async stop(): Promise<void> {
    this.deliver = undefined;
    this.listeners.clear();
  }

  /** What the page's reader typed. Resolves when it is stored. What comes twice under one id is one message. */
  async receive(
    message: Omit<Inbound, "channel" | "platformId" | "sentAt"> & { platformId?: string },
  ): Promise<string> {
    if (!this.deliver) throw new Error("the chat page is not started");
    const { platformId = randomUUID() } = message;
    await this.deliver({ ...message, channel: LOCAL, platformId, sentAt: this.now() });
    return platformId;
  }

  async send(message: Outbound): Promise<SendResult> {
    const post: LocalPost = {
      id: message.idempotencyKey,
      to: message.to,
      text: sayable(message.text),
      ...(message.card ? { card: message.card } : {}),
      files: (message.files ?? []).map(({ name, path }) => ({ name, ...(path ? { path } : {}) })),
      at: this.now(),
    };
    for (const listener of this.listeners) listener(post);
    return { ok: true, platformId: post.id };
  }

  /** Calls back with everything that is sent, until the returned function is called. */
  watch(listener: (post: LocalPost) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  health(): Health {
    return { state: this.deliver ? "up" : "off", detail: "the chat page on this machine", since: this.since };
  }
}
