import { z } from "zod";
import { RuleSchema } from "../../catalogue/rules.ts";
import { EVENT_KINDS } from "../../domain/series.ts";
import { COMPANY_ROLES, LEVELS, MODES, ROLES, TRAITS } from "../../domain/vocabulary.ts";
import { rulesShape } from "./rules.ts";

const day = z.iso.date("expected a day, YYYY-MM-DD");
const instant = z.iso.datetime({ offset: true, error: "expected a time with its offset, 2026-09-14T09:00:00+08:00" });
const name = z.string().trim().min(1, "expected a name");
const names = z.array(name).default([]);

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "expected a time of day, 19:30");
const kind = z.enum(EVENT_KINDS).default("恳谈会");

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

/** One thing of each kind. */
export const PARTS = {
  departments: z.object({
    id: name,
    name,
    duties: z.string().default(""),
    aliases: names,
    office: z.boolean().default(false),
    confidential: z.boolean().default(false),
    parent: name.optional(),
    level: z.enum(LEVELS, "expected 市, 区县 or 镇街园区").optional(),
    counterpart: name.optional(),
  }),
  people: z.object({
    id: name,
    name: name.optional(),
    role: z.enum(ROLES),
    enterprise: name.optional(),
    company_role: z.enum(COMPANY_ROLES).optional(),
    department: name.optional(),
    liaison_for: names,
  }),
  enterprises: z.looseObject({ id: name, name, short: names, park: z.string().optional() }),
  policies: z.object({
    id: name.refine((v) => !v.includes("#"), { message: "expected an id without #" }),
    title: name,
    no: z.string().optional(),
    layer: z.enum(["政策", "细则", "指南"]),
    parent: name.optional(),
    valid: z.tuple([day.nullable(), day.nullable()]).optional(),
    status: z.string().optional(),
    superseded_by: name.optional(),
    mode: z.enum(MODES).optional(),
    traits: z.array(z.enum(TRAITS)).optional(),
    issuer: name.optional(),
    issued_on: day.optional(),
    conditions: RuleSchema.optional(),
    clauses: z.record(z.string(), z.string()).default({}),
    elements: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  }),
  events: z.object({
    id: name,
    name,
    start: instant,
    end: instant.optional(),
    place: z.string().default(""),
    theme: z.string().default(""),
    seats: z.number().int().min(0),
    signup_until: instant.optional(),
    mode: z.string().default("报名"),
    kind,
    host: z.string().optional(),
    series: name.optional(),
    issue: z.number().int().min(1).optional(),
    venue: name.optional(),
  }),
  series: z
    .object({
      id: name,
      name,
      kind,
      theme: z.string().default(""),
      host: z.string().default(""),
      place: z.string().default(""),
      seats: z.number().int().min(1),
      mode: z.string().default("报名"),
      unit: z.enum(["week", "month"]).default("week"),
      every: z.number().int().min(1).max(12).default(1),
      weekday: z.number().int().min(1).max(7).optional(),
      nth: z.union([z.literal(-1), z.number().int().min(1).max(4)]).optional(),
      date: z.number().int().min(1).max(31).optional(),
      at: clock,
      minutes: z.number().int().min(10).max(720).default(120),
      closes: z
        .strictObject({
          days: z.number().int().min(0).max(60),
          unit: z.enum(["natural", "working"]).default("natural"),
          at: clock.optional(),
        })
        .default({ days: 1, unit: "natural" }),
      from: day,
      to: day.optional(),
      first_issue: z.number().int().min(1).default(1),
      most: z.number().int().min(1).optional(),
      venues: z.array(z.strictObject({ name, place: z.string() })).default([]),
    })
    .refine(
      (s) => (s.unit === "week" ? s.weekday !== undefined : (s.weekday !== undefined) !== (s.date !== undefined)),
      {
        message: "expected a weekday (1 Monday to 7); for a month a weekday with its nth, or a date",
      },
    ),
  groups: z.object({ id: name, name: z.string().optional(), members: names, hears_all: z.boolean().default(false) }),
};
export type Part = keyof typeof PARTS;
export type FileSeries = z.infer<typeof PARTS.series>;

/** The town file of the contract. Keys that it does not know are dropped; an enterprise keeps all of its own. */
export const fileShape = z.object({
  bot_name: name.default("小助手"),
  tz: zone.default("Asia/Shanghai"),
  calendar: z
    .record(
      z.string().regex(/^\d{4}$/, "expected a year"),
      z.strictObject({ off: z.array(day).default([]), work: z.array(day).default([]) }),
    )
    .default({}),
  rules: rulesShape,
  departments: z.array(PARTS.departments).min(1),
  people: z.array(PARTS.people).default([]),
  enterprises: z.array(PARTS.enterprises).default([]),
  policies: z.array(PARTS.policies).default([]),
  events: z.array(PARTS.events).default([]),
  series: z.array(PARTS.series).default([]),
  groups: z.array(PARTS.groups).default([]),
});

/** Keys that a town file does not know: most likely misspelt. */
export function unknownKeys(input: unknown): PropertyKey[][] {
  const among = (value: unknown, shape: object, path: PropertyKey[]) =>
    typeof value === "object" && value !== null
      ? Object.keys(value)
          .filter((key) => !(key in shape))
          .map((key) => [...path, key])
      : [];
  const found = among(input, fileShape.shape, []);
  for (const [part, shape] of Object.entries(PARTS)) {
    const items = (input as Record<string, unknown> | null)?.[part];
    if (part !== "enterprises" && Array.isArray(items))
      items.forEach((one, i) => {
        found.push(...among(one, shape.shape, [part, i]));
      });
  }
  return found;
}
