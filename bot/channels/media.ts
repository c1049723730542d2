/** Pictures, voices and files: safe names, size and type limits, checksums, and files that go out. */

import { createHash } from "node:crypto";
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Channel, InboundMedia, OutboundFile } from "./channel.ts";

export const MAX_MEDIA_BYTES = 20 << 20;

/** What is taken in. Anything that runs when it is opened (programs, scripts, macros, HTML, SVG) is not. */
const ALLOWED = new Set(
  "jpg jpeg png gif webp bmp heic amr mp3 m4a wav ogg silk mp4 mov pdf doc docx xls xlsx ppt pptx wps et dps ofd txt csv zip rar 7z".split(
    " ",
  ),
);

const MIME: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  bmp: "image/bmp",
  amr: "audio/amr",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  zip: "application/zip",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export const extensionOf = (name: string): string => extname(name).slice(1).toLowerCase();

/** The type that a file's first bytes tell, for those that people send most; "" when they tell nothing. */
function sniff(data: Uint8Array): string {
  const head = Buffer.from(data.subarray(0, 16));
  const ascii = head.toString("latin1");
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpg";
  if (ascii.startsWith("\x89PNG")) return "png";
  if (ascii.startsWith("GIF8")) return "gif";
  if (ascii.startsWith("RIFF") && ascii.slice(8, 12) === "WEBP") return "webp";
  if (ascii.startsWith("%PDF")) return "pdf";
  if (ascii.startsWith("#!AMR")) return "amr";
  if (ascii.slice(4, 8) === "ftyp") return "mp4";
  if (ascii.startsWith("MZ") || ascii.startsWith("\x7fELF") || ascii.startsWith("#!/")) return "program";
  return "";
}

/** A file name that is only a name: no path, no control or direction marks, no leading dot, at most 120 bytes. */
export function safeName(name: string): string {
  const bare = name
    .normalize("NFC")
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .split(/[\\/]/)
    .at(-1)!
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const extension = extname(bare).slice(0, 12);
  let stem = extension ? bare.slice(0, -extname(bare).length) : bare;
  while (Buffer.byteLength(stem + extension) > 120) stem = [...stem].slice(0, -1).join("");
  const whole = stem + extension;
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(whole) ? `_${whole}` : whole || "file";
}

export interface SavedMedia {
  name: string;
  mime: string;
  bytes: number;
  sha256: string;
  /** Relative to the media folder. */
  path: string;
}

export class MediaRefused extends Error {
  readonly why: "size" | "type" | "empty";
  constructor(why: MediaRefused["why"], message: string) {
    super(message);
    this.why = why;
  }
}

/** What a file is: its first bytes count for more than its name. */
const typeOf = (name: string, data: Uint8Array): string => sniff(data) || extensionOf(safeName(name));

/** Why a file is not taken in; null when it is. */
export function refusal(name: string, data: Uint8Array): MediaRefused | null {
  if (data.length === 0) return new MediaRefused("empty", "nothing to store");
  if (data.length > MAX_MEDIA_BYTES) return new MediaRefused("size", `more than ${MAX_MEDIA_BYTES} bytes`);
  const type = typeOf(name, data);
  return ALLOWED.has(type) ? null : new MediaRefused("type", `files of type "${type}" are not taken`);
}

/**
 * Fetches what is not here yet and stores it under its checksum in `folder`. The stored file is never executable and
 * never named by the sender. Throws `MediaRefused` for what is too large, empty, or of a type that is not taken.
 */
export async function saveMedia(media: InboundMedia, folder: string, channel?: Channel): Promise<SavedMedia> {
  if ((media.bytes ?? 0) > MAX_MEDIA_BYTES) throw new MediaRefused("size", `more than ${MAX_MEDIA_BYTES} bytes`);
  const fetched =
    media.data || !media.ref || !channel?.fetchMedia ? { data: media.data } : await channel.fetchMedia(media.ref);
  const data = fetched.data ?? new Uint8Array();
  const given = safeName(("name" in fetched && fetched.name) || media.name);
  const refused = refusal(given, data);
  if (refused) throw refused;
  const extension = typeOf(given, data);
  const name = ALLOWED.has(extensionOf(given)) ? given : `${given}.${extension}`;
  const sha256 = createHash("sha256").update(data).digest("hex");
  const path = join(sha256.slice(0, 2), `${sha256}.${extension}`);
  await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
  await writeOnce(join(folder, path), data);
  return { name, mime: MIME[extension] ?? "application/octet-stream", bytes: data.length, sha256, path };
}

/** A crash in the middle must not leave half a file under a whole one's checksum. */
async function writeOnce(path: string, data: Uint8Array): Promise<void> {
  if ((await stat(path).catch(() => null))?.size === data.length) return;
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
  await link(draft, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(draft, { force: true });
}

/** The bytes of a file that goes out; null when there are none to be had. */
export async function bytesOf(file: OutboundFile): Promise<Uint8Array | null> {
  if (file.bytes) return file.bytes;
  if (!file.path) return null;
  return readFile(file.path).catch(() => null);
}
