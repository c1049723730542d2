import { companyOf, wordsOf } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { dayOf } from "../domain/time.ts";
import type { Segment } from "../text/hearing/reading.ts";
import type { ReceiptLine } from "../text/saying/tickets.ts";
import { receipt } from "../text/saying/tickets.ts";
import { visitKept } from "../text/saying/visits.ts";
import { askAndKeep } from "./ask.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { isOutOfReach, nameOf, whose } from "./whose.ts";

/** A liaison cadre's visit, told in a sentence: a record a company, and a ticket for each thing that was asked for. */
export const visit: Handler = {
  name: "visit",

  claims: (segment) => segment.act === "visit_report",

  async handle(segments, scene) {
    if (segments.some((segment) => isOutOfReach(scene, segment))) return refuse(scene);
    for (const segment of segments) {
      const owner = whose(scene, segment);
      if ("ask" in owner)
        return askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options });
    }
    const receipts: ReceiptLine[] = [];
    const visited = new Map<string, { notes: string[]; tickets: string[]; day: string }>();
    for (const [i, segment] of segments.entries()) {
      const company = companyOf(segment.company ?? scene.reading.company);
      if (!company) continue;
      const record = visited.get(company) ?? { notes: [], tickets: [], day: dayOfVisit(scene, segment) };
      record.notes.push(segment.text);
      visited.set(company, record);
      if (!segment.issue) continue;
      const ticket = await openTicket(scene, {
        issue: segment.issue,
        company,
        from: scene.speaker.id,
        chatId: scene.chat.id,
        source: "走访",
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
    for (const [company, record] of visited)
      await scene.work.events.addVisit({
        company,
        date: record.day,
        by: scene.speaker.id,
        note: record.notes.join("；"),
        tickets: record.tickets,
        at: scene.now,
      });
    scene.reply({ text: visitKept([...visited.keys()].map((c) => nameOf(scene, c))) });
    if (receipts.length) scene.reply({ text: receipt(receipts), tickets: receipts.map((r) => r.no) });
  },
};

const dayOfVisit = (scene: Scene, segment: Segment): string => segment.visit?.day ?? dayOf(scene.now, scene.town.zone);
