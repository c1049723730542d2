import type { Desk, Ring } from "../../desk/desk.ts";
import { recomputeDates } from "../../desk/recompute.ts";
import { scheduleEvent } from "../../desk/reminders.ts";
import { makeSessions } from "../../desk/series.ts";
import { scheduleSupervision } from "../../desk/supervise.ts";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";
import type { Town } from "../../domain/town.ts";
import type { Ledger } from "../../store/ledger.ts";
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
    await scheduleSupervision(desk);
    if (before && JSON.stringify(before.calendar) !== JSON.stringify(saved.calendar))
      await recomputeDates(desk, makeCalendar(published, before.calendar));
    if (note) await work.records.addAudit({ at: now, actor: note.by, event: "变更", detail: note.detail });
    return desk.rings;
  });
}
