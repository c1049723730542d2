import { scheduleDigest } from "../../desk/campaign.ts";
import type { Ring } from "../../desk/desk.ts";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";
import type { Campaign, Task } from "../../domain/campaign.ts";
import type { Person, Town } from "../../domain/town.ts";
import type { LedgerTemplate } from "../../store/campaigns.ts";
import type { Ledger } from "../../store/ledger.ts";
import { stable } from "../../store/tx.ts";
import type { Work } from "../../store/work.ts";
import type { Roster } from "./roster.ts";

interface Change<T> {
  added: T[];
  changed: T[];
  same: number;
}

/** What an import does to what is on the books. */
export interface CampaignDiff {
  /** The season itself is new, or has another name or other days. */
  campaign: boolean;
  enterprises: Change<Roster["enterprises"][number]>;
  people: Change<Person>;
  added: Task[];
  /** Tasks of enterprises that the files name, and give to somebody else. */
  gone: Task[];
  same: number;
  /** Tasks of enterprises that the files do not name: they stay. */
  unnamed: number;
}

const key = ({ enterpriseId, personId }: Task): string => `${enterpriseId}\u0000${personId}`;

/** Compares a roster with the books. The file is the truth about each enterprise that it gives to somebody. */
export async function diffCampaign(work: Work, town: Town, campaign: Campaign, roster: Roster): Promise<CampaignDiff> {
  const before = await work.campaigns.tasksOf(campaign.id);
  const there = new Map(before.map((task) => [key(task), task]));
  const named = new Set(roster.tasks.map(({ enterpriseId }) => enterpriseId));
  const wanted = new Set(roster.tasks.map(key));
  const added = roster.tasks.filter((task) => there.get(key(task))?.unit !== task.unit);
  const gone = before.filter((task) => named.has(task.enterpriseId) && !wanted.has(key(task)));
  return {
    campaign: stable(await work.campaigns.campaignById(campaign.id)) !== stable(campaign),
    enterprises: changes(town.enterprises, roster.enterprises),
    people: changes(town.people, withLiaison(town, roster, gone)),
    added,
    gone,
    same: roster.tasks.length - added.length,
    unnamed: before.filter((task) => !named.has(task.enterpriseId)).length,
  };
}

function changes<T extends { id: string }>(before: readonly T[], after: readonly T[]): Change<T> {
  const there = new Map(before.map((one) => [one.id, stable(one)]));
  return {
    added: after.filter(({ id }) => !there.has(id)),
    changed: after.filter((one) => there.has(one.id) && there.get(one.id) !== stable(one)),
    same: after.filter((one) => there.get(one.id) === stable(one)).length,
  };
}

/** The cadres as they will be: whoever gets an enterprise looks after it, whoever loses it does not any more. */
function withLiaison(town: Town, roster: Roster, gone: readonly Task[]): Person[] {
  const people = new Map(roster.people.map((p) => [p.id, { ...p, liaisonFor: [...p.liaisonFor] }]));
  const known = new Map(town.people.map((p) => [p.id, p]));
  const person = (id: string): Person => {
    const found = people.get(id) ?? { ...known.get(id)!, liaisonFor: [...known.get(id)!.liaisonFor] };
    people.set(id, found);
    return found;
  };
  for (const { enterpriseId, personId } of gone)
    if (people.has(personId) || known.has(personId)) {
      const one = person(personId);
      one.liaisonFor = one.liaisonFor.filter((id) => id !== enterpriseId);
    }
  const held = new Map<string, Set<string>>();
  for (const { enterpriseId, personId } of roster.tasks) {
    const one = person(personId);
    const ids = held.get(personId) ?? new Set(one.liaisonFor);
    held.set(personId, ids);
    if (ids.has(enterpriseId)) continue;
    ids.add(enterpriseId);
    one.liaisonFor.push(enterpriseId);
  }
  return [...people.values()];
}

export const nothingToDo = (diff: CampaignDiff): boolean =>
  !diff.campaign &&
  [diff.enterprises, diff.people].every(({ added, changed }) => added.length + changed.length === 0) &&
  diff.added.length + diff.gone.length === 0;

const SHOWN = 10;

/** The diff as lines to print. */
export function diffLines(diff: CampaignDiff): string[] {
  const of = (what: string, { added, changed, same }: Change<{ id: string; name?: string }>) => [
    `${what}: ${added.length} added, ${changed.length} changed, ${same} the same`,
    ...changed.slice(0, SHOWN).map(({ id, name }) => `  ~ ${id} ${name ?? ""}`),
    ...(changed.length > SHOWN ? [`  ~ … and ${changed.length - SHOWN} more`] : []),
  ];
  const moved = diff.gone.slice(0, SHOWN).map(({ enterpriseId, personId }) => {
    const to = diff.added.filter((task) => task.enterpriseId === enterpriseId).map((task) => task.personId);
    return `  ~ ${enterpriseId}: from ${personId} to ${to.join(", ") || "those who had it beside"}`;
  });
  return [
    ...(diff.campaign ? ["the season: new, or changed"] : []),
    ...of("enterprises", diff.enterprises),
    ...of("cadres", diff.people),
    `tasks: ${diff.added.length} added, ${diff.gone.length} taken from somebody, ${diff.same} the same, ${diff.unnamed} of enterprises that the files do not name`,
    ...moved,
    ...(diff.gone.length > SHOWN ? [`  ~ … and ${diff.gone.length - SHOWN} more`] : []),
  ];
}

/**
 * Writes a campaign: all of it or, when anything fails, nothing.
 * @param progress rows written, of how many
 * @returns what has to ring; where no queue is at hand the bot's sweep finds the rows
 */
export function importCampaign(
  ledger: Ledger,
  published: PublishedYears,
  given: {
    campaign: Campaign;
    roster: Roster;
    by: string;
    now: Date;
    /** For 两清单一台账, where the campaign has no workbook yet. */
    ledger?: LedgerTemplate;
  },
  progress: (done: number, of: number) => void = () => {},
): Promise<{ diff: CampaignDiff; rings: Ring[] }> {
  const { campaign, roster, by, now } = given;
  return ledger.transaction(async (work) => {
    const town = (await work.town.loadTown())!;
    const diff = await diffCampaign(work, town, campaign, roster);
    const rows = (change: Change<unknown>) => change.added.length + change.changed.length;
    const all = rows(diff.enterprises) + rows(diff.people) + diff.added.length + diff.gone.length;
    await work.campaigns.saveCampaign(campaign, now);
    if (given.ledger && !(await work.campaigns.ledgerTemplate(campaign.id)))
      await work.campaigns.setLedgerTemplate(campaign.id, given.ledger);
    await work.campaigns.saveRoster(
      {
        enterprises: [...diff.enterprises.added, ...diff.enterprises.changed],
        people: [...diff.people.added, ...diff.people.changed],
      },
      (done) => progress(done, all),
    );
    await work.campaigns.changeTasks(campaign.id, diff.added, diff.gone);
    const desk = { now, town, calendar: makeCalendar(published, town.calendar), work, rings: [] as Ring[] };
    await scheduleDigest(desk, campaign);
    const detail = `导入${campaign.name}：新增任务${diff.added.length}，调整${diff.gone.length}`;
    await work.records.addAudit({ at: now, actor: by, event: "变更", detail });
    progress(all, all);
    return { diff, rings: desk.rings };
  });
}
