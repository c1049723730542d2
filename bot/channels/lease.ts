/**
 * One holder at a time over all processes, with hand-over: a process that has just started asks, the holder lets go at
 * its next renewal. Who does not renew within `LEASE_MS` may lose it to whoever asks.
 */

import type { ChannelState } from "./state.ts";

type Held = { holder: string; until: number; wanted: string };

export const LEASE_MS = 15_000;

export interface Lease {
  /** True when it is ours now. With `ask` the holder is asked to hand over. */
  acquire(ask: boolean): Promise<boolean>;
  /** `asked`: somebody wants it, and we have it still. */
  renew(): Promise<"held" | "asked" | "lost">;
  release(): Promise<void>;
}

export function createLease(state: ChannelState, key: string, me: string, now: () => Date): Lease {
  const at = () => now().getTime();
  return {
    acquire: (ask) =>
      state.change<Held, boolean>(key, (old) => {
        const free = !old || old.until <= at() || old.holder === me;
        // Whoever asked comes before whoever only waits.
        if (free && (!old?.wanted || old.wanted === me || old.until <= at() - LEASE_MS))
          return { value: { holder: me, until: at() + LEASE_MS, wanted: "" }, result: true };
        return ask && old ? { value: { ...old, wanted: me }, result: false } : { result: false };
      }),
    renew: () =>
      state.change<Held, "held" | "asked" | "lost">(key, (old) => {
        // Late, but nobody has taken it meanwhile: still ours. Clocks jump.
        if (old?.holder !== me) return { result: "lost" };
        const asked = old.wanted !== "" && old.wanted !== me;
        return { value: { ...old, until: at() + LEASE_MS }, result: asked ? "asked" : "held" };
      }),
    release: () =>
      state.change<Held, void>(key, (old) =>
        old?.holder === me ? { value: { ...old, holder: "", until: at() }, result: undefined } : { result: undefined },
      ),
  };
}
