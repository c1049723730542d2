import type { ChannelDeps, Deliver, Inbound, Log, Notice } from "../../bot/channels/channel.ts";
import { createLimiter } from "../../bot/channels/limiter.ts";
import { memoryState } from "../../bot/channels/state.ts";

export const quiet: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** A clock that goes on by itself from a set time and can be moved forward. */
export function clock(start = Date.UTC(2026, 10, 20, 1)) {
  let ahead = start - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    forward: (ms: number) => {
      ahead += ms;
    },
  };
}
export type Clock = ReturnType<typeof clock>;

/** An inbox that knows repeats, as the real one does, and can be made to fail. */
export function inbox() {
  const stored = new Map<string, Inbound>();
  const notices: Notice[] = [];
  const it = {
    broken: false,
    get messages(): Inbound[] {
      return [...stored.values()];
    },
    notices,
    deliver: (async (message) => {
      if (it.broken) throw new Error("the database is away");
      const key = `${message.channel}/${message.platformId}`;
      if (!stored.has(key)) stored.set(key, message);
    }) as Deliver,
    notify: async (notice: Notice) => {
      notices.push(notice);
    },
  };
  return it;
}
export type FakeInbox = ReturnType<typeof inbox>;

export function deps(time: Clock): ChannelDeps {
  const state = memoryState(time.now);
  return { state, limiter: createLimiter(state, time.now), now: time.now, log: quiet };
}

let keys = 0;
export const key = (): string => `test:${++keys}`;

export async function until(what: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  for (const end = Date.now() + ms; ; ) {
    if (await what()) return;
    if (Date.now() > end) throw new Error(`did not come about in ${ms} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
