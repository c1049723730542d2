import { chainHash } from "../domain/chain.ts";
import type { HistoryEntry } from "./tickets.ts";
import type { Tx } from "./tx.ts";

const AT_ONCE = 2000;

/**
 * Adds an entry to each of many tickets' histories, each chained to the last of its own. The tickets are locked by who
 * calls, and none stands here twice.
 */
export async function addHistories(tx: Tx, rows: { no: string; entry: HistoryEntry }[]): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE) await add(tx, rows.slice(at, at + AT_ONCE));
}

async function add(tx: Tx, rows: { no: string; entry: HistoryEntry }[]): Promise<void> {
  const nos = rows.map(({ no }) => no);
  const last = new Map(
    (
      await tx.$queryRaw<{ no: string; hash: string }[]>`
        SELECT wanted.no, h.hash FROM unnest(${nos}::text[]) AS wanted(no),
          LATERAL (SELECT hash FROM ticket_events WHERE ticket_no = wanted.no ORDER BY id DESC LIMIT 1) h`
    ).map(({ no, hash }) => [no, hash]),
  );
  const written = rows.map(({ no, entry: { at, by, action, note, change = null } }) => {
    const prev_hash = last.get(no) ?? "";
    const hash = chainHash(prev_hash, { ticketNo: no, at: at.toISOString(), by, action, note, change });
    return { ticket_no: no, at, by, action, note, change, prev_hash, hash };
  });
  await tx.$executeRawUnsafe(
    `INSERT INTO ticket_events (ticket_no, at, by, action, note, change, prev_hash, hash)
     SELECT ticket_no, at, by, action, note, nullif(change, 'null'), prev_hash, hash
       FROM jsonb_to_recordset($1::jsonb) AS given(ticket_no text, at timestamptz, by text, action text, note text,
            change jsonb, prev_hash text, hash text)`,
    JSON.stringify(written),
  );
}
