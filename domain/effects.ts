import { type Actor, isLead, mayAskToHelp } from "./authority.ts";
import { type HeardResult, resultFaults } from "./closing.ts";
import { callbackMissing, goesUp, isFuller } from "./conditions.ts";
import { Draft } from "./draft.ts";
import { canMove, type Move, type MoveContext, type Why } from "./moves.ts";
import type { Outcome } from "./outcome.ts";
import { nextSendable } from "./quiet.ts";
import {
  ANSWERED,
  askedExtension,
  type Claim,
  DONE,
  lastOf,
  live,
  OPEN,
  recorded,
  TAG,
  type TicketEntry,
  type TicketState,
  undoable,
} from "./ticket.ts";
import type { Action } from "./vocabulary.ts";
import { resumed } from "./waiting.ts";

export class MoveRefused extends Error {
  constructor(readonly why: Why) {
    super(`Move refused: ${why}`);
    this.name = "MoveRefused";
  }
}

/**
 * What a move makes of a ticket.
 * @throws MoveRefused with what `canMove` says; ask it first, and with words for the person.
 */
export function applyMove(ticket: TicketState, move: Move, actor: Actor, ctx: MoveContext): Outcome {
  const verdict = canMove(actor, ticket, move, ctx);
  if (!verdict.ok) throw new MoveRefused(verdict.why);
  const draft = new Draft(ticket, actor, ctx);
  EFFECTS[move.kind](draft, move as never);
  return draft.outcome();
}

/** Of these the company was told, so it is told that they are void. */
const COMPANY_HEARS = new Set<string>([
  "assign",
  "progress",
  "reply",
  "close",
  "dispute",
  "arbitrate",
  "transfer",
  "extend",
  "pause",
  "request_detail",
] satisfies Action[]);

type Effects = { [K in Move["kind"]]: (draft: Draft, move: Extract<Move, { kind: K }>) => void };

