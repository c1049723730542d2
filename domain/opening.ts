import { type Deadlines, deadlinesFor } from "./deadline.ts";
import { levelOf, trackerFor } from "./levels.ts";
import type { MoveContext } from "./moves.ts";
import type { About, Entry, Notice, Outcome, Recipient } from "./outcome.ts";
import { bellsBetween } from "./state-bells.ts";
import type { TicketFields } from "./ticket.ts";
import type { Day } from "./town.ts";
import type { Source, TicketType, Urgency } from "./vocabulary.ts";

export interface Opened extends Pick<Outcome, "entries" | "bells" | "notices"> {
  fields: Pick<TicketFields, "status" | "assignBy" | "replyBy" | "resolveBy" | "provisional" | "tracker">;
  /** The dates with their hour and basis, for what is said. */
  due: Deadlines;
}

/** What a new ticket starts with. The caller numbers it and fills in the rest. */
export function openTicket(
  ticket: {
    no: string;
    type: TicketType;
    category: string;
    source: Source;
    urgency: Urgency;
    tags: string[];
    /** The owner, or the proposed one. */
    lead: string | null;
    /** The owner is sure: assigned at once. */
    sure: boolean;
    co: string[];
    /** The district that the company lies in: it follows what the city owns. */
    district?: string | null;
    /** A part of a split keeps the dates of the whole: the clock does not start again. */
    due?: { assignBy: Day | null; replyBy: Day | null; resolveBy: Day | null };
    /** Of the confidential lane: nobody beside it follows. */
    secret?: boolean;
    /** What is not taken on (before a court already): why. */
    refused?: string;
  },
  by: string,
  ctx: MoveContext,
): Opened {
  const due = deadlinesFor(
    ctx.now,
    { ...ticket, department: ticket.lead, level: levelOf(ticket.lead, ctx.departments) },
    ctx.rules,
    ctx.calendar,
    ctx.zone,
  );
  const status = ticket.refused !== undefined ? "不予受理" : ticket.sure && ticket.lead ? "已交办" : "待交办";
  const { assignBy, replyBy, resolveBy } = ticket.due ?? due;
  const tracker =
    status === "不予受理" || ticket.secret ? null : trackerFor(ticket.lead, ticket.district ?? null, ctx.departments);
  const fields = { status, assignBy, replyBy, resolveBy, provisional: due.provisional, tracker };
  const entries: Entry[] = [{ at: ctx.now, by, action: "create", note: ticket.refused ?? "" }];
  const notices: Notice[] = [];
  const emergency = ticket.urgency === "emergency";
  const tell = (to: Recipient, about: About) => notices.push({ to, about, emergency, except: by });
  if (status === "已交办") {
    entries.push({ at: ctx.now, by: "", action: "assign", note: ticket.lead! });
    tell({ kind: "handler", department: ticket.lead! }, "assigned");
    for (const department of ticket.co) tell({ kind: "handler", department }, "assigned_co");
    if (tracker) tell({ kind: "handler", department: tracker }, "tracked");
  }
  if (status !== "不予受理" && due.steward && !ticket.secret) tell({ kind: "person", id: due.steward }, "stewarded");
  if (status !== "不予受理" && emergency && ticket.lead) {
    if (status === "待交办") tell({ kind: "handler", department: ticket.lead }, "assigned");
    tell({ kind: "dept_leader", department: ticket.lead }, "assigned");
  }
  if (status === "待交办") tell({ kind: "office" }, "asked_to_assign");
  else if (emergency && status === "已交办") tell({ kind: "office" }, "assigned");
  const bells = bellsBetween(null, { ...ticket, ...fields, createdAt: ctx.now, history: [] }, ctx);
  return { fields, due, entries, bells, notices };
}
