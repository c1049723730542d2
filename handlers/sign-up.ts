import { personFor } from "../desk/session.ts";
import { maySignUp } from "../domain/authority.ts";
import { callName, officeOf } from "../domain/recipients.ts";
import { seatFor, waitingPlace } from "../domain/seats.ts";
import type { TownEvent } from "../domain/town.ts";
import type { SignupStatus } from "../domain/vocabulary.ts";
import { eventsNamed } from "../text/hearing/fields/index.ts";
import { isForOneself } from "../text/hearing/fields/signup.ts";
import type { Segment, SignupReading } from "../text/hearing/reading.ts";
import * as say from "../text/saying/signups.ts";
import { askAndKeep } from "./ask.ts";
import { eventMeant } from "./event-meant.ts";
import { actorIn } from "./moving.ts";
import { lineOf, promoteWaiting } from "./promote.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { isOutOfReach, whose } from "./whose.ts";

const ACTS = new Set(["sign_up", "sign_up_change", "sign_up_cancel", "rollcall_yes", "rollcall_leave"]);
/** Sign-ups that come within this time share one receipt in the group. Seconds. */
const SHARED_RECEIPT = 180;
/** The same when the bot was called. */
const CALLED = 45;

/** From here on a problem's department is called to the session. */
const LIKELY = 0.4;

/** A seat at a roundtable: taken, changed, given back; the first who waits moves up. */
export const signUp: Handler = {
  name: "sign-up",

  claims: (segment) => ACTS.has(segment.act),

  async handle(segments, scene) {
    for (const segment of segments) {
      const owner = whose(scene, segment);
      if (isOutOfReach(scene, segment)) return refuse(scene);
      // Staff who speak of a meeting in a group, without calling the bot, mean the people there.
      if (!scene.heard.addressed && !("ask" in owner ? owner.written : owner.company)) return;
      if ("ask" in owner)
        return askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options });
      const company = owner.company ?? forThemselves(scene, segment);
      if (!company) {
        return askAndKeep(scene, "which_company", say.askForWhom);
      }
      const event = eventMeant(scene, namedIn(scene, segment), segment.act === "sign_up");
      if (!event) {
        if (scene.heard.addressed) scene.reply({ text: say.noEvent });
        return;
      }
      await scene.work.events.lockEvent(event.id);
      if (await isOthers(scene, event, company, segment)) continue;
      await ENTRIES[segment.act]!(scene, event, company, segment);
    }
  },
};

/** A founder without a company yet takes a seat in their own name. */
function forThemselves(scene: Scene, segment: Segment): string | null {
  if (scene.speaker.role !== "other" || !isForOneself(scene.reading.maskedText)) return null;
  return segment.signup?.attendees[0] ?? scene.speaker.name ?? scene.reading.contactName ?? null;
}

/** The events that a part names; an entry of a list passed on is for the event in the list's head. */
function namedIn(scene: Scene, segment: Segment): string[] {
  const own = besideNotice(scene, segment);
  if (own.length > 0 || !/接龙/.test(scene.heard.text)) return own;
  return eventsNamed(scene.heard.text, { ...scene, events: scene.town.events, zone: scene.town.zone });
}

/** Where a notice named a meeting, what somebody wants to bring up there names no other by its theme. */
function besideNotice(scene: Scene, { text, signup }: Segment): string[] {
  const own = signup?.events ?? [];
  const { events, zone } = scene.town;
  const noticed = scene.recent.some((said) => events.some(({ name }) => said.text.includes(name)));
  if (scene.chat.kind !== "group" || !noticed) return own;
  return eventsNamed(text, { ...scene, events: events.map((event) => ({ ...event, theme: "" })), zone });
}

/**
 * Whether this sign-up is somebody else's to change. An entry that was only passed on with a list never changes what is
 * there: who cancelled since would be back on it.
 */
async function isOthers(scene: Scene, event: TownEvent, company: string, segment: Segment): Promise<boolean> {
  const row = (await scene.work.events.signupsOf(event.id)).find((s) => s.company === company);
  if (segment.relayed) return row !== undefined;
  const { actor } = actorIn(scene);
  const named =
    segment.act === "sign_up_cancel" || segment.act === "sign_up_change" ? scene.companiesIn(segment.text) : [];
  // Who speaks for one company and names only another means that one: neither is touched.
  if (actor.enterprise && !actor.isOffice && named.length > 0 && !named.includes(actor.enterprise)) {
    await refuse(scene);
    return true;
  }
  if (!row || row.status === "取消" || maySignUp(actor, company)) return false;
  const stranger = !actor.enterprise && (row.by === null || row.by === scene.speaker.id);
  if (stranger || row.by === scene.speaker.id) return false;
  await refuse(scene);
  return true;
}

