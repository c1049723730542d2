/** 微信客服: one-to-one with people in plain WeChat, who need neither WeCom nor a contact. */

import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { z } from "zod";
import { cardFields, fileTooLarge, fileUnreadable } from "../../../text/saying/channel.ts";
import type { Capabilities, Channel, ChannelDeps, Deliver, Health, Notify, Outbound, SendResult } from "../channel.ts";
import type { WeComKfConfig } from "../config.ts";
import { type Part, progressKey, sendParts } from "../delivery.ts";
import { bytesOf, extensionOf, MAX_MEDIA_BYTES, safeName } from "../media.ts";
import { sayable, splitText, utf8Length } from "../split.ts";
import { mountCallback } from "../wecom/callback.ts";
import { asText } from "../wecom/cards.ts";
import { WeComClient } from "../wecom/client.ts";
import { CallbackRefused } from "../wecom/crypto.ts";
import { needsOperator, PlatformError } from "../wecom/errors.ts";
import { leaf, parseXml } from "../wecom/xml.ts";
import { createBudget } from "./budget.ts";
import { type KfMessage, receiveKf } from "./receive.ts";
import { createSync } from "./sync.ts";

export const WECOM_KF = "wecom-kf";
export const WECOM_KF_PATH = "/channels/wecom-kf";

export const KF_CAPABILITIES: Capabilities = {
  hearsGroups: "none",
  hearsPrivate: true,
  push: "window",
  sendsTo: ["person"],
  textBytes: 2048,
  markdown: false,
  cards: "buttons",
  files: true,
  editInPlace: false,
  rates: [],
};

/** Limits of a menu message (path/94677). */
const MENU = { head: 1024, item: 128, items: 10 };

const Sent = z.object({ msgid: z.string().default("") });

export interface WeComKf extends Channel {
  /** Puts the customer's session into the queue of the account's 接待人员, or gives it to one of them. */
  handOver(customer: string, servicer?: string): Promise<SendResult>;
}

export interface WeComKfOptions extends WeComKfConfig {
  /** Said when a customer opens the session; none when absent. */
  welcome?: string;
}

