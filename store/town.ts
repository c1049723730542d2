import type { Series } from "../domain/series.ts";
import type { Enterprise, Group, Person, Rules, Town } from "../domain/town.ts";
import type { CompanyRole, Level, Role } from "../domain/vocabulary.ts";
import { bumpTown } from "./bump.ts";
import { eventOf } from "./events.ts";
import { loadLeaves } from "./leaves.ts";
import { loadPolicies, savePolicies } from "./policies.ts";
import { loadServices } from "./services.ts";
import type { Tx } from "./tx.ts";
import { upsert } from "./upsert.ts";

export { bumpTown } from "./bump.ts";

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
    policies: await loadPolicies(tx),
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
  ...(p.noCallbacks ? { noCallbacks: true } : {}),
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
    noCallbacks?: boolean;
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
