/**
 * One limiter for replies and pushes, shared over processes through `ChannelState`. Platforms drop what is over the
 * limit, most of them silently, so nothing may leave that they would drop.
 *
 * A window is counted in sixty slices and a slice counts until its last moment has left the window: wherever the
 * platform's own window begins, the limit holds. The price is one slice (1 s of a minute, 1 min of an hour).
 */

import type { RateRule } from "./channel.ts";
import type { ChannelState } from "./state.ts";

const SLICES = 60;

/** Which share of a limit a priority may use up: bulletins leave room for reminders, all leave room for emergencies. */
const SHARE = [1, 0.95, 0.85, 0.7] as const;

/** `[windowMs, [slice number, count], …]` for each rule of one key. */
type Counted = { [windowMs: string]: [number, number][] };

export interface Subject {
  per: RateRule["per"];
  /** Unique over all channels, e.g. `wecom-app:member:zhangsan`. */
  key: string;
}

export type Taken = { ok: true } | { ok: false; retryAt: Date; rule: RateRule };

export interface Limiter {
  /** Takes one sending from every subject's allowance, or from none. */
  take(rules: RateRule[], subjects: Subject[], priority: 0 | 1 | 2 | 3): Promise<Taken>;
  /** The platform said "too much" although we had counted less: nothing more for this subject until then. */
  close(subject: Subject, until: Date): Promise<void>;
}

export function createLimiter(state: ChannelState, now: () => Date): Limiter {
  const countKey = (s: Subject) => `rate:${s.key}`;
  const closedKey = (s: Subject) => `rate-closed:${s.key}`;

  async function takeOne(rules: RateRule[], subject: Subject, priority: number): Promise<Taken> {
    const at = now().getTime();
    const closed = await state.read<number>(closedKey(subject));
    if (closed && closed > at) return { ok: false, retryAt: new Date(closed), rule: rules[0]! };
    const longest = Math.max(...rules.map((r) => r.windowMs));
    return state.change<Counted, Taken>(countKey(subject), (old) => {
      const counted: Counted = old ?? {};
      for (const rule of rules) {
        const slice = rule.windowMs / SLICES;
        const live = (counted[rule.windowMs] ?? []).filter(([n]) => (n + 1) * slice + rule.windowMs > at);
        counted[rule.windowMs] = live;
        const allowed = Math.max(1, Math.floor(rule.limit * SHARE[priority]!));
        let used = live.reduce((sum, [, count]) => sum + count, 0);
        if (used < allowed) continue;
        for (const [n, count] of live) {
          used -= count;
          if (used < allowed)
            return { result: { ok: false, retryAt: new Date((n + 1) * slice + rule.windowMs), rule } };
        }
      }
      for (const rule of rules) {
        const n = Math.floor(at / (rule.windowMs / SLICES));
        const live = counted[rule.windowMs]!;
        const last = live.at(-1);
        if (last && last[0] >= n) last[1]++;
        else live.push([n, 1]);
      }
      return { value: counted, ttlMs: longest * 2, result: { ok: true } };
    });
  }

  async function giveBack(rules: RateRule[], subject: Subject): Promise<void> {
    await state.change<Counted, void>(countKey(subject), (old) => {
      if (!old) return { result: undefined };
      for (const rule of rules) {
        const last = old[rule.windowMs]?.at(-1);
        if (last && last[1] > 0) last[1]--;
      }
      return { value: old, ttlMs: Math.max(...rules.map((r) => r.windowMs)) * 2, result: undefined };
    });
  }

  return {
    async take(rules, subjects, priority) {
      const taken: [RateRule[], Subject][] = [];
      for (const subject of subjects) {
        const own = rules.filter((r) => r.per === subject.per);
        if (own.length === 0) continue;
        const one = await takeOne(own, subject, priority);
        if (!one.ok) {
          for (const [r, s] of taken) await giveBack(r, s);
          return one;
        }
        taken.push([own, subject]);
      }
      return { ok: true };
    },
    async close(subject, until) {
      await state.write(closedKey(subject), until.getTime(), Math.max(1, until.getTime() - now().getTime()));
    },
  };
}
