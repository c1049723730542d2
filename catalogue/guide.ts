import type { Day, Policy } from "../domain/town.ts";
import { guidesOf } from "./chain.ts";
import { type Catalogue, type ChainMatch, titleOf, type Unit } from "./match.ts";
import type { AskedPolicy } from "./question.ts";

/**
 * The guide of a chain that speaks of what was asked. A policy of many measures often has a guide for one of them only:
 * its dates and its window say nothing of the others.
 */
export function guideFor(
  question: AskedPolicy,
  clause: Unit | undefined,
  match: ChainMatch,
  catalogue: Catalogue,
  asOf: Day,
): Policy | undefined {
  const { chain } = match.entry;
  const guides = guidesOf(chain, catalogue.byId, asOf);
  const rated = guides.map((guide) => ({ guide, fit: fitOf(guide) }));
  const best = Math.max(...rated.map(({ fit }) => fit));
  return rated.find(({ fit }) => fit === best && fit > 0)?.guide;

  /** 2 = speaks of what was asked, 1 = of the whole policy, 0 = of another measure. */
  function fitOf(guide: Policy): number {
    if (guide === chain.root) return 1;
    const { lexicon } = catalogue;
    const own = [...titleOf(guide, lexicon)].filter((id) => isSubject(id));
    const asked = question.topics.filter((one) => one.weight >= 1 && !one.incidental).map((one) => one.id);
    if (asked.length === 0 || own.length === 0) return 1;
    const elements = match.entry.units.filter((unit) => unit.policy === guide && unit.kind === "element");
    const speaks = (id: string) =>
      own.some((one) => isKin(one, id)) || elements.some((unit) => [...unit.scope.ideas].some((one) => isKin(one, id)));
    if (asked.some(speaks)) return 2;
    if (isOfWhole(guide.title, chain.root.title)) return 1;
    return own.some((id) => clause?.scope.ideas.has(id)) ? 1 : 0;
  }

  function isSubject(id: string): boolean {
    const concept = catalogue.lexicon.concepts.get(id);
    return concept?.kind === "topic" && concept.weight >= 1;
  }

  function isKin(a: string, b: string): boolean {
    const { ancestors } = catalogue.lexicon;
    return a === b || ancestors.get(a)?.has(b) === true || ancestors.get(b)?.has(a) === true;
  }
}

const bare = (title: string): string =>
  title.replace(/[《》〈〉（）()\d年度版批第]|(?:申报|申请|办事|服务|兑现|操作)?指南$/g, "");

/** "…若干措施申报指南" is the guide of all measures. */
function isOfWhole(guide: string, root: string): boolean {
  const name = bare(guide);
  return name.length >= 4 && (bare(root).includes(name) || name.includes(bare(root)));
}
