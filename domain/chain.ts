import { createHash } from "node:crypto";

/**
 * The hash of one row of an append-only log: of the hash before it ("" for the first) and the row's own values.
 * A changed, removed or inserted row breaks every hash after it.
 */
export function chainHash(previous: string, row: Record<string, unknown>): string {
  const ordered = Object.keys(row)
    .sort()
    .map((key) => [key, row[key]]);
  return createHash("sha256").update(previous).update("\n").update(JSON.stringify(ordered)).digest("hex");
}
