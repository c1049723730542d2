import {
  type Campaign,
  type CampaignCoverage,
  coverageOf,
  type FourOnes,
  fourOnes,
  isOn,
  nextDigest,
  type Task,
} from "../domain/campaign.ts";
import { departmentById, leaderOf, officeRecipient, personById } from "../domain/recipients.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import * as say from "../text/saying/campaign.ts";
import type { Desk } from "./desk.ts";
import { schedule } from "./reminders.ts";
import { type Telling, tellMany } from "./tell.ts";

/** The campaign that is asked about: the one that runs, else the newest. */
export async function currentCampaign(desk: Desk): Promise<Campaign | null> {
  const all = await desk.work.campaigns.campaigns();
  const today = dayOf(desk.now, desk.town.zone);
  return all.find((one) => isOn(one, today)) ?? all[0] ?? null;
}

export async function coverage(
  desk: Desk,
  campaign: Campaign,
  where: { unit?: string; personId?: string } = {},
): Promise<CampaignCoverage & { tasks: Task[] }> {
  const tasks = await desk.work.campaigns.tasksOf(campaign.id, where);
  const visited = await desk.work.campaigns.visitedBetween(campaign.startsOn, campaign.endsOn);
  return { ...coverageOf(tasks, visited), tasks };
}

/** What was done for these enterprises within the season: visits, tickets raised in it, events held in it. */
export async function seasonOf(desk: Desk, campaign: Campaign, enterprises: ReadonlySet<string>) {
  const { work, town, now } = desk;
  const { startsOn, endsOn } = campaign;
  const start = instantOf(startsOn, "00:00", town.zone);
  const end = instantOf(addDays(endsOn, 1), "00:00", town.zone);
  const visits = await work.events.findVisits({ date: { gte: startsOn, lte: endsOn } });
  const tickets = await work.tickets.findTickets({ createdAt: { gte: start, lt: end }, confidential: false });
  const held = town.events.filter((e) => e.start >= start && e.start < end && e.start <= now);
  return {
    visits: visits.filter((v) => enterprises.has(v.company)),
    tickets: tickets.filter((t) => t.company !== null && enterprises.has(t.company)),
    signups: held.length > 0 ? await work.events.allSignups() : [],
    redemptions: await work.redemptions.findRedemptions({ from: startsOn, to: endsOn }),
    eventsHeld: new Set(held.map(({ id }) => id)),
  };
}

export async function fourOnesOf(desk: Desk, campaign: Campaign, enterprises: ReadonlySet<string>): Promise<FourOnes> {
  return fourOnes(enterprises, await seasonOf(desk, campaign, enterprises));
}

export const unitName = (desk: Pick<Desk, "town">, unit: string): string =>
  departmentById(desk.town, unit)?.name ?? unit;

export const personName = (desk: Pick<Desk, "town">, id: string): string => personById(desk.town, id)?.name ?? id;

/** Writes the bell of the next digest. Its ring writes the one after it. */
export async function scheduleDigest(desk: Desk, campaign: Campaign): Promise<void> {
  const { town, now, calendar } = desk;
  const next = nextDigest(campaign, dayOf(now, town.zone), town.rules, calendar, town.zone);
  // The season's days or its weekday may have been changed.
  await desk.work.sending.cancelByKey([`campaign/${campaign.id}/`], now);
  if (!next) return;
  await schedule(desk, "campaign", campaign.id, [
    { key: `campaign/${campaign.id}/${next.day}`, stage: "week", kind: say.DIGEST, to: "office", dueAt: next.dueAt },
  ]);
}

/** The week's digest: a line to each cadre who has somewhere to go, to the head of his unit, and to the office. */
export async function ringDigest(desk: Desk, campaignId: string): Promise<number> {
  const campaign = await desk.work.campaigns.campaignById(campaignId);
  const today = dayOf(desk.now, desk.town.zone);
  if (!campaign || !isOn(campaign, today)) return 0;
  const { total, units, persons, tasks } = await coverage(desk, campaign);
  await scheduleDigest(desk, campaign);
  const behind = [...persons].filter(([, { unvisited }]) => unvisited.length > 0);
  const people = new Map(desk.town.people.map((p) => [p.id, p]));
  const names = new Map(desk.town.enterprises.map(({ id, name }) => [id, name]));
  const dedupe = (who: string) => ({ kind: "reminder" as const, dedupeKey: `campaign/${campaign.id}/${today}/${who}` });
  const tellings: Telling[] = behind
    .filter(([id]) => people.has(id))
    .map(([id, own]) => ({
      ...dedupe(id),
      to: { kind: "person", id },
      text: say.cadreDigest(
        campaign,
        own,
        own.unvisited.map((one) => names.get(one) ?? one),
      ),
    }));
  const unitsOf = new Map(tasks.map(({ personId, unit }) => [personId, unit]));
  const office = officeRecipient(desk.town);
  for (const [unit, own] of units) {
    const head = own.unvisited.length > 0 && departmentById(desk.town, unit) ? leaderOf(desk.town, unit) : null;
    if (head?.kind !== "person" || head.id === office.id) continue;
    const late = behind
      .filter(([id]) => unitsOf.get(id) === unit)
      .map(([id, c]) => [people.get(id)?.name ?? id, c] as const);
    tellings.push({
      ...dedupe(`head/${unit}`),
      to: head,
      text: say.headDigest(campaign, unitName(desk, unit), own, late),
    });
  }
  if (behind.length > 0)
    tellings.push({ ...dedupe("office"), to: office, text: say.officeDigest(campaign, total, worst(desk, units)) });
  await tellMany(desk, tellings);
  return behind.length;
}

export function namesOf(desk: Pick<Desk, "town">, enterprises: readonly string[]): string[] {
  const names = new Map(desk.town.enterprises.map(({ id, name }) => [id, name]));
  return enterprises.map((id) => names.get(id) ?? id);
}

/** Units by the share that they have visited, least first. */
export const worst = (desk: Pick<Desk, "town">, units: CampaignCoverage["units"]) =>
  [...units]
    .sort(
      ([, a], [, b]) =>
        a.visited.length / a.assigned.length - b.visited.length / b.assigned.length ||
        b.assigned.length - a.assigned.length,
    )
    .map(([unit, own]) => [unitName(desk, unit), own] as const);
