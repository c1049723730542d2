import { eligiblePolicies } from "../catalogue/eligible.ts";
import type { Catalogue } from "../catalogue/match.ts";
import { lineOf } from "../catalogue/offer.ts";
import { closings } from "../catalogue/windows.ts";
import type { Desk } from "../desk/desk.ts";
import { scheduleWindows } from "../desk/policy-matching.ts";
import { type Telling, tellMany } from "../desk/tell.ts";
import { callName } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { ReminderRow } from "../store/sending.ts";
import { sayClosing } from "../text/saying/pushes.ts";
import { reachedCompanies } from "./match-policies.ts";

/**
 * Before a window closes: who fits and was granted nothing under the policy this year is reminded, once a stage. A window
 * that has been moved since keeps quiet; its own bells ring. Gives the keys of what was told.
 */
export async function ringWindows(desk: Desk, due: readonly ReminderRow[], catalogue: Catalogue): Promise<string[]> {
  if (due.length === 0) return [];
  const today = dayOf(desk.now, desk.town.zone);
  const open = closings(catalogue.policies, today);
  if (due.some(({ stage }) => stage === "look")) await scheduleWindows(desk, open);
  const rung = due.filter(({ subject, payload }) => {
    const { until } = payload as { until?: string };
    return open.some((one) => one.policy.id === subject && one.until === until);
  });
  if (rung.length === 0) return [];
  const among = new Set(rung.map(({ subject }) => subject));
  const tellings: Telling[] = [];
  const told = new Set<string>();
  for (const one of await reachedCompanies(desk)) {
    const fits = eligiblePolicies(one.profile, catalogue, today, among).policies;
    for (const { key, subject, payload } of rung) {
      const fit = fits.find(({ policy, verdict, free }) => policy.id === subject && verdict === "yes" && !free);
      if (!fit || one.enjoyed.has(subject)) continue;
      told.add(key);
      const { until } = payload as { until: string };
      const text = sayClosing(callName(desk.town, one.enterprise.id), lineOf(fit, one.profile), until, today);
      for (const { id } of one.contacts)
        tellings.push({
          to: { kind: "person", id },
          kind: "push",
          text,
          citations: [subject],
          dedupeKey: `${key}/${one.enterprise.id}/${id}`,
        });
    }
  }
  await tellMany(desk, tellings);
  return [...told];
}
