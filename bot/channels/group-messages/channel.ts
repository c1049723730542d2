/**
 * 群发 drafts (path/92135): the only lawful way into external groups. The bot makes a draft; nobody sees it until the
 * member whose group it is presses "send" in WeCom.
 */

import { z } from "zod";
import { fileTooLarge, fileUnreadable } from "../../../text/saying/channel.ts";
import type { Capabilities, Channel, ChannelDeps, Health, Notify, Outbound } from "../channel.ts";
import type { ChannelsConfig } from "../config.ts";
import { sendParts } from "../delivery.ts";
import { bytesOf, extensionOf, MAX_MEDIA_BYTES, safeName } from "../media.ts";
import { sayable, splitText } from "../split.ts";
import { asText } from "../wecom/cards.ts";
import { WeComClient } from "../wecom/client.ts";
import { needsOperator, PlatformError } from "../wecom/errors.ts";

export const GROUP_MESSAGES = "wecom-groupmsg";

const DAY = 24 * 3_600_000;

const CAPABILITIES: Capabilities = {
  hearsGroups: "none",
  hearsPrivate: false,
  push: "draft",
  sendsTo: ["group", "person"],
  textBytes: 4_000,
  markdown: false,
  cards: "text",
  files: true,
  editInPlace: false,
  // As many a month as the month has days, for one group or customer; 28 are right in every month.
  rates: [{ per: "conversation", limit: 28, windowMs: 30 * DAY }],
};
const MOST_FILES = 9;

const Made = z.object({ msgid: z.string().default(""), fail_list: z.array(z.string()).default([]) });

/** `senderOf` says which member presses for a group or customer; the configured one when it knows none. */
export function createGroupMessages(
  config: NonNullable<ChannelsConfig["groupMessages"]>,
  deps: ChannelDeps,
  senderOf: (chat: string) => Promise<string | null> = async () => null,
): Channel {
  const { state, now } = deps;
  const client = new WeComClient({ ...config, state, now });
  let notify: Notify = async () => {};
  let health: Health = { state: "off", detail: "not started", since: now() };

  async function attachments(message: Outbound): Promise<{ list: object[]; notes: string[] }> {
    const list: object[] = [];
    const notes: string[] = [];
    for (const file of message.files ?? []) {
      const name = safeName(file.name);
      const bytes = await bytesOf(file);
      if (!bytes || bytes.length < 5) notes.push(fileUnreadable(name));
      else if (bytes.length > MAX_MEDIA_BYTES || list.length >= MOST_FILES)
        notes.push(fileTooLarge(name, MAX_MEDIA_BYTES >> 20));
      else {
        const type = /^(jpg|jpeg|png)$/.test(extensionOf(name)) && bytes.length <= 10 << 20 ? "image" : "file";
        list.push({ msgtype: type, [type]: { media_id: await client.upload(type, name, bytes) } });
      }
    }
    return { list, notes };
  }

  return {
    name: GROUP_MESSAGES,
    capabilities: CAPABILITIES,
    async start(_deliver, onNotice) {
      if (onNotice) notify = onNotice;
      health = { state: "up", detail: "drafts only: a member presses send", since: now() };
    },
    async stop() {
      health = { state: "off", detail: "stopped", since: now() };
    },
    health: () => health,
    report(to) {
      notify = to;
    },
    async send(message) {
      const { kind, id } = message.to;
      const sender = (await senderOf(id)) ?? config.sender;
      const receivers =
        kind === "group" ? { chat_type: "group", chat_id_list: [id] } : { chat_type: "single", external_userid: [id] };
      const make = async (content: string, files: object[]) => {
        const body = {
          ...receivers,
          sender,
          ...(content && { text: { content } }),
          ...(files.length > 0 && { attachments: files }),
        };
        const made = await client.call("/cgi-bin/externalcontact/add_msg_template", Made, { body });
        return { platformId: made.msgid, invalid: made.fail_list };
      };
      // Files are uploaded inside the last part: a refused sending must not have uploaded them for nothing.
      const texts = splitText(sayable(asText(message)), { bytes: CAPABILITIES.textBytes - 500 }).filter(
        (t) => t.trim() !== "",
      );
      const last = texts.pop() ?? "";
      const parts = texts.map((content) => () => make(content, []));
      parts.push(async () => {
        const { list, notes } = await attachments(message);
        return make([last, ...notes].filter((t) => t !== "").join("\n"), list);
      });
      const subjects = [{ per: "conversation" as const, key: `${GROUP_MESSAGES}:conversation:${id}` }];
      const result = await sendParts(deps, GROUP_MESSAGES, message, CAPABILITIES.rates, subjects, parts);
      if (!result.ok && typeof result.code === "number") {
        const error = new PlatformError(result.code, "", "add_msg_template");
        if (error.class === "stop") health = { state: "down", detail: result.reason, since: now() };
        if (needsOperator(error))
          await notify({ channel: GROUP_MESSAGES, kind: "alarm", code: result.code, detail: result.reason, at: now() });
      }
      return result;
    },
  };
}
