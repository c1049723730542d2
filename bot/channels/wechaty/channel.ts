/**
 * Wechaty: an ordinary WeChat account moved by a program. Unofficial: accounts get blocked for it (docs/channels.md).
 * An optional peer dependency, loaded only when WECHATY_PUPPET is set.
 */

import type { Message, Wechaty } from "wechaty";
import { fileTooLarge, fileUnreadable } from "../../../text/saying/channel.ts";
import type {
  Capabilities,
  Channel,
  ChannelDeps,
  Deliver,
  Health,
  Inbound,
  InboundMedia,
  Notify,
  Outbound,
} from "../channel.ts";
import { type Part, Refused, sendParts } from "../delivery.ts";
import { bytesOf, MAX_MEDIA_BYTES, safeName } from "../media.ts";
import { sayable, splitText } from "../split.ts";
import { createSpool } from "../spool.ts";
import { asText } from "../wecom/cards.ts";
import { NetworkError } from "../wecom/errors.ts";

export const WECHATY = "wechaty";

const MINUTE = 60_000;

/** No official limits: these are a quiet human's, because haste is what gets accounts blocked. */
const CAPABILITIES: Capabilities = {
  hearsGroups: "all",
  hearsPrivate: true,
  push: "always",
  sendsTo: ["group", "person"],
  textBytes: 2048,
  markdown: false,
  cards: "text",
  files: true,
  editInPlace: false,
  rates: [
    { per: "conversation", limit: 10, windowMs: MINUTE },
    { per: "app", limit: 20, windowMs: MINUTE },
    { per: "app", limit: 300, windowMs: 60 * MINUTE },
  ],
};

export interface WechatyOptions {
  /** A package name; in tests a puppet itself. */
  puppet: string | object;
  options?: Record<string, unknown>;
  timings?: { restartMs?: number; sendMs?: number };
}

/** Messages that are older than this when they come are history that a login replays. */
const OLD_MS = 10 * MINUTE;
const RESTART_MS = 5_000;
const LONGEST_MS = 10 * MINUTE;
/** Puppets that have lost their account never answer. */
const SEND_MS = 20_000;

