import { dayOf } from "../domain/time.ts";
import type { Enterprise } from "../domain/town.ts";
import type { PushRow } from "../store/pushes.ts";
import type { Work } from "../store/work.ts";
import { factsBy, profileOf } from "./profile.ts";
import type { Profile } from "./rules.ts";

/** A company with all that decides what it is told of policies. */
export interface KnownCompany {
  enterprise: Enterprise;
  profile: Profile;
  /** Of which policies it was told. */
  pushed: PushRow[];
  /** Policies that it was granted something under this year. */
  enjoyed: Set<string>;
}

/** What is on the books of companies: a few queries, however many they are. */
export async function knownCompanies(
  work: Pick<Work, "records" | "pushes" | "redemptions">,
  enterprises: readonly Enterprise[],
  { now, zone }: { now: Date; zone: string },
): Promise<KnownCompany[]> {
  if (enterprises.length === 0) return [];
  const today = dayOf(now, zone);
  const ids = enterprises.map(({ id }) => id);
  const facts = factsBy(await work.records.factsOf(ids.length === 1 ? ids[0] : undefined));
  const pushed = grouped(await work.pushes.pushesOf(ids), (row) => row.enterpriseId);
  const granted = await work.redemptions.findRedemptions({ enterpriseIds: ids, from: `${today.slice(0, 4)}-01-01` });
  const enjoyed = grouped(
    granted.filter(({ status }) => status !== "作废"),
    (one) => one.enterpriseId,
  );
  return enterprises.map((enterprise) => ({
    enterprise,
    profile: profileOf(enterprise, facts.get(enterprise.id) ?? {}, today),
    pushed: pushed.get(enterprise.id) ?? [],
    enjoyed: new Set((enjoyed.get(enterprise.id) ?? []).flatMap(({ policyId }) => policyId ?? [])),
  }));
}

export function grouped<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const own = groups.get(key(one));
    if (own) own.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}
