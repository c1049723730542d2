import type { Day, Policy } from "../domain/town.ts";
import { standingInChain, TIME_ELEMENT } from "./chain.ts";
import { checkBounds } from "./conditions.ts";
import { guideFor } from "./guide.ts";
import { type Catalogue, type ChainMatch, type Unit, valueText } from "./match.ts";
import type { AskedPolicy, Aspect } from "./question.ts";

/** Most clauses of one policy that one message shows. */
const CLAUSES_MAX = 3;
/** Most clauses of 细则 that are added to the clause which answers. */
const CAVEATS_MAX = 2;
/** Longest stretch of a clause that is shown; a longer clause is cut at sentences. */
export const SHOWN_MAX = 160;

const MONEY = /\d[\d.,，]*\s*(万|亿)?元|\d\s*%|百分之|补贴|补助|奖励|贴息|资助|减免|减半|免收|返还|优惠|扣除|退还|免租/;

/** Element names, as offices write them, by what is asked. */
const ELEMENT_OF: Partial<Record<Aspect, RegExp>> = {
  materials: /材料|资料|附件|提交|证明|表|容缺|(?:要|需要?|得)?(?:带|备|交|准备)(?:的|哪些|什么|啥|齐)|东西|清单/,
  when: TIME_ELEMENT,
  where: /方式|途径|渠道|平台|网址|地点|地址|入口|窗口(?!期)|网站|[去在到](?:哪|何处)|哪[里儿](?:办|报|交)/,
  how: /方式|途径|渠道|平台|流程|程序|步骤|环节|材料|时间|单位|部门|电话|窗口|地点|容缺|承诺|[去在到]哪|怎么|如何|[带备]的/,
  who: /单位|部门|机构|窗口(?!期)|联系|电话|咨询|[找问]谁|谁[管办]/,
  howlong: /时限|办结|工作日|周期|多久|多长时间|几天/,
  cost: /收费|费用|要钱|花钱/,
  eligible: /条件|对象|范围|门槛/,
  money: /标准|金额|额度|奖补|补贴内容/,
};
const TIME_LIMIT = /办理时限|办结|承诺时限|审批时限|多久|多长时间|几天能/;

/** A clause for those who came too late. */
export const MISSED = /错过|逾期|未在.{0,8}(期|时间)|超过.{0,6}(期限|时间)/;

/** Says what is given: an amount or a share next to a word of giving. */
const GRANTS =
  /(给予|奖励|补助|补贴|贴息|资助|返还|发放|减免|扣减)[^，。；]{0,16}\d|\d[\d.]*\s*(%|万?元)[^，。；]{0,10}(给予|奖励|补助|补贴|贴息|资助|返还|发放)/;
export const grants = (text: string): boolean => GRANTS.test(text);
/** Says who hands in what to whom. */
const HANDED_IN =
  /由[^，。；]{1,10}(统一|集中)?[^，。；]{0,12}(提交|申请|申报|报送)|向[^，。；]{2,16}(提交|申请|申报|提出|报送)/;
const LATE = /错过|过了|晚了|逾期|超过|没赶上|忘了|忘记|才想起|来得及|补报|赶不上|迟了/;

/** Confidence of the search from which its own choice is shown beside another, and the share of words that it must have. */
const SECOND_SURE = 0.4;
const SECOND_OWN = 0.5;
/** So sure that words in common are not asked for. */
const SECOND_CERTAIN = 0.6;

/** What the search's opinion of a clause adds to its own score. */
const VOUCHED = 0.4;

