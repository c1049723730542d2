import type { Day, TownEvent } from "../domain/town.ts";
import { bumpTown } from "./bump.ts";
import type { Prisma } from "./generated/client.ts";
import type { Tx } from "./tx.ts";

type EventRow = Prisma.EventGetPayload<object>;
export type SignupRow = Prisma.SignupGetPayload<object>;
export type VisitRow = Prisma.VisitGetPayload<object>;

/** Sign-ups of an event in the order in which they came. */
export const signupsOf = (tx: Tx, eventId: string): Promise<SignupRow[]> =>
  tx.signup.findMany({ where: { eventId }, orderBy: [{ position: "asc" }, { id: "asc" }] });

export const allSignups = (tx: Tx): Promise<SignupRow[]> =>
  tx.signup.findMany({ orderBy: [{ eventId: "asc" }, { position: "asc" }, { id: "asc" }] });

/** Waits for, then holds, the right to seat people at one event: seats are never given twice. */
export async function lockEvent(tx: Tx, eventId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM events WHERE id = ${eventId} FOR UPDATE`;
}

export const saveSignup = (
  tx: Tx,
  eventId: string,
  company: string,
  row: Omit<Prisma.SignupUncheckedCreateInput, "eventId" | "company">,
): Promise<SignupRow> =>
  tx.signup.upsert({
    where: { eventId_company: { eventId, company } },
    create: { ...row, eventId, company },
    update: row,
  });

export const updateSignup = (tx: Tx, id: bigint, change: Prisma.SignupUncheckedUpdateInput): Promise<SignupRow> =>
  tx.signup.update({ where: { id }, data: change });

export const addVisit = (
  tx: Tx,
  visit: { company: string; date: Day; by: string; note: string; tickets: string[]; at: Date; place?: string | null },
): Promise<VisitRow> => tx.visit.create({ data: visit });

/** Where a visit was, told after it. */
export const placeVisit = (tx: Tx, id: bigint, place: string): Promise<VisitRow> =>
  tx.visit.update({ where: { id }, data: { place } });

export const findVisits = (tx: Tx, where: Prisma.VisitWhereInput = {}): Promise<VisitRow[]> =>
  tx.visit.findMany({ where, orderBy: { id: "asc" } });

/** The telephone that an enterprise gave when it last signed up. */
export const lastPhoneOf = async (tx: Tx, company: string): Promise<string | null> =>
  (
    await tx.signup.findFirst({
      where: { company, phone: { not: null } },
      orderBy: { createdAt: "desc" },
      select: { phone: true },
    })
  )?.phone ?? null;

export const eventOf = (e: EventRow): TownEvent => ({
  id: e.id,
  name: e.name,
  start: e.startsAt,
  ...(e.endsAt ? { end: e.endsAt } : {}),
  place: e.place,
  theme: e.theme,
  seats: e.seats,
  ...(e.signupUntil ? { signupUntil: e.signupUntil } : {}),
  mode: e.mode,
  kind: e.kind,
  ...(e.host ? { host: e.host } : {}),
  ...(e.seriesId ? { series: e.seriesId } : {}),
  ...(e.issue === null ? {} : { issue: e.issue }),
  ...(e.venue ? { venue: e.venue } : {}),
});

/** Writes one event, new or changed; who is on its list stays there. */
export async function saveEvent(tx: Tx, e: TownEvent, position: number): Promise<void> {
  const row = {
    name: e.name,
    startsAt: e.start,
    endsAt: e.end ?? null,
    place: e.place,
    theme: e.theme,
    seats: e.seats,
    signupUntil: e.signupUntil ?? null,
    mode: e.mode,
    position,
    kind: e.kind ?? "恳谈会",
    host: e.host ?? "",
    seriesId: e.series ?? null,
    issue: e.issue ?? null,
    venue: e.venue ?? null,
  };
  await tx.event.upsert({ where: { id: e.id }, create: { id: e.id, ...row }, update: row });
  await bumpTown(tx);
}
