import { type ChainedRow, firstBreak } from "../domain/chain.ts";
import type { Tx } from "./tx.ts";

export interface ChainReport {
  /** Rows that were read, over all chains. */
  rows: number;
  breaks: { chain: string; id: bigint | null; why: "previous" | "content" | "tail" }[];
}

const PAGE = 5000;

/**
 * Reads every history and the audit log from its first row on. A row that was changed, removed or slipped in is named;
 * rows cut off at the very end of one chain leave no trace in it.
 */
export async function verifyChains(tx: Tx): Promise<ChainReport> {
  const report: ChainReport = { rows: 0, breaks: [] };
  await verifyHistories(tx, report);
  const audit = await tx.audit.findMany({ orderBy: { id: "asc" } });
  check(
    report,
    "audit",
    audit.map(({ id, prevHash, hash, ...row }) => ({ id, prevHash, hash, body: { ...row } })),
  );
  return report;
}

/** Ticket by ticket, a page of tickets at a time: a year's history does not have to fit into memory. */
async function verifyHistories(tx: Tx, report: ChainReport): Promise<void> {
  for (let after = ""; ; ) {
    const tickets = await tx.ticket.findMany({
      where: { no: { gt: after } },
      orderBy: { no: "asc" },
      take: PAGE,
      select: { no: true, history: { orderBy: { id: "asc" } } },
    });
    for (const { no, history } of tickets)
      check(
        report,
        no,
        history.map(({ id, prevHash, hash, ...row }) => ({ id, prevHash, hash, body: { ...row } })),
      );
    if (tickets.length < PAGE) return;
    after = tickets.at(-1)!.no;
  }
}

function check(report: ChainReport, chain: string, rows: (ChainedRow & { id: bigint })[]): void {
  report.rows += rows.length;
  const found = firstBreak(rows);
  if (found) report.breaks.push({ chain, id: rows[found.index]?.id ?? null, why: found.why });
}
