import type { Campaign, Task } from "../domain/campaign.ts";
import type { Day, Enterprise, Person } from "../domain/town.ts";
import { bumpTown } from "./bump.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";
import { upsert } from "./upsert.ts";

const campaignOf = ({
  ledger: _ledger,
  createdAt: _createdAt,
  ...c
}: Campaign & { ledger: unknown; createdAt: Date }) => c satisfies Campaign;

/** Newest first. */
export const campaigns = async (tx: Tx): Promise<Campaign[]> =>
  (await tx.campaign.findMany({ orderBy: [{ startsOn: "desc" }, { id: "desc" }] })).map(campaignOf);

export const campaignById = async (tx: Tx, id: string): Promise<Campaign | null> => {
  const row = await tx.campaign.findUnique({ where: { id } });
  return row && campaignOf(row);
};

export const saveCampaign = (tx: Tx, { id, ...row }: Campaign, now: Date) =>
  tx.campaign.upsert({ where: { id }, create: { id, ...row, createdAt: now }, update: row });

/** The office's own workbook for 两清单一台账; null where it gave none. */
export interface LedgerTemplate {
  name: string;
  mapping: unknown;
  /** Base64. */
  template: string;
}

export const ledgerTemplate = async (tx: Tx, id: string): Promise<LedgerTemplate | null> =>
  ((await tx.campaign.findUnique({ where: { id }, select: { ledger: true } }))?.ledger as LedgerTemplate | null) ??
  null;

export const setLedgerTemplate = (tx: Tx, id: string, ledger: LedgerTemplate) =>
  tx.campaign.update({ where: { id }, data: { ledger: json(ledger) } });

export const tasksOf = (
  tx: Tx,
  campaignId: string,
  where: { unit?: string; personId?: string } = {},
): Promise<Task[]> =>
  tx.campaignTask.findMany({
    where: { campaignId, ...where },
    select: { enterpriseId: true, personId: true, unit: true },
    orderBy: [{ unit: "asc" }, { personId: "asc" }, { enterpriseId: "asc" }],
  });

/** Puts tasks in and takes others out. */
export async function changeTasks(
  tx: Tx,
  campaignId: string,
  added: readonly Task[],
  gone: readonly Task[],
): Promise<void> {
  const rows = (tasks: readonly Task[]) => JSON.stringify(tasks);
  if (gone.length > 0)
    await tx.$executeRaw`
      DELETE FROM campaign_tasks t USING jsonb_to_recordset(${rows(gone)}::jsonb) AS g("enterpriseId" text, "personId" text)
       WHERE t.campaign_id = ${campaignId} AND t.enterprise_id = g."enterpriseId" AND t.person_id = g."personId"`;
  if (added.length > 0)
    await tx.$executeRaw`
      INSERT INTO campaign_tasks (campaign_id, enterprise_id, person_id, unit)
      SELECT ${campaignId}, "enterpriseId", "personId", unit
        FROM jsonb_to_recordset(${rows(added)}::jsonb) AS a("enterpriseId" text, "personId" text, unit text)
      ON CONFLICT (campaign_id, enterprise_id, person_id) DO UPDATE SET unit = EXCLUDED.unit`;
}

/** Tasks of all campaigns that are not over go from one cadre to another. */
export async function moveTasks(
  tx: Tx,
  move: { from: string; to: string; unit: string | null; enterprises: string[]; today: Day },
): Promise<void> {
  const { from, to, unit, enterprises, today } = move;
  await tx.$executeRaw`
    INSERT INTO campaign_tasks (campaign_id, enterprise_id, person_id, unit)
    SELECT t.campaign_id, t.enterprise_id, ${to},
           -- A unit that is no department is known from the campaign alone.
           coalesce((SELECT max(o.unit) FROM campaign_tasks o
                      WHERE o.campaign_id = t.campaign_id AND o.person_id = ${to}), ${unit}, t.unit)
      FROM campaign_tasks t JOIN campaigns c ON c.id = t.campaign_id
     WHERE t.person_id = ${from} AND t.enterprise_id = ANY(${enterprises}) AND c.ends_on >= ${today}
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    DELETE FROM campaign_tasks t USING campaigns c
     WHERE c.id = t.campaign_id AND t.person_id = ${from} AND t.enterprise_id = ANY(${enterprises}) AND c.ends_on >= ${today}`;
}

export const addHandover = (
  tx: Tx,
  row: { at: Date; by: string; fromPerson: string; toPerson: string; enterprises: string[] },
) => tx.handover.create({ data: row });

/** Ids of the enterprises that were visited within these days. */
export async function visitedBetween(tx: Tx, from: Day, to: Day): Promise<Set<string>> {
  const rows = await tx.visit.findMany({
    where: { date: { gte: from, lte: to } },
    distinct: ["company"],
    select: { company: true },
  });
  return new Set(rows.map(({ company }) => company));
}

/**
 * Writes enterprises and cadres of an import beside those that are there.
 * @param progress called with how many rows are written
 */
export async function saveRoster(
  tx: Tx,
  roster: { enterprises: readonly Enterprise[]; people: readonly Person[] },
  progress: (rows: number) => void = () => {},
): Promise<void> {
  const { enterprises, people } = roster;
  const [e, p] = [await tx.enterprise.count(), await tx.person.count()];
  for (let at = 0; at < enterprises.length; at += CHUNK) {
    const rows = enterprises.slice(at, at + CHUNK).map((one, i) => ({ ...one, position: e + at + i }));
    await upsert(tx, "enterprises", ENTERPRISE, rows, ["position"]);
    progress(Math.min(at + CHUNK, enterprises.length));
  }
  for (let at = 0; at < people.length; at += CHUNK) {
    const rows = people.slice(at, at + CHUNK).map(({ department, liaisonFor, ...one }, i) => ({
      ...one,
      department_id: department,
      liaison_for: liaisonFor,
      position: p + at + i,
    }));
    await upsert(tx, "people", PERSON, rows, ["position"]);
    progress(enterprises.length + Math.min(at + CHUNK, people.length));
  }
  await bumpTown(tx);
}

const CHUNK = 1000;
const ENTERPRISE = { id: "text", name: "text", short: "text[]", park: "text", profile: "jsonb", position: "int" };
const PERSON = {
  id: "text",
  name: "text",
  role: "text",
  department_id: "text",
  liaison_for: "text[]",
  position: "int",
};
