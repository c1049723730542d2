import type { Actor } from "./authority.ts";
import { archiveBell, callbackBells } from "./bells.ts";
import { deadlinesFor } from "./deadline.ts";
import { assignBells, type Bell, ladderFor } from "./ladder.ts";
import { districtOf, levelOf } from "./levels.ts";
import type { MoveContext, SplitPart } from "./moves.ts";
import {
  ANSWERED,
  AT_WORK,
  closedAt,
  isMerged,
  OPEN,
  type RecordedChange,
  rounds,
  TAG,
  type TicketFields,
  type TicketState,
} from "./ticket.ts";
import { dayOf, instantOf } from "./time.ts";
import type { Day } from "./town.ts";
import type { Action, Source, TicketType, Urgency } from "./vocabulary.ts";

/** Who is told. A department's people are found when it is sent; one without people is told as a department. */
export type Recipient =
  | { kind: "handler" | "dept_leader"; department: string }
  | { kind: "office" }
  /** All complainants, where they raised it. Of a confidential ticket the persons who raised it, in private, and nobody else. */
  | { kind: "company" }
  | { kind: "person"; id: string };

/** That somebody must be told, not the words. */
export interface Notice {
  to: Recipient;
  about: About;
  /** Does not wait for the end of quiet hours. */
  emergency: boolean;
  note?: string;
  /** Whoever made the move is answered in the chat anyway: no notice to this person. */
  except: string;
}

export type About =
  | "assigned"
  | "assigned_co"
  | "asked_to_assign"
  | "owner_named"
  | "progress"
  | "to_sign"
  | "answered"
  /** To who looks after a priority lane. */
  | "stewarded"
  /** A fuller result while the company is asked. */
  | "answered_again"
  | "sent_back"
  | "returned"
  /** A district asks the city to take it on. */
  | "raised"
  /** To who follows for the district: the city took it on, or has answered or finished it. */
  | "tracked"
  | "tracked_done"
  | "disputed"
  | "in_arbitration"
  | "arbitrated"
  | "taken_away"
  | "extension_asked"
  | "extended"
  | "extension_refused"
  | "urged"
  /** Urged by the office, a leader or the head, not by the company. */
  | "pressed"
  | "redone"
  | "unreachable"
  | "reopened"
  | "closed"
  | "withdrawn"
  | "corrected"
  | "undone"
  | "detail_asked"
  | "resumed"
  /** The company was waited for as long as the rules allow. */
  | "pause_over"
  | "instructed"
  | "praised"
  | "escalated";

export interface Entry {
  at: Date;
  by: string;
  action: Action;
  note: string;
  change?: RecordedChange;
}

/** All that follows from a move; to be written in one transaction. */
export interface Outcome {
  change: Partial<TicketFields>;
  /** History rows, in order. */
  entries: Entry[];
  bells: {
    start: Bell[];
    /** Waiting reminders whose key starts so are void. Cancel before starting. */
    cancel: string[];
  };
  notices: Notice[];
  /** Promises made: to be stored, and rung by `commitmentBells` once they have an id. */
  commitments: { what: string; by: Day }[];
  /** Promises taken back by an undo. */
  voided: { what: string; by: Day }[];
  /** Tickets to make of a split. */
  create: NewPart[];
  /** Merged tickets follow their parent. */
  children: { no: string; change: Partial<TicketFields> }[];
  /** Of several complainants this one leaves; the ticket stays. */
  leaves?: string;
  /** The ticket whose complainants this one's are to be added to. */
  mergedInto?: string;
}

export interface NewPart extends SplitPart {
  status: "待交办" | "已交办";
  parentNo: string | null;
  tags: string[];
  /** The clock does not start again. */
  assignBy: Day | null;
  replyBy: Day | null;
  resolveBy: Day | null;
}

export type Belled = Pick<TicketState, "no" | "status" | "assignBy" | "replyBy" | "createdAt" | "tags" | "history">;

