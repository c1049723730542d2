import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RateRule } from "../../bot/channels/channel.ts";
import { createLimiter, type Subject } from "../../bot/channels/limiter.ts";
import { memoryState } from "../../bot/channels/state.ts";

const MINUTE = 60_000;
const perMinute: RateRule = { per: "conversation", limit: 30, windowMs: MINUTE };
const perHour: RateRule = { per: "conversation", limit: 1000, windowMs: 60 * MINUTE };
const chat: Subject = { per: "conversation", key: "x:conversation:1" };

function clock(start = Date.UTC(2026, 10, 20, 1)) {
  const it = { at: start, now: () => new Date(it.at) };
  return it;
}

describe("the limiter", () => {
  test("never lets more than the limit into any window, wherever it begins", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 250 }), async (gaps) => {
        const time = clock();
        const limiter = createLimiter(memoryState(time.now), time.now);
        const sent: number[] = [];
        for (const gap of gaps) {
          time.at += gap;
          if ((await limiter.take([perMinute, perHour], [chat], 0)).ok) sent.push(time.at);
        }
        for (const from of sent) {
          expect(sent.filter((at) => at >= from && at < from + MINUTE).length).toBeLessThanOrEqual(30);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("says when to come back, and then it works", async () => {
    const time = clock();
    const limiter = createLimiter(memoryState(time.now), time.now);
    for (let i = 0; i < 30; i++) {
      expect((await limiter.take([perMinute], [chat], 0)).ok).toBe(true);
      time.at += 100;
    }
    const refused = await limiter.take([perMinute], [chat], 0);
    if (refused.ok) throw new Error("the 31st went through");
    expect(refused.retryAt.getTime()).toBeGreaterThan(time.at);
    time.at = refused.retryAt.getTime();
    expect((await limiter.take([perMinute], [chat], 0)).ok).toBe(true);
  });

  test("bulletins leave room for reminders, reminders for replies, all for an emergency", async () => {
    const time = clock();
    const limiter = createLimiter(memoryState(time.now), time.now);
    const fill = async (priority: 0 | 1 | 2 | 3) => {
      let n = 0;
      while ((await limiter.take([perMinute], [chat], priority)).ok) n++;
      return n;
    };
    expect([await fill(3), await fill(2), await fill(1), await fill(0)]).toEqual([21, 4, 3, 2]);
  });

  test("takes from all subjects or from none", async () => {
    const time = clock();
    const limiter = createLimiter(memoryState(time.now), time.now);
    const app: Subject = { per: "app", key: "x:app" };
    const rules: RateRule[] = [perMinute, { per: "app", limit: 5, windowMs: MINUTE }];
    const other = (n: number): Subject => ({ per: "conversation", key: `x:conversation:${n}` });
    for (let i = 0; i < 5; i++) expect((await limiter.take(rules, [other(i), app], 0)).ok).toBe(true);
    for (let i = 0; i < 40; i++) expect((await limiter.take(rules, [chat, app], 0)).ok).toBe(false);
    time.at += 2 * MINUTE;
    let n = 0;
    while ((await limiter.take([perMinute], [chat], 0)).ok) n++;
    expect(n).toBe(30);
  });

  test("two processes on one state share the limit", async () => {
    const time = clock();
    const state = memoryState(time.now);
    const [one, two] = [createLimiter(state, time.now), createLimiter(state, time.now)];
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 ? one : two).take([perMinute], [chat], 0)),
    );
    expect(taken.filter((t) => t.ok)).toHaveLength(30);
  });

  test("stays shut when the platform counted differently", async () => {
    const time = clock();
    const limiter = createLimiter(memoryState(time.now), time.now);
    const until = new Date(time.at + MINUTE);
    await limiter.close(chat, until);
    expect(await limiter.take([perMinute], [chat], 0)).toMatchObject({ ok: false, retryAt: until });
    time.at = until.getTime();
    expect((await limiter.take([perMinute], [chat], 0)).ok).toBe(true);
  });
});
