import type { Day, Policy } from "../domain/town.ts";
import { type Chain, chainsOf, guideOf, guideWindow, standingInChain } from "./chain.ts";
import { readWindow, type Window, windowState } from "./validity.ts";

/** A clause that says when to apply, not how long it is in force. */
const APPLIES =
  /(?:申请|申报|提交|受理|报送)[^。；]{0,6}(?:时间|期限)[^。；]{0,8}\d+月\d+日|\d+月\d+日[^。；]{0,16}(?:申请|申报|提交|受理|报送)/;

/** When a policy may be applied for: as its guide says, else as a clause of it does. */
export function applicationWindow(chain: Chain, byId: ReadonlyMap<string, Policy>, asOf: Day): Window | undefined {
  const guide = guideOf(chain, byId, asOf);
  const guided = guide && guideWindow(guide, asOf);
  if (guided) return guided;
  for (const policy of chain.members)
    if (standingInChain(policy, byId, asOf) === "current")
      for (const text of Object.values(policy.clauses)) {
        const sentence = text.split(/[。；]/).find((one) => APPLIES.test(one));
        const window = sentence && readWindow(sentence, asOf);
        if (window) return window;
      }
  return undefined;
}

export interface Closing {
  policy: Policy;
  /** Last day. */
  until: Day;
}

/** The windows of current policies that are still to close. */
export function closings(policies: readonly Policy[], asOf: Day): Closing[] {
  const byId = new Map(policies.map((one) => [one.id, one]));
  return chainsOf(policies).flatMap((chain) => {
    if (standingInChain(chain.root, byId, asOf) !== "current") return [];
    const window = applicationWindow(chain, byId, asOf);
    return window?.to && windowState(window, asOf) !== "closed" ? [{ policy: chain.root, until: window.to }] : [];
  });
}