/** Bonus for a clause whose shape fits what is asked. */
function shapeBonus(text: string, question: AskedPolicy): number {
  const asks = question.aspects;
  let bonus = 0;
  if ((asks.has("subsidy") || asks.has("money")) && MONEY.test(text) && !asksGuideOnly(question)) bonus += 0.5;
  if (question.wantsMoney && GRANTS.test(text)) bonus += 0.5;
  if (asks.has("eligible") && /条件|应当|不得|除外|可以|不计入|不含|以上|不包括|限于|须/.test(text)) bonus += 0.2;
  if (asks.has("when"))
    bonus += /\d+月(\d+日|底|初|份|前)|之日起|年底|月底|季度/.test(text) ? 0.8 : /时间|期限|截止/.test(text) ? 0.2 : 0;
  if (MISSED.test(text) && !LATE.test(question.text)) bonus -= 0.5;
  if (MISSED.test(text) && LATE.test(question.text)) bonus += 0.5;
  if (checkBounds(question.text, question.quantities, text).length) bonus += question.wantsMoney ? 0.2 : 0.8;
  if (asks.has("how") && HANDED_IN.test(text)) bonus += 0.5;
  if (asks.has("how") && /申请|申报|提交|办理|受理|流程|程序|无需/.test(text)) bonus += 0.3;
  if ((asks.has("who") || asks.has("where")) && /由[^，。；]{2,20}(受理|负责|办理|审核|兑付|统筹)|窗口|平台/.test(text))
    bonus += 0.3;
  if (asks.has("howlong") && /\d+\s*(个)?(工作日|日内|天|小时)|日内/.test(text)) bonus += 0.5;
  if (asks.has("cost") && /承担|自理|自行负责|不收取|免费|不缴纳|不另行|收费/.test(text)) bonus += 0.6;
  if (asks.has("materials") && /材料|证明|提交|提供/.test(text)) bonus += 0.4;
  return bonus;
}

/** Asks only for what a guide says (材料, 电话, 时间 …), not whether or how much. */
export function asksGuideOnly(question: AskedPolicy): boolean {
  const guide = ["materials", "where", "who", "when", "howlong", "cost"].some((one) =>
    question.aspects.has(one as Aspect),
  );
  return guide && !question.wantsMoney && !question.quantities.length && !question.aspects.has("compare");
}

/** How well a chain's guide can answer what is asked of guides, 0…1. */
export function guideFit(question: AskedPolicy, match: ChainMatch): number {
  const asked = [...question.aspects].filter(
    (aspect) => ELEMENT_OF[aspect] && aspect !== "money" && aspect !== "eligible",
  );
  const held = asked.filter((aspect) =>
    match.entry.units.some((unit) => unit.kind === "element" && ELEMENT_OF[aspect]!.test(unit.label)),
  );
  return asked.length ? held.length / asked.length : 0;
}

export interface Picked {
  clauses: Unit[];
  caveats: Unit[];
  guide?: Policy;
  elements: Unit[];
  /** What was asked of the guide and stands nowhere. */
  lacking: Aspect[];
}

