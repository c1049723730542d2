import { z } from "zod";
import type { Town } from "../../domain/town.ts";
import { MODES, ROLES } from "../../domain/vocabulary.ts";
import { rulesShape } from "./rules.ts";

const day = z.iso.date("expected a day, YYYY-MM-DD");
const instant = z.iso.datetime({ offset: true, error: "expected a time with its offset, 2026-09-14T09:00:00+08:00" });
const name = z.string().trim().min(1, "expected a name");
const names = z.array(name).default([]);

const zone = z.string().refine(
  (value) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone: value });
      return true;
    } catch {
      return false;
    }
  },
  { message: "expected an IANA time zone, such as Asia/Shanghai" },
);

const fileShape = z.object({
  bot_name: name.default("小助手"),
  tz: zone.default("Asia/Shanghai"),
  calendar: z
    .record(
      z.string().regex(/^\d{4}$/, "expected a year"),
      z.strictObject({ off: z.array(day).default([]), work: z.array(day).default([]) }),
    )
    .default({}),
  rules: rulesShape,
  departments: z
    .array(
      z.object({
        id: name,
        name,
        duties: z.string().default(""),
        aliases: names,
        office: z.boolean().default(false),
        confidential: z.boolean().default(false),
        parent: name.optional(),
      }),
    )
    .min(1),
  people: z
    .array(
      z.object({
        id: name,
        name: name.optional(),
        role: z.enum(ROLES),
        enterprise: name.optional(),
        department: name.optional(),
        liaison_for: names,
      }),
    )
    .default([]),
  enterprises: z.array(z.looseObject({ id: name, name, short: names, park: z.string().optional() })).default([]),
  policies: z
    .array(
      z.object({
        id: name.refine((v) => !v.includes("#"), { message: "expected an id without #" }),
        title: name,
        no: z.string().optional(),
        layer: z.enum(["政策", "细则", "指南"]),
        parent: name.optional(),
        valid: z.tuple([day.nullable(), day.nullable()]).optional(),
        status: z.string().optional(),
        superseded_by: name.optional(),
        mode: z.enum(MODES).optional(),
        clauses: z.record(z.string(), z.string()).default({}),
        elements: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
      }),
    )
    .default([]),
  events: z
    .array(
      z.object({
        id: name,
        name,
        start: instant,
        end: instant.optional(),
        place: z.string().default(""),
        theme: z.string().default(""),
        seats: z.number().int().min(0),
        signup_until: instant.optional(),
        mode: z.string().default("报名"),
      }),
    )
    .default([]),
  groups: z
    .array(z.object({ id: name, name: z.string().optional(), members: names, hears_all: z.boolean().default(false) }))
    .default([]),
});

type TownFile = z.infer<typeof fileShape>;

/** References between the parts of a town file, and ids that stand twice. */
function crossFaults(file: TownFile, fault: (path: (string | number)[], message: string) => void): void {
  const known = (part: { id: string }[]) => new Set(part.map((one) => one.id));
  const departments = known(file.departments);
  const enterprises = known(file.enterprises);
  const policies = known(file.policies);
  const people = known(file.people);
  for (const part of ["departments", "people", "enterprises", "policies", "events", "groups"] as const) {
    const seen = new Set<string>();
    file[part].forEach((one, i) => {
      if (seen.has(one.id)) fault([part, i, "id"], `"${one.id}" stands twice`);
      seen.add(one.id);
    });
  }
  const offices = file.departments.filter((d) => d.office).length;
  if (offices !== 1) fault(["departments"], `expected exactly one department with "office": true, got ${offices}`);
  file.departments.forEach((d, i) => {
    if (d.parent && !departments.has(d.parent)) fault(["departments", i, "parent"], `no department "${d.parent}"`);
  });
  file.people.forEach((p, i) => {
    if (p.department && !departments.has(p.department))
      fault(["people", i, "department"], `no department "${p.department}"`);
    if (p.enterprise && !enterprises.has(p.enterprise))
      fault(["people", i, "enterprise"], `no enterprise "${p.enterprise}"`);
    p.liaison_for.forEach((id, k) => {
      if (!enterprises.has(id)) fault(["people", i, "liaison_for", k], `no enterprise "${id}"`);
    });
  });
  file.rules.terms?.forEach((rule, i) => {
    rule.when.department?.forEach((id, k) => {
      if (!departments.has(id)) fault(["rules", "terms", i, "when", "department", k], `no department "${id}"`);
    });
    if (rule.steward && !people.has(rule.steward))
      fault(["rules", "terms", i, "steward"], `no person "${rule.steward}"`);
  });
  file.policies.forEach((p, i) => {
    if (p.parent && !policies.has(p.parent)) fault(["policies", i, "parent"], `no policy "${p.parent}"`);
    if (p.superseded_by && !policies.has(p.superseded_by))
      fault(["policies", i, "superseded_by"], `no policy "${p.superseded_by}"`);
    const [from, to] = p.valid ?? [null, null];
    if (from && to && from > to) fault(["policies", i, "valid"], "expected the first day before the last");
  });
  file.events.forEach((e, i) => {
    if (e.end && Date.parse(e.end) <= Date.parse(e.start))
      fault(["events", i, "end"], "expected an end after the start");
  });
  file.groups.forEach((g, i) => {
    g.members.forEach((id, k) => {
      if (!people.has(id)) fault(["groups", i, "members", k], `no person "${id}"`);
    });
  });
}

const schema = fileShape.superRefine((file, ctx) =>
  crossFaults(file, (path, message) => ctx.addIssue({ code: "custom", path, message })),
);

/** Why a file cannot be used: every fault with its place. */
export class FileFault extends Error {
  constructor(
    readonly source: string,
    readonly faults: string[],
  ) {
    super(`${source} cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.name = "FileFault";
  }
}

/** "people[3].department: no department …" for each issue of a zod error. */
export const faultsOf = (error: z.ZodError): string[] =>
  error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`);

const pathOf = (path: PropertyKey[]): string =>
  path.map((part, i) => (typeof part === "number" ? `[${part}]` : `${i ? "." : ""}${String(part)}`)).join("") ||
  "(file)";

/**
 * A town from the JSON of a town file.
 * @throws FileFault naming all faults at once.
 */
export function parseTown(input: unknown, source: string): Town {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new FileFault(source, faultsOf(parsed.error));
  const file = parsed.data;
  return {
    botName: file.bot_name.replace(/^[@＠]/, ""),
    zone: file.tz,
    calendar: file.calendar,
    rules: file.rules,
    departments: file.departments.map(({ parent, ...d }) => ({ ...d, ...(parent ? { parentId: parent } : {}) })),
    people: file.people.map(({ liaison_for, ...p }) => ({ ...clean(p), liaisonFor: liaison_for, muted: false })),
    enterprises: file.enterprises.map(({ id, name, short, park, ...profile }) => ({
      id,
      name,
      short,
      ...(park ? { park } : {}),
      profile,
    })),
    policies: file.policies.map(({ superseded_by, ...p }) => ({
      ...clean(p),
      ...(superseded_by ? { supersededBy: superseded_by } : {}),
    })),
    events: file.events.map(({ start, end, signup_until, ...e }) => ({
      ...e,
      start: new Date(start),
      ...(end ? { end: new Date(end) } : {}),
      ...(signup_until ? { signupUntil: new Date(signup_until) } : {}),
    })),
    groups: file.groups.map(({ hears_all, ...g }) => ({ ...clean(g), hearsAll: hears_all })),
  };
}

/** The object without keys whose value is undefined. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
