import type { Desk } from "../desk/desk.ts";
import { tellMany } from "../desk/tell.ts";
import {
  callName,
  departmentById,
  distinct,
  handlerOf,
  leaderOf,
  officeRecipient,
  type Recipient,
} from "../domain/recipients.ts";
import { isLate, type Redemption } from "../domain/redemption.ts";
import { dayOf } from "../domain/time.ts";
import type { ReminderRow } from "../store/sending.ts";
import { type RedemptionWords, sayPaymentsDue } from "../text/saying/redemption.ts";

/** Money that should be there today, or should have been: each person hears of all of it at once. Gives the keys told. */
export async function ringPayments(desk: Desk, due: readonly ReminderRow[]): Promise<string[]> {
  if (due.length === 0) return [];
  const today = dayOf(desk.now, desk.town.zone);
  const ids = due.map(({ subject }) => Number(subject));
  const waiting = new Map(
    (await desk.work.redemptions.findRedemptions({ ids }))
      .filter(({ status }) => status === "待到账")
      .map((one) => [String(one.id), one]),
  );
  const told: string[] = [];
  const byPerson = new Map<string, { to: Recipient; key: string; entries: Map<number, RedemptionWords> }>();
  for (const { key, subject } of due) {
    const one = waiting.get(subject);
    if (!one) continue;
    told.push(key);
    for (const to of recipients(desk, one, isLate(one, today))) {
      const own = byPerson.get(`${to.kind}/${to.id}`) ?? { to, key, entries: new Map() };
      own.entries.set(one.id, wordsFor(desk, one));
      byPerson.set(`${to.kind}/${to.id}`, own);
    }
  }
  await tellMany(
    desk,
    [...byPerson.values()].map(({ to, key, entries }) => ({
      to,
      kind: "reminder",
      text: sayPaymentsDue([...entries.values()], today),
      dedupeKey: `${key}/${to.id}`,
    })),
  );
  return told;
}

function recipients({ town }: Desk, one: Redemption, late: boolean): Recipient[] {
  const office = officeRecipient(town);
  if (!one.departmentId) return [office];
  const own = [handlerOf(town, one.departmentId)];
  return distinct(late ? [...own, leaderOf(town, one.departmentId), office] : own);
}

const wordsFor = ({ town }: Desk, entry: Redemption): RedemptionWords => ({
  entry,
  company: callName(town, entry.enterpriseId),
  department: entry.departmentId ? (departmentById(town, entry.departmentId)?.name ?? entry.departmentId) : "",
});
