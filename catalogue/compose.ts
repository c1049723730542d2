import type { Day, Policy } from "../domain/town.ts";
import * as say from "../text/saying/policy.ts";
import { guideWindow, standingInChain, TIME_ELEMENT } from "./chain.ts";
import { checkBounds } from "./conditions.ts";
import { findConflict } from "./conflict.ts";
import { layerLines } from "./layer.ts";
import { type Catalogue, type ChainMatch, matchChain, type Unit } from "./match.ts";
import { asksGuideOnly, excerpt, grants, MISSED, type Picked, pickUnits } from "./pick.ts";
import { type AskedPolicy, type Aspect, readQuestion } from "./question.ts";
import { readWindow, windowState } from "./validity.ts";
import { type Sources, unfounded } from "./verify.ts";

export interface Task {
  question: AskedPolicy;
  match: ChainMatch;
  others: ChainMatch[];
  catalogue: Catalogue;
  asOf: Day;
  replaced?: { policy: Policy; how: say.Ended } | undefined;
  followUp: boolean;
}

export interface Composed {
  text: string;
  citations: string[];
  offersPerson: boolean;
  conflict?: [string, string];
  compared: boolean;
}

interface Draft {
  lines: string[];
  cited: Unit[];
  about: Policy[];
  offersPerson: boolean;
}

const LACKING: Partial<Record<Aspect, string>> = {
  materials: "申报材料",
  when: "申报时间",
  where: "办理地点或平台",
  who: "咨询电话",
  howlong: "办理时限",
  cost: "收费情况",
};

/** Writes the answer and has it checked. Undefined when nothing of the chain can be shown. */
export function compose(task: Task): Composed | undefined {
  const { question, match, catalogue, asOf } = task;
  const compared = question.aspects.has("compare") ? comparedWith(task) : undefined;
  const picked = pickUnits(question, match, catalogue, asOf);
  const main = picked.clauses[0];
  const rival =
    main && !asksGuideOnly(question) ? findConflict(question, main, task.others, catalogue, asOf) : undefined;
  const draft: Draft = { lines: [], cited: [], about: [...match.entry.chain.members], offersPerson: false };
  if (task.replaced) {
    const { policy, how } = task.replaced;
    const until = policy.valid?.[1];
    draft.lines.push(
      say.sayReplaced(say.sayTitle(policy.title, policy.no), how, until ? say.sayDay(until, asOf) : undefined),
    );
    draft.about.push(policy);
  }
  if (rival) {
    draft.lines.push(say.sayDisagree());
    quote(draft, main!, question);
    quote(draft, rival, question);
    draft.about.push(rival.policy);
  } else addAnswer(draft, picked, task);
  const further = compared ?? (rival ? undefined : alsoFitting(task));
  if (further) {
    const second = pickUnits(compared?.question ?? question, further.match, catalogue, asOf);
    draft.about.push(...further.match.entry.chain.members);
    if (!compared) draft.lines.push(say.sayAlso());
    if (isFree(further.match, second)) draft.lines.push(say.sayNoNeedToApply());
    for (const unit of second.clauses.slice(0, compared ? 2 : 1)) quote(draft, unit, question);
  }
  if (!draft.cited.length) return undefined;
  const until = match.entry.chain.root.valid?.[1];
  draft.lines.push(say.sayClosing(asOf, until && !further && !rival ? say.sayDay(until, asOf) : undefined));
  if (draft.offersPerson) draft.lines.push(say.sayOfferPerson());
  const text = draft.lines.join("\n");
  const sources = sourcesOf(draft, task);
  const safe = unfounded(text, sources).length === 0 ? text : plain(draft, task, sources);
  if (safe === undefined) return undefined;
  return {
    text: safe,
    citations: draft.cited.map((unit) => `${unit.policy.id}#${unit.label}`),
    offersPerson: draft.offersPerson && safe === text,
    compared: compared !== undefined,
    ...(rival && main ? { conflict: [`${main.policy.id}#${main.label}`, `${rival.policy.id}#${rival.label}`] } : {}),
  };
}

/** Quotations alone, for when a check failed. */
function plain(draft: Draft, task: Task, sources: Sources): string | undefined {
  const lines = draft.cited
    .filter((unit) => unit.kind === "clause")
    .map((unit) =>
      say.sayQuote(say.sayTitle(unit.policy.title, unit.policy.no), unit.label, excerpt(unit, task.question)),
    );
  if (!lines.length) return undefined;
  const text = [...lines, say.sayClosing(task.asOf, undefined)].join("\n");
  return unfounded(text, sources).length === 0 ? text : undefined;
}

