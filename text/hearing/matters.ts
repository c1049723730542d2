import type { Act } from "../../domain/vocabulary.ts";
import { CUES, cuesOf } from "./acts/cues.ts";
import type { RankedAct } from "./acts/rank.ts";
import { asksRule } from "./asks-rule.ts";
import { onlyAnnounces, withoutCourtesy, withoutPreamble } from "./clean.ts";
import { isConsequence, isSetBeside } from "./consequence.ts";
import { sharesWords } from "./group.ts";
import { predict } from "./model/linear.ts";
import { TOPICS } from "./routing/topics.ts";
import { clausesOf, type Part, partsOf, sentencesOf } from "./split.ts";
import { praisesSomebody } from "./switches.ts";
import { tellsTrouble } from "./trouble.ts";
import { ranked, type Turn } from "./turn.ts";

/** One part of a turn with its act, before its fields are read. */
export interface Matter {
  act: Act;
  p: number;
  text: string;
  /** An entry of a numbered list: who numbers does not put two matters into one entry. */
  numbered?: true;
}

/** Acts that may stand beside another in one turn. Of the others the turn has one, whatever its punctuation. */
const BESIDE: ReadonlySet<Act> = new Set([
  "report",
  "ask_policy",
  "ask_eligible",
  "ask_progress",
  "urge",
  "whistleblow",
  "sign_up",
  "sign_up_change",
  "sign_up_cancel",
  "confirm_resolved",
  "rate",
  "withdraw",
  "correct",
  "tell_profile",
]);

/** Acts on what was said before: beside a new report they need a word that points back. */
const OF_OLD: ReadonlySet<Act> = new Set(["urge", "ask_progress", "rate", "confirm_resolved", "withdraw"]);

/** Parts that say nothing to be worked on beside one that does. */
const SLIGHT: ReadonlySet<Act> = new Set(["greeting", "thanks", "noise", "help", "praise"]);

/** The parts of a turn, each with its act. At least one. */
export function mattersOf(turn: Turn): Matter[] {
  const { core } = turn;
  const whole = ranked(turn, turn.said);
  const asked =
    turn.hat === "company" &&
    turn.heard.addressed &&
    partsOf(core).length <= 1 &&
    asksRule(core) &&
    !WANTS_MENDING.test(core);
  if (asked) return [{ act: "ask_policy", p: Math.max(0.7, chance(whole, "ask_policy")), text: core }];
  const top = newlyTold(turn, whole) ?? whole[0]!;
  const pReport = chance(whole, "report");
  const parts = partsOf(core)
    .map((part) => ({
      ...part,
      text: withoutCourtesy(part.mark === "first" ? withoutPreamble(part.text) || "" : part.text),
    }))
    .filter(({ text, mark }) => text.length >= 2 && !(mark === "first" && onlyAnnounces(text)));
  const single = BESIDE.has(top.act) || pReport > 0.2;
  if (parts.length <= 1 || !single) return split(turn, { act: top.act, p: top.p, text: core || turn.said }, whole);
  const listed = parts.some(({ mark }) => mark === "listed");
  const matters: Matter[] = [];
  const shared = sharedBy(parts, listed);
  for (const part of shared ? parts.slice(1) : parts) {
    if (shared) part.text = `${shared}，${part.text}`;
    const acts = ranked(turn, part.text);
    if (praisesSomebody(part.text)) {
      matters.push({ act: "praise", p: 0.8, text: part.text });
      continue;
    }
    const act = actOfPart(part, acts, pReport, listed);
    if (act === undefined) {
      const last = matters.at(-1);
      if (last && part.mark !== "listed" && /[\u4e00-\u9fff]{3}/.test(part.text)) last.text += `，${part.text}`;
      continue;
    }
    const matter: Matter = { act, p: Math.max(chance(acts, act), act === top.act ? top.p * 0.8 : 0), text: part.text };
    if (part.mark === "listed") matter.numbered = true;
    const last = matters.at(-1);
    // A line of its own: two questions may stand in it.
    if (last && act !== "report" && last.act === act) last.text += `${act === "ask_policy" ? "\n" : "，"}${part.text}`;
    else if (part.mark === "first" && listed && act === "report" && !isMatter(part.text)) continue;
    else matters.push(matter);
  }
  if (matters.length === 0) return [{ act: top.act, p: top.p, text: core || turn.said }];
  // Numbered questions stay apart, a line each.
  if (matters.length === 1 && listed && matters[0]!.act === "ask_policy") return matters;
  if (matters.length === 1) return split(turn, { ...matters[0]!, act: top.act, p: top.p, text: core }, whole);
  return matters.flatMap((matter) => (matter.act === "report" && !matter.numbered ? byTopic(turn, matter) : [matter]));
}

