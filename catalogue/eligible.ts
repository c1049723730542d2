import type { Day, Policy } from "../domain/town.ts";
import type { Fact } from "../text/hearing/profile.ts";
import { standingInChain } from "./chain.ts";
import { inferRules } from "./infer.ts";
import type { Catalogue } from "./match.ts";
import { type Judgement, judge, type Profile, type Rule, RuleSchema } from "./rules.ts";
import { windowState } from "./validity.ts";
import { applicationWindow } from "./windows.ts";

export interface Eligibility {
  policy: Policy;
  /** Clause labels that grant; cited when this is said. */
  labels: string[];
  verdict: "yes" | "maybe" | "no";
  met: Rule[];
  failed: Rule[];
  missing: Fact[];
  /** No application is needed. */
  free: boolean;
  /** Last day to apply, where a guide names one that is open or to come. */
  applyUntil?: Day;
  /** The time to apply is over, and no other is known. */
  closed: boolean;
  /** The conditions were written by the office rather than read from the clauses. */
  written: boolean;
}

export interface Eligible {
  /** Fitting first; of these what needs no application; then what closes soonest. `no` last. */
  policies: Eligibility[];
  /** At most two facts whose telling would decide most. */
  ask: Fact[];
}

const QUESTIONS_MAX = 2;

/**
 * Policies that a company may enjoy on a day, with reasons. What the profile does not hold is never assumed.
 * @param among ids of the only ones to be looked at
 */
export function eligiblePolicies(
  profile: Profile,
  catalogue: Catalogue,
  asOf: Day,
  among?: ReadonlySet<string>,
): Eligible {
  const policies = catalogue.policies
    .filter(
      (one) =>
        (!among || among.has(one.id)) &&
        (one.layer === "政策" || (one.layer === "细则" && one.parent === undefined)) &&
        standingInChain(one, catalogue.byId, asOf) === "current",
    )
    .flatMap((policy) => judgePolicy(policy, profile, catalogue, asOf) ?? []);
  const order = { yes: 0, maybe: 1, no: 2 };
  policies.sort(
    (a, b) =>
      order[a.verdict] - order[b.verdict] ||
      Number(b.free) - Number(a.free) ||
      b.met.length - a.met.length ||
      (a.applyUntil ?? "9999").localeCompare(b.applyUntil ?? "9999"),
  );
  const votes = new Map<Fact, number>();
  for (const one of policies.filter((each) => each.verdict === "maybe"))
    for (const fact of one.missing) votes.set(fact, (votes.get(fact) ?? 0) + 1 / one.missing.length);
  const ask = [...votes].sort((a, b) => b[1] - a[1]).slice(0, QUESTIONS_MAX);
  return { policies, ask: ask.map(([fact]) => fact) };
}

function judgePolicy(policy: Policy, profile: Profile, catalogue: Catalogue, asOf: Day): Eligibility | undefined {
  const year = Number(asOf.slice(0, 4));
  const written =
    policy.conditions === undefined || policy.conditions === null ? undefined : RuleSchema.parse(policy.conditions);
  const rules = written ? [{ label: Object.keys(policy.clauses)[0] ?? "", rule: written }] : inferred(policy);
  if (rules.length === 0) return undefined;
  const judged = rules.map(({ label, rule }) => ({ label, judgement: judge(rule, profile, year) }));
  const verdict = judged.some((one) => one.judgement.holds === "yes")
    ? "yes"
    : judged.some((one) => one.judgement.holds === "unknown")
      ? "maybe"
      : "no";
  const holds = { yes: "yes", maybe: "unknown", no: "no" }[verdict];
  const telling = judged.filter((one) => one.judgement.holds === holds);
  const all = (pick: (one: Judgement) => Rule[]) => unique(telling.flatMap((one) => pick(one.judgement)));
  const entry = catalogue.entryOf.get(policy.id);
  const window = entry && applicationWindow(entry.chain, catalogue.byId, asOf);
  const open = window?.to && windowState(window, asOf) !== "closed" ? window.to : undefined;
  return {
    policy,
    labels: telling.map((one) => one.label).filter(Boolean),
    verdict,
    met: all((one) => one.met),
    failed: all((one) => one.failed),
    missing: [...new Set(telling.flatMap((one) => one.judgement.missing))],
    free:
      policy.mode === "免申即享" ||
      Object.values(policy.clauses).some((text) => /无需(企业)?申[报请]|直接(兑付|拨付)/.test(text)),
    ...(open ? { applyUntil: open } : {}),
    closed: window !== undefined && windowState(window, asOf) === "closed",
    written: written !== undefined,
  };
}

const readBefore = new WeakMap<Policy, ReturnType<typeof inferRules>>();

/** Thousands of companies are judged by one policy: its clauses are read once. */
function inferred(policy: Policy): ReturnType<typeof inferRules> {
  const rules = readBefore.get(policy) ?? inferRules(policy);
  readBefore.set(policy, rules);
  return rules;
}

const unique = (rules: Rule[]): Rule[] => [...new Map(rules.map((one) => [JSON.stringify(one), one])).values()];