function sourcesOf(draft: Draft, { asOf, question }: Task): Sources {
  return {
    cited: draft.cited.flatMap((unit) => [unit.text, `${unit.label}${unit.text}`]),
    about: [
      ...draft.about.flatMap((one) => [
        one.title,
        one.no ?? "",
        one.valid?.[0] ?? "",
        one.valid?.[1] ?? "",
        one.issuedOn ?? "",
      ]),
      ...draft.cited.map((unit) => unit.label),
      ...draft.cited.flatMap((unit) => {
        const window = unit.kind === "element" || /时间/.test(unit.text) ? readWindow(unit.text, asOf) : undefined;
        return [window?.from ?? "", window?.to ?? ""];
      }),
      asOf,
    ],
    asked: [question.text],
  };
}

function quote(draft: Draft, unit: Unit, question: AskedPolicy): void {
  if (draft.cited.includes(unit)) return;
  const before = draft.cited.at(-1);
  // A second clause of the same document does not repeat its title.
  const where =
    before?.policy === unit.policy && before.kind === "clause" ? "" : say.sayTitle(unit.policy.title, unit.policy.no);
  draft.lines.push(say.sayQuote(where, unit.label, excerpt(unit, question)));
  draft.cited.push(unit);
}

const FREE = /无需(企业)?(申报|申请)|不用(申报|申请)|免申即享|直接兑付|无须申[报请]|免于申[报请]/;

function isFree(match: ChainMatch, picked: Picked): boolean {
  return (
    match.entry.chain.members.some((one) => one.mode === "免申即享") ||
    picked.clauses.some((unit) => FREE.test(unit.text))
  );
}

function addAnswer(draft: Draft, picked: Picked, task: Task): void {
  const { question, match, asOf } = task;
  const free = isFree(match, picked);
  const window = windowNow(picked, task);
  draft.lines.push(...openingLines(picked, task, free, window));
  for (const unit of [...picked.clauses, ...picked.caveats]) quote(draft, unit, question);
  if (window?.state === "closed") {
    const missed = match.entry.units.find((unit) => MISSED.test(unit.text));
    if (missed?.kind === "clause") quote(draft, missed, question);
  }
  if (picked.guide && picked.elements.length) {
    const parts = picked.elements.map((unit) => [unit.label, say.sayDatesIn(unit.text, asOf)] as const);
    draft.lines.push(say.sayGuide(parts, say.sayTitle(picked.guide.title, picked.guide.no)));
    draft.cited.push(...picked.elements);
  }
  draft.lines.push(...layerLines(question, match.entry.chain, task.catalogue, asOf, free));
  const lacking = picked.lacking.map((aspect) => LACKING[aspect]).filter((one) => one !== undefined);
  if (lacking.length && !free) {
    draft.lines.push(say.sayNoElement(lacking.join("、")));
    draft.offersPerson = true;
  }
  if (task.followUp) {
    const now = match.missing.filter((one) => one.weight >= 0.5).slice(0, 1);
    for (const topic of now) draft.lines.push(say.sayNotWritten(topic.form));
  }
}

/** What a busy reader wants first: whether there is something, whether theirs fits, whether it can be had now. */
function openingLines(picked: Picked, task: Task, free: boolean, window: WindowNow | undefined): string[] {
  const { question, match, asOf } = task;
  const lines: string[] = [];
  const plain = question.aspects.size === 0;
  const benefit =
    plain ||
    ["subsidy", "money", "exists", "eligible", "how", "materials", "when", "where", "who"].some((one) =>
      question.aspects.has(one as Aspect),
    );
  if (benefit && free) lines.push(say.sayNoNeedToApply());
  const place = toCity(question, picked);
  if (place) lines.push(say.sayNotToCity(place));
  if (question.aspects.has("validity") && !task.replaced) {
    const until = match.entry.chain.root.valid?.[1];
    lines.push(say.sayStillValid(until ? say.sayDay(until, asOf) : undefined));
  }
  const verdicts = [...picked.clauses, ...picked.caveats].flatMap((unit) =>
    checkBounds(question.text, question.quantities, unit.text),
  );
  for (const { holds, quantity, bound } of verdicts.slice(0, 2)) {
    const sentence = holds === "yes" ? say.sayReaches : holds === "no" ? say.sayFallsShort : say.sayUncertain;
    lines.push(sentence(quantity.words, bound.words));
  }
  if (window) lines.push(say.sayWindow(window.state, say.sayDay(window.day, asOf)));
  if (claimsWrongFigure(question, picked)) lines.push(say.sayWrongFigure());
  else if (lines.length === 0 && asksWhether(question) && picked.clauses.some((unit) => grants(unit.text)))
    lines.push(say.sayThereIs());
  return lines;
}

