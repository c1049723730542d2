import { z } from "zod";
import { inQuietHours } from "../../domain/quiet.ts";
import type { Rules } from "../../domain/town.ts";
import { LEVELS, SOURCES, TICKET_TYPES, URGENCIES } from "../../domain/vocabulary.ts";

const name = z.string().trim().min(1, "expected a name");
const some = z.array(name).min(1, "expected at least one, or leave the key out");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time of day, HH:MM");
const unit = z.enum(["natural", "working"]);

const term = z.strictObject({
  days: z.number().int().min(0).max(3660),
  unit,
  roll: z.enum(["next_workday", "none"]).default("none"),
});
const hourTerm = z.strictObject({ hours: z.number().positive().max(8784), unit });
const anyTerm = z.union([term, hourTerm], {
  error: 'expected {"days", "unit", "roll"} or {"hours", "unit"}',
});

const termRule = z
  .strictObject({
    name,
    when: z
      .strictObject({
        type: z.array(z.enum(TICKET_TYPES)).min(1).optional(),
        category: some.optional(),
        level: z.array(z.enum(LEVELS)).min(1).optional(),
        source: z.array(z.enum(SOURCES)).min(1).optional(),
        department: some.optional(),
        urgency: z.array(z.enum(URGENCIES)).min(1).optional(),
        tag: some.optional(),
      })
      .refine(
        (when) => Object.keys(when).length > 0,
        "expected at least one condition: the town's own terms hold for all",
      ),
    assign: anyTerm.optional(),
    reply: anyTerm.optional(),
    resolve: anyTerm.optional(),
    basis: z.string().optional(),
    steward: name.optional(),
  })
  .refine((rule) => rule.assign || rule.reply || rule.resolve || rule.steward, "expected a term or a steward");

const seconds = z.number().int().min(0).max(600, "expected at most 600 seconds");
const patience = z
  .strictObject({
    addressed: seconds,
    addressed_in_group: seconds,
    begun: seconds,
    overheard: seconds,
    overheard_finished: seconds,
    most: seconds.min(1),
  })
  .partial();

/** The rules of a town file, with what a town may add to the contract's. Keys that it does not know are dropped. */
export const rulesShape = z
  .object({
    assign: term,
    reply: term,
    resolve_simple: term,
    resolve_complex: term,
    callback_required: z.boolean(),
    working_hours: z.tuple([clock, clock]),
    quiet_hours: z.tuple([clock, clock]),
    reminders: z.array(
      z.strictObject({
        offset: z.number().int(),
        unit,
        to: z.enum(["handler", "deputy", "dept_leader", "office", "leader"]),
        kind: name,
        letter: z.enum(["约谈", "曝光"]).optional(),
      }),
    ),
    sent_at: clock,
    terms: z.array(termRule).optional(),
    basis: z.string().optional(),
    pause: z.strictObject({ max_days: z.number().int().min(1).max(365) }).optional(),
    callback_gap_days: z.number().int().min(1).max(30).optional(),
    reopen_days: z.number().int().min(0).max(3660).optional(),
    head_sign_off: z.boolean().optional(),
    company_word: z.boolean().optional(),
    payment_days: z.number().int().min(1).max(365).optional(),
    pushes: z
      .strictObject({
        per_week: z.number().int().min(0).max(50).optional(),
        at_once: z.number().int().min(1).max(10).optional(),
        window_days: z.array(z.number().int().min(1).max(180)).max(6).optional(),
      })
      .optional(),
    patience: patience.optional(),
    weekly_supervision: z.number().int().min(1).max(7).optional(),
    weekly_bulletin: z.number().int().min(1).max(7).optional(),
    monthly_bulletin: z.number().int().min(1).max(28).optional(),
    daily_digest: z.boolean().optional(),
  })
  .superRefine((r, ctx) => {
    if (r.working_hours[0] >= r.working_hours[1])
      ctx.addIssue({ code: "custom", path: ["working_hours"], message: "expected the start before the end" });
  });

/** What is lawful JSON and still hardly meant: shown by the check, no reason to refuse a town. */
export function doubts(rules: Rules): { path: PropertyKey[]; message: string }[] {
  const found: { path: PropertyKey[]; message: string }[] = [];
  if (inQuietHours(rules.sent_at, rules.quiet_hours))
    found.push({ path: ["sent_at"], message: "lies in quiet hours: reminders go out when these end" });
  const rungs = new Map<string, number>();
  rules.reminders.forEach((rule, i) => {
    const rung = `${rule.offset} ${rule.unit} ${rule.to}`;
    const same = rungs.get(rung);
    if (same !== undefined)
      found.push({
        path: ["reminders", i],
        message: `is the same rung as reminders[${same}]: only one of them is sent`,
      });
    else rungs.set(rung, i);
  });
  (rules.terms ?? []).forEach((rule, i) => {
    const before = (rules.terms ?? []).slice(0, i);
    for (const key of ["assign", "reply", "resolve"] as const) {
      const first = before.findIndex((one) => one[key] && JSON.stringify(one.when) === JSON.stringify(rule.when));
      if (rule[key] && first >= 0)
        found.push({ path: ["terms", i, key], message: `never counts: terms[${first}] has the same conditions` });
    }
  });
  return found;
}

/** Keys that the rules do not know: most likely misspelt. */
export function unknownKeys(rules: unknown): string[] {
  if (typeof rules !== "object" || rules === null) return [];
  return Object.keys(rules).filter((key) => !(key in rulesShape.shape));
}
