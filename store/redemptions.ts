import type { Redemption, RedemptionStatus } from "../domain/redemption.ts";
import type { Day } from "../domain/town.ts";
import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";

type Row = Prisma.RedemptionGetPayload<object>;

const redemptionOf = ({ amount, status, source: _source, at: _at, key: _key, ...row }: Row): Redemption => ({
  ...row,
  amount: Number(amount),
  status: status as RedemptionStatus,
});

export interface NewRedemption extends Omit<Redemption, "id"> {
  source: string;
  at: Date;
  /** Same for the same row of a file. */
  key?: string;
}

/** Null when an entry with this key is on the books. */
export async function addRedemption(tx: Tx, entry: NewRedemption): Promise<Redemption | null> {
  const rows = await tx.redemption.createManyAndReturn({
    data: [{ ...entry, amount: BigInt(entry.amount) }],
    skipDuplicates: true,
  });
  return rows[0] ? redemptionOf(rows[0]) : null;
}

export async function redemptionById(tx: Tx, id: number): Promise<Redemption | null> {
  const row = await tx.redemption.findUnique({ where: { id } });
  return row && redemptionOf(row);
}

export async function changeRedemption(
  tx: Tx,
  id: number,
  change: { status: RedemptionStatus; paidOn?: Day | null },
): Promise<Redemption> {
  return redemptionOf(await tx.redemption.update({ where: { id }, data: change }));
}

export interface RedemptionFilter {
  enterpriseIds?: string[];
  ids?: number[];
  /** Granted from this day on, up to and with the other. */
  from?: Day;
  to?: Day;
}

/** Oldest first; what was struck off too. */
export async function findRedemptions(tx: Tx, filter: RedemptionFilter = {}): Promise<Redemption[]> {
  const rows = await tx.redemption.findMany({
    where: {
      ...(filter.enterpriseIds ? { enterpriseId: { in: filter.enterpriseIds } } : {}),
      ...(filter.ids ? { id: { in: filter.ids } } : {}),
      approvedOn: { ...(filter.from ? { gte: filter.from } : {}), ...(filter.to ? { lte: filter.to } : {}) },
    },
    orderBy: [{ approvedOn: "asc" }, { id: "asc" }],
  });
  return rows.map(redemptionOf);
}
