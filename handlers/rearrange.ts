import { undoable } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/cadre.ts";
import { askAndKeep } from "./ask.ts";
import { actorIn, moved } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import { pickSeveral } from "./pick-several.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** Taking back one's own last step, cutting a ticket in two, laying two together. */
export const rearrange: Handler = {
  name: "rearrange",

  claims: (segment) => segment.act in ENTRIES,

  async handle(segments, scene) {
    for (const segment of segments) await ENTRIES[segment.act]!(scene, segment);
  },
};

const ENTRIES: Record<string, (scene: Scene, segment: Segment) => Promise<void>> = { undo, split, merge };

const UNDO_MS = 30 * 60_000;

/** The named ticket's last step, else the newest step of the speaker. */
async function undo(scene: Scene, segment: Segment): Promise<void> {
  const lately = await scene.work.tickets.findTickets({
    confidential: false,
    history: { some: { by: scene.speaker.id, at: { gte: new Date(scene.now.getTime() - UNDO_MS) } } },
  });
  const own = lately
    .map((ticket) => ({ ticket, last: undoable(ticket, scene.now)[0] }))
    .filter(({ last }) => last?.by === scene.speaker.id)
    .sort((a, b) => b.last!.at.getTime() - a.last!.at.getTime());
  const named = own.find(({ ticket }) => segment.ticketNos.includes(ticket.no)) ?? own[0];
  if (named) await moved(scene, named.ticket, { kind: "undo" });
  else scene.reply({ text: say.nothingToUndo });
}

async function split(scene: Scene, segment: Segment): Promise<void> {
  const ticket = await theOne(scene, segment);
  if (!ticket) return;
  const parts = (segment.parts ?? []).map(({ text, lead, issue }) => ({
    title: issue.title,
    text,
    category: issue.category,
    lead: lead ?? issue.route.lead,
    sure: lead !== undefined || issue.route.sure,
  }));
  await moved(scene, ticket, { kind: "split", parts, subTasks: /子任务|子工单|分头|分解/.test(segment.text) });
}

/** The later one goes with the earlier one, unless the words say into which. */
async function merge(scene: Scene, segment: Segment): Promise<void> {
  const { dispatches, sees } = actorIn(scene);
  if (!dispatches) return refuse(scene);
  const meant = (await pickSeveral(scene, segment, sees)).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  if (meant.length < 2) {
    scene.reply({ text: say.whichToMerge });
    return;
  }
  const goal = /(?:并|合)(?:案|单)?(?:到|入|进)(.{0,24})/.exec(segment.text)?.[1] ?? "";
  const into = meant.find(
    (t) => goal.includes(t.no) || new RegExp(`(?<!\\d)0*${t.no.split("-").at(-1)}(?!\\d)`).test(goal),
  );
  const first = into ?? meant[0]!;
  for (const ticket of meant) if (ticket.no !== first.no) await moved(scene, ticket, { kind: "merge", into: first.no });
}

async function theOne(scene: Scene, segment: Segment): Promise<TicketRow | null> {
  const picked = await pickTicket(scene, segment, actorIn(scene).sees);
  if ("ticket" in picked) return picked.ticket;
  if ("among" in picked)
    await askAndKeep(scene, "which_ticket", say.whichTicket(picked.among), { options: picked.among.map((t) => t.no) });
  else scene.reply({ text: picked.no ? say.noSuchTicket(picked.no) : say.nothingToDo });
  return null;
}