/** Bells that a change of state starts and voids. Those whose moment has passed are not made up for. */
export function bellsBetween(before: Belled | null, after: Belled, ctx: MoveContext): Outcome["bells"] {
  const { rules, calendar, zone, now } = ctx;
  const start: Bell[] = [];
  const cancel: string[] = [];
  const unassigned = (t: Belled | null) => t !== null && ["待交办", "派单争议"].includes(t.status);
  const open = (t: Belled | null) => t !== null && OPEN.includes(t.status);
  const asked = (t: Belled | null) => t !== null && ANSWERED.includes(t.status);

  if (unassigned(before) && !unassigned(after)) cancel.push(`${after.no}/assign/`);
  if (unassigned(after) && !unassigned(before) && after.assignBy) {
    // Given back after its date: reminded by a new one, which the ticket does not take on.
    const today = dayOf(now, zone);
    const assignBy = after.assignBy >= today ? after.assignBy : calendar.addWorkdays(today, 1).day;
    start.push(...assignBells({ no: after.no, assignBy, createdAt: now }, rules, calendar, zone));
  }
  // While a town's clock stands still for the company nobody is pressed; the limit of that is rung instead.
  const paused = (t: Belled | null) => rules.pause !== undefined && open(t) && t!.tags.includes(TAG.waiting);
  const running = (t: Belled | null) => open(t) && !paused(t);
  const moved = before?.replyBy !== after.replyBy;
  if (running(before) && (moved || !running(after))) cancel.push(`${after.no}/reply/`);
  if (running(after) && after.replyBy && (moved || !running(before)))
    start.push(...ladderFor({ no: after.no, replyBy: after.replyBy }, rules, calendar, zone));
  if (paused(before) && !paused(after)) cancel.push(`${after.no}/pause/`);
  if (paused(after) && !paused(before)) start.push(pauseBell(after.no, ctx));
  const callback = (t: Belled | null) => asked(t) && t!.status === "待回访";
  if (callback(before) && !callback(after)) cancel.push(`${after.no}/callback/`);
  if (callback(after) && !callback(before)) {
    const answer = { no: after.no, round: rounds(after), answeredAt: now };
    start.push(...callbackBells(answer, rules, calendar, zone));
  }
  const done = (t: Belled | null) => t?.status === "已办结";
  if (done(before) && !done(after)) cancel.push(`${after.no}/archive/`);
  if (done(after) && !done(before))
    start.push(archiveBell({ no: after.no, closed: dayOf(closedAt(after) ?? now, zone) }, rules, calendar, zone));
  return { start: start.filter((bell) => bell.dueAt >= now), cancel };
}

/** When waiting for the company ends by itself, as a `resume` by the bot. */
function pauseBell(no: string, { now, rules, calendar, zone }: MoveContext): Bell {
  const today = dayOf(now, zone);
  const dueAt = instantOf(calendar.addWorkdays(today, rules.pause!.max_days).day, rules.sent_at, zone);
  return { key: `${no}/pause/${now.toISOString()}`, stage: "limit", kind: "等待到期", to: "handler", dueAt };
}

/** The outcome of one move while it is put together. */
export class Draft {
  readonly change: Partial<TicketFields> = {};
  readonly entries: Entry[] = [];
  readonly notices: Notice[] = [];
  readonly extra: Partial<Outcome> = {};

  constructor(
    readonly ticket: TicketState,
    readonly actor: Actor,
    readonly ctx: MoveContext,
  ) {}

  get lead(): string | null {
    return this.change.lead ?? this.ticket.lead;
  }

  get today(): Day {
    return dayOf(this.ctx.now, this.ctx.zone);
  }

  set(fields: Partial<TicketFields>): this {
    Object.assign(this.change, fields);
    return this;
  }

  tag(...tags: string[]): this {
    return this.set({ tags: [...new Set([...(this.change.tags ?? this.ticket.tags), ...tags])] });
  }

  untag(...tags: string[]): this {
    return this.set({ tags: (this.change.tags ?? this.ticket.tags).filter((tag) => !tags.includes(tag)) });
  }

  entry(action: Action, note = "", change?: RecordedChange): this {
    this.entries.push({ at: this.ctx.now, by: this.actor.id, action, note, ...(change ? { change } : {}) });
    return this;
  }

