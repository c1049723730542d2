import { type Actor, seesAll } from "./authority.ts";
import type { WorkCalendar } from "./calendar.ts";
import type { Bell } from "./ladder.ts";
import { nextSendable } from "./quiet.ts";
import { instantOf } from "./time.ts";
import type { Day, Rules } from "./town.ts";

const REDEMPTION_STATUSES = ["待到账", "已到账", "作废"] as const;
export type RedemptionStatus = (typeof REDEMPTION_STATUSES)[number];

/** What a company was granted under a policy, and whether the money is there. */
export interface Redemption {
  id: number;
  enterpriseId: string;
  policyId: string | null;
  policy: string;
  departmentId: string | null;
  /** In fen. */
  amount: number;
  status: RedemptionStatus;
  approvedOn: Day;
  payBy: Day;
  paidOn: Day | null;
}

/** Working days in which granted money is there, where the town says nothing else. */
export const PAYMENT_DAYS = 5;

export const payBy = (approvedOn: Day, rules: Pick<Rules, "payment_days">, calendar: WorkCalendar): Day =>
  calendar.addWorkdays(approvedOn, rules.payment_days ?? PAYMENT_DAYS).day;

/** On the last day who pays is reminded; on the working day after it their head and the office hear of it too. */
export function paymentBells(
  one: { id: number; payBy: Day },
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Bell[] {
  const late = calendar.addWorkdays(one.payBy, 1).day;
  return [
    { stage: "day", kind: "兑现提醒", to: "handler" as const, on: one.payBy },
    { stage: "late", kind: "兑现超期", to: "office" as const, on: late },
  ].map(({ on, ...bell }) => ({
    ...bell,
    key: `payment/${one.id}/${one.payBy}/${bell.stage}`,
    dueAt: nextSendable(instantOf(on, rules.sent_at, zone), rules, calendar, zone),
  }));
}

export const isLate = (one: Pick<Redemption, "status" | "payBy">, today: Day): boolean =>
  one.status === "待到账" && one.payBy < today;

/** Writing into the ledger: the office, departments, and a liaison cadre for the companies that they look after. */
export const mayRedeem = (actor: Actor, enterprise: string): boolean =>
  actor.isOffice ||
  actor.role === "dept" ||
  actor.role === "dept_leader" ||
  (actor.role === "cadre" && actor.liaisonFor.includes(enterprise));

/** Changing an entry: the office, and who works for the department that pays. */
export const mayChangeRedemption = (actor: Actor, one: Pick<Redemption, "enterpriseId" | "departmentId">): boolean =>
  actor.isOffice ||
  (one.departmentId !== null && actor.scope.includes(one.departmentId)) ||
  (one.departmentId === null && mayRedeem(actor, one.enterpriseId));

/** A company reads its own; a cadre their companies'; a department what it pays; the office and leaders all. */
export const seesRedemption = (actor: Actor, one: Pick<Redemption, "enterpriseId" | "departmentId">): boolean =>
  seesAll(actor) ||
  (actor.enterprise !== undefined && actor.enterprise === one.enterpriseId) ||
  actor.liaisonFor.includes(one.enterpriseId) ||
  (["dept", "dept_leader", "leader"].includes(actor.role) &&
    one.departmentId !== null &&
    actor.oversees.includes(one.departmentId));

export interface Total {
  name: string;
  count: number;
  enterprises: number;
  /** In fen, all that was granted; of it what is there. */
  granted: number;
  paid: number;
}

export interface Totals {
  all: Total;
  /** Largest first. */
  policies: Total[];
  /** By department id; "" for those without one. */
  departments: Total[];
}

/** Sums over entries that stand; what was struck off counts for nothing. */
export function totalsOf(entries: readonly Redemption[]): Totals {
  const standing = entries.filter(({ status }) => status !== "作废");
  const by = (key: (one: Redemption) => string): Total[] => {
    const groups = new Map<string, Redemption[]>();
    for (const one of standing) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
    return [...groups]
      .map(([name, own]) => totalOf(name, own))
      .sort((a, b) => b.granted - a.granted || (a.name < b.name ? -1 : 1));
  };
  return {
    all: totalOf("", standing),
    policies: by(({ policy }) => policy),
    departments: by(({ departmentId }) => departmentId ?? ""),
  };
}

function totalOf(name: string, entries: readonly Redemption[]): Total {
  const sum = (own: readonly Redemption[]) => own.reduce((total, { amount }) => total + amount, 0);
  return {
    name,
    count: entries.length,
    enterprises: new Set(entries.map(({ enterpriseId }) => enterpriseId)).size,
    granted: sum(entries),
    paid: sum(entries.filter(({ status }) => status === "已到账")),
  };
}
