import type { Desk } from "../desk/desk.ts";
import { BOT, moveTicket } from "../desk/move.ts";
import { supervise } from "../desk/supervise.ts";
import { tell } from "../desk/tell.ts";
import { companyName, complainants, leadName } from "../desk/ticket-words.ts";
import type { Recipient } from "../domain/recipients.ts";
import { handlerOf, leaderOf, officeRecipient } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { ReminderRow } from "../store/sending.ts";
import type { TicketRow } from "../store/tickets.ts";
import { assignCard, callbackCard, rollcallCard } from "../text/saying/cards.ts";
import * as say from "../text/saying/reminders.ts";

export type RingOutcome = "told" | "skipped";

/** The states in which nobody waits for an answer of the owner any more. */
const ANSWERED = ["已回复", "待回访", "已办结", "已归档", "已撤回", "不予受理"];

/** One kind of reminder: looks at its subject as it is now, and tells or keeps quiet. */
type Ringer = (
  desk: Desk,
  reminder: ReminderRow,
  payload: { to?: string; kind?: string; ticketNo?: string },
) => Promise<RingOutcome>;

const RINGERS: Record<string, Ringer> = {
  reply: ticket,
  assign,
  commitment,
  callback,
  pause,
  archive,
  event,
  supervision,
};

/**
 * Rings one reminder, once: the claim is in the write, and what is told lies in the same transaction. A reminder that
 * is not due, was rung, or was cancelled is left alone.
 */
export async function ringReminder(desk: Desk, id: bigint): Promise<RingOutcome> {
  const reminder = await desk.work.sending.claimReminder(id, desk.now);
  if (!reminder) return "skipped";
  const ringer = RINGERS[reminder.kind];
  const outcome = ringer ? await ringer(desk, reminder, reminder.payload as Record<string, string>) : "skipped";
  if (outcome === "skipped") await desk.work.sending.setReminder(id, { state: "skipped" });
  return outcome;
}

async function ticket(
  desk: Desk,
  reminder: ReminderRow,
  payload: { to?: string; kind?: string },
): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (!found || ANSWERED.includes(found.status)) return "skipped";
  const to = rungRecipient(desk, found, payload.to);
  const kind = payload.kind ?? "提醒";
  const lead = leadName(desk, found.lead);
  await tell(desk, {
    to,
    kind: "reminder",
    text: say.ladder(kind, found, companyName(desk, found.company), lead, dayOf(desk.now, desk.town.zone)),
    tickets: [found.no],
    dedupeKey: reminder.key,
    asked: { kind: "result", ticketNo: found.no },
  });
  await desk.work.tickets.addHistory(found.no, {
    at: desk.now,
    by: "bot",
    action: payload.to === "handler" ? "remind" : "escalate",
    note: kind,
  });
  return "told";
}

function rungRecipient(desk: Desk, found: TicketRow, to: string | undefined): Recipient {
  if (to === "office" || !found.lead) return officeRecipient(desk.town);
  return to === "dept_leader" ? leaderOf(desk.town, found.lead) : handlerOf(desk.town, found.lead);
}

async function assign(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (found?.status !== "待交办" && found?.status !== "派单争议") return "skipped";
  await tell(desk, {
    to: officeRecipient(desk.town),
    kind: "reminder",
    text: say.assign(found, companyName(desk, found.company), leadName(desk, found.lead)),
    tickets: [found.no],
    dedupeKey: reminder.key,
    ...(found.status === "待交办" && found.lead ? { card: assignCard(found.no) } : {}),
    asked: { kind: "confirm", ticketNo: found.no },
  });
  return "told";
}

async function commitment(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const promised = await desk.work.tickets.commitmentById(BigInt(reminder.subject));
  if (promised?.state !== "open" || ANSWERED.includes(promised.ticket.status)) return "skipped";
  const { ticket: of } = promised;
  await tell(desk, {
    to: of.lead ? handlerOf(desk.town, of.lead) : officeRecipient(desk.town),
    kind: "reminder",
    text: say.commitment(promised.what, promised.by, of, companyName(desk, of.company)),
    tickets: [of.no],
    dedupeKey: reminder.key,
    asked: { kind: "result", ticketNo: of.no },
  });
  return "told";
}

/** Two tries; silence after them is 未能回访, never content. */
async function callback(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (found?.status !== "待回访") return "skipped";
  if (reminder.stage === "silence") {
    await moveTicket(desk, found.no, { kind: "callback", satisfaction: "未能回访" }, BOT);
    return "skipped";
  }
  const answer = found.history.findLast((h) => h.action === "reply")?.note ?? "";
  for (const to of complainants(desk, found))
    await tell(desk, {
      to,
      kind: "notice",
      evenMuted: true,
      text:
        reminder.stage === "try1" ? say.callback(found, leadName(desk, found.lead), answer) : say.callbackAgain(found),
      tickets: [found.no],
      dedupeKey: `${reminder.key}/${to.id}`,
      card: callbackCard(found.no),
      asked: { kind: "callback", ticketNo: found.no },
    });
  return "told";
}

/** The company has been waited for as long as the rules allow: the clock runs on. */
async function pause(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const resumed = await moveTicket(desk, reminder.subject, { kind: "resume" }, BOT);
  return resumed.ok ? "told" : "skipped";
}

/** It can no longer be reopened. */
async function archive(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (found?.status !== "已办结") return "skipped";
  const archived = await moveTicket(desk, found.no, { kind: "close" }, BOT);
  return archived.ok ? "told" : "skipped";
}

async function supervision(desk: Desk): Promise<RingOutcome> {
  return (await supervise(desk)) > 0 ? "told" : "skipped";
}

async function event(desk: Desk, reminder: ReminderRow, payload: { to?: string }): Promise<RingOutcome> {
  const found = desk.town.events.find((e) => e.id === reminder.subject);
  if (!found || found.start <= desk.now) return "skipped";
  const signups = await desk.work.events.signupsOf(found.id);
  const absent = payload.to === "absent";
  const wanted = signups.filter((s) => (absent ? s.status === "未回复" : s.status === "报名" || s.status === "已确认"));
  for (const signup of wanted) {
    const people = desk.town.people.filter((p) => p.enterprise === signup.company && p.role === "enterprise");
    const to = people.find((p) => p.id === signup.by) ?? people[0];
    const id = to?.id ?? signup.by;
    if (!id) continue;
    await tell(desk, {
      to: { kind: "person", id },
      kind: "reminder",
      text: absent
        ? say.rollcall(found.name, found.start, found.signupUntil, desk.town.zone)
        : say.event(found.name, found.start, found.place, desk.town.zone, desk.now),
      dedupeKey: `${reminder.key}/${signup.company}`,
      ...(absent ? { card: rollcallCard(found.name) } : {}),
      asked: { kind: "rollcall", eventId: found.id },
    });
  }
  return wanted.length ? "told" : "skipped";
}
