import type { Day } from "../../domain/town.ts";
import type { Fact, FactValue } from "../hearing/profile.ts";
import { sayDay, sayTitle } from "./policy.ts";

/** Asks for one fact, in the words of a clerk. */
const ASKING: Record<Fact, string> = {
  上规年份: "贵公司是规上企业吗，哪年上规的",
  限上年份: "贵公司纳入限额以上统计了吗，哪年",
  成立年份: "贵公司哪年成立的",
  员工人数: "现在有多少员工",
  营业收入: "去年营业收入大约多少",
  设备投资: "近一年有没有买设备或做技改，投了多少",
  研发费用: "去年研发费用大约多少",
  研发占比: "研发费用占营业收入多少",
  出口额: "一年出口多少",
  发明专利: "有发明专利吗，几件",
  新招毕业生: "今年招了应届毕业生吗，几个",
  高新技术企业: "是高新技术企业吗",
  科技型中小企业: "是科技型中小企业吗",
  专精特新: "是专精特新企业吗，哪一级",
  单项冠军: "评上单项冠军了吗",
  绿色工厂: "评上绿色工厂了吗，哪一级",
  首台套: "有首台套产品吗",
  上市: "上市或挂牌了吗",
  外资: "是外资企业吗",
  小微企业: "是小微企业吗",
  个体工商户: "是个体工商户吗",
  未裁员: "去年裁员了吗",
  银行贷款: "今年有银行贷款吗",
  租用厂房: "厂房是租的吗",
  出口信用保险: "投保出口信用保险了吗",
  境外参展: "今年去境外参展了吗",
  行业: "主要做哪个行业",
};

/** "现在有多少员工", for who goes and asks. */
export const askFact = (fact: Fact): string => ASKING[fact];

/** A fact of the company in the middle of a sentence: "2025年上规", "员工120人". */
export function sayFact(fact: Fact, value: FactValue): string {
  if (value === false) return `不是${fact}`;
  if (fact === "上规年份") return typeof value === "number" ? `${value}年上规` : "规上企业";
  if (fact === "限上年份") return typeof value === "number" ? `${value}年纳入限上` : "限上企业";
  if (fact === "成立年份") return `${value}年成立`;
  if (fact === "员工人数") return `员工${value}人`;
  if (fact === "新招毕业生") return value === true ? "今年招了毕业生" : `新招毕业生${value}人`;
  if (fact === "发明专利") return value === true ? "有发明专利" : `发明专利${value}件`;
  if (fact === "研发占比") return `研发占比${value}%`;
  if (fact === "行业") return `${value}企业`;
  if (fact === "专精特新" && typeof value === "string") return `${value}专精特新`;
  if (typeof value === "number") return `${fact}${sayYuan(value)}`;
  return typeof value === "string" ? `${fact}${value}` : fact === "未裁员" ? "去年没有裁员" : fact;
}

const sayYuan = (amount: number): string =>
  amount >= 1e4 ? `${Number((amount / 1e4).toFixed(2))}万元` : `${amount}元`;

const UNIT: Partial<Record<Fact, string>> = {
  员工人数: "人",
  新招毕业生: "人",
  发明专利: "件",
  研发占比: "%",
  出口额: "美元",
};

const sayBound = (fact: Fact, value: number): string => (UNIT[fact] ? `${value}${UNIT[fact]}` : sayYuan(value));

/** One demand of a policy, of the kinds that a company's profile can fail. */
export type Demand =
  | { fact: Fact; is: FactValue | FactValue[] }
  | { fact: Fact; min?: number | undefined; max?: number | undefined }
  | { fact: Fact; withinYears: number }
  | { place: string }
  | { not: unknown };

/** What a policy demands, in the middle of a sentence: "员工人数300人以上". Empty where it takes more words than one. */
export function sayDemand(demand: Demand): string {
  if ("not" in demand) return "";
  if ("place" in demand) return `在${demand.place}`;
  if ("withinYears" in demand)
    return demand.withinYears === 0
      ? `当年${demand.fact.replace("年份", "")}`
      : `近${demand.withinYears}年内${demand.fact.replace("年份", "")}`;
  if ("is" in demand) {
    const wanted = Array.isArray(demand.is) ? demand.is : [demand.is];
    const words = wanted.map((one) =>
      one === true ? demand.fact.replace("年份", "企业") : one === false ? `不是${demand.fact}` : String(one),
    );
    return wanted.some((one) => typeof one === "string") ? `${demand.fact}为${words.join("或")}` : words.join("或");
  }
  const from = demand.min === undefined ? "" : `${sayBound(demand.fact, demand.min)}以上`;
  const to = demand.max === undefined ? "" : `${sayBound(demand.fact, demand.max)}以下`;
  return `${demand.fact}${[from, to].filter(Boolean).join("、")}`;
}

export interface FailedLine {
  title: string;
  no?: string | undefined;
  demand: string;
  /** What is known of the company instead; empty where its absence is all that is known. */
  has: string;
}

const sayFailed = ({ title, no, demand, has }: FailedLine): string =>
  `暂不符合：${sayTitle(title, no)}，要求${demand}${has ? `，贵公司${has}` : ""}。`;

export interface EligibleLine {
  title: string;
  no?: string | undefined;
  label: string;
  /** Exact words of the granting clause. */
  words: string;
  free: boolean;
  because: string[];
  applyUntil?: Day | undefined;
}

/** The answer to "我们能享受什么": what fits with its reason, what is left to know with at most two questions. */
export function sayEligible(
  fitting: readonly EligibleLine[],
  maybe: number,
  ask: readonly Fact[],
  asOf: Day,
  failed: readonly FailedLine[] = [],
): string {
  const lines: string[] = [];
  if (fitting.length) {
    lines.push(`按已掌握的情况，贵公司可能享受${fitting.length}项政策：`);
    fitting.forEach((one, at) => {
      const why = one.because.length ? `（因为${one.because.join("、")}）` : "";
      const how = one.free ? "免申即享，不用申报。" : one.applyUntil ? `${sayDay(one.applyUntil, asOf)}前申报。` : "";
      lines.push(`${at + 1}. ${sayTitle(one.title, one.no)}${one.label}${why}：“${one.words}”${how}`);
    });
  } else if (maybe) lines.push(`目录中有${maybe}项政策要看具体情况才能判断。`);
  else lines.push("目录中未查到能确定适用于贵公司的政策。");
  lines.push(...failed.map(sayFailed));
  if (ask.length)
    lines.push(`想再问${ask.length === 1 ? "一" : "两"}点：${ask.map((fact) => ASKING[fact]).join("；")}？`);
  lines.push("最终以受理单位审核为准。");
  return lines.join("\n");
}
