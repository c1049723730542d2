/**
 * The callback cipher of WeCom (developer.work.weixin.qq.com/document/path/90968), strict on both sides.
 * `@wecom/crypto` 1.0.1 checks neither the signature nor the receiver and takes forged padding, hence node:crypto.
 */

import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";

const BLOCK = 32;

/** A callback that is not from the platform, or not for us. Carries no secret. */
export class CallbackRefused extends Error {
  readonly why: "signature" | "cipher" | "padding" | "length" | "receiver" | "key" | "stale" | "xml" | "envelope";
  constructor(why: CallbackRefused["why"], message: string) {
    super(message);
    this.why = why;
  }
}

/** 43 characters of base64 → the 32-byte key. */
export function decodeAesKey(encodingAesKey: string): Buffer {
  if (!/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey))
    throw new CallbackRefused("key", "EncodingAESKey must be 43 characters of A–Z a–z 0–9 + /");
  return Buffer.from(`${encodingAesKey}=`, "base64");
}

export function signature(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash("sha1").update([token, timestamp, nonce, encrypted].sort().join("")).digest("hex");
}

/** Constant time: compares digests of equal length whatever was sent. */
export function sameSignature(expected: string, got: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(expected), digest(got));
}

/** PKCS#7 to whole blocks of 32 bytes; a full block when nothing is missing. */
export function pad(bytes: Uint8Array): Buffer {
  const missing = BLOCK - (bytes.length % BLOCK);
  return Buffer.concat([bytes, Buffer.alloc(missing, missing)]);
}

export function encrypt(key: Buffer, message: string, receiveId: string, random = randomBytes(16)): string {
  const body = Buffer.from(message, "utf8");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = pad(Buffer.concat([random, length, body, Buffer.from(receiveId, "utf8")]));
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString("base64");
}

/** Throws `CallbackRefused` on a broken cipher text, padding, length, UTF-8 or another receiver. */
export function decrypt(key: Buffer, encrypted: string, receiveId: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted)) throw new CallbackRefused("cipher", "not base64");
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length === 0 || bytes.length % 16 !== 0) throw new CallbackRefused("cipher", "not whole cipher blocks");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = plain.at(-1)!;
  if (padding < 1 || padding > BLOCK || padding > plain.length || !plain.subarray(-padding).every((b) => b === padding))
    throw new CallbackRefused("padding", "padding is not PKCS#7");
  const body = plain.subarray(0, plain.length - padding);
  if (body.length < 20) throw new CallbackRefused("length", "shorter than its header");
  const length = body.readUInt32BE(16);
  if (20 + length > body.length) throw new CallbackRefused("length", "says it is longer than it is");
  const receiver = body.subarray(20 + length);
  const expected = Buffer.from(receiveId, "utf8");
  if (receiver.length !== expected.length || !timingSafeEqual(receiver, expected))
    throw new CallbackRefused("receiver", "meant for another receiver");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body.subarray(20, 20 + length));
  } catch {
    throw new CallbackRefused("cipher", "not UTF-8");
  }
}

export interface SignedQuery {
  msg_signature: string;
  timestamp: string;
  nonce: string;
}

/** One callback endpoint's secrets. `receiveId`: CorpID for own apps and 微信客服, "" for an in-house smart bot. */
export interface CallbackKeys {
  token: string;
  encodingAesKey: string;
  receiveId: string;
  /** Seconds; 0 = any age. */
  maxAgeS: number;
}

/** Signature, age, then cipher, in this order: nothing is decrypted for a stranger. */
export function open(keys: CallbackKeys, query: SignedQuery, encrypted: string, now: Date): string {
  const expected = signature(keys.token, query.timestamp, query.nonce, encrypted);
  if (!sameSignature(expected, query.msg_signature)) throw new CallbackRefused("signature", "signature does not match");
  if (keys.maxAgeS > 0) {
    const age = now.getTime() / 1000 - Number(query.timestamp);
    if (!/^\d{1,12}$/.test(query.timestamp) || Math.abs(age) > keys.maxAgeS)
      throw new CallbackRefused(
        "stale",
        `timestamp is ${Math.round(age)} s away from now, allowed are ${keys.maxAgeS} s`,
      );
  }
  return decrypt(decodeAesKey(keys.encodingAesKey), encrypted, keys.receiveId);
}

/** What goes back, or out of the stand-in: the encrypted text with its signature. */
export function seal(keys: CallbackKeys, message: string, timestamp: string, nonce: string) {
  const encrypted = encrypt(decodeAesKey(keys.encodingAesKey), message, keys.receiveId);
  return { encrypt: encrypted, msg_signature: signature(keys.token, timestamp, nonce, encrypted), timestamp, nonce };
}
