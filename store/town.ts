import type { Series } from "../domain/series.ts";
import type { Enterprise, Group, Person, Policy, Rules, Town, TownEvent } from "../domain/town.ts";
import type { CompanyRole, Level, Mode, Role, Trait } from "../domain/vocabulary.ts";
import { bumpTown } from "./bump.ts";
import { loadLeaves } from "./leaves.ts";
import { loadServices } from "./services.ts";
import type { Tx } from "./tx.ts";

export { bumpTown } from "./bump.ts";
export { endLeave, setLeave } from "./leaves.ts";

import { json, stable } from "./tx.ts";
import { upsert } from "./upsert.ts";

/** The keys of `settings` that make up a town. */
const SETTINGS = ["bot_name", "zone", "calendar", "rules"] as const;

/** Changes with every change of the town; a reader that holds an older one reads again. */
export async function townVersion(tx: Tx): Promise<number> {
  const row = await tx.setting.findUnique({ where: { key: "town_version" } });
  return Number(row?.value ?? 0);
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
      ...(d.level ? { level: d.level as Level } : {}),
      ...(d.counterpart ? { counterpart: d.counterpart } : {}),
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
    ...(await loadServices(tx)),
    events: (await tx.event.findMany({ where: { state: "定" }, ...byPosition })).map(eventOf),
    series: (await tx.series.findMany({ where: { state: "在办" }, orderBy: { id: "asc" } })).map(
      ({ rule }) => rule as unknown as Series,
    ),
    groups: (await tx.chat.findMany({ where: { kind: "group" }, orderBy: { id: "asc" } })).map(
      (c): Group => ({ id: c.id, ...(c.name ? { name: c.name } : {}), members: c.members, hearsAll: c.hearsAll }),
    ),
    leaves: await loadLeaves(tx),
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
  ...(p.companyRole ? { companyRole: p.companyRole as CompanyRole } : {}),
  ...(p.departmentId ? { department: p.departmentId } : {}),
  liaisonFor: p.liaisonFor,
  muted: p.muted,
  ...(p.noPushes ? { noPushes: true } : {}),
});

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

export const eventOf = (e: EventRow): TownEvent => ({
  id: e.id,
  name: e.name,
  start: e.startsAt,
  ...(e.endsAt ? { end: e.endsAt } : {}),
  place: e.place,
  theme: e.theme,
  seats: e.seats,
  ...(e.signupUntil ? { signupUntil: e.signupUntil } : {}),
  mode: e.mode,
  kind: e.kind,
  ...(e.host ? { host: e.host } : {}),
  ...(e.seriesId ? { series: e.seriesId } : {}),
  ...(e.issue === null ? {} : { issue: e.issue }),
  ...(e.venue ? { venue: e.venue } : {}),
});

/**
 * Writes a whole town over what is there. Rows that the town does not name any more are kept: tickets and
 * history point at them. Of a person 免打扰 is kept too.
 */
export async function saveTown(tx: Tx, town: Town, now: Date): Promise<void> {
  const settings: Record<(typeof SETTINGS)[number], unknown> = {
    bot_name: town.botName,
    zone: town.zone,
    calendar: town.calendar,
    rules: town.rules,
  };
  await upsert(
    tx,
    "settings",
    { key: "text", value: "jsonb" },
    Object.entries(settings).map(([key, value]) => ({ key, value })),
  );
  const { departments, enterprises, people, events, series, groups } = TABLES;
  const placed = <T>(list: T[]) => list.map((one, position) => ({ ...one, position }));
  await upsert(
    tx,
    "departments",
    departments,
    placed(town.departments).map((d) => ({ ...d, parent_id: d.parentId })),
  );
  await upsert(tx, "enterprises", enterprises, placed(town.enterprises));
  await upsert(
    tx,
    "people",
    people,
    placed(town.people).map(({ enterprise, companyRole, department, liaisonFor, ...p }) => ({
      ...p,
      enterprise_id: enterprise,
      company_role: companyRole,
      department_id: department,
      liaison_for: liaisonFor,
    })),
  );
  await savePolicies(tx, town.policies, now);
  await upsert(
    tx,
    "events",
    events,
    placed(town.events).map((e) => ({
      ...e,
      starts_at: e.start,
      ends_at: e.end,
      signup_until: e.signupUntil,
      kind: e.kind ?? "恳谈会",
      host: e.host ?? "",
      series_id: e.series,
      state: "定",
    })),
    // What the office has cancelled in chat stays so.
    ["state"],
  );
  await upsert(
    tx,
    "series",
    series,
    town.series.map((rule) => ({ id: rule.id, rule, state: "在办" })),
    ["state"],
  );
  await upsert(
    tx,
    "chats",
    groups,
    town.groups.map((g) => ({ ...g, channel: "", kind: "group", hears_all: g.hearsAll })),
    // The channel of a group is learnt from its first message.
    ["channel"],
  );
  await bumpTown(tx);
}

/** What a town file says of each table: column → type. */
const TABLES = {
  departments: {
    id: "text",
    name: "text",
    duties: "text",
    aliases: "text[]",
    office: "boolean",
    confidential: "boolean",
    parent_id: "text",
    level: "text",
    counterpart: "text",
    position: "int",
  },
  enterprises: { id: "text", name: "text", short: "text[]", park: "text", profile: "jsonb", position: "int" },
  people: {
    id: "text",
    name: "text",
    role: "text",
    enterprise_id: "text",
    company_role: "text",
    department_id: "text",
    liaison_for: "text[]",
    position: "int",
  },
  policies: {
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
  },
  events: {
    id: "text",
    name: "text",
    starts_at: "timestamptz",
    ends_at: "timestamptz",
    place: "text",
    theme: "text",
    seats: "int",
    signup_until: "timestamptz",
    mode: "text",
    position: "int",
    kind: "text",
    host: "text",
    series_id: "text",
    issue: "int",
    venue: "text",
    state: "text",
  },
  series: { id: "text", rule: "jsonb", state: "text" },
  groups: { id: "text", channel: "text", kind: "text", name: "text", members: "text[]", hears_all: "boolean" },
} as const;

/** Writes policies; what they replace is kept as a version. */
async function savePolicies(tx: Tx, policies: Policy[], now: Date): Promise<void> {
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
    TABLES.policies,
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

/** Writes one event, new or changed; who is on its list stays there. */
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
    kind: e.kind ?? "恳谈会",
    host: e.host ?? "",
    seriesId: e.series ?? null,
    issue: e.issue ?? null,
    venue: e.venue ?? null,
  };
  await tx.event.upsert({ where: { id: e.id }, create: { id: e.id, ...row }, update: row });
  await bumpTown(tx);
}

/** Changes of one person that come from chat: binding, 免打扰. */
export async function updatePerson(
  tx: Tx,
  id: string,
  change: {
    role?: Role;
    enterprise?: string | null;
    companyRole?: CompanyRole | null;
    liaisonFor?: string[];
    muted?: boolean;
    noPushes?: boolean;
    unreachable?: string | null;
    name?: string;
  },
): Promise<void> {
  const { enterprise, ...rest } = change;
  await tx.person.update({
    where: { id },
    data: { ...rest, ...(enterprise === undefined ? {} : { enterpriseId: enterprise }) },
  });
  await bumpTown(tx);
}
