import { type Actor, isCo, isLead, isLiaison, isOfficeOf, isOwnAffair, isTracker, maySee } from "./authority.ts";
import type { WorkCalendar } from "./calendar.ts";
import type { HeardResult } from "./closing.ts";
import * as may from "./conditions.ts";
import {
  ANSWERED,
  AT_WORK,
  type Claim,
  DONE,
  isMerged,
  OPEN,
  type TicketFields,
  type TicketState,
  undoable,
} from "./ticket.ts";
import type { Day, Department, Rules } from "./town.ts";
import type { Satisfaction } from "./vocabulary.ts";

/** What may be done to a ticket. `effects.ts` says what follows from it. */
export type Move =
  | { kind: "assign"; lead: string; co?: string[]; note?: string }
  | { kind: "accept"; note?: string }
  | { kind: "progress"; note: string; commitments?: { what: string; by: Day }[] }
  /** A result for the company. Without one where the head signs what waits for the signature. */
  | { kind: "reply"; heard?: HeardResult }
  /** With a result: the answer and the claim that it is finished. Without: 已回复 → 已办结, 已办结 → 已归档. */
  | { kind: "close"; heard?: HeardResult }
  /** "Not ours": needs all three of the claim. */
  | { kind: "return" | "dispute"; claim: Partial<Omit<Claim, "department">> }
  | { kind: "arbitrate"; lead: string; co?: string[]; note?: string }
  /** Within one's own tree, or over levels: up to the city with the reason why, down to the company's district. */
  | { kind: "transfer"; lead: string; note?: string; reason?: string }
  /** Asked by the owner with `until` and `reason`; decided by the office, which may also grant unasked. */
  | { kind: "extend"; until?: Day; reason?: string; decision?: "approve" | "refuse" }
  | { kind: "urge"; note?: string }
  | { kind: "callback"; satisfaction: Satisfaction; comment?: string }
  | { kind: "reopen"; reason: string }
  | { kind: "withdraw"; reason?: string }
  | { kind: "edit"; fields: EditableFields; note?: string }
  /** Into tickets of their own, or into sub-tasks that this ticket waits for. */
  | { kind: "split"; parts: SplitPart[]; subTasks: boolean }
  | { kind: "merge"; into: string }
  | { kind: "undo" }
  | { kind: "pause"; reason: string }
  | { kind: "request_detail"; question: string }
  | { kind: "resume"; note?: string }
  | { kind: "leader_instruction"; note: string; lead?: string; co?: string[]; by?: Day }
  | { kind: "praise"; note: string }
  | { kind: "remind"; note: string }
  | { kind: "escalate"; note: string };

export type EditableFields = Partial<
  Pick<
    TicketFields,
    // Named afterwards by one who was not known; never changed from one company to another.
    | "company"
    | "type"
    | "category"
    | "title"
    | "text"
    | "location"
    | "contactName"
    | "contactPhone"
    | "respondent"
    | "urgency"
    | "userDeadline"
  >
>;

export interface SplitPart {
  title: string;
  text: string;
  category?: string;
  lead: string | null;
  /** The owner is sure: assigned at once. */
  sure: boolean;
}

/** Why a move is refused; text/saying has the sentence. */
export type Why =
  /** The actor may not know of this ticket: to be audited, and told no more than that there is none for them. */
  | "not_seen"
  | "not_allowed"
  | "wrong_state"
  | "need_reason"
  | "need_basis"
  | "need_owner"
  | "need_note"
  | "need_date"
  | "need_parts"
  | "no_such_department"
  | "same_owner"
  /** A confidential ticket never goes to the body complained of, nor outside its lane. */
  | "complained_of"
  | "not_confidential"
  | "after_due"
  | "not_later"
  | "past"
  | "nothing_asked"
  | "nothing_to_undo"
  | "too_late"
  | "children_open"
  /** It goes with its parent. */
  | "merged"
  | "callback_missing"
  /** The office has decided whose it is. */
  | "arbitrated";

export type Verdict = { ok: true } | { ok: false; why: Why };

export interface MoveContext {
  now: Date;
  rules: Rules;
  calendar: WorkCalendar;
  zone: string;
  departments: Department[];
}

export type Who = "office" | "lead" | "co" | "tracker" | "leader" | "complainant" | "liaison" | "bot";
export type Check<M extends Move> = (
  move: M,
  ticket: TicketState,
  actor: Actor,
  ctx: MoveContext,
) => Why | false | undefined;

interface Rule<M extends Move> {
  from: readonly string[];
  who: readonly Who[];
  check?: Check<M>;
}

const ANY = [...OPEN, ...ANSWERED, ...DONE, "已撤回"];
const STILL_OPEN = [...OPEN, ...ANSWERED];
/** What the proposed owner does to a ticket that the office has not assigned yet settles whose it is. */
const OWNED = ["待交办", ...AT_WORK];

