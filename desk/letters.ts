import { headOfOffice } from "../domain/recipients.ts";
import { overdueDays } from "../domain/supervision.ts";
import { live, recorded } from "../domain/ticket.ts";
import { dayOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import { letterCard } from "../text/saying/cards.ts";
import * as say from "../text/saying/letters.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";
import { companyName, leadName } from "./ticket-words.ts";

/** Makes a letter's file, where files can be kept. */
export type LetterFile = (paragraphs: string[]) => Promise<Uint8Array>;

/**
 * Drafts a 约谈函 or 曝光建议 and lays it before the head of the office, who decides. Of a confidential ticket none is
 * drafted: its facts would leave the lane. Gives whether it was proposed.
 */
export async function proposeLetter(
  desk: Desk,
  ticket: TicketRow,
  kind: "约谈" | "曝光",
  { rung, key, file }: { rung: string; key: string; file: LetterFile },
): Promise<boolean> {
  if (ticket.confidential || ticket.lead === null) return false;
  const today = dayOf(desk.now, desk.town.zone);
  const history = live(ticket.history);
  const draft = say.letter(kind, {
    no: ticket.no,
    title: ticket.title,
    company: companyName(desk, ticket.company),
    department: leadName(desk, ticket.lead),
    office: leadName(desk, null),
    replyBy: ticket.replyBy,
    late: overdueDays(ticket, today, desk.calendar),
    redone: history.filter((entry) => recorded(entry).satisfaction === "不满意").length,
    urges: ticket.urges,
    reminded: history.filter(({ action }) => action === "remind" || action === "escalate").length,
    today,
  });
  const files = desk.keepFile ? [await desk.keepFile(say.fileName(kind, ticket.no), await file(draft))] : [];
  await desk.work.sending.addLetter({
    ticketNo: ticket.no,
    kind,
    text: draft.join("\n"),
    files,
    proposedAt: desk.now,
  });
  await tell(desk, {
    to: headOfOffice(desk.town),
    kind: "reminder",
    text: say.proposed(kind, rung, draft),
    tickets: [ticket.no],
    files,
    dedupeKey: key,
    card: letterCard(kind, ticket.no),
    asked: { kind: "letter", ticketNo: ticket.no },
  });
  const note = say.proposedNote(kind);
  await desk.work.tickets.addHistory(ticket.no, { at: desk.now, by: "bot", action: "escalate", note });
  return true;
}
