import type { Catalogue } from "../catalogue/match.ts";
import { ringDigest } from "../desk/campaign.ts";
import type { Desk } from "../desk/desk.ts";
import { tellDigest } from "../desk/digest.ts";
import { proposeLetter } from "../desk/letters.ts";
import { BOT, moveTicket } from "../desk/move.ts";
import { supervise } from "../desk/supervise.ts";
import { tell } from "../desk/tell.ts";
import { complainants, leadName } from "../desk/ticket-words.ts";
import { personById } from "../domain/recipients.ts";
import { holdsSeat } from "../domain/seats.ts";
import { letterDocx } from "../reports/letter-docx.ts";
import type { ReminderRow } from "../store/sending.ts";
import { callbackCard, rollcallCard } from "../text/saying/cards.ts";
import * as say from "../text/saying/reminders.ts";
import { ANSWERED, type DueLine, dueLines, isDigested, type RungPayload } from "./due-lines.ts";
import { matchPolicies } from "./match-policies.ts";
import { bulletin, dailyLines } from "./ring-papers.ts";
import { ringPayments } from "./ring-payments.ts";
import { matchOver, occasion, series, session } from "./ring-session.ts";
import { ringWindows } from "./ring-windows.ts";

export type RingOutcome = "told" | "skipped";

/** One kind of reminder that is rung by itself: looks at its subject as it is now, and tells or keeps quiet. */
export type Ringer = (desk: Desk, reminder: ReminderRow, payload: RungPayload) => Promise<RingOutcome>;

const RINGERS: Record<string, Ringer> = {
  bulletin,
  reply: letter,
  callback,
  pause,
  archive,
  event,
  supervision,
  campaign,
  series,
  occasion,
  session,
  match: matchOver,
};

/**
 * Rings what is due, at most `limit`, in one transaction: the claim is in the write, and what is told lies in the same
 * commit. A row that is not due, was rung, or was cancelled is left alone. `left` are due, but in somebody's hands.
 */
export async function ringDue(
  desk: Desk,
  limit: number,
  catalogue: Catalogue,
): Promise<{ rung: number; left: number }> {
  await desk.work.sending.ringAlone();
  const { due, left } = await desk.work.sending.claimDue(desk.now, limit);
  const lines = await dueLines(desk, due.filter(isDigested));
  const daily = await dailyLines(
    desk,
    due.filter(({ kind }) => kind === "digest"),
  );
  const rung = new Set(lines.map(({ line }) => `${line.to.id}/${line.ticketNo}`));
  const told = await tellDigest(desk, [
    ...lines.map(({ line }) => line),
    // What rings today is said once.
    ...daily.filter((line) => !rung.has(`${line.to.id}/${line.ticketNo}`)),
  ]);
  for (const { key, kind } of due) if (kind === "digest") told.add(key);
  await writeDown(
    desk,
    lines.filter(({ line }) => told.has(line.key)),
  );
  for (const reminder of due) {
    const ringer = isDigested(reminder) ? undefined : RINGERS[reminder.kind];
    if (ringer && (await ringer(desk, reminder, reminder.payload as RungPayload)) === "told") told.add(reminder.key);
  }
  const of = (wanted: string) => due.filter(({ kind }) => kind === wanted);
  for (const key of await ringPayments(desk, of("payment"))) told.add(key);
  for (const key of await matchPolicies(desk, of("eligible"), catalogue)) told.add(key);
  for (const key of await ringWindows(desk, of("window"), catalogue)) told.add(key);
  const quiet = due.filter(({ key }) => !told.has(key));
  if (quiet.length > 0) await desk.work.sending.skipReminders(quiet.map(({ id }) => id));
  return { rung: due.length, left };
}

/** What was told stands in the tickets' histories. */
async function writeDown(desk: Desk, lines: DueLine[]): Promise<void> {
  let open = lines.flatMap(({ line, history }) => (history ? [{ no: line.ticketNo, ...history }] : []));
  while (open.length > 0) {
    // Each ticket once a round: an entry is chained to the one before it.
    const round = new Map(open.map((one) => [one.no, one]));
    const rows = [...round.values()].map(({ no, ...entry }) => ({ no, entry: { at: desk.now, by: "bot", ...entry } }));
    await desk.work.tickets.addHistories(rows);
    const written = new Set(round.values());
    open = open.filter((one) => !written.has(one));
  }
}

