/**
 * Sends a message that became several parts, each of them once: what has left is written down part by part, so that a
 * retry goes on where the last try stopped. Every part is counted by the limiter.
 */

import { createHash } from "node:crypto";
import type { ChannelDeps, Outbound, RateRule, SendResult } from "./channel.ts";
import type { Subject } from "./limiter.ts";
import { NetworkError, PlatformError, toResult } from "./wecom/errors.ts";

export interface PartSent {
  platformId?: string;
  invalid?: string[];
}

/** `unsure`: an earlier try may have gone through although no answer came. */
export type Part = (unsure: boolean) => Promise<PartSent>;

/** An ending that the channel knows itself, e.g. a window that is over. */
export class Refused extends Error {
  readonly result: Extract<SendResult, { ok: false }>;
  constructor(result: Extract<SendResult, { ok: false }>) {
    super(result.reason);
    this.result = result;
  }
}

type Progress = { done: number; trying: boolean; busyUntil: number; platformId: string; invalid: string[] };

const KEPT_MS = 7 * 24 * 3_600_000;
/** A try that has not ended by then died with its process. Longer than any platform call with its retries. */
const BUSY_MS = 60_000;

export const progressKey = (channel: string, idempotencyKey: string): string =>
  `sent:${channel}:${createHash("sha256").update(idempotencyKey).digest("base64url").slice(0, 32)}`;

export async function sendParts(
  deps: ChannelDeps,
  channel: string,
  message: Outbound,
  rules: RateRule[],
  subjects: Subject[],
  parts: Part[],
): Promise<SendResult> {
  const { state, limiter, now } = deps;
  const key = progressKey(channel, message.idempotencyKey);
  const write = (p: Progress) => state.write(key, p, KEPT_MS);
  const claim = await state.change<Progress, Progress | null>(key, (old) => {
    const progress = old ?? { done: 0, trying: false, busyUntil: 0, platformId: "", invalid: [] };
    if (progress.busyUntil > now().getTime()) return { result: null };
    const mine = { ...progress, busyUntil: now().getTime() + BUSY_MS };
    return { value: mine, ttlMs: KEPT_MS, result: mine };
  });
  if (!claim)
    return {
      ok: false,
      uncounted: true,
      retryAt: new Date(now().getTime() + 5_000),
      code: "busy",
      reason: "is being sent already",
    };

  const progress = { ...claim };
  let unsure = false;
  try {
    while (progress.done < parts.length) {
      const taken = await limiter.take(rules, subjects, message.priority);
      if (!taken.ok) {
        const { per, limit, windowMs } = taken.rule;
        const reason = `${limit} in ${windowMs / 1000} s per ${per} are used up`;
        return { ok: false, uncounted: true, retryAt: taken.retryAt, code: "rate", reason };
      }
      unsure = progress.trying;
      progress.trying = true;
      progress.busyUntil = now().getTime() + BUSY_MS;
      await write(progress);
      const sent = await parts[progress.done]!(unsure);
      progress.done++;
      progress.trying = false;
      progress.platformId ||= sent.platformId ?? "";
      progress.invalid.push(...(sent.invalid ?? []));
    }
    return {
      ok: true,
      ...(progress.platformId && { platformId: progress.platformId }),
      ...(progress.invalid.length > 0 && { invalid: progress.invalid }),
    };
  } catch (error) {
    // Only a request that may have arrived leaves a doubt, and no later refusal takes away the doubt of an earlier one.
    if (!(error instanceof NetworkError && error.sent)) progress.trying = unsure;
    if (error instanceof Refused) return error.result;
    if (!(error instanceof PlatformError || error instanceof NetworkError)) throw error;
    const result = toResult(error, now());
    if (error instanceof PlatformError && error.class === "rate" && result.retryAt) {
      const widest = subjects.find((s) => s.per === "app") ?? subjects[0];
      if (widest) await limiter.close(widest, result.retryAt);
    }
    return result;
  } finally {
    await write({ ...progress, busyUntil: 0 });
  }
}
