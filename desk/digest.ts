import type { Recipient } from "../domain/recipients.ts";
import { dayOf, instantOf } from "../domain/time.ts";
import { digest } from "../text/saying/reminders.ts";
import type { Desk } from "./desk.ts";
import { awake, present, type Telling, tellMany } from "./tell.ts";

/** One thing that somebody is to be reminded of now. */
export interface DigestLine {
  to: Recipient;
  ticketNo: string;
  /** The message where it is the only one. */
  alone: string;
  /** What stands among others. */
  line: string;
  /** Smaller is more pressing. */
  order: number;
  /** The reminder's key. */
  key: string;
  /** Not merged with others; an emergency asks neither for quiet hours nor whether it was said today. */
  apart?: "urgent" | "emergency";
  /** The person wanted to hear of it now, whatever was said this morning. */
  wanted?: boolean;
  card?: unknown;
  asked?: unknown;
}

/**
 * Reminds each person once of all that is due for them, urgent matters apart. Of one ticket nobody is reminded twice on
 * one day. Gives the keys of what was told.
 */
export async function tellDigest(desk: Desk, lines: DigestLine[]): Promise<Set<string>> {
  const addressed = lines.flatMap((line) => {
    const here = present(desk, line.to);
    const to = line.apart === "emergency" ? here : awake(desk, here, "reminder");
    return to ? [{ ...line, to }] : [];
  });
  const midnight = instantOf(dayOf(desk.now, desk.town.zone), "00:00", desk.town.zone);
  const ids = [...new Set(addressed.map(({ to }) => to.id))];
  const heard = await desk.work.sending.remindedSince(ids, midnight);
  const fresh = addressed.filter(
    (line) => line.wanted || line.apart === "emergency" || !heard.has(`${line.to.id}\n${line.ticketNo}`),
  );
  const people = new Map<string, DigestLine[]>();
  for (const line of fresh) {
    const who = line.apart ? `apart ${line.key}` : `${line.to.kind} ${line.to.id}`;
    const own = people.get(who);
    if (own) own.push(line);
    else people.set(who, [line]);
  }
  await tellMany(desk, [...people.values()].map(messageOf));
  return new Set(fresh.map(({ key }) => key));
}

function messageOf(lines: DigestLine[]): Telling {
  const sorted = [...lines].sort((a, b) => a.order - b.order);
  const [first] = sorted as [DigestLine];
  const common = { to: first.to, kind: "reminder" as const, dedupeKey: first.key };
  if (sorted.length === 1)
    return {
      ...common,
      text: first.alone,
      tickets: [first.ticketNo],
      ...(first.card ? { card: first.card } : {}),
      ...(first.asked ? { asked: first.asked } : {}),
      emergency: first.apart === "emergency",
    };
  // Two rungs of one ticket, or its ladder and a promise on it, are one line with both said.
  const byTicket = new Map<string, string[]>();
  for (const { ticketNo, line } of sorted) byTicket.set(ticketNo, [...(byTicket.get(ticketNo) ?? []), line]);
  const texts = [...byTicket.values()].map((own) => own.join("\n　 "));
  return {
    ...common,
    text: byTicket.size === 1 ? sorted.map(({ alone }) => alone).join("\n") : digest(texts),
    tickets: [...byTicket.keys()],
    ...(byTicket.size === 1 && first.asked ? { asked: first.asked } : {}),
  };
}
