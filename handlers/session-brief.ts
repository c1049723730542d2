import { takesPart } from "../desk/session.ts";
import { companyName, leadName } from "../desk/ticket-words.ts";
import { commitmentState } from "../domain/bells.ts";
import { enterpriseById } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { TownEvent } from "../domain/town.ts";
import type { SignupRow } from "../store/events.ts";
import type { MatterRow } from "../store/sessions.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Fact, FactValue } from "../text/hearing/profile.ts";
import * as say from "../text/saying/session-papers.ts";
import type { Scene } from "./scene.ts";

/** Lines of one kind on a company's page. */
const MOST = 6;
const OPEN = ["待交办", "已交办", "办理中", "派单争议", "待补充办理结果", "已回复", "待回访", "重办"];

/** A page for each company that comes, waits for a seat, or has written. Confidential tickets are nowhere on them. */
export async function briefCompanies(
  scene: Scene,
  signups: SignupRow[],
  matters: MatterRow[],
): Promise<say.BriefCompany[]> {
  const coming = signups.filter(takesPart);
  const writing = [...new Set(matters.map((m) => m.company))].filter((c) => !coming.some((s) => s.company === c));
  const pages: say.BriefCompany[] = [];
  for (const signup of coming)
    pages.push(
      await pageOf(
        scene,
        signup.company,
        matters.filter((m) => m.company === signup.company),
        signup,
      ),
    );
  for (const company of writing)
    pages.push(
      await pageOf(
        scene,
        company,
        matters.filter((m) => m.company === company),
      ),
    );
  return pages;
}

async function pageOf(
  scene: Scene,
  company: string,
  written: MatterRow[],
  signup?: SignupRow,
): Promise<say.BriefCompany> {
  const today = dayOf(scene.now, scene.town.zone);
  const handedIn = new Set(written.map((m) => m.ticketNo));
  const tickets = await scene.work.tickets.findTickets(
    { confidential: false, OR: [{ company }, { complainants: { some: { company } } }] },
    { newestFirst: true, limit: 50 },
  );
  const open = tickets.filter((t) => OPEN.includes(t.status) && !handedIn.has(t.no));
  return {
    name: enterpriseById(scene.town, company)?.name ?? company,
    attendees: signup ? (signup.delegate ? [signup.delegate] : signup.attendees) : [],
    phone: signup?.phone ?? null,
    how: signup ? (signup.status === "候补" ? "候补" : "到会") : "书面",
    topics: [...(signup?.topic ? [signup.topic] : []), ...written.map((m) => `${m.text}（书面，${m.ticketNo}）`)],
    open: open.slice(0, MOST).map((t) => say.openLine(t.no, t.title, leadName(scene, t.lead), t.status, t.replyBy)),
    promises: promisesOf(tickets, today).slice(0, MOST),
    policies: await policiesOf(scene, company),
  };
}

/** What was promised to the company, newest first, and what became of it. */
const promisesOf = (tickets: TicketRow[], today: string): string[] =>
  tickets
    .flatMap((t) => t.commitments.filter((c) => c.state !== "void").map((c) => ({ ...c, no: t.no })))
    .sort((a, b) => (a.by < b.by ? 1 : -1))
    .map((c) => say.promiseLine(c.what, c.by, say.PROMISE_STATES[commitmentState(c, today)] ?? c.state, c.no));

/** What fits the company as it is known. */
async function policiesOf(scene: Scene, company: string): Promise<string[]> {
  if (!enterpriseById(scene.town, company)) return [];
  const facts = Object.fromEntries(
    (await scene.work.records.factsOf(company)).map(({ fact, value }) => [fact, value as FactValue]),
  ) as Partial<Record<Fact, FactValue>>;
  return scene
    .eligible(facts, company)
    .fitting.map(({ policy, labels }) => `《${policy.title}》${policy.no ?? ""}${labels[0] ?? ""}`);
}

/** What was brought up at the session before this one of the same series, and where it stands. */
export async function lastMatters(scene: Scene, event: TownEvent): Promise<say.Brief["last"]> {
  const before = scene.town.events
    .filter(
      (e) => e.series !== undefined && e.series === event.series && e.venue === event.venue && e.start < event.start,
    )
    .sort((a, b) => b.start.getTime() - a.start.getTime())[0];
  if (!before) return [];
  const lines: say.Brief["last"] = [];
  for (const matter of (await scene.work.sessions.mattersOf(before.id)).filter((m) => !m.undone)) {
    const ticket = await scene.work.tickets.ticketByNo(matter.ticketNo);
    if (!ticket || ticket.confidential || ticket.status === "已撤回") continue;
    lines.push({
      company: companyName(scene, matter.company),
      title: ticket.title,
      lead: leadName(scene, ticket.lead),
      state: [ticket.status, ticket.satisfaction].filter(Boolean).join("，"),
    });
  }
  return lines;
}
