/** 自建应用: an own app's callback in, message/send out. One-to-one with members; it neither hears nor joins groups. */

import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { fileTooLarge, fileUnreadable, pressed } from "../../../text/saying/channel.ts";
import type { Capabilities, Channel, ChannelDeps, Deliver, Health, Inbound, Notify, Outbound } from "../channel.ts";
import { type Part, Refused, sendParts } from "../delivery.ts";
import { bytesOf, extensionOf, MAX_MEDIA_BYTES, safeName } from "../media.ts";
import { sayable, splitText } from "../split.ts";
import { mountCallback } from "../wecom/callback.ts";
import { asTemplateCard } from "../wecom/cards.ts";
import { WeComClient } from "../wecom/client.ts";
import { alreadyThere, needsOperator, PlatformError } from "../wecom/errors.ts";
import { parseXml } from "../wecom/xml.ts";
import { receive } from "./receive.ts";

export interface WeComAppConfig {
  apiBase: string;
  corpId: string;
  agentId: string;
  secret: string;
  token: string;
  aesKey: string;
  callbackMaxAgeS: number;
}

export const WECOM_APP = "wecom-app";
export const WECOM_APP_PATH = "/channels/wecom-app";

const MINUTE = 60_000;
const IMAGE_BYTES = 10 << 20;

/** Members lose without a word what is over 30 a minute or 1,000 an hour (path/90236). */
export const APP_CAPABILITIES: Capabilities = {
  hearsGroups: "none",
  hearsPrivate: true,
  push: "always",
  sendsTo: ["person"],
  textBytes: 2048,
  markdown: false,
  cards: "buttons",
  files: true,
  editInPlace: true,
  rates: [
    { per: "member", limit: 30, windowMs: MINUTE },
    { per: "member", limit: 1_000, windowMs: 60 * MINUTE },
    { per: "app", limit: 10_000, windowMs: MINUTE },
    { per: "app", limit: 150_000, windowMs: 60 * MINUTE },
  ],
};

const Sent = z.object({
  msgid: z.string().default(""),
  response_code: z.string().optional(),
  invaliduser: z.string().default(""),
  unlicenseduser: z.string().default(""),
});

/** The buttons of a card that was sent, to name the pressed one when the card changes in place. */
type SentCard = { buttons: { [key: string]: string } };
const CARD_MS = 72 * 3_600_000;