export function createWeComKf(options: WeComKfOptions, deps: ChannelDeps): WeComKf {
  const { state, now, log } = deps;
  const client = new WeComClient({ ...options, state, now });
  const budget = createBudget(state, now);
  let deliver: Deliver | null = null;
  let notify: Notify = async () => {};
  let health: Health = { state: "off", detail: "not started", since: now() };
  const become = (next: Health["state"], detail: string) => {
    if (health.state !== next || health.detail !== detail) health = { state: next, detail, since: now() };
  };
  const listening = `waiting for callbacks at ${WECOM_KF_PATH}`;

  const sync = createSync(client, deps, work, (error) => {
    log.warn({ channel: WECOM_KF, reason: String(error) }, "customers' messages could not be fetched; again soon");
    if (!(error instanceof PlatformError)) return;
    become(error.class === "stop" ? "down" : "degraded", error.message);
    if (needsOperator(error))
      void notify({ channel: WECOM_KF, kind: "alarm", code: error.code, detail: error.message, at: now() }).catch(
        () => {},
      );
  });

  /** Everything about one message is done before the cursor passes it; doing it twice is harmless. */
  async function work(m: KfMessage): Promise<void> {
    if (!deliver) throw new Error("the channel is not started");
    const received = receiveKf(WECOM_KF, m);
    if (received.kind === "message") {
      await budget.heard(m.external_userid, m.open_kfid, m.msgid, received.message.sentAt);
      await deliver(received.message);
    } else if (received.kind === "notice") {
      const seen = `seen:${WECOM_KF}:${m.msgid}`;
      if (await state.read(seen)) return;
      const { notice, welcomeCode } = received;
      if (notice.kind === "budget_spent" && notice.person) await budget.empty(notice.person);
      if (welcomeCode && options.welcome) await welcome(welcomeCode, options.welcome);
      await notify(notice);
      await state.write(seen, true, 4 * 24 * 3_600_000);
    } else log.info({ channel: WECOM_KF, what: received.what }, "nothing to do");
    become("up", listening);
  }

  /** The code is good for twenty seconds: late is too late, and no reason to stop. */
  async function welcome(code: string, content: string): Promise<void> {
    await client
      .call("/cgi-bin/kf/send_msg_on_event", Sent, { body: { code, msgtype: "text", text: { content } } })
      .catch((error) => log.warn({ channel: WECOM_KF, reason: String(error) }, "a welcome was not sent"));
  }

  /** Text in front, and the menu that carries the buttons; a press comes back as the customer's words. */
  function contents(message: Outbound): object[] {
    const { card, text } = message;
    const buttons = card?.buttons ?? [];
    const menu =
      card &&
      buttons.length > 0 &&
      buttons.length <= MENU.items &&
      buttons.every((b) => utf8Length(b.text) <= MENU.item);
    const texts = (whole: string) =>
      splitText(sayable(whole), { bytes: KF_CAPABILITIES.textBytes })
        .filter((part) => part.trim() !== "")
        .map((content) => ({ msgtype: "text", text: { content } }));
    if (!menu) return texts(asText(message));
    const full = sayable([text, `【${card.title}】`, cardFields(card.fields)].filter((t) => t !== "").join("\n"));
    const list = buttons.map((b) => ({ type: "click", click: { id: b.key, content: sayable(b.text) } }));
    const [before, head] = utf8Length(full) <= MENU.head ? ["", full] : [full, sayable(card.title).slice(0, 300)];
    return [...texts(before), { msgtype: "msgmenu", msgmenu: { head_content: head, list } }];
  }

  async function partsOf(message: Outbound, kfid: string): Promise<Part[]> {
    const to = message.to.id;
    let count = 0;
    const post = (make: () => Promise<object>): Part => {
      // The account takes a message id once: a retry of what had arrived is refused or repeated to nobody.
      const digest = createHash("sha256").update(`${message.idempotencyKey}#${count++}`).digest("base64url");
      return async () => {
        const body = { touser: to, open_kfid: kfid, msgid: digest.slice(0, 32), ...(await make()) };
        const { msgid } = await client.call("/cgi-bin/kf/send_msg", Sent, { body });
        await budget.spend(to);
        return { platformId: msgid };
      };
    };
    const parts = contents(message).map((content) => post(async () => content));
    const say = (content: string) => post(async () => ({ msgtype: "text", text: { content } }));
    for (const file of message.files ?? []) {
      const name = safeName(file.name);
      const bytes = await bytesOf(file);
      if (!bytes || bytes.length < 5) parts.push(say(fileUnreadable(name)));
      else if (bytes.length > MAX_MEDIA_BYTES) parts.push(say(fileTooLarge(name, MAX_MEDIA_BYTES >> 20)));
      else {
        const type = /^(jpg|jpeg|png)$/.test(extensionOf(name)) && bytes.length <= 2 << 20 ? "image" : "file";
        parts.push(post(async () => ({ msgtype: type, [type]: { media_id: await client.upload(type, name, bytes) } })));
      }
    }
    return parts;
  }

  async function spent(customer: string, detail: string): Promise<SendResult> {
    const chat = { kind: "private" as const, id: customer };
    await notify({
      channel: WECOM_KF,
      kind: "budget_spent",
      person: customer,
      chat,
      code: "budget",
      detail,
      at: now(),
    });
    return { ok: false, permanent: true, code: "budget", reason: detail };
  }

  async function send(message: Outbound): Promise<SendResult> {
    if (message.to.kind === "group")
      return { ok: false, permanent: true, code: "capability", reason: "微信客服 has no groups" };
    const customer = message.to.id;
    const left = await budget.left(customer);
    if (!left) return { ok: false, permanent: true, code: "window", reason: "this customer has never written" };
    const parts = await partsOf(message, left.kfid);
    const done = (await state.read<{ done: number }>(progressKey(WECOM_KF, message.idempotencyKey)))?.done ?? 0;
    if (parts.length - done > left.messages) {
      const need = `${parts.length - done} needed, ${left.messages} left until the customer writes again`;
      return spent(customer, `messages to this customer are used up: ${need}`);
    }
    const result = await sendParts(deps, WECOM_KF, message, KF_CAPABILITIES.rates, [], parts);
    if (result.ok) {
      become("up", listening);
      if (message.handOver) await toHuman(customer);
      return result;
    }
    const error = typeof result.code === "number" ? new PlatformError(result.code, "", "/cgi-bin/kf/send_msg") : null;
    if (error?.class === "budget" || error?.code === 95002) {
      await budget.empty(customer);
      return spent(customer, result.reason);
    }
    if (error?.class === "receiver")
      await notify({
        channel: WECOM_KF,
        kind: "unreachable",
        person: customer,
        code: result.code,
        detail: result.reason,
        at: now(),
      });
    else if (error && needsOperator(error))
      await notify({ channel: WECOM_KF, kind: "alarm", code: result.code, detail: result.reason, at: now() });
    return result;
  }

  async function handOver(customer: string, servicer?: string): Promise<SendResult> {
    const left = await budget.left(customer);
    if (!left) return { ok: false, permanent: true, code: "window", reason: "this customer has never written" };
    const body = {
      open_kfid: left.kfid,
      external_userid: customer,
      ...(servicer ? { service_state: 3, servicer_userid: servicer } : { service_state: 2 }),
    };
    try {
      await client.call("/cgi-bin/kf/service_state/trans", z.unknown(), { body });
      return { ok: true };
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      return { ok: false, permanent: true, code: error.code, reason: error.message };
    }
  }

  /** Without agents on duty the session stays with the bot: somebody has been asked to call all the same. */
  async function toHuman(customer: string): Promise<void> {
    const given = await handOver(customer).catch((error) => ({ ok: false as const, reason: String(error) }));
    if (!given.ok) log.warn({ channel: WECOM_KF, reason: given.reason }, "a session was not handed to a human agent");
  }

  return {
    name: WECOM_KF,
    capabilities: KF_CAPABILITIES,

    async start(onMessage, onNotice) {
      deliver = onMessage;
      if (onNotice) notify = onNotice;
      become("up", listening);
      // News whose callback came while no process ran, or which a crash left half done.
      void sync.runAll();
    },

    async stop() {
      await sync.stop();
      deliver = null;
      become("off", "stopped");
    },

    health: () => health,

    report(to) {
      notify = to;
    },

    routes(app: Hono) {
      mountCallback(app, {
        path: WECOM_KF_PATH,
        keys: {
          token: options.token,
          encodingAesKey: options.aesKey,
          receiveId: options.corpId,
          maxAgeS: options.callbackMaxAgeS,
        },
        envelope: "xml",
        now,
        log,
        async handle(plain) {
          const xml = parseXml(plain);
          if (leaf(xml, "MsgType") === "") throw new CallbackRefused("xml", "no MsgType");
          if (leaf(xml, "Event") !== "kf_msg_or_event") {
            log.info({ channel: WECOM_KF, event: leaf(xml, "Event") }, "event acknowledged, nothing to do");
            return "";
          }
          const kfid = leaf(xml, "OpenKfId");
          if (!/^[\w-]{1,64}$/.test(kfid)) throw new CallbackRefused("xml", "no OpenKfId");
          if (!deliver) throw new Error("the channel is not started");
          await sync.remember(kfid, leaf(xml, "Token"));
          void sync.run(kfid);
          return "";
        },
      });
    },

    send,

    handOver,

    fetchMedia: (ref) => client.media(ref, MAX_MEDIA_BYTES),
  };
}
