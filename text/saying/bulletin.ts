import type { Bulletin } from "../../domain/bulletin.ts";
import { sayDay, sayPeriod } from "./dates.ts";
import { cut } from "./lists.ts";

/** Column by column: key of the figure, title in the paper. */
export const BULLETIN_COLUMNS = [
  ["dept", "单位"],
  ["received", "收件"],
  ["answered_on_time", "按期答复"],
  ["answered_late", "超期答复"],
  ["open", "未答复"],
  ["called_back", "已回访"],
  ["satisfied", "满意"],
  ["on_time_rate", "按期率"],
  ["satisfaction_rate", "满意率"],
] as const;

/** How each figure is made, printed under it. */
export const BULLETIN_FORMULAS = [
  "收件按登记日期计入本期；撤回、不予受理、保密件和清单导入前已解决的不计，并案件随主件计一件。",
  "按期率＝按期答复÷已答复；满意率＝基本满意及以上÷已回访；回访率＝已回访÷已答复。未能回访不计入已回访。没有可计算的记“—”。",
];

export const sayBulletinTitle = (period: string): string => `${sayPeriod(period)}企业诉求办理情况通报`;

export const sayBulletinSummary = ({ total }: Bulletin): string =>
  `共收件${total.received}件，已答复${total.answered}件（按期${total.answered_on_time}件，超期${total.answered_late}件），未答复${total.open}件；已回访${total.called_back}件，满意${total.satisfied}件，满意率${total.satisfaction_rate}，回访率${total.callback_rate}。`;

/** Nothing where no category stands out. */
export const sayTopCategories = ({ top_categories: top }: Bulletin): string =>
  top.length > 0 ? `问题较多的类别：${top.map(([name, n]) => `${name}${n}件`).join("、")}。` : "";

/** The bulletin as a message: the sum, a line a department, the commonest troubles. */
export function sayBulletin(bulletin: Bulletin, nameOf: (department: string) => string): string {
  const rows = bulletin.rows.map(
    (r) =>
      `${nameOf(r.dept)}：收${r.received}，按期${r.answered_on_time}，超期${r.answered_late}，未答复${r.open}，满意${r.satisfied}/${r.called_back}，按期率${r.on_time_rate}，满意率${r.satisfaction_rate}`,
  );
  return [
    `${sayBulletinTitle(bulletin.period)}`,
    sayBulletinSummary(bulletin),
    ...rows,
    sayTopCategories(bulletin),
    "明细和口径见附件。",
  ]
    .filter(Boolean)
    .join("\n");
}

export const nothingInPeriod = (period: string): string => `${sayPeriod(period)}没有收件，暂不出通报。`;

export const whichPeriod = "请说明哪一段时间，如“出一下9月份的通报”“上周的通报”“第三季度的通报”。";

/** A ticket behind a figure: key, title and width of its columns. */
export const BEHIND_COLUMNS = [
  ["no", "工单编号", 20],
  ["title", "事项", 40],
  ["company", "企业", 20],
  ["unit", "主办单位", 24],
  ["category", "类别", 14],
  ["status", "状态", 12],
  ["createdOn", "登记日期", 12],
  ["replyBy", "答复期限", 12],
  ["answeredOn", "答复日期", 12],
  ["satisfaction", "评价", 10],
] as const;

export type BehindWords = Record<(typeof BEHIND_COLUMNS)[number][0], string>;

export const FIGURE_NAMES = {
  received: "收件",
  answered_on_time: "按期答复",
  answered_late: "超期答复",
  open: "未答复",
  called_back: "已回访",
  satisfied: "满意",
  dissatisfied: "不满意",
} as const;

const SHOWN = 20;

/** The tickets behind one figure. */
export function sayBehind(period: string, what: string, rows: readonly BehindWords[]): string {
  const head = `${sayBulletinTitle(period)}里，${what}`;
  if (rows.length === 0) return `${head}一件也没有。`;
  const line = (row: BehindWords, i: number) =>
    `${i + 1}. ${row.no} ${row.company}：${cut(row.title, 24)}（${row.unit || "未定"}，期限${row.replyBy ? sayDay(row.replyBy) : "无"}${row.answeredOn ? `，${sayDay(row.answeredOn)}答复` : ""}）`;
  return [
    `${head}共${rows.length}件：`,
    ...rows.slice(0, SHOWN).map(line),
    ...(rows.length > SHOWN ? [`…… 其余见通报附件的“工单”表。`] : []),
  ].join("\n");
}

/** Whether these are the bot's words of a bulletin, or of what stands behind one. */
export const isBulletin = (text: string): boolean => text.includes("企业诉求办理情况通报");

/** The categories that a bulletin's words name. */
export const categoriesIn = (text: string): string[] =>
  /问题较多的类别：(.+?)。/
    .exec(text)?.[1]
    ?.split("、")
    .map((one) => one.replace(/\d+件$/, "")) ?? [];

export const whichFigure = "请说明要看哪个数，如“供电局超期的是哪几件”“未答复的有哪些”。";