const EFFECTS: Effects = {
  assign(d, { lead, co, note }) {
    const first = d.ticket.status === "待交办";
    const old = d.ticket.lead;
    const stays = !first && old === lead;
    d.set({ status: stays ? d.ticket.status : "已交办", lead, co: (co ?? d.ticket.co).filter((one) => one !== lead) });
    d.entry("assign", note ?? lead);
    if (!stays) d.tellHandler("assigned");
    for (const department of d.change.co!)
      if (!d.ticket.co.includes(department)) d.tellHandler("assigned_co", "", department);
    if (first) d.tellCompany("owner_named");
    else if (old && old !== lead) d.tellHandler("taken_away", "", old).tellCompany("owner_named");
  },

  accept(d, { note }) {
    d.set({ status: "办理中" }).entry("accept", note);
  },

  progress(d, { note, commitments = [] }) {
    if (OPEN.includes(d.ticket.status)) d.set({ status: "办理中" });
    d.entry("progress", note, commitments.length > 0 ? { commitments } : undefined);
    d.extra.commitments = commitments;
    d.tellCompany("progress", note);
  },

  reply(d, { heard }) {
    answer(d, heard, "reply");
  },

  close(d, { heard }) {
    const fuller = callbackMissing(d.ticket, d.ctx.rules) && isFuller(heard, d.ticket);
    if (OPEN.includes(d.ticket.status) || fuller) return answer(d, heard, "close");
    d.set({ status: DONE.includes(d.ticket.status) ? "已归档" : "已办结" }).entry("close");
    if (d.change.status === "已办结") d.tellCompany("closed");
  },

  return(d, { claim }) {
    giveBack(d, claim, d.ticket.returns > 0);
  },

  dispute(d, { claim }) {
    giveBack(d, claim, true);
  },

  arbitrate(d, { lead, co, note }) {
    const old = d.ticket.lead;
    d.set({ status: "已交办", lead, co: (co ?? d.ticket.co).filter((one) => one !== lead) });
    d.tag(TAG.arbitrated).entry("arbitrate", note ?? lead);
    d.tellHandler("arbitrated");
    for (const department of sides(d.ticket, old)) if (department !== lead) d.tellHandler("arbitrated", "", department);
    d.tellCompany("owner_named");
  },

  transfer(d, { lead, note, reason }) {
    const old = d.ticket.lead;
    if (goesUp(lead, d.ticket, d.actor, d.ctx)) return raise(d, lead, reason!);
    d.set({ lead, status: "已交办", co: d.ticket.co.filter((one) => one !== lead) }).untag(TAG.waiting);
    // What the city's body says for sending it down is its side, should the district dispute it.
    const down = old !== null && isLead(d.actor, d.ticket) && !d.actor.scope.includes(lead);
    const claim: Claim = { department: old ?? "", reason: reason || note || "", basis: "", proposed: lead };
    d.entry("transfer", note ?? lead, down ? { claim } : undefined).tellHandler("assigned");
    if (old && !d.actor.scope.includes(old)) d.tellHandler("taken_away", "", old);
    d.tellCompany("owner_named");
  },

  extend(d, { until, reason, decision }) {
    if (!decision) {
      d.tag(TAG.extensionAsked).entry("extend", reason, { extension: { state: "asked", until: until! } });
      d.tellOffice("extension_asked", reason);
      return;
    }
    const asked = askedExtension(d.ticket);
    const day = until ?? asked!.until;
    d.untag(TAG.extensionAsked);
    if (decision === "refuse") {
      d.entry("extend", reason, { extension: { state: "refused", until: day } }).tellHandler(
        "extension_refused",
        reason,
      );
      return;
    }
    const resolveBy = d.ticket.resolveBy !== null && d.ticket.resolveBy < day ? day : d.ticket.resolveBy;
    d.set({ replyBy: day, resolveBy, provisional: d.ctx.calendar.isProvisional(day) });
    d.entry("extend", reason ?? asked?.reason, { extension: { state: "approved", until: day } });
    d.tellHandler("extended").tellCompany("extended", reason ?? asked?.reason);
  },

  urge(d, { note }) {
    d.set({ urges: d.ticket.urges + 1 }).entry("urge", note);
    const staff = ["admin", "leader", "dept", "dept_leader"].includes(d.actor.role);
    const about = staff ? "pressed" : "urged";
    if (["待交办", "派单争议"].includes(d.ticket.status)) d.tellOffice(about, note);
    else d.tellHandler(about, note);
  },

  callback(d, { satisfaction, comment }) {
    d.set({ satisfaction, comment: comment ?? d.ticket.comment });
    if (satisfaction === "不满意") {
      d.set({ status: "重办" }).renewReply().tag(TAG.redone).untag(TAG.unsigned);
      d.entry("callback", comment, { satisfaction }).entry("reopen", comment);
      d.tellHandler("redone", comment).tellLeader("redone", comment).tellOffice("redone", comment);
      return;
    }
    // Silence is no word of the company.
    const wordless = satisfaction === "未能回访" && d.ctx.rules.company_word === true;
    d.set({ status: wordless ? "已回复" : "已办结" }).untag(TAG.waiting);
    d.entry("callback", comment, { satisfaction });
    if (wordless) d.tellOffice("unreachable");
  },

  reopen(d, { reason }) {
    d.set({ status: "重办" }).renewReply().tag(TAG.redone).entry("reopen", reason);
    d.tellHandler("reopened", reason).tellLeader("reopened", reason).tellOffice("reopened", reason);
  },

  withdraw(d, { reason }) {
    const own = d.actor.enterprise;
    const others = d.ticket.complainants.filter(({ company }) => company !== own);
    if (own && !d.actor.isOffice && others.length > 0) {
      d.extra.leaves = own;
      d.entry("withdraw", reason);
      return;
    }
    d.set({ status: "已撤回" }).entry("withdraw", reason);
    if (["待交办", "派单争议"].includes(d.ticket.status)) d.tellOffice("withdrawn", reason);
    else d.tellHandler("withdrawn", reason);
  },

  edit(d, { fields, note }) {
    d.set(fields).entry("edit", note);
    if (d.ticket.status === "待交办") d.tellOffice("corrected", note);
    else d.tellHandler("corrected", note);
  },

  split(d, { parts, subTasks }) {
    const { assignBy, replyBy, resolveBy } = d.ticket;
    const [own, ...rest] = subTasks ? [null, ...parts] : parts;
    // The first part stays this ticket, so that its number still means something to who has it.
    if (own) d.set({ title: own.title, text: own.text, ...(own.category ? { category: own.category } : {}) });
    // While nobody has begun on it, it goes where its own part belongs.
    if (own?.lead && own.sure && own.lead !== d.ticket.lead && ["待交办", "已交办"].includes(d.ticket.status))
      d.set({ lead: own.lead, status: "已交办" }).tellHandler("assigned");
    d.extra.create = rest.map((part) => ({
      ...part!,
      status: part!.sure && part!.lead ? "已交办" : "待交办",
      parentNo: subTasks ? d.ticket.no : null,
      tags: subTasks ? [TAG.subTask] : [],
      assignBy,
      replyBy,
      resolveBy,
    }));
    d.entry("split");
  },

  merge(d, { into }) {
    d.set({ parentNo: into }).tag(TAG.merged).entry("merge", into);
    d.extra.mergedInto = into;
  },

  undo(d) {
    const entries = undoable(d.ticket, d.ctx.now);
    const [first] = entries as [TicketEntry];
    d.set(recorded(first).before ?? {});
    d.extra.voided = entries.flatMap((entry) => recorded(entry).commitments ?? []);
    d.entry("undo", first.action, { undoes: { at: first.at.toISOString(), by: first.by } });
    // Both the one who has it now and the one who gets it back; who is both is told once.
    d.tellHandler("undone", first.action);
    if (d.ticket.lead && d.ticket.lead !== d.lead) d.tellHandler("undone", first.action, d.ticket.lead);
    if (entries.some((entry) => COMPANY_HEARS.has(entry.action))) d.tellCompany("undone", first.action);
  },

  pause(d, { reason }) {
    d.set({ status: "办理中" }).tag(TAG.waiting).entry("pause", reason).tellCompany("detail_asked", reason);
  },

  request_detail(d, { question }) {
    if (d.ticket.status !== "待交办") d.set({ status: "办理中" });
    d.tag(TAG.waiting).entry("request_detail", question).tellCompany("detail_asked", question);
  },

  resume(d, { note }) {
    d.set(resumed(d.ticket, d.ctx)).untag(TAG.waiting).entry("resume", note);
    if (d.actor.role === "bot") d.tellHandler("pause_over").tellCompany("pause_over");
    else d.tellHandler("resumed", note);
  },

  leader_instruction(d, { note, lead, co, by }) {
    const old = d.ticket.lead;
    if (lead) d.set({ lead, co: (co ?? d.ticket.co).filter((one) => one !== lead) });
    else if (co) d.set({ co: [...new Set([...d.ticket.co, ...co])] });
    if (by) d.set({ replyBy: by, provisional: d.ctx.calendar.isProvisional(by) });
    if (DONE.includes(d.ticket.status) && (lead || by)) {
      d.set({ status: "重办" }).tag(TAG.redone);
      if (!by) d.renewReply();
    } else if (lead) d.set({ status: "已交办" });
    if (d.ticket.urgency === "normal") d.set({ urgency: "urgent" });
    d.entry("leader_instruction", note);
    d.tellHandler("instructed", note).tellLeader("instructed", note).tellOffice("instructed", note);
    const helpers = d.change.co ?? d.ticket.co;
    for (const department of helpers)
      if (!d.ticket.co.includes(department)) d.tellHandler("assigned_co", "", department);
    if (lead && old && lead !== old && !helpers.includes(old)) d.tellHandler("taken_away", "", old);
  },

  praise(d, { note }) {
    d.tag(TAG.praised).entry("praise", note).tellHandler("praised", note).tellLeader("praised", note);
  },

  remind(d, { note }) {
    d.entry("remind", note);
  },

  escalate(d, { note }) {
    d.entry("escalate", note).tellOffice("escalated", note);
  },
};

