import { districtOf } from "../domain/levels.ts";
import { openTicket as opening } from "../domain/opening.ts";
import type { NewPart } from "../domain/outcome.ts";
import { dayOf } from "../domain/time.ts";
import type { Source, TicketType, Urgency } from "../domain/vocabulary.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Desk } from "./desk.ts";
import { contextOf } from "./move-context.ts";
import { tellNotices } from "./notify.ts";
import { startBells } from "./reminders.ts";

/** Makes the tickets that a split gives: of the same company, with the dates of the whole. */
export async function openParts(desk: Desk, whole: TicketRow, parts: NewPart[], by: string): Promise<TicketRow[]> {
  const made: TicketRow[] = [];
  for (const part of parts) made.push(await openPart(desk, whole, part, by));
  return made;
}

async function openPart(desk: Desk, whole: TicketRow, part: NewPart, by: string): Promise<TicketRow> {
  const { tickets } = desk.work;
  const prefix = whole.no.replace(/-?\d{8}-\d+$/, "") || "QQ";
  const no = await tickets.nextTicketNo(prefix, dayOf(desk.now, desk.town.zone));
  const category = part.category ?? whole.category;
  const start = opening(
    {
      no,
      type: whole.type as TicketType,
      category,
      source: whole.source as Source,
      urgency: whole.urgency as Urgency,
      tags: part.tags,
      lead: part.lead,
      sure: part.sure,
      co: [],
      district: districtOf(whole.tracker ?? whole.lead, desk.town.departments),
      secret: whole.confidential,
      due: { assignBy: part.assignBy, replyBy: part.replyBy, resolveBy: part.resolveBy },
    },
    by,
    contextOf(desk),
  );
  const made = await tickets.createTicket(
    {
      no,
      company: whole.company,
      type: whole.type,
      category,
      title: part.title,
      text: part.text,
      lead: part.lead,
      co: [],
      location: whole.location,
      contactName: whole.contactName,
      contactPhone: whole.contactPhone,
      urgency: whole.urgency,
      confidential: whole.confidential,
      source: whole.source,
      createdAt: desk.now,
      userDeadline: whole.userDeadline,
      parentNo: part.parentNo,
      tags: part.tags,
      fromPersons: whole.fromPersons,
      chatId: whole.chatId,
      ...start.fields,
    },
    start.entries.map(({ by, ...entry }) => ({ ...entry, by: by || "bot" })),
  );
  await startBells(desk, no, start.bells.start);
  await tellNotices(desk, made, start.notices);
  return made;
}
