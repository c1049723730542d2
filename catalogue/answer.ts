import type { Day, Department, Policy } from "../domain/town.ts";
import {
  type Ended,
  sayDay,
  sayEnded,
  sayNotFound,
  sayNotYet,
  sayOfferPerson,
  sayTitle,
} from "../text/saying/policy.ts";
import { standingInChain, successorOf } from "./chain.ts";
import { type Composed, compose, halves } from "./compose.ts";
import { type Catalogue, type ChainMatch, matchChain, rankChains } from "./match.ts";
import { asksGuideOnly, guideFit } from "./pick.ts";
import { type AskedPolicy, readQuestion } from "./question.ts";
import { simplify } from "./script.ts";
import type { Standing } from "./validity.ts";

export interface PolicyQuestion {
  text: string;
  /** What was said before by and to this person, oldest first. */
  context: { from: "user" | "bot"; text: string; citations?: string[] }[];
}

export interface PolicyAnswer {
  answer: "found" | "not_found";
  outcome: "current" | "expired" | "not_yet" | "conflict" | "compare" | "missing";
  /** One message, ready to be sent. */
  text: string;
  /** `P1#第六条`, `P1G#材料`. Empty for not_found. */
  citations: string[];
  /** The text ends with the offer of a person: a "好" is consent to register. */
  offersPerson: boolean;
  /** Department whose duties fit the question; only where nothing was found. */
  department?: string;
  /** Two current clauses that disagree, to be reported to their keepers. */
  conflict?: [string, string];
  /** 0…1: share of the question that the cited chain speaks of. */
  confidence: number;
}

export interface AnswerOptions {
  /** To name who could verify what the catalogue lacks. */
  departments?: readonly Department[];
}

/** Share of what the question is about that a chain must speak of before it may answer. */
const COVERAGE_MIN = 0.55;
/** The same where a topic that is not a common one is spoken of and none is missing. */
const COVERAGE_SURE = 0.45;
/** Weight that must have matched: a single common word is not enough. */
const MASS_MIN = 0.2;

/**
 * Answers from the catalogue or says 未查到. Pure: the same question on the same day gets the same answer. Every figure,
 * date and quotation of the text has been checked against the cited clauses.
 */
export function answerPolicy(
  asked: PolicyQuestion,
  catalogue: Catalogue,
  asOf: Day,
  options: AnswerOptions = {},
): PolicyAnswer {
  const text = simplify(asked.text);
  const question = readQuestion(text, catalogue.lexicon);
  const target = findTarget(question, asked, catalogue, asOf);
  if (!target) return notFound(question, options);
  const { match, others } = target;
  const standing = standingInChain(match.entry.chain.root, catalogue.byId, asOf);
  const asking = target.question;
  if (standing === "not_yet") return notYet(asking, match, catalogue, asOf, options);
  if (standing !== "current") return ended(asking, match, standing, catalogue, asOf, options);
  const composed = compose({
    question: asking,
    match,
    others,
    catalogue,
    asOf,
    replaced: target.replaced,
    followUp: target.followUp,
  });
  return composed ? found(composed, match) : notFound(question, options);
}

interface Target {
  question: AskedPolicy;
  match: ChainMatch;
  /** Further current chains that answer as well, best first. */
  others: ChainMatch[];
  /** An ended document that the asker meant; the match is its successor. */
  replaced?: { policy: Policy; how: Ended };
  followUp: boolean;
}

function findTarget(question: AskedPolicy, asked: PolicyQuestion, catalogue: Catalogue, asOf: Day): Target | undefined {
  const own = chooseChain(question, catalogue, asOf) ?? chooseHalf(question, catalogue, asOf);
  const cited = lastCited(asked, catalogue);
  const strong = question.topics.some((one) => one.weight >= 1 && !one.incidental);
  const leans = question.leansBack || !strong;
  if (cited && leans) {
    const within = matchChain(question, cited, catalogue);
    const stays =
      !own || own.match.entry === cited || (question.leansBack && own.match.coverage <= within.coverage + 0.3);
    const changesSubject = own && own.match.entry !== cited && strong && within.missing.length > 0;
    if (stays && !changesSubject && !elsewhere(question, catalogue)) {
      const before = previousQuestion(asked);
      const merged = before ? mergeQuestions(question, readQuestion(simplify(before), catalogue.lexicon)) : question;
      return { question: merged, match: matchChain(merged, cited, catalogue), others: [], followUp: true };
    }
  }
  if (own) return { question, followUp: false, ...own };
  const before = leans ? previousQuestion(asked) : undefined;
  if (!before) return undefined;
  const merged = mergeQuestions(question, readQuestion(simplify(before), catalogue.lexicon));
  const wider = chooseChain(merged, catalogue, asOf);
  return wider ? { question: merged, followUp: true, ...wider } : undefined;
}

/** "A和B哪个多": neither policy speaks of both; the first half finds its own. */
function chooseHalf(question: AskedPolicy, catalogue: Catalogue, asOf: Day): ReturnType<typeof chooseChain> {
  if (!question.aspects.has("compare")) return undefined;
  for (const part of halves(question.text)) {
    const found = chooseChain(readQuestion(part, catalogue.lexicon), catalogue, asOf);
    if (found) return found;
  }
  return undefined;
}

function lastCited(asked: PolicyQuestion, catalogue: Catalogue) {
  for (const turn of [...asked.context].reverse()) {
    if (turn.from !== "bot" || !turn.citations) continue;
    const id = turn.citations[0]?.split("#")[0];
    return id === undefined ? undefined : catalogue.entryOf.get(id);
  }
  return undefined;
}

function previousQuestion(asked: PolicyQuestion): string | undefined {
  return asked.context.filter((turn) => turn.from === "user" && turn.text !== asked.text).at(-1)?.text;
}