/** The clauses, rules and guide elements of one chain that answer a question. */
export function pickUnits(question: AskedPolicy, match: ChainMatch, catalogue: Catalogue, asOf: Day): Picked {
  const current = (unit: Unit) =>
    standingInChain(unit.policy, catalogue.byId, asOf) === standingOfRoot(match, catalogue, asOf);
  // Where the subject is known already, the shape of what is asked chooses the clause.
  const weight = asksGuideOnly(question) || question.topics.every((one) => one.lent) ? 2.5 : 1;
  const clauses = match.units
    .filter(({ unit }) => unit.kind === "clause" && current(unit))
    .map(({ unit, score }) => ({
      unit,
      own: score,
      score: score + shapeBonus(unit.text, question) * weight + VOUCHED * (question.opinion?.clause(unit) ?? 0),
    }))
    .sort((a, b) => b.score - a.score || layerOrder(a.unit) - layerOrder(b.unit));
  const main = clauses[0];
  const compares = question.aspects.has("compare");
  const chosen = clauses
    .filter(
      (one) =>
        main && one.score >= main.score * (compares ? 0.6 : 0.85) && one.own >= main.own * (compares ? 0.6 : 0.8),
    )
    .filter((one) => one === main || one.unit.policy === main?.unit.policy)
    .slice(0, CLAUSES_MAX)
    .map((one) => one.unit);
  // Two readings of the question that name two clauses: both are shown.
  const other = clauses.find((one) => (question.opinion?.clause(one.unit) ?? 0) >= 0.85);
  const sure = question.opinion?.confidence ?? 0;
  if (main && other && chosen.length === 1 && !chosen.includes(other.unit))
    if (sure >= SECOND_CERTAIN || (sure >= SECOND_SURE && other.own >= main.own * SECOND_OWN)) chosen.push(other.unit);
  const guide = guideFor(question, main?.unit, match, catalogue, asOf);
  const { elements, lacking } = guide ? elementsFor(question, match, guide) : { elements: [], lacking: [] };
  const tooLate = LATE.test(question.text) && clauses.some(({ unit }) => MISSED.test(unit.text));
  const byClause = other !== undefined && (question.opinion?.confidence ?? 0) >= SECOND_SURE;
  if (
    guide &&
    !byClause &&
    !tooLate &&
    asksGuideOnly(question) &&
    elements.length &&
    !lacking.length &&
    !question.aspects.has("eligible")
  )
    return { clauses: [], caveats: [], guide, elements, lacking };
  return {
    clauses: inOrder(chosen, match),
    caveats: main
      ? [
          ...clauses
            .map((one) => one.unit)
            .filter((unit) => unit.policy === main.unit.policy && !chosen.includes(unit))
            .filter((unit) => checkBounds(question.text, question.quantities, unit.text).length > 0)
            .slice(0, 1),
          ...caveatsFor(main.unit, match, chosen, question, current),
        ]
      : [],
    ...(guide ? { guide } : {}),
    elements,
    lacking: lacking.filter((aspect) => !chosen.some((unit) => answersByClause(aspect, unit.text))),
  };
}

const standingOfRoot = (match: ChainMatch, catalogue: Catalogue, day: Day) =>
  standingInChain(match.entry.chain.root, catalogue.byId, day);

const layerOrder = (unit: Unit): number => ["政策", "细则", "指南"].indexOf(unit.policy.layer);

function inOrder(units: Unit[], match: ChainMatch): Unit[] {
  const place = new Map(match.entry.units.map((unit, at) => [unit, at]));
  return units.sort((a, b) => place.get(a)! - place.get(b)!);
}

function answersByClause(aspect: Aspect, text: string): boolean {
  if (aspect === "when") return /\d+月\d+日|之日起/.test(text);
  if (aspect === "who" || aspect === "where") return /由[^，。；]{2,20}(受理|负责|办理|审核|兑付)|窗口|平台/.test(text);
  if (aspect === "howlong") return /工作日|日内|小时/.test(text);
  return aspect === "materials" ? /材料|证明|提供/.test(text) : true;
}

/** Clauses of a 细则 below the answering policy that narrow what it grants. */
function caveatsFor(
  main: Unit,
  match: ChainMatch,
  chosen: readonly Unit[],
  question: AskedPolicy,
  current: (unit: Unit) => boolean,
): Unit[] {
  const bears = ["subsidy", "money", "eligible", "exists", "how"].some((one) => question.aspects.has(one as Aspect));
  if (main.policy.layer !== "政策" || !(bears || question.aspects.size === 0)) return [];
  const rated = match.entry.units
    .filter((unit) => unit.policy.layer === "细则" && unit.kind === "clause" && current(unit) && !chosen.includes(unit))
    .map((unit) => {
      const shared = sharedWords(main.scope.folded, unit.scope.folded);
      const asked = match.units.find((one) => one.unit === unit)?.score ?? 0;
      const narrows = /不含|不计入|不包括|除外|不得|不予|以[^，。]{2,16}计算|须|仅|应当|限|是指|扣除/.test(unit.text)
        ? 1
        : 0;
      return { unit, score: (shared >= 4 ? 1 : shared >= 3 ? 0.5 : 0) + narrows * 0.5 + asked };
    })
    .filter((one) => one.score >= 1);
  rated.sort((a, b) => b.score - a.score);
  return rated.slice(0, CAVEATS_MAX).map((one) => one.unit);
}