/** "老厂房电线老化，要换线，一问能不能补一点，二问能不能缓两个月": what stands before short entries belongs to each. */
function sharedBy(parts: readonly Part[], listed: boolean): string | undefined {
  const [first, ...entries] = parts;
  if (!listed || first?.mark !== "first" || entries.length < 2 || !isMatter(first.text)) return undefined;
  return entries.every(({ text }) => text.length <= 16 && /能不能|能否|可否|行不行|吗|怎么|多少/.test(text))
    ? first.text
    : undefined;
}

const SURELY_NEW = 0.6;

/** "桥还没修好" without a word that points back is a new matter, not the urging of an old one. */
function newlyTold(turn: Turn, acts: readonly RankedAct[]): RankedAct | undefined {
  const { cues, ctx, heard } = turn;
  const report = acts.find(({ act }) => act === "report");
  const pointsBack =
    cues.has("before") ||
    cues.has("closes") ||
    cues.has("promised") ||
    /催|督办|加急|进展|进度|上次|怎么样了|咋样|到哪|有(?:没有)?(?:结果|消息|回音)/.test(turn.said);
  // Of a company whose matters on the books are others, or who has none: a trouble told at length is new.
  const strange =
    turn.hat === "company" &&
    cues.has("trouble") &&
    turn.said.length >= 12 &&
    !ctx.tickets.some((ticket) => sharesWords(turn.core, ticket));
  if (!report || pointsBack || heard.quote || ctx.asked) return undefined;
  if (!strange && (report.p < 0.1 || ctx.tickets.length > 0)) return undefined;
  if (!["urge", "ask_progress", "cadre_progress", "rate"].includes(acts[0]!.act) || turn.said.length < 10)
    return undefined;
  if (!isMatter(turn.said) || (cues.has("handles") && !strange)) return undefined;
  return { act: "report", p: strange ? Math.max(report.p, SURELY_NEW) : report.p };
}

function chance(acts: readonly RankedAct[], act: Act): number {
  return acts.find((ranked) => ranked.act === act)?.p ?? 0;
}

/** Names a trouble or a wish of its own; not a mere introduction, and not only where to call. */
function isMatter(text: string): boolean {
  return (
    text.length >= 4 && (tellsTrouble(text) || CUES.wish.test(text)) && !/^.{0,12}(?:事|问题|情况|诉求)$/.test(text)
  );
}

/** Money that is due and does not come is no question of how much. */
const WANTS_MENDING =
  /没(?:有)?(?:到|发|给|收|拿|人)|拖|欠|不(?:给|发|批|兑现)|赔|投诉|举报|(?:请|麻烦|帮)[^，。]{0,6}(?:协调|解决|处理|催)/;