/** A result: to the company when it answers, back to the department when it does not, to the head where one signs. */
function answer(d: Draft, heard: HeardResult | undefined, kind: "reply" | "close"): void {
  const unsigned = live(d.ticket.history).findLast((entry) => recorded(entry).unsigned !== undefined);
  const again = ANSWERED.includes(d.ticket.status);
  const text = heard?.text ?? (unsigned && recorded(unsigned).unsigned) ?? "";
  const faults = heard ? resultFaults(heard) : [];
  if (faults.length > 0) {
    // Its own action for a closing, never a reply: a paper one must not count as an answer in any figure.
    d.set({ status: "待补充办理结果" }).entry(kind === "close" ? "close" : "progress", text, { refused: faults });
    if (d.actor.isOffice) d.tellHandler("sent_back");
    return;
  }
  if (heard && d.ctx.rules.head_sign_off && d.actor.role !== "dept_leader" && !d.actor.isOffice) {
    if (!again) d.set({ status: "办理中" });
    d.tag(TAG.unsigned).entry("progress", text, { unsigned: text }).tellLeader("to_sign", text);
    return;
  }
  d.set({ status: d.ctx.rules.callback_required ? "待回访" : "已回复" }).untag(
    TAG.unsigned,
    TAG.waiting,
    TAG.extensionAsked,
  );
  if (again) {
    d.entry("reply", text);
    if (d.ticket.status !== "待回访" || !isAskedLater(d)) d.tellCompany("answered_again", text);
    return;
  }
  if (d.ticket.replyBy && d.today > d.ticket.replyBy) d.tag(TAG.overdue);
  d.entry("reply", text);
  if (kind === "close") d.entry("close", text);
  d.tellCompany("answered", text);
}

