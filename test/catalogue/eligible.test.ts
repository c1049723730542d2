import { expect, test } from "vitest";
import { eligiblePolicies } from "../../catalogue/eligible.ts";
import { openCatalogue } from "../../catalogue/match.ts";
import { offerPolicies } from "../../catalogue/offer.ts";
import { judge, RuleSchema } from "../../catalogue/rules.ts";
import { readProfile } from "../../text/hearing/profile.ts";
import { AS_OF, lexicon, policy, town } from "./own-towns.ts";

const facts = (text: string) => Object.fromEntries(readProfile(text, AS_OF).map((one) => [one.fact, one.value]));

test("facts are learnt from what people say of their own company", () => {
  expect(facts("我们去年刚上规，员工120人")).toEqual({ 上规年份: 2025, 员工人数: 120 });
  expect(facts("我们是高新技术企业，有3件发明专利")).toEqual({ 高新技术企业: true, 发明专利: 3 });
  expect(facts("我们不是高企")).toEqual({ 高新技术企业: false });
  expect(facts("去年研发花了三百多万")).toEqual({ 研发费用: 3_000_000 });
  expect(facts("我们是省级专精特新")).toEqual({ 专精特新: "省级" });
});

test("questions and wishes tell nothing", () => {
  for (const text of ["上规有奖励吗", "想申请高企", "怎么评专精特新", "如果上规了能奖多少"])
    expect(facts(text)).toEqual({});
});

test("what needs no application comes first, and at most two facts are asked for", () => {
  const catalogue = openCatalogue(
    [
      policy({ id: "A", clauses: { 第一条: "认定为高新技术企业的，奖励20万元。" } }),
      policy({ id: "B", mode: "免申即享", clauses: { 第二条: "首次纳入规模以上工业统计的企业，奖励10万元。" } }),
      policy({
        id: "C",
        valid: ["2020-01-01", "2021-01-01"],
        clauses: { 第一条: "认定为高新技术企业的，奖励5万元。" },
      }),
      policy({ id: "D", clauses: { 第一条: "企业应当依法经营。" } }),
    ],
    lexicon,
  );
  const { policies } = eligiblePolicies({ facts: { 高新技术企业: true, 上规年份: 2025 } }, catalogue, AS_OF);
  expect(policies.map((one) => [one.policy.id, one.verdict])).toEqual([
    ["B", "yes"],
    ["A", "yes"],
  ]);
  for (const name of ["yunlu", "dongyuan", "lanhai", "shaoyang", "qinghe"])
    expect(eligiblePolicies({ facts: {} }, town(name), AS_OF).ask.length).toBeLessThanOrEqual(2);
});

test("nothing is assumed: an empty profile fits no policy", () => {
  for (const name of ["yunlu", "dongyuan", "lanhai", "shaoyang", "qinghe"])
    expect(eligiblePolicies({ facts: {} }, town(name), AS_OF).policies.filter((one) => one.verdict === "yes")).toEqual(
      [],
    );
});

test("written conditions are checked when they are read, and win over the clauses", () => {
  expect(() => RuleSchema.parse({ fact: "营业收入" })).toThrow();
  expect(() => RuleSchema.parse({ fact: "没有的", is: true })).toThrow();
  const rule = RuleSchema.parse({
    all: [{ fact: "员工人数", max: 300 }, { not: { fact: "行业", is: "建筑业" } }, { place: "经开区" }],
  });
  expect(judge(rule, { facts: { 员工人数: 20, 行业: "物流" }, place: "经开区" }, 2026).holds).toBe("yes");
  expect(judge(rule, { facts: { 员工人数: 20, 行业: "建筑业" }, place: "经开区" }, 2026).holds).toBe("no");
  expect(judge(rule, { facts: { 员工人数: 20 }, place: "经开区" }, 2026)).toMatchObject({
    holds: "unknown",
    missing: ["行业"],
  });
});

test("an offer says why, and what to do", () => {
  const offer = offerPolicies({ facts: { 员工人数: 20 } }, town("dongyuan"), AS_OF);
  expect(offer.text).toContain("因为员工20人");
  expect(offer.text).toContain("不用申报");
  expect(offer.citations).toEqual(["B8#第二条"]);
});
