import { createHash } from "node:crypto";

/**
 * The hash of one row of an append-only log: of the hash before it ("" for the first) and the row's own values.
 * A changed, removed or inserted row breaks every hash after it. Keys are sorted at every depth: a `jsonb` column gives
 * them back in an order of its own.
 */
export function chainHash(previous: string, row: Record<string, unknown>): string {
  return createHash("sha256")
    .update(previous)
    .update("\n")
    .update(JSON.stringify(canonical(row)))
    .digest("hex");
}

/** A row of a chain as it was read back; `body` is what was hashed. */
export interface ChainedRow {
  prevHash: string;
  hash: string;
  body: Record<string, unknown>;
}

/**
 * The place of the first row that does not fit, counted from 0, and why; null when all fit. A cut tail is seen only by
 * who knows the last hash: hand it in.
 */
export function firstBreak(
  rows: ChainedRow[],
  lastHash?: string,
): { index: number; why: "previous" | "content" | "tail" } | null {
  let previous = "";
  for (const [index, row] of rows.entries()) {
    if (row.prevHash !== previous) return { index, why: "previous" };
    if (chainHash(previous, row.body) !== row.hash) return { index, why: "content" };
    previous = row.hash;
  }
  return lastHash !== undefined && lastHash !== previous ? { index: rows.length, why: "tail" } : null;
}

function canonical(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object") return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}
