import type { Day, Policy } from "../domain/town.ts";
import type { Ended } from "../text/saying/policy.ts";
import { standingInChain, successorOf } from "./chain.ts";
import { halves } from "./compose.ts";
import { type Catalogue, type ChainMatch, matchChain, rankChains } from "./match.ts";
import { asksGuideOnly, guideFit } from "./pick.ts";
import { type AskedPolicy, readQuestion, type Topic } from "./question.ts";

export interface Choice {
  match: ChainMatch;
  /** Further current chains that answer as well, best first. */
  others: ChainMatch[];
  /** An ended document that the asker meant; the match is its successor. */
  replaced?: { policy: Policy; how: Ended };
}

/** Share of what the question is about that a chain must speak of before it may answer. */
const COVERAGE_MIN = 0.55;
/** The same where a topic that is not a common one is spoken of and none is missing. */
const COVERAGE_SURE = 0.45;
/** Weight that must have matched: a single common word is not enough. */
const MASS_MIN = 0.2;

/** The search's confidence from which its word is enough, with and without a topic missing. */
const VOUCHED_SURE = 0.85;
const VOUCHED = 0.45;
/** "渔民养老金" of a policy for fishermen that has no pension: half of the question is not enough, whoever vouches. */
const VOUCHED_LACKING = 0.52;
/** Known words that stand nowhere in the chain, from which the search's word is not enough. */
const UNMET_MAX = 0.6;
const VOUCHED_SHARE = 0.85;
/** A chain that the search did not see at all needs nearly every word of the question. */
const UNSEEN_SHARE = 0.02;
const UNSEEN_COVERAGE = 0.95;
/** The search doubts below this; then a chain that lacks a topic needs more coverage. */
const DOUBTED = 0.5;
const DOUBTED_COVERAGE = 0.62;

/** The best chain that may answer: current ones first; an ended one only where no current one fits as well. */
export function chooseChain(question: AskedPolicy, catalogue: Catalogue, asOf: Day): Choice | undefined {
  if (elsewhere(question, catalogue)) return undefined;
  const fits = rankChains(question, catalogue).filter((match) => mayAnswer(question, match));
  const standing = (match: ChainMatch) => standingInChain(match.entry.chain.root, catalogue.byId, asOf);
  const current = fits.filter((match) => standing(match) === "current");
  // Two policies on one matter: the one whose guide holds what is asked.
  if (asksGuideOnly(question) && current.length > 1) {
    const top = current[0]!;
    const rated = current.map((match) => ({ match, has: guideFit(question, match) }));
    const better = rated.find((one) => one.match.score >= top.score * 0.7 && one.has > rated[0]!.has);
    if (better) return { match: better.match, others: [] };
  }
  const meant = fits.find((match) => standing(match) !== "current" && named(question, match));
  const best = meant && !current.some((match) => named(question, match)) ? meant : fits[0];
  if (!best) return undefined;
  const bestCurrent = current[0];
  const other = standing(best);
  if (other === "current" || (bestCurrent && asGood(question, bestCurrent, best) && !named(question, best)))
    return { match: bestCurrent!, others: current.slice(1) };
  const heir = current.find((match) => takesOver(question, best, match));
  if (heir && !named(question, best)) return { match: heir, others: [] };
  if (other === "not_yet") return { match: best, others: [] };
  const successor = successorOf(best.entry.chain.root, catalogue.byId, asOf);
  const entry = successor && catalogue.entryOf.get(successor.id);
  if (!entry) return { match: best, others: [] };
  const how: Ended = other === "expired" ? "已到期" : other === "repealed" ? "已废止" : endedHow(best.entry.chain.root);
  return {
    match: matchChain(question, entry, catalogue),
    others: [],
    ...(question.looksBack || named(question, best) ? { replaced: { policy: best.entry.chain.root, how } } : {}),
  };
}

/** A current document that fits about as well as an ended one is what the asker means. */
function asGood(question: AskedPolicy, current: ChainMatch, ended: ChainMatch): boolean {
  if (!titled(question, ended)) return true;
  return titled(question, current) && current.score >= ended.score * 0.9;
}

