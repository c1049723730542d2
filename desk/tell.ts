import { standInFor } from "../domain/leave.ts";
import { nextSendable } from "../domain/quiet.ts";
import type { Recipient } from "../domain/recipients.ts";
import { leaderOf, officeOf, officeRecipient, personById } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { MessageKind, OutboxInput } from "../store/sending.ts";
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
  const message = messageOf(desk, telling);
  const row = message && (await desk.work.sending.addOutbox(message));
  if (row) desk.rings.push({ job: "outbox.send", id: String(row.id), at: row.notBefore });
}

/** The same for many at once: words and cards, no files. */
export async function tellMany(desk: Desk, tellings: Telling[]): Promise<void> {
  const messages = tellings.flatMap((telling) => messageOf(desk, telling) ?? []);
  const rows = await desk.work.sending.addOutboxes(messages);
  for (const { id, notBefore } of rows) desk.rings.push({ job: "outbox.send", id: String(id), at: notBefore });
}

/** Null when nobody is to be told. */
function messageOf(
  desk: Desk,
  { to: meant, emergency = false, evenMuted = false, ...message }: Telling,
): OutboxInput | null {
  const to = present(desk, meant);
  const recipient = emergency || evenMuted ? to : awake(desk, to, message.kind);
  if (!recipient) return null;
  return {
    ...message,
    toKind: recipient.kind,
    toId: recipient.id,
    priority: emergency ? 0 : message.kind === "report" || message.kind === "push" ? 3 : 2,
    createdAt: desk.now,
    notBefore: emergency ? desk.now : nextSendable(desk.now, desk.town.rules, desk.calendar, desk.town.zone),
  };
}

/** Who hears it today: the deputy of somebody who is away. */
export const present = (desk: Desk, to: Recipient): Recipient =>
  standInFor(desk.town, to, dayOf(desk.now, desk.town.zone));

/** Whose silence would let work be forgotten. */
const WORKS = new Set(["dept", "dept_leader", "admin", "cadre"]);

/**
 * Whom to tell when the recipient wants to be left alone: nobody, where it is only for their own sake; the head of
 * the department, then the office, where work would be forgotten.
 */
export function awake(desk: Desk, to: Recipient, kind: Telling["kind"]): Recipient | null {
  const person = to.kind === "person" ? personById(desk.town, to.id) : undefined;
  if (!person?.muted) return to;
  if (kind === "push" || !WORKS.has(person.role)) return null;
  const above = person.department && person.role === "dept" ? leaderOf(desk.town, person.department) : null;
  if (above && !(above.kind === "person" && personById(desk.town, above.id)?.muted)) return above;
  const office = officeRecipient(desk.town);
  if (office.id !== to.id) return office;
  return { kind: "department", id: officeOf(desk.town).id };
}
