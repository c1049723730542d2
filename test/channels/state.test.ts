import { describe, expect, test } from "vitest";
import { createLease, LEASE_MS } from "../../bot/channels/lease.ts";
import { createLimiter } from "../../bot/channels/limiter.ts";
import { type ChannelState, memoryState } from "../../bot/channels/state.ts";
import { channelState } from "../../store/channel-state.ts";
import { useDatabase } from "../support/database.ts";
import { clock, key } from "./helpers.ts";

const database = useDatabase();

/** Both kinds of state keep one contract. */
describe.each<[string, (now: () => Date) => ChannelState]>([
  ["in memory", (now) => memoryState(now)],
  ["in PostgreSQL", (now) => channelState(database.db, now)],
])("channel state %s", (_kind, make) => {
  test("keeps, replaces, expires, deletes", async () => {
    const time = clock();
    const state = make(time.now);
    const name = key();
    expect(await state.read(name)).toBeNull();
    await state.write(name, { cursor: "c1", list: [1, "二"] }, 1_000);
    expect(await state.read(name)).toEqual({ cursor: "c1", list: [1, "二"] });
    time.forward(1_001);
    expect(await state.read(name)).toBeNull();
    await state.write(name, "x");
    await state.write(name, null);
    expect(await state.read(name)).toBeNull();
  });

  test("changes one at a time", async () => {
    const state = make(clock().now);
    const name = key();
    const add = () => state.change<number, number>(name, (old) => ({ value: (old ?? 0) + 1, result: (old ?? 0) + 1 }));
    const results = await Promise.all(Array.from({ length: 20 }, add));
    expect([...results].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await state.read(name)).toBe(20);
  });

  test("carries one limiter for several processes", async () => {
    const time = clock();
    const state = make(time.now);
    const chat = { per: "conversation" as const, key: key() };
    const rule = { per: "conversation" as const, limit: 8, windowMs: 60_000 };
    const limiters = [createLimiter(state, time.now), createLimiter(state, time.now)];
    const taken = await Promise.all(Array.from({ length: 14 }, (_, i) => limiters[i % 2]!.take([rule], [chat], 0)));
    expect(taken.filter((t) => t.ok)).toHaveLength(8);
  });

  test("carries a lease: one holder, hand-over on request, loss after silence", async () => {
    const time = clock();
    const state = make(time.now);
    const name = key();
    const [a, b, c] = ["a", "b", "c"].map((me) => createLease(state, name, me, time.now));
    expect(await a!.acquire(true)).toBe(true);
    expect(await b!.acquire(false)).toBe(false);
    expect(await a!.renew()).toBe("held");
    expect(await b!.acquire(true)).toBe(false);
    expect(await a!.renew()).toBe("asked");
    await a!.release();
    expect(await c!.acquire(false)).toBe(false);
    expect(await b!.acquire(false)).toBe(true);
    expect(await a!.renew()).toBe("lost");
    time.forward(LEASE_MS + 1);
    expect(await b!.renew()).toBe("held");
    time.forward(LEASE_MS + 1);
    expect(await c!.acquire(false)).toBe(true);
    expect(await b!.renew()).toBe("lost");
  });
});
