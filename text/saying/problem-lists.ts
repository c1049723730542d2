import { sayDay } from "./dates.ts";
import { cut } from "./lists.ts";

/** Key, title, width. */
export const PROBLEM_COLUMNS = [
  ["no", "编号", 20],
  ["company", "企业", 24],
  ["text", "内容", 60],
  ["raisedOn", "收集日期", 12],
  ["contact", "联系人", 20],
  ["unit", "责任单位", 22],
  ["status", "状态", 12],
] as const;

export const DUTY_COLUMNS = [
  ["unit", "责任单位", 22],
  ["co", "配合单位", 22],
  ["no", "编号", 20],
  ["company", "企业", 24],
  ["text", "内容", 60],
  ["measure", "措施", 40],
  ["result", "结果", 40],
  ["due", "答复期限", 12],
  ["status", "状态", 12],
] as const;

export const COUNTER_COLUMNS = [
  ["unit", "责任单位", 22],
  ["collected", "收集", 10],
  ["measured", "有措施", 10],
  ["solved", "已解决", 10],
  ["noMeasure", "收集未有措施", 14],
  ["noResult", "有措施未解决", 14],
] as const;

export interface CounterRow {
  unit: string;
  collected: number;
  measured: number;
  solved: number;
  noMeasure: number;
  noResult: number;
}

/** How each number is made, printed under it. */
export const COUNTER_FORMULAS = [
  "收集＝清单上的问题，撤回、不予受理、保密件不计，建议另计；按现在的责任单位统计。",
  "有措施＝报过进展、作过承诺或有结果的（只接收不算）；已解决＝已办结、已归档的。",
];

export const listFileName = (list: string): string => `${list}三个数`;
export const dutyListName = (list: string, unit: string): string => `${list}责任清单（${unit}）`;

/** An entry of a list in the words of its columns. */
export interface ListRowWords {
  no: string;
  kind: "问题" | "建议";
  text: string;
  company: string;
  unit: string;
  co: string;
  measure: string;
  result: string;
  status: string;
  raisedOn: string;
  due: string;
  contact: string;
  measured: boolean;
  solved: boolean;
}

type Entry = Pick<ListRowWords, "no" | "kind" | "text" | "company" | "unit" | "due">;

export const SHOWN = 10;
const lineOf = ({ no, company, text, due }: Entry): string =>
  `${no} ${company ? `${company}：` : ""}${cut(text, 30)}${due ? `（${sayDay(due)}前答复）` : ""}`;

const few = (rows: readonly Entry[], line: (row: Entry) => string = lineOf): string[] => [
  ...rows.slice(0, SHOWN).map((row, i) => `${i + 1}. ${line(row)}`),
  ...(rows.length > SHOWN ? [`…… 其余${rows.length - SHOWN}件见附件。`] : []),
];

const amount = (rows: readonly Entry[]): string => {
  const suggestions = rows.filter(({ kind }) => kind === "建议").length;
  const problems = rows.length - suggestions;
  return [problems ? `${problems}件问题` : "", suggestions ? `${suggestions}条建议` : ""].filter(Boolean).join("、");
};

/** One message for all that a list gives to a unit. */
export const handedToUnit = (list: string, rows: readonly Entry[]): string =>
  [
    `【清单交办】《${list}》导入，交您单位${amount(rows)}：`,
    ...few(rows),
    "办理情况请带编号在这里说，如“接收”“已安排……”“……已办好”。不属于您单位的，请写明理由、依据和建议单位退回。",
  ].join("\n");

/** To the office: what the list names no unit for, and the words do not tell surely. */
export const unassigned = (list: string, rows: readonly Entry[]): string =>
  [
    `【清单待交办】《${list}》导入，有${amount(rows)}没有列明责任单位，拟办单位如下，请逐件确认或另行指定：`,
    ...few(rows, (row) => `${lineOf({ ...row, due: "" })}，拟交${row.unit || "（待定）"}`),
  ].join("\n");

/** "问题清单的三个数". */
export function sayCounters(
  list: string,
  total: CounterRow,
  suggestions: CounterRow,
  units: readonly CounterRow[],
): string {
  return [
    `${list}：收集${total.collected}件，有措施${total.measured}件，已解决${total.solved}件。`,
    total.noMeasure ? `收集了还没措施的${total.noMeasure}件。` : "",
    total.noResult ? `有措施还没解决的${total.noResult}件。` : "",
    suggestions.collected ? `另有建议${suggestions.collected}条，已办结${suggestions.solved}条。` : "",
    ...(units.length > 1
      ? units.slice(0, 2 * SHOWN).map((u) => `${u.unit}：收集${u.collected}，有措施${u.measured}，已解决${u.solved}`)
      : []),
    units.length > 2 * SHOWN ? `…… 其余${units.length - 2 * SHOWN}个单位见附件。` : "",
    "问题清单、责任清单和口径见附件。",
  ]
    .filter(Boolean)
    .join("\n");
}

/** "还有哪些没措施", "哪些有措施没结果". */
export function sayGap(list: string, gap: "no_measure" | "no_result", rows: readonly Entry[]): string {
  const what = gap === "no_measure" ? "收集了还没有措施" : "有措施还没有解决";
  if (rows.length === 0) return `${list}里没有“${what}”的问题。`;
  const line = (row: Entry) => `${row.unit || "（待定）"} ${lineOf(row)}`;
  return [`${list}里${what}的有${rows.length}件：`, ...few(rows, line)].join("\n");
}

export const noList = "还没有导入过问题清单。";
export const allLists = "各问题清单合计";
export const listTitle = (name: string): string => `《${name}》`;
export const noUnit = "（待定）";

interface IndicatorWords {
  no: number;
  name: string;
  lead: string;
  responsible: string[];
}

export const sayIndicator = ({ no, name, lead, responsible }: IndicatorWords): string =>
  `第${no}项指标“${name}”由${lead}牵头${responsible.length > 0 ? `，责任单位：${responsible.join("、")}` : ""}。`;

export const sayIndicators = (all: readonly IndicatorWords[]): string =>
  ["考评指标和牵头单位：", ...all.map(({ no, name, lead }) => `${no}. ${name}：${lead}`)].join("\n");

const listOfIndicators = (all: readonly IndicatorWords[]): string =>
  all.map(({ no, name }) => `第${no}项${name}`).join("、") || "无";

export const sayIndicatorsOf = (
  unit: string,
  leads: readonly IndicatorWords[],
  helps: readonly IndicatorWords[],
): string => `${unit}牵头的指标：${listOfIndicators(leads)}；参与的指标：${listOfIndicators(helps)}。`;

export const noIndicators = "还没有导入考评指标。";
export const noSuchIndicator = (no: number, count: number): string => `没有第${no}项指标，现有${count}项。`;
