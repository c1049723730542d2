import type { Day } from "../domain/town.ts";
import { standingInChain } from "./chain.ts";
import type { Catalogue, ChainMatch, Unit } from "./match.ts";

/** Words shared from which two clauses count as saying the same thing. */
const SAME = 0.55;
/** Policies that are compared with the one that answers. */
const RIVALS = 5;
const FIGURE = /\d[\d.,，]*\s*(?:%|万元|元|万|个月|个工作日|日|天|年)?/g;

/** A clause of another current chain that rules the same matter with other figures. */
export function findConflict(
  main: Unit,
  others: readonly ChainMatch[],
  catalogue: Catalogue,
  asOf: Day,
): Unit | undefined {
  for (const match of others.slice(0, RIVALS))
    for (const { unit } of match.units.slice(0, 4)) {
      if (unit.kind !== "clause" || standingInChain(unit.policy, catalogue.byId, asOf) !== "current") continue;
      const ratio = unit.text.length / Math.max(1, main.text.length);
      if (ratio > 0.4 && ratio < 2.5 && disagree(main.text, unit.text)) return unit;
    }
  return undefined;
}

/** Nearly the same words, not the same figures. */
export function disagree(a: string, b: string): boolean {
  if (dice(a.replace(FIGURE, "#"), b.replace(FIGURE, "#")) < SAME) return false;
  const figures = (text: string) =>
    [...new Set((text.match(FIGURE) ?? []).map((one) => one.replace(/[\s,，]/g, "")))].sort();
  const [left, right] = [figures(a), figures(b)];
  return left.length > 0 && right.length > 0 && left.join() !== right.join();
}

function dice(a: string, b: string): number {
  const grams = (text: string) => {
    const plain = text.replace(/[\s，。；、：（）()“”]/g, "");
    return new Set(Array.from({ length: Math.max(0, plain.length - 1) }, (_, at) => plain.slice(at, at + 2)));
  };
  const [left, right] = [grams(a), grams(b)];
  let shared = 0;
  for (const gram of left) if (right.has(gram)) shared++;
  return (2 * shared) / Math.max(1, left.size + right.size);
}
