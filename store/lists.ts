import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

export type ListItemRow = Prisma.ListItemGetPayload<object>;
export type IndicatorRow = Prisma.IndicatorGetPayload<object>;

/** Rows of one statement. */
const AT_ONCE = 1000;

export const listItems = (tx: Tx, where: { list?: string } = {}): Promise<ListItemRow[]> =>
  tx.listItem.findMany({ where, orderBy: { ticketNo: "asc" } });

/** The names of the lists on the books, newest first. */
export async function listNames(tx: Tx): Promise<string[]> {
  const rows = await tx.listItem.groupBy({ by: ["list"], _max: { at: true }, orderBy: { _max: { at: "desc" } } });
  return rows.map(({ list }) => list);
}

export async function addListItems(tx: Tx, rows: (Omit<ListItemRow, "row"> & { row: unknown })[]): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx.listItem.createMany({ data: rows.slice(at, at + AT_ONCE).map((one) => ({ ...one, row: json(one.row) })) });
}

export const changeListItem = (tx: Tx, key: string, row: unknown, place: string) =>
  tx.listItem.update({ where: { key }, data: { row: json(row), place } });

export const indicators = (tx: Tx): Promise<IndicatorRow[]> => tx.indicator.findMany({ orderBy: { no: "asc" } });

/** The indicators are these now: what is not among them is gone. */
export async function setIndicators(tx: Tx, rows: IndicatorRow[]): Promise<void> {
  await tx.indicator.deleteMany({});
  await tx.indicator.createMany({ data: rows });
}
