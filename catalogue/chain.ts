import type { Day, Policy } from "../domain/town.ts";
import { editionYear, readWindow, type Standing, standingOn, windowState } from "./validity.ts";

/** 政策—细则—指南: a policy with everything that hangs below it. */
export interface Chain {
  root: Policy;
  /** Root first, then in the catalogue's order. */
  members: Policy[];
}

export interface ChainFault {
  policy: string;
  fault: "missing_parent" | "parent_cycle" | "missing_successor" | "guide_without_policy" | "guide_of_ended_policy";
  detail: string;
}

/** Groups documents by what they hang below. A broken or circular `parent` makes the document its own root. */
export function chainsOf(policies: readonly Policy[]): Chain[] {
  const byId = new Map(policies.map((one) => [one.id, one]));
  const chains = new Map<string, Chain>();
  for (const policy of policies) {
    const root = rootOf(policy, byId);
    const chain = chains.get(root.id) ?? { root, members: [root] };
    if (policy !== root) chain.members.push(policy);
    chains.set(root.id, chain);
  }
  return [...chains.values()];
}

function rootOf(policy: Policy, byId: ReadonlyMap<string, Policy>): Policy {
  const seen = new Set([policy.id]);
  let root = policy;
  for (;;) {
    const parent = root.parent === undefined ? undefined : byId.get(root.parent);
    if (!parent || seen.has(parent.id)) return root;
    seen.add(parent.id);
    root = parent;
  }
}

/** A document is no better than what it hangs below: a guide of a repealed policy is not current. */
export function standingInChain(policy: Policy, byId: ReadonlyMap<string, Policy>, day: Day): Standing {
  const seen = new Set<string>();
  for (let one: Policy | undefined = policy; one && !seen.has(one.id); one = byId.get(one.parent ?? "")) {
    seen.add(one.id);
    const standing = standingOn(one, day);
    if (standing !== "current") return standing;
  }
  return "current";
}

/** The last document in the line of successors that is current on the day. */
export function successorOf(policy: Policy, byId: ReadonlyMap<string, Policy>, day: Day): Policy | undefined {
  const seen = new Set([policy.id]);
  let best: Policy | undefined;
  for (let next = byId.get(policy.supersededBy ?? ""); next && !seen.has(next.id); ) {
    seen.add(next.id);
    if (standingOn(next, day) === "current") best = next;
    next = byId.get(next.supersededBy ?? "");
  }
  return best;
}

/** Elements that name when something is handed in. */
export const TIME_ELEMENT =
  /(申报|申请|受理|办理|报名|提交|填报)?(时间|期限|日期|截止|窗口期|时段|何时|什么时候|啥时候|几月)/;

/** The guide that applies on a day among the editions of one chain: the first of `guidesOf`. */
export function guideOf(chain: Chain, byId: ReadonlyMap<string, Policy>, day: Day): Policy | undefined {
  return guidesOf(chain, byId, day)[0];
}

/**
 * The guides of one chain (a policy with elements of its own where there is no guide) that are current on a day, the most
 * fitting first: of the day's year where titles name years, its window open rather than still to come, still to come
 * rather than closed.
 */
export function guidesOf(chain: Chain, byId: ReadonlyMap<string, Policy>, day: Day): Policy[] {
  const year = Number(day.slice(0, 4));
  const order = { always: 0, open: 0, before: 1, closed: 3 };
  const rated = chain.members
    .filter((one) => one.layer === "指南" || Object.keys(one.elements).length > 0)
    .filter((one) => standingInChain(one, byId, day) === "current")
    .map((guide, position) => {
      const edition = editionYear(guide.title);
      const window = guideWindow(guide, day);
      const cost =
        (guide.layer === "指南" ? 0 : 4) +
        (edition !== undefined && edition < year ? 2 : 0) +
        (window ? order[windowState(window, day)] : 0);
      return { guide, cost, edition: edition ?? 0, position };
    });
  rated.sort((a, b) => a.cost - b.cost || b.edition - a.edition || b.position - a.position);
  return rated.map(({ guide }) => guide);
}

/** The application window of a guide; read from its time element. */
export function guideWindow(guide: Policy, day: Day): ReturnType<typeof readWindow> {
  for (const [name, value] of Object.entries(guide.elements)) {
    if (!TIME_ELEMENT.test(name) || /办理时限|承诺|多久|多长/.test(name)) continue;
    const window = readWindow(Array.isArray(value) ? value.join("；") : value, day);
    if (window) return window;
  }
  return undefined;
}

/** What the catalogue's keeper should mend. */
export function chainFaults(policies: readonly Policy[], day: Day): ChainFault[] {
  const byId = new Map(policies.map((one) => [one.id, one]));
  const faults: ChainFault[] = [];
  for (const policy of policies) {
    const add = (fault: ChainFault["fault"], detail: string) => faults.push({ policy: policy.id, fault, detail });
    if (policy.parent !== undefined && !byId.has(policy.parent)) add("missing_parent", policy.parent);
    if (policy.supersededBy !== undefined && !byId.has(policy.supersededBy))
      add("missing_successor", policy.supersededBy);
    if (policy.parent !== undefined && inCycle(policy, byId)) add("parent_cycle", policy.parent);
    if (policy.layer === "指南" && policy.parent === undefined) add("guide_without_policy", policy.title);
    const parent = byId.get(policy.parent ?? "");
    if (policy.layer === "指南" && parent && standingOn(policy, day) === "current") {
      const standing = standingInChain(parent, byId, day);
      if (standing !== "current" && standing !== "not_yet") add("guide_of_ended_policy", parent.id);
    }
  }
  return faults;
}

function inCycle(policy: Policy, byId: ReadonlyMap<string, Policy>): boolean {
  const seen = new Set<string>();
  for (let one = byId.get(policy.parent ?? ""); one && !seen.has(one.id); one = byId.get(one.parent ?? "")) {
    if (one.id === policy.id) return true;
    seen.add(one.id);
  }
  return false;
}
