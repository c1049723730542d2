import { z } from "zod";
import type { Day, Policy } from "../domain/town.ts";
import { type ChainFault, chainFaults, standingInChain } from "./chain.ts";
import { standardElement } from "./import/elements.ts";

/** `data/guide-elements.json`, or an office's own list in the same form. */
export const ElementListSchema = z.object({
  about: z.string().optional(),
  elements: z.array(z.strictObject({ name: z.string().min(1), also: z.array(z.string().min(1)).default([]) })).min(1),
});
export type ElementList = z.infer<typeof ElementListSchema>;

export interface GuideGaps {
  policy: Policy;
  /** Names of the list that the guide lacks. */
  missing: string[];
  /** Elements that are there but say nothing. */
  empty: string[];
}

/** What one guide lacks of the office's list. */
export function gapsOf(policy: Policy, list: ElementList): GuideGaps {
  const filled = Object.entries(policy.elements).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : value.trim(),
  );
  const names = filled.map(([name]) => name);
  return {
    policy,
    missing: list.elements.filter((one) => !names.some((name) => isElement(name, one))).map((one) => one.name),
    empty: Object.keys(policy.elements).filter((name) => !names.includes(name)),
  };
}

/** What each current guide lacks of the office's list, worst first. Complete guides are left out. */
export function guideGaps(policies: readonly Policy[], list: ElementList, asOf: Day): GuideGaps[] {
  const byId = new Map(policies.map((one) => [one.id, one]));
  const gaps = policies
    .filter((one) => one.layer === "指南" && standingInChain(one, byId, asOf) === "current")
    .map((policy) => gapsOf(policy, list));
  return gaps
    .filter((one) => one.missing.length > 0 || one.empty.length > 0)
    .sort((a, b) => b.missing.length - a.missing.length || a.policy.id.localeCompare(b.policy.id));
}

const isElement = (name: string, wanted: ElementList["elements"][number]): boolean =>
  name === wanted.name || wanted.also.includes(name) || standardElement(name) === wanted.name;

export interface CatalogueCheck {
  guides: GuideGaps[];
  chain: ChainFault[];
  /** Policies without a guide below them, unless they need no application. */
  withoutGuide: Policy[];
}

/** All that the keeper of a catalogue should mend. */
export function checkCatalogue(policies: readonly Policy[], list: ElementList, asOf: Day): CatalogueCheck {
  const byId = new Map(policies.map((one) => [one.id, one]));
  const guided = new Set<string>();
  for (const guide of policies.filter((one) => one.layer === "指南"))
    for (let one: Policy | undefined = guide, steps = 0; one && steps < 20; one = byId.get(one.parent ?? ""), steps++)
      guided.add(one.id);
  return {
    guides: guideGaps(policies, list, asOf),
    chain: chainFaults(policies, asOf),
    withoutGuide: policies.filter(
      (one) =>
        one.layer === "政策" &&
        one.mode !== "免申即享" &&
        !guided.has(one.id) &&
        standingInChain(one, byId, asOf) === "current",
    ),
  };
}
