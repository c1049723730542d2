import { z } from "zod";
import { FACTS, type Fact, type FactValue } from "../text/hearing/profile.ts";

/** What a policy demands of a company: a tree of tests over its profile. */
export type Rule =
  | { fact: Fact; is: FactValue | FactValue[] }
  | { fact: Fact; min?: number | undefined; max?: number | undefined }
  | { fact: Fact; withinYears: number }
  | { place: string }
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule };

const value = z.union([z.boolean(), z.number(), z.string()]);
const fact = z.enum(FACTS);

/** The form in which an office writes conditions; every fault is named with its place in the tree. */
export const RuleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ fact, is: z.union([value, z.array(value).min(1)]) }),
    z.strictObject({ fact, withinYears: z.number().int().min(0).max(50) }),
    z
      .strictObject({ fact, min: z.number().optional(), max: z.number().optional() })
      .refine((rule) => rule.min !== undefined || rule.max !== undefined, "needs min or max"),
    z.strictObject({ place: z.string().min(1) }),
    z.strictObject({ all: z.array(RuleSchema).min(1) }),
    z.strictObject({ any: z.array(RuleSchema).min(1) }),
    z.strictObject({ not: RuleSchema }),
  ]),
);

/** What is known of a company. `place` is its park or district. */
export interface Profile {
  facts: Partial<Record<Fact, FactValue>>;
  place?: string;
}

export interface Judgement {
  holds: "yes" | "no" | "unknown";
  /** Tests that hold, that fail, and facts that nobody told yet. */
  met: Rule[];
  failed: Rule[];
  missing: Fact[];
}

/** Judges a rule by what is known; a fact that is not known never counts against the company. */
export function judge(rule: Rule, profile: Profile, year: number): Judgement {
  if ("all" in rule)
    return joined(
      rule.all.map((one) => judge(one, profile, year)),
      "all",
    );
  if ("any" in rule)
    return joined(
      rule.any.map((one) => judge(one, profile, year)),
      "any",
    );
  if ("not" in rule) {
    const inner = judge(rule.not, profile, year);
    const holds = inner.holds === "unknown" ? "unknown" : inner.holds === "yes" ? "no" : "yes";
    return { holds, met: holds === "yes" ? [rule] : [], failed: holds === "no" ? [rule] : [], missing: inner.missing };
  }
  if ("place" in rule) {
    if (profile.place === undefined) return { holds: "unknown", met: [], failed: [], missing: [] };
    return outcome(rule, profile.place.includes(rule.place) || rule.place.includes(profile.place));
  }
  const known = profile.facts[rule.fact];
  if (known === undefined) return { holds: "unknown", met: [], failed: [], missing: [rule.fact] };
  if ("is" in rule) {
    const wanted = Array.isArray(rule.is) ? rule.is : [rule.is];
    const met = wanted.some((one) => same(known, one));
    // "专精特新" without its level neither meets nor fails "省级".
    if (!met && known === true && wanted.every((one) => typeof one === "string"))
      return { holds: "unknown", met: [], failed: [], missing: [rule.fact] };
    return outcome(rule, met);
  }
  if ("withinYears" in rule) {
    if (known === true) return { holds: "unknown", met: [], failed: [], missing: [rule.fact] };
    return outcome(rule, typeof known === "number" && year - known <= rule.withinYears && known <= year);
  }
  if (typeof known !== "number")
    return known === false ? outcome(rule, false) : { holds: "unknown", met: [], failed: [], missing: [rule.fact] };
  return outcome(rule, (rule.min === undefined || known >= rule.min) && (rule.max === undefined || known <= rule.max));
}

/** A wish for `true` is met by any level or number; a wish for one level by that level alone, since each is paid by itself. */
function same(known: FactValue, wanted: FactValue): boolean {
  return known === wanted || (wanted === true && known !== false && known !== "" && known !== 0);
}

function outcome(rule: Rule, holds: boolean): Judgement {
  return { holds: holds ? "yes" : "no", met: holds ? [rule] : [], failed: holds ? [] : [rule], missing: [] };
}

function joined(parts: Judgement[], how: "all" | "any"): Judgement {
  const decisive = how === "all" ? "no" : "yes";
  const holds = parts.some((one) => one.holds === decisive)
    ? decisive
    : parts.some((one) => one.holds === "unknown")
      ? "unknown"
      : how === "all"
        ? "yes"
        : "no";
  return {
    holds,
    met: parts.flatMap((one) => one.met),
    failed: holds === "no" || how === "all" ? parts.flatMap((one) => one.failed) : [],
    missing: holds === "unknown" ? [...new Set(parts.flatMap((one) => one.missing))] : [],
  };
}