export function createWeComApp(config: WeComAppConfig, deps: ChannelDeps): Channel {
  const { now, log, state } = deps;
  const client = new WeComClient({ ...config, state, now });
  let deliver: Deliver | null = null;
  let notify: Notify = async () => {};
  let health: Health = { state: "off", detail: "not started", since: now() };
  const background = new Set<Promise<void>>();

  const become = (next: Health["state"], detail: string) => {
    if (health.state !== next || health.detail !== detail) health = { state: next, detail, since: now() };
  };
  const cardKey = (taskId: string) => `card:${WECOM_APP}:${taskId}`;

  /** Not awaited by the callback: the platform waits for its 200, the person for the card. */
  function changeCard(message: Inbound, responseCode: string): void {
    const work = (async () => {
      const card = await state.read<SentCard>(cardKey(message.button!.taskId));
      const name = pressed(card?.buttons[message.button!.key] ?? "");
      const body = {
        userids: [message.from],
        agentid: Number(config.agentId),
        response_code: responseCode,
        button: { replace_name: name },
      };
      await client.call("/cgi-bin/message/update_template_card", z.unknown(), { body });
    })().catch((error) => log.warn({ channel: WECOM_APP, reason: String(error) }, "a pressed card was not changed"));
    background.add(work);
    void work.finally(() => background.delete(work));
  }

  /** Notices do not pass the inbox, which knows repeats. Marked when done: a failure is worth the platform's retry. */
  async function once(plain: string, work: () => Promise<void>): Promise<void> {
    const key = `seen:${WECOM_APP}:${createHash("sha256").update(plain).digest("base64url").slice(0, 32)}`;
    if (await state.read(key)) return;
    await work();
    await state.write(key, true, 10 * MINUTE);
  }

  async function post(to: string, body: object, unsure: boolean) {
    const full = {
      touser: to,
      agentid: Number(config.agentId),
      ...body,
      // The platform then swallows a text that the person has had already. Only in doubt: it would swallow an
      // identical reminder that is meant, too.
      ...(unsure && { enable_duplicate_check: 1, duplicate_check_interval: 1800 }),
    };
    const sent = await client.call("/cgi-bin/message/send", Sent, { body: full });
    const refused = [sent.invaliduser, sent.unlicenseduser].filter((ids) => ids !== "").join("|");
    if (refused !== "") {
      const invalid = refused.split("|");
      const reason = sent.invaliduser
        ? "not in the contact book or out of the app's 可见范围"
        : "has no licence (许可帐号)";
      throw new Refused({ ok: false, permanent: true, code: "invaliduser", reason: `the member ${reason}`, invalid });
    }
    return sent;
  }

  async function partsOf(message: Outbound): Promise<Part[]> {
    const { before, card } = asTemplateCard(message);
    const to = message.to.id;
    const text = (content: string): Part => {
      return async (unsure) => ({ platformId: (await post(to, { msgtype: "text", text: { content } }, unsure)).msgid });
    };
    const texts = (whole: string) =>
      splitText(sayable(whole), { bytes: APP_CAPABILITIES.textBytes })
        .filter((part) => part.trim() !== "")
        .map(text);
    const parts = texts(before);
    if (card) {
      parts.push(async (unsure) => {
        const buttons = Object.fromEntries(card.button_list.map((b) => [b.key, b.text]));
        await state.write(cardKey(card.task_id), { buttons }, CARD_MS);
        const sending = post(to, { msgtype: "template_card", template_card: card }, unsure);
        const { msgid } = await sending.catch(alreadyThere(unsure));
        return { platformId: msgid };
      });
    }
    for (const file of message.files ?? []) {
      const name = safeName(file.name);
      const bytes = await bytesOf(file);
      if (!bytes || bytes.length < 5) parts.push(...texts(fileUnreadable(name)));
      else if (bytes.length > MAX_MEDIA_BYTES) parts.push(...texts(fileTooLarge(name, MAX_MEDIA_BYTES >> 20)));
      else {
        const image = /^(jpg|jpeg|png)$/.test(extensionOf(name)) && bytes.length <= IMAGE_BYTES;
        const type = image ? "image" : "file";
        parts.push(async (unsure) => {
          const media_id = await client.upload(type, name, bytes);
          return { platformId: (await post(to, { msgtype: type, [type]: { media_id } }, unsure)).msgid };
        });
      }
    }
    return parts;
  }

  return {
    name: WECOM_APP,
    capabilities: APP_CAPABILITIES,

    async start(onMessage, onNotice) {
      deliver = onMessage;
      if (onNotice) notify = onNotice;
      become("up", `waiting for callbacks at ${WECOM_APP_PATH}`);
    },

    async stop() {
      deliver = null;
      become("off", "stopped");
      await Promise.all(background);
    },

    health: () => health,

    report(to) {
      notify = to;
    },

    routes(app: Hono) {
      mountCallback(app, {
        path: WECOM_APP_PATH,
        keys: {
          token: config.token,
          encodingAesKey: config.aesKey,
          receiveId: config.corpId,
          maxAgeS: config.callbackMaxAgeS,
        },
        envelope: "xml",
        now,
        log,
        async handle(plain) {
          if (!deliver) throw new Error("the channel is not started");
          const xml = parseXml(plain);
          const received = receive(WECOM_APP, xml);
          if (received.kind === "message") {
            await deliver(received.message);
            const code = xml.ResponseCode;
            if (received.message.button?.taskId && typeof code === "string" && code !== "")
              changeCard(received.message, code);
          } else if (received.kind === "notice") await once(plain, () => notify(received.notice));
          else log.info({ channel: WECOM_APP, event: received.what }, "event acknowledged, nothing to do");
          return "";
        },
      });
    },

    async send(message) {
      if (message.to.kind === "group")
        return { ok: false, permanent: true, code: "capability", reason: "an own app cannot speak in groups" };
      const subjects = [
        { per: "member" as const, key: `${WECOM_APP}:member:${message.to.id}` },
        { per: "app" as const, key: `${WECOM_APP}:app:${config.corpId}` },
      ];
      const parts = await partsOf(message);
      const result = await sendParts(deps, WECOM_APP, message, APP_CAPABILITIES.rates, subjects, parts);
      if (result.ok) become("up", `waiting for callbacks at ${WECOM_APP_PATH}`);
      else await afterFailure(message, result);
      return result;
    },

    fetchMedia: (ref) => client.media(ref, MAX_MEDIA_BYTES),
  };

  async function afterFailure(message: Outbound, result: { code: string | number; reason: string }) {
    const { code, reason } = result;
    const at = now();
    const error = typeof code === "number" ? new PlatformError(code, "", "") : null;
    if (code === "invaliduser" || error?.class === "receiver")
      await notify({ channel: WECOM_APP, kind: "unreachable", person: message.to.id, code, detail: reason, at });
    else if (error && needsOperator(error)) {
      if (error.class === "stop") become("down", reason);
      await notify({ channel: WECOM_APP, kind: "alarm", code, detail: reason, at });
    } else if (code === "network") become("degraded", reason);
  }
}
