import { nextSendable } from "../domain/quiet.ts";
import { callName, enterpriseById, type Recipient } from "../domain/recipients.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import type { MatchRow } from "../store/sessions.ts";
import * as say from "../text/saying/matching.ts";
import type { Desk } from "./desk.ts";
import { schedule } from "./reminders.ts";
import { personFor } from "./session.ts";
import { tell } from "./tell.ts";

/** Days in which both have to say yes. */
const OPEN_FOR = 7;

export interface NewMatch {
  eventId?: string;
  seeker: string;
  offerer: string;
  /** What is wanted, in words that name neither. */
  need: string;
  by: string;
}

/** Asks both enterprises in private, neither learning who the other is. Null where one of them has nobody to ask. */
export async function proposeMatch(desk: Desk, input: NewMatch): Promise<MatchRow | null> {
  const seeker = personFor(desk, input.seeker, null);
  const offerer = personFor(desk, input.offerer, null);
  if (!seeker || !offerer) return null;
  const match = await desk.work.sessions.addMatch({ ...input, eventId: input.eventId ?? null, createdAt: desk.now });
  const asks: [Recipient, string][] = [
    [seeker, say.askSeeker(input.need, kindOf(desk, input.offerer))],
    [offerer, say.askOfferer(input.need, kindOf(desk, input.seeker))],
  ];
  for (const [i, [to, text]] of asks.entries())
    await tell(desk, {
      to,
      kind: "notice",
      text,
      dedupeKey: `match/${match.id}/${i}`,
      asked: { kind: "match", requestId: match.id },
    });
  const day = addDays(dayOf(desk.now, desk.town.zone), OPEN_FOR);
  const dueAt = nextSendable(
    instantOf(day, desk.town.rules.sent_at, desk.town.zone),
    desk.town.rules,
    desk.calendar,
    desk.town.zone,
  );
  await schedule(desk, "match", String(match.id), [
    { key: `match/${match.id}/over`, stage: "over", kind: "撮合", to: "office", dueAt },
  ]);
  return match;
}

/** "一家金属制品企业": its trade, never its name, its place or anything else that only one can be. */
function kindOf(desk: Desk, company: string): string {
  const industry = enterpriseById(desk.town, company)?.profile.industry;
  return typeof industry === "string" && industry !== "" ? industry : "";
}

export type Answered = "waits" | "joined" | "declined" | "over";

/** One side has answered. Names and telephones pass only when this is the second yes. */
export async function answerMatch(desk: Desk, id: number, company: string, yes: boolean): Promise<Answered> {
  const match = await desk.work.sessions.lockMatch(id);
  if (match?.state !== "待双方" || ![match.seeker, match.offerer].includes(company)) return "over";
  const says = yes ? "愿意" : "不愿意";
  const own = company === match.seeker ? { seekerSays: says } : { offererSays: says };
  const now = { ...match, ...own };
  const both = now.seekerSays === "愿意" && now.offererSays === "愿意";
  await desk.work.sessions.setMatch(id, { ...own, ...(both ? { state: "已互通" } : yes ? {} : { state: "未成" }) });
  const [mine, other] =
    company === match.seeker ? [now.seekerSays, now.offererSays] : [now.offererSays, now.seekerSays];
  if (both) {
    await introduce(desk, match);
    return "joined";
  }
  if (mine === "不愿意") {
    const partner = company === match.seeker ? match.offerer : match.seeker;
    // Who has agreed already waits for word; who was only asked is told that it is over.
    await tellSide(desk, match, partner, say.notThisTime, other === "愿意" ? "declined" : "withdrawn");
    await tellWho(desk, match, say.didNotCome(match.id));
    return "declined";
  }
  return "waits";
}

async function introduce(desk: Desk, match: MatchRow): Promise<void> {
  for (const [to, partner] of [
    [match.seeker, match.offerer],
    [match.offerer, match.seeker],
  ] as const)
    await tellSide(desk, match, to, say.introduced(match.need, await cardOf(desk, partner)), "introduced");
  await tellWho(desk, match, say.cameTogether(callName(desk.town, match.seeker), callName(desk.town, match.offerer)));
}

/** Name, person and telephone, as the town's list and the last sign-up have them. */
async function cardOf(desk: Desk, company: string): Promise<string> {
  const enterprise = enterpriseById(desk.town, company);
  const to = personFor(desk, company, null);
  const person = desk.town.people.find((p) => p.id === to?.id);
  const phone = await desk.work.events.lastPhoneOf(company);
  return [enterprise?.name ?? company, person?.name, phone].filter(Boolean).join("，");
}

async function tellSide(desk: Desk, match: MatchRow, company: string, text: string, stage: string): Promise<void> {
  const to = personFor(desk, company, null);
  if (to) await tell(desk, { to, kind: "notice", text, dedupeKey: `match/${match.id}/${stage}/${company}` });
}

const tellWho = (desk: Desk, match: MatchRow, text: string): Promise<void> =>
  tell(desk, { to: { kind: "person", id: match.by }, kind: "notice", text, dedupeKey: `match/${match.id}/by` });

/** Seven days have passed without two yeses. @returns false where it was settled before */
export async function giveUpMatch(desk: Desk, id: number): Promise<boolean> {
  const match = await desk.work.sessions.lockMatch(id);
  if (match?.state !== "待双方") return false;
  await desk.work.sessions.setMatch(id, { state: "过期" });
  for (const [company, says] of [
    [match.seeker, match.seekerSays],
    [match.offerer, match.offererSays],
  ] as const)
    if (says === "愿意") await tellSide(desk, match, company, say.notThisTime, "over");
  await tellWho(desk, match, say.didNotCome(match.id));
  return true;
}
