import type { Day } from "../domain/town.ts";
import type { Fact } from "../text/hearing/profile.ts";
import type { KnownCompany } from "./companies.ts";
import { type Eligibility, eligiblePolicies } from "./eligible.ts";
import type { Catalogue } from "./match.ts";

export interface Missed {
  company: KnownCompany;
  /** Fits by what is known, may still be had, and nothing of it was granted this year. */
  policies: Eligibility[];
  /** What would have to be known to judge the rest; at most two. */
  ask: Fact[];
}

/** 查漏补缺: what a company could have and has not. */
export function missedBy(company: KnownCompany, catalogue: Catalogue, asOf: Day): Missed {
  const { policies, ask } = eligiblePolicies(company.profile, catalogue, asOf);
  return {
    company,
    policies: policies.filter(
      ({ verdict, closed, policy }) => verdict === "yes" && !closed && !company.enjoyed.has(policy.id),
    ),
    ask,
  };
}
