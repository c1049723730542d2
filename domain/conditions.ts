import { type Actor, isComplainedOf, isLead, isOfficeOf, mayAskToHelp, mayGiveTo } from "./authority.ts";
import { REOPEN_DAYS } from "./bells.ts";
import { type HeardResult, resultFaults } from "./closing.ts";
import { districtOf } from "./levels.ts";
import type { Check, Move, MoveContext, Why } from "./moves.ts";
import {
  ANSWERED,
  askedExtension,
  type Claim,
  claimsOf,
  closedAt,
  isCalledBack,
  OPEN,
  resultOf,
  TAG,
  type TicketState,
  undoable,
} from "./ticket.ts";
import { addDays, dayOf } from "./time.ts";
import type { Rules } from "./town.ts";

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

/** While the company is asked: a result that says more than the one it has, and takes its place. */
export const isFuller = (heard: HeardResult | undefined, ticket: TicketState): heard is HeardResult =>
  heard !== undefined &&
  ANSWERED.includes(ticket.status) &&
  !isCalledBack(ticket) &&
  resultFaults(heard).length === 0 &&
  heard.text !== resultOf(ticket);

export function answer(move: { heard?: HeardResult }, ticket: TicketState, actor: Actor): Why | false {
  if (openChildren(ticket)) return "children_open";
  if (ANSWERED.includes(ticket.status) && move.heard && !isFuller(move.heard, ticket)) return "callback_missing";
  if (move.heard) return false;
  if (!ticket.tags.includes(TAG.unsigned)) return "need_note";
  return actor.role !== "dept_leader" && !isOfficeOf(actor, ticket) && "not_allowed";
}

export const close: Check<Extract<Move, { kind: "close" }>> = (move, ticket, actor, { rules }) => {
  if (OPEN.includes(ticket.status)) return actor.role === "bot" ? "not_allowed" : answer(move, ticket, actor);
  // The department's part ends with its answer; what is done with is archived by the office or by itself.
  if (ticket.status === "已办结" && !actor.isOffice && actor.role !== "bot")
    return isLead(actor, ticket) ? "wrong_state" : "not_allowed";
  // Where the company's word is asked for, silence does not close.
  if (ticket.status !== "已办结" && rules.company_word && ticket.satisfaction === "未能回访") return "callback_missing";
  if (!callbackMissing(ticket, rules)) return false;
  return isFuller(move.heard, ticket) && actor.role !== "bot" ? answer(move, ticket, actor) : "callback_missing";
};

/** Whether the company's word stands between an answer and its closing. */
export const callbackMissing = (ticket: TicketState, rules: Rules): boolean =>
  (rules.callback_required || ticket.status === "已办结") && !isCalledBack(ticket);

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

/** A district's office and leaders give work, and ask for help, within their own tree. */
export const within = (
  { lead, co = [] }: { lead: string; co?: string[] },
  actor: Actor,
  { departments }: MoveContext,
): Why | false =>
  (!mayGiveTo(actor, lead) || co.some((one) => !mayAskToHelp(actor, one, departments))) && "not_allowed";

/** A dispute with a body outside a district is the town's office's. */
export const arbitrateAmong = (ticket: TicketState, actor: Actor): Why | false =>
  !actor.isOffice &&
  ticket.status === "派单争议" &&
  claimsOf(ticket).some((one) => ![one.department, one.proposed].every((id) => actor.dispatches.includes(id))) &&
  "not_allowed";

/** Whether a transfer asks the city to take on what a district has: the city's office decides. */
export const goesUp = (lead: string, ticket: TicketState, actor: Actor, { departments }: MoveContext): boolean =>
  !actor.isOffice &&
  actor.role !== "leader" &&
  actor.district !== null &&
  isLead(actor, ticket) &&
  districtOf(lead, departments) === null;

export const transfer: Check<Extract<Move, { kind: "transfer" }>> = (move, ticket, actor, ctx) => {
  if (goesUp(move.lead, ticket, actor, ctx)) {
    if (ticket.tags.includes(TAG.arbitrated)) return "arbitrated";
    // What lies with the office already is decided there.
    if (["待交办", "派单争议"].includes(ticket.status)) return "wrong_state";
    return empty(move.reason) ? "need_reason" : newOwner(move.lead, ticket, ctx);
  }
  // Downwards within one's own tree, or to the district that follows it; to anybody else it is a return with its
  // reasons, or the office's to do.
  const tracked = districtOf(ticket.tracker, ctx.departments);
  const down = actor.district === null && tracked !== null && districtOf(move.lead, ctx.departments) === tracked;
  if (!mayGiveTo(actor, move.lead) && !down) return "not_allowed";
  return (actor.role !== "leader" && arbitrateAmong(ticket, actor)) || newOwner(move.lead, ticket, ctx);
};

export const extend: Check<Extract<Move, { kind: "extend" }>> = (move, ticket, actor, { now, zone }) => {
  const asked = askedExtension(ticket);
  if (move.decision) {
    if (!isOfficeOf(actor, ticket)) return "not_allowed";
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
  if (move.subTasks && !isOfficeOf(actor, ticket) && !isLead(actor, ticket)) return "not_allowed";
  if (leads.some((lead) => !mayAskToHelp(actor, lead, ctx.departments))) return "not_allowed";
  return leads.map((lead) => newOwner(lead, ticket, ctx, true)).find(Boolean);
};

export const undo: Check<Extract<Move, { kind: "undo" }>> = (_, ticket, actor, { now }) => {
  const [first] = undoable(ticket, now);
  if (!first) return ticket.history.length > 1 ? "too_late" : "nothing_to_undo";
  return first.by !== actor.id && !isOfficeOf(actor, ticket) && "not_allowed";
};

export const instruct: Check<Extract<Move, { kind: "leader_instruction" }>> = (move, ticket, actor, ctx) => {
  if (empty(move.note)) return "need_note";
  if (move.by && move.by < dayOf(ctx.now, ctx.zone)) return "past";
  const given = { lead: move.lead ?? ticket.lead ?? "", ...(move.co ? { co: move.co } : {}) };
  if (actor.district !== null && within(given, actor, ctx)) return "not_allowed";
  return move.lead !== undefined && newOwner(move.lead, ticket, ctx, true);
};
