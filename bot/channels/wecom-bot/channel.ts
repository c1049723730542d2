/**
 * 智能机器人, by long connection or callback. In groups it is told only of what mentions it. A reply goes as the stream
 * answer to the message when that is clear and fresh, else as a push.
 */

import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { fileNotHere, fileTooLarge, fileUnreadable } from "../../../text/saying/channel.ts";
import type { Capabilities, Channel, ChannelDeps, Deliver, Inbound, Notify, Outbound, SendResult } from "../channel.ts";
import type { WeComBotConfig } from "../config.ts";
import { type Part, sendParts } from "../delivery.ts";
import { bytesOf, extensionOf, MAX_MEDIA_BYTES, safeName } from "../media.ts";
import { sayable, splitText } from "../split.ts";
import { createSpool } from "../spool.ts";
import type { Json } from "../state.ts";
import { answered, asTemplateCard, asText, type TemplateCard } from "../wecom/cards.ts";
import { alreadyThere, PlatformError } from "../wecom/errors.ts";
import { BotCallback } from "./callback.ts";
import { downloadMedia } from "./media.ts";
import { receiveBot } from "./receive.ts";
import { BotSocket, type Frame, type Timings } from "./socket.ts";

export const WECOM_BOT = "wecom-bot";
export const WECOM_BOT_PATH = "/channels/wecom-bot";

const MINUTE = 60_000;
/** Six minutes by the page of 2026-03, with room for the way there. */
const STREAM_MS = 5.5 * MINUTE;
/** Welcomes and card changes are taken for five seconds after their event. */
const EVENT_MS = 4_500;
const CARD_MS = 72 * 60 * MINUTE;

const CAPABILITIES: Capabilities = {
  hearsGroups: "mentions",
  hearsPrivate: true,
  push: "after-contact",
  sendsTo: ["group", "person"],
  textBytes: 20_480,
  markdown: true,
  cards: "buttons",
  files: true,
  editInPlace: true,
  rates: [
    { per: "conversation", limit: 30, windowMs: MINUTE },
    { per: "conversation", limit: 1_000, windowMs: 60 * MINUTE },
  ],
};

export interface WeComBotOptions extends WeComBotConfig {
  /** Said at a person's first entry of the day; none when absent. */
  welcome?: string;
  timings?: Partial<Timings>;
}

/** A message of a chat that has not been answered yet. */
interface Open {
  frame: Frame;
  at: number;
}