  tell(to: Recipient | null, about: About, note?: string): this {
    const urgency = this.change.urgency ?? this.ticket.urgency;
    const emergency = urgency === "emergency";
    if (to) this.notices.push({ to, about, emergency, except: this.actor.id, ...(note ? { note } : {}) });
    return this;
  }

  tellCompany = (about: About, note?: string): this => this.tell({ kind: "company" }, about, note);
  tellOffice = (about: About, note?: string): this =>
    this.actor.isOffice ? this : this.tell({ kind: "office" }, about, note);

  tellHandler(about: About, note?: string, department = this.lead): this {
    return this.tell(department === null ? null : { kind: "handler", department }, about, note);
  }

  tellLeader(about: About, note?: string): this {
    return this.tell(this.lead === null ? null : { kind: "dept_leader", department: this.lead }, about, note);
  }

  /** A new reply date from today, as for a new ticket. */
  renewReply(): this {
    const facts = {
      type: this.ticket.type as TicketType,
      category: this.ticket.category,
      source: this.ticket.source as Source,
      urgency: this.ticket.urgency as Urgency,
      department: this.lead,
      level: levelOf(this.lead, this.ctx.departments),
      tags: this.ticket.tags,
    };
    const due = deadlinesFor(this.ctx.now, facts, this.ctx.rules, this.ctx.calendar, this.ctx.zone);
    return this.set({ replyBy: due.replyBy, provisional: due.reply.provisional });
  }

  /** Work has an owner: what the office does to a ticket that nobody leads makes it the office's; any other is to be assigned. */
  private settleOwner(): void {
    if (this.lead !== null || !AT_WORK.includes(this.change.status ?? this.ticket.status)) return;
    this.set(this.actor.isOffice && this.actor.department ? { lead: this.actor.department } : { status: "待交办" });
  }

  /** Who had it in a district follows what the city takes on; what comes back into a district needs nobody to follow it. */
  private settleTracker(): void {
    const { ticket, ctx, change } = this;
    if (change.lead === undefined || change.lead === ticket.lead || ticket.confidential) return;
    if (districtOf(this.lead, ctx.departments) !== null) {
      if (ticket.tracker) this.set({ tracker: null });
    } else if (!ticket.tracker && districtOf(ticket.lead, ctx.departments) !== null) this.set({ tracker: ticket.lead });
  }

  /** Who follows for the district hears of the end: the result, the closing, the withdrawal. */
  private tellTracker(): void {
    const tracker = this.change.tracker === undefined ? this.ticket.tracker : this.change.tracker;
    if (!tracker) return;
    if (tracker !== this.ticket.tracker) this.tellHandler("tracked", "", tracker);
    const ended = this.change.status !== undefined && !OPEN.includes(this.change.status);
    if (ended && this.change.status !== "已归档") this.tellHandler("tracked_done", this.entries.at(-1)?.note, tracker);
  }

  outcome(): Outcome {
    const { ticket, ctx } = this;
    this.settleOwner();
    this.settleTracker();
    this.tellTracker();
    const changed = (Object.keys(this.change) as (keyof TicketFields)[]).filter(
      (key) => JSON.stringify(this.change[key] ?? null) !== JSON.stringify(ticket[key] ?? null),
    );
    const change = pick(this.change, changed);
    const [first] = this.entries;
    // On the first entry of a move: an undo restores what was before all of them.
    if (first) first.change = { ...first.change, before: pick(ticket, changed), after: change };
    const after = { ...ticket, ...change, history: [...ticket.history, ...this.entries] };
    const follows = {
      ...(change.status ? { status: change.status } : {}),
      ...(change.lead ? { lead: change.lead } : {}),
    };
    const merged = (ticket.children ?? []).filter((child) => isMerged({ ...child, parentNo: ticket.no }));
    return {
      commitments: [],
      voided: [],
      create: [],
      ...this.extra,
      change,
      entries: this.entries,
      notices: this.notices,
      bells: bellsBetween(ticket, after, ctx),
      children: Object.keys(follows).length > 0 ? merged.map(({ no }) => ({ no, change: follows })) : [],
    };
  }
}

function pick<T extends object>(from: T, keys: (keyof T)[]): Partial<T> {
  const found: Partial<T> = {};
  for (const key of keys) found[key] = from[key];
  return found;
}