/** The call-back of the answer before waits for the morning still, and will carry this one. */
function isAskedLater({ ticket, ctx }: Draft): boolean {
  const answered = lastOf(ticket, "reply")?.at;
  return answered !== undefined && nextSendable(answered, ctx.rules, ctx.calendar, ctx.zone) > ctx.now;
}

/**
 * A district asks the city to take a ticket on. The clock runs on, the district's body follows it from now; what was
 * sent back once and is raised again is a dispute, as a second return is.
 */
function raise(d: Draft, lead: string, reason: string): void {
  const claim: Claim = { department: d.ticket.lead!, reason, basis: "", proposed: lead };
  d.set({ returns: d.ticket.returns + 1 }).untag(TAG.waiting, TAG.unsigned);
  if (d.ticket.returns > 0) {
    d.set({ status: "派单争议" }).entry("transfer", reason, { claim }).entry("dispute", reason, { claim });
    d.tellOffice("disputed", reason).tellCompany("in_arbitration");
    return;
  }
  d.set({ status: "待交办", lead }).entry("transfer", reason, { claim }).tellOffice("raised", reason);
}

/** The first return goes to the office with the proposed owner; the next one is a dispute that the office decides. */
function giveBack(d: Draft, claimed: Partial<Claim>, disputed: boolean): void {
  const { reason, basis, proposed } = claimed as Claim;
  const claim: Claim = { department: d.ticket.lead!, reason, basis, proposed };
  d.set({ returns: d.ticket.returns + 1 }).untag(TAG.waiting, TAG.unsigned);
  if (disputed) {
    d.set({ status: "派单争议" });
    if (d.ticket.returns > 0) d.entry("return", reason, { claim });
    d.entry("dispute", reason, { claim });
    d.tellOffice("disputed", reason).tellCompany("in_arbitration");
    return;
  }
  // Another district hears of it only when the town's office has said so.
  const { departments } = d.ctx;
  const near = mayAskToHelp(d.actor, proposed, departments);
  const lead = near ? proposed : (departments.find(({ office }) => office)?.id ?? proposed);
  d.set({ status: "待交办", lead }).entry("return", reason, { claim }).tellOffice("returned", reason);
}

const sides = (ticket: TicketState, lead: string | null): string[] => {
  const claimants = ticket.history.flatMap((entry) => recorded(entry).claim?.department ?? []);
  return [...new Set([...claimants, ...(lead ? [lead] : [])])];
};
