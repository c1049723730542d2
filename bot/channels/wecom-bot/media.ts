/** Pictures and files of a smart bot: an address that is good for five minutes, the bytes AES-256-CBC. */

import { createDecipheriv } from "node:crypto";
import { z } from "zod";
import { MAX_MEDIA_BYTES, MediaRefused } from "../media.ts";
import { fileName } from "../wecom/client.ts";
import { NetworkError } from "../wecom/errors.ts";

const Ref = z.object({ url: z.url({ protocol: /^https?$/ }), aeskey: z.string().optional() });

/** Padding to 16 and to 32 bytes has both been seen: the last byte decides, and has to be consistent. */
function decryptMedia(bytes: Uint8Array, base64Key: string): Uint8Array {
  const key = Buffer.from(base64Key, "base64");
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0)
    throw new MediaRefused("type", "the media is not encrypted as documented");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = plain.at(-1)!;
  if (padding < 1 || padding > 32 || !plain.subarray(-padding).every((b) => b === padding))
    throw new MediaRefused("type", "the media's key does not fit");
  return plain.subarray(0, plain.length - padding);
}

/** `ownKey`: the bot's EncodingAESKey, for callback mode, where media carry no key of their own. */
export async function downloadMedia(ref: string, ownKey?: string): Promise<{ data: Uint8Array; name?: string }> {
  const { url, aeskey } = Ref.parse(JSON.parse(ref));
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((error: Error) => {
    throw new NetworkError("media", true, error.name);
  });
  if (!response.ok)
    throw new NetworkError("media", true, `HTTP ${response.status}: the address is good for five minutes`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_MEDIA_BYTES + 32) throw new MediaRefused("size", `more than ${MAX_MEDIA_BYTES} bytes`);
    chunks.push(chunk);
  }
  const key = aeskey ?? (ownKey && `${ownKey}=`);
  const raw = Buffer.concat(chunks);
  const name = fileName(response.headers.get("content-disposition") ?? "");
  return { data: key ? decryptMedia(raw, key) : raw, ...(name && { name }) };
}
