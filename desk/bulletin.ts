import { type Bulletin, bulletinOf } from "../domain/bulletin.ts";
import { spanOf } from "../domain/period.ts";
import { addDays, instantOf } from "../domain/time.ts";
import type { Desk } from "./desk.ts";

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
