import type { SeenTicket } from "./authority.ts";
import type { Day } from "./town.ts";
import type { Action, Satisfaction } from "./vocabulary.ts";

/** A ticket as the moves know it. A row of the store, read with its history and complainants, fits. */
export interface TicketState extends SeenTicket {
  no: string;
  type: string;
  category: string;
  title: string;
  text: string;
  location: string | null;
  contactName: string | null;
  contactPhone: string | null;
  urgency: string;
  source: string;
  status: string;
  createdAt: Date;
  assignBy: Day | null;
  replyBy: Day | null;
  resolveBy: Day | null;
  userDeadline: Day | null;
  provisional: boolean;
  parentNo: string | null;
  repeatOf: string | null;
  tracker: string | null;
  tags: string[];
  urges: number;
  returns: number;
  satisfaction: string | null;
  comment: string | null;
  history: TicketEntry[];
  /** Tickets whose `parentNo` is this one's: sub-tasks, and what was merged into it. */
  children?: { no: string; status: string; tags: string[] }[];
}

export interface TicketEntry {
  at: Date;
  by: string;
  action: string;
  note: string;
  change?: unknown;
}

/** The fields that a move may change. */
export type TicketFields = Omit<
  TicketState,
  "no" | "createdAt" | "source" | "history" | "children" | "complainants" | "fromPersons" | "chatId" | "confidential"
>;

/** What stands in a history row's `change`, besides the fields before and after. */
export interface RecordedChange {
  before?: Partial<TicketFields>;
  after?: Partial<TicketFields>;
  /** return, dispute: what the department says, for the arbitration. */
  claim?: Claim;
  /** extend: asked for, approved or refused. */
  extension?: { state: "asked" | "approved" | "refused"; until: Day };
  /** reply that waits for the head's signature. */
  unsigned?: string;
  /** close that was sent back: why its result is none. */
  refused?: string[];
  commitments?: { what: string; by: Day }[];
  satisfaction?: Satisfaction;
  /** undo: the entries that are void now, by their moment and author. */
  undoes?: { at: string; by: string };
}

/** Why a department says that a ticket is not its own. */
export interface Claim {
  department: string;
  reason: string;
  /** The rule or list of duties that says so. */
  basis: string;
  /** Whose it is instead: a department's id. */
  proposed: string;
}

/** With an owner and not answered. */
export const AT_WORK = ["已交办", "办理中", "待补充办理结果", "重办"];
/** Not answered, wherever it lies. */
export const OPEN = ["待交办", "派单争议", ...AT_WORK];
export const ANSWERED = ["已回复", "待回访"];
export const DONE = ["已办结", "已归档"];
export const DEAD = ["已撤回", "不予受理"];
/** Nothing more is to be done: done, or never to be. */
export const ENDED: readonly string[] = [...DONE, ...DEAD];

/** Tags that moves set. */
export const TAG = {
  waiting: "等待企业",
  redone: "重办",
  overdue: "超期",
  arbitrated: "已仲裁",
  extensionAsked: "延期待批",
  unsigned: "待签发",
  subTask: "子任务",
  merged: "并案",
  /** Of a list that was imported with its result: no work of this town's in the time that figures are of. */
  solvedBefore: "导入前已解决",
  praised: "表扬",
} as const;

/** Who has the next step: a department, the office, or the company; nobody when the ticket is done or dead. */
export function responsible(ticket: Pick<TicketState, "status" | "lead">): string | "office" | "company" | null {
  if (AT_WORK.includes(ticket.status)) return ticket.lead ?? "office";
  if (OPEN.includes(ticket.status)) return "office";
  return ANSWERED.includes(ticket.status) ? "company" : null;
}

export const recorded = (entry: TicketEntry): RecordedChange => (entry.change ?? {}) as RecordedChange;

/** The entries that were not undone. The history itself is append-only. */
export function live<E extends Pick<TicketEntry, "at" | "action" | "change"> & { by?: string }>(history: E[]): E[] {
  const undone = history.flatMap((entry) => ((entry.change ?? {}) as RecordedChange).undoes ?? []);
  if (undone.length === 0) return history;
  return history.filter((one) => !undone.some(({ at, by }) => one.at.toISOString() === at && one.by === by));
}

/** The last entry of an action, or of one of several, that was not undone. */
export const lastOf = (ticket: Pick<TicketState, "history">, ...actions: Action[]): TicketEntry | undefined =>
  live(ticket.history).findLast((entry) => (actions as string[]).includes(entry.action));

/** The result that the company was given last. */
export const resultOf = (ticket: Pick<TicketState, "history">): string | null => lastOf(ticket, "reply")?.note ?? null;

/** How often it was answered: the round of the call-back. */
export const rounds = (ticket: Pick<TicketState, "history">): number =>
  live(ticket.history).filter((entry) => entry.action === "reply").length;

/** Whether the last answer has been called back. An imported ticket may carry its satisfaction without a history. */
export function isCalledBack(ticket: Pick<TicketState, "history" | "satisfaction">): boolean {
  if (ticket.satisfaction === null) return false;
  const last = lastOf(ticket, "reply", "callback");
  return last === undefined || last.action === "callback";
}

/** Both sides of a dispute, oldest first, for the office to read side by side. A department's later word replaces its earlier one. */
export function claimsOf(ticket: Pick<TicketState, "history">): Claim[] {
  const claims = new Map<string, Claim>();
  for (const entry of live(ticket.history)) {
    const { claim } = recorded(entry);
    if (claim) claims.set(claim.department, claim);
    if (entry.action === "arbitrate") claims.clear();
  }
  return [...claims.values()];
}

/** The extension that waits for the office's word. */
export function askedExtension(
  ticket: Pick<TicketState, "history" | "tags">,
): { until: Day; reason: string; by: string } | null {
  if (!ticket.tags.includes(TAG.extensionAsked)) return null;
  const last = live(ticket.history).findLast((entry) => recorded(entry).extension);
  const extension = last && recorded(last).extension;
  return last && extension?.state === "asked" ? { until: extension.until, reason: last.note, by: last.by } : null;
}

/** Since when the company is being waited for. */
export function waitingSince(ticket: Pick<TicketState, "tags" | "history">): Date | null {
  if (!ticket.tags.includes(TAG.waiting)) return null;
  return lastOf(ticket, "pause", "request_detail")?.at ?? null;
}

/** When it became 已办结. */
export function closedAt(ticket: Pick<TicketState, "history" | "status">): Date | null {
  if (!DONE.includes(ticket.status)) return null;
  const entry = live(ticket.history).findLast((one) => recorded(one).after?.status === "已办结");
  return entry?.at ?? lastOf(ticket, "callback", "close")?.at ?? null;
}

/** A move may be taken back for so long, by who made it or the office. */
const UNDO_MINUTES = 30;

/** The trailing entries that one move made, if it may still be taken back. */
export function undoable(ticket: TicketState, now: Date): TicketEntry[] {
  const entries = live(ticket.history).filter((entry) => !["undo", "remind", "escalate"].includes(entry.action));
  const last = entries.at(-1);
  if (!last || last.action === "create" || now.getTime() - last.at.getTime() > UNDO_MINUTES * 60_000) return [];
  const group = entries.filter((entry) => entry.at.getTime() === last.at.getTime() && entry.by === last.by);
  // An imported entry does not say what was before it.
  return group.some((entry) => entry.action === "create") || !recorded(group[0]!).before ? [] : group;
}

export const isMerged = (ticket: Pick<TicketState, "parentNo" | "tags">): boolean =>
  ticket.parentNo !== null && ticket.tags.includes(TAG.merged);
