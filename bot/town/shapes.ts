import { z } from "zod";
import { RuleSchema } from "../../catalogue/rules.ts";
import { COMPANY_ROLES, MODES, ROLES, TRAITS } from "../../domain/vocabulary.ts";
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
  }),
  groups: z.object({ id: name, name: z.string().optional(), members: names, hears_all: z.boolean().default(false) }),
};
export type Part = keyof typeof PARTS;

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