const asksWhether = ({ text, aspects }: AskedPolicy): boolean =>
  aspects.has("exists") ||
  /有(?:没有|无|什么|啥|哪些)?[^，。？?]{0,10}(?:补|奖|扶持|优惠|支持|政策)[^，。？?]{0,4}(?:吗|么|没|不|[？?]|$)/.test(
    text,
  );

interface WindowNow {
  state: "before" | "open" | "closed";
  /** When it opens, while it is still shut; else when it ends. */
  day: Day;
}

/** Where today stands against the time for applying. */
function windowNow(picked: Picked, { asOf }: Task): WindowNow | undefined {
  const timed = picked.clauses.find((unit) =>
    /(时间|期限).{0,8}\d+月\d+日|\d+月\d+日.{0,12}(申请|申报|提交|受理)/.test(unit.text),
  );
  // The day has to stand in what is shown.
  if (picked.guide && !picked.elements.some((unit) => TIME_ELEMENT.test(unit.label))) return undefined;
  const window = picked.guide ? guideWindow(picked.guide, asOf) : timed && readWindow(timed.text, asOf);
  const state = window ? windowState(window, asOf) : "always";
  if (!window || state === "always") return undefined;
  const day = state === "before" ? window.from : window.to;
  return day ? { state, day } : undefined;
}

/** "是不是得跑市里办" where the clause names a window that is not the city's. */
function toCity(question: AskedPolicy, picked: Picked): string | undefined {
  if (!/(跑|去|到|上)(趟)?(市里|市区|市政务|市局|市本级|省里|省城)/.test(question.text)) return undefined;
  for (const unit of picked.clauses) {
    const place =
      /(?:由|在|到)([^，。；由在到]{2,20}?(?:窗口|大厅|中心|分局|服务站|管委会))(?:统一|负责|直接)?(?:受理|办理|办结|审批|收件)/.exec(
        unit.text,
      )?.[1];
    if (place && !/^(市|省)/.test(place)) return place;
  }
  return undefined;
}

const CLAIM = /(吧|听说|据说|不是|是不是|对吧|对吗|难道|说是|以为|记得)/;

/** A percentage or grant that the asker takes for granted and that no shown clause holds. */
function claimsWrongFigure(question: AskedPolicy, picked: Picked): boolean {
  if (!CLAIM.test(question.text)) return false;
  const shown = [...picked.clauses, ...picked.caveats].map((unit) => unit.text).join("\n");
  const flat = shown.replace(/[,，\s]/g, "");
  for (const one of question.quantities) {
    const granted =
      one.unit === "%" ||
      (one.unit === "元" && /(补|奖|给|最高|封顶|上限|每人|发)[^，。]{0,4}$/.test(question.text.slice(0, one.start)));
    if (!granted) continue;
    const digits =
      one.unit === "%" ? `${one.low}%` : /\d/.test(one.words) ? one.words.replace(/[元块钱,，]/g, "") : undefined;
    if (!digits || flat.includes(digits) || !(one.unit === "%" ? /%|百分之/ : /元/).test(flat)) continue;
    return true;
  }
  return false;
}

export const halves = (text: string): string[] => text.split(/和|跟|与|还是|、|，|,|比/).slice(0, 6);

/** For "A和B有什么区别": the second policy, found from the second half of the question. */
function comparedWith(task: Task): { match: ChainMatch; question: AskedPolicy } | undefined {
  const { question, catalogue, asOf, match } = task;
  for (const part of halves(question.text)) {
    const half = readQuestion(part, catalogue.lexicon);
    if (!half.topics.some((one) => one.weight >= 0.5)) continue;
    const best = catalogue.entries
      .filter((entry) => entry !== match.entry && standingInChain(entry.chain.root, catalogue.byId, asOf) === "current")
      .map((entry) => matchChain(half, entry, catalogue))
      .sort((a, b) => b.score - a.score)[0];
    const here = matchChain(half, match.entry, catalogue);
    if (best && best.coverage >= 0.6 && best.score > here.score) return { match: best, question: half };
  }
  return undefined;
}

/** Another current policy that fits the question about as well. */
function alsoFitting(task: Task): { match: ChainMatch } | undefined {
  const other = task.others[0];
  if (!other || other.coverage < task.match.coverage - 0.05 || other.score < task.match.score * 0.8) return undefined;
  return { match: other };
}
