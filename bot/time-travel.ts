import type { Ledger } from "../store/ledger.ts";
import type { App } from "./app.ts";
import type { MovableClock } from "./clock.ts";

/** Rings are asked for in steps of at most this many. */
const STEP = 200;

/**
 * Moves the bot's clock forward to `target`, letting everything due in between happen at its own time and in its
 * order. The clock never goes back: what was promised for then has happened.
 * @returns how many things rang on the way
 */
export async function travel(app: App, ledger: Ledger, clock: MovableClock, target: Date): Promise<number> {
  if (target <= clock.now()) throw new RangeError(`${target.toISOString()} is not in the future`);
  let rung = 0;
  const done = new Set<string>();
  for (;;) {
    await app.conversation.idle();
    const look = ledger.look();
    const due = [
      ...(await look.talk.dueTurns(target, STEP)).map((t) => ({
        job: "turn.settle" as const,
        id: t.id,
        at: t.settlesAt,
      })),
      ...(await look.sending.dueReminders(target, STEP)).map((r) => ({
        job: "reminder.ring" as const,
        id: r.id,
        at: r.dueAt,
      })),
      ...(await look.sending.dueOutbox(target, STEP)).map((o) => ({
        job: "outbox.send" as const,
        id: o.id,
        at: o.notBefore,
      })),
    ]
      .filter((ring) => !done.has(`${ring.job}/${ring.id}/${ring.at.getTime()}`))
      .sort((a, b) => a.at.getTime() - b.at.getTime());
    const next = due[0];
    if (!next) break;
    // What is already due rings now; a row that stays due (leased elsewhere) is passed over, not rung for ever.
    if (next.at > clock.now()) clock.set(next.at);
    done.add(`${next.job}/${next.id}/${next.at.getTime()}`);
    await app.handlers[next.job](String(next.id));
    rung++;
  }
  if (target > clock.now()) clock.set(target);
  return rung;
}
