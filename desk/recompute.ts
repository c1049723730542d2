import type { WorkCalendar } from "../domain/calendar.ts";
import { distinct, handlerOf } from "../domain/recipients.ts";
import { recompute } from "../domain/recompute.ts";
import { bellsBetween } from "../domain/state-bells.ts";
import { OPEN } from "../domain/ticket.ts";
import { datesMoved, datesMovedNote } from "../text/saying/supervision.ts";
import type { Desk } from "./desk.ts";
import { contextOf } from "./move-context.ts";
import { startBells } from "./reminders.ts";
import { tell } from "./tell.ts";
import { complainants } from "./ticket-words.ts";

/** A changed calendar gives open tickets their dates anew, rings by them, and tells those who wait and who work. */
export async function recomputeDates(desk: Desk, before: WorkCalendar): Promise<void> {
  const { tickets, sending } = desk.work;
  const { town, calendar } = desk;
  const open = await tickets.findTickets({ status: { in: OPEN } });
  for (const { no, change, moved } of recompute(open, town.rules, before, calendar, town.zone, town.departments)) {
    const was = open.find((t) => t.no === no)!;
    const entry = { at: desk.now, by: "bot", action: "edit" as const, note: datesMovedNote, change: { after: change } };
    const ticket = await tickets.changeTicket(no, change, moved ? [entry] : []);
    const bells = bellsBetween(was, ticket, contextOf(desk));
    await sending.cancelByKey(bells.cancel, desk.now);
    await startBells(desk, no, bells.start);
    if (was.replyBy === ticket.replyBy || ticket.replyBy === null || ticket.confidential) continue;
    const owner = ticket.lead ? [handlerOf(town, ticket.lead)] : [];
    for (const to of distinct([...owner, ...complainants(desk, ticket)]))
      await tell(desk, { to, kind: "notice", text: datesMoved(no, ticket.title, ticket.replyBy), tickets: [no] });
  }
}
