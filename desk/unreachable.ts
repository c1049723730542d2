import { callName, officeRecipient, personById } from "../domain/recipients.ts";
import { outOfReach } from "../text/saying/channel.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";

/** The office hears, once, that a platform refuses to bring somebody anything. */
export async function tellUnreachable(desk: Desk, personId: string): Promise<void> {
  const office = officeRecipient(desk.town);
  if (office.id === personId) return;
  const person = personById(desk.town, personId);
  const of = person?.enterprise ? callName(desk.town, person.enterprise) : (person?.department ?? "");
  await tell(desk, { to: office, kind: "notice", text: outOfReach(person?.name ?? personId, of) });
}
