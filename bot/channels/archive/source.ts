/**
 * Where archived messages (会话内容存档, path/91774) come from. The platform's own source is a native library that needs
 * the paid feature, a key pair and the members' consent; whatever runs it writes decrypted records here, one JSON a
 * line, and this is the whole seam.
 */

import { open, readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";

export interface ArchiveLine {
  /** What `next` has to be given to go on behind this line. */
  cursor: string;
  /** The line's JSON; null when it cannot be read. */
  record: unknown;
}

export interface ArchiveSource {
  /** Up to `limit` lines behind `cursor` ("" = from the beginning), oldest first. */
  next(cursor: string, limit: number): Promise<ArchiveLine[]>;
  /** The bytes of a media record by its sdkfileid or md5sum; null when it is not there. */
  media(id: string): Promise<Uint8Array | null>;
}

const MOST_LINE = 1 << 20;

/**
 * `folder/*.jsonl` in the order of their names, appended to and never rewritten; media in `folder/media/` named by
 * md5sum or sdkfileid. The cursor is "name:offset": a line without its newline yet is left for the next look.
 */
export function fileSource(folder: string): ArchiveSource {
  return {
    async next(cursor, limit) {
      const [after = "", at = "0"] =
        cursor === "" ? [] : [cursor.slice(0, cursor.lastIndexOf(":")), cursor.split(":").at(-1)];
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".jsonl")).sort();
      const lines: ArchiveLine[] = [];
      for (const name of names) {
        if (name < after || lines.length >= limit) continue;
        await readLines(join(folder, name), name === after ? Number(at) : 0, (text, offset) => {
          lines.push({ cursor: `${name}:${offset}`, record: parse(text) });
          return lines.length < limit;
        });
      }
      return lines;
    },
    async media(id) {
      // An id is a name here and nothing else.
      const name = basename(id);
      if (name === "" || name !== id || name.startsWith(".")) return null;
      return readFile(join(folder, "media", name)).catch(() => null);
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readLines(path: string, from: number, take: (text: string, offset: number) => boolean): Promise<void> {
  const { size } = await stat(path);
  if (size <= from) return;
  const file = await open(path);
  try {
    let offset = from;
    for (;;) {
      const buffer = Buffer.alloc(Math.min(MOST_LINE, size - offset));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      const chunk = buffer.subarray(0, bytesRead);
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        const text = chunk.subarray(start, end).toString("utf8").trim();
        start = end + 1;
        if (text !== "" && !take(text, offset + start)) return;
      }
      if (start === 0) {
        // No newline in a whole megabyte is no record: step over it, or wait for the line's end.
        if (bytesRead < MOST_LINE) return;
        start = bytesRead;
      }
      offset += start;
      if (offset >= size) return;
    }
  } finally {
    await file.close();
  }
}
