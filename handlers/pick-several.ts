import { AT_WORK, OPEN } from "../domain/ticket.ts";
import { dayOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { pickTicket } from "./pick.ts";
import type { Scene } from "./scene.ts";

const ALL = /这[几两三四些]|那[几两三四些]|上面|以上|都|全部|所有|统统/;
const LATE = /超期|逾期|过期|超时/;
const MOST = 20;

/** The tickets that an order of the office means: by numbers, by one phrase each, by department, or those just listed. */
export async function pickSeveral(
  scene: Scene,
  segment: Segment,
  may: (ticket: TicketRow) => boolean,
): Promise<TicketRow[]> {
  const open = scene.tickets.filter((t) => may(t) && OPEN.includes(t.status));
  const named = open.filter((t) => segment.ticketNos.includes(t.no));
  if (named.length > 0) return named;
  const late = LATE.test(segment.text);
  const today = dayOf(scene.now, scene.town.zone);
  const overdue = (t: TicketRow) => !late || (t.replyBy !== null && t.replyBy < today);
  const departments = segment.cadre?.to ?? [];
  const phrases = phrasesOf(scene, segment.text);
  const found: TicketRow[] = [];
  for (const phrase of phrases) {
    const [company] = scene.companiesIn(phrase);
    const own = { ...segment, text: phrase, ticketNos: [] };
    const picked = await pickTicket(
      scene,
      company ? { ...own, company: { written: "", id: company, how: "short" } } : own,
      may,
      {
        sure: true,
      },
    );
    if ("ticket" in picked && OPEN.includes(picked.ticket.status) && !found.some((t) => t.no === picked.ticket.no))
      found.push(picked.ticket);
  }
  if (found.length > 0) return found;
  if (departments.length > 0)
    return open
      .filter((t) => AT_WORK.includes(t.status) && departments.includes(t.lead ?? "") && overdue(t))
      .slice(0, MOST);
  if (late) return open.filter((t) => AT_WORK.includes(t.status) && overdue(t)).slice(0, MOST);
  if (ALL.test(segment.text)) {
    const listed = [...scene.recent].reverse().find((said) => said.fromBot && said.tickets.length > 0)?.tickets ?? [];
    return open.filter((t) => listed.includes(t.no));
  }
  const one = await pickTicket(scene, segment, may);
  return "ticket" in one ? [one.ticket] : [];
}

/** Cut at "和" and commas, but not inside the name of an enterprise. */
function phrasesOf(scene: Scene, text: string): string[] {
  const names = scene.town.enterprises
    .flatMap((e) => [e.name, ...e.short])
    .filter((name) => /[和及与]/.test(name) && text.includes(name))
    .sort((a, b) => b.length - a.length);
  const masked = names.reduce((rest, name, i) => rest.replaceAll(name, `\u0001${i}\u0002`), text);
  return masked
    .split(/[、，,；;]|和|及|与|还有/)
    .map((phrase) => phrase.replace(/\u0001(\d+)\u0002/g, (_, i) => names[Number(i)]!))
    .filter((phrase) => phrase.length >= 3);
}