/** The title itself speaks of what is asked. */
const titled = (question: AskedPolicy, match: ChainMatch): boolean =>
  question.topics.some((one) => one.weight >= 0.5 && !one.incidental && match.entry.titles.ideas.has(one.id));

/** A current document titled for the same matter, though no link says that it replaced the ended one. */
function takesOver(question: AskedPolicy, ended: ChainMatch, current: ChainMatch): boolean {
  const matter = question.topics.filter((one) => one.weight >= 1 && ended.entry.titles.ideas.has(one.id));
  return matter.length > 0 && matter.every((one) => current.entry.titles.ideas.has(one.id));
}

export const endedHow = (policy: Policy): Ended =>
  /废止|作废|失效/.test(policy.status ?? "") ? "已废止" : "已被新文件替代";

/** The asker names this document: by number, by title, or by the year in its title. */
function named(question: AskedPolicy, match: ChainMatch): boolean {
  return match.entry.chain.members.some(
    ({ title, no }) =>
      (no !== undefined && question.text.includes(no)) ||
      question.text.includes(title) ||
      question.years.some((year) => title.includes(String(year)) || (no ?? "").includes(String(year))),
  );
}

export function elsewhere(question: AskedPolicy, catalogue: Catalogue): boolean {
  return question.places.some((place) => !catalogue.policies.some((policy) => mentions(policy, place)));
}

const mentions = (policy: Policy, place: string): boolean =>
  policy.title.includes(place) ||
  (policy.no ?? "").includes(place) ||
  Object.values(policy.clauses).some((one) => one.includes(place));

function mayAnswer(question: AskedPolicy, match: ChainMatch): boolean {
  if (!speaksOfIt(question, match)) return false;
  if (!question.aspects.has("subsidy")) return true;
  // Asked for money, a document without any is about something else.
  return match.entry.units.some((unit) =>
    /元|%|补贴|补助|奖励|贴息|资助|减免|免收|返还|优惠|减半|免租/.test(unit.text),
  );
}

/** What is asked stands last: "渔民养老金多少" asks about pensions, of fishermen. */
const lastMatter = (topics: readonly Topic[]): Topic | undefined =>
  topics
    .filter((one) => one.weight >= 1 && !one.incidental && !one.lent)
    .reduce<Topic | undefined>((last, one) => (last && last.start > one.start ? last : one), undefined);

/** Both know the words, or one of them is sure of it and the other has nothing against it. */
function speaksOfIt(question: AskedPolicy, match: ChainMatch): boolean {
  const { opinion } = question;
  const lacks = match.missing.some((one) => one.weight >= 1);
  const lacksMatter = lacks && match.missing.includes(lastMatter(question.topics)!);
  const share = opinion?.share.get(match.entry) ?? 0;
  if (opinion && share >= VOUCHED_SHARE) {
    if (opinion.confidence >= VOUCHED_SURE && match.coverage >= (lacksMatter ? VOUCHED_LACKING : 0.25)) return true;
    if (opinion.confidence >= VOUCHED && match.coverage >= 0.3 && match.missing.length === 0 && match.unmet < UNMET_MAX)
      return true;
  }
  if (match.coverage < (match.strong && !lacks ? COVERAGE_SURE : COVERAGE_MIN) || match.mass < MASS_MIN) return false;
  if (opinion && share < UNSEEN_SHARE && match.coverage < UNSEEN_COVERAGE) return false;
  if (opinion && lacksMatter && match.coverage < DOUBTED_COVERAGE && opinion.confidence < VOUCHED_SURE) return false;
  const doubted = opinion !== undefined && (opinion.confidence < DOUBTED || share < 0.2);
  return !(doubted && match.missing.length > 0 && match.coverage < DOUBTED_COVERAGE);
}

/** "A和B哪个多": neither policy speaks of both; the first half finds its own. */
export function chooseHalf(question: AskedPolicy, catalogue: Catalogue, asOf: Day): Choice | undefined {
  if (!question.aspects.has("compare")) return undefined;
  for (const part of halves(question.text)) {
    const found = chooseChain(readQuestion(part, catalogue.lexicon), catalogue, asOf);
    if (found) return found;
  }
  return undefined;
}