/** The new question decides what is asked; the one before lends its subject. */
function mergeQuestions(now: AskedPolicy, before: AskedPolicy): AskedPolicy {
  const known = new Set(now.topics.map((one) => one.id));
  return {
    ...now,
    topics: [
      ...now.topics,
      ...before.topics
        .filter((one) => !known.has(one.id))
        .map((one) => ({ ...one, lent: true, weight: one.weight * (now.topics.length ? 0.3 : 0.8) })),
    ],
    residues: now.residues,
    aspects: now.aspects.size ? now.aspects : before.aspects,
    places: now.places,
  };
}

/** The best chain that may answer: current ones first; an ended one only where no current one fits as well. */
function chooseChain(
  question: AskedPolicy,
  catalogue: Catalogue,
  asOf: Day,
): Pick<Target, "match" | "others" | "replaced"> | undefined {
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

const endedHow = (policy: Policy): Ended => (/废止|作废|失效/.test(policy.status ?? "") ? "已废止" : "已被新文件替代");

/** The asker names this document: by number, by title, or by the year in its title. */
function named(question: AskedPolicy, match: ChainMatch): boolean {
  return match.entry.chain.members.some(
    ({ title, no }) =>
      (no !== undefined && question.text.includes(no)) ||
      question.text.includes(title) ||
      question.years.some((year) => title.includes(String(year)) || (no ?? "").includes(String(year))),
  );
}

function elsewhere(question: AskedPolicy, catalogue: Catalogue): boolean {
  return question.places.some((place) => !catalogue.policies.some((policy) => mentions(policy, place)));
}

const mentions = (policy: Policy, place: string): boolean =>
  policy.title.includes(place) ||
  (policy.no ?? "").includes(place) ||
  Object.values(policy.clauses).some((one) => one.includes(place));

function mayAnswer(question: AskedPolicy, match: ChainMatch): boolean {
  const sure = match.strong && match.missing.every((one) => one.weight < 1);
  if (match.coverage < (sure ? COVERAGE_SURE : COVERAGE_MIN) || match.mass < MASS_MIN) return false;
  if (!question.aspects.has("subsidy")) return true;
  // Asked for money, a document without any is about something else.
  return match.entry.units.some((unit) =>
    /元|%|补贴|补助|奖励|贴息|资助|减免|免收|返还|优惠|减半|免租/.test(unit.text),
  );
}

function found(composed: Composed, match: ChainMatch): PolicyAnswer {
  return {
    answer: "found",
    outcome: composed.conflict ? "conflict" : composed.compared ? "compare" : "current",
    text: composed.text,
    citations: composed.citations,
    offersPerson: composed.offersPerson,
    ...(composed.conflict ? { conflict: composed.conflict } : {}),
    confidence: match.coverage,
  };
}

function notFound(question: AskedPolicy, options: AnswerOptions): PolicyAnswer {
  const department = departmentFor(question, options.departments ?? []);
  return {
    answer: "not_found",
    outcome: "missing",
    text: sayNotFound(department?.name),
    citations: [],
    offersPerson: true,
    ...(department ? { department: department.id } : {}),
    confidence: 0,
  };
}

/** Cited as what has ended, with its date; what it once granted is not repeated. */
function ended(
  question: AskedPolicy,
  match: ChainMatch,
  standing: Standing,
  catalogue: Catalogue,
  asOf: Day,
  options: AnswerOptions,
): PolicyAnswer {
  const root = match.entry.chain.root;
  const how: Ended = standing === "expired" ? "已到期" : standing === "repealed" ? "已废止" : endedHow(root);
  const until = root.valid?.[1];
  const department = departmentFor(question, options.departments ?? []);
  const title = sayEnded(sayTitle(root.title, root.no), how, until ? sayDay(until, asOf) : undefined);
  return {
    answer: "found",
    outcome: "expired",
    text: `${title}\n${sayOfferPerson(department?.name)}`,
    citations: [citeBest(match, catalogue)],
    offersPerson: true,
    ...(department ? { department: department.id } : {}),
    confidence: match.coverage,
  };
}

function notYet(
  question: AskedPolicy,
  match: ChainMatch,
  catalogue: Catalogue,
  asOf: Day,
  options: AnswerOptions,
): PolicyAnswer {
  const root = match.entry.chain.root;
  const from = root.valid?.[0];
  const department = departmentFor(question, options.departments ?? []);
  return {
    answer: "found",
    outcome: "not_yet",
    text: `${sayNotYet(sayTitle(root.title, root.no), from ? sayDay(from, asOf) : undefined)}\n${sayOfferPerson(department?.name)}`,
    citations: [citeBest(match, catalogue)],
    offersPerson: true,
    ...(department ? { department: department.id } : {}),
    confidence: match.coverage,
  };
}

function citeBest(match: ChainMatch, _catalogue: Catalogue): string {
  const root = match.entry.chain.root;
  const unit = match.units.find((one) => one.unit.policy === root)?.unit;
  return unit ? `${root.id}#${unit.label}` : root.id;
}

/** The department whose duties share most words with the question; none when nothing is shared. */
function departmentFor(question: AskedPolicy, departments: readonly Department[]): Department | undefined {
  let best: { department: Department; score: number } | undefined;
  for (const department of departments) {
    if (department.confidential || department.office) continue;
    const duties = `${department.name}${department.duties}`;
    const score = question.topics
      .filter((one) => one.weight >= 0.5 && one.form.length > 1 && !one.incidental)
      .reduce((sum, one) => sum + (duties.includes(one.form) || duties.includes(one.id) ? one.weight : 0), 0);
    if (score > 0 && (!best || score > best.score)) best = { department, score };
  }
  return best?.department;
}
