import type { Day } from "../domain/town.ts";
import { standingInChain } from "./chain.ts";
import type { Catalogue, ChainMatch, Unit } from "./match.ts";
import type { AskedPolicy } from "./question.ts";

/** Words shared from which two clauses count as saying the same thing. */
const SAME = 0.55;
/** The same for single phrases, and how long they must be. */
const PHRASE_SAME = 0.8;
const PHRASE_MIN = 10;
/** Policies that are compared with the one that answers. */
const RIVALS = 5;
const FIGURE = /\d[\d.,，]*\s*(?:%|万元|元|万|个月|个工作日|日|天|年)?/g;

/** A clause of another current chain that rules the same matter with other figures. */
export function findConflict(
  question: AskedPolicy,
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
      if (sameMatter(question, main, unit) && phrasesDisagree(main.text, unit.text)) return unit;
    }
  return undefined;
}

/** Both speak of a thing that is asked about. */
const sameMatter = (question: AskedPolicy, a: Unit, b: Unit): boolean =>
  question.topics.some(
    ({ id, weight, incidental }) => weight >= 1 && !incidental && a.scope.ideas.has(id) && b.scope.ideas.has(id),
  );

/** One phrase of each is the same but for its figures, whatever else the clauses say. */
function phrasesDisagree(a: string, b: string): boolean {
  const phrases = (text: string) =>
    text.split(/[，。；：\n]/).filter((one) => one.length >= PHRASE_MIN && /\d\s*(%|万?元)/.test(one));
  return phrases(a).some((left) => phrases(b).some((right) => disagree(left, right, PHRASE_SAME)));
}

/** Nearly the same words, not the same figures. */
export function disagree(a: string, b: string, same = SAME): boolean {
  if (dice(a.replace(FIGURE, "#"), b.replace(FIGURE, "#")) < same) return false;
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
