import { moveTicket } from "../desk/move.ts";
import { dueWords, wordsOf } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { officeOf } from "../domain/recipients.ts";
import { DONE } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import { dangerOf } from "../text/hearing/danger.ts";
import { overlap } from "../text/hearing/overlap.ts";
import type { IssueReading, Segment } from "../text/hearing/reading.ts";
import type { ReceiptLine } from "../text/saying/tickets.ts";
import * as say from "../text/saying/tickets.ts";
import { asTold } from "./as-told.ts";
import { askAndKeep } from "./ask.ts";
import { commonTrouble, joinTrouble } from "./common-trouble.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import { cameBack, toldAgain } from "./repeats.ts";
import type { Handler, Scene } from "./scene.ts";
import { servicePromise } from "./service.ts";
import { isOutOfReach, whose } from "./whose.ts";

const ACTS = new Set(["report", "emergency", "whistleblow"]);
const DAY = 86_400_000;
/** The same matter of the same company within this time is one matter. */
const SAME_MATTER_DAYS = 30;
const SAME = 0.55;
/** What an office keeps under a category of its own is the same only where the words are. */
const SAME_UNDER_OTHER_NAME = 0.8;
/** A settled matter that is told again within this time has come back. */
const COMES_BACK_DAYS = 365;
const CAME_BACK = 0.45;

/** Something that somebody should work on: a ticket with its owner and dates, or one question. */
export const report: Handler = {
  name: "report",

  claims: (segment) => ACTS.has(segment.act),

  async handle(segments, scene) {
    const known = segments.filter((s) => s.issue && !s.issue.missing.includes("what"));
    if (known.length === 0) return ask(scene, segments);
    // Danger is taken on from anybody.
    if (known.some((s) => s.act !== "emergency" && isOutOfReach(scene, s))) return refuse(scene);
    for (const segment of known) {
      const owner = whose(scene, segment);
      if ("ask" in owner && segment.act !== "emergency")
        return askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options });
    }
    const receipts: ReceiptLine[] = [];
    for (const [i, segment] of known.entries()) {
      const owner = whose(scene, segment);
      const company = "ask" in owner ? null : owner.company;
      const line = await register(scene, segment, company, i === 0 ? scene.media : []);
      if (line) receipts.push(line);
    }
    if (receipts.length)
      scene.reply({
        text: say.receipt(receipts),
        tickets: receipts.map((r) => r.no),
        ...(isStranger(scene) ? { asked: { kind: "who", ticketNo: receipts[0]!.no } } : {}),
      });
  },
};

/** Nobody knows yet which unit speaks: what it says of itself next belongs to the ticket. */
const isStranger = ({ speaker, chat, heard }: Scene): boolean =>
  speaker.role === "other" && !speaker.enterprise && (chat.kind === "private" || heard.addressed);

/** A call for help without content. Where the bot was not called, it keeps quiet and waits for words. */
async function ask(scene: Scene, segments: Segment[]): Promise<void> {
  if (!scene.heard.addressed) return;
  await askAndKeep(
    scene,
    "detail",
    say.askDetail(segments[0]?.issue?.missing ?? ["what", "place"], scene.heard.attachments),
  );
}

/** Registers one matter and answers for what is special about it; gives the line of the receipt for the rest. */
async function register(
  scene: Scene,
  segment: Segment,
  company: string | null,
  media: Scene["media"],
): Promise<ReceiptLine | null> {
  const issue = segment.issue!;
  const before = issue.confidential || issue.inCourt ? null : await sameMatter(scene, issue, company);
  if (before) return addTo(scene, before, issue);
  const input = asTold(scene, issue, company, media);
  const trouble = issue.urgency === "emergency" || issue.inCourt ? null : await commonTrouble(scene, issue, company);
  if (trouble) {
    await joinTrouble(scene, input, trouble);
    return null;
  }
  const former = issue.urgency === "emergency" ? null : await formerMatter(scene, issue, company);
  const ticket = await openTicket(scene, former ? { ...input, repeatOf: former.no } : input);
  if (former) await cameBack(scene, ticket, former);
  if (issue.inCourt) {
    scene.reply({ text: say.inCourt(ticket.title), tickets: [ticket.no] });
    return null;
  }
  if (issue.confidential) {
    scene.reply({ text: say.confidentialReceipt(ticket.no), tickets: [ticket.no], privately: true });
    if (scene.chat.kind === "group" && scene.heard.addressed) scene.reply({ text: say.confidentialInGroup });
    return null;
  }
  if (issue.urgency === "emergency") {
    const told = [wordsOf(scene, ticket).leadName, `${officeOf(scene.town).name}值班人员`];
    scene.reply({
      text: say.emergency(say.ADVICE[dangerOf(issue.text)], wordsOf(scene, ticket), told),
      tickets: [ticket.no],
      emergency: true,
    });
    return null;
  }
  return {
    ...wordsOf(scene, ticket),
    assigned: ticket.status === "已交办",
    provisional: ticket.provisional,
    ...dueWords(scene, ticket),
    ...servicePromise(scene, ticket),
    ...(issue.deadline ? { userDeadline: issue.deadline } : {}),
  };
}

/** An open ticket of the same company about the same thing. */
async function sameMatter(scene: Scene, issue: IssueReading, company: string | null): Promise<TicketRow | null> {
  if (!company) return null;
  const open = await scene.work.tickets.findTickets({
    company,
    confidential: false,
    createdAt: { gte: new Date(scene.now.getTime() - SAME_MATTER_DAYS * DAY) },
    status: { notIn: ["已办结", "已归档", "已撤回", "不予受理"] },
  });
  const words = `${issue.title} ${issue.text}`;
  const enough = (t: TicketRow) => (t.category === issue.category ? SAME : SAME_UNDER_OTHER_NAME);
  return open.find((t) => overlap(words, `${t.title} ${t.text}`) >= enough(t)) ?? null;
}

/** A matter of the same company, settled within a year, that has come back. */
async function formerMatter(scene: Scene, issue: IssueReading, company: string | null): Promise<TicketRow | null> {
  if (!company || issue.confidential || issue.inCourt) return null;
  const settled = await scene.work.tickets.findTickets({
    company,
    category: issue.category,
    confidential: false,
    createdAt: { gte: new Date(scene.now.getTime() - COMES_BACK_DAYS * DAY) },
    status: { in: DONE },
  });
  const words = `${issue.title} ${issue.text}`;
  return settled.findLast((t) => overlap(words, `${t.title} ${t.text}`) >= CAME_BACK) ?? null;
}

/** The matter is on the books already: saying it again counts as urging, and what is new is added. */
async function addTo(scene: Scene, ticket: TicketRow, issue: IssueReading): Promise<null> {
  const { actor } = actorIn(scene);
  await moveTicket(scene, ticket.no, { kind: "urge", note: issue.text }, actor);
  await toldAgain(scene, ticket, ticket.urges + 2, issue.text);
  scene.reply({ text: say.alreadyOpen(wordsOf(scene, ticket)), tickets: [ticket.no] });
  return null;
}
