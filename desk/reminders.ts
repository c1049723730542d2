import { commitmentBells, eventBells, rollcallBells } from "../domain/bells.ts";
import type { Bell } from "../domain/ladder.ts";
import type { Day, TownEvent } from "../domain/town.ts";
import type { Desk } from "./desk.ts";

/** Writes bells as rows and asks for them to be rung. What has rung under a key is not written again. */
export async function schedule(
  desk: Desk,
  kind: string,
  subject: string,
  bells: Bell[],
  payload: Record<string, unknown> = {},
): Promise<void> {
  const rows = await desk.work.sending.addReminders(
    bells.map((bell) => ({
      key: bell.key,
      kind,
      subject,
      stage: bell.stage,
      dueAt: bell.dueAt,
      payload: { ...payload, to: bell.to, kind: bell.kind },
    })),
  );
  desk.rings.push(...rows.map((row) => ({ job: "reminder.ring" as const, id: String(row.id), at: row.dueAt })));
}

/** Bells of a ticket: what they are about stands in their key ("NO/reply/…"). Those whose moment has passed are not made up. */
export async function startBells(desk: Desk, no: string, bells: Bell[]): Promise<void> {
  for (const kind of ["reply", "assign", "callback", "pause", "archive"])
    await schedule(
      desk,
      kind,
      no,
      bells.filter((bell) => bell.key.startsWith(`${no}/${kind}/`) && bell.dueAt >= desk.now),
    );
}

/** Keeps a promise in the ledger and rings on its day. */
export async function promise(desk: Desk, no: string, what: string, by: Day, madeBy: string): Promise<void> {
  const row = await desk.work.tickets.addCommitment(no, what, by, madeBy);
  const bells = commitmentBells(
    { id: String(row.id), by, madeAt: desk.now },
    desk.town.rules,
    desk.calendar,
    desk.town.zone,
  );
  await schedule(desk, "commitment", String(row.id), bells, { ticketNo: no });
}

/** Those on the list are reminded before the event; a changed start takes the old bells down. */
export async function scheduleEvent(desk: Desk, event: TownEvent): Promise<void> {
  // Keys name the start, which begins with its year; a roll call's bell is not counted from it and stays.
  await desk.work.sending.cancelByKey([`event/${event.id}/2`], desk.now);
  await schedule(desk, "event", event.id, eventBells(event, desk.now, desk.town.rules, desk.calendar, desk.town.zone));
}

/** Who was called by name and does not answer is reminded once, in private. */
export async function scheduleRollcall(desk: Desk, event: TownEvent): Promise<void> {
  await schedule(
    desk,
    "event",
    event.id,
    rollcallBells(event, desk.now, desk.town.rules, desk.calendar, desk.town.zone),
  );
}
