import type { Actor } from "./authority.ts";
import { deadlinesFor } from "./deadline.ts";
import { districtOf, levelOf } from "./levels.ts";
import type { MoveContext } from "./moves.ts";
import type { About, Entry, Notice, Outcome, Recipient } from "./outcome.ts";
import { bellsBetween } from "./state-bells.ts";
import { AT_WORK, isMerged, OPEN, type RecordedChange, type TicketFields, type TicketState } from "./ticket.ts";
import { dayOf } from "./time.ts";
import type { Day } from "./town.ts";
import type { Action, Source, TicketType, Urgency } from "./vocabulary.ts";

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
