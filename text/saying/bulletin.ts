import type { Bulletin } from "../../domain/bulletin.ts";
import { sayPeriod } from "./dates.ts";

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

/** The bulletin as a message: the sum, a line a department, the commonest troubles. */
export function sayBulletin(bulletin: Bulletin, nameOf: (department: string) => string): string {
  const rows = bulletin.rows.map(
    (r) =>
      `${nameOf(r.dept)}：收${r.received}，按期${r.answered_on_time}，超期${r.answered_late}，未答复${r.open}，满意${r.satisfied}/${r.called_back}，按期率${r.on_time_rate}，满意率${r.satisfaction_rate}`,
  );
  const top = bulletin.top_categories.map(([name, n]) => `${name}${n}件`).join("、");
  return [
    `${sayBulletinTitle(bulletin.period)}`,
    sayBulletinSummary(bulletin),
    ...rows,
    top ? `问题较多的类别：${top}。` : "",
    "明细和口径见附件。",
  ]
    .filter(Boolean)
    .join("\n");
}

export const nothingInPeriod = (period: string): string => `${sayPeriod(period)}没有收件，暂不出通报。`;

export const whichPeriod = "请说明哪一段时间，如“出一下9月份的通报”“上周的通报”“第三季度的通报”。";
