import type { Day, Leave } from "../domain/town.ts";
import { bumpTown } from "./bump.ts";
import type { Tx } from "./tx.ts";

/** Leaves that a reader of the town may still need, in the order in which they were written. */
const KEPT = 1000;

export const loadLeaves = async (tx: Tx): Promise<Leave[]> =>
  (await tx.leave.findMany({ orderBy: { id: "desc" }, take: KEPT }))
    .reverse()
    .map(({ personId, from, until, deputyId }) => ({
      person: personId,
      from,
      until,
      ...(deputyId ? { deputy: deputyId } : {}),
    }));

/** Writes a leave over what of earlier ones lies in its days or after. */
export async function setLeave(tx: Tx, leave: Leave, setBy: string, at: Date): Promise<void> {
  await endLeave(tx, leave.person, leave.from);
  await tx.leave.create({
    data: {
      personId: leave.person,
      from: leave.from,
      until: leave.until,
      deputyId: leave.deputy ?? null,
      setBy,
      at,
    },
  });
  await bumpTown(tx);
}

/** Somebody is there again from a day on; what they had planned for later is given up. Gives whether there was any. */
export async function endLeave(tx: Tx, personId: string, day: Day): Promise<boolean> {
  const later = await tx.leave.deleteMany({ where: { personId, from: { gte: day } } });
  const running = await tx.$executeRaw`
    UPDATE leaves SET until = (${day}::date - 1)::text WHERE person_id = ${personId} AND until >= ${day}`;
  await bumpTown(tx);
  return later.count + running > 0;
}
