import type { Store } from "./client.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * What channels remember, in PostgreSQL: survives restarts, shared by all processes (`ChannelState` of
 * bot/channels/state.ts).
 */
export function channelState(db: Store, now: () => Date) {
  const until = (ttlMs?: number) => (ttlMs === undefined ? null : new Date(now().getTime() + ttlMs));
  const live = (row: { value: unknown; expiresAt: Date | null } | null): Json =>
    row && (row.expiresAt === null || row.expiresAt > now()) ? (row.value as Json) : null;
  return {
    async read<T extends Json>(key: string): Promise<T | null> {
      return live(await db.channelState.findUnique({ where: { key } })) as T | null;
    },

    async write(key: string, value: Json, ttlMs?: number): Promise<void> {
      if (value === null) {
        await db.channelState.deleteMany({ where: { key } });
        return;
      }
      const data = { value: value as object, expiresAt: until(ttlMs) };
      await db.channelState.upsert({ where: { key }, create: { key, ...data }, update: data });
    },

    /** One at a time per key over all processes: an advisory lock holds even where there is no row yet. */
    async change<T extends Json, R>(
      key: string,
      decide: (old: T | null) => { value?: T | null; ttlMs?: number; result: R },
    ): Promise<R> {
      return db.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 7))`;
        const old = live(await tx.channelState.findUnique({ where: { key } })) as T | null;
        const { value, ttlMs, result } = decide(old);
        if (value === null) await tx.channelState.deleteMany({ where: { key } });
        else if (value !== undefined) {
          const data = { value: value as object, expiresAt: until(ttlMs) };
          await tx.channelState.upsert({ where: { key }, create: { key, ...data }, update: data });
        }
        return result;
      });
    },

    /** Drops what has expired; returns how many. For a job that runs now and then. */
    async sweep(): Promise<number> {
      const { count } = await db.channelState.deleteMany({ where: { expiresAt: { lte: now() } } });
      return count;
    },
  };
}
