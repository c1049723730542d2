import { handlerOf, leaderOf } from "../domain/recipients.ts";
import { supervisionOf } from "../domain/supervision.ts";
import { AT_WORK } from "../domain/ticket.ts";
import { addDays, dayOf, instantOf, weekdayOf } from "../domain/time.ts";
import type { Day } from "../domain/town.ts";
import { weekly } from "../text/saying/supervision.ts";
import type { Desk } from "./desk.ts";
import { schedule } from "./reminders.ts";
import { tell } from "./tell.ts";
import { leadName } from "./ticket-words.ts";

/** Writes the bell of the next weekly 督办, where the town wants one. Its ring writes the one after it. */
export async function scheduleSupervision(desk: Desk): Promise<void> {
  const weekday = desk.town.rules.weekly_supervision;
  if (weekday === undefined) return;
  let day = dayOf(desk.now, desk.town.zone);
  do day = addDays(day, 1);
  while (weekdayOf(day) !== weekday);
  await schedule(desk, "supervision", day, [bellOf(desk, day)]);
}

const bellOf = (desk: Desk, day: Day) => {
  const sent = desk.calendar.isWorkday(day) ? day : desk.calendar.nextWorkday(day);
  const dueAt = instantOf(sent, desk.town.rules.sent_at, desk.town.zone);
  return { key: `supervision/${day}`, stage: "week", kind: "每周督办", to: "handler" as const, dueAt };
};

/** What lies open, by department: to its handler, and to its head where something is late. Nobody hears of nothing. */
export async function supervise(desk: Desk): Promise<number> {
  const today = dayOf(desk.now, desk.town.zone);
  const open = await desk.work.tickets.findTickets({ status: { in: AT_WORK }, confidential: false });
  const titles = new Map(open.map((t) => [t.no, t.title]));
  const found = supervisionOf(open, today, desk.calendar);
  for (const [department, own] of found) {
    const text = weekly(leadName(desk, department), own, titles);
    const tickets = [...own.overdue.map(({ no }) => no), ...own.due_soon];
    const key = `supervision/${today}/${department}`;
    await tell(desk, { to: handlerOf(desk.town, department), kind: "reminder", text, tickets, dedupeKey: key });
    if (own.overdue.length > 0) await tellHead(desk, department, text, tickets, key);
  }
  await scheduleSupervision(desk);
  return found.size;
}

async function tellHead(desk: Desk, department: string, text: string, tickets: string[], key: string): Promise<void> {
  const [head, handler] = [leaderOf(desk.town, department), handlerOf(desk.town, department)];
  if (head.id !== handler.id) await tell(desk, { to: head, kind: "reminder", text, tickets, dedupeKey: `${key}/head` });
}
