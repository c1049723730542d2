/** A message or event of a smart bot (path/100719, 101027, 101463), the same in both modes → what the bot is told. */

import { createHash } from "node:crypto";
import { z } from "zod";
import type { Inbound, InboundMedia, Notice, Quote } from "../channel.ts";

const Text = z.object({ content: z.string().default("") });
const Media = z.object({ url: z.string().min(1), aeskey: z.string().optional(), filename: z.string().optional() });
const Location = z.looseObject({ name: z.string().optional(), address: z.string().optional() });
const parts = {
  text: Text.optional(),
  voice: Text.optional(),
  image: Media.optional(),
  file: Media.optional(),
  video: Media.optional(),
  location: Location.optional(),
};
const Mixed = z.object({ msg_item: z.array(z.object({ msgtype: z.string(), ...parts })) });
const From = z.object({ userid: z.string().min(1) });
const body = {
  msgid: z.string().min(1).max(200),
  chatid: z.string().optional(),
  chattype: z.enum(["single", "group"]).optional(),
  create_time: z.number().int().positive().optional(),
};

export const BotMessage = z.object({
  ...body,
  from: From,
  msgtype: z.string().min(1),
  response_url: z.string().optional(),
  ...parts,
  mixed: Mixed.optional(),
  quote: z.object({ msgtype: z.string(), ...parts, mixed: Mixed.optional() }).optional(),
});
export type BotMessage = z.infer<typeof BotMessage>;

const Selected = z.object({ selected_item: z.array(z.unknown()) }).optional();
const CardEvent = z.looseObject({
  event_key: z.string().default(""),
  task_id: z.string().default(""),
  selected_items: Selected.catch(undefined),
});
const BotEvent = z.object({
  ...body,
  from: From.optional(),
  event: z.looseObject({ eventtype: z.string().min(1), template_card_event: CardEvent.optional() }),
});

export type BotReceived =
  | { kind: "message"; message: Inbound; responseUrl?: string }
  | { kind: "press"; message: Inbound }
  | { kind: "entered"; notice: Notice; chat: string }
  | { kind: "kicked" }
  | { kind: "stream" }
  | { kind: "nothing"; what: string };

/** Where a picture or file lies: for five minutes, encrypted with the key beside it (or with the bot's own). */
const mediaRef = (media: z.infer<typeof Media>): string =>
  JSON.stringify({ url: media.url, ...(media.aeskey && { aeskey: media.aeskey }) });

/**
 * The bot is told of a group's message only when it is mentioned, and does not know by which name: the first "@name"
 * that stands at the beginning, or else at the end, is the mention.
 */
export function withoutMention(text: string): string {
  const led = text.replace(/^\s*@\S+(?:[\s\u2005]+|$)/, "");
  return (led === text ? text.replace(/[\s\u2005]+@\S+\s*$/, "") : led).trim();
}

/** Throws a ZodError on a frame that is not as documented. `now` stands for a missing create_time. */
export function receiveBot(channel: string, raw: unknown, now: Date): BotReceived {
  const { msgtype } = z.looseObject({ msgtype: z.string().optional() }).parse(raw);
  if (msgtype === "stream") return { kind: "stream" };
  return msgtype === "event" ? event(channel, BotEvent.parse(raw), now) : message(channel, BotMessage.parse(raw), now);
}

function message(channel: string, m: BotMessage, now: Date): BotReceived {
  const group = m.chattype === "group" && !!m.chatid;
  const { text, media } = words(m, m.msgid);
  const type: Inbound["type"] =
    m.msgtype === "mixed" || m.msgtype === "text"
      ? "text"
      : m.msgtype === "image" || m.msgtype === "voice" || m.msgtype === "location"
        ? m.msgtype
        : "file";
  const quote: Quote | undefined = m.quote && { from: "", text: words(m.quote, m.msgid).text };
  const said: Inbound = {
    channel,
    platformId: m.msgid,
    chat: group ? { kind: "group", id: m.chatid! } : { kind: "private", id: m.from.userid },
    from: m.from.userid,
    type,
    text: group ? withoutMention(text) : text,
    // The platform hands over nothing else from groups.
    mention: group,
    ...(quote && { quote }),
    media,
    sentAt: m.create_time ? new Date(m.create_time * 1000) : now,
  };
  return { kind: "message", message: said, ...(m.response_url && { responseUrl: m.response_url }) };
}