/** The one table: from where, by whom, and what must be given. */
const TABLE: { [K in Move["kind"]]: Rule<Extract<Move, { kind: K }>> } = {
  assign: {
    // Work that has begun keeps its owner; helpers may join.
    from: ["待交办", "已交办", "办理中"],
    who: ["office"],
    check: (m, t, actor, c) =>
      (t.status === "办理中" && m.lead !== t.lead && "wrong_state") ||
      may.newOwner(m.lead, t, c, t.status === "待交办" || (m.co ?? []).some((one) => !t.co.includes(one))) ||
      may.within(m, actor, c),
  },
  accept: { from: ["待交办", "已交办", "待补充办理结果", "重办"], who: ["lead", "office"] },
  progress: {
    from: [...OWNED, ...ANSWERED],
    who: ["lead", "co", "office"],
    check: (m) => may.empty(m.note) && "need_note",
  },
  // While the company is asked, a fuller result takes the place of the one before.
  reply: { from: [...OWNED, ...ANSWERED], who: ["lead", "office"], check: may.answer },
  close: { from: [...OWNED, ...ANSWERED, "已办结"], who: ["lead", "office", "bot"], check: may.close },
  return: { from: AT_WORK, who: ["lead"], check: may.giveBack },
  dispute: { from: AT_WORK, who: ["lead"], check: may.giveBack },
  arbitrate: {
    from: ["派单争议", "待交办"],
    who: ["office"],
    check: (m, t, actor, c) =>
      may.newOwner(m.lead, t, c, true) || may.within(m, actor, c) || may.arbitrateAmong(t, actor),
  },
  transfer: { from: OPEN, who: ["office", "lead", "leader"], check: may.transfer },
  extend: { from: AT_WORK, who: ["lead", "office"], check: may.extend },
  // The head presses his own people; a clerk does not press himself.
  urge: {
    from: STILL_OPEN,
    who: ["complainant", "liaison", "office", "leader", "lead", "tracker"],
    check: (_, t, actor) =>
      actor.role === "dept" &&
      !isOfficeOf(actor, t) &&
      !isOwnAffair(actor, t) &&
      !(isTracker(actor, t) && !isLead(actor, t)) &&
      "not_allowed",
  },
  callback: {
    from: [...OWNED, ...ANSWERED, "已办结"],
    who: ["complainant", "liaison", "office", "bot"],
    check: may.rate,
  },
  reopen: { from: DONE, who: ["complainant", "liaison", "office", "leader"], check: may.reopen },
  withdraw: { from: STILL_OPEN, who: ["complainant", "office"] },
  edit: {
    from: STILL_OPEN,
    who: ["complainant", "liaison", "office"],
    check: (m) => Object.keys(m.fields).length === 0 && "need_note",
  },
  split: { from: OPEN, who: ["office", "lead", "complainant"], check: may.split },
  merge: {
    from: OPEN,
    who: ["office", "bot"],
    check: (m, t) => (m.into === t.no || may.openChildren(t)) && "wrong_state",
  },
  undo: { from: ANY, who: ["office", "lead", "co", "complainant", "liaison", "leader"], check: may.undo },
  pause: {
    from: AT_WORK,
    who: ["lead", "office"],
    check: (m, t) => (may.waits(t) && "wrong_state") || (may.empty(m.reason) && "need_reason"),
  },
  request_detail: { from: OWNED, who: ["lead", "co", "office"], check: (m) => may.empty(m.question) && "need_note" },
  resume: {
    from: STILL_OPEN,
    who: ["lead", "office", "complainant", "liaison", "bot"],
    check: (_, t) => !may.waits(t) && "wrong_state",
  },
  leader_instruction: { from: [...STILL_OPEN, ...DONE], who: ["leader"], check: may.instruct },
  praise: { from: ANY, who: ["complainant", "liaison"] },
  remind: { from: OPEN, who: ["bot", "office"] },
  escalate: { from: OPEN, who: ["bot", "office"] },
};

/** Whether the actor may do this to the ticket now, and why not. Authority comes first: who may not see it learns nothing. */
export function canMove(actor: Actor, ticket: TicketState, move: Move, ctx: MoveContext): Verdict {
  // Who has given a ticket away may still take that back.
  const takesBack = move.kind === "undo" && undoable(ticket, ctx.now)[0]?.by === actor.id;
  if (takesBack) return { ok: true };
  if (!maySee(actor, ticket)) return { ok: false, why: "not_seen" };
  const rule = TABLE[move.kind] as unknown as Rule<Move>;
  if (!rule.who.some((who) => is(actor, ticket, who))) return { ok: false, why: "not_allowed" };
  if (isMerged(ticket) && !["withdraw", "urge", "undo", "praise", "edit"].includes(move.kind))
    return { ok: false, why: "merged" };
  if (!rule.from.includes(ticket.status)) return { ok: false, why: "wrong_state" };
  const why = rule.check?.(move, ticket, actor, ctx);
  return why ? { ok: false, why } : { ok: true };
}

function is(actor: Actor, ticket: TicketState, who: Who): boolean {
  switch (who) {
    case "office":
      return isOfficeOf(actor, ticket);
    case "lead":
      return isLead(actor, ticket);
    case "co":
      return isCo(actor, ticket);
    case "tracker":
      return isTracker(actor, ticket);
    case "leader":
      return actor.role === "leader";
    case "complainant":
      return isOwnAffair(actor, ticket);
    case "liaison":
      return isLiaison(actor, ticket);
    case "bot":
      return actor.role === "bot";
  }
}
