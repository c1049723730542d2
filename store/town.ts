import type { Enterprise, Group, Person, Policy, Rules, Town, TownEvent } from "../domain/town.ts";
import type { Mode, Role } from "../domain/vocabulary.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

/** The keys of `settings` that make up a town. */
const SETTINGS = ["bot_name", "zone", "calendar", "rules"] as const;

/** Changes with every change of the town; a reader that holds an older one reads again. */
export async function townVersion(tx: Tx): Promise<number> {
  const row = await tx.setting.findUnique({ where: { key: "town_version" } });
  return Number(row?.value ?? 0);
}

/** Makes every reader of the town read again. */
export async function bumpTown(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO settings (key, value) VALUES ('town_version', '1')
    ON CONFLICT (key) DO UPDATE SET value = to_jsonb((settings.value)::text::int + 1)`;
}

/** Reads the whole town. Null when no town was ever imported. */
export async function loadTown(tx: Tx): Promise<Town | null> {
  const settings = new Map(
    (await tx.setting.findMany({ where: { key: { in: [...SETTINGS] } } })).map((s) => [s.key, s.value]),
  );
  const rules = settings.get("rules");
  if (!rules) return null;
  const byPosition = { orderBy: [{ position: "asc" as const }, { id: "asc" as const }] };
  return {
    botName: String(settings.get("bot_name") ?? "小助手"),
    zone: String(settings.get("zone") ?? "Asia/Shanghai"),
    calendar: (settings.get("calendar") ?? {}) as Town["calendar"],
    rules: rules as unknown as Rules,
    departments: (await tx.department.findMany(byPosition)).map((d) => ({
      id: d.id,
      name: d.name,
      duties: d.duties,
      aliases: d.aliases,
      office: d.office,
      confidential: d.confidential,
      ...(d.parentId ? { parentId: d.parentId } : {}),
    })),
    people: (await tx.person.findMany(byPosition)).map(personOf),
    enterprises: (await tx.enterprise.findMany(byPosition)).map(
      (e): Enterprise => ({
        id: e.id,
        name: e.name,
        short: e.short,
        ...(e.park ? { park: e.park } : {}),
        profile: e.profile as Record<string, unknown>,
      }),
    ),
    policies: (await tx.policy.findMany(byPosition)).map(policyOf),
    events: (await tx.event.findMany(byPosition)).map(eventOf),
    groups: (await tx.chat.findMany({ where: { kind: "group" }, orderBy: { id: "asc" } })).map(
      (c): Group => ({ id: c.id, ...(c.name ? { name: c.name } : {}), members: c.members, hearsAll: c.hearsAll }),
    ),
  };
}

type PersonRow = Awaited<ReturnType<Tx["person"]["findMany"]>>[number];
type PolicyRow = Awaited<ReturnType<Tx["policy"]["findMany"]>>[number];
type EventRow = Awaited<ReturnType<Tx["event"]["findMany"]>>[number];

const personOf = (p: PersonRow): Person => ({
  id: p.id,
  ...(p.name ? { name: p.name } : {}),
  role: p.role as Role,
  ...(p.enterpriseId ? { enterprise: p.enterpriseId } : {}),
  ...(p.departmentId ? { department: p.departmentId } : {}),
  liaisonFor: p.liaisonFor,
  muted: p.muted,
});

const policyOf = (p: PolicyRow): Policy => ({
  id: p.id,
  title: p.title,
  ...(p.no ? { no: p.no } : {}),
  layer: p.layer as Policy["layer"],
  ...(p.parentId ? { parent: p.parentId } : {}),
  ...(p.validFrom || p.validTo ? { valid: [p.validFrom, p.validTo] } : {}),
  ...(p.status ? { status: p.status } : {}),
  ...(p.supersededBy ? { supersededBy: p.supersededBy } : {}),
  ...(p.mode ? { mode: p.mode as Mode } : {}),
  clauses: Object.fromEntries(p.clauses as [string, string][]),
  elements: p.elements as Policy["elements"],
  ...(p.conditions ? { conditions: p.conditions } : {}),
});

const eventOf = (e: EventRow): TownEvent => ({
  id: e.id,
  name: e.name,
  start: e.startsAt,
  ...(e.endsAt ? { end: e.endsAt } : {}),
  place: e.place,
  theme: e.theme,
  seats: e.seats,
  ...(e.signupUntil ? { signupUntil: e.signupUntil } : {}),
  mode: e.mode,
});

/**
 * Writes a whole town over what is there. Rows that the town does not name any more are kept: tickets and
 * history point at them.
 */
export async function saveTown(tx: Tx, town: Town, now: Date): Promise<void> {
  const settings: Record<(typeof SETTINGS)[number], unknown> = {
    bot_name: town.botName,
    zone: town.zone,
    calendar: town.calendar,
    rules: town.rules,
  };
  for (const [key, value] of Object.entries(settings))
    await tx.setting.upsert({ where: { key }, create: { key, value: json(value) }, update: { value: json(value) } });
  for (const [position, d] of town.departments.entries()) {
    const row = {
      name: d.name,
      duties: d.duties,
      aliases: d.aliases,
      office: d.office,
      confidential: d.confidential,
      parentId: d.parentId ?? null,
      position,
    };
    await tx.department.upsert({ where: { id: d.id }, create: { id: d.id, ...row }, update: row });
  }
  for (const [position, e] of town.enterprises.entries()) {
    const row = { name: e.name, short: e.short, park: e.park ?? null, profile: json(e.profile), position };
    await tx.enterprise.upsert({ where: { id: e.id }, create: { id: e.id, ...row }, update: row });
  }
  for (const [position, p] of town.people.entries()) {
    const row = {
      name: p.name ?? null,
      role: p.role,
      enterpriseId: p.enterprise ?? null,
      departmentId: p.department ?? null,
      liaisonFor: p.liaisonFor,
      position,
    };
    await tx.person.upsert({ where: { id: p.id }, create: { id: p.id, ...row }, update: row });
  }
  for (const [position, p] of town.policies.entries()) await savePolicy(tx, p, position, now);
  for (const [position, e] of town.events.entries()) await saveEvent(tx, e, position);
  for (const g of town.groups) {
    const row = { channel: "", kind: "group", name: g.name ?? null, members: g.members, hearsAll: g.hearsAll };
    const { channel: _channel, ...update } = row;
    await tx.chat.upsert({ where: { id: g.id }, create: { id: g.id, ...row }, update });
  }
  await bumpTown(tx);
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
  if (JSON.stringify(policyOf(before)) === JSON.stringify(p)) return "same";
  await tx.policyVersion.create({
    data: { policyId: p.id, version: before.version, body: json(policyOf(before)), replaced: now },
  });
  await tx.policy.update({ where: { id: p.id }, data: { ...row, version: before.version + 1 } });
  return "changed";
}

export async function saveEvent(tx: Tx, e: TownEvent, position: number): Promise<void> {
  const row = {
    name: e.name,
    startsAt: e.start,
    endsAt: e.end ?? null,
    place: e.place,
    theme: e.theme,
    seats: e.seats,
    signupUntil: e.signupUntil ?? null,
    mode: e.mode,
    position,
  };
  await tx.event.upsert({ where: { id: e.id }, create: { id: e.id, ...row }, update: row });
  await bumpTown(tx);
}

/** Changes of one person that come from chat: binding, 免打扰. */
export async function updatePerson(
  tx: Tx,
  id: string,
  change: { role?: Role; enterprise?: string | null; muted?: boolean; unreachable?: string | null; name?: string },
): Promise<void> {
  const { enterprise, ...rest } = change;
  await tx.person.update({
    where: { id },
    data: { ...rest, ...(enterprise === undefined ? {} : { enterpriseId: enterprise }) },
  });
  await bumpTown(tx);
}
