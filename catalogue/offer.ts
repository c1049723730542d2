import type { Day } from "../domain/town.ts";
import type { Fact } from "../text/hearing/profile.ts";
import { type EligibleLine, sayEligible, sayFact } from "../text/saying/eligible.ts";
import { type Eligibility, eligiblePolicies } from "./eligible.ts";
import type { Catalogue } from "./match.ts";
import { SHOWN_MAX } from "./pick.ts";
import type { Profile, Rule } from "./rules.ts";

/** Most policies that one message names. */
const NAMED_MAX = 4;

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
    text: sayEligible(lines, maybe, ask, asOf),
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

/** The facts that met a rule, in words: why a policy is offered. */
export function reasons(met: readonly Rule[], profile: Profile): string[] {
  const facts = [...new Set(met.flatMap((rule) => ("fact" in rule ? [rule.fact] : [])))];
  return facts.flatMap((fact) => {
    const value = profile.facts[fact];
    return value === undefined ? [] : [sayFact(fact, value)];
  });
}
