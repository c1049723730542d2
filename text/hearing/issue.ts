import type { Act, TicketType, Urgency } from "../../domain/vocabulary.ts";
import { dangerIn } from "./acts/danger.ts";
import { type LinearModel, predict } from "./model/linear.ts";
import {
  asksSecrecy,
  beforeCourt,
  bribery,
  complains,
  denounces,
  misconduct,
  onlyAsks,
  praises,
  proposes,
  suggests,
} from "./signs.ts";
import { praisesInIrony } from "./trouble.ts";
import { presses } from "./urgency.ts";

export interface IssueModels {
  /** Learnt by `npm run train` from `data/issues`, `data/messages` and the words of `data/categories.json`. */
  category: LinearModel;
}

/** What is known of a matter before its kind is read. */
export interface IssueBits {
  /** The part's act, where already read: emergency and whistleblow decide much. */
  act?: Act;
  /** Names that say nothing of the kind of matter: "银河水泵公司" is not about water. */
  names?: readonly string[];
}

export interface IssueKind {
  category: string;
  /** Probability, 0…1. */
  categoryConfidence: number;
  /** The three most probable, best first. */
  categories: { category: string; score: number }[];
  type: TicketType;
  urgency: Urgency;
  confidential: boolean;
  /** Before a court or tribunal already: to be declined with another way shown. */
  inCourt: boolean;
}

/** The form in which categories are learnt and read. Text is normalised and simplified. */
export function categoryText(text: string, names: readonly string[] = []): string {
  let out = text;
  for (const name of names) if (name.length >= 2) out = out.replaceAll(name, "");
  return out
    .replace(/(?:我的?)?(?:身份证|银行卡|卡|账)?(?:号码?)?[:：是]?【[^】]*隐去】/g, "")
    .replace(/(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}|0\d{2,3}[- ]?\d{7,8}/g, "")
    .replace(/[一二三四五六七八九十\d]+路(?=公交|车|延|停(?![水电气])|改|绕|末|首|线|站|的|到|开|半|一)/g, "几路公交")
    .replace(/(?:匿名|实名)?(?:举报|检举|揭发)(?:一下|个事)?|匿名(?:说|反映)?(?:个|件|一)?事?|不留名了?/g, "")
    .replace(/偷偷/g, "")
    .replace(/麻烦|您好|你好|请问|谢谢|各位领导|领导好/g, "");
}

const LEAK =
  /(燃气|天然气|煤气|液化气|瓦斯|管道气)[^，。！？]{0,10}(漏|泄|味)|(漏|泄)[^，。！？]{0,4}(燃气|天然气|煤气|液化气)|煤气味/;
const BURST = /(?:水管|管道|自来水|阀门|消防栓)[^，。]{0,4}(?:爆|炸|裂|崩)|爆管/;
const LIFT = /电梯|升降机|吊笼/;

/** Where the act settles the kind, or nearly. */
function settled(text: string, act: Act | undefined): { category: string; weight: number } | undefined {
  if (act === "emergency") {
    if (LEAK.test(text)) return { category: "供气", weight: 0.8 };
    if (LIFT.test(text)) return { category: "质量食品监管", weight: 0.7 };
    // A burst pipe presses, but nobody puts it out.
    return BURST.test(text) && !dangerIn(text) ? undefined : { category: "安全消防", weight: 0.85 };
  }
  // A lid is the street's, whatever runs under it.
  if (/井盖|窨井|雨水?篦/.test(text) && !/偷排|环评|处罚/.test(text)) return { category: "市容环卫", weight: 0.6 };
  if (bribery(text)) return { category: "作风举报", weight: 0.8 };
  if (misconduct(text)) return { category: "作风举报", weight: act === "whistleblow" ? 0.6 : 0.25 };
  return undefined;
}

function categoriesOf(text: string, bits: IssueBits, models: IssueModels): { category: string; score: number }[] {
  const all = predict(models.category, categoryText(text, bits.names), models.category.labels.length);
  const prior = settled(text, bits.act);
  // Nor is a suggestion without a complaint about anybody's conduct.
  const ofCompany = !misconduct(text) && (bits.act === "whistleblow" || (suggests(text) && !complains(text)));
  const mixed = all.map(({ label, score }) => ({
    category: label,
    score: prior
      ? score * (1 - prior.weight) + (label === prior.category ? prior.weight : 0)
      : score * (ofCompany && label === "作风举报" ? 0.3 : 1),
  }));
  return mixed.sort((a, b) => b.score - a.score).slice(0, 3);
}

function typeOf(text: string, category: string, bits: IssueBits): TicketType {
  if (bits.act === "whistleblow" || denounces(text) || bribery(text)) return "举报";
  if ((bits.act === "praise" || praises(text)) && !praisesInIrony(text)) return "表扬";
  if (bits.act === "emergency") return "求助";
  if (suggests(text) && !complains(text)) return "建议";
  if (category === "作风举报" || complains(text) || praisesInIrony(text)) return "投诉";
  if (proposes(text, category)) return "建议";
  if (bits.act === "ask_policy" || onlyAsks(text)) return "咨询";
  return "求助";
}

/**
 * What kind of matter one part of a turn is. `text` is this part's words, normalised; `cause` those of them that tell what
 * is wrong, without what came of it.
 */
export function readIssue(text: string, bits: IssueBits, models: IssueModels, cause = text): IssueKind {
  const categories = categoriesOf(cause, bits, models);
  const { category, score } = categories[0]!;
  const confidential = bits.act === "whistleblow" || asksSecrecy(text) || bribery(text);
  const urgency: Urgency = bits.act === "emergency" ? "emergency" : presses(text) ? "urgent" : "normal";
  return {
    category,
    categoryConfidence: score,
    categories,
    type: typeOf(text, category, bits),
    urgency,
    confidential,
    inCourt: beforeCourt(text),
  };
}
