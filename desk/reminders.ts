import { commitmentBells, eventBells, rollcallBells, sessionBells } from "../domain/bells.ts";
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
  const rows = await desk.work.sending.addReminders(bells.map((bell) => rowOf(kind, subject, bell, payload)));
  ringFor(desk, rows);
}

/** One bell for each moment, however many rows are due then. */
function ringFor(desk: Desk, rows: { dueAt: Date }[]): void {
  for (const at of new Set(rows.map(({ dueAt }) => dueAt.getTime())))
    desk.rings.push({ job: "reminder.ring", id: "due", at: new Date(at) });
}

/** Bells of a ticket: what they are about stands in their key ("NO/reply/…"). Those whose moment has passed are not made up. */
export const startBells = (desk: Desk, no: string, bells: Bell[]): Promise<void> => startAll(desk, [{ no, bells }]);

/** Bells of many tickets at once. */
export async function startAll(desk: Desk, tickets: { no: string; bells: Bell[] }[]): Promise<void> {
  const rows = tickets.flatMap(({ no, bells }) =>
    bells
      .filter((bell) => bell.dueAt >= desk.now)
      .flatMap((bell) => {
        const kind = KINDS.find((one) => bell.key.startsWith(`${no}/${one}/`));
        return kind ? [rowOf(kind, no, bell)] : [];
      }),
  );
  if (rows.length > 0) ringFor(desk, await desk.work.sending.addReminders(rows));
}

const KINDS = ["reply", "assign", "callback", "pause", "archive"];

const rowOf = (kind: string, subject: string, bell: Bell, payload: Record<string, unknown> = {}) => ({
  key: bell.key,
  kind,
  subject,
  stage: bell.stage,
  dueAt: bell.dueAt,
  payload: { ...payload, to: bell.to, kind: bell.kind, ...(bell.letter ? { letter: bell.letter } : {}) },
});

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
  const { rules, zone } = desk.town;
  await schedule(desk, "event", event.id, eventBells(event, desk.now, rules, desk.calendar, zone));
  await schedule(desk, "session", event.id, sessionBells(event, desk.now, rules, desk.calendar, zone));
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
