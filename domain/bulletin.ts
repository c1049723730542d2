import { spanOf } from "./period.ts";
import { live, TAG } from "./ticket.ts";
import { dayOf } from "./time.ts";
import type { Day, Department } from "./town.ts";

/** What of a ticket the bulletin counts. A ticket row fits. */
export interface CountedTicket {
  no: string;
  lead: string | null;
  category: string;
  status: string;
  confidential: boolean;
  parentNo: string | null;
  createdAt: Date;
  replyBy: Day | null;
  satisfaction: string | null;
  tags?: string[];
  history: { at: Date; by?: string; action: string; change?: unknown }[];
}

/** Each figure as the numbers of the tickets behind it, so that every number opens. */
export interface Figures {
  received: string[];
  answered_on_time: string[];
  answered_late: string[];
  /** Not yet answered. */
  open: string[];
  called_back: string[];
  /** 基本满意 or better. */
  satisfied: string[];
}

export interface BulletinRow {
  dept: string;
  received: number;
  answered_on_time: number;
  answered_late: number;
  open: number;
  called_back: number;
  satisfied: number;
  /** On time / answered, as "66.7%"; "—" when there is nothing to divide. */
  on_time_rate: string;
  /** Satisfied / called back. */
  satisfaction_rate: string;
}

export interface Bulletin {
  /** "2026-09". */
  period: string;
  rows: BulletinRow[];
  /** `dept` is 合计. */
  total: BulletinRow & { answered: number; callback_rate: string };
  top_categories: [category: string, count: number][];
  /** By department, with 合计 for the total. */
  behind: Record<string, Figures>;
  /** The tickets of each top category. */
  behind_categories: Record<string, string[]>;
}

/** Stands for all departments. */
export const TOTAL = "合计";
const SATISFIED = ["非常满意", "满意", "基本满意"];
const NOT_COUNTED = ["已撤回", "不予受理"];
const ANSWERED = ["已回复", "待回访", "重办", "已办结", "已归档"];

/**
 * The figures of one period ("2026-09", "2026-W38", "2026-Q3" …), by the local day on which a ticket was created. Withdrawn, refused and confidential tickets
 * are not counted, nor what a list has brought solved; one with a parent counts with it. 未能回访 is no call-back: nobody was reached.
 *
 * @param departments rows stand in this order; of a department that is not among them, after these
 * @param only of these departments; the total is theirs too
 */
export function bulletinOf(
  period: string,
  tickets: CountedTicket[],
  {
    zone,
    departments = [],
    only,
    top = 3,
    categoryOf = (category) => category,
  }: {
    zone: string;
    departments?: Pick<Department, "id">[];
    only?: string[];
    top?: number;
    categoryOf?: (category: string) => string;
  },
): Bulletin {
  const span = spanOf(period);
  const counted = tickets
    .filter((ticket) => !NOT_COUNTED.includes(ticket.status) && !ticket.confidential && !ticket.parentNo)
    .filter((ticket) => !ticket.tags?.includes(TAG.solvedBefore))
    .filter((ticket) => span !== null && inSpan(dayOf(ticket.createdAt, zone), span))
    .filter((ticket) => !only || (ticket.lead !== null && only.includes(ticket.lead)))
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.no < b.no ? -1 : 1));

  const byLead = groupBy(counted, (ticket) => ticket.lead ?? "");
  const order = [...new Set([...departments.map(({ id }) => id), ...byLead.keys()])];
  // A ticket that nobody leads yet is in the total only.
  const leads = order.filter((lead) => lead !== "" && byLead.has(lead));
  const behind: Record<string, Figures> = {};
  for (const lead of leads) behind[lead] = figuresOf(byLead.get(lead)!, zone);
  const all = figuresOf(counted, zone);
  behind[TOTAL] = all;

  const categories = [...groupBy(counted, (ticket) => categoryOf(ticket.category))]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, top);
  const answered = all.answered_on_time.length + all.answered_late.length;
  return {
    period,
    rows: leads.map((lead) => rowOf(lead, behind[lead]!)),
    total: { ...rowOf(TOTAL, all), answered, callback_rate: rate(all.called_back.length, answered) },
    top_categories: categories.map(([category, found]) => [category, found.length]),
    behind,
    behind_categories: Object.fromEntries(categories.map(([category, found]) => [category, found.map((t) => t.no)])),
  };
}

const inSpan = (day: Day, { from, until }: { from: Day; until: Day }): boolean => from <= day && day <= until;

/** One decimal, but a whole 100%. Nothing to divide by is "—", not 0. */
export function rate(part: number, whole: number): string {
  if (whole === 0) return "—";
  return part === whole ? "100%" : `${((100 * part) / whole).toFixed(1)}%`;
}

/** When the first answer was given; null while there is none. A 重办 has been answered before. */
export function answeredAt(ticket: Pick<CountedTicket, "status" | "history">): Date | null {
  const history = live(ticket.history);
  const reply = history.find((entry) => entry.action === "reply");
  if (reply) return reply.at;
  // Imported histories know a closing only; a closing that was sent back for want of a result is no answer.
  const closed = ANSWERED.includes(ticket.status)
    ? ticket.history.find((entry) => entry.action === "close")
    : undefined;
  return closed?.at ?? null;
}

/** Whether the first answer came on the reply date that was in force then: a later date of a 重办 does not heal it. */
export function isOnTime(ticket: Pick<CountedTicket, "replyBy" | "status" | "history">, zone: string): boolean {
  const at = answeredAt(ticket);
  if (!at) return false;
  const replyBy = replyByAt(ticket, at);
  return replyBy === null || dayOf(at, zone) <= replyBy;
}

function replyByAt(ticket: Pick<CountedTicket, "replyBy" | "history">, at: Date): Day | null {
  for (const entry of ticket.history) {
    if (entry.at < at) continue;
    const before = (entry.change as { before?: { replyBy?: Day | null } } | null | undefined)?.before;
    if (before && "replyBy" in before) return before.replyBy ?? null;
  }
  return ticket.replyBy;
}

function figuresOf(tickets: CountedTicket[], zone: string): Figures {
  const numbers = (test: (ticket: CountedTicket) => boolean) => tickets.filter(test).map((ticket) => ticket.no);
  const calledBack = (ticket: CountedTicket) => ticket.satisfaction !== null && ticket.satisfaction !== "未能回访";
  return {
    received: numbers(() => true),
    answered_on_time: numbers((ticket) => answeredAt(ticket) !== null && isOnTime(ticket, zone)),
    answered_late: numbers((ticket) => answeredAt(ticket) !== null && !isOnTime(ticket, zone)),
    open: numbers((ticket) => answeredAt(ticket) === null),
    called_back: numbers(calledBack),
    satisfied: numbers((ticket) => SATISFIED.includes(ticket.satisfaction ?? "")),
  };
}

function rowOf(dept: string, figures: Figures): BulletinRow {
  const count = (key: keyof Figures) => figures[key].length;
  const answered = count("answered_on_time") + count("answered_late");
  return {
    dept,
    received: count("received"),
    answered_on_time: count("answered_on_time"),
    answered_late: count("answered_late"),
    open: count("open"),
    called_back: count("called_back"),
    satisfied: count("satisfied"),
    on_time_rate: rate(count("answered_on_time"), answered),
    satisfaction_rate: rate(count("satisfied"), count("called_back")),
  };
}

function groupBy<T>(values: T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
