import { grouped, type KnownCompany, knownCompanies } from "../catalogue/companies.ts";
import { type Eligibility, eligiblePolicies } from "../catalogue/eligible.ts";
import type { Catalogue } from "../catalogue/match.ts";
import { lineOf } from "../catalogue/offer.ts";
import type { Desk } from "../desk/desk.ts";
import { matchNextWeek } from "../desk/policy-matching.ts";
import { type Telling, tellMany } from "../desk/tell.ts";
import { hasRoom, pushRules, wantsPushes } from "../domain/pushes.ts";
import { callName } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { Person } from "../domain/town.ts";
import type { PushRow } from "../store/pushes.ts";
import type { ReminderRow } from "../store/sending.ts";
import { sayPush } from "../text/saying/pushes.ts";

/** A company that can be written to. */
export interface Reached extends KnownCompany {
  contacts: Person[];
}

/** The companies with people who want to hear of policies. */
export async function reachedCompanies(desk: Desk, only?: ReadonlySet<string>): Promise<Reached[]> {
  const { town, work, now } = desk;
  const contacts = grouped(town.people.filter(wantsPushes), (person) => person.enterprise!);
  const listed = town.enterprises.filter(({ id }) => contacts.has(id) && (!only || only.has(id)));
  const known = await knownCompanies(work, listed, { now, zone: town.zone });
  return known.map((one) => ({ ...one, contacts: contacts.get(one.enterprise.id)! }));
}

/**
 * Tells companies of policies that fit them and that they were never told of: at most so many messages a company and
 * week, the rest in the next. Gives the keys of the reminders that led to a message.
 */
export async function matchPolicies(desk: Desk, due: readonly ReminderRow[], catalogue: Catalogue): Promise<string[]> {
  const rules = pushRules(desk.town.rules);
  if (due.length === 0 || rules.per_week === 0) return [];
  const today = dayOf(desk.now, desk.town.zone);
  const of = (stage: string) => due.filter((row) => row.stage === stage).map(({ subject }) => subject);
  const companies = new Set(of("company"));
  const policies = new Set(of("policy").map((id) => catalogue.entryOf.get(id)?.chain.root.id ?? id));
  const reached = await reachedCompanies(desk, policies.size > 0 ? undefined : companies);
  const rows: PushRow[] = [];
  const tellings: Telling[] = [];
  const later: string[] = [];
  for (const one of reached) {
    const among = companies.has(one.enterprise.id) ? undefined : policies;
    const fresh = freshFor(one, catalogue, today, among);
    if (fresh.length === 0) continue;
    const sentAt = one.pushed.filter(({ how }) => how === "pushed").map(({ at }) => at);
    const room = hasRoom(sentAt, desk.now, desk.town.rules, desk.town.zone);
    const chosen = room ? fresh.slice(0, rules.at_once) : [];
    if (chosen.length < fresh.length) later.push(one.enterprise.id);
    if (chosen.length === 0) continue;
    rows.push(...chosen.map((fit) => rowOf(one, fit, desk.now)));
    tellings.push(...tellingsFor(desk, one, chosen, today));
  }
  await desk.work.pushes.addPushes(rows);
  await tellMany(desk, tellings);
  await matchNextWeek(desk, later);
  const told = new Set(rows.flatMap(({ policyId, enterpriseId }) => [policyId, enterpriseId]));
  return due
    .filter(({ subject }) => told.has(subject) || told.has(catalogue.entryOf.get(subject)?.chain.root.id ?? ""))
    .map(({ key }) => key);
}

/** What fits by what is known, may still be applied for, and is no news to nobody. */
function freshFor(one: Reached, catalogue: Catalogue, today: string, among?: ReadonlySet<string>): Eligibility[] {
  const known = new Set([...one.pushed.map(({ policyId }) => policyId), ...one.enjoyed]);
  return eligiblePolicies(one.profile, catalogue, today, among).policies.filter(
    ({ verdict, closed, policy }) => verdict === "yes" && !closed && !known.has(policy.id),
  );
}

const rowOf = ({ enterprise, profile }: Reached, fit: Eligibility, at: Date): PushRow => ({
  policyId: fit.policy.id,
  enterpriseId: enterprise.id,
  at,
  how: "pushed",
  reason: lineOf(fit, profile).because.join("、"),
});

function tellingsFor(desk: Desk, one: Reached, chosen: Eligibility[], today: string): Telling[] {
  const lines = chosen.map((fit) => lineOf(fit, one.profile));
  const text = sayPush(callName(desk.town, one.enterprise.id), lines, today);
  const ids = chosen.map(({ policy }) => policy.id);
  return one.contacts.map(({ id }) => ({
    to: { kind: "person", id },
    kind: "push",
    text,
    citations: chosen.map(({ policy, labels }) => (labels[0] ? `${policy.id}#${labels[0]}` : policy.id)),
    dedupeKey: `push/${one.enterprise.id}/${ids.join(",")}/${id}`,
  }));
}
