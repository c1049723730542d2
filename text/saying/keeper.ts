import type { Day } from "../../domain/town.ts";
import { cut } from "./lists.ts";
import { sayDay } from "./policy.ts";

export interface OpenQuestion {
  no: string;
  question: string;
}

const LISTED = 8;
const line = ({ no, question }: OpenQuestion): string => `问题${no}：${cut(question, 50)}`;

/** To the office, once a day at most: a question that the catalogue could not answer. */
export const sayUnanswered = (question: OpenQuestion, proposed: string | undefined): string =>
  `【目录未答】有企业问到政策目录里没有的事。${line(question)}\n${proposed ? `可能由${proposed}答复。` : ""}回“答复问题${question.no}：……”，我转给提问的企业并收进目录；回“未答的问题”看全部。`;

export function sayOpenQuestions(open: readonly OpenQuestion[]): string {
  if (!open.length) return "目前没有未答的政策问题。";
  const rest = open.length > LISTED ? `\n还有${open.length - LISTED}个，答完再列。` : "";
  return `未答的政策问题${open.length}个：\n${open.slice(0, LISTED).map(line).join("\n")}${rest}\n回“答复问题${open[0]!.no}：……”即可。`;
}

export const sayNoSuchQuestion = (no: string): string => `没有待答复的问题${no}。回“未答的问题”看清单。`;

export const sayKept = (no: string, askers: number): string =>
  `已收到问题${no}的答复，已转给${askers}位提问人，并收进目录的“常见问题答复”。`;

/** To who asked: whose answer it is and of which day, in the keeper's own words. */
export const sayAnswered = (question: string, words: string, source: string): string =>
  `您问的“${cut(question.replace(/^(请问|您好|你好|老师|想问一?下)+[，,]?/, ""), 40)}”，现在有答复了：\n${words}\n（${source}）`;

export const sayAnswerSource = (department: string, day: Day): string => `${department}${sayDay(day, "")}答复`;

export const sayFaqTitle = (question: string): string =>
  `常见问题答复：${cut(question.replace(/[？?。！!\s]+$/, ""), 40)}`;
export const FAQ_LABEL = "答复";

/** To the office, once for each pair: two current clauses that disagree. */
export const sayConflict = (first: string, second: string): string =>
  `【目录待核对】两份现行文件对同一事项说法不一致，有企业问到，已把两处原文都列给对方：\n1. ${first}\n2. ${second}\n请主管部门核对，该废止或修订的更新目录。`;
