/**
 * For platforms that do not send again what we failed to store: keeps what came in, in its order, and tries until the
 * inbox has it.
 */

import type { Log } from "./channel.ts";

const PAUSES_MS = [200, 500, 1_000, 2_000, 5_000];
const MOST = 5_000;

export interface Spool {
  /** Returns at once. What is dropped because the spool is full is logged as an error. */
  put(work: () => Promise<void>): void;
  /** Resolves when everything is stored, or, after `ms`, with the number that is not. */
  drain(ms: number): Promise<number>;
}

export function createSpool(channel: string, log: Log): Spool {
  const waiting: (() => Promise<void>)[] = [];
  let running = false;
  let ended = false;

  async function run(): Promise<void> {
    for (let failures = 0; waiting.length > 0 && !ended; ) {
      try {
        await waiting[0]!();
        waiting.shift();
        failures = 0;
      } catch (err) {
        const pause = PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)]!;
        log.error({ channel, err, waiting: waiting.length }, `a message could not be stored; again in ${pause} ms`);
        await new Promise((done) => setTimeout(done, pause));
      }
    }
    running = false;
  }

  return {
    put(work) {
      if (waiting.length >= MOST)
        return log.error({ channel }, `more than ${MOST} messages wait to be stored: one dropped`);
      ended = false;
      waiting.push(work);
      if (running) return;
      running = true;
      void run();
    },
    async drain(ms) {
      const end = Date.now() + ms;
      while (waiting.length > 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
      ended = true;
      return waiting.length;
    },
  };
}
