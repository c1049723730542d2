import { type Bound, type Quantity, readBounds } from "../text/hearing/quantity.ts";
import { RATE } from "./question.ts";

/** What an amount measures, told by the words around it. Amounts of different measures are not compared. */
const MEASURES: [string, RegExp][] = [
  ["investment", /设备|投资|投入|机床|购|买|花|固定资产|技改|改造|产线|机器|项目/],
  ["sales", /销售|营收|营业收入|产值|收入|卖|流水/],
  ["loan", /贷款|借|贷/],
  ["research", /研发|科研/],
  ["rent", /租金|房租/],
  ["tax", /税/],
  ["export", /出口|进出口|外贸/],
  ["pay", /工资|薪|社保|缴费|缴纳|交/],
  ["contract", /合同|采购|交易/],
  ["staff", /员工|职工|人员|用工|招用|从业/],
  ["area", /面积|厂房|场地/],
  ["age", /成立|注册|年限|岁|经营/],
];

function measureOf(words: string): string | undefined {
  let best: { name: string; at: number } | undefined;
  for (const [name, pattern] of MEASURES)
    for (const hit of words.matchAll(new RegExp(pattern, "g")))
      if (!best || hit.index > best.at) best = { name, at: hit.index };
  return best?.name;
}

export const GRANTED = /(补助?|补贴|奖励?|给|最高|封顶|上限|每人|发|领|能拿)[^，。\s]{0,3}$/;

/** "有人说两万": a figure that somebody else named is not the asker's. */
const HEARD = /(?:人|家|都|行|友)(?:都|跟我|给我)?[说讲](?:是|的|有|能)?[^，。\s]{0,2}$/;

const PAUSE = /[，,。；;！!？?\s]/;

export interface Verdict {
  holds: "yes" | "no" | "unsure";
  quantity: Quantity;
  bound: Bound;
}

/**
 * Compares the figures that the asker gave with the bounds of a clause. Says nothing rather than compare unlike things:
 * the unit must be the same, the measure must not differ, and a clause with several tiers of one unit must fit one way.
 */
export function checkBounds(question: string, quantities: readonly Quantity[], clause: string): Verdict[] {
  const bounds = readBounds(clause);
  const verdicts: Verdict[] = [];
  for (const quantity of quantities) {
    // "最高200万", "补5%" speak of the grant, not of the asker.
    // "一年补多少", "一个人多少": a rate, not a figure of theirs.
    if (RATE.test(quantity.words)) continue;
    const before = question.slice(0, quantity.start);
    if (GRANTED.test(before) || HEARD.test(before)) continue;
    // Only words of the same phrase tell what is measured.
    const ahead = question
      .slice(Math.max(0, quantity.start - 12), quantity.start)
      .split(PAUSE)
      .at(-1)!;
    const after = question.slice(quantity.end, quantity.end + 8).split(PAUSE)[0]!;
    const theirs = measureOf(ahead);
    const behind = measureOf([...after].reverse().join(""));
    const unit =
      quantity.unit === "个" && /^(人|员工|毕业生|大学生|工人|退役|残疾)/.test(question.slice(quantity.end))
        ? "人"
        : quantity.unit;
    const comparable = bounds.filter((bound) => {
      if (bound.unit !== unit) return false;
      const measured = measureOf(bound.subject);
      const said = [theirs, behind, measureOf(after)].filter(Boolean);
      return !measured || said.length === 0 || said.includes(measured);
    });
    if (!comparable.length) continue;
    const lower = comparable.filter((bound) => bound.kind === ">=").sort((a, b) => a.value - b.value);
    const reached = lower.filter((bound) => quantity.low >= bound.value);
    if (lower.length) {
      const first = lower[0]!;
      if (reached.length) verdicts.push({ holds: "yes", quantity, bound: reached.at(-1)! });
      else verdicts.push({ holds: quantity.high < first.value ? "no" : "unsure", quantity, bound: first });
      continue;
    }
    const upper = comparable.sort((a, b) => b.value - a.value)[0]!;
    verdicts.push({
      holds: quantity.high <= upper.value ? "yes" : quantity.low > upper.value ? "no" : "unsure",
      quantity,
      bound: upper,
    });
  }
  return verdicts;
}
