import { cityCounterpart, counterpartIn, districtOf, districtOfEnterprise, hasLevels } from "../domain/levels.ts";
import type { Move } from "../domain/moves.ts";
import { enterpriseById, officeOf } from "../domain/recipients.ts";
import type { TicketRow } from "../store/tickets.ts";
import { levelMeant } from "../text/hearing/levels.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { actorIn } from "./moving.ts";
import type { Scene } from "./scene.ts";

/**
 * The body that words give a ticket to. "市里" is the city's counterpart of who has it, else the office; "区里" and
 * "区住建局" are a body of the district that the ticket belongs to.
 */
export function leadMeant(scene: Scene, segment: Segment, ticket: TicketRow): string | undefined {
  const { departments } = scene.town;
  const named = segment.cadre?.to[0];
  if (!hasLevels(departments)) return named;
  const level = levelMeant(segment.text);
  const isCity = named !== undefined && districtOf(named, departments) === null;
  if (level === "市") {
    if (isCity) return named;
    return cityCounterpart(named ?? ticket.lead, departments) ?? officeOf(scene.town).id;
  }
  const district =
    districtOf(ticket.tracker ?? ticket.lead, departments) ??
    districtOfEnterprise(enterpriseById(scene.town, ticket.company ?? ""), departments);
  if (level === "区县" && district && (named === undefined || isCity))
    return counterpartIn(district, named ?? ticket.lead, departments);
  return named;
}

/** The move over levels that words ask for; null where giver and taker stand on one level. */
export function overLevels(scene: Scene, segment: Segment, lead: string, why: string): Move | null {
  const { actor } = actorIn(scene);
  const goal = districtOf(lead, scene.town.departments);
  if (actor.district !== null && goal === null) return { kind: "transfer", lead, note: segment.text, reason: why };
  if (actor.district === null && goal !== null) return { kind: "transfer", lead, note: segment.text, reason: why };
  return null;
}
