import type { Redemption, Total } from "../../domain/redemption.ts";
import { isLate } from "../../domain/redemption.ts";
import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";

/** "5万元", "3.2万元", "800元", from fen. */
function sayAmount(fen: number): string {
  const yuan = fen / 100;
  if (yuan >= 1e8) return `${Number((yuan / 1e8).toFixed(4))}亿元`;
  return yuan >= 1e4 ? `${Number((yuan / 1e4).toFixed(4))}万元` : `${Number(yuan.toFixed(2))}元`;
}

const state = (one: Redemption, today: Day): string => {
  if (one.status === "已到账") return one.paidOn ? `${sayDay(one.paidOn)}已到账` : "已到账";
  return isLate(one, today) ? `应于${sayDay(one.payBy)}到账，已超期` : `${sayDay(one.payBy)}前到账`;
};

export interface RedemptionWords {
  entry: Redemption;
  company: string;
  department: string;
}

/** What was written into the ledger, with the way to take it back. */
export const redeemedKept = ({ entry, company, department }: RedemptionWords, today: Day): string =>
  [
    `记下了（兑现${entry.id}）：${company}，${entry.policy}，${sayAmount(entry.amount)}，${state(entry, today)}。`,
    department ? `兑现单位：${department}。` : "",
    entry.status === "待到账" ? `到账后回复“兑现${entry.id}到账”。` : "",
    `记错了回复“兑现${entry.id}作废”。`,
  ]
    .filter(Boolean)
    .join("");

export const alreadyKept = (id: number): string => `这一笔已经记过了（兑现${id}），没有重复记。`;
export const notListed = (company: string): string =>
  `企业名单里没有查到${company ? `“${company}”` : "这家企业"}，没有记。请写企业全称，或先把它加进名单。`;
export const whichPolicy = "是哪项政策的钱？请连同企业、政策和金额一起再说一遍。";
export const noSuchRedemption = (id: number): string => `没有可以改的兑现${id}，请核对编号。`;
export const redemptionChanged = ({ entry, company }: RedemptionWords): string =>
  entry.status === "作废"
    ? `兑现${entry.id}已作废：${company}，${entry.policy}，${sayAmount(entry.amount)}。`
    : `兑现${entry.id}已记到账：${company}，${entry.policy}，${sayAmount(entry.amount)}。`;

/** A company's own entries. */
export function sayOwn(
  entries: readonly Redemption[],
  total: Total,
  period: string,
  today: Day,
  shown: number,
): string {
  if (entries.length === 0) return `台账里没有查到贵公司${period}的兑现记录。有出入请直接说，我转给主管部门核对。`;
  return [
    `贵公司${period}兑现${total.count}笔，共${sayAmount(total.granted)}，已到账${sayAmount(total.paid)}：`,
    ...entries
      .slice(0, shown)
      .map((one, i) => `${i + 1}. ${one.policy}：${sayAmount(one.amount)}，${state(one, today)}`),
    ...(entries.length > shown ? [`其余${entries.length - shown}笔略。`] : []),
  ].join("\n");
}

const sayTotal = ({ name, count, enterprises, granted, paid }: Total): string =>
  `${name}：${enterprises}家${count}笔，${sayAmount(granted)}，已到账${sayAmount(paid)}`;

export interface LedgerWords {
  period: string;
  all: Total;
  policies: readonly Total[];
  departments: readonly Total[];
  late: readonly RedemptionWords[];
  waiting: number;
}

/** The ledger for who serves: totals by policy and department, and what is late. */
export function sayLedger({ period, all, policies, departments, late, waiting }: LedgerWords, today: Day): string {
  if (all.count === 0) return `${period}没有兑现记录。`;
  const most = (list: readonly Total[]) => list.slice(0, LISTED).map((one) => `- ${sayTotal(one)}`);
  return [
    `${period}已兑现政策${policies.length}项，惠及企业${all.enterprises}家、${all.count}笔，共${sayAmount(all.granted)}，已到账${sayAmount(all.paid)}。`,
    "按政策：",
    ...most(policies),
    "按单位：",
    ...most(departments),
    waiting ? `待到账${waiting}笔${late.length ? `，其中超期${late.length}笔：` : "，没有超期。"}` : "没有待到账的。",
    ...late
      .slice(0, LISTED)
      .map(
        ({ entry, company }) =>
          `- ${company}：${entry.policy}，${sayAmount(entry.amount)}，${state(entry, today)}（兑现${entry.id}）`,
      ),
  ].join("\n");
}

const LISTED = 8;

/** Reminds who pays: one message, however many entries. */
export function sayPaymentsDue(entries: readonly RedemptionWords[], today: Day): string {
  const late = entries.filter(({ entry }) => isLate(entry, today));
  const head = late.length === entries.length ? "【兑现超期】" : "【兑现提醒】";
  const lines = entries.map(
    ({ entry, company, department }) =>
      `${company}：${entry.policy}，${sayAmount(entry.amount)}，${
        isLate(entry, today) ? `应于${sayDay(entry.payBy)}到账，已超期` : "今天是到账期限"
      }${department ? `（${department}）` : ""}。到账后回复“兑现${entry.id}到账”`,
  );
  return lines.length === 1
    ? `${head}${lines[0]}。`
    : `${head}共${lines.length}笔：\n${lines.map((one, i) => `${i + 1}. ${one}`).join("\n")}`;
}

export const ledgerTitle = (period: string): string => `政策兑现台账（${period}）`;
export const LEDGER_COLUMNS = [
  "编号",
  "企业",
  "政策",
  "金额（元）",
  "核定日期",
  "应到账",
  "到账日期",
  "状态",
  "兑现单位",
];
export const TOTAL_COLUMNS = ["名称", "企业数", "笔数", "兑现金额（元）", "已到账（元）"];
