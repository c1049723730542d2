import { tell } from "../desk/tell.ts";
import { companyName, wordsOf } from "../desk/ticket-words.ts";
import { leaderOf, officeRecipient } from "../domain/recipients.ts";
import type { TicketRow } from "../store/tickets.ts";
import { cameBackNotice, toldAgainNotice } from "../text/saying/tickets.ts";
import type { Scene } from "./scene.ts";

/** The head hears of an open matter from the third time on that its company tells it. */
const RAISED_FROM = 3;
/** A matter that came back more often than this is counted no further. */
const MOST_ROUNDS = 10;

/** An open matter was told again: `times` counts the first telling too. */
export async function toldAgain(scene: Scene, ticket: TicketRow, times: number, words: string): Promise<void> {
  if (times < RAISED_FROM) return;
  await raise(
    scene,
    ticket,
    toldAgainNotice(wordsOf(scene, ticket), companyName(scene, ticket.company), times, words),
    `${times}`,
  );
}

/** A settled matter has come back as a new ticket. */
export async function cameBack(scene: Scene, ticket: TicketRow, former: TicketRow): Promise<void> {
  let times = 2;
  for (let before = former; before.repeatOf && times < MOST_ROUNDS; times++) {
    const older = await scene.work.tickets.ticketByNo(before.repeatOf);
    if (!older) break;
    before = older;
  }
  const company = companyName(scene, ticket.company);
  await raise(scene, ticket, cameBackNotice(wordsOf(scene, ticket), company, times, former.no), "back");
}

async function raise(scene: Scene, ticket: TicketRow, text: string, about: string): Promise<void> {
  const waits = ["待交办", "派单争议"].includes(ticket.status) || !ticket.lead;
  await tell(scene, {
    to: waits ? officeRecipient(scene.town) : leaderOf(scene.town, ticket.lead!),
    kind: "notice",
    text,
    tickets: [ticket.no],
    dedupeKey: `repeat/${ticket.no}/${about}`,
  });
}
