import type { Tx } from "./tx.ts";

export interface PushRow {
  policyId: string;
  enterpriseId: string;
  at: Date;
  how: "pushed" | "offered";
  reason: string;
}

/** Gives those that were not on the books: of a policy no company is told twice. */
export const addPushes = async (tx: Tx, rows: PushRow[]): Promise<PushRow[]> =>
  (await tx.push.createManyAndReturn({ data: rows, skipDuplicates: true })) as PushRow[];

export const pushesOf = async (tx: Tx, enterpriseIds?: string[]): Promise<PushRow[]> =>
  (await tx.push.findMany({
    ...(enterpriseIds ? { where: { enterpriseId: { in: enterpriseIds } } } : {}),
    orderBy: [{ at: "asc" }, { policyId: "asc" }],
  })) as PushRow[];

/** Takes back pushes that wait for a person. */
export const voidPushes = (tx: Tx, personId: string) =>
  tx.outbox.updateMany({
    where: { toKind: "person", toId: personId, kind: "push", state: "waiting" },
    data: { state: "void", error: "receiver wants no pushes" },
  });