export function createWechaty(config: WechatyOptions, deps: ChannelDeps): Channel {
  const { now, log } = deps;
  let deliver: Deliver | null = null;
  let notify: Notify = async () => {};
  let bot: Wechaty | null = null;
  let restart: NodeJS.Timeout | null = null;
  let failures = 0;
  let ready = false;
  let health: Health = { state: "off", detail: "not started", since: now() };
  const spool = createSpool(WECHATY, log);
  const become = (state: Health["state"], detail: string) => {
    if (health.state !== state || health.detail !== detail) health = { state, detail, since: now() };
  };
  const tell = (code: string, detail: string) =>
    void notify({ channel: WECHATY, kind: "alarm", code, detail, at: now() }).catch(() => {});

  /** Nothing may be thrown inside the library's handlers: an unhandled rejection there ends the process. */
  const safely =
    <A extends unknown[]>(what: string, work: (...args: A) => unknown) =>
    (...args: A): void => {
      Promise.resolve()
        .then(() => work(...args))
        .catch((err) => log.error({ channel: WECHATY, err }, `${what} failed`));
    };

  async function begin(): Promise<void> {
    const { WechatyBuilder } = await import("wechaty").catch(() => {
      throw new Error("WECHATY_PUPPET is set, but the packages are not installed: npm i wechaty and the puppet");
    });
    const fresh = WechatyBuilder.build({
      name: "qinqing",
      puppet: config.puppet as never,
      ...(config.options && { puppetOptions: config.options as never }),
    });
    bot = fresh;
    fresh.on(
      "scan",
      safely("scan", (code: string) => {
        become("degraded", "waits for a person to scan the login code with the account's phone");
        tell("scan", `scan to log in: https://wechaty.js.org/qrcode/${encodeURIComponent(code)}`);
      }),
    );
    fresh.on(
      "login",
      safely("login", () => {
        ready = true;
        failures = 0;
        become("up", "logged in");
      }),
    );
    fresh.on("message", safely("message", hear));
    fresh.on(
      "logout",
      safely("logout", () => lost(fresh, "the account was logged out")),
    );
    fresh.on(
      "stop",
      safely("stop", () => lost(fresh, "the puppet has stopped")),
    );
    fresh.on(
      "error",
      safely("error", (error: Error) => log.warn({ channel: WECHATY, err: error }, "puppet error")),
    );
    await fresh.start();
    if (fresh.isLoggedIn) {
      ready = true;
      become("up", "logged in");
    }
  }

  function lost(which: Wechaty, why: string): void {
    if (which !== bot || !deliver) return;
    ready = false;
    tell("lost", why);
    again(why);
  }

  function again(why: string): void {
    const old = bot;
    bot = null;
    void old?.stop().catch(() => {});
    if (!deliver) return;
    const ms = Math.min((config.timings?.restartMs ?? RESTART_MS) * 2 ** failures++, LONGEST_MS);
    become("degraded", `${why}; again in ${ms} ms`);
    if (restart) clearTimeout(restart);
    restart = setTimeout(() => {
      begin().catch((error) => again(error instanceof Error ? error.message : String(error)));
    }, ms);
  }

  async function hear(message: Message): Promise<void> {
    // Own messages are emitted like everybody's.
    if (message.self()) return;
    if (now().getTime() - message.date().getTime() > OLD_MS) return;
    const said = await read(message);
    if (said)
      spool.put(async () => {
        if (!deliver) throw new Error("the channel is not started");
        await deliver(said);
      });
  }

  async function read(message: Message): Promise<Inbound | null> {
    const { types } = await import("wechaty");
    const room = message.room();
    const from = message.talker().id;
    const kind = message.type();
    const base = {
      channel: WECHATY,
      platformId: message.id,
      chat: room ? { kind: "group" as const, id: room.id } : { kind: "private" as const, id: from },
      from,
      mention: room ? await message.mentionSelf() : false,
      sentAt: message.date(),
    };
    const said = (type: Inbound["type"], text: string, media: InboundMedia[] = []): Inbound => ({
      ...base,
      type,
      text,
      media,
    });
    const file = async (fallback: string): Promise<InboundMedia[]> => {
      const box = await message.toFileBox();
      const data = await box.toBuffer();
      return data.length > MAX_MEDIA_BYTES
        ? [{ name: safeName(box.name || fallback), bytes: data.length }]
        : [{ name: safeName(box.name || fallback), data, bytes: data.length }];
    };
    const loaded = (fallback: string) =>
      file(fallback).catch((err) => {
        log.warn({ channel: WECHATY, err }, "a file could not be loaded");
        return [];
      });
    switch (kind) {
      case types.Message.Text:
        return said("text", base.mention ? (await message.mentionText()).trim() : message.text());
      case types.Message.Image:
        return said("image", "", await loaded("image.jpg"));
      case types.Message.Audio:
        return said("voice", "", await loaded("voice.silk"));
      case types.Message.Video:
      case types.Message.Attachment:
        return said("file", "", await loaded("file"));
      case types.Message.Emoticon:
        return said("sticker", "");
      case types.Message.Location:
        return said("location", message.text());
      case types.Message.Url: {
        const link = await message.toUrlLink().catch(() => null);
        return said(
          "link",
          link ? [link.title(), link.description(), link.url()].filter(Boolean).join("\n") : message.text(),
        );
      }
      default:
        return null;
    }
  }

  async function listener(message: Outbound) {
    const live = bot;
    if (!live || !ready) throw new NetworkError("wechaty", false, `not logged in (${health.detail})`);
    const { kind, id } = message.to;
    const found = kind === "group" ? await live.Room.find({ id }) : await live.Contact.find({ id });
    if (!found)
      throw new Refused({
        ok: false,
        permanent: true,
        code: "receiver",
        reason: "this account does not know the receiver",
      });
    return found;
  }

  /** A puppet that never answers must not hold the queue; whether it has sent stays unknown. */
  async function within(work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      const ms = config.timings?.sendMs ?? SEND_MS;
      timer = setTimeout(() => fail(new NetworkError("wechaty", true, `no answer in ${ms} ms`)), ms);
    });
    try {
      await Promise.race([work, late]);
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      throw new NetworkError("wechaty", false, error instanceof Error ? error.message : "refused");
    } finally {
      clearTimeout(timer);
    }
  }

  async function partsOf(message: Outbound): Promise<Part[]> {
    const texts = (whole: string): Part[] =>
      splitText(sayable(whole), { bytes: CAPABILITIES.textBytes })
        .filter((part) => part.trim() !== "")
        .map((part) => async () => {
          await within((await listener(message)).say(part));
          return {};
        });
    const parts = texts(asText(message));
    for (const file of message.files ?? []) {
      const name = safeName(file.name);
      const bytes = await bytesOf(file);
      if (!bytes) parts.push(...texts(fileUnreadable(name)));
      else if (bytes.length > MAX_MEDIA_BYTES) parts.push(...texts(fileTooLarge(name, MAX_MEDIA_BYTES >> 20)));
      else {
        parts.push(async () => {
          const { FileBox } = await import("file-box");
          await within(
            (await listener(message)).say(FileBox.fromBase64(Buffer.from(bytes).toString("base64"), name) as never),
          );
          return {};
        });
      }
    }
    return parts;
  }

  return {
    name: WECHATY,
    capabilities: CAPABILITIES,

    async start(onMessage, onNotice) {
      deliver = onMessage;
      if (onNotice) notify = onNotice;
      become("degraded", "starting");
      await begin().catch((error) => {
        const reason = error instanceof Error ? error.message : String(error);
        tell("start", reason);
        again(reason);
      });
    },

    async stop() {
      const old = bot;
      bot = null;
      ready = false;
      if (restart) clearTimeout(restart);
      await old?.stop().catch(() => {});
      const left = await spool.drain(3_000);
      if (left > 0) log.error({ channel: WECHATY, left }, "stopped with messages that could not be stored");
      deliver = null;
      become("off", "stopped");
    },

    health: () => health,

    holdsConnection: () => bot !== null && ready,

    report(to) {
      notify = to;
    },

    async send(message) {
      if (!bot || !ready)
        return {
          ok: false,
          uncounted: true,
          via: WECHATY,
          code: "offline",
          reason: `not logged in here (${health.detail})`,
        };
      const subjects = [
        { per: "conversation" as const, key: `${WECHATY}:conversation:${message.to.id}` },
        { per: "app" as const, key: `${WECHATY}:app` },
      ];
      return sendParts(deps, WECHATY, message, CAPABILITIES.rates, subjects, await partsOf(message));
    },
  };
}
