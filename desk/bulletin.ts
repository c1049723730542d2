import { answeredAt, type Bulletin, bulletinOf, TOTAL } from "../domain/bulletin.ts";
import { spanOf } from "../domain/period.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { BehindWords } from "../text/saying/bulletin.ts";
import type { Desk } from "./desk.ts";
import { companyName, leadName } from "./ticket-words.ts";

/** The figures of a period; `only` of these departments. Null for what is no period. */
export async function bulletinFor(desk: Desk, period: string, only?: string[]): Promise<Bulletin | null> {
  const span = spanOf(period);
  if (!span) return null;
  const { zone, departments } = desk.town;
  const tickets = await desk.work.tickets.findTickets({
    createdAt: { gte: instantOf(span.from, "00:00", zone), lt: instantOf(addDays(span.until, 1), "00:00", zone) },
  });
  return bulletinOf(period, tickets, { zone, departments, ...(only ? { only } : {}) });
}

/** Tickets behind a bulletin's figures with what is shown of them, oldest first. What is confidential now is left out. */
export async function ticketsBehind(
  desk: Desk,
  nos: readonly string[],
): Promise<{ ticket: TicketRow; words: BehindWords }[]> {
  const tickets = await desk.work.tickets.findTickets({ no: { in: [...nos] }, confidential: false });
  const { zone } = desk.town;
  return tickets.map((ticket) => {
    const answered = answeredAt(ticket);
    return {
      ticket,
      words: {
        no: ticket.no,
        title: ticket.title,
        company: companyName(desk, ticket.company),
        unit: ticket.lead ? leadName(desk, ticket.lead) : "",
        category: ticket.category,
        status: ticket.status,
        createdOn: dayOf(ticket.createdAt, zone),
        replyBy: ticket.replyBy ?? "",
        answeredOn: answered ? dayOf(answered, zone) : "",
        satisfaction: ticket.satisfaction ?? "",
      },
    };
  });
}

/** All tickets of a bulletin, for the sheet that opens its numbers. */
export const ticketsOf = async (desk: Desk, bulletin: Bulletin): Promise<BehindWords[]> =>
  (await ticketsBehind(desk, bulletin.behind[TOTAL]!.received)).map(({ words }) => words);
