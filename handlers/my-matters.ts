import { moveTicket } from "../desk/move.ts";
import { tell } from "../desk/tell.ts";
import { companyName, isStaff, wordsOf } from "../desk/ticket-words.ts";
import { commitmentState } from "../domain/bells.ts";
import type { Move } from "../domain/moves.ts";
import { officeOf, officeRecipient } from "../domain/recipients.ts";
import { lastOf, live, recorded, TAG, waitingSince } from "../domain/ticket.ts";
import { dayOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import { overlap } from "../text/hearing/overlap.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/tickets.ts";
import { askAndKeep } from "./ask.ts";
import { notesFor } from "./internal-note.ts";
import { actorIn, moved } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import type { Handler, Scene } from "./scene.ts";

const ACTS = new Set(["ask_progress", "urge", "add_detail", "correct", "withdraw"]);
const LISTED = 5;

/** What a company says about a matter that is on the books: where is it, hurry, one thing more, not so, never mind. */
export const myMatters: Handler = {
  name: "my-matters",

  claims: (segment) => ACTS.has(segment.act),

  async handle(segments, scene) {
    for (const segment of segments) await ENTRIES[segment.act]!(scene, segment);
  },
};

const ENTRIES: Record<string, (scene: Scene, segment: Segment) => Promise<void>> = {
  ask_progress: whereIsIt,
  urge: hurry,
  add_detail: oneThingMore,
  correct: notSo,
  withdraw: neverMind,
};

async function whereIsIt(scene: Scene, segment: Segment): Promise<void> {
  const actor = actorIn(scene);
  const mine = (t: TicketRow) => actor.sees(t);
  if (segment.ticketNos.length) {
    const picked = await pickTicket(scene, segment, mine, { ended: true });
    if ("ticket" in picked) return tellState(scene, [picked.ticket]);
    return actor.refuse(say.numberNotYours(segment.ticketNos[0]!, officeOf(scene.town).name));
  }
  const named = segment.company?.id;
  if (named && !actor.mayAskAbout(named)) return actor.refuse();
  const open = scene.tickets.filter(
    (t) => mine(t) && (!named || t.company === named) && !["已归档", "已撤回", "不予受理"].includes(t.status),
  );
  const fits = open.filter((t) => overlap(segment.text, `${t.title} ${t.text}`) >= 0.34);
  const shown = (fits.length ? fits : open).slice(0, LISTED);
  if (shown.length === 0) {
    if (scene.heard.addressed) scene.reply({ text: say.nothingOpen });
    return;
  }
  return tellState(scene, shown);
}

async function tellState(scene: Scene, tickets: TicketRow[]): Promise<void> {
  const today = dayOf(scene.now, scene.town.zone);
  const staff = isStaff(scene, scene.speaker.id);
  const lines = tickets.map((ticket) => {
    const open = ticket.commitments.filter((c) => c.state === "open" || c.state === "broken");
    const latest = open.at(-1);
    // What waits for the head's signature, and what was sent back, the company is not told.
    const last = live(ticket.history).findLast(
      (h) => ["progress", "reply", "accept", "pause"].includes(h.action) && (staff || !isHeldBack(h)),
    );
    return {
      ...wordsOf(scene, ticket),
      status: ticket.status,
      lastNote: last?.note ?? "",
      waitingFor: waitingSince(ticket) ? (lastOf(ticket, "pause", "request_detail")?.note ?? "") : null,
      commitment: latest ? { what: latest.what, by: latest.by } : null,
      broken: latest ? commitmentState(latest, today) === "broken" : false,
    };
  });
  const notes = await notesFor(scene, tickets);
  scene.reply({ text: [say.whereIsIt(lines), ...notes].join("\n"), tickets: tickets.map((t) => t.no) });
}

const isHeldBack = (entry: TicketRow["history"][number]): boolean => {
  const { unsigned, refused } = recorded(entry);
  return unsigned !== undefined || refused !== undefined;
};

/** The ticket that a company's person means, or one question. */
async function mine(scene: Scene, segment: Segment, what: string, ended = false): Promise<TicketRow | null> {
  const actor = actorIn(scene);
  const picked = await pickTicket(scene, segment, (t) => actor.sees(t), { ended });
  if ("ticket" in picked) return picked.ticket;
  if (!scene.heard.addressed && !scene.asked) return null;
  if ("among" in picked)
    await askAndKeep(scene, "which_ticket", say.askWhichTicket(picked.among, what), {
      options: picked.among.map((t) => t.no),
    });
  else if (picked.no) await actor.refuse(say.numberNotYours(picked.no, officeOf(scene.town).name));
  else scene.reply({ text: say.nothingOpen });
  return null;
}

async function hurry(scene: Scene, segment: Segment): Promise<void> {
  const ticket = await mine(scene, segment, "催办", true);
  if (!ticket) return;
  if (ticket.status === "待回访")
    return void (await moved(scene, ticket, { kind: "callback", satisfaction: "不满意", comment: segment.text }));
  if (["已办结", "已归档"].includes(ticket.status))
    return void (await moved(scene, ticket, { kind: "reopen", reason: segment.text }));
  const urged = await moved(scene, ticket, { kind: "urge", note: segment.text });
  const words = wordsOf(scene, ticket);
  const today = dayOf(scene.now, scene.town.zone);
  const broken = ticket.commitments.findLast((c) => commitmentState(c, today) === "broken");
  if (urged && broken && !isStaff(scene, scene.speaker.id)) scene.reply({ text: say.notKept(broken.what, broken.by) });
  if (urged && words.overdue)
    await tell(scene, {
      to: officeRecipient(scene.town),
      kind: "notice",
      text: say.urgeNotice(words, companyName(scene, ticket.company), ticket.urges + 1, segment.text),
      tickets: [ticket.no],
    });
}

async function oneThingMore(scene: Scene, segment: Segment): Promise<void> {
  const ticket = await mine(scene, segment, "补充");
  if (!ticket) return;
  for (const { seq, ...media } of scene.media)
    await scene.work.tickets.addAttachment({ ticketNo: ticket.no, messageSeq: seq }, media);
  const words = segment.text.trim();
  const waited = ticket.tags.includes(TAG.waiting);
  const unit = scene.asked?.kind === "who" && !ticket.company ? unitNamed(scene, segment) : undefined;
  const edit: Move = {
    kind: "edit",
    fields: {
      ...(unit ? { company: unit } : {}),
      ...(words ? { text: `${ticket.text}\n补充：${words}` } : { text: ticket.text }),
      ...(scene.reading.callAt ? { contactPhone: scene.reading.callAt } : {}),
      ...(scene.reading.contactName ? { contactName: scene.reading.contactName } : {}),
      ...(segment.issue?.place && !ticket.location ? { location: segment.issue.place } : {}),
    },
    note: words,
  };
  if (unit)
    await scene.work.tickets.addComplainant(ticket.no, {
      company: unit,
      personId: scene.speaker.id,
      chatId: scene.chat.id,
      at: scene.now,
    });
  if (!waited) return void (await moved(scene, ticket, edit));
  // Whoever waited for it is told by the resumption alone.
  await moveTicket(scene, ticket.no, edit, actorIn(scene).actor, () => true);
  await moved(scene, ticket, { kind: "resume", note: words });
}

/** The unit that somebody unknown names as theirs, as written: known enterprises speak through those who are bound. */
function unitNamed(scene: Scene, segment: Segment): string | undefined {
  const named = segment.company ?? scene.reading.company;
  if (named?.id) return named.id;
  const words = segment.text
    .replace(/[\d+\-\s转]{7,}/g, " ")
    .split(/[，,。；;：:\s]+/)
    .map((one) => one.replace(/^(?:我们?是|我在|这里是|单位|公司名?|店名)[是：:]?|的$/g, ""));
  return words.find(
    (one) => one.length >= 3 && one.length <= 20 && /[\u4e00-\u9fff]{3}/.test(one) && !/^我(?:是|叫|姓)/.test(one),
  );
}

async function notSo(scene: Scene, segment: Segment): Promise<void> {
  const together = segment.correction?.field === "phone" ? toldTogether(scene, segment) : [];
  if (together.length > 1) {
    for (const ticket of together) await correct(scene, segment, ticket);
    return;
  }
  const ticket = await byPlace(scene, segment, "更正");
  if (ticket) await correct(scene, segment, ticket);
}

/** The tickets of one message, all with the number that was wrong: what is wrong of one is wrong of all. */
function toldTogether(scene: Scene, segment: Segment): TicketRow[] {
  if (segment.ticketNos.length > 0 || segment.ordinal !== undefined) return [];
  const told = [...scene.recent].reverse().find((said) => said.fromBot && said.tickets.length > 0)?.tickets ?? [];
  const { sees } = actorIn(scene);
  const tickets = scene.tickets.filter((t) => told.includes(t.no) && sees(t));
  const named = tickets.some((t) => overlap(segment.text.replace(/[\d转+-]/g, ""), t.title) >= 0.25);
  return named || new Set(tickets.map((t) => t.contactPhone)).size > 1 ? [] : tickets;
}

async function correct(scene: Scene, segment: Segment, ticket: TicketRow): Promise<void> {
  const correction = segment.correction;
  const value = correction?.value ?? segment.text;
  const fields = {
    phone: {
      contactPhone: value,
      ...(/联系人|对接人|找/.test(segment.text) && scene.reading.contactName
        ? { contactName: scene.reading.contactName }
        : {}),
    },
    name: { contactName: value },
    place: { location: value },
    company: {},
    category: { category: value },
    count: {},
    text: {},
  }[correction?.field ?? "text"];
  const words = Object.keys(fields).length ? {} : { text: `${ticket.text}\n更正：${segment.text}` };
  await moved(scene, ticket, {
    kind: "edit",
    fields: {
      ...fields,
      ...words,
      ...(scene.reading.callAt && !correction ? { contactPhone: scene.reading.callAt } : {}),
    },
    note: segment.text,
  });
}

async function neverMind(scene: Scene, segment: Segment): Promise<void> {
  const ticket = await byPlace(scene, segment, "撤回");
  if (ticket) await moved(scene, ticket, { kind: "withdraw", reason: segment.text });
}

/** "后一件", "第二个": the place among what the bot last told of; else as usual. */
async function byPlace(scene: Scene, segment: Segment, what: string): Promise<TicketRow | null> {
  const told = [...scene.recent].reverse().find((said) => said.fromBot && said.tickets.length > 0)?.tickets ?? [];
  const no =
    segment.ordinal === undefined ? undefined : told.at(segment.ordinal > 0 ? segment.ordinal - 1 : segment.ordinal);
  const named = no ? await scene.work.tickets.ticketByNo(no) : null;
  return named && actorIn(scene).sees(named) ? named : mine(scene, segment, what);
}
