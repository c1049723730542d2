import { leaderOf, officeRecipient, personById, type Recipient } from "./recipients.ts";
import type { Day, Leave, Town } from "./town.ts";

/** The leave that somebody is on; of two that overlap the one that was written last. */
export const leaveOf = (town: Town, personId: string, day: Day): Leave | undefined =>
  town.leaves?.findLast((leave) => leave.person === personId && leave.from <= day && day <= leave.until);

/**
 * Who hears what would be told somebody: the person, or while they are away their deputy; without one, or when the
 * deputy is away too, the head of the department; then the office. Tickets keep their owner.
 */
export function standInFor(town: Town, to: Recipient, day: Day): Recipient {
  if (to.kind !== "person") return to;
  const seen = new Set<string>();
  for (let id: string | undefined = to.id; id && !seen.has(id); ) {
    const leave = leaveOf(town, id, day);
    if (!leave) return { kind: "person", id };
    seen.add(id);
    id = leave.deputy;
  }
  const present = ({ kind, id }: Recipient) => kind === "person" && !leaveOf(town, id, day);
  const department = personById(town, to.id)?.department;
  const head = department ? leaderOf(town, department) : null;
  if (head && present(head)) return head;
  const office = officeRecipient(town);
  return present(office) ? office : to;
}