function actOfPart(part: Part, acts: readonly RankedAct[], pReport: number, listed: boolean): Act | undefined {
  const best = acts[0]!;
  const cues = cuesOf(part.text);
  const matter = isMatter(part.text);
  const contact = /^(?:我(?:叫|是|姓)|联系(?:人|电话|方式)|电话|手机|地址|位置|照片|附件|图片)/.test(part.text);
  if (contact || /^[\d\s-]+$/.test(part.text)) return undefined;
  if (SLIGHT.has(best.act) && best.p > 0.4 && !(part.mark === "listed" && cues.has("trouble"))) return undefined;
  if (asksRule(part.text) && !WANTS_MENDING.test(part.text)) return "ask_policy";
  if (/(?:要|得|需要)?多(?:久|长时间)|(?:要|得|需要)几(?:天|个工作日)/.test(part.text) && !cues.has("trouble"))
    return "ask_policy";
  const asks = cues.has("asks") && (cues.has("askRule") || cues.has("consult") || cues.has("whether"));
  if (asks && chance(acts, "ask_policy") > 0.2 && chance(acts, "ask_policy") >= chance(acts, "report"))
    return "ask_policy";
  if (best.act === "ask_policy" && best.p >= 0.4 && cues.has("asks") && !cues.has("trouble")) return "ask_policy";
  if (pReport > 0.3) {
    const signs = best.act.startsWith("sign_up") && cues.has("signs") && (cues.has("event") || !matter);
    const pointsBack = OF_OLD.has(best.act) && (cues.has("before") || cues.has("closes") || cues.has("corrects"));
    if (best.p >= 0.4 && (signs || pointsBack || best.act === "report" || best.act === "whistleblow")) return best.act;
    if (part.mark === "listed" && listed) return part.text.length >= 3 ? "report" : undefined;
    return matter || (chance(acts, "report") > 0.2 && best.act !== "add_detail") ? "report" : undefined;
  }
  if (BESIDE.has(best.act) && best.p >= 0.4) return best.act;
  return BESIDE.has(best.act) && best.p > 0.3 && part.text.length >= 5 ? best.act : undefined;
}

/** One matter by its marks may still be two: a question after a complaint, or two topics in running text. */
function split(turn: Turn, matter: Matter, whole: readonly RankedAct[]): Matter[] {
  if (matter.act !== "report") return [matter];
  const sentences = sentencesOf(matter.text);
  if (sentences.length >= 2) {
    const last = sentences.at(-1)!;
    const acts = ranked(turn, last);
    const cues = cuesOf(last);
    if (
      acts[0]!.act === "ask_policy" &&
      acts[0]!.p > 0.6 &&
      cues.has("askRule") &&
      last.length >= 8 &&
      !cues.has("trouble")
    ) {
      const before = matter.text.slice(0, matter.text.length - last.length).trim();
      if (chance(ranked(turn, before), "report") > 0.5)
        return [...byTopic(turn, { ...matter, text: before }), { act: "ask_policy", p: acts[0]!.p, text: last }];
    }
  }
  return byTopic(turn, { ...matter, p: Math.max(matter.p, chance(whole, "report")) });
}

/** A clause's category counts where it holds a word of the topic and is so probable (of 2466 single matters 4 are cut in two). */
const SURE_TOPIC = 0.6;
/** The same for a clause that nothing sets apart from the one before it. */
const SURER = 0.9;

/** Clauses that carry on with what was begun: a wish, a consequence, who said what to whom. */
const GOES_ON =
  /^(?:再(?!有|就是|一个|者)|逼得|只好|实在|要不|大不了|能不能|能否|可否|可以|希望|求|请|麻烦|帮|到底|线下|能|就|所以|导致|结果|害得|搞得|弄得|我们?(?!的)|他们?|对方|说|是|一[天年个月下]|现在又|早知道|不然|否则|都|也不|还得|没人|只能|想|[\u4e00-\u9fff]{2,4}(?:说|让|不让|不给|不修|通知|要求|告诉|回复|判)|.{0,8}被|.{0,6}(?:行不行|找谁|怎么办|怎么走|算不算|影响))/;

/** The category that a clause is plainly about, if any. */
function topicOf(turn: Turn, clause: string, sure = SURE_TOPIC): string | undefined {
  if (clause.length < 4 || GOES_ON.test(clause) || isConsequence(clause) || /电话|固话|手机|联系人|\d{7}/.test(clause))
    return undefined;
  const [best] = predict(turn.models.categories, clause, 1);
  if (!best || best.label === "其他") return undefined;
  const said = TOPICS.some((topic) => topic.category === best.label && topic.said.test(clause));
  return said && best.score >= sure ? best.label : undefined;
}

