import type { SignupStatus } from "./vocabulary.ts";

/** What seats are counted from: one sign-up of an enterprise for an event. */
export interface SeatSignup {
  company: string;
  status: string;
  /** Place in the queue, lowest first. A promotion keeps it; who comes back after a cancellation takes a new one. */
  position: number;
  delegate?: string | null;
}

export interface SeatEvent {
  /** In enterprises. */
  seats: number;
  start: Date;
  /** Up to and with this moment; missing: until the event starts. */
  signupUntil?: Date | null;
}

export type Seat =
  /** Sign up under this status and place. `again`: the enterprise had cancelled; its row is used once more. */
  | { kind: "seat"; status: "报名" | "候补"; position: number; again: boolean }
  /** On the list already: what was said changes that sign-up, and makes no second one. */
  | { kind: "listed"; status: SignupStatus }
  | { kind: "closed"; why: "signup_over" | "event_over" };

/** Whether a sign-up takes one of the seats. Called by name and not yet answered keeps the seat; leave does when a delegate comes. */
export function holdsSeat(signup: Pick<SeatSignup, "status" | "delegate">): boolean {
  if (signup.status === "请假") return Boolean(signup.delegate);
  return ["报名", "已确认", "未回复"].includes(signup.status);
}

/** Seats that are left; never below 0, though an office may have seated more by hand. */
export const freeSeats = (event: Pick<SeatEvent, "seats">, signups: SeatSignup[]): number =>
  Math.max(0, event.seats - signups.filter(holdsSeat).length);

/** What an enterprise that signs up at this moment gets. Call it with the event's row locked. */
export function seatFor(event: SeatEvent, signups: SeatSignup[], company: string, now: Date): Seat {
  const own = signups.find((signup) => signup.company === company);
  if (own && own.status !== "取消" && own.status !== "请假")
    return { kind: "listed", status: own.status as SignupStatus };
  if (now >= event.start) return { kind: "closed", why: "event_over" };
  if (event.signupUntil && now > event.signupUntil) return { kind: "closed", why: "signup_over" };
  const others = signups.filter((signup) => signup.company !== company);
  const waiting = others.some((signup) => signup.status === "候补");
  return {
    kind: "seat",
    // A free seat belongs to who waits for it, even in the moment before they are moved up.
    status: freeSeats(event, others) > 0 && !waiting ? "报名" : "候补",
    position: Math.max(0, ...signups.map((signup) => signup.position)) + 1,
    again: own !== undefined,
  };
}

/** Who moves up from 候补 to 报名, in order, when seats have become free: by a cancellation, leave, or more seats. */
export function promotions<S extends SeatSignup>(event: SeatEvent, signups: S[], now: Date): S[] {
  if (now >= event.start) return [];
  return signups
    .filter((signup) => signup.status === "候补")
    .sort((a, b) => a.position - b.position)
    .slice(0, freeSeats(event, signups));
}

/** Place among those who wait, counted from 1; null when not waiting. */
export function waitingPlace(signups: SeatSignup[], company: string): number | null {
  const queue = signups.filter((signup) => signup.status === "候补").sort((a, b) => a.position - b.position);
  const place = queue.findIndex((signup) => signup.company === company);
  return place < 0 ? null : place + 1;
}
