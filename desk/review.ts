import { spanOf } from "../domain/period.ts";
import { type ReviewTopic, topicsOf } from "../domain/review.ts";
import { DEAD } from "../domain/ticket.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import { alikeGroups } from "../text/hearing/alike.ts";
import type { Desk } from "./desk.ts";

/** Of one category so many are compared with each other, the newest: comparing grows with the square. */
const COMPARED = 300;

export interface Review {
  period: string;
  /** Tickets that were looked at. */
  looked: number;
  topics: ReviewTopic[];
  tickets: Map<string, TicketRow>;
}

/**
 * The common troubles of a period with the tickets behind them, for the monthly review: what is alike in one category
 * goes together, and what was merged goes with its parent. Confidential, withdrawn and refused ones are not looked at.
 */
export async function reviewOf(desk: Desk, period: string): Promise<Review | null> {
  const span = spanOf(period);
  if (!span) return null;
  const { zone } = desk.town;
  const found = await desk.work.tickets.findTickets({
    createdAt: { gte: instantOf(span.from, "00:00", zone), lt: instantOf(addDays(span.until, 1), "00:00", zone) },
    confidential: false,
    status: { notIn: DEAD },
  });
  const tickets = new Map(found.map((ticket) => [ticket.no, ticket]));
  const heads = found.filter(({ parentNo }) => parentNo === null || !tickets.has(parentNo));
  const groups = [...byCategory(heads).values()].flatMap((own) => {
    const [older, compared] = [own.slice(0, -COMPARED), own.slice(-COMPARED)];
    const alike = alikeGroups(compared.map(wordsOf)).map((group) => group.map((i) => compared[i]!));
    return [...alike, ...older.map((ticket) => [ticket])];
  });
  const whole = groups.map((group) => {
    const nos = new Set(group.map(({ no }) => no));
    return [...group, ...found.filter(({ parentNo }) => parentNo !== null && nos.has(parentNo))];
  });
  return { period, looked: found.length, topics: topicsOf(whole, dayOf(desk.now, zone), zone), tickets };
}

const wordsOf = ({ title, text }: TicketRow): string => `${title}\n${text}`;

function byCategory(tickets: readonly TicketRow[]): Map<string, TicketRow[]> {
  const groups = new Map<string, TicketRow[]>();
  for (const ticket of tickets) groups.set(ticket.category, [...(groups.get(ticket.category) ?? []), ticket]);
  return groups;
}