type Entry = (scene: Scene, event: TownEvent, company: string, segment: Segment) => Promise<void>;

const ENTRIES: Record<string, Entry> = {
  sign_up: takeSeat,
  sign_up_change: changeSeat,
  sign_up_cancel: giveBack,
  rollcall_yes: (scene, event, company, segment) => answerCall(scene, event, company, "已确认", null, segment.signup),
  rollcall_leave: (scene, event, company, segment) =>
    answerCall(scene, event, company, "请假", delegateOf(scene, segment.signup)),
};

async function takeSeat(scene: Scene, event: TownEvent, company: string, segment: Segment): Promise<void> {
  const signups = await scene.work.events.signupsOf(event.id);
  const seat = seatFor(event, signups, company, scene.now);
  if (seat.kind === "closed") {
    const next = scene.town.events.find(
      (e) =>
        e.series !== undefined &&
        e.series === event.series &&
        e.start > event.start &&
        (e.signupUntil ?? e.start) > scene.now,
    );
    const until = event.signupUntil ?? event.start;
    const closed = say.closedForSignup(event.name, until, scene.town.zone, officeOf(scene.town).name);
    scene.reply({ text: next ? `${closed}${say.nextOpen(next.name, next.start, scene.town.zone)}` : closed });
    return;
  }
  if (seat.kind === "listed") return changeSeat(scene, event, company, segment);
  const reading = segment.signup;
  const row = await scene.work.events.saveSignup(event.id, company, {
    attendees: [...new Set([...ownName(scene, segment), ...namesOf(scene, reading)])],
    count: reading?.count ?? Math.max(1, reading?.attendees.length ?? 1),
    phone: reading?.phone ?? scene.reading.phone ?? null,
    ...topicOf(scene, reading?.topic),
    status: seat.status,
    delegate: null,
    by: (segment.relayed && personFor(scene, company, null)?.id) || scene.speaker.id,
    chatId: scene.chat.id,
    createdAt: scene.now,
    position: seat.position,
  });
  const place = waitingPlace(await scene.work.events.signupsOf(event.id), company);
  await receipt(scene, event, say.signedUp(lineOf(scene, row), place ?? 1, scene.chat.kind === "group"));
}

async function changeSeat(scene: Scene, event: TownEvent, company: string, segment: Segment): Promise<void> {
  const signups = await scene.work.events.signupsOf(event.id);
  const before = signups.find((s) => s.company === company && s.status !== "取消");
  const reading = segment.signup;
  if (!before) {
    if (reading && (segment.act === "sign_up_change" || segment.act === "sign_up"))
      return takeSeat(scene, event, company, { ...segment, act: "sign_up" });
    return;
  }
  const attendees = changedAttendees(scene, before.attendees, reading);
  const row = await scene.work.events.updateSignup(before.id, {
    attendees,
    count: reading?.keepsOthers
      ? Math.max(before.count ?? 0, attendees.length)
      : (reading?.count ?? (attendees.length || before.count)),
    ...(reading?.phone || scene.reading.phone ? { phone: reading?.phone ?? scene.reading.phone ?? null } : {}),
    ...(reading?.topic ? topicOf(scene, reading.topic) : {}),
    ...(before.status === "未回复" ? { status: "已确认" } : {}),
  });
  await receipt(scene, event, say.changed(lineOf(scene, row)));
}

/** Who comes after a change: the new one instead of the old, those who cannot come left out, new ones added. */
function changedAttendees(scene: Scene, before: string[], reading: SignupReading | undefined): string[] {
  if (!reading) return before;
  const gone = [...reading.removes, ...(reading.replaces ? [reading.replaces] : [])];
  const left = before.filter((name) => !gone.some((g) => name.includes(g) || g.includes(name)));
  const come = namesOf(scene, reading);
  // "改成一个人", "我媳妇不去了": who was named still comes.
  if (come.length === 0) return left.slice(0, reading.count ?? left.length);
  if (reading.keepsOthers) return [...new Set([...left, ...come])];
  if (reading.replaces || gone.length === 0 || reading.count === come.length) {
    const kept = reading.replaces ? left : gone.length ? left : [];
    return [...new Set([...kept, ...come])];
  }
  return [...new Set([...left, ...come])];
}

