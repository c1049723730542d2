import { askedExtension, claimsOf, TAG } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { commanded, noneSuch, noSuchTicket, nothingToDo, whichTicket } from "../text/saying/cadre.ts";
import { askAndKeep } from "./ask.ts";
import { claimOf } from "./cadre.ts";
import { actorIn, moved } from "./moving.ts";
import { leadMeant, overLevels } from "./over-levels.ts";
import { pickTicket } from "./pick.ts";
import { pickSeveral } from "./pick-several.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** The office's word: whose it is, who is right, more time or not; and a leader's instruction. */
export const office: Handler = {
  name: "office",

  claims: (segment, scene) =>
    segment.act === "leader_instruction" ||
    // Asked, or with the ticket's number; of the office always.
    ((scene.asked?.kind === "confirm" || segment.ticketNos.length > 0 || actorIn(scene).dispatches) &&
      (segment.act === "consent" || segment.act === "refuse")) ||
    (segment.act === "urge" && actorIn(scene).actor.isOffice) ||
    (segment.act === "cadre_transfer" && actorIn(scene).dispatches),

  async handle(segments, scene) {
    for (const segment of segments) {
      if (segment.act === "leader_instruction") await instruct(scene, segment);
      else if (segment.act === "urge") await press(scene, segment);
      else await decide(scene, segment);
    }
  },
};

/** "催一下这几件", "催供电公司超期的". */
async function press(scene: Scene, segment: Segment): Promise<void> {
  const { sees } = actorIn(scene);
  const meant = await pickSeveral(scene, segment, sees);
  for (const ticket of meant) await moved(scene, ticket, { kind: "urge", note: segment.text });
  if (meant.length === 0) scene.reply({ text: noneSuch });
}

async function instruct(scene: Scene, segment: Segment): Promise<void> {
  const { actor, sees } = actorIn(scene);
  // The head of a department presses his own people; that is no instruction of the town's leaders.
  const head = actor.role === "dept_leader";
  if (actor.role !== "leader" && !head) return refuse(scene);
  const picked = await pickTicket(scene, segment, sees, { words: segment.cadre?.ticketWords ?? [], ended: true });
  const ticket = "ticket" in picked ? picked.ticket : null;
  if (!ticket) return;
  if (head) return void (await moved(scene, ticket, { kind: "urge", note: segment.text }));
  const [lead, ...others] = segment.cadre?.to ?? [];
  const co = [...others, ...(segment.cadre?.co ?? [])];
  const by = segment.cadre?.commitments[0]?.by;
  await moved(scene, ticket, {
    kind: "leader_instruction",
    note: segment.text,
    ...(lead && lead !== ticket.lead ? { lead } : {}),
    ...(co.length > 0 ? { co } : {}),
    ...(by ? { by } : {}),
  });
}

/** "两件都同意": what waits for its owner, of what was told last or at all. */
async function agreeToAll(scene: Scene): Promise<void> {
  const waiting = scene.tickets.filter((t) => t.status === "待交办" && t.lead !== null);
  const listed = [...scene.recent].reverse().find((said) => said.fromBot && said.tickets.length > 1)?.tickets ?? [];
  const told = waiting.filter((t) => listed.includes(t.no));
  for (const ticket of (told.length > 0 ? told : waiting).slice(0, AT_ONCE))
    await moved(scene, ticket, { kind: "assign", lead: ticket.lead! });
}

const AT_ONCE = 10;
const ALL = /(?:都|全部|[两三四几]件)[^，。]{0,4}(?:同意|批准|按拟)/;

async function decide(scene: Scene, segment: Segment): Promise<void> {
  const { dispatches, sees } = actorIn(scene);
  if (segment.act === "consent" && dispatches && ALL.test(segment.text)) return agreeToAll(scene);
  const picked = await pickTicket(scene, segment, sees, { words: segment.cadre?.ticketWords ?? [] });
  if ("among" in picked)
    return askAndKeep(scene, "which_ticket", whichTicket(picked.among), { options: picked.among.map((t) => t.no) });
  if (!("ticket" in picked)) {
    if (scene.heard.addressed) scene.reply({ text: picked.no ? noSuchTicket(picked.no) : nothingToDo });
    return;
  }
  const { ticket } = picked;
  if (ticket.tags.includes(TAG.unsigned) && segment.act === "consent")
    return void (await moved(scene, ticket, { kind: "reply" }));
  const named = leadMeant(scene, segment, ticket);
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
  const helpers = segment.cadre?.co ?? [];
  if (!named && helpers.length > 0 && ticket.lead) {
    const co = [...new Set([...ticket.co, ...helpers])];
    return void (await moved(scene, ticket, { kind: "assign", lead: ticket.lead, co, note: segment.text }));
  }
  const lead =
    named ?? (segment.act === "consent" ? proposedFor(ticket) : segment.act === "refuse" ? giverOf(ticket) : null);
  if (!lead) {
    scene.reply({
      text: commanded(ticket.no, ticket.title),
      tickets: [ticket.no],
      asked: { kind: "confirm", ticketNo: ticket.no },
    });
    return;
  }
  const disputed = ticket.status === "派单争议";
  const co = segment.cadre?.co ?? [];
  if (ticket.status === "待交办" || disputed)
    await moved(scene, ticket, {
      kind: disputed ? "arbitrate" : "assign",
      lead,
      ...(co.length > 0 ? { co } : {}),
      note: segment.text,
    });
  else if (named)
    await moved(
      scene,
      ticket,
      overLevels(scene, segment, lead, claimOf(segment).reason) ?? { kind: "transfer", lead, note: segment.text },
    );
  else await moved(scene, ticket, { kind: "accept", note: segment.text });
}

/** Whom "不同意" means of what was given back or raised: it stays with who had it. */
const giverOf = (ticket: TicketRow): string | null =>
  ticket.status === "待交办" ? (claimsOf(ticket).at(-1)?.department ?? null) : null;

/** Whom "同意" means: in a dispute the last proposed owner, else the owner that was proposed with the ticket. */
const proposedFor = (ticket: TicketRow): string | null => claimsOf(ticket).at(-1)?.proposed || ticket.lead;