/** Two sides of one matter: what was promised for a rise in rank, and the rise. */
const KIN = ["技改上规 政策兑现 科技项目", "市场准入许可 工程建设许可"].map((names) => new Set(names.split(" ")));

/** What a works has laid on, as the subject of a clause: "水上不来", "电晃来晃去", "手机就一格信号". */
const LAID_ON: readonly RegExp[] = [
  /^(?:自来)?水(?!泥|果|产|管|沟|池|电|费|表|渠|塘|面)/,
  /^电(?!梯|话|瓶|动|商|脑|费|缆|表|视|线|杆|工|焊|机|器|子|源)/,
  /^(?:天然|燃|煤)?气(?!味|温|候|费|表|瓶|泵|人|死|压机)/,
  /^(?:手机|信号|宽带|网络?(?!站|店|红|点|购|格)|网速|WiFi|[45]G)/i,
  /^(?:公交|班车)/,
  /^(?:路面?|门口的?路|马路)(?!灯|边|口|上|人|过|费)/,
];
const ADVERBS = /^(?:我们?(?:这边?|那边?|厂里?)?|这边|这里|现在|还有|而且|然后|连)+/;

/** Clauses that each tell of another thing laid on are so many matters; what stands before them belongs to the first. */
function bySupply(matter: Matter): Matter[] | undefined {
  // "电跳了以后水上不来": one caused the other.
  if (/以后|之后|(?<!之)后[，,]|导致|所以|因此|害得|弄得|搞得|于是/.test(matter.text)) return undefined;
  const parts: { supply: number; text: string }[] = [];
  let before = "";
  for (const clause of clausesOf(matter.text)) {
    const supply = LAID_ON.findIndex((sign) => sign.test(clause.replace(ADVERBS, "")));
    const last = parts.at(-1);
    if (supply >= 0 && supply !== last?.supply) parts.push({ supply, text: clause });
    else if (last) last.text += `，${clause}`;
    else before += `${clause}，`;
  }
  const apart = new Set(parts.map(({ supply }) => supply)).size;
  if (apart < 2 || apart < parts.length || parts.some(({ text }) => text.length < 3)) return undefined;
  return parts.map(({ text }, i) => ({ ...matter, text: i === 0 ? `${before}${text}` : text }));
}

/** Running text that changes from one sure category to another holds two matters. */
export function byTopic(turn: Turn, matter: Matter): Matter[] {
  const supplies = bySupply(matter);
  if (supplies) return supplies;
  const clauses = sentencesOf(matter.text).flatMap((sentence) =>
    clausesOf(sentence).map((text, i) => ({ text, apart: i === 0 || isSetBeside(text) })),
  );
  if (clauses.length < 2) return [matter];
  const groups: { category: string | undefined; clauses: string[] }[] = [];
  for (const { text: clause, apart } of clauses) {
    const topic = topicOf(turn, clause);
    const last = groups.at(-1);
    if (!last) groups.push({ category: topic, clauses: [clause] });
    else if (topic === undefined || last.category === topic) last.clauses.push(clause);
    else if (last.category === undefined) {
      last.category = topic;
      last.clauses.push(clause);
    } else if (
      apart ||
      (isMatter(last.clauses.join("，")) && isMatter(clause) && topicOf(turn, clause, SURER) === topic)
    )
      groups.push({ category: topic, clauses: [clause] });
    else last.clauses.push(clause);
  }
  if (groups.length === 2 && KIN.some((kin) => groups.every(({ category }) => kin.has(category ?? ""))))
    return [matter];
  if (groups.length < 2 || new Set(groups.map((group) => group.category)).size < groups.length) return [matter];
  return groups.map((group) => ({ ...matter, text: group.clauses.join("，") }));
}
