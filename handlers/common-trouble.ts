import { BOT, moveTicket } from "../desk/move.ts";
import { tell } from "../desk/tell.ts";
import { companyName, wordsOf } from "../desk/ticket-words.ts";
import { type NewTicket, openTicket } from "../desk/ticketing.ts";
import { districtOfEnterprise } from "../domain/levels.ts";
import { enterpriseById, handlerOf } from "../domain/recipients.ts";
import { OPEN } from "../domain/ticket.ts";
import type { TicketRow } from "../store/tickets.ts";
import { overlap } from "../text/hearing/overlap.ts";
import type { IssueReading } from "../text/hearing/reading.ts";
import { joined, joinedNotice } from "../text/saying/tickets.ts";
import type { Scene } from "./scene.ts";

/** What befalls all who share a place. The same need of two companies (招工, 贷款) stays two matters. */
const SHARED = new Set(
  "供电 供水 供气 通信网络 道路交通 公交出行 停车秩序 市容环卫 治安反诈 环评排污 物业园区配套".split(" "),
);
/** What comes to all through the same wire, pipe or road. */
const SUPPLY_FAILS =
  /(?:水|电|气|暖|网|光纤|光缆|宽带|信号|基站|路灯|公交|道路|路面|下水道?)[^，。]{0,8}(?:停|断|跳|漏|堵|坏|没|不|塌|黑|慢|低|弱|缺)/;

/** Whether a matter is such a trouble, by its kind or by its words. */
export const befallsAll = ({ category, title, text }: Pick<TicketRow, "category" | "title" | "text">): boolean =>
  SHARED.has(category) || SUPPLY_FAILS.test(`${title}，${text}`);
const WITHIN_MS = 30 * 86_400_000;
const SAME_TROUBLE = 0.4;

/** An open ticket of another company about the same trouble in the same place. */
export async function commonTrouble(
  scene: Scene,
  issue: IssueReading,
  company: string | null,
): Promise<TicketRow | null> {
  if (!company || !SHARED.has(issue.category) || issue.confidential) return null;
  const open = await scene.work.tickets.findTickets({
    category: issue.category,
    lead: issue.route.lead,
    confidential: false,
    parentNo: null,
    company: { not: company },
    createdAt: { gte: new Date(scene.now.getTime() - WITHIN_MS) },
    status: { in: OPEN },
  });
  const mine = districtIn(scene, company);
  const near = open.filter((t) => districtIn(scene, t.company) === mine);
  return near.find((t) => samePlace(scene, issue, company, t) && alike(scene, issue, company, t)) ?? null;
}

/** What befalls two districts is two pieces of work: neither hears of the other's companies. */
const districtIn = ({ town }: Scene, company: string | null) =>
  districtOfEnterprise(enterpriseById(town, company ?? ""), town.departments);

/** "停电", "没电了", "电还没来": what is cut off. */
function cutOff(text: string): string | undefined {
  const found =
    /(?:停|断|没有?|缺|恢复|来|通)(水|电|气|网)|(水|电|气|网)[^，。]{0,6}(?:停|断|没来|没了|不来|来不了)/.exec(text);
  return found?.[1] ?? found?.[2];
}
const SAME_CUT_MS = 3 * 86_400_000;

function alike(scene: Scene, issue: IssueReading, company: string, ticket: TicketRow): boolean {
  const cut = cutOff(issue.text);
  if (cut && cut === cutOff(ticket.text) && scene.now.getTime() - ticket.createdAt.getTime() < SAME_CUT_MS) return true;
  return (
    overlap(
      bare(scene, `${issue.title} ${issue.text}`, company),
      bare(scene, `${ticket.title} ${ticket.text}`, ticket.company),
    ) >= SAME_TROUBLE
  );
}

/** A place that both name; where one names none, the park that both lie in. */
function samePlace(scene: Scene, issue: IssueReading, company: string, ticket: TicketRow): boolean {
  const own = issue.place;
  if (own && ticket.location)
    return own.includes(ticket.location) || ticket.location.includes(own) || overlap(own, ticket.location) >= 0.5;
  const park = enterpriseById(scene.town, company)?.park;
  return park !== undefined && park === enterpriseById(scene.town, ticket.company ?? "")?.park;
}

function bare(scene: Scene, text: string, company: string | null): string {
  const enterprise = enterpriseById(scene.town, company ?? "");
  return [enterprise?.name ?? "", ...(enterprise?.short ?? [])].reduce(
    (rest, name) => (name ? rest.replaceAll(name, " ") : rest),
    text,
  );
}

/** Registers the matter and lets it go with the one that is there: its own number, one piece of work. */
export async function joinTrouble(scene: Scene, input: NewTicket, parent: TicketRow): Promise<void> {
  const own = await openTicket(scene, { ...input, quiet: true });
  await moveTicket(scene, own.no, { kind: "merge", into: parent.no }, BOT);
  const words = wordsOf(scene, parent);
  if (parent.lead)
    await tell(scene, {
      to: handlerOf(scene.town, parent.lead),
      kind: "notice",
      text: joinedNotice(words, companyName(scene, input.company), parent.complainants.length + 1, input.issue.text),
      tickets: [parent.no],
    });
  scene.reply({ text: joined(own.no, { ...words, title: own.title }), tickets: [own.no] });
}
