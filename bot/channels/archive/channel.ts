/**
 * Archive mode: groups are heard through exported records and answered through drafts. It reads what people agreed to
 * have archived, and never speaks by itself.
 */

import { z } from "zod";
import type { Capabilities, Channel, ChannelDeps, Deliver, Health, Inbound, InboundMedia } from "../channel.ts";
import type { ArchiveSource } from "./source.ts";

export const ARCHIVE = "wecom-archive";

const CURSOR = "archive:cursor";
const PAGE = 200;

const File = z.looseObject({
  sdkfileid: z.string().default(""),
  md5sum: z.string().default(""),
  filename: z.string().default(""),
  filesize: z.number().optional(),
});
const Record = z.looseObject({
  msgid: z.string().min(1),
  action: z.string().default("send"),
  from: z.string().default(""),
  roomid: z.string().default(""),
  /** Milliseconds. */
  msgtime: z.number().int().nonnegative(),
  msgtype: z.string().default(""),
  text: z.looseObject({ content: z.string() }).optional(),
  image: File.optional(),
  voice: File.optional(),
  video: File.optional(),
  file: File.optional(),
  location: z.looseObject({ title: z.string().default(""), address: z.string().default("") }).optional(),
  link: z
    .looseObject({
      title: z.string().default(""),
      description: z.string().default(""),
      link_url: z.string().default(""),
    })
    .optional(),
  mixed: z.looseObject({ item: z.array(z.looseObject({ type: z.string(), content: z.string() })) }).optional(),
});
type Record = z.infer<typeof Record>;

/** A group's message; null for what is none: one-to-one talk, recalls, consent, changes of account. */
function receiveArchive(r: Record): Inbound | null {
  if (r.action !== "send" || r.roomid === "" || r.from === "") return null;
  const media = (name: string, part?: z.infer<typeof File>): InboundMedia[] => {
    const ref = part?.md5sum || part?.sdkfileid;
    return ref ? [{ name: part?.filename || name, ref, ...(part?.filesize && { bytes: part.filesize }) }] : [];
  };
  const said = (type: Inbound["type"], text: string, files: InboundMedia[] = []): Inbound => ({
    channel: ARCHIVE,
    platformId: r.msgid,
    chat: { kind: "group", id: r.roomid },
    from: r.from,
    type,
    text,
    mention: false,
    media: files,
    sentAt: new Date(r.msgtime),
  });
  switch (r.msgtype) {
    case "text":
      return said("text", r.text?.content ?? "");
    case "image":
      return said("image", "", media("image.jpg", r.image));
    case "voice":
      return said("voice", "", media("voice.amr", r.voice));
    case "video":
      return said("file", "", media("video.mp4", r.video));
    case "file":
      return said("file", r.file?.filename ?? "", media("file", r.file));
    case "emotion":
      return said("sticker", "");
    case "location":
      return said("location", [r.location?.title, r.location?.address].filter(Boolean).join(" "));
    case "link":
      return said("link", [r.link?.title, r.link?.description, r.link?.link_url].filter(Boolean).join("\n"));
    case "mixed":
      return said("text", (r.mixed?.item ?? []).map(mixedText).filter(Boolean).join("\n"));
    case "revoke":
    case "agree":
    case "disagree":
      return null;
    default:
      return said("file", `[${r.msgtype.slice(0, 40)}]`);
  }
}

/** The content of a part is JSON in a string. */
function mixedText(item: { type: string; content: string }): string {
  if (!/text/i.test(item.type)) return "";
  const parsed = z.looseObject({ content: z.string() }).safeParse(safeJson(item.content));
  return parsed.success ? parsed.data.content : item.content;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `drafts` makes the answers into drafts; without it the bot only reads. */
export function createArchive(
  source: ArchiveSource,
  deps: ChannelDeps,
  drafts: Channel | null,
  pollMs = 15_000,
): Channel {
  const { state, now, log } = deps;
  const capabilities: Capabilities = {
    hearsGroups: "all",
    hearsPrivate: false,
    push: drafts ? "draft" : "never",
    sendsTo: drafts ? ["group"] : [],
    textBytes: drafts?.capabilities.textBytes ?? 4_000,
    markdown: false,
    cards: "text",
    files: drafts?.capabilities.files ?? false,
    editInPlace: false,
    rates: drafts?.capabilities.rates ?? [],
  };
  let deliver: Deliver | null = null;
  let health: Health = { state: "off", detail: "not started", since: now() };
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const become = (next: Health["state"], detail: string) => {
    if (health.state !== next || health.detail !== detail) health = { state: next, detail, since: now() };
  };

  /** One look; the cursor moves behind each stored record. */
  async function look(): Promise<void> {
    for (;;) {
      const lines = await source.next((await state.read<string>(CURSOR)) ?? "", PAGE);
      for (const { cursor, record } of lines) {
        if (!deliver) return;
        const parsed = Record.safeParse(record);
        const message = parsed.success ? receiveArchive(parsed.data) : null;
        if (!parsed.success) log.warn({ channel: ARCHIVE, cursor }, "a line is no archive record: skipped");
        if (message) await deliver(message);
        await state.write(CURSOR, cursor);
      }
      if (lines.length < PAGE) return;
    }
  }

  function schedule(ms: number): void {
    timer = setTimeout(() => {
      running = look()
        .then(() => become("up", "reading archived records"))
        .catch(async (error) => {
          become("degraded", String(error));
          log.error({ channel: ARCHIVE, err: error }, "archived records could not be taken; again soon");
        })
        .then(() => {
          if (deliver) schedule(pollMs);
        });
    }, ms);
  }

  return {
    name: ARCHIVE,
    capabilities,
    async start(onMessage) {
      deliver = onMessage;
      become("up", "reading archived records");
      schedule(0);
    },
    async stop() {
      deliver = null;
      if (timer) clearTimeout(timer);
      await running;
      become("off", "stopped");
    },
    health: () => health,
    async send(message) {
      if (!drafts || message.to.kind !== "group")
        return {
          ok: false,
          permanent: true,
          code: "capability",
          reason: "archive mode only reads; set WECOM_GROUPMSG_SENDER for drafts",
        };
      return drafts.send(message);
    },
    async fetchMedia(ref) {
      const data = await source.media(ref);
      if (!data) throw new Error(`archived media ${ref.slice(0, 40)} is not in the folder`);
      return { data };
    },
  };
}
