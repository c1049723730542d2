import { z } from "zod";
import type { Town } from "../domain/town.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Work } from "../store/work.ts";
import { normalise } from "../text/hearing/fields/normalise.ts";
import { compileRoutes, type RouteIndex, route } from "../text/hearing/route.ts";
import { type Adjustments, learnRoutes, type Reassignment } from "../text/hearing/routing/learnt.ts";

const KEY = "learnt_routes";

const counts = z.record(z.string(), z.record(z.string(), z.number()));
const adjustments = z.object({ rows: z.number(), topics: counts, words: counts });

/** A matter, who was to have it as the bot read it, and who has it in the end. */
export interface Settled {
  text: string;
  category: string;
  company: string | null;
  proposed: string;
  owner: string;
}

/** How many of how many owners are the right ones. */
export type Share = [right: number, of: number];

export interface Lesson {
  settled: number;
  moved: number;
  /** Each half of the settled matters judged by what the other half teaches, and without any teaching. */
  before: Share;
  after: Share;
  /** The same of those only that a clerk had moved. */
  movedBefore: Share;
  movedAfter: Share;
  learnt: Adjustments;
}

/** What was learnt of the town's owners. What cannot be read counts as nothing: the duties still route. */
export async function learntRoutes(work: Work): Promise<Adjustments | undefined> {
  const parsed = adjustments.safeParse(await work.records.setting(KEY));
  return parsed.success && parsed.data.rows > 0 ? parsed.data : undefined;
}

/** The matters of the ledger whose owner is settled, oldest first. */
export async function settledMatters(work: Work): Promise<Settled[]> {
  const rows = await work.tickets.settledOwners();
  return rows.flatMap(({ text, category, company, lead, routing }) => {
    const proposed = (routing as { lead?: unknown } | null)?.lead;
    if (typeof proposed !== "string" || proposed === "" || !lead) return [];
    return [{ text: normalise(text), category, company, proposed, owner: lead }];
  });
}

const moves = (rows: readonly Settled[]): Reassignment[] =>
  rows
    .filter(({ proposed, owner }) => proposed !== owner)
    .map(({ text, proposed, owner }) => ({ text, from: proposed, to: owner }));

function judge(rows: readonly Settled[], index: RouteIndex): Share {
  const right = rows.filter(({ text, category, company, owner }) => {
    const { lead } = route(text, category, index, company ? { enterprise: company } : {});
    return lead === owner;
  });
  return [right.length, rows.length];
}

const sum = (a: Share, b: Share): Share => [a[0] + b[0], a[1] + b[1]];

/** Learns from matters of the ledger, and from re-assignments that came from elsewhere (`more`). */
export function learnOwners(town: Town, settled: readonly Settled[], more: readonly Reassignment[] = []): Lesson {
  const halves = [0, 1].map((half) => settled.filter((_, i) => i % 2 === half));
  const plain = compileRoutes(town);
  const taught = halves.map((half) => compileRoutes(town, learnRoutes([...moves(half), ...more])));
  const wasMoved = ({ proposed, owner }: Settled) => proposed !== owner;
  const both = (index: (half: number) => RouteIndex, keep: (row: Settled) => boolean = () => true) =>
    sum(judge(halves[0]!.filter(keep), index(1)), judge(halves[1]!.filter(keep), index(0)));
  return {
    settled: settled.length,
    moved: settled.filter(wasMoved).length,
    before: both(() => plain),
    after: both((half) => taught[half]!),
    movedBefore: both(() => plain, wasMoved),
    movedAfter: both((half) => taught[half]!, wasMoved),
    learnt: learnRoutes([...moves(settled), ...more]),
  };
}

/** Keeps what was learnt; a bot that runs routes by it from its next message on. Nothing learnt: forgets. */
export const keepLearnt = (ledger: Ledger, learnt: Adjustments): Promise<void> =>
  ledger.transaction(async (work) => {
    await work.records.setSetting(KEY, learnt);
    await work.town.bumpTown();
  });
