import { DEAD, DONE, live } from "./ticket.ts";

/** What the counters of a list need of a ticket. A ticket row fits. */
export interface ListedTicket {
  no: string;
  lead: string | null;
  status: string;
  confidential: boolean;
  history: { at: Date; by?: string; action: string; change?: unknown }[];
  commitments: unknown[];
}

/** 收集 / 有措施 / 已解决, each as the numbers of the tickets behind it, and the two gaps between them. */
export interface Counters {
  collected: string[];
  /** Progress, a promise with its date, or a result was told; to have accepted it is no measure. */
  measured: string[];
  /** Closed. */
  solved: string[];
  /** Collected, and no measure. */
  noMeasure: string[];
  /** A measure, and not solved. */
  noResult: string[];
}

export const hasMeasure = (ticket: Pick<ListedTicket, "history" | "commitments">): boolean =>
  ticket.commitments.length > 0 ||
  live(ticket.history).some(({ action }) => action === "progress" || action === "reply" || action === "close");

export const isSolved = ({ status }: Pick<ListedTicket, "status">): boolean => DONE.includes(status);

/** The counters of some tickets. Withdrawn, refused and confidential ones are in none. */
export function countersOf(tickets: readonly ListedTicket[]): Counters {
  const counted = tickets.filter((ticket) => !ticket.confidential && !DEAD.includes(ticket.status));
  const nos = (test: (ticket: ListedTicket) => boolean) => counted.filter(test).map(({ no }) => no);
  const measured = (ticket: ListedTicket) => hasMeasure(ticket) || isSolved(ticket);
  return {
    collected: nos(() => true),
    measured: nos(measured),
    solved: nos(isSolved),
    noMeasure: nos((ticket) => !measured(ticket)),
    noResult: nos((ticket) => measured(ticket) && !isSolved(ticket)),
  };
}

/** The same by the unit that leads now; what nobody leads is under "". Most problems first. */
export function countersByUnit(tickets: readonly ListedTicket[]): Map<string, Counters> {
  const groups = new Map<string, ListedTicket[]>();
  for (const ticket of tickets) {
    const group = groups.get(ticket.lead ?? "");
    if (group) group.push(ticket);
    else groups.set(ticket.lead ?? "", [ticket]);
  }
  return new Map(
    [...groups]
      .map(([unit, own]) => [unit, countersOf(own)] as const)
      .filter(([, { collected }]) => collected.length > 0)
      .sort(([, a], [, b]) => b.collected.length - a.collected.length),
  );
}