/** Length of the longest run of characters that two texts share. */
function sharedWords(a: string, b: string): number {
  let best = 0;
  for (let at = 0; at < b.length; at++)
    while (
      at + best < b.length &&
      /^[\p{Script=Han}]+$/u.test(b.slice(at, at + best + 1)) &&
      a.includes(b.slice(at, at + best + 1))
    )
      best++;
  return best;
}

function elementsFor(question: AskedPolicy, match: ChainMatch, guide: Policy): { elements: Unit[]; lacking: Aspect[] } {
  const units = match.entry.units.filter((unit) => unit.policy === guide && unit.kind === "element");
  const wanted = new Set<Unit>();
  const lacking: Aspect[] = [];
  const asked = [...question.aspects].filter((aspect) => ELEMENT_OF[aspect]);
  const named = units.filter((unit) => question.text.includes(unit.label) || mentioned(question, unit, match));
  for (const unit of named) wanted.add(unit);
  for (const aspect of asked) {
    const hits = units.filter(
      (unit) => ELEMENT_OF[aspect]!.test(unit.label) && (aspect === "howlong") === TIME_LIMIT.test(unit.label),
    );
    for (const unit of hits) wanted.add(unit);
    const needed = ["materials", "when", "where", "who", "howlong", "cost"].includes(aspect);
    if (!hits.length && needed && !named.length) lacking.push(aspect);
  }
  // Who asks whether there is money also wants to know until when and where.
  const general =
    !asksGuideOnly(question) &&
    ["subsidy", "money", "exists", "eligible"].some((one) => question.aspects.has(one as Aspect));
  if (general || (!asked.length && !wanted.size))
    for (const unit of units) if (TIME_ELEMENT.test(unit.label) || /方式|受理|电话/.test(unit.label)) wanted.add(unit);
  // A database may hand elements over in any order.
  const order = [
    TIME_ELEMENT,
    /方式|途径|渠道|平台/,
    /地点|地址|窗口/,
    /材料|资料/,
    /流程|程序/,
    /时限/,
    /单位|部门|机构/,
    /电话|联系/,
  ];
  const place = (unit: Unit) => {
    const at = TIME_LIMIT.test(unit.label) ? 5 : order.findIndex((pattern) => pattern.test(unit.label));
    return at < 0 ? order.length : at;
  };
  return { elements: units.filter((unit) => wanted.has(unit)).sort((a, b) => place(a) - place(b)), lacking };
}

/** The element speaks of what is asked; what the whole guide is about does not count. */
function mentioned(question: AskedPolicy, unit: Unit, { entry }: ChainMatch): boolean {
  return question.topics.some(
    ({ id, weight, incidental }) =>
      weight >= 1 && !incidental && unit.scope.ideas.has(id) && !entry.titles.ideas.has(id),
  );
}

/** The stretch of a clause that is shown: whole sentences, the exact words, the matter asked about in it. */
export function excerpt(unit: Unit, question: AskedPolicy): string {
  if (unit.text.length <= SHOWN_MAX) return unit.text.trim();
  const sentences = unit.text.match(/[^。；;\n]+[。；;\n]?/g) ?? [unit.text];
  const rate = (sentence: string) =>
    question.topics.filter((topic) => sentence.toLowerCase().includes(topic.form)).length * 2 +
    (MONEY.test(sentence) && (question.aspects.has("subsidy") || question.aspects.has("money")) ? 1.5 : 0) +
    question.residues.filter((residue) => sentence.includes(residue.text)).length;
  let best = { from: 0, score: -1 };
  for (let from = 0; from < sentences.length; from++) {
    const score = rate(sentences[from]!);
    if (score > best.score) best = { from, score };
  }
  let shown = sentences[best.from]!;
  for (let next = best.from + 1; next < sentences.length; next++) {
    if (shown.length + sentences[next]!.length > SHOWN_MAX) break;
    shown += sentences[next]!;
  }
  return shown.trim();
}

export { valueText };
