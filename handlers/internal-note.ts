import { mayKeepNotes } from "../domain/authority.ts";
import { personById } from "../domain/recipients.ts";
import type { TicketRow } from "../store/tickets.ts";
import { internalNote } from "../text/hearing/notes.ts";
import * as sayCadre from "../text/saying/cadre.ts";
import * as say from "../text/saying/internal-notes.ts";
import { askAndKeep } from "./ask.ts";
import { actorIn } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/**
 * "内部备注：…": kept beside the ticket, in a table that nothing which goes out is made of. The town's people read it in
 * private, when they ask how the ticket stands.
 */
export const noteInside: Handler = {
  name: "internal-note",

  claims: (segment) => segment.act === "internal_note",

  async handle([segment], scene) {
    const { actor, sees } = actorIn(scene);
    const said = internalNote(segment!.text);
    if (!said) return;
    if (!mayKeepNotes(actor)) return refuse(scene);
    const [company] = scene.companiesIn(said.about);
    const meant = {
      ...segment!,
      // The note's own words may be about anything.
      text: said.about,
      ticketNos: said.about.match(/[A-Z]{1,6}-\d{8}-\d{3,}/g) ?? [],
      ...(company ? { company: { written: "", id: company, how: "short" as const } } : {}),
    };
    const picked = await pickTicket(scene, meant, sees, { ended: true });
    if ("ticket" in picked) {
      const { no, title } = picked.ticket;
      await scene.work.tickets.addNote({ ticketNo: no, by: actor.id, at: scene.now, text: said.note });
      scene.reply({ text: say.noted(no, title, scene.chat.kind === "group"), tickets: [no], privately: true });
    } else if ("among" in picked && picked.among.length > 0 && scene.chat.kind === "private")
      await askAndKeep(scene, "which_ticket", sayCadre.whichTicket(picked.among), {
        options: picked.among.map((t) => t.no),
      });
    else scene.reply({ text: say.noteOfWhat, privately: true });
  },
};

/** Internal notes, where only the town's side reads: never in a group. */
export async function notesFor(scene: Scene, tickets: TicketRow[]): Promise<string[]> {
  if (scene.chat.kind === "group" || !mayKeepNotes(actorIn(scene).actor)) return [];
  const notes = await scene.work.tickets.notesOf(tickets.map(({ no }) => no));
  const nameOf = (id: string) => personById(scene.town, id)?.name ?? id;
  return notes.length > 0 ? [say.notesInside(notes.map(({ by, text }) => ({ by: nameOf(by), text })))] : [];
}
