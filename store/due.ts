import type { Tx } from "./tx.ts";

/** What waits to be worked on at a moment, asked in one statement: most sweeps find nothing. */
export async function whatIsDue(
  tx: Tx,
  now: Date,
): Promise<{ messages: boolean; turns: boolean; reminders: boolean; outbox: boolean }> {
  const [found] = await tx.$queryRaw<[{ messages: boolean; turns: boolean; reminders: boolean; outbox: boolean }]>`
    SELECT EXISTS (SELECT FROM messages WHERE state = 'received') AS messages,
           EXISTS (SELECT FROM turns WHERE state = 'open' AND settles_at <= ${now}) AS turns,
           EXISTS (SELECT FROM reminders WHERE state = 'waiting' AND due_at <= ${now}) AS reminders,
           EXISTS (SELECT FROM outbox WHERE state IN ('waiting', 'leased') AND not_before <= ${now}
                      AND (state = 'waiting' OR leased_till <= ${now})) AS outbox`;
  return found;
}