type Parts = Omit<z.infer<typeof Mixed>["msg_item"][number], "msgtype"> & {
  msgtype: string;
  mixed?: z.infer<typeof Mixed>;
};

function words(m: Parts, id: string): { text: string; media: InboundMedia[] } {
  if (m.msgtype === "mixed") {
    const items = m.mixed?.msg_item.map((item, i) => words(item, `${id}-${i}`)) ?? [];
    return {
      text: items
        .map((i) => i.text)
        .filter((t) => t !== "")
        .join("\n"),
      media: items.flatMap((i) => i.media),
    };
  }
  const one = (name: string, media?: z.infer<typeof Media>): InboundMedia[] =>
    media ? [{ name: media.filename ?? name, ref: mediaRef(media) }] : [];
  const short = createHash("sha256").update(id).digest("hex").slice(0, 10);
  switch (m.msgtype) {
    case "text":
      return { text: m.text?.content ?? "", media: [] };
    case "voice":
      return { text: m.voice?.content ?? "", media: [] };
    case "image":
      return { text: "", media: one(`image-${short}.jpg`, m.image) };
    case "video":
      return { text: "", media: one(`video-${short}.mp4`, m.video) };
    case "file":
      return { text: m.file?.filename ?? "", media: one(`file-${short}`, m.file) };
    case "location":
      return { text: [m.location?.name, m.location?.address].filter(Boolean).join(" "), media: [] };
    default:
      return { text: `[${m.msgtype.slice(0, 40)}]`, media: [] };
  }
}

function event(channel: string, e: z.infer<typeof BotEvent>, now: Date): BotReceived {
  const name = e.event.eventtype;
  if (name === "disconnected_event") return { kind: "kicked" };
  if (!e.from) return { kind: "nothing", what: name };
  const from = e.from.userid;
  const group = e.chattype === "group" && !!e.chatid;
  const chat = group ? { kind: "group" as const, id: e.chatid! } : { kind: "private" as const, id: from };
  const at = e.create_time ? new Date(e.create_time * 1000) : now;
  if (name === "enter_chat")
    return { kind: "entered", chat: from, notice: { channel, kind: "entered", person: from, chat, detail: name, at } };
  if (name !== "template_card_event") return { kind: "nothing", what: name };
  // Documented as nested under the event's name; the SDK's types and older bots have it flat.
  const card = e.event.template_card_event ?? CardEvent.parse(e.event);
  const press: Inbound = {
    channel,
    // The same button of the same card pressed twice by one person is one press.
    platformId: card.task_id
      ? `ev:${digest([from, card.task_id, card.event_key, JSON.stringify(card.selected_items)])}`
      : e.msgid,
    chat,
    from,
    type: "button",
    text: "",
    mention: group,
    media: [],
    button: { key: card.event_key, taskId: card.task_id, ...selections(card.selected_items?.selected_item) },
    sentAt: at,
  };
  return { kind: "press", message: press };
}

const digest = (all: (string | undefined)[]) =>
  createHash("sha256").update(all.join("\u0000")).digest("base64url").slice(0, 32);

const Selection = z.object({
  question_key: z.string(),
  option_ids: z.object({ option_id: z.array(z.string()) }),
});

function selections(items: unknown[] | undefined): { selected?: Record<string, string[]> } {
  const all = (items ?? []).flatMap((item) => {
    const parsed = Selection.safeParse(item);
    return parsed.success ? [[parsed.data.question_key, parsed.data.option_ids.option_id] as const] : [];
  });
  return all.length > 0 ? { selected: Object.fromEntries(all) } : {};
}