export function createWeComBot(options: WeComBotOptions, deps: ChannelDeps): Channel {
  const { now, log, state } = deps;
  const capabilities: Capabilities = options.socket ? CAPABILITIES : { ...CAPABILITIES, push: "window", files: false };
  let deliver: Deliver | null = null;
  let notify: Notify = async () => {};
  const open = new Map<string, Open[]>();
  const spool = createSpool(WECOM_BOT, log);
  const cardKey = (taskId: string) => `card:${WECOM_BOT}:${taskId}`;
  const rememberCard = (card: TemplateCard) => state.write(cardKey(card.task_id), card as unknown as Json, CARD_MS);
  const changed = async (press: Inbound): Promise<TemplateCard | null> => {
    const card = (await state.read(cardKey(press.button!.taskId))) as unknown as TemplateCard | null;
    return card && answered(card, press.button!.key);
  };
  const take = async (message: Inbound) => {
    if (!deliver) throw new Error("the channel is not started");
    await deliver(message);
  };

  const socket =
    options.socket &&
    new BotSocket({ ...options.socket, ...(options.timings && { timings: options.timings }) }, deps, {
      frame: hear,
      alarm: (code, detail) => {
        void notify({ channel: WECOM_BOT, kind: "alarm", code, detail, at: now() }).catch(() => {});
      },
    });
  const callback =
    options.callback &&
    new BotCallback(options.callback, deps, {
      take,
      changed,
      welcome: options.welcome,
      notify: (n) => notify(n),
    });

  /** The platform sends nothing twice on this wire: what cannot be stored now waits in memory. */
  function hear(frame: Frame): void {
    let received: ReturnType<typeof receiveBot>;
    try {
      received = receiveBot(WECOM_BOT, frame.body, now());
    } catch (err) {
      log.warn({ channel: WECOM_BOT, err }, "a frame is not as documented: ignored");
      return;
    }
    const at = now().getTime();
    if (received.kind === "message") {
      const { message } = received;
      const list = (open.get(message.chat.id) ?? []).filter((o) => at - o.at < STREAM_MS);
      if (!list.some((o) => o.frame.headers?.req_id === frame.headers?.req_id)) list.push({ frame, at });
      open.set(message.chat.id, list);
      spool.put(() => take(message));
    } else if (received.kind === "press") {
      const { message } = received;
      spool.put(async () => {
        await take(message);
        if (now().getTime() - at < EVENT_MS) await changeCard(frame, message);
      });
    } else if (received.kind === "entered") {
      const { notice } = received;
      if (options.welcome) void welcome(frame, options.welcome);
      void notify(notice).catch((err) => log.warn({ channel: WECOM_BOT, err }, "a notice was not taken"));
    }
  }

  async function changeCard(frame: Frame, press: Inbound): Promise<void> {
    try {
      const card = await changed(press);
      if (card)
        await socket!.use("aibot_respond_update_msg", (c) => c.updateTemplateCard(frame as never, card as never));
    } catch (error) {
      log.warn({ channel: WECOM_BOT, reason: String(error) }, "a pressed card was not changed");
    }
  }

  async function welcome(frame: Frame, content: string): Promise<void> {
    const body = { msgtype: "text" as const, text: { content } };
    await socket!
      .use("aibot_respond_welcome_msg", (c) => c.replyWelcome(frame as never, body))
      .catch((error) => log.warn({ channel: WECOM_BOT, reason: String(error) }, "a welcome was not sent"));
  }

  /** The one open message of the chat, if it is clear which one is answered: in a group two may wait. */
  function answerable(chat: string, group: boolean): Open | null {
    const list = (open.get(chat) ?? []).filter((o) => now().getTime() - o.at < STREAM_MS);
    return list.length === 1 || (!group && list.length > 0) ? list.at(-1)! : null;
  }

  const push = (message: Outbound, body: Record<string, unknown>) =>
    socket!.use("aibot_send_msg", (c) =>
      // The SDK leaves chat_type out; without it an id that could be both is read as a person.
      c.sendMessage(message.to.id, { chat_type: message.to.kind === "group" ? 2 : 1, ...body } as never),
    );

  async function answerOrPush(message: Outbound, content: string, unsure: boolean): Promise<void> {
    const reply = answerable(message.to.id, message.to.kind === "group");
    if (reply) {
      // The same id for the same message: a repeated frame replaces itself.
      const id = createHash("sha256").update(message.idempotencyKey).digest("hex").slice(0, 32);
      try {
        await socket!.use("aibot_respond_msg", (c) => c.replyStream(reply.frame as never, id, content, true));
        open.delete(message.to.id);
        return;
      } catch (error) {
        if (!(error instanceof PlatformError && error.class === "expired")) throw error;
        open.delete(message.to.id);
        // The finished stream is what the platform no longer takes: the first try had arrived.
        if (unsure && error.code === 846608) return;
      }
    }
    await push(message, { msgtype: "markdown", markdown: { content } });
  }

  async function partsOf(message: Outbound): Promise<Part[]> {
    const { before, card } = asTemplateCard(message);
    const texts = splitText(sayable(before), { bytes: capabilities.textBytes, markdown: true }).filter(
      (part) => part.trim() !== "",
    );
    const parts: Part[] = texts.map((content, i) => async (unsure) => {
      if (i === 0) await answerOrPush(message, content, unsure);
      else await push(message, { msgtype: "markdown", markdown: { content } });
      return {};
    });
    if (card) {
      parts.push(async (unsure) => {
        await rememberCard(card);
        await push(message, { msgtype: "template_card", template_card: card }).catch(alreadyThere(unsure));
        return {};
      });
    }
    for (const file of message.files ?? []) parts.push(await filePart(message, file));
    return parts;
  }

  async function filePart(message: Outbound, file: NonNullable<Outbound["files"]>[number]): Promise<Part> {
    const name = safeName(file.name);
    const bytes = await bytesOf(file);
    const instead =
      (content: string): Part =>
      async () => {
        await push(message, { msgtype: "markdown", markdown: { content } });
        return {};
      };
    if (!bytes || bytes.length < 5) return instead(fileUnreadable(name));
    if (bytes.length > MAX_MEDIA_BYTES) return instead(fileTooLarge(name, MAX_MEDIA_BYTES >> 20));
    const image = /^(jpg|jpeg|png)$/.test(extensionOf(name)) && bytes.length <= 10 << 20;
    const type = image ? ("image" as const) : ("file" as const);
    return async () => {
      const { media_id } = await socket!.use("aibot_upload_media", (c) =>
        c.uploadMedia(Buffer.from(bytes), { type, filename: name }),
      );
      await push(message, { msgtype: type, [type]: { media_id } });
      return {};
    };
  }

  /** Callback mode: one answer by the message's own address, everything in it. */
  async function sendByAddress(message: Outbound): Promise<SendResult> {
    const { before, card } = asTemplateCard(message);
    const missing = (message.files ?? []).map((f) => fileNotHere(safeName(f.name)));
    const alone = card && before === "" && missing.length === 0;
    const text = [asText(message), ...missing].filter((t) => t !== "").join("\n");
    const [first = "", ...rest] = splitText(sayable(text), { bytes: capabilities.textBytes, markdown: true });
    const bodies = alone
      ? [{ msgtype: "template_card", template_card: card }]
      : [first, ...rest].map((content) => ({ msgtype: "markdown", markdown: { content } }));
    const parts = bodies.map(
      (body): Part =>
        async (unsure) => {
          if (alone) await rememberCard(card);
          await callback!.answer(message.to.id, body, unsure);
          return {};
        },
    );
    return sendParts(deps, WECOM_BOT, message, capabilities.rates, subjects(message), parts);
  }

  const subjects = (message: Outbound) => [
    { per: "conversation" as const, key: `${WECOM_BOT}:conversation:${message.to.id}` },
  ];

  return {
    name: WECOM_BOT,
    capabilities,

    async start(onMessage, onNotice) {
      deliver = onMessage;
      if (onNotice) notify = onNotice;
      callback?.start();
      socket?.start();
    },

    async stop() {
      await socket?.stop();
      const left = await spool.drain(5_000);
      if (left > 0) log.error({ channel: WECOM_BOT, left }, "stopped with messages that could not be stored");
      callback?.stop();
      deliver = null;
    },

    health: () => socket?.health ?? callback!.health,

    ...(socket && { holdsConnection: () => socket.connected }),

    report(to) {
      notify = to;
    },

    routes(app: Hono) {
      callback?.mount(app, WECOM_BOT_PATH);
    },

    async send(message) {
      if (!socket) return sendByAddress(message);
      try {
        // Nothing is counted while another process holds the connection, or none does.
        await socket.use("ready", async () => {});
      } catch (error) {
        return { ok: false, uncounted: true, via: WECOM_BOT, code: "offline", reason: (error as Error).message };
      }
      const parts = await partsOf(message);
      const result = await sendParts(deps, WECOM_BOT, message, capabilities.rates, subjects(message), parts);
      if (!result.ok && result.permanent && result.code !== "window")
        await notify({ channel: WECOM_BOT, kind: "alarm", code: result.code, detail: result.reason, at: now() });
      return result;
    },

    fetchMedia: (ref) => downloadMedia(ref, options.callback?.aesKey),
  };
}
