import type { Day } from "../domain/town.ts";
import type { Fact } from "../text/hearing/profile.ts";
import {
  type Demand,
  type EligibleLine,
  type FailedLine,
  sayDemand,
  sayEligible,
  sayFact,
} from "../text/saying/eligible.ts";
import { type Eligibility, eligiblePolicies } from "./eligible.ts";
import type { Catalogue } from "./match.ts";
import { SHOWN_MAX } from "./pick.ts";
import type { Profile, Rule } from "./rules.ts";

/** Most policies that one message names. */
const NAMED_MAX = 4;

/** Policies that are named with what stands against them. */
const FAILED_MAX = 2;

export interface Offer {
  text: string;
  citations: string[];
  /** The facts that the text asks for, at most two. */
  ask: Fact[];
  fitting: Eligibility[];
}

/** Answers "我们能享受什么政策" from what is known of the company. */
export function offerPolicies(profile: Profile, catalogue: Catalogue, asOf: Day): Offer {
  const { policies, ask } = eligiblePolicies(profile, catalogue, asOf);
  const fitting = policies.filter((one) => one.verdict === "yes").slice(0, NAMED_MAX);
  const lines = fitting.map((one) => lineOf(one, profile));
  const maybe = policies.filter((one) => one.verdict === "maybe").length;
  return {
    text: sayEligible(lines, maybe, ask, asOf, failedLines(policies, profile)),
    citations: fitting.map((one) => (one.labels[0] ? `${one.policy.id}#${one.labels[0]}` : one.policy.id)),
    ask,
    fitting,
  };
}

/** A policy that fits, as it is told: its granting clause, the reason, and how it is got. */
export function lineOf(one: Eligibility, profile: Profile): EligibleLine {
  const label = one.labels[0] ?? "";
  const words = one.policy.clauses[label] ?? "";
  const because = reasons(one.met, profile);
  return {
    title: one.policy.title,
    no: one.policy.no,
    label,
    words: words.length <= SHOWN_MAX ? words : (words.match(/^[^。；]*[。；]/)?.[0] ?? words.slice(0, SHOWN_MAX)),
    free: one.free,
    because,
    applyUntil: one.applyUntil,
  };
}

/** Nearly: something of the policy is met, and what is not can be said in a few words. */
function failedLines(policies: readonly Eligibility[], profile: Profile): FailedLine[] {
  return policies
    .filter(({ verdict, met }) => verdict === "no" && met.length > 0)
    .flatMap(({ policy, failed }): FailedLine[] => {
      const rule = failed.find((one): one is Rule & Demand => !("all" in one) && !("any" in one));
      const demand = rule ? sayDemand(rule) : "";
      if (!rule || !demand) return [];
      const value = "fact" in rule ? profile.facts[rule.fact] : undefined;
      const has = "fact" in rule && value !== undefined ? sayFact(rule.fact, value) : "";
      return [{ title: policy.title, no: policy.no, demand, has }];
    })
    .slice(0, FAILED_MAX);
}

/** The facts that met a rule, in words: why a policy is offered. */
export function reasons(met: readonly Rule[], profile: Profile): string[] {
  const facts = [...new Set(met.flatMap((rule) => ("fact" in rule ? [rule.fact] : [])))];
  const told = facts.flatMap((fact) => {
    const value = profile.facts[fact];
    return value === undefined ? [] : [sayFact(fact, value)];
  });
  const here = met.some((rule) => "place" in rule) && profile.place ? [`位于${profile.place}`] : [];
  return [...told, ...here];
}
