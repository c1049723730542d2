import { nextSendable } from "../domain/quiet.ts";
import type { Recipient } from "../domain/recipients.ts";
import { leaderOf, officeOf, officeRecipient, personById } from "../domain/recipients.ts";
import type { MessageKind } from "../store/sending.ts";
import type { Desk } from "./desk.ts";

export interface Telling {
  to: Recipient;
  text: string;
  kind: Exclude<MessageKind, "reply">;
  tickets?: string[];
  citations?: string[];
  files?: { name: string; bytes: number; path: string }[];
  card?: unknown;
  asked?: unknown;
  /** Goes out at any hour, to the muted too. */
  emergency?: boolean;
  /** A call-back that the person asked for by reporting: reaches the muted too, but in waking hours. */
  evenMuted?: boolean;
  /** The same thing is never told twice under one key. */
  dedupeKey?: string;
}

/** Tells somebody something unprompted: at once in an emergency, else when quiet hours and rest days allow. */
export async function tell(desk: Desk, telling: Telling): Promise<void> {
  const { to, emergency = false, evenMuted = false, ...message } = telling;
  const recipient = emergency || evenMuted ? to : awake(desk, to, telling.kind);
  if (!recipient) return;
  const notBefore = emergency ? desk.now : nextSendable(desk.now, desk.town.rules, desk.calendar, desk.town.zone);
  const row = await desk.work.sending.addOutbox({
    ...message,
    toKind: recipient.kind,
    toId: recipient.id,
    priority: emergency ? 0 : telling.kind === "report" || telling.kind === "push" ? 3 : 2,
    createdAt: desk.now,
    notBefore,
  });
  if (row) desk.rings.push({ job: "outbox.send", id: String(row.id), at: notBefore });
}

/** Whose silence would let work be forgotten. */
const WORKS = new Set(["dept", "dept_leader", "admin", "cadre"]);

/**
 * Whom to tell when the recipient wants to be left alone: nobody, where it is only for their own sake; the head of
 * the department, then the office, where work would be forgotten.
 */
function awake(desk: Desk, to: Recipient, kind: Telling["kind"]): Recipient | null {
  const person = to.kind === "person" ? personById(desk.town, to.id) : undefined;
  if (!person?.muted) return to;
  if (kind === "push" || !WORKS.has(person.role)) return null;
  const above = person.department && person.role === "dept" ? leaderOf(desk.town, person.department) : null;
  if (above && !(above.kind === "person" && personById(desk.town, above.id)?.muted)) return above;
  const office = officeRecipient(desk.town);
  if (office.id !== to.id) return office;
  return { kind: "department", id: officeOf(desk.town).id };
}
