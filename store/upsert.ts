import type { Tx } from "./tx.ts";

const BATCH = 1000;

/**
 * Writes many rows at once; the first column is the key. What the rows hold beside the columns is left out.
 * @param once columns that a row which is there already keeps
 */
export async function upsert(
  tx: Tx,
  table: string,
  columns: Record<string, string>,
  rows: object[],
  once: string[] = [],
): Promise<void> {
  const names = Object.keys(columns);
  const [key] = names;
  const changing = names.filter((name) => name !== key && !once.includes(name));
  const list = (of: string[], prefix = "") => of.map((name) => `${prefix}"${name}"`).join(", ");
  const sql = `INSERT INTO "${table}" AS old (${list(names)})
    SELECT ${list(names)} FROM jsonb_to_recordset($1::jsonb) AS given(${names.map((n) => `"${n}" ${columns[n]}`).join(", ")})
    ON CONFLICT ("${key}") DO UPDATE SET ${changing.map((name) => `"${name}" = EXCLUDED."${name}"`).join(", ")}
    WHERE (${list(changing, "old.")}) IS DISTINCT FROM (${list(changing, "EXCLUDED.")})`;
  for (let at = 0; at < rows.length; at += BATCH)
    await tx.$executeRawUnsafe(sql, JSON.stringify(rows.slice(at, at + BATCH)));
}