async function giveBack(scene: Scene, event: TownEvent, company: string): Promise<void> {
  const signups = await scene.work.events.signupsOf(event.id);
  const before = signups.find((s) => s.company === company && s.status !== "取消");
  if (!before) {
    if (scene.heard.addressed) scene.reply({ text: say.notOnList(callName(scene.town, company), event.name) });
    return;
  }
  await scene.work.events.updateSignup(before.id, { status: "取消" });
  await receipt(scene, event, say.cancelled(callName(scene.town, company)));
  await moveUp(scene, event);
}

/** Who waits and signed up in this group reads it there; everybody else is told in private. */
const moveUp = (scene: Scene, event: TownEvent): Promise<void> =>
  promoteWaiting(scene, event, async (row, line) => {
    if (scene.chat.kind !== "group" || row.chatId !== scene.chat.id) return false;
    await receipt(scene, event, line);
    return true;
  });

/** Who goes instead: named as such, or the one who is sent. */
const delegateOf = (scene: Scene, reading: SignupReading | undefined): string | null =>
  reading?.delegate ?? namesOf(scene, reading).find((name) => name !== scene.speaker.name) ?? null;

async function answerCall(
  scene: Scene,
  event: TownEvent,
  company: string,
  status: SignupStatus,
  delegate: string | null,
  reading?: SignupReading,
): Promise<void> {
  const signups = await scene.work.events.signupsOf(event.id);
  const before = signups.find((s) => s.company === company);
  // Somebody on leave who sends another keeps the seat.
  const kept = status === "请假" && delegate ? "请假" : status;
  const attendees = namesOf(scene, reading);
  if (before)
    await scene.work.events.updateSignup(before.id, {
      status: kept,
      delegate,
      by: before.by ?? scene.speaker.id,
      ...(attendees.length > 0 ? { attendees, count: reading?.count ?? attendees.length } : {}),
      ...(reading?.topic ? topicOf(scene, reading.topic) : {}),
      ...(reading?.phone ? { phone: reading.phone } : {}),
    });
  // A bare "好的" of somebody who was not called is no answer to the call.
  else if (!scene.heard.addressed && !scene.asked && attendees.length === 0) return;
  else
    await scene.work.events.saveSignup(event.id, company, {
      status: kept,
      delegate,
      attendees,
      by: scene.speaker.id,
      chatId: scene.chat.id,
      createdAt: scene.now,
      position: Math.max(0, ...signups.map((s) => s.position)) + 1,
    });
  const name = callName(scene.town, company);
  await receipt(scene, event, status === "请假" ? say.onLeave(name, delegate) : say.confirmed(name));
  if (status === "请假" && !delegate) await moveUp(scene, event);
}

/** In a group sign-ups share a receipt; in private each is answered at once. */
async function receipt(scene: Scene, event: TownEvent, line: string): Promise<void> {
  if (scene.chat.kind === "private") {
    scene.reply({ text: say.together(event.name, [line]) });
    return;
  }
  const wait = scene.heard.addressed ? CALLED : SHARED_RECEIPT;
  await scene.replyTogether(`signup:${event.id}`, line, (lines) => say.together(event.name, lines), wait);
}

/** What somebody wants to bring up, and whose it looks to be: that department has to come. */
function topicOf(scene: Scene, topic: string | undefined): { topic: string | null; lead: string | null } {
  if (!topic) return { topic: null, lead: null };
  const { route, confidential } = scene.matter(topic);
  return { topic, lead: confidential || route.confidence < LIKELY ? null : route.lead };
}

/** Who writes their own name among those who come. */
const ownName = ({ speaker }: Scene, { text, relayed }: Segment): string[] =>
  speaker.name && speaker.name.length >= 2 && !relayed && text.includes(speaker.name) ? [speaker.name] : [];

/** "我" is the one who writes. */
function namesOf(scene: Scene, reading: SignupReading | undefined): string[] {
  const own = scene.speaker.name ?? scene.speaker.id;
  return [...new Set((reading?.attendees ?? []).map((name) => (/^(我|本人|我自己)$/.test(name) ? own : name)))];
}