/** A rung that proposes 约谈 or 曝光. */
async function letter(desk: Desk, reminder: ReminderRow, payload: RungPayload): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (!found || !payload.letter || ANSWERED.includes(found.status)) return "skipped";
  const how = { rung: payload.kind ?? payload.letter, key: reminder.key, file: letterDocx };
  return (await proposeLetter(desk, found, payload.letter, how)) ? "told" : "skipped";
}

/** Two tries; silence after them is 未能回访, never content. */
async function callback(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (found?.status !== "待回访") return "skipped";
  if (reminder.stage === "silence") {
    await moveTicket(desk, found.no, { kind: "callback", satisfaction: "未能回访" }, BOT);
    return "skipped";
  }
  const answer = found.history.findLast((h) => h.action === "reply")?.note ?? "";
  const first = reminder.stage === "try1";
  const lead = leadName(desk, found.lead);
  const people = complainants(desk, found);
  const unasked = people.filter(({ id }) => personById(desk.town, id)?.noCallbacks);
  const common = { kind: "notice" as const, evenMuted: true, tickets: [found.no] };
  for (const to of people.filter((one) => !unasked.includes(one)))
    await tell(desk, {
      ...common,
      to,
      text: first ? say.callback(found, lead, answer) : say.callbackAgain(found),
      dedupeKey: `${reminder.key}/${to.id}`,
      card: callbackCard(found.no, !first),
      asked: { kind: "callback", ticketNo: found.no },
    });
  // The result itself is theirs.
  if (first)
    for (const to of unasked)
      await tell(desk, {
        ...common,
        to,
        text: say.answeredUnasked(found, lead, answer),
        dedupeKey: `${reminder.key}/${to.id}`,
      });
  return first || unasked.length < people.length ? "told" : "skipped";
}

/** The company has been waited for as long as the rules allow: the clock runs on. */
async function pause(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const resumed = await moveTicket(desk, reminder.subject, { kind: "resume" }, BOT);
  return resumed.ok ? "told" : "skipped";
}

/** It can no longer be reopened. */
async function archive(desk: Desk, reminder: ReminderRow): Promise<RingOutcome> {
  const found = await desk.work.tickets.ticketByNo(reminder.subject);
  if (found?.status !== "已办结") return "skipped";
  const archived = await moveTicket(desk, found.no, { kind: "close" }, BOT);
  return archived.ok ? "told" : "skipped";
}

async function supervision(desk: Desk): Promise<RingOutcome> {
  return (await supervise(desk)) > 0 ? "told" : "skipped";
}

async function campaign(desk: Desk, { subject }: ReminderRow): Promise<RingOutcome> {
  return (await ringDigest(desk, subject)) > 0 ? "told" : "skipped";
}

async function event(desk: Desk, reminder: ReminderRow, payload: RungPayload): Promise<RingOutcome> {
  const found = desk.town.events.find((e) => e.id === reminder.subject);
  if (!found || found.start <= desk.now) return "skipped";
  const signups = await desk.work.events.signupsOf(found.id);
  const absent = payload.to === "absent";
  const wanted = signups.filter((s) => (absent ? s.status === "未回复" : holdsSeat(s) && s.status !== "未回复"));
  for (const signup of wanted) {
    const people = desk.town.people.filter((p) => p.enterprise === signup.company && p.role === "enterprise");
    const to = people.find((p) => p.id === signup.by) ?? people[0];
    const id = to?.id ?? signup.by;
    if (!id) continue;
    await tell(desk, {
      to: { kind: "person", id },
      kind: "reminder",
      text: absent
        ? say.rollcall(found.name, found.start, found.signupUntil, desk.town.zone)
        : say.event(found.name, found.start, found.place, desk.town.zone, desk.now),
      dedupeKey: `${reminder.key}/${signup.company}`,
      ...(absent ? { card: rollcallCard(found.name) } : {}),
      asked: { kind: "rollcall", eventId: found.id },
    });
  }
  return wanted.length ? "told" : "skipped";
}
