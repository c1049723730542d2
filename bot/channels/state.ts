/**
 * What channels remember over restarts and share over processes: cursors, rate windows, parts already sent, locks.
 * `memoryState` is for one process and for tests; `store/channel-state.ts` keeps it in PostgreSQL.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Change<T extends Json, R> {
  /** `null` deletes the entry; absent leaves it as it was. */
  value?: T | null;
  ttlMs?: number;
  result: R;
}

export interface ChannelState {
  read<T extends Json>(key: string): Promise<T | null>;
  /** Without `ttlMs` the entry stays until it is replaced. */
  write(key: string, value: Json, ttlMs?: number): Promise<void>;
  /** Read, decide, write: one at a time per key over all processes. `decide` is quick and has no effects of its own. */
  change<T extends Json, R>(key: string, decide: (old: T | null) => Change<T, R>): Promise<R>;
}

export function memoryState(now: () => Date = () => new Date()): ChannelState {
  const entries = new Map<string, { value: Json; until: number }>();
  let writes = 0;
  const live = (key: string): Json => {
    const entry = entries.get(key);
    return entry && entry.until > now().getTime() ? structuredClone(entry.value) : null;
  };
  const put = (key: string, value: Json, ttlMs = Number.POSITIVE_INFINITY) => {
    if (value === null) entries.delete(key);
    else entries.set(key, { value: structuredClone(value), until: now().getTime() + ttlMs });
    if (++writes % 1000 === 0) for (const [k, e] of entries) if (e.until <= now().getTime()) entries.delete(k);
  };
  return {
    read: async <T extends Json>(key: string) => live(key) as T | null,
    write: async (key, value, ttlMs) => put(key, value, ttlMs),
    change: async (key, decide) => {
      const { value, ttlMs, result } = decide(live(key) as never);
      if (value !== undefined) put(key, value, ttlMs);
      return result;
    },
  };
}
