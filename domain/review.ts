import { answeredAt, type CountedTicket, isOnTime } from "./bulletin.ts";
import type { Day } from "./town.ts";

/** What of a ticket a monthly review looks at. A ticket row fits. */
export interface ReviewedTicket extends CountedTicket {
  title: string;
  company: string | null;
  complainants: { company: string }[];
  repeatOf: string | null;
  urges: number;
}

/** One trouble of a month that the review may take up, with the tickets behind each number. */
export interface ReviewTopic {
  title: string;
  category: string;
  /** Oldest first. */
  tickets: string[];
  /** Companies that raised it; one without a company counts by its ticket. */
  companies: string[];
  /** Who leads, by the number of tickets. */
  leads: string[];
  open: string[];
  /** Answered late, or open past its date. */
  late: string[];
  dissatisfied: string[];
  /** Came back after it was settled, or was urged. */
  again: string[];
}

/** A trouble is common from so many companies on, or so many tickets. */
const COMPANIES = 2;
const TICKETS = 3;

/**
 * The troubles of some groups of tickets that are common enough for a review: of most companies first, then of most
 * tickets, then those that came back.
 */
export function topicsOf<T extends ReviewedTicket>(groups: readonly T[][], today: Day, zone: string): ReviewTopic[] {
  return groups
    .map((group) =>
      topicOf(
        [...group].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
        today,
        zone,
      ),
    )
    .filter(({ companies, tickets }) => companies.length >= COMPANIES || tickets.length >= TICKETS)
    .sort(
      (a, b) =>
        b.companies.length - a.companies.length ||
        b.tickets.length - a.tickets.length ||
        b.again.length - a.again.length ||
        (a.tickets[0]! < b.tickets[0]! ? -1 : 1),
    );
}

function topicOf(group: readonly ReviewedTicket[], today: Day, zone: string): ReviewTopic {
  const [first] = group;
  const nos = (test: (ticket: ReviewedTicket) => boolean) => group.filter(test).map(({ no }) => no);
  const companies = group.flatMap(({ no, company, complainants }) => {
    const named = [company, ...complainants.map((one) => one.company)].filter((one) => one !== null);
    return named.length > 0 ? named : [no];
  });
  const leads = new Map<string, number>();
  for (const { lead } of group) if (lead) leads.set(lead, (leads.get(lead) ?? 0) + 1);
  const past = (ticket: ReviewedTicket) => ticket.replyBy !== null && ticket.replyBy < today;
  return {
    title: first!.title,
    category: first!.category,
    tickets: group.map(({ no }) => no),
    companies: [...new Set(companies)],
    leads: [...leads].sort(([, a], [, b]) => b - a).map(([lead]) => lead),
    open: nos((ticket) => answeredAt(ticket) === null),
    late: nos((ticket) => (answeredAt(ticket) === null ? past(ticket) : !isOnTime(ticket, zone))),
    dissatisfied: nos(({ satisfaction }) => satisfaction === "不满意"),
    again: nos(({ repeatOf, urges }) => repeatOf !== null || urges > 0),
  };
}
