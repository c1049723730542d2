import { companyOf, wordsOf } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { actorOf, mayVisit } from "../domain/authority.ts";
import { dayOf } from "../domain/time.ts";
import type { Segment } from "../text/hearing/reading.ts";
import type { ReceiptLine } from "../text/saying/tickets.ts";
import { receipt } from "../text/saying/tickets.ts";
import { addedToVisit, isVisitKept, visitKept } from "../text/saying/visits.ts";
import { askAndKeep } from "./ask.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { isOutOfReach, nameOf, whose } from "./whose.ts";

/** Pictures and the place come after the words, or before them; so long they belong to the visit. */
const AFTERWARDS_MS = 30 * 60_000;

/** A liaison cadre's visit, told in a sentence: a record a company, and a ticket for each thing that was asked for. */
export const visit: Handler = {
  name: "visit",

  claims: (segment, scene) => segment.act === "visit_report" || comesAfterwards(scene),

  async handle(segments, scene) {
    if (comesAfterwards(scene)) return addTo(scene);
    if (segments.some((segment) => isOutOfReach(scene, segment))) return refuse(scene);
    for (const segment of segments) {
      const owner = whose(scene, segment);
      if ("ask" in owner)
        return askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options });
    }
    // A stranger who has been somewhere tells what he wants; a visit it is not.
    const visits = mayVisit(actorOf(scene.speaker, scene.town.departments));
    const receipts: ReceiptLine[] = [];
    const visited = new Map<string, { notes: Set<string>; tickets: string[]; day: string }>();
    for (const [i, segment] of segments.entries()) {
      const company = companyOf(segment.company ?? scene.reading.company);
      if (!company) continue;
      const record = visited.get(company) ?? { notes: new Set(), tickets: [], day: dayOfVisit(scene, segment) };
      record.notes.add(segment.text);
      visited.set(company, record);
      if (!segment.issue) continue;
      const ticket = await openTicket(scene, {
        issue: segment.issue,
        company,
        from: scene.speaker.id,
        chatId: scene.chat.id,
        source: visits ? "走访" : "消息",
        ...(scene.reading.callAt ? { contactPhone: scene.reading.callAt } : {}),
        media: i === 0 ? scene.media : [],
      });
      record.tickets.push(ticket.no);
      receipts.push({
        ...wordsOf(scene, ticket),
        assigned: ticket.status === "已交办",
        ...(segment.issue.deadline ? { userDeadline: segment.issue.deadline } : {}),
      });
    }
    if (visits) await keep(scene, visited);
    if (receipts.length) scene.reply({ text: receipt(receipts), tickets: receipts.map((r) => r.no) });
  },
};

async function keep(
  scene: Scene,
  visited: ReadonlyMap<string, { notes: Set<string>; tickets: string[]; day: string }>,
): Promise<void> {
  for (const [company, record] of visited) {
    const made = await scene.work.events.addVisit({
      company,
      date: record.day,
      by: scene.speaker.id,
      note: [...record.notes].join("；"),
      place: placeIn(scene),
      tickets: record.tickets,
      at: scene.now,
    });
    await attach(scene, made.id);
  }
  if (visited.size > 0) scene.reply({ text: visitKept([...visited.keys()].map((c) => nameOf(scene, c))) });
}

const dayOfVisit = (scene: Scene, segment: Segment): string => segment.visit?.day ?? dayOf(scene.now, scene.town.zone);

/** The place that the cadre's phone sent along. */
const placeIn = (scene: Scene): string | null =>
  scene.heard.pieces
    .filter(({ type, text }) => type === "location" && text !== "")
    .map(({ text }) => text)
    .join("；") || null;

async function attach(scene: Scene, visitId: bigint): Promise<void> {
  for (const { seq, ...media } of scene.media)
    await scene.work.tickets.addAttachment({ visitId, messageSeq: seq }, media);
}

/** Nothing but pictures, files or a place, after the bot has kept a visit in this chat. */
function comesAfterwards({ heard, recent, now }: Scene): boolean {
  const bare = heard.pieces.every(
    ({ type, text }) => type === "location" || (["image", "file"].includes(type) && !text),
  );
  const last = recent.findLast(({ fromBot }) => fromBot);
  return (
    bare &&
    heard.addressed &&
    last !== undefined &&
    isVisitKept(last.text) &&
    now.getTime() - last.at.getTime() <= AFTERWARDS_MS
  );
}

async function addTo(scene: Scene): Promise<void> {
  const since = new Date(scene.now.getTime() - AFTERWARDS_MS);
  const all = await scene.work.events.findVisits({ by: scene.speaker.id, at: { gte: since } });
  const told = all.filter(({ at }) => at.getTime() === all.at(-1)?.at.getTime());
  const place = placeIn(scene);
  for (const { id } of told) {
    await attach(scene, id);
    if (place) await scene.work.events.placeVisit(id, place);
  }
  if (told.length > 0) scene.reply({ text: addedToVisit(told.map(({ company }) => nameOf(scene, company))) });
}
