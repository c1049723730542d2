/** Callbacks as the platform makes them: encrypted, signed, sent again when there is no 200 within five seconds. */

import { randomBytes } from "node:crypto";
import { type CallbackKeys, seal } from "../../bot/channels/wecom/crypto.ts";
import { writeXml, type XmlNode } from "../../bot/channels/wecom/xml.ts";

export type CallbackSecrets = Pick<CallbackKeys, "token" | "encodingAesKey" | "receiveId">;

export interface CallbackRequest {
  url: string;
  init: RequestInit;
}

const secondsOf = (at: Date) => String(Math.floor(at.getTime() / 1000));

function signed(base: string, secrets: CallbackSecrets, plain: string, at: Date) {
  const sealed = seal({ ...secrets, maxAgeS: 0 }, plain, secondsOf(at), randomBytes(6).toString("hex"));
  const url = new URL(base);
  url.searchParams.set("msg_signature", sealed.msg_signature);
  url.searchParams.set("timestamp", sealed.timestamp);
  url.searchParams.set("nonce", sealed.nonce);
  return { url, encrypt: sealed.encrypt };
}

export function xmlCallback(base: string, secrets: CallbackSecrets, xml: XmlNode | string, at: Date): CallbackRequest {
  const { url, encrypt } = signed(base, secrets, typeof xml === "string" ? xml : writeXml(xml), at);
  const body = writeXml({ ToUserName: secrets.receiveId, AgentID: "1000002", Encrypt: encrypt });
  return { url: url.href, init: { method: "POST", body, headers: { "content-type": "text/xml" } } };
}

export function jsonCallback(base: string, secrets: CallbackSecrets, frame: unknown, at: Date): CallbackRequest {
  const { url, encrypt } = signed(base, secrets, JSON.stringify(frame), at);
  const init = { method: "POST", body: JSON.stringify({ encrypt }), headers: { "content-type": "application/json" } };
  return { url: url.href, init };
}

export function verification(base: string, secrets: CallbackSecrets, echo: string, at: Date): CallbackRequest {
  const { url, encrypt } = signed(base, secrets, echo, at);
  url.searchParams.set("echostr", encrypt);
  return { url: url.href, init: {} };
}

/** Up to four tries, five seconds each, like the platform. True when one was answered 200. */
export async function callBack(make: () => CallbackRequest, timeoutMs = 5_000): Promise<boolean> {
  for (let attempt = 0; attempt < 4; attempt++) {
    const { url, init } = make();
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }).catch(() => null);
    await response?.arrayBuffer().catch(() => null);
    if (response?.status === 200) return true;
  }
  return false;
}
