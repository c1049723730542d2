import { sayPeriod } from "./dates.ts";
import { cut, enumerated } from "./lists.ts";

/** A topic for the review in words. */
export interface TopicWords {
  title: string;
  category: string;
  companies: number;
  leads: string[];
  open: number;
  late: number;
  dissatisfied: number;
  again: number;
  tickets: { no: string; company: string; title: string; unit: string; status: string }[];
}

export const reviewTitle = (period: string): string => `${sayPeriod(period)}评议建议`;

/** How topics are found, printed under them. */
export const REVIEW_FORMULAS = [
  "同类、内容相近的诉求归为一题；两家以上企业反映，或有三件以上的，列为建议。并案件随主件；撤回、不予受理、保密件不计。",
  "超期＝超期答复，或未答复且已过答复期限；反复＝办结后又反映，或催办过。",
];

const factsOf = (t: TopicWords): string =>
  [
    `${t.companies}家企业、${t.tickets.length}件`,
    t.open ? `未答复${t.open}件` : "",
    t.late ? `超期${t.late}件` : "",
    t.dissatisfied ? `不满意${t.dissatisfied}件` : "",
    t.again ? `反复${t.again}件` : "",
  ]
    .filter(Boolean)
    .join("，");

/** What the review is asked to decide. */
export const proposalOf = (t: TopicWords): string => {
  const [lead, ...others] = t.leads;
  if (!lead) return "建议先明确主办单位。";
  return `建议由${lead}到会说明成因和整改安排${others.length > 0 ? `，${enumerated(others)}配合` : ""}。`;
};

export const topicHeading = (t: TopicWords, i: number): string => `议题${i + 1}　${t.category}：${cut(t.title, 30)}`;
export const topicFacts = factsOf;

export const TICKET_HEADS = ["工单编号", "企业", "事项", "主办单位", "状态"];
export const TICKET_WIDTHS = [19, 17, 34, 18, 12];

const SHOWN = 5;
const BEHIND = 8;

/** "月评议建议": the topics, each with the numbers of its tickets. */
export function sayReview(period: string, looked: number, topics: readonly TopicWords[]): string {
  if (topics.length === 0)
    return `${sayPeriod(period)}共${looked}件诉求，没有两家以上企业反映的同类问题，暂无评议建议。`;
  const lines = topics.slice(0, SHOWN).map((t, i) => {
    const nos = t.tickets.map(({ no }) => no);
    const behind = `${enumerated(nos.slice(0, BEHIND))}${nos.length > BEHIND ? ` 等${nos.length}件` : ""}`;
    return `${i + 1}. ${t.category}：${cut(t.title, 24)}（${factsOf(t)}）\n${proposalOf(t)}工单：${behind}`;
  });
  return [
    `${reviewTitle(period)}（共${looked}件诉求，${topics.length}个议题）`,
    ...lines,
    topics.length > SHOWN ? `其余${topics.length - SHOWN}个议题和口径见附件。` : "明细和口径见附件。",
  ].join("\n");
}

export const nothingToReview = (period: string): string => `${sayPeriod(period)}没有收件，暂无评议建议。`;
