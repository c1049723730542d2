import type { Desk, Ring } from "../../desk/desk.ts";
import { scheduleEvent } from "../../desk/reminders.ts";
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
    await work.town.saveTown(keepBindings(await work.town.loadTown(), town), now);
    const saved = (await work.town.loadTown())!;
    const desk: Desk = { now, town: saved, calendar: makeCalendar(published, saved.calendar), work, rings: [] };
    for (const event of saved.events) await scheduleEvent(desk, event);
    if (note) await work.records.addAudit({ at: now, actor: note.by, event: "变更", detail: note.detail });
    return desk.rings;
  });
}
