import type { Policy } from "../domain/town.ts";
import type { Fact } from "../text/hearing/profile.ts";
import { readBounds } from "../text/hearing/quantity.ts";
import type { Rule } from "./rules.ts";

/** Clause words that demand a fact. Only what a clause says of who is served; what it pays for is left alone. */
const DEMANDS: [RegExp, Rule][] = [
  [
    /首次(纳入|列入|升|进入)[^，。；]{0,8}规模以上|首次[^，。；]{0,4}(上规|升规|入规)|新升规/,
    { fact: "上规年份", withinYears: 1 },
  ],
  [/规模以上(工业)?企业|规上(工业)?企业/, { fact: "上规年份", is: true }],
  [/首次(纳入|列入|进入)[^，。；]{0,8}限额以上|首次[^，。；]{0,4}(限上|上限)/, { fact: "限上年份", withinYears: 1 }],
  [
    /(认定|获评|评为|通过)[^，。；]{0,14}高新技术企业|高新技术企业[^，。；]{0,6}(奖励|补助|给予)/,
    { fact: "高新技术企业", is: true },
  ],
  [/国家级?[^，。；]{0,6}(专精特新|小巨人)/, { fact: "专精特新", is: "国家级" }],
  [/省级?[^，。；]{0,6}专精特新/, { fact: "专精特新", is: "省级" }],
  [/(认定|获评|评为)[^，。；]{0,10}专精特新/, { fact: "专精特新", is: true }],
  [/(认定|获评|评为)[^，。；]{0,10}单项冠军/, { fact: "单项冠军", is: true }],
  [/(认定|获评|评为)[^，。；]{0,10}绿色工厂/, { fact: "绿色工厂", is: true }],
  [/招用[^，。；]{0,8}(高校)?毕业生/, { fact: "新招毕业生", min: 1 }],
  [/科技型中小企业/, { fact: "科技型中小企业", is: true }],
  [/未裁员|不裁员|裁员率/, { fact: "未裁员", is: true }],
  [/(设备投资|技术改造|设备更新)/, { fact: "设备投资", min: 1 }],
  [/研发(费用|投入|经费)/, { fact: "研发费用", min: 1 }],
  [/境外展会|境外参展|展位费/, { fact: "境外参展", is: true }],
  [/出口信用保险/, { fact: "出口信用保险", is: true }],
  [/(流动资金)?贷款[^。；]{0,20}贴息|贴息[^。；]{0,12}贷款/, { fact: "银行贷款", is: true }],
  [/发明专利/, { fact: "发明专利", min: 1 }],
  [/标准厂房|厂房租金/, { fact: "租用厂房", is: true }],
  [/外商投资企业|实际使用外资/, { fact: "外资", is: true }],
  [/个体工商户(?!和|、|及)/, { fact: "个体工商户", is: true }],
];

const BOUND_FACT: [RegExp, Fact, string][] = [
  [/设备投资|设备投入|投资额|设备购置/, "设备投资", "元"],
  [/营业收入|销售收入|销售额|产值|零售额/, "营业收入", "元"],
  [/研发(费用|投入|经费)[^，。]{0,8}(占|比)/, "研发占比", "%"],
  [/研发(费用|投入|经费)/, "研发费用", "元"],
  [/职工|员工|从业人员/, "员工人数", "人"],
  [/出口额/, "出口额", "美元"],
];

/** Grants money or relief of its own: only such policies are offered to companies. */
const GRANTS = /给予|奖励|补助|补贴|贴息|返还|减免|免征|免收|资助|发放|减半|全额/;

/**
 * Reads conditions from clauses, conservatively: a clause that grants something and names its beneficiary gives a rule;
 * what cannot be read gives none, and the policy is then never called fitting.
 * Each granting clause is an alternative of its own.
 */
export function inferRules(policy: Policy): { label: string; rule: Rule }[] {
  return Object.entries(policy.clauses).flatMap(([label, text]) => {
    if (!GRANTS.test(text)) return [];
    const rules = sentenceRules(text, policy.title);
    return rules.length ? [{ label, rule: rules.length === 1 ? rules[0]! : { all: rules } }] : [];
  });
}

function sentenceRules(text: string, title: string): Rule[] {
  const parts = text.split(/[；;。]/).filter((part) => GRANTS.test(part));
  const alternatives = (parts.length ? parts : [text])
    .map((part) => partRules(part, title))
    .filter((rules) => rules.length > 0);
  if (alternatives.length === 0) return [];
  const one = alternatives.map((rules): Rule => (rules.length === 1 ? rules[0]! : { all: rules }));
  return one.length === 1 ? (alternatives[0] ?? []) : [{ any: one }];
}

function partRules(text: string, title: string): Rule[] {
  const rules: Rule[] = [];
  const facts = new Set<Fact>();
  for (const bound of readBounds(text)) {
    const named = BOUND_FACT.find(([pattern, , unit]) => pattern.test(bound.subject) && unit === bound.unit);
    if (!named || facts.has(named[1])) continue;
    facts.add(named[1]);
    rules.push(bound.kind === ">=" ? { fact: named[1], min: bound.value } : { fact: named[1], max: bound.value });
  }
  for (const [pattern, rule] of DEMANDS) {
    if (!("fact" in rule) || facts.has(rule.fact) || !pattern.test(text)) continue;
    if (rule.fact === "研发费用" && facts.has("研发占比")) continue;
    facts.add(rule.fact);
    rules.push(rule);
  }
  // Who is above the scale of industrial statistics is in industry.
  if (rules.length && !facts.has("上规年份") && /制造业企业|工业企业/.test(text + title) && !facts.has("行业"))
    rules.push({ fact: "行业", is: "制造业" });
  return rules;
}
