import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";

export interface LetterFacts {
  no: string;
  title: string;
  company: string;
  department: string;
  office: string;
  replyBy: Day | null;
  /** Working days past it. */
  late: number;
  /** How often the company was not content. */
  redone: number;
  urges: number;
  /** Reminders and 督办 that went out. */
  reminded: number;
  today: Day;
}

const reasons = (f: LetterFacts): string =>
  [
    f.replyBy && f.late > 0 ? `应于${sayDay(f.replyBy)}前回复，至今已超期${f.late}个工作日` : "",
    f.redone > 0 ? `企业评价不满意${f.redone}次` : "",
    f.urges > 0 ? `企业催办${f.urges}次` : "",
    f.reminded > 0 ? `已提醒、督办${f.reminded}次` : "",
  ]
    .filter(Boolean)
    .join("；");

const fullDay = (day: Day): string => `${day.slice(0, 4)}年${sayDay(day)}`;

/** The draft, paragraph by paragraph; the first is the title. */
export function letter(kind: "约谈" | "曝光", f: LetterFacts): string[] {
  const matter = `${f.company}反映的“${f.title}”（编号${f.no}），由${f.department}承办`;
  if (kind === "约谈")
    return [
      "约谈函",
      `${f.department}：`,
      `${matter}。${reasons(f)}。`,
      "现请你单位主要负责人就该事项办理情况、未按期办结的原因和下一步措施作出说明，并带齐相关材料。约谈时间、地点另行通知。",
      f.office,
      fullDay(f.today),
    ];
  return [
    "关于公开曝光典型问题的建议",
    `${matter}。${reasons(f)}。`,
    `经多次提醒、督办仍未办结，建议按规定程序在适当范围内通报曝光，并督促${f.department}限期整改。`,
    f.office,
    fullDay(f.today),
  ];
}

/** To the head of the office, with the draft. Nothing goes out without a word. */
export const proposed = (kind: "约谈" | "曝光", rung: string, draft: string[]): string =>
  `【${rung}】拟稿如下，未发出，请您决定：\n${draft.join("\n")}\n同意请回复“同意${kind}”，暂不发请回复“先不发”。`;

export const talkSent = (no: string, to: string): string => `已将约谈函发给${to}（${no}）。`;
export const exposureAgreed = (no: string): string =>
  `已记录同意曝光（${no}）。机器人不对外发布，请按程序使用附件中的稿件。`;
export const held = (no: string): string => `好的，先不发（${no}）。已记录。`;
export const noLetter = "没有等您决定的约谈函或曝光建议。";
export const whichLetter = (letters: { no: string; kind: string }[]): string =>
  `有${letters.length}份等您决定，请带上编号：${letters.map(({ no, kind }) => `${kind}（${no}）`).join("、")}`;
/** To the head of the department. */
export const talkLetter = (draft: string): string => `【约谈】${draft}`;
export const fileName = (kind: string, no: string): string => `${kind === "约谈" ? "约谈函" : "曝光建议"} ${no}.docx`;
export const agreedNote = (kind: string): string => (kind === "约谈" ? "约谈函已发出" : "同意曝光");
export const proposedNote = (kind: string): string => `拟${kind}，待决定`;
export const heldNote = (kind: string): string => `${kind}先不发`;
