/**
 * What a customer may be told: five messages within 48 hours of their last one, then nothing until they write again
 * (path/94677). Counted here so that the last words are not wasted on a first half.
 */

import type { ChannelState } from "../state.ts";

const BUDGET = 5;
const WINDOW_MS = 48 * 3_600_000;

type Kept = { kfid: string; lastAt: number; lastId: string; used: number };

export interface Budget {
  /** The customer has written: everything may be said anew. Older and repeated messages change nothing. */
  heard(customer: string, kfid: string, msgid: string, at: Date): Promise<void>;
  /** The account to answer by and what is left; null for a customer who has never written. */
  left(customer: string): Promise<{ kfid: string; messages: number; until: Date } | null>;
  spend(customer: string): Promise<void>;
  /** The platform says that nothing is left, whatever was counted. */
  empty(customer: string): Promise<void>;
}

export function createBudget(state: ChannelState, now: () => Date): Budget {
  const key = (customer: string) => `kf:budget:${customer}`;
  const set = (customer: string, used: (old: Kept) => number) =>
    state.change<Kept, void>(key(customer), (old) =>
      old ? { value: { ...old, used: used(old) }, ttlMs: 30 * WINDOW_MS, result: undefined } : { result: undefined },
    );
  return {
    heard: (customer, kfid, msgid, at) =>
      state.change<Kept, void>(key(customer), (old) => {
        const time = at.getTime();
        if (old && (time < old.lastAt || (time === old.lastAt && msgid === old.lastId))) return { result: undefined };
        return { value: { kfid, lastAt: time, lastId: msgid, used: 0 }, ttlMs: 30 * WINDOW_MS, result: undefined };
      }),
    async left(customer) {
      const kept = await state.read<Kept>(key(customer));
      if (!kept) return null;
      const until = new Date(kept.lastAt + WINDOW_MS);
      return { kfid: kept.kfid, messages: until > now() ? Math.max(0, BUDGET - kept.used) : 0, until };
    },
    spend: (customer) => set(customer, (old) => old.used + 1),
    empty: (customer) => set(customer, () => BUDGET),
  };
}
