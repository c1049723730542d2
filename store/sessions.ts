import type { Series } from "../domain/series.ts";
import type { Day } from "../domain/town.ts";
import { bumpTown } from "./bump.ts";
import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";
import { json } from "./tx.ts";

export type OccasionRow = Prisma.OccasionGetPayload<object>;
export type MatterRow = Prisma.EventMatterGetPayload<object>;
export type CalledRow = Prisma.EventDepartmentGetPayload<object>;
export type MatchRow = Prisma.MatchGetPayload<object>;
const WITH = { signups: true, matters: true } as const;
/** A session with who signed up and what was brought up. */
export type SessionRow = Prisma.EventGetPayload<{ include: typeof WITH }>;

// === Series and the days they fall on

/** Waits for, then holds, the right to make sessions: two processes would give one number twice. */
export async function lockSeries(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7003)`;
}

export async function saveSeries(tx: Tx, series: Series): Promise<void> {
  const row = { rule: json(series), state: "在办" };
  await tx.series.upsert({ where: { id: series.id }, create: { id: series.id, ...row }, update: row });
  await bumpTown(tx);
}

/** No further sessions are made; those that are there stay. */
export async function stopSeries(tx: Tx, id: string): Promise<void> {
  await tx.series.update({ where: { id }, data: { state: "停办" } });
  await tx.occasion.updateMany({ where: { seriesId: id, state: "待定" }, data: { state: "停办" } });
  await bumpTown(tx);
}

export const seriesExists = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.series.count({ where: { id } })) > 0;

export const occasionsOf = (tx: Tx, seriesId: string): Promise<OccasionRow[]> =>
  tx.occasion.findMany({ where: { seriesId }, orderBy: { day: "asc" } });

/** Days that wait for the office's word, the first first. */
export const openOccasions = (tx: Tx): Promise<OccasionRow[]> =>
  tx.occasion.findMany({ where: { state: "待定" }, orderBy: [{ day: "asc" }, { seriesId: "asc" }] });

export const setOccasion = (
  tx: Tx,
  seriesId: string,
  day: Day,
  row: { state: string; movedTo?: Day | null; issue?: number | null },
): Promise<OccasionRow> =>
  tx.occasion.upsert({
    where: { seriesId_day: { seriesId, day } },
    create: { seriesId, day, ...row },
    update: row,
  });

/** The highest number that a 期 of a series has; 0 before the first. */
export async function lastIssue(tx: Tx, seriesId: string): Promise<number> {
  const { _max } = await tx.event.aggregate({ where: { seriesId }, _max: { issue: true } });
  return _max.issue ?? 0;
}

// === Sessions

export const nextEventPosition = async (tx: Tx): Promise<number> =>
  ((await tx.event.aggregate({ _max: { position: true } }))._max.position ?? -1) + 1;

export async function setEvent(
  tx: Tx,
  id: string,
  change: Pick<
    Prisma.EventUncheckedUpdateInput,
    "state" | "doorCode" | "seats" | "place" | "theme" | "startsAt" | "endsAt" | "signupUntil"
  >,
): Promise<void> {
  await tx.event.update({ where: { id }, data: change });
  await bumpTown(tx);
}

export const doorCodeOf = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.event.findUnique({ where: { id }, select: { doorCode: true } }))?.doorCode ?? null;

/** Everything that took place, or will, from a moment up to another; what was cancelled left out. */
export const sessionsBetween = (tx: Tx, from: Date, to: Date): Promise<SessionRow[]> =>
  tx.event.findMany({
    where: { state: "定", startsAt: { gte: from, lt: to } },
    include: WITH,
    orderBy: [{ startsAt: "asc" }, { position: "asc" }],
  });

// === What is brought up

export const mattersOf = (tx: Tx, eventId: string): Promise<MatterRow[]> =>
  tx.eventMatter.findMany({ where: { eventId }, orderBy: { line: "asc" } });

/** Call it with the event's row locked: lines are numbered without a gap. */
export async function addMatter(
  tx: Tx,
  matter: Omit<Prisma.EventMatterUncheckedCreateInput, "line">,
): Promise<MatterRow> {
  const { _max } = await tx.eventMatter.aggregate({ where: { eventId: matter.eventId }, _max: { line: true } });
  return tx.eventMatter.create({ data: { ...matter, line: (_max.line ?? 0) + 1 } });
}

export const undoMatter = (tx: Tx, id: bigint) => tx.eventMatter.update({ where: { id }, data: { undone: true } });

// === Departments that have to come

export const calledDepartments = (tx: Tx, eventId: string): Promise<CalledRow[]> =>
  tx.eventDepartment.findMany({ where: { eventId }, orderBy: { department: "asc" } });

/** Writes who has to come; what a department has answered stays. */
export const callDepartment = (tx: Tx, eventId: string, department: string, companies: string[]): Promise<CalledRow> =>
  tx.eventDepartment.upsert({
    where: { eventId_department: { eventId, department } },
    create: { eventId, department, companies },
    update: { companies },
  });

export const answerCall = (
  tx: Tx,
  eventId: string,
  department: string,
  answer: { state: string; delegate: string | null; by: string },
): Promise<CalledRow> =>
  tx.eventDepartment.update({ where: { eventId_department: { eventId, department } }, data: answer });

/** Sessions still to come to which a department was called. */
export const callsOf = (tx: Tx, department: string, now: Date) =>
  tx.eventDepartment.findMany({
    where: { department, event: { state: "定", startsAt: { gt: now } } },
    orderBy: { event: { startsAt: "asc" } },
  });

// === Matching

export const addMatch = (tx: Tx, row: Prisma.MatchUncheckedCreateInput): Promise<MatchRow> =>
  tx.match.create({ data: row });

/** The match, its row locked: two answers come one after the other. */
export async function lockMatch(tx: Tx, id: number): Promise<MatchRow | null> {
  await tx.$queryRaw`SELECT id FROM matches WHERE id = ${id} FOR UPDATE`;
  return tx.match.findUnique({ where: { id } });
}

export const setMatch = (tx: Tx, id: number, change: Prisma.MatchUncheckedUpdateInput): Promise<MatchRow> =>
  tx.match.update({ where: { id }, data: change });
