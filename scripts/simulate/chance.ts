export interface Chance {
  /** Below 1. */
  next(): number;
  yes(share: number): boolean;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  one<T>(list: readonly T[]): T;
  /** So many different ones, in an order of chance. */
  some<T>(list: readonly T[], count: number): T[];
}

/** Chance that is the same for the same seed, on every machine (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    yes: (share) => next() < share,
    between,
    one: (list) => list[between(0, list.length - 1)]!,
    some: (list, count) => {
      const left = [...list];
      return Array.from(
        { length: Math.min(count, left.length) },
        () => left.splice(between(0, left.length - 1), 1)[0]!,
      );
    },
  };
}
