/**
 * The HTTP side of WeCom's callbacks, XML (own app, 微信客服) and JSON (smart bot): address check, size limit, signature,
 * age, decryption. What is not from the platform is refused with 4xx before anything is stored.
 */

import type { Context, Hono } from "hono";
import { z } from "zod";
import type { Log } from "../channel.ts";
import { type CallbackKeys, CallbackRefused, open, type SignedQuery } from "./crypto.ts";
import { leaf, parseXml } from "./xml.ts";

/** The platform's own are a few kilobytes. */
const MAX_BODY = 2 << 20;

export interface Endpoint {
  path: string;
  keys: CallbackKeys;
  envelope: "xml" | "json";
  now: () => Date;
  log: Log;
  /**
   * Gets the decrypted text; what it returns is the body of the 200. It has stored everything when it returns. Throws
   * `CallbackRefused` for what cannot be read (400) and anything else when storing failed (503: the platform resends).
   */
  handle(plain: string, query: SignedQuery): Promise<string>;
}

const Envelope = z.object({ encrypt: z.string().min(1) });

export function mountCallback(app: Hono, endpoint: Endpoint): void {
  const { path, keys, now, log } = endpoint;

  const refuse = (c: Context, error: unknown) => {
    if (!(error instanceof CallbackRefused)) {
      log.error({ path, err: error }, "a callback could not be stored; the platform will send it again");
      return c.text("", 503);
    }
    log.warn({ path, why: error.why }, `callback refused: ${error.message}`);
    return c.text("", error.why === "xml" || error.why === "envelope" ? 400 : 403);
  };

  app.get(path, (c) => {
    try {
      const query = signedQuery(c);
      // A "+" that was not percent-encoded arrives as a space.
      const echo = (c.req.query("echostr") ?? "").replaceAll(" ", "+");
      return c.body(open(keys, query, echo, now()), 200, { "content-type": "text/plain; charset=utf-8" });
    } catch (error) {
      return refuse(c, error);
    }
  });

  app.post(path, async (c) => {
    try {
      const query = signedQuery(c);
      const body = await readBody(c.req.raw);
      if (body === null) return c.text("", 413);
      const plain = open(keys, query, encrypted(endpoint.envelope, body), now());
      return c.body(await endpoint.handle(plain, query), 200);
    } catch (error) {
      return refuse(c, error);
    }
  });
}

function signedQuery(c: Context): SignedQuery {
  const take = (name: string) => {
    const value = c.req.query(name) ?? "";
    if (value === "" || value.length > 256) throw new CallbackRefused("signature", `${name} is missing or too long`);
    return value;
  };
  return { msg_signature: take("msg_signature"), timestamp: take("timestamp"), nonce: take("nonce") };
}

function encrypted(envelope: "xml" | "json", body: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new CallbackRefused("envelope", "body is not UTF-8");
  }
  if (envelope === "xml") {
    const found = leaf(parseXml(text), "Encrypt").trim();
    if (found === "") throw new CallbackRefused("envelope", "no <Encrypt> in the body");
    return found;
  }
  try {
    return Envelope.parse(JSON.parse(text)).encrypt;
  } catch {
    throw new CallbackRefused("envelope", 'expected {"encrypt": "…"}');
  }
}

async function readBody(request: Request): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
