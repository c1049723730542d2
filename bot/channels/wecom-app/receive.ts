/** A decrypted message or event of an own app (path/90239, 90240) → what the bot is told. */

import { createHash } from "node:crypto";
import type { Inbound, InboundMedia, Notice } from "../channel.ts";
import { CallbackRefused } from "../wecom/crypto.ts";
import { leaf, leaves, nodes, type XmlNode } from "../wecom/xml.ts";

export type Received =
  | { kind: "message"; message: Inbound }
  | { kind: "notice"; notice: Notice }
  /** Nothing that anybody has to know: acknowledged, not stored. */
  | { kind: "nothing"; what: string };

const ENTERED = new Set(["subscribe", "enter_agent"]);
const PRESSED = new Set([
  "template_card_event",
  "template_card_menu_event",
  "taskcard_click",
  "click",
  "scancode_waitmsg",
]);
const ALARMS = new Set(["inactive_alert", "close_inactive_agent", "low_active"]);

export function receive(channel: string, xml: XmlNode): Received {
  const type = leaf(xml, "MsgType");
  const from = leaf(xml, "FromUserName");
  const seconds = leaf(xml, "CreateTime");
  if (type === "") throw new CallbackRefused("xml", "no MsgType");
  if (!/^\d{1,11}$/.test(seconds)) throw new CallbackRefused("xml", "CreateTime is not a time in seconds");
  const sentAt = new Date(Number(seconds) * 1000);
  const base = { channel, from, chat: { kind: "private" as const, id: from }, mention: false, sentAt };
  if (type === "event") return event(base, xml, from, sentAt);

  const platformId = leaf(xml, "MsgId");
  if (from === "" || platformId === "") throw new CallbackRefused("xml", "a message without FromUserName or MsgId");
  const message = (of: Inbound["type"], text: string, media: InboundMedia[] = []): Received => ({
    kind: "message",
    message: { ...base, platformId, type: of, text, media },
  });
  const id = leaf(xml, "MediaId");
  const ref = (name: string, mime?: string): InboundMedia[] =>
    id === "" ? [] : [{ name, ref: id, ...(mime && { mime }) }];
  switch (type) {
    case "text":
      return message("text", leaf(xml, "Content"));
    case "image":
      return message("image", "", ref(`image-${platformId}.jpg`));
    case "voice": {
      const format = /^(amr|silk|mp3|speex)$/i.test(leaf(xml, "Format")) ? leaf(xml, "Format").toLowerCase() : "amr";
      return message("voice", leaf(xml, "Recognition"), ref(`voice-${platformId}.${format}`));
    }
    case "video":
    case "shortvideo":
      return message("file", "", ref(`video-${platformId}.mp4`, "video/mp4"));
    case "file":
      return message(
        "file",
        leaf(xml, "Title", "FileName"),
        ref(leaf(xml, "FileName", "Title") || `file-${platformId}`),
      );
    case "location":
      return message("location", place(leaf(xml, "Label"), leaf(xml, "Location_X"), leaf(xml, "Location_Y")));
    case "link":
      return message("link", lines(leaf(xml, "Title"), leaf(xml, "Description"), leaf(xml, "Url")));
    default:
      // Stored all the same: whatever a person sent is not lost because the platform learnt a new type.
      return message("file", `[${type.slice(0, 40)}]`, ref(`${platformId}.bin`));
  }
}

type Base = Pick<Inbound, "channel" | "from" | "chat" | "mention" | "sentAt">;

function event(base: Base, xml: XmlNode, from: string, at: Date): Received {
  const name = leaf(xml, "Event");
  const lower = name.toLowerCase();
  if (name === "") throw new CallbackRefused("xml", "an event without a name");
  const notice = (kind: Notice["kind"], detail: string): Received => ({
    kind: "notice",
    notice: { channel: base.channel, kind, ...(from && { person: from, chat: base.chat }), detail, at },
  });
  if (ENTERED.has(lower)) return notice("entered", lower);
  if (lower === "unsubscribe") return notice("left", lower);
  if (ALARMS.has(lower)) {
    const when = leaf(xml, "EffectTime");
    const day = /^\d{9,11}$/.test(when) ? ` on ${new Date(Number(when) * 1000).toISOString().slice(0, 10)}` : "";
    return notice("alarm", `${lower}: WeCom suspends apps that nobody uses${day}; open the app in the admin pages`);
  }
  if (lower === "location_select" && from !== "") {
    const sent = nodes(xml, "SendLocationInfo")[0] ?? {};
    const text = place(
      leaf(sent, "Poiname") || leaf(sent, "Label"),
      leaf(sent, "Location_X"),
      leaf(sent, "Location_Y"),
    );
    const message: Inbound = { ...base, platformId: eventId(xml, lower), type: "location", text, media: [] };
    return { kind: "message", message };
  }
  if (!PRESSED.has(lower) || from === "") return { kind: "nothing", what: lower };

  const scanned = leaf(nodes(xml, "ScanCodeInfo")[0] ?? {}, "ScanResult");
  const selected = selections(xml);
  const message: Inbound = {
    ...base,
    platformId: eventId(xml, lower),
    type: "button",
    text: scanned,
    media: [],
    button: {
      key: leaf(xml, "EventKey"),
      taskId: leaf(xml, "TaskId", "TaskID"),
      ...(Object.keys(selected).length > 0 && { selected }),
    },
  };
  return { kind: "message", message };
}

/**
 * Events have no id. The documented key, sender and second, makes one of two "sys" events of a second (WxJava issue
 * 2880), so what was done is part of it. The same button of the same card pressed twice by one person is one press.
 */
function eventId(xml: XmlNode, name: string): string {
  const from = leaf(xml, "FromUserName");
  const task = leaf(xml, "TaskId", "TaskID");
  const key = leaf(xml, "EventKey");
  const chosen = JSON.stringify(selections(xml));
  if (task !== "" && name !== "template_card_menu_event") return `ev:${digest([name, from, task, key, chosen])}`;
  const own = task || leaf(xml, "SpNo", "JobId") || (key === "" ? JSON.stringify(xml) : "");
  return `ev:${digest([name, from, leaf(xml, "CreateTime"), key, own])}`;
}

const digest = (parts: string[]): string =>
  createHash("sha256").update(parts.join("\u0000")).digest("base64url").slice(0, 32);

function selections(xml: XmlNode): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const item of nodes(nodes(xml, "SelectedItems")[0] ?? {}, "SelectedItem")) {
    const question = leaf(item, "QuestionKey");
    if (question !== "") out[question] = leaves(nodes(item, "OptionIds")[0] ?? {}, "OptionId");
  }
  return out;
}

const lines = (...parts: string[]) => parts.filter((part) => part !== "").join("\n");

const place = (label: string, x: string, y: string) => {
  const where = x !== "" && y !== "" ? `(${x},${y})` : "";
  return `${label.trim()}${where}`;
};
