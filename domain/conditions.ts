import { type Actor, isComplainedOf, isLead } from "./authority.ts";
import { REOPEN_DAYS } from "./bells.ts";
import type { HeardResult } from "./closing.ts";
import type { Check, Move, MoveContext, Why } from "./moves.ts";
import {
  ANSWERED,
  askedExtension,
  type Claim,
  closedAt,
  isCalledBack,
  OPEN,
  TAG,
  type TicketState,
  undoable,
} from "./ticket.ts";
import { addDays, dayOf } from "./time.ts";

/** What single moves need beyond who and where: the checks that the table of moves.ts names. */

export const empty = (text: string | undefined): boolean => !text?.trim();
export const waits = (ticket: TicketState): boolean => ticket.tags.includes(TAG.waiting);
export const openChildren = (ticket: TicketState): boolean =>
  (ticket.children ?? []).some((child) => !child.tags.includes(TAG.merged) && OPEN.includes(child.status));

export function newOwner(
  lead: string,
  ticket: TicketState,
  { departments }: MoveContext,
  mayStay = false,
): Why | false {
  const department = departments.find(({ id }) => id === lead);
  if (!department) return "no_such_department";
  if (ticket.confidential) {
    if (isComplainedOf([department.id, department.name, ...department.aliases], ticket)) return "complained_of";
    if (!department.confidential && !department.office) return "not_confidential";
  }
  return !mayStay && lead === ticket.lead && "same_owner";
}

export function answer(move: { heard?: HeardResult }, ticket: TicketState, actor: Actor): Why | false {
  if (openChildren(ticket)) return "children_open";
  if (move.heard) return false;
  if (!ticket.tags.includes(TAG.unsigned)) return "need_note";
  return actor.role !== "dept_leader" && !actor.isOffice && "not_allowed";
}

export const close: Check<Extract<Move, { kind: "close" }>> = (move, ticket, actor, { rules }) => {
  if (OPEN.includes(ticket.status)) return actor.role === "bot" ? "not_allowed" : answer(move, ticket, actor);
  // The department's part ends with its answer; what is done with is archived by the office or by itself.
  if (ticket.status === "已办结" && !actor.isOffice && actor.role !== "bot") return "not_allowed";
  // Where the company's word is asked for, silence does not close.
  if (ticket.status !== "已办结" && rules.company_word && ticket.satisfaction === "未能回访") return "callback_missing";
  const needed = rules.callback_required || ticket.status === "已办结";
  return needed && !isCalledBack(ticket) && "callback_missing";
};

export function giveBack(
  { claim }: { claim: Partial<Claim> },
  ticket: TicketState,
  _: Actor,
  ctx: MoveContext,
): Why | false {
  if (ticket.tags.includes(TAG.arbitrated)) return "arbitrated";
  if (empty(claim.reason)) return "need_reason";
  if (empty(claim.proposed)) return "need_owner";
  if (empty(claim.basis)) return "need_basis";
  return newOwner(claim.proposed!, ticket, ctx);
}

export const transfer: Check<Extract<Move, { kind: "transfer" }>> = (move, ticket, actor, ctx) => {
  // Downwards within one's own tree; to anybody else it is a return with its reasons, or the office's to do.
  if (!actor.isOffice && actor.role !== "leader" && !actor.scope.includes(move.lead)) return "not_allowed";
  return newOwner(move.lead, ticket, ctx);
};

export const extend: Check<Extract<Move, { kind: "extend" }>> = (move, ticket, actor, { now, zone }) => {
  const asked = askedExtension(ticket);
  if (move.decision) {
    if (!actor.isOffice) return "not_allowed";
    if (move.decision === "refuse" || !move.until) return !asked && "nothing_asked";
  } else {
    if (!isLead(actor, ticket)) return "not_allowed";
    if (empty(move.reason)) return "need_reason";
    if (!move.until) return "need_date";
    if (ticket.replyBy && dayOf(now, zone) > ticket.replyBy) return "after_due";
  }
  return ticket.replyBy !== null && (move.until ?? asked!.until) <= ticket.replyBy && "not_later";
};

export const rate: Check<Extract<Move, { kind: "callback" }>> = (move, ticket, actor, ctx) => {
  if (actor.role === "bot")
    return !(ANSWERED.includes(ticket.status) && move.satisfaction === "未能回访") && "not_allowed";
  // A company may say that it is solved before the department does; that it is not, only of an answer.
  if (OPEN.includes(ticket.status)) return ["不满意", "未能回访"].includes(move.satisfaction) && "wrong_state";
  return ticket.status === "已办结" && tooLate(ticket, ctx);
};

export const reopen: Check<Extract<Move, { kind: "reopen" }>> = (move, ticket, _, ctx) =>
  tooLate(ticket, ctx) || (empty(move.reason) && "need_reason");

function tooLate(ticket: TicketState, { now, zone, rules }: MoveContext): Why | false {
  const closed = closedAt(ticket);
  return (
    closed !== null && dayOf(now, zone) > addDays(dayOf(closed, zone), rules.reopen_days ?? REOPEN_DAYS) && "too_late"
  );
}

export const split: Check<Extract<Move, { kind: "split" }>> = (move, ticket, actor, ctx) => {
  if (move.parts.length < (move.subTasks ? 1 : 2)) return "need_parts";
  const leads = move.parts.map((part) => part.lead).filter((lead) => lead !== null);
  if (move.subTasks && !actor.isOffice && !isLead(actor, ticket)) return "not_allowed";
  return leads.map((lead) => newOwner(lead, ticket, ctx, true)).find(Boolean);
};

export const undo: Check<Extract<Move, { kind: "undo" }>> = (_, ticket, actor, { now }) => {
  const [first] = undoable(ticket, now);
  if (!first) return ticket.history.length > 1 ? "too_late" : "nothing_to_undo";
  return first.by !== actor.id && !actor.isOffice && "not_allowed";
};

export const instruct: Check<Extract<Move, { kind: "leader_instruction" }>> = (move, ticket, _, ctx) => {
  if (empty(move.note)) return "need_note";
  if (move.by && move.by < dayOf(ctx.now, ctx.zone)) return "past";
  return move.lead !== undefined && newOwner(move.lead, ticket, ctx, true);
};
