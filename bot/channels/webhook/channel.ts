/** 消息推送 (群机器人 webhook): bulletins into one internal group, nothing comes back (path/99110). */

import { createHash } from "node:crypto";
import { fileTooLarge, fileUnreadable } from "../../../text/saying/channel.ts";
import type { Capabilities, Channel, ChannelDeps, Health, Notify, Outbound } from "../channel.ts";
import { type Part, sendParts } from "../delivery.ts";
import { bytesOf, extensionOf, MAX_MEDIA_BYTES, safeName } from "../media.ts";
import { sayable, splitText } from "../split.ts";
import { asText } from "../wecom/cards.ts";
import { PlatformError } from "../wecom/errors.ts";
import { post } from "../wecom/post.ts";

export const WEBHOOK = "wecom-webhook";

const CAPABILITIES: Capabilities = {
  hearsGroups: "none",
  hearsPrivate: false,
  push: "always",
  sendsTo: ["group"],
  textBytes: 2048,
  markdown: false,
  cards: "text",
  files: true,
  editInPlace: false,
  rates: [{ per: "app", limit: 20, windowMs: 60_000 }],
};

const IMAGE_BYTES = 2 << 20;

/** `to.id` is not looked at: a webhook is one group. */
export function createWebhook({ url }: { url: string }, deps: ChannelDeps): Channel {
  const { now } = deps;
  let notify: Notify = async () => {};
  let health: Health = { state: "off", detail: "not started", since: now() };
  const become = (state: Health["state"], detail: string) => {
    health = { state, detail, since: now() };
  };
  const robot = createHash("sha256").update(url).digest("hex").slice(0, 12);

  async function upload(name: string, bytes: Uint8Array): Promise<string> {
    const address = new URL(url.replace(/\/send(?=\?)/, "/upload_media"));
    address.searchParams.set("type", "file");
    const form = new FormData();
    form.append("media", new Blob([Uint8Array.from(bytes)]), name);
    return String((await post("webhook/upload_media", address, form)).media_id ?? "");
  }

  const send = (body: object): Part => {
    return async () => {
      await post("webhook/send", url, body);
      return {};
    };
  };
  const texts = (whole: string): Part[] =>
    splitText(sayable(whole), { bytes: CAPABILITIES.textBytes })
      .filter((content) => content.trim() !== "")
      .map((content) => send({ msgtype: "text", text: { content } }));

  async function partsOf(message: Outbound): Promise<Part[]> {
    const parts = texts(asText(message));
    for (const file of message.files ?? []) {
      const name = safeName(file.name);
      const bytes = await bytesOf(file);
      if (!bytes || bytes.length < 5) parts.push(...texts(fileUnreadable(name)));
      else if (bytes.length > MAX_MEDIA_BYTES) parts.push(...texts(fileTooLarge(name, MAX_MEDIA_BYTES >> 20)));
      else if (/^(jpg|jpeg|png)$/.test(extensionOf(name)) && bytes.length <= IMAGE_BYTES) {
        const image = {
          base64: Buffer.from(bytes).toString("base64"),
          md5: createHash("md5").update(bytes).digest("hex"),
        };
        parts.push(send({ msgtype: "image", image }));
      } else {
        parts.push(async () => {
          const media_id = await upload(name, bytes);
          await post("webhook/send", url, { msgtype: "file", file: { media_id } });
          return {};
        });
      }
    }
    return parts;
  }

  return {
    name: WEBHOOK,
    capabilities: CAPABILITIES,
    async start(_deliver, onNotice) {
      if (onNotice) notify = onNotice;
      become("up", "send only");
    },
    async stop() {
      become("off", "stopped");
    },
    health: () => health,
    report(to) {
      notify = to;
    },
    async send(message) {
      if (message.to.kind === "person")
        return { ok: false, permanent: true, code: "capability", reason: "a webhook speaks to its group only" };
      const subjects = [{ per: "app" as const, key: `${WEBHOOK}:app:${robot}` }];
      const result = await sendParts(deps, WEBHOOK, message, CAPABILITIES.rates, subjects, await partsOf(message));
      if (!result.ok && typeof result.code === "number" && result.permanent) {
        if (new PlatformError(result.code, "", "").class === "stop") become("down", result.reason);
        await notify({ channel: WEBHOOK, kind: "alarm", code: result.code, detail: result.reason, at: now() });
      }
      return result;
    },
  };
}
