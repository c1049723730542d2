import { type Actor, actorOf, BOT } from "../domain/authority.ts";
import { applyMove } from "../domain/effects.ts";
import { canMove, type Move, type Why } from "../domain/moves.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { Recipient } from "../domain/recipients.ts";
import type { Person } from "../domain/town.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Desk } from "./desk.ts";
import { contextOf } from "./move-context.ts";
import { tellNotices } from "./notify.ts";
import { openParts } from "./parts.ts";
import { promise, startBells } from "./reminders.ts";

export type Moved =
  | {
      ok: true;
      before: TicketRow;
      ticket: TicketRow;
      outcome: Outcome;
      /** The tickets that a split made. */
      parts: TicketRow[];
    }
  | { ok: false; why: Why };

export const actorFor = (desk: Desk, person: Person): Actor => actorOf(person, desk.town.departments);

export { BOT, contextOf };

/**
 * Moves a ticket: asks the one table whether it may be, and writes all that follows in the desk's transaction. Those
 * whom the speaker's chat tells anyway (`toldHere`) get no message of their own.
 */
export async function moveTicket(
  desk: Desk,
  no: string,
  move: Move,
  actor: Actor,
  toldHere: (recipient: Recipient) => boolean = () => false,
): Promise<Moved> {
  const before = await desk.work.tickets.lockTicket(no);
  if (!before) return { ok: false, why: "not_seen" };
  const state = { ...before, children: await desk.work.tickets.childrenOf(no) };
  const ctx = contextOf(desk);
  const verdict = canMove(actor, state, move, ctx);
  if (!verdict.ok) return verdict;
  const outcome = applyMove(state, move, actor, ctx);
  const ticket = await desk.work.tickets.changeTicket(
    no,
    outcome.change,
    outcome.entries.map(({ by, ...entry }) => ({ ...entry, by: by || "bot" })),
  );
  await follow(desk, ticket, outcome, actor);
  const until = move.kind === "extend" ? move.until : undefined;
  await tellNotices(desk, ticket, outcome.notices, {
    toldHere,
    promised: outcome.commitments,
    ...(until ? { until } : {}),
  });
  const parts = await openParts(desk, ticket, outcome.create, actor.id);
  return { ok: true, before, ticket, outcome, parts };
}

/** Bells, promises, complainants and other tickets that a move touches. */
async function follow(desk: Desk, ticket: TicketRow, outcome: Outcome, actor: Actor): Promise<void> {
  const { tickets, sending } = desk.work;
  await sending.cancelByKey(outcome.bells.cancel, desk.now);
  await startBells(desk, ticket.no, outcome.bells.start);
  for (const { what, by } of outcome.commitments) await promise(desk, ticket.no, what, by, actor.id);
  for (const { what, by } of outcome.voided) {
    const made = ticket.commitments.find((c) => c.what === what && c.by === by && c.state === "open");
    if (made) await tickets.setCommitment(made.id, "void");
  }
  // What was promised is kept once the company has its answer.
  if (outcome.entries.some((e) => e.action === "reply"))
    for (const c of ticket.commitments) if (c.state === "open") await tickets.setCommitment(c.id, "kept");
  for (const child of outcome.children) await tickets.changeTicket(child.no, child.change, []);
  if (outcome.leaves) await tickets.removeComplainant(ticket.no, outcome.leaves);
  if (outcome.mergedInto)
    for (const c of ticket.complainants)
      await tickets.addComplainant(outcome.mergedInto, {
        company: c.company,
        personId: c.personId,
        chatId: c.chatId,
        at: desk.now,
      });
}
