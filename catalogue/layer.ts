import type { Day } from "../domain/town.ts";
import { type Mode, TRAITS } from "../domain/vocabulary.ts";
import { sayIssued, sayModeOf, sayTraits } from "../text/saying/policy.ts";
import { type Chain, standingInChain } from "./chain.ts";
import type { Catalogue } from "./match.ts";
import type { AskedPolicy, Aspect } from "./question.ts";

/** Questions about how something is got; who asks for a figure alone is not told how. */
const HOW: readonly Aspect[] = ["how", "materials", "when", "where", "who", "eligible", "howlong"];

const ISSUE =
  /(?:哪个|哪家|什么|哪些)(?:部门|单位|机关|局)(?:发|出台|制定|印发|颁布)|谁(?:发|出台|制定|印发)|(?:什么时候|哪年|哪天|几时|何时)(?:发|出台|印发|颁布|出)|(?:发文|印发|发布)(?:单位|机关|日期|时间|部门)/;

/**
 * How a policy is enjoyed, in words: its mode, and what may be missing at first; who issued it and when. Nothing of it
 * where it is not asked about.
 * @param free that nothing need be applied for was said already
 */
export function layerLines(
  question: AskedPolicy,
  chain: Chain,
  catalogue: Catalogue,
  asOf: Day,
  free: boolean,
): string[] {
  const current = chain.members.filter((one) => standingInChain(one, catalogue.byId, asOf) === "current");
  const { issuer, issuedOn } = chain.root;
  const issued = ISSUE.test(question.text) && (issuer || issuedOn) ? [sayIssued(issuer, issuedOn)] : [];
  if (!HOW.some((aspect) => question.aspects.has(aspect))) return issued;
  const mode: Mode | undefined = current.find((one) => one.mode)?.mode;
  const traits = TRAITS.filter((trait) => current.some((one) => one.traits?.includes(trait)));
  return [
    ...issued,
    ...(mode && mode !== "免申即享" && !free ? [sayModeOf(mode)] : []),
    ...(traits.length ? [sayTraits(traits)] : []),
  ];
}
