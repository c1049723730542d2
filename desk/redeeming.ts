import { payBy, paymentBells, type Redemption, type RedemptionStatus } from "../domain/redemption.ts";
import type { Day } from "../domain/town.ts";
import type { Desk } from "./desk.ts";
import { schedule } from "./reminders.ts";

export interface Granted {
  enterpriseId: string;
  policyId: string | null;
  policy: string;
  departmentId: string | null;
  /** In fen. */
  amount: number;
  approvedOn: Day;
  /** Absent: the money is not there yet, and its clock runs. */
  paidOn?: Day;
  source: string;
  key?: string;
}

/** Puts an entry into the ledger, with the clock of its payment. Null: it was there already. */
export async function redeem(desk: Desk, granted: Granted): Promise<Redemption | null> {
  const { paidOn, ...entry } = granted;
  const made = await desk.work.redemptions.addRedemption({
    ...entry,
    status: paidOn ? "已到账" : "待到账",
    payBy: payBy(granted.approvedOn, desk.town.rules, desk.calendar),
    paidOn: paidOn ?? null,
    at: desk.now,
  });
  if (made?.status === "待到账") {
    const bells = paymentBells(made, desk.town.rules, desk.calendar, desk.town.zone);
    // What was granted long ago has had its day.
    await schedule(
      desk,
      "payment",
      String(made.id),
      bells.filter(({ dueAt }) => dueAt > desk.now),
    );
  }
  return made;
}

/** The money is there, or the entry was a mistake. The change stands in the audit. */
export async function changeRedemption(
  desk: Desk,
  one: Redemption,
  status: RedemptionStatus,
  by: string,
  paidOn: Day,
): Promise<Redemption> {
  await desk.work.sending.cancelByKey([`payment/${one.id}/`], desk.now);
  await desk.work.records.addAudit({
    at: desk.now,
    actor: by,
    event: "变更",
    detail: `兑现${one.id}：${one.status}→${status}`,
  });
  return desk.work.redemptions.changeRedemption(one.id, {
    status,
    ...(status === "已到账" ? { paidOn } : {}),
  });
}
