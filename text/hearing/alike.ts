import { overlapOf, pairsOf } from "./overlap.ts";
import { groupsOf, likenesses, SAME_TROUBLE } from "./similar.ts";

/** From here on short messages say the same; what a new ticket is compared with those of neighbours by, too. */
const SAME_WORDS = 0.4;

/**
 * Messages of one category by what they are about: the same trouble in the same place, or the same words for it. Each
 * message is in one group, by its number; a group may be of one.
 */
export function alikeGroups(texts: readonly string[]): number[][] {
  const n = texts.length;
  const near = likenesses(texts);
  const pairs = withoutRefrain(texts.map(pairsOf));
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const words = (overlapOf(pairs[i]!, pairs[j]!) / SAME_WORDS) * SAME_TROUBLE;
      const value = Math.max(near[i * n + j]!, words);
      near[i * n + j] = value;
      near[j * n + i] = value;
    }
  return groupsOf(near, n, SAME_TROUBLE);
}

/** What most of many messages say ("企业反映", "希望尽快解决") makes no two of them alike. */
function withoutRefrain(all: readonly Set<string>[]): Set<string>[] {
  if (all.length < MANY) return [...all];
  const count = new Map<string, number>();
  for (const pairs of all) for (const pair of pairs) count.set(pair, (count.get(pair) ?? 0) + 1);
  return all.map((pairs) => new Set([...pairs].filter((pair) => count.get(pair)! <= all.length / 2)));
}
const MANY = 10;
