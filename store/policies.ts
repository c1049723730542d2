import type { Policy } from "../domain/town.ts";
import type { Mode, Trait } from "../domain/vocabulary.ts";
import { bumpTown } from "./bump.ts";
import type { Tx } from "./tx.ts";
import { json, stable } from "./tx.ts";
import { upsert } from "./upsert.ts";

type PolicyRow = Awaited<ReturnType<Tx["policy"]["findMany"]>>[number];

const policyOf = (p: PolicyRow): Policy => ({
  id: p.id,
  title: p.title,
  ...(p.no ? { no: p.no } : {}),
  layer: p.layer as Policy["layer"],
  ...(p.issuer ? { issuer: p.issuer } : {}),
  ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
  ...(p.parentId ? { parent: p.parentId } : {}),
  ...(p.validFrom || p.validTo ? { valid: [p.validFrom, p.validTo] } : {}),
  ...(p.status ? { status: p.status } : {}),
  ...(p.supersededBy ? { supersededBy: p.supersededBy } : {}),
  ...(p.mode ? { mode: p.mode as Mode } : {}),
  ...(p.traits.length ? { traits: p.traits as Trait[] } : {}),
  clauses: Object.fromEntries(p.clauses as [string, string][]),
  elements: p.elements as Policy["elements"],
  ...(p.conditions ? { conditions: p.conditions } : {}),
});

/** What a file says of a policy: column → type. */
const COLUMNS = {
  id: "text",
  title: "text",
  no: "text",
  layer: "text",
  issuer: "text",
  issued_on: "text",
  parent_id: "text",
  valid_from: "text",
  valid_to: "text",
  status: "text",
  superseded_by: "text",
  mode: "text",
  traits: "text[]",
  clauses: "jsonb",
  elements: "jsonb",
  conditions: "jsonb",
  position: "int",
  version: "int",
} as const;

/** Writes policies; what they replace is kept as a version. */
export async function savePolicies(tx: Tx, policies: Policy[], now: Date): Promise<void> {
  const there = new Map(
    (await tx.policy.findMany({ where: { id: { in: policies.map(({ id }) => id) } } })).map((row) => [row.id, row]),
  );
  const changed = policies.flatMap((p) => {
    const before = there.get(p.id);
    return before && !samePolicy(policyOf(before), p) ? [before] : [];
  });
  await tx.policyVersion.createMany({
    data: changed.map((row) => ({ policyId: row.id, version: row.version, body: json(policyOf(row)), replaced: now })),
  });
  const replaced = new Set(changed);
  await upsert(
    tx,
    "policies",
    COLUMNS,
    policies.map((p, position) => {
      const before = there.get(p.id);
      return {
        ...p,
        parent_id: p.parent,
        valid_from: p.valid?.[0],
        valid_to: p.valid?.[1],
        superseded_by: p.supersededBy,
        clauses: Object.entries(p.clauses),
        issuer: p.issuer ?? before?.issuer,
        issued_on: p.issuedOn ?? before?.issuedOn,
        traits: p.traits ?? before?.traits ?? [],
        conditions: p.conditions ?? before?.conditions,
        position,
        version: (before?.version ?? 1) + (before && replaced.has(before) ? 1 : 0),
      };
    }),
  );
}

/** What a file that is silent about it leaves as it is on the books. */
const KEPT = ["issuer", "issuedOn", "traits", "conditions"] as const;

/** Whether a policy says what is on the books. The order of clauses counts; of keys, which the database forgets, not. */
export function samePolicy(before: Policy, after: Policy): boolean {
  const form = ({ clauses, valid, traits, ...rest }: Policy) =>
    stable({
      ...rest,
      traits: traits ?? [],
      clauses: Object.entries(clauses),
      from: valid?.[0] ?? null,
      to: valid?.[1] ?? null,
    });
  const kept = Object.fromEntries(KEPT.filter((key) => after[key] === undefined).map((key) => [key, before[key]]));
  return form(before) === form({ ...after, ...kept });
}

/** Every policy, in the catalogue's order; there may be policies before there is a town. */
export const loadPolicies = async (tx: Tx): Promise<Policy[]> =>
  (await tx.policy.findMany({ orderBy: [{ position: "asc" }, { id: "asc" }] })).map(policyOf);

/** Writes one policy; what it replaces is kept as a version. */
export async function savePolicy(tx: Tx, p: Policy, position: number, now: Date): Promise<"new" | "changed" | "same"> {
  const row = {
    title: p.title,
    no: p.no ?? null,
    layer: p.layer,
    ...(p.issuer ? { issuer: p.issuer } : {}),
    ...(p.issuedOn ? { issuedOn: p.issuedOn } : {}),
    ...(p.traits ? { traits: p.traits } : {}),
    parentId: p.parent ?? null,
    validFrom: p.valid?.[0] ?? null,
    validTo: p.valid?.[1] ?? null,
    status: p.status ?? null,
    supersededBy: p.supersededBy ?? null,
    mode: p.mode ?? null,
    clauses: json(Object.entries(p.clauses)),
    elements: json(p.elements),
    ...(p.conditions ? { conditions: json(p.conditions) } : {}),
    position,
  };
  await bumpTown(tx);
  const before = await tx.policy.findUnique({ where: { id: p.id } });
  if (!before) {
    await tx.policy.create({ data: { id: p.id, ...row } });
    return "new";
  }
  if (samePolicy(policyOf(before), p)) return "same";
  await tx.policyVersion.create({
    data: { policyId: p.id, version: before.version, body: json(policyOf(before)), replaced: now },
  });
  await tx.policy.update({ where: { id: p.id }, data: { ...row, version: before.version + 1 } });
  return "changed";
}
