import { closings } from "../../catalogue/windows.ts";
import type { Desk, Ring } from "../../desk/desk.ts";
import { planPapers } from "../../desk/papers.ts";
import { matchCompanies, matchPolicies, scheduleWindows } from "../../desk/policy-matching.ts";
import { recomputeDates } from "../../desk/recompute.ts";
import { scheduleEvent } from "../../desk/reminders.ts";
import { makeSessions } from "../../desk/series.ts";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";
import { dayOf } from "../../domain/time.ts";
import type { Town } from "../../domain/town.ts";
import type { Ledger } from "../../store/ledger.ts";
import { samePolicy } from "../../store/policies.ts";
import { stable } from "../../store/tx.ts";
import { keepBindings } from "./diff.ts";

/**
 * Writes a town over what is there, with the bells of its events: all of it or, when anything fails, nothing.
 * @param note what the audit is told; nothing for the bot's own sample
 * @returns what has to ring; where no queue is at hand the bot's sweep finds the rows
 */
export async function importTown(
  ledger: Ledger,
  published: PublishedYears,
  town: Town,
  now: Date,
  note?: { by: string; detail: string },
): Promise<Ring[]> {
  return ledger.transaction(async (work) => {
    const before = await work.town.loadTown();
    await work.town.saveTown(keepBindings(before, town), now);
    const saved = (await work.town.loadTown())!;
    const desk: Desk = { now, town: saved, calendar: makeCalendar(published, saved.calendar), work, rings: [] };
    for (const event of saved.events) await scheduleEvent(desk, event);
    await makeSessions(desk);
    await planPapers(desk);
    await scheduleWindows(desk, closings(saved.policies, dayOf(now, saved.zone)));
    // A first load is no news: a whole catalogue at once would be pushed to everybody.
    if (before) await matchChanges(desk, before);
    if (before && JSON.stringify(before.calendar) !== JSON.stringify(saved.calendar))
      await recomputeDates(desk, makeCalendar(published, before.calendar));
    if (note) await work.records.addAudit({ at: now, actor: note.by, event: "变更", detail: note.detail });
    return desk.rings;
  });
}

/** New and changed policies find their companies, changed companies their policies. */
async function matchChanges(desk: Desk, before: Town): Promise<void> {
  const policies = new Map(before.policies.map((one) => [one.id, one]));
  const enterprises = new Map(before.enterprises.map((one) => [one.id, stable([one.park, one.profile])]));
  const changed = desk.town.policies.filter((one) => {
    const was = policies.get(one.id);
    return !was || !samePolicy(was, one);
  });
  const known = desk.town.enterprises.filter(
    ({ id, park, profile }) => enterprises.has(id) && enterprises.get(id) !== stable([park, profile]),
  );
  if (policies.size > 0)
    await matchPolicies(
      desk,
      changed.map(({ id }) => id),
    );
  await matchCompanies(
    desk,
    known.map(({ id }) => id),
  );
}

/** After policies were imported by themselves: their windows, and the companies that they fit. */
export async function policiesChanged(
  ledger: Ledger,
  published: PublishedYears,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await ledger.transaction(async (work) => {
    const town = await work.town.loadTown();
    if (!town) return;
    const desk: Desk = { now, town, calendar: makeCalendar(published, town.calendar), work, rings: [] };
    await scheduleWindows(desk, closings(town.policies, dayOf(now, town.zone)));
    await matchPolicies(desk, ids);
  });
}
