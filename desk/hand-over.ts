import { peopleOf } from "../domain/company-people.ts";
import { callName } from "../domain/recipients.ts";
import { OPEN } from "../domain/ticket.ts";
import { dayOf } from "../domain/time.ts";
import type { Person } from "../domain/town.ts";
import * as sayBinding from "../text/saying/binding.ts";
import * as say from "../text/saying/campaign.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";

/**
 * Enterprises go from one cadre to another: their tasks in campaigns that are not over, the tickets that he raised for
 * them, the requests that wait for his word. Visits stay as they were made. Both cadres and the enterprises are told once.
 */
export async function handOver(
  desk: Desk,
  order: { from: Person; to: Person; enterprises: string[]; by: string },
): Promise<void> {
  const { from, to, enterprises, by } = order;
  const { work, town, now } = desk;
  const [before, after] = [from.name ?? from.id, to.name ?? to.id];
  const going = new Set(enterprises);
  await work.town.updatePerson(from.id, { liaisonFor: from.liaisonFor.filter((id) => !going.has(id)) });
  await work.town.updatePerson(to.id, {
    liaisonFor: [...new Set([...to.liaisonFor, ...enterprises])],
    ...(to.role === "other" ? { role: "cadre" as const } : {}),
  });
  await work.campaigns.moveTasks({
    from: from.id,
    to: to.id,
    unit: to.department ?? null,
    enterprises,
    today: dayOf(now, town.zone),
  });
  const open = await work.tickets.findTickets({
    company: { in: enterprises },
    status: { in: [...OPEN, "已回复", "待回访"] },
  });
  for (const ticket of open.filter(({ fromPersons }) => fromPersons.includes(from.id))) {
    const fromPersons = ticket.fromPersons.map((id) => (id === from.id ? to.id : id));
    const note = say.handOverNote(before, after);
    await work.tickets.changeTicket(ticket.no, { fromPersons }, [{ at: now, by, action: "edit", note }]);
  }
  await work.campaigns.addHandover({ at: now, by, fromPerson: from.id, toPerson: to.id, enterprises });
  await work.records.addAudit({
    at: now,
    actor: by,
    event: "变更",
    detail: `${enterprises.length}家企业由${from.id}交给${to.id}`,
  });
  await tellAll(
    desk,
    order,
    new Map(enterprises.map((id) => [id, open.filter((t) => t.company === id && !t.confidential).length])),
  );
}

async function tellAll(
  desk: Desk,
  { from, to, enterprises, by }: { from: Person; to: Person; enterprises: string[]; by: string },
  open: ReadonlyMap<string, number>,
): Promise<void> {
  const { work, town } = desk;
  const [before, after] = [from.name ?? from.id, to.name ?? to.id];
  const visits = await work.events.findVisits({ company: { in: enterprises } });
  const last = new Map(visits.map(({ company, date }) => [company, date]));
  const names = enterprises.map((id) => callName(town, id));
  const told = { kind: "notice" as const };
  if (from.id !== by)
    await tell(desk, { ...told, to: { kind: "person", id: from.id }, text: say.handedFrom(after, names) });
  await tell(desk, {
    ...told,
    to: { kind: "person", id: to.id },
    text: say.handedTo(
      before,
      enterprises.map((id, i) => ({ name: names[i]!, open: open.get(id) ?? 0, lastVisit: last.get(id) ?? null })),
    ),
  });
  const contacts = new Map<string, string[]>();
  enterprises.forEach((id, i) => {
    const contact = peopleOf(town.people, id)[0];
    if (contact) contacts.set(contact.id, [...(contacts.get(contact.id) ?? []), names[i]!]);
  });
  for (const [id, companies] of contacts)
    await tell(desk, { ...told, to: { kind: "person", id }, text: say.newLiaison(companies, before, after) });
  for (const { id, personId, enterpriseId } of await work.records.openBindingRequests({ enterpriseIds: enterprises })) {
    const who = town.people.find((p) => p.id === personId)?.name ?? personId;
    await tell(desk, {
      ...told,
      to: { kind: "person", id: to.id },
      text: sayBinding.askBinding(who, callName(town, enterpriseId)),
      asked: { kind: "consent", requestId: id },
    });
  }
}
