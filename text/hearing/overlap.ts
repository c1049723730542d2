/** The pairs of neighbouring characters of a text, runs of Chinese, letters and digits apart. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of text.toLowerCase().match(/[\p{Script=Han}a-z0-9]+/gu) ?? [])
    for (let i = 0; i + 2 <= run.length; i++) pairs.add(run.slice(i, i + 2));
  return pairs;
}

/** Pairs beyond this many do not make a short text less like a long one. */
const ENOUGH = 12;

/** How much of the shorter of two texts stands in the other, 0…1: for the few tickets that somebody may mean. */
export function overlap(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  if (left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared++;
  return shared / Math.min(left.size, right.size, ENOUGH);
}
