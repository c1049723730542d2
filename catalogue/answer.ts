import type { Day, Department } from "../domain/town.ts";
import {
  type Ended,
  sayDay,
  sayEnded,
  sayNotFound,
  sayNotYet,
  sayOfferPerson,
  sayTitle,
} from "../text/saying/policy.ts";
import { standingInChain } from "./chain.ts";
import { type Choice, chooseChain, chooseHalf, elsewhere, endedHow } from "./choose.ts";
import { type Composed, compose } from "./compose.ts";
import { type Catalogue, type ChainMatch, matchChain } from "./match.ts";
import { opinionOn } from "./opinion.ts";
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
  const opinion = opinionOn(text, catalogue, asOf);
  const question = { ...readQuestion(text, catalogue.lexicon), ...(opinion ? { opinion } : {}) };
  const target = findTarget(question, asked, catalogue, asOf);
  if (!target) return notFound(question, options);
  const { match, others } = target;
  const standing = standingInChain(match.entry.chain.root, catalogue.byId, asOf);
  const asking = target.question;
  if (standing === "not_yet") return notYet(asking, match, asOf, options);
  if (standing !== "current") return ended(asking, match, standing, asOf, options);
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

interface Target extends Choice {
  question: AskedPolicy;
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
    // A subject of its own that the policy spoken of does not know.
    const subjects = question.topics.filter((one) => one.weight >= 0.5 && !one.incidental);
    const strays = !question.leansBack && subjects.length > 0 && subjects.every((one) => within.missing.includes(one));
    if (stays && !changesSubject && !strays && !elsewhere(question, catalogue)) {
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
    citations: [citeBest(match)],
    offersPerson: true,
    ...(department ? { department: department.id } : {}),
    confidence: match.coverage,
  };
}

function notYet(question: AskedPolicy, match: ChainMatch, asOf: Day, options: AnswerOptions): PolicyAnswer {
  const root = match.entry.chain.root;
  const from = root.valid?.[0];
  const department = departmentFor(question, options.departments ?? []);
  return {
    answer: "found",
    outcome: "not_yet",
    text: `${sayNotYet(sayTitle(root.title, root.no), from ? sayDay(from, asOf) : undefined)}\n${sayOfferPerson(department?.name)}`,
    citations: [citeBest(match)],
    offersPerson: true,
    ...(department ? { department: department.id } : {}),
    confidence: match.coverage,
  };
}

function citeBest(match: ChainMatch): string {
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
