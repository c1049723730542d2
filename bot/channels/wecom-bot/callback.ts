/** Callback mode of a smart bot: JSON in, one answer a message by its `response_url` (path/101031, 101033, 101138). */

import type { Hono } from "hono";
import { z } from "zod";
import type { ChannelDeps, Health, Inbound, Notify } from "../channel.ts";
import { Refused } from "../delivery.ts";
import { mountCallback } from "../wecom/callback.ts";
import type { TemplateCard } from "../wecom/cards.ts";
import { CallbackRefused, type SignedQuery, seal } from "../wecom/crypto.ts";
import { NetworkError } from "../wecom/errors.ts";
import { post } from "../wecom/post.ts";
import { receiveBot } from "./receive.ts";

/** An address is good for an hour; the last minute is left alone. */
const ADDRESS_MS = 59 * 60_000;
/** More than this many unanswered messages of one chat are never answered one by one. */
const MOST_ADDRESSES = 10;
type Address = { url: string; until: number };

interface Use {
  take(message: Inbound): Promise<void>;
  changed(press: Inbound): Promise<TemplateCard | null>;
  welcome: string | undefined;
  notify: Notify;
}

export class BotCallback {
  private readonly config: { token: string; aesKey: string; maxAgeS: number };
  private readonly deps: ChannelDeps;
  private readonly use: Use;
  health: Health;

  constructor(config: BotCallback["config"], deps: ChannelDeps, use: Use) {
    this.config = config;
    this.deps = deps;
    this.use = use;
    this.health = { state: "off", detail: "not started", since: deps.now() };
  }

  start(): void {
    this.health = { state: "up", detail: "waiting for callbacks", since: this.deps.now() };
  }
  stop(): void {
    this.health = { state: "off", detail: "stopped", since: this.deps.now() };
  }

  mount(app: Hono, path: string): void {
    const { token, aesKey, maxAgeS } = this.config;
    // In-house bots have an empty receiver id.
    const keys = { token, encodingAesKey: aesKey, receiveId: "", maxAgeS };
    const { now, log } = this.deps;
    mountCallback(app, {
      path,
      keys,
      envelope: "json",
      now,
      log,
      handle: async (plain, query) => {
        const answer = await this.handle(plain);
        return answer === null ? "" : sealed(keys, answer, query, now());
      },
    });
  }

  private async handle(plain: string): Promise<object | null> {
    let received: ReturnType<typeof receiveBot>;
    try {
      received = receiveBot("wecom-bot", JSON.parse(plain), this.deps.now());
    } catch {
      throw new CallbackRefused("xml", "the decrypted JSON is not as documented");
    }
    switch (received.kind) {
      case "message":
        await this.use.take(received.message);
        if (received.responseUrl) await this.remember(received.message, received.responseUrl);
        return null;
      case "press": {
        await this.use.take(received.message);
        const card = await this.use.changed(received.message);
        return card && { response_type: "update_template_card", template_card: card };
      }
      case "entered":
        await this.use.notify(received.notice);
        return this.use.welcome ? { msgtype: "text", text: { content: this.use.welcome } } : null;
      default:
        return null;
    }
  }

  private key = (chat: string) => `response-urls:wecom-bot:${chat}`;

  private async remember(message: Inbound, url: string): Promise<void> {
    if (!z.url({ protocol: /^https?$/ }).safeParse(url).success) return;
    const until = this.deps.now().getTime() + ADDRESS_MS;
    await this.deps.state.change<Address[], void>(this.key(message.chat.id), (old) => {
      const kept = (old ?? []).filter((a) => a.until > this.deps.now().getTime() && a.url !== url);
      return { value: [...kept, { url, until }].slice(-MOST_ADDRESSES), ttlMs: ADDRESS_MS, result: undefined };
    });
  }

  /** Answers by the newest address that is left. Throws `Refused` when there is none: this mode cannot push. */
  async answer(chat: string, body: object, unsure: boolean): Promise<void> {
    const at = this.deps.now().getTime();
    const list = ((await this.deps.state.read<Address[]>(this.key(chat))) ?? []).filter((a) => a.until > at);
    const address = list.at(-1);
    if (!address) {
      const reason = "callback mode answers each message once, within an hour; there is nothing left to answer here";
      throw new Refused({ ok: false, permanent: true, code: "window", reason });
    }
    const spend = () =>
      this.deps.state.change<Address[], void>(this.key(chat), (old) => ({
        value: (old ?? []).filter((a) => a.url !== address.url),
        ttlMs: ADDRESS_MS,
        result: undefined,
      }));
    try {
      await post("response_url", address.url, body);
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      await spend();
      // An address takes one answer: when it refuses the second try, the first had arrived.
      if (unsure) return;
      throw error;
    }
    await spend();
  }
}

function sealed(keys: Parameters<typeof seal>[0], answer: object, query: SignedQuery, now: Date): string {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const { encrypt, msg_signature } = seal(keys, JSON.stringify(answer), timestamp, query.nonce);
  return JSON.stringify({ encrypt, msgsignature: msg_signature, timestamp: Number(timestamp), nonce: query.nonce });
}
