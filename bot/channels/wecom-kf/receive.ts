/** Messages and events of kf/sync_msg (path/94670) → what the bot is told. */

import { z } from "zod";
import type { Inbound, InboundMedia, Notice } from "../channel.ts";

const Media = z.object({ media_id: z.string().min(1) });

/** One entry of msg_list. Loose: the platform adds fields and types. */
export const KfMessage = z.looseObject({
  msgid: z.string().min(1),
  open_kfid: z.string().default(""),
  external_userid: z.string().default(""),
  send_time: z.number().int().nonnegative(),
  /** 3 customer, 4 system, 5 human agent */
  origin: z.number().int(),
  msgtype: z.string(),
  text: z.object({ content: z.string().default(""), menu_id: z.string().default("") }).optional(),
  image: Media.optional(),
  voice: Media.optional(),
  video: Media.optional(),
  file: Media.optional(),
  location: z
    .looseObject({
      latitude: z.number(),
      longitude: z.number(),
      name: z.string().default(""),
      address: z.string().default(""),
    })
    .optional(),
  link: z
    .looseObject({ title: z.string().default(""), desc: z.string().default(""), url: z.string().default("") })
    .optional(),
  event: z
    .looseObject({
      event_type: z.string(),
      open_kfid: z.string().default(""),
      external_userid: z.string().default(""),
      welcome_code: z.string().default(""),
      fail_type: z.number().int().optional(),
      fail_msgid: z.string().default(""),
      change_type: z.number().int().optional(),
      new_servicer_userid: z.string().default(""),
    })
    .optional(),
});
export type KfMessage = z.infer<typeof KfMessage>;

export type KfReceived =
  | { kind: "message"; message: Inbound }
  | { kind: "notice"; notice: Notice; welcomeCode: string }
  | { kind: "nothing"; what: string };

/** Why a message that the platform had accepted did not arrive (path/94670, msg_send_fail). */
const FAILURES: Record<number, [Notice["kind"], string]> = {
  0: ["alarm", "for a reason that the platform does not tell"],
  1: ["unreachable", "the account is out of the app's reach or deleted"],
  2: ["unreachable", "the app may not send to this account"],
  4: ["budget_spent", "48 hours since the customer's last message are over"],
  5: ["unreachable", "the session is closed"],
  6: ["budget_spent", "five messages since the customer's last are used up"],
  7: ["alarm", "no 视频号 is bound"],
  8: ["alarm", "the enterprise's subject is not verified"],
  9: ["alarm", "no 视频号 is bound, and the subject is not verified"],
  10: ["unreachable", "the customer refuses messages"],
  11: ["alarm", "the enterprise has no member with real-name verification"],
  12: ["alarm", "the message's type is forbidden here"],
};

export function receiveKf(channel: string, m: KfMessage): KfReceived {
  if (m.msgtype === "event") return event(channel, m);
  if (m.origin !== 3) return { kind: "nothing", what: `a message of origin ${m.origin}` };
  if (m.external_userid === "") return { kind: "nothing", what: "a message without a customer" };
  const base = {
    channel,
    platformId: m.msgid,
    chat: { kind: "private" as const, id: m.external_userid },
    from: m.external_userid,
    mention: false,
    sentAt: new Date(m.send_time * 1000),
  };
  const said = (type: Inbound["type"], text: string, media: InboundMedia[] = []): KfReceived => ({
    kind: "message",
    message: { ...base, type, text, media },
  });
  const media = (name: string, part?: { media_id: string }): InboundMedia[] =>
    part ? [{ name, ref: part.media_id }] : [];
  const short = m.msgid.replace(/[^0-9A-Za-z]/g, "").slice(-12);
  switch (m.msgtype) {
    case "text":
      if (m.text?.menu_id) {
        const button = { key: m.text.menu_id, taskId: "" };
        return { kind: "message", message: { ...base, type: "button", text: m.text.content, media: [], button } };
      }
      return said("text", m.text?.content ?? "");
    case "image":
      return said("image", "", media(`image-${short}.jpg`, m.image));
    case "voice":
      return said("voice", "", media(`voice-${short}.amr`, m.voice));
    case "video":
      return said("file", "", media(`video-${short}.mp4`, m.video));
    case "file":
      return said("file", "", media(`file-${short}`, m.file));
    case "location": {
      const where = m.location ? `(${m.location.latitude},${m.location.longitude})` : "";
      return said("location", `${[m.location?.name, m.location?.address].filter(Boolean).join(" ")}${where}`);
    }
    case "link":
      return said("link", [m.link?.title, m.link?.desc, m.link?.url].filter(Boolean).join("\n"));
    default:
      return said("file", `[${m.msgtype.slice(0, 40)}]`);
  }
}

function event(channel: string, m: KfMessage): KfReceived {
  const e = m.event;
  const person = e?.external_userid || m.external_userid;
  const at = new Date(m.send_time * 1000);
  const notice = (kind: Notice["kind"], detail: string, welcomeCode = ""): KfReceived => ({
    kind: "notice",
    welcomeCode,
    notice: { channel, kind, ...(person && { person, chat: { kind: "private", id: person } }), detail, at },
  });
  switch (e?.event_type) {
    case "enter_session":
      return notice("entered", "enter_session", e.welcome_code);
    case "msg_send_fail": {
      const [kind, why] = FAILURES[e.fail_type ?? 0] ?? FAILURES[0]!;
      return notice(kind, `message ${e.fail_msgid} did not arrive (fail_type ${e.fail_type ?? 0}): ${why}`);
    }
    case "session_status_change":
      // 1 taken from the queue, 2 passed on, 4 taken up again; 3 ended
      return e.change_type === 3
        ? notice("handed_back", "the human agent has ended the session")
        : notice("handed_over", `with ${e.new_servicer_userid || "a human agent"}`);
    case "user_recall_msg":
      return { kind: "nothing", what: "a recalled message" };
    default:
      return { kind: "nothing", what: e?.event_type ?? "an event" };
  }
}
