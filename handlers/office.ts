import { askedExtension, claimsOf, TAG } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { commanded } from "../text/saying/cadre.ts";
import { actorIn, moved } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** The office's word: whose it is, who is right, more time or not; and a leader's instruction. */
export const office: Handler = {
  name: "office",

  claims: (segment, scene) =>
    segment.act === "leader_instruction" ||
    // Asked, or with the ticket's number.
    ((scene.asked?.kind === "confirm" || segment.ticketNos.length > 0) &&
      (segment.act === "consent" || segment.act === "refuse")) ||
    (segment.act === "cadre_transfer" && actorIn(scene).actor.isOffice),

  async handle(segments, scene) {
    for (const segment of segments) {
      if (segment.act === "leader_instruction") await instruct(scene, segment);
      else await decide(scene, segment);
    }
  },
};

async function instruct(scene: Scene, segment: Segment): Promise<void> {
  const { actor, sees } = actorIn(scene);
  if (actor.role !== "leader") return refuse(scene);
  const picked = await pickTicket(scene, segment, sees, { words: segment.cadre?.ticketWords ?? [], ended: true });
  const ticket = "ticket" in picked ? picked.ticket : null;
  if (!ticket) return;
  const [lead, ...co] = segment.cadre?.to ?? [];
  const by = segment.cadre?.commitments[0]?.by;
  await moved(scene, ticket, {
    kind: "leader_instruction",
    note: segment.text,
    ...(lead && lead !== ticket.lead ? { lead, co } : {}),
    ...(by ? { by } : {}),
  });
}

async function decide(scene: Scene, segment: Segment): Promise<void> {
  const { sees } = actorIn(scene);
  const picked = await pickTicket(scene, segment, sees, { words: segment.cadre?.ticketWords ?? [] });
  if (!("ticket" in picked)) return;
  const { ticket } = picked;
  const named = segment.cadre?.to[0];
  const extension = askedExtension(ticket);
  if (extension && !named)
    return void (await moved(scene, ticket, {
      kind: "extend",
      decision: segment.act === "refuse" ? "refuse" : "approve",
      reason: segment.act === "refuse" ? segment.text : extension.reason,
    }));
  // A result that waits for the head's signature.
  if (ticket.tags.includes(TAG.unsigned) && segment.act === "consent" && !named)
    return void (await moved(scene, ticket, { kind: "close" }));
  const lead = named ?? (segment.act === "consent" ? proposedFor(ticket) : null);
  if (!lead) {
    scene.reply({
      text: commanded(ticket.no, ticket.title),
      tickets: [ticket.no],
      asked: { kind: "confirm", ticketNo: ticket.no },
    });
    return;
  }
  const disputed = ticket.status === "派单争议";
  if (ticket.status === "待交办" || disputed)
    await moved(scene, ticket, { kind: disputed ? "arbitrate" : "assign", lead, note: segment.text });
  else if (named) await moved(scene, ticket, { kind: "transfer", lead, note: segment.text });
  else await moved(scene, ticket, { kind: "accept", note: segment.text });
}

/** Whom "同意" means: in a dispute the last proposed owner, else the owner that was proposed with the ticket. */
const proposedFor = (ticket: TicketRow): string | null => claimsOf(ticket).at(-1)?.proposed || ticket.lead;
