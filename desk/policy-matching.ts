import { nextMorning, nextWeek, pushRules, windowBells } from "../domain/pushes.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import type { Day } from "../domain/town.ts";
import type { Desk } from "./desk.ts";
import { schedule } from "./reminders.ts";

/** Looks tomorrow morning which companies new or changed policies fit. */
export const matchPolicies = (desk: Desk, ids: readonly string[]): Promise<void> =>
  match(desk, "policy", ids, nextMorning(desk.now, desk.town.rules, desk.calendar, desk.town.zone));

/** Looks tomorrow morning which policies fit companies of which something new is known. */
export const matchCompanies = (desk: Desk, ids: readonly string[]): Promise<void> =>
  match(desk, "company", ids, nextMorning(desk.now, desk.town.rules, desk.calendar, desk.town.zone));

/** The week is full: the rest comes in the next one. */
export const matchNextWeek = (desk: Desk, ids: readonly string[]): Promise<void> =>
  match(desk, "company", ids, nextWeek(desk.now, desk.town.rules, desk.calendar, desk.town.zone));

async function match(desk: Desk, stage: "policy" | "company", ids: readonly string[], dueAt: Date): Promise<void> {
  if (pushRules(desk.town.rules).per_week === 0) return;
  const day = dayOf(dueAt, desk.town.zone);
  for (const id of new Set(ids))
    await schedule(desk, "eligible", id, [
      { key: `eligible/${stage}/${id}/${day}`, stage, kind: "政策匹配", to: "company", dueAt },
    ]);
}

/**
 * Writes the bells before the windows close, and one on the first of the next month to look again: windows come every
 * year, and only those of this year are known now.
 */
export async function scheduleWindows(
  desk: Desk,
  closing: readonly { policy: { id: string }; until: Day }[],
): Promise<void> {
  const { rules, zone } = desk.town;
  for (const { policy, until } of closing)
    await schedule(
      desk,
      "window",
      policy.id,
      windowBells(policy.id, until, rules, desk.calendar, zone).filter(({ dueAt }) => dueAt > desk.now),
      { until },
    );
  const first = `${addDays(`${dayOf(desk.now, zone).slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
  await schedule(desk, "window", first, [
    {
      key: `window/look/${first}`,
      stage: "look",
      kind: "截止提醒",
      to: "office",
      dueAt: instantOf(first, rules.sent_at, zone),
    },
  ]);
}
