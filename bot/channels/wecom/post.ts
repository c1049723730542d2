/** A POST to an address that carries its own permission: a webhook's, a message's response_url. */

import { z } from "zod";
import { NetworkError, PlatformError } from "./errors.ts";

const Ack = z.looseObject({ errcode: z.number().default(0), errmsg: z.string().default("") });

/**
 * The answer. Throws `NetworkError` without one, `PlatformError` with an errcode. `what` stands for the address in
 * errors: the address is a secret.
 */
export async function post(what: string, url: string | URL, body: object | FormData): Promise<Record<string, unknown>> {
  const init: RequestInit =
    body instanceof FormData
      ? { method: "POST", body }
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  let answer: z.infer<typeof Ack>;
  try {
    const response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(8_000) });
    const text = await response.text();
    if (!response.ok) throw new NetworkError(what, true, `HTTP ${response.status}`);
    answer = Ack.parse(text.trim() === "" ? {} : JSON.parse(text));
  } catch (error) {
    if (error instanceof NetworkError) throw error;
    const refused = (error as { cause?: { code?: string } }).cause?.code === "ECONNREFUSED";
    throw new NetworkError(what, !refused, (error as Error).name);
  }
  if (answer.errcode !== 0) throw new PlatformError(answer.errcode, answer.errmsg, what);
  return answer;
}
