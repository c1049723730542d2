import type { Day, Enterprise } from "../domain/town.ts";
import { type Fact, type FactValue, readProfile } from "../text/hearing/profile.ts";
import type { Profile } from "./rules.ts";

/** What the town's list says of an enterprise, and over it what was learnt. */
export function profileOf(
  enterprise: Enterprise | undefined,
  learnt: Partial<Record<Fact, FactValue>>,
  today: Day,
): Profile {
  const listed = Object.values(enterprise?.profile ?? {}).filter((value) => typeof value === "string");
  const told = readProfile(listed.map((value) => `我们是${value}企业`).join("。"), today);
  const facts = { ...Object.fromEntries(told.map(({ fact, value }) => [fact, value])), ...learnt };
  return { facts, ...(enterprise?.park ? { place: enterprise.park } : {}) };
}

/** Facts of many companies, by company. */
export function factsBy(
  rows: readonly { enterpriseId: string; fact: string; value: unknown }[],
): Map<string, Partial<Record<Fact, FactValue>>> {
  const facts = new Map<string, Partial<Record<Fact, FactValue>>>();
  for (const { enterpriseId, fact, value } of rows)
    facts.set(enterpriseId, { ...facts.get(enterpriseId), [fact as Fact]: value as FactValue });
  return facts;
}
