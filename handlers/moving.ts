import { actorFor, moveTicket } from "../desk/move.ts";
import { wordsOf } from "../desk/ticket-words.ts";
import { isInReach, mayAskAbout, maySee } from "../domain/authority.ts";
import type { Move } from "../domain/moves.ts";
import { enterpriseById, personById, type Recipient } from "../domain/recipients.ts";
import { isMerged, OPEN } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import { sayExtensionLacks, sayMoved, sayNoMove } from "../text/saying/moves.ts";
import { askAndKeep } from "./ask.ts";
import { refuse } from "./refuse.ts";
import type { Scene } from "./scene.ts";

/** The speaker, as the rules of authority see them. */
export function actorIn(scene: Scene) {
  const actor = actorFor(scene, scene.speaker);
  return {
    actor,
    sees: (ticket: TicketRow) => maySee(actor, ticket),
    mayAskAbout: (company: string) =>
      mayAskAbout(actor, company) && isInReach(actor, enterpriseById(scene.town, company), scene.town.departments),
    /** Speaks for the town's office, or for a district's. */
    dispatches: actor.isOffice || actor.dispatches.length > 0,
    /** Tells no more than that there is nothing for them; the attempt stays in the audit. */
    refuse: async (words?: string) => {
      if (!words) return refuse(scene);
      await scene.work.records.addAudit({
        at: scene.now,
        actor: scene.speaker.id,
        event: "越权尝试",
        detail: scene.reading.maskedText.slice(0, 200),
      });
      if (scene.heard.addressed) scene.reply({ text: words });
    },
  };
}

/**
 * Moves a ticket for the speaker, and answers: what was done, or why it could not be. With `companyKnows` the company
 * gets no message: nothing is new for it.
 */
export async function moved(
  scene: Scene,
  ticket: TicketRow,
  move: Move,
  { companyKnows = false }: { companyKnows?: boolean } = {},
): Promise<boolean> {
  const { actor } = actorIn(scene);
  const staff = actor.role !== "enterprise" && actor.role !== "other";
  const told = (to: Recipient) => (companyKnows && isCompany(scene, to)) || hearsItHere(scene, to, move);
  const result = await moveTicket(scene, ticket.no, move, actor, told);
  if (!result.ok) {
    // Who works on a ticket hears why a step is not theirs; everybody else learns nothing.
    const works = result.why === "not_allowed" && actor.scope.includes(ticket.lead ?? "");
    if (result.why === "not_seen" || (result.why === "not_allowed" && !works)) await refuse(scene);
    else if (result.why.startsWith("need_"))
      // What was said is kept: the missing part alone completes it.
      await askAndKeep(
        scene,
        "detail",
        move.kind === "extend"
          ? sayExtensionLacks(wordsOf(scene, ticket))
          : sayNoMove(result.why, { ...wordsOf(scene, ticket), status: ticket.status }),
        { ticketNo: ticket.no },
      );
    else {
      const missing = result.why === "children_open" ? await openTasks(scene, ticket.no) : [];
      scene.reply({
        text: sayNoMove(result.why, { ...wordsOf(scene, ticket), status: ticket.status }, missing),
        tickets: [ticket.no],
      });
    }
    return false;
  }
  const refused = result.outcome.entries.some((e) => e.change?.refused);
  const said = sayMoved(
    move,
    { ...wordsOf(scene, result.ticket), status: result.ticket.status, urges: result.ticket.urges },
    {
      staff,
      refused,
      unsigned: result.outcome.entries.some((e) => e.change?.unsigned !== undefined),
      parts: result.parts.map((part) => wordsOf(scene, part)),
    },
  );
  if (said)
    scene.reply({
      text: said,
      tickets: [ticket.no, ...result.parts.map(({ no }) => no)],
      ...(refused ? { asked: { kind: "result" as const, ticketNo: ticket.no } } : {}),
    });
  return true;
}

/** The sub-tasks that a ticket still waits for. */
async function openTasks(scene: Scene, parentNo: string) {
  const open = await scene.work.tickets.findTickets({ parentNo, status: { in: OPEN } });
  return open.filter((task) => !isMerged(task)).map((task) => wordsOf(scene, task));
}

const isCompany = (scene: Scene, to: Recipient): boolean =>
  to.kind === "person" && ["enterprise", "other"].includes(personById(scene.town, to.id)?.role ?? "other");

/** In a group, what the answer says is heard by its members: they get no second message. */
function hearsItHere(scene: Scene, to: Recipient, move: Move): boolean {
  if (scene.chat.kind !== "group" || to.kind !== "person" || move.kind !== "progress") return false;
  const group = scene.town.groups.find((g) => g.id === scene.chat.id);
  return personById(scene.town, to.id)?.role === "enterprise" && (group?.members.includes(to.id) ?? false);
}
