import { isStaff } from "../desk/ticket-words.ts";
import { callName, enterpriseById } from "../domain/recipients.ts";
import { ENDED } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import { sharesWords } from "../text/hearing/group.ts";
import { meantOf, overlap } from "../text/hearing/overlap.ts";
import type { Segment } from "../text/hearing/reading.ts";
import type { Scene } from "./scene.ts";

export type Picked = { ticket: TicketRow } | { among: TicketRow[] } | { none: true; no?: string };

/**
 * Which ticket is meant: by its number, by what was quoted or asked, by the company and the words that name it, or
 * because there is only one. `may` keeps out what the speaker has no business with.
 */
export async function pickTicket(
  scene: Scene,
  segment: Segment,
  may: (ticket: TicketRow) => boolean,
  options: {
    ended?: boolean;
    words?: string[];
    /** Only what the words themselves name: not the only one there is, nor the one spoken of last. */
    sure?: boolean;
  } = {},
): Promise<Picked> {
  const numbers = [...new Set([...segment.ticketNos, ...quotedNumbers(scene)])];
  for (const no of numbers) {
    const ticket = scene.tickets.find((t) => t.no === no) ?? (await byNumber(scene, no));
    if (ticket && may(ticket)) return { ticket };
  }
  if (segment.ticketNos.length) return { none: true, no: segment.ticketNos[0]! };
  const pool = scene.tickets.filter((t) => may(t) && (options.ended || !ENDED.includes(t.status)));
  const asked = scene.asked?.ticketNo;
  const { id, candidates = [] } = segment.company ?? {};
  const companies = id ? [id] : candidates;
  const named = companies.length
    ? pool.filter(
        (t) => companies.includes(t.company ?? "") || t.complainants.some((c) => companies.includes(c.company)),
      )
    : pool;
  // A name that fits several enterprises means the one that has something on the books; an unknown one nothing.
  const company = id ?? (named.length > 0 ? candidates[0] : undefined);
  const ofCompany = candidates.length > 0 && named.length === 0 ? pool : named;
  const words = options.words?.length ? options.words.join("") : segment.text;
  const scored = ofCompany
    .map((ticket) => ({
      ticket,
      score: overlap(stripNames(scene, words), `${ticket.title} ${ticket.text} ${ticket.category}`),
    }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best) return { none: true };
  if (best.score >= 0.34 && best.score - (second?.score ?? 0) >= 0.12) return { ticket: best.ticket };
  const alone = isStaff(scene, scene.speaker.id) ? onlyOneNamed(scene, words, ofCompany) : undefined;
  if (alone) return { ticket: alone };
  if (options.sure) return company && scored.length === 1 ? { ticket: best.ticket } : { among: [] };
  // A clerk with many tickets is asked; of a company's few, one telling word is enough.
  const told = isStaff(scene, scene.speaker.id) ? undefined : meantOf(stripNames(scene, words), ofCompany);
  if (told && scored.length > 1) return { ticket: told };
  const answered = asked ? pool.find((t) => t.no === asked) : undefined;
  if (answered) return { ticket: answered };
  if (scored.length === 1 && (company || best.score > 0 || !options.words?.length)) return { ticket: best.ticket };
  const lately = lastSpokenOf(
    scene,
    scored.map((s) => s.ticket),
  );
  if (lately) return { ticket: lately };
  return { among: scored.slice(0, 5).map((s) => s.ticket) };
}

/** Words of handling, which say nothing of what a ticket is about. */
const OF_HANDLING =
  /安排|联系|现场|处理|解决|办理|答复|回复|核实|沟通|协调|反映|情况|负责|马上|尽快|[上下]午|[今明昨]天|工作|人员|同意|申请|延期|办结|收到|进展|催一?下|交给|转给|改派|派给|牵头|配合|主办/g;

/** Of several tickets the only one that a telling word names: "路灯那件". */
function onlyOneNamed(scene: Scene, words: string, pool: TicketRow[]): TicketRow | undefined {
  const departments = scene.town.departments.flatMap((d) => [d.id, d.name, ...d.aliases]);
  const telling = departments
    .sort((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(name, " "), stripNames(scene, words))
    .replace(OF_HANDLING, " ");
  const fits = pool.filter((t) => sharesWords(telling, t));
  return fits.length === 1 ? fits[0] : undefined;
}

const quotedNumbers = (scene: Scene): string[] => scene.heard.quote?.text.match(/[A-Z]{1,6}-\d{8}-\d{3,}/g) ?? [];

async function byNumber(scene: Scene, no: string): Promise<TicketRow | null> {
  const exact = await scene.work.tickets.ticketByNo(no);
  if (exact) return exact;
  // "尾号002": the last digits are enough where they fit one ticket.
  const fits = /^\d{2,4}$/.test(no) ? scene.tickets.filter((t) => t.no.endsWith(no)) : [];
  return fits.length === 1 ? fits[0]! : null;
}

const RECENT_MS = 30 * 60_000;

/** The one ticket that the bot's newest words in this chat were about, if they are fresh. */
function lastSpokenOf(scene: Scene, pool: TicketRow[]): TicketRow | undefined {
  for (const said of [...scene.recent].reverse()) {
    if (scene.now.getTime() - said.at.getTime() > RECENT_MS) return undefined;
    const hits = pool.filter((t) => said.tickets.includes(t.no) || said.text.includes(t.no));
    if (said.fromBot && hits.length === 1) return hits[0];
  }
  return undefined;
}

/** Names of companies say whose, not what. */
function stripNames(scene: Scene, text: string): string {
  let rest = text;
  for (const ticket of scene.tickets) {
    const enterprise = ticket.company ? enterpriseById(scene.town, ticket.company) : undefined;
    for (const name of enterprise ? [enterprise.name, callName(scene.town, enterprise.id), ...enterprise.short] : [])
      rest = rest.replaceAll(name, " ");
  }
  return rest;
}
