import type { Desk, Ring } from "../desk/desk.ts";
import { tell } from "../desk/tell.ts";
import { officeRecipient } from "../domain/recipients.ts";
import { ringDue } from "../jobs/ring-due.ts";
import type { Ledger } from "../store/ledger.ts";
import { notRung } from "../text/saying/reminders.ts";
import type { HeldTown } from "./conversation/town-keeper.ts";

export interface RingingParts {
  ledger: Ledger;
  clock: { now(): Date };
  atDesk<T>(act: (desk: Desk, held: HeldTown) => Promise<T>): Promise<T>;
  ring(rings: Ring[]): Promise<void>;
  onError(error: unknown, about: string): void;
}

/** Reminders of one transaction: as many as a town may have at nine o'clock, so that each person gets one message. */
const AT_ONCE = 10_000;
/** What is in somebody's hands is asked for again after so long. */
const AGAIN_MS = 1_000;

/**
 * Rings all reminders that are due; gives how many. One that cannot be rung does not hold up the others: the batch is
 * halved until it stands alone, then it is put off, and given up with a word to the office when it fails again and again.
 */
export async function ringReminders({ ledger, clock, atDesk, ring, onError }: RingingParts): Promise<number> {
  if ((await ledger.look().sending.dueReminders(clock.now(), 1)).length === 0) return 0;
  let total = 0;
  for (let limit = AT_ONCE; ; ) {
    try {
      const { rung, left } = await atDesk((desk, { catalogue }) => ringDue(desk, limit, catalogue));
      total += rung;
      if (rung + left < limit) {
        if (left > 0) await ring([{ job: "reminder.ring", id: "due", at: new Date(clock.now().getTime() + AGAIN_MS) }]);
        return total;
      }
      if (rung === 0) return total;
      limit = Math.min(AT_ONCE, limit * 4);
    } catch (error) {
      if (limit === 1) await atDesk((desk) => putOff(desk, error, onError));
      else limit = Math.ceil(limit / 10);
    }
  }
}

async function putOff(desk: Desk, error: unknown, onError: RingingParts["onError"]): Promise<void> {
  const why = error instanceof Error ? error.message : String(error);
  const row = await desk.work.sending.postponeFirst(desk.now, why.slice(0, 500));
  if (!row) return;
  onError(error, `reminder ${row.id}`);
  if (row.state === "failed")
    await tell(desk, {
      to: officeRecipient(desk.town),
      kind: "notice",
      text: notRung(row.subject),
      dedupeKey: `not-rung/${row.id}`,
    });
}
