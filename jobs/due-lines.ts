import type { Desk } from "../desk/desk.ts";
import type { DigestLine } from "../desk/digest.ts";
import { companyName, leadName } from "../desk/ticket-words.ts";
import type { Recipient } from "../domain/recipients.ts";
import { deputyOf, handlerOf, leaderAbove, leaderOf, officeOfTicket, officeRecipient } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { Day } from "../domain/town.ts";
import type { ReminderRow } from "../store/sending.ts";
import type { RemindedTicket } from "../store/tickets.ts";
import { assignCard, dueCard } from "../text/saying/cards.ts";
import * as say from "../text/saying/reminders.ts";

/** The states in which nobody waits for an answer of the owner any more. */
export const ANSWERED = ["已回复", "待回访", "已办结", "已归档", "已撤回", "不予受理"];

/** What a reminder's row carries beside its key. */
export interface RungPayload {
  to?: string;
  kind?: string;
  /** Of a day of rest that is undecided. */
  day?: string;
  letter?: "约谈" | "曝光";
  /** Who wanted to hear of it again. */
  person?: string;
}

/** Reminders that become a line in somebody's digest, with what stands in the ticket's history. */
export interface DueLine {
  reminder: ReminderRow;
  line: DigestLine;
  history?: { action: "remind" | "escalate"; note: string };
}

/** Whether a reminder is told in a digest; a letter is laid before somebody by itself. */
export const isDigested = ({ kind, payload }: ReminderRow): boolean =>
  ["reply", "assign", "commitment"].includes(kind) && !(payload as RungPayload).letter;

/** Looks at what the reminders are about as it is now. What nobody waits for any more gives no line. */
export async function dueLines(desk: Desk, due: ReminderRow[]): Promise<DueLine[]> {
  const { tickets } = desk.work;
  const promised = due.filter((r) => r.kind === "commitment");
  const nos = due.filter((r) => r.kind !== "commitment").map((r) => r.subject);
  const found = new Map(
    (nos.length ? await tickets.remindedTickets({ no: { in: nos } }) : []).map((ticket) => [ticket.no, ticket]),
  );
  const promises = new Map(
    (promised.length ? await tickets.commitmentsById(promised.map((r) => BigInt(r.subject))) : []).map((c) => [
      String(c.id),
      c,
    ]),
  );
  const today = dayOf(desk.now, desk.town.zone);
  return due.flatMap((reminder): DueLine[] => {
    if (reminder.kind === "commitment") {
      const made = promises.get(reminder.subject);
      if (made?.state !== "open" || ANSWERED.includes(made.ticket.status)) return [];
      return [ofCommitment(desk, reminder, made)];
    }
    const ticket = found.get(reminder.subject);
    if (!ticket) return [];
    return reminder.kind === "assign" ? ofAssign(desk, reminder, ticket) : ofLadder(desk, reminder, ticket, today);
  });
}

function ofLadder(desk: Desk, reminder: ReminderRow, ticket: RemindedTicket, today: Day): DueLine[] {
  if (ANSWERED.includes(ticket.status)) return [];
  const payload = reminder.payload as RungPayload;
  const kind = payload.kind ?? "提醒";
  const words = [kind, ticket, companyName(desk, ticket.company), leadName(desk, ticket.lead), today] as const;
  const line: DigestLine = {
    to: payload.person ? { kind: "person", id: payload.person } : rungRecipient(desk, ticket, payload.to),
    ticketNo: ticket.no,
    alone: say.ladder(...words),
    line: say.ladderLine(...words),
    order: ticket.replyBy === null ? 3 : ticket.replyBy < today ? 0 : ticket.replyBy === today ? 1 : 2,
    key: reminder.key,
    asked: { kind: "result", ticketNo: ticket.no },
    ...(payload.to === "handler" && ticket.replyBy !== null && ticket.replyBy >= today
      ? { card: dueCard(ticket.no) }
      : {}),
    ...(payload.person ? { wanted: true } : {}),
    ...apart(ticket),
  };
  return [{ reminder, line, history: { action: payload.to === "handler" ? "remind" : "escalate", note: kind } }];
}

function rungRecipient(desk: Desk, ticket: RemindedTicket, to: string | undefined): Recipient {
  if (to === "office" || !ticket.lead) return officeOfTicket(desk.town, ticket);
  if (to === "deputy") return deputyOf(desk.town, ticket.lead);
  if (to === "leader") return leaderAbove(desk.town, ticket.lead);
  return to === "dept_leader" ? leaderOf(desk.town, ticket.lead) : handlerOf(desk.town, ticket.lead);
}

function ofAssign(desk: Desk, reminder: ReminderRow, ticket: RemindedTicket): DueLine[] {
  if (ticket.status !== "待交办" && ticket.status !== "派单争议") return [];
  const words = [ticket, companyName(desk, ticket.company), leadName(desk, ticket.lead)] as const;
  const line: DigestLine = {
    to: officeOfTicket(desk.town, ticket),
    ticketNo: ticket.no,
    alone: say.assign(...words),
    line: say.assignLine(...words),
    order: 1,
    key: reminder.key,
    ...(ticket.status === "待交办" && ticket.lead ? { card: assignCard(ticket.no) } : {}),
    asked: { kind: "confirm", ticketNo: ticket.no },
    ...apart(ticket),
  };
  return [{ reminder, line }];
}

function ofCommitment(
  desk: Desk,
  reminder: ReminderRow,
  { what, by, ticket }: { what: string; by: Day; ticket: RemindedTicket },
): DueLine {
  const words = [what, by, ticket, companyName(desk, ticket.company)] as const;
  return {
    reminder,
    line: {
      to: ticket.lead ? handlerOf(desk.town, ticket.lead) : officeRecipient(desk.town),
      ticketNo: ticket.no,
      alone: say.commitment(...words),
      line: say.commitmentLine(...words),
      order: 1,
      key: reminder.key,
      asked: { kind: "result", ticketNo: ticket.no },
      ...apart(ticket),
    },
  };
}

const apart = ({ urgency }: RemindedTicket): Pick<DigestLine, "apart"> =>
  urgency === "emergency" || urgency === "urgent" ? { apart: urgency } : {};
