import { wordsOf } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { enterpriseById } from "../domain/recipients.ts";
import { OPEN } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import { meantOf } from "../text/hearing/overlap.ts";
import type { IssueReading, Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/tickets.ts";
import { asTold } from "./as-told.ts";
import { askAndKeep } from "./ask.ts";
import { befallsAll, joinTrouble } from "./common-trouble.ts";
import type { Handler, Scene } from "./scene.ts";
import { whose } from "./whose.ts";

/**
 * "我们也是" after another company's receipt: a complainant of their own of the trouble that all share, with a number of
 * their own. What the other one wrote stays theirs; only the title, which the group has read, is taken over.
 */
export const meToo: Handler = {
  name: "me-too",

  claims: (segment) => segment.act === "me_too",

  async handle([segment], scene) {
    const unsaid = segment!.ticketNos.length === 0;
    const shared = unsaid ? await toldInGroups(scene) : await ticketsMeant(scene, segment!);
    if (shared.length === 0) return unsaid ? askAndKeep(scene, "detail", say.askDetail(["what"], 0)) : undefined;
    const owner = whose(scene, segment!);
    if ("ask" in owner)
      return askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options });
    const { company } = owner;
    if (!company) return askAndKeep(scene, "which_company", say.askWhichCompany);
    const ticket = meantOf(segment!.text, shared) ?? (shared.length === 1 ? shared[0]! : undefined);
    if (!ticket)
      return askAndKeep(scene, "which_ticket", say.askWhichTicket(shared, "一起反映"), {
        options: shared.map((t) => t.no),
      });
    if (ticket.company === company || ticket.complainants.some((c) => c.company === company))
      return scene.reply({ text: say.alreadyOpen(wordsOf(scene, ticket)), tickets: [ticket.no] });
    await register(scene, segment!, company, ticket);
  },
};

async function register(scene: Scene, segment: Segment, company: string, ticket: TicketRow): Promise<void> {
  const input = asTold(scene, sameIssue(scene, segment, ticket), company);
  if (befallsAll(ticket)) return joinTrouble(scene, input, ticket);
  const own = await openTicket(scene, input);
  const line = { ...wordsOf(scene, own), assigned: own.status === "已交办", provisional: own.provisional };
  scene.reply({ text: say.receipt([line]), tickets: [own.no] });
}

/** The tickets of the receipt that are still worked on; of one that was merged, the one it went into. */
async function ticketsMeant(scene: Scene, segment: Segment): Promise<TicketRow[]> {
  const found: TicketRow[] = [];
  for (const no of segment.ticketNos) {
    const named = await scene.work.tickets.ticketByNo(no);
    const ticket = named?.parentNo ? await scene.work.tickets.ticketByNo(named.parentNo) : named;
    if (ticket && !ticket.confidential && OPEN.includes(ticket.status) && !found.some((t) => t.no === ticket.no))
      found.push(ticket);
  }
  return found;
}

const LATELY_MS = 12 * 3_600_000;

/**
 * Told in private what others have, without saying it: the troubles that befall all, lately told by neighbours in the
 * speaker's own groups, where the speaker has read of them. Of what was told elsewhere nothing may be known.
 */
async function toldInGroups(scene: Scene): Promise<TicketRow[]> {
  const { town, speaker, now, work } = scene;
  const groups = town.groups.filter(({ members }) => members.includes(speaker.id)).map(({ id }) => id);
  const park = enterpriseById(town, speaker.enterprise ?? "")?.park;
  if (groups.length === 0 || !park) return [];
  const found = await work.tickets.findTickets({
    chatId: { in: groups },
    confidential: false,
    parentNo: null,
    status: { in: OPEN },
    createdAt: { gte: new Date(now.getTime() - LATELY_MS) },
  });
  return found.filter((t) => befallsAll(t) && enterpriseById(town, t.company ?? "")?.park === park);
}

/** A matter of the same kind in words of one's own. */
function sameIssue(scene: Scene, segment: Segment, ticket: TicketRow): IssueReading {
  const read = scene.matter(segment.text);
  const other = enterpriseById(scene.town, ticket.company ?? "");
  const names = other ? [other.name, ...other.short].sort((a, b) => b.length - a.length) : [];
  const title = names.reduce((rest, name) => rest.replaceAll(name, ""), ticket.title);
  const lead = ticket.lead ?? read.route.lead;
  return {
    ...read,
    title,
    text: `${segment.text}（同一问题：${title}）`,
    type: ticket.type as IssueReading["type"],
    category: ticket.category,
    urgency: ticket.urgency === "emergency" ? "urgent" : (ticket.urgency as IssueReading["urgency"]),
    route: { ...read.route, lead, co: ticket.co, sure: ticket.status !== "待交办", reason: `与${ticket.no}相同` },
    confidential: false,
    inCourt: false,
    missing: [],
  };
}
