import { readFile, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import type { Context } from "hono";
import { isImage } from "./items.ts";

/** A kept file's content; null when it is not there, or lies outside the folder whatever its path says. */
export async function keptFile(folder: string, path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    const root = await realpath(folder);
    const whole = await realpath(resolve(root, path));
    return whole.startsWith(root + sep) ? await readFile(whole) : null;
  } catch {
    return null;
  }
}

/** Pictures are shown; everything else is only ever saved, so that nothing which a person sent runs in the page. */
export function sendFile(context: Context, content: Buffer<ArrayBuffer>, name: string, mime: string): Response {
  const shown = isImage(mime);
  return context.body(content, 200, {
    "Content-Type": shown ? mime : "application/octet-stream",
    "Content-Disposition": `${shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(name.toWellFormed())}`,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=3600",
  });
}
