/** The platform's error codes as data: `data/wecom-errors.json` says what each means and what to do with it. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { SendResult } from "../channel.ts";

const CLASSES = [
  "retry",
  "rate",
  "refresh",
  "stop",
  "receiver",
  "chat",
  "split",
  "drop",
  "media",
  "budget",
  "window",
  "state",
  "cursor",
  "expired",
  "reconnect",
] as const;
export type ErrorClass = (typeof CLASSES)[number];

const Entry = z.object({ class: z.enum(CLASSES), meaning: z.string().min(1), do: z.string().min(1) });
const Table = z.object({ codes: z.record(z.string().regex(/^-?\d+$/), Entry.loose()) });

const table = Table.parse(
  JSON.parse(readFileSync(new URL("../../../data/wecom-errors.json", import.meta.url), "utf8")),
);

/** A code that the table does not know is dropped with an alarm: retrying blindly costs quota and hides the fault. */
function lookUp(code: number): { class: ErrorClass; meaning: string; do: string } {
  return (
    table.codes[String(code)] ?? { class: "drop", meaning: "", do: "Not in the error table: look it up and add it." }
  );
}

/** The platform said no. `method` is the path without the query, which would hold the token. */
export class PlatformError extends Error {
  readonly code: number;
  readonly method: string;
  readonly class: ErrorClass;
  constructor(code: number, errmsg: string, method: string) {
    const known = lookUp(code);
    super(`${method}: ${code} ${known.meaning || errmsg.slice(0, 200)}. ${known.do}${ip(errmsg)}`);
    this.code = code;
    this.method = method;
    this.class = known.class;
  }
}

/** 60020 names the address that has to be allowed. */
const ip = (errmsg: string) => {
  const found = /from ip: ?([0-9a-fA-F.:]+)/.exec(errmsg);
  return found ? ` (address ${found[1]})` : "";
};

/** No answer, or none that can be read. When the request may have arrived, `sent` is true: it may have had its effect. */
export class NetworkError extends Error {
  readonly method: string;
  readonly sent: boolean;
  constructor(method: string, sent: boolean, why: string) {
    super(`${method}: ${why}`);
    this.method = method;
    this.sent = sent;
  }
}

/** A card's task_id is taken once: in doubt, "used before" says that the first try had arrived. */
export const alreadyThere =
  (unsure: boolean) =>
  (error: unknown): { msgid: string } => {
    if (unsure && error instanceof PlatformError && error.code === TASK_ID_USED) return { msgid: "" };
    throw error;
  };
const TASK_ID_USED = 42014;

const MINUTE = 60_000;

/** What the outbox is told. `now` is when the answer came. */
export function toResult(error: unknown, now: Date): Extract<SendResult, { ok: false }> {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (error instanceof NetworkError)
    return { ok: false, retryAt: later(2_000), code: "network", reason: error.message };
  if (!(error instanceof PlatformError)) throw error;
  const told = { ok: false as const, code: error.code, reason: error.message };
  switch (error.class) {
    case "retry":
    case "reconnect":
    case "cursor":
      return told;
    case "rate":
      return { ...told, uncounted: true, retryAt: later(error.code === 45033 ? 1_000 : MINUTE) };
    // The refresh has been tried once already: a pause, not a loop.
    case "refresh":
      return { ...told, retryAt: later(MINUTE) };
    default:
      return { ...told, permanent: true };
  }
}

/** True when an operator has to do something, not only the queue. */
export const needsOperator = (error: PlatformError) =>
  error.class === "stop" || error.class === "drop" || error.class === "refresh";
