import { handlerOf, officeRecipient, type Recipient } from "../domain/recipients.ts";
import { holdsSeat } from "../domain/seats.ts";
import type { TownEvent } from "../domain/town.ts";
import type { SignupRow } from "../store/events.ts";
import type { MatterRow } from "../store/sessions.ts";
import type { TicketRow } from "../store/tickets.ts";
import { departmentsOfTheme } from "../text/hearing/theme.ts";
import * as say from "../text/saying/sessions.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";
import { companyName, isStaff, leadName } from "./ticket-words.ts";

/** To whom a company's matters at a session are told: who signed it up, else its first person; null where it has nobody here. */
export function personFor(desk: Desk, company: string, by: string | null | undefined): Recipient | null {
  const own = desk.town.people.filter((p) => p.enterprise === company && p.role === "enterprise");
  const known = by && desk.town.people.find((p) => p.id === by);
  const id =
    own.find((p) => p.id === by)?.id ?? own[0]?.id ?? (known && !isStaff(desk, known.id) ? known.id : undefined);
  // Who was signed up by a cadre and has nobody here is told through the cadre.
  return id ? { kind: "person", id } : by ? { kind: "person", id: by } : null;
}

export interface NeededDepartment {
  department: string;
  /** Companies whose problem is theirs. */
  companies: string[];
  /** Short words of those problems. */
  topics: string[];
}

/** Who has to come: the department of the theme, and of each problem that was handed in. */
async function departmentsFor(desk: Desk, event: TownEvent, signups: SignupRow[]): Promise<NeededDepartment[]> {
  const needed = new Map<string, NeededDepartment>();
  const need = (department: string) => {
    const one = needed.get(department) ?? { department, companies: [], topics: [] };
    needed.set(department, one);
    return one;
  };
  for (const department of departmentsOfTheme(event.theme, desk.town)) need(department);
  for (const signup of signups.filter(takesPart)) {
    if (!signup.lead || !signup.topic) continue;
    const one = need(signup.lead);
    one.companies.push(signup.company);
    one.topics.push(`${companyName(desk, signup.company)}：${signup.topic}`);
  }
  for (const matter of (await desk.work.sessions.mattersOf(event.id)).filter((m) => !m.undone && m.how === "书面")) {
    const ticket = await desk.work.tickets.ticketByNo(matter.ticketNo);
    if (!ticket?.lead || ticket.confidential) continue;
    const one = need(ticket.lead);
    one.companies.push(matter.company);
    one.topics.push(`${companyName(desk, matter.company)}（书面）：${ticket.title}`);
  }
  const confidential = new Set(desk.town.departments.filter((d) => d.confidential || d.office).map((d) => d.id));
  return [...needed.values()].filter(({ department }) => !confidential.has(department));
}

/** Whether somebody of this company is expected, or may still move up. */
export const takesPart = (signup: Pick<SignupRow, "status" | "delegate">): boolean =>
  holdsSeat(signup) || signup.status === "候补";

/** Tells each department that it has to come, once; those whose problems have changed since hear of it again. */
export async function callDepartments(desk: Desk, event: TownEvent): Promise<NeededDepartment[]> {
  const signups = await desk.work.events.signupsOf(event.id);
  const needed = await departmentsFor(desk, event, signups);
  const before = new Map((await desk.work.sessions.calledDepartments(event.id)).map((row) => [row.department, row]));
  for (const { department, companies, topics } of needed) {
    const was = before.get(department);
    if (was && was.companies.join() === companies.join()) continue;
    await desk.work.sessions.callDepartment(event.id, department, companies);
    await tell(desk, {
      to: handlerOf(desk.town, department),
      kind: "notice",
      text: say.departmentCalled(event, topics, desk.town.zone),
      dedupeKey: `session/${event.id}/${event.start.toISOString()}/${department}/${companies.join()}`,
      asked: { kind: "rollcall", eventId: event.id },
    });
  }
  return needed;
}

/** Sign-up is over: departments are called, and the office hears who comes. Nobody hears of a session without anybody. */
export async function closeSignup(desk: Desk, event: TownEvent): Promise<boolean> {
  const signups = await desk.work.events.signupsOf(event.id);
  const matters = await desk.work.sessions.mattersOf(event.id);
  if (!signups.some(takesPart) && matters.length === 0) return false;
  const needed = await callDepartments(desk, event);
  await tell(desk, {
    to: officeRecipient(desk.town),
    kind: "notice",
    text: say.signupOver(
      event,
      countsOf(signups),
      matters.filter((m) => !m.undone && m.how === "书面").length,
      needed.map(({ department }) => leadName(desk, department)),
    ),
    dedupeKey: `session/${event.id}/${event.start.toISOString()}/closing`,
  });
  return true;
}

export function countsOf(signups: SignupRow[]) {
  // Who was called and has not answered keeps the seat, and is not counted as coming.
  const coming = signups.filter((s) => holdsSeat(s) && s.status !== "未回复");
  return {
    companies: coming.length,
    persons: coming.reduce((sum, s) => sum + (s.count ?? Math.max(1, s.attendees.length)), 0),
    waiting: signups.filter((s) => s.status === "候补").length,
    silent: signups.filter((s) => s.status === "未回复").length,
    topics: coming.filter((s) => s.topic).length,
  };
}

/** Who brought something up gets one message with all of it: number, owner, dates. */
export async function sendReceipts(desk: Desk, event: TownEvent): Promise<number> {
  const matters = (await desk.work.sessions.mattersOf(event.id)).filter((m) => !m.undone && m.how === "见面");
  const signups = await desk.work.events.signupsOf(event.id);
  const byCompany = new Map<string, MatterRow[]>();
  for (const matter of matters) byCompany.set(matter.company, [...(byCompany.get(matter.company) ?? []), matter]);
  let told = 0;
  for (const [company, own] of byCompany) {
    const to = personFor(desk, company, signups.find((s) => s.company === company)?.by);
    if (!to) continue;
    const tickets: TicketRow[] = [];
    for (const { ticketNo } of own) {
      const ticket = await desk.work.tickets.ticketByNo(ticketNo);
      if (ticket && ticket.status !== "已撤回") tickets.push(ticket);
    }
    if (tickets.length === 0) continue;
    told++;
    await tell(desk, {
      to,
      kind: "notice",
      text: say.receipts(
        event,
        tickets.map((t) => ({
          no: t.no,
          title: t.title,
          lead: leadName(desk, t.lead),
          assigned: t.status !== "待交办",
          replyBy: t.replyBy,
          promises: t.commitments.filter((c) => c.state !== "void"),
        })),
      ),
      tickets: tickets.map((t) => t.no),
      dedupeKey: `session/${event.id}/receipt/${company}`,
    });
  }
  return told;
}

/** Tells everybody who is on the list, each once. @returns how many enterprises */
export async function tellList(desk: Desk, event: TownEvent, text: string, dedupeKey: string): Promise<number> {
  let told = 0;
  for (const signup of (await desk.work.events.signupsOf(event.id)).filter((s) => s.status !== "取消")) {
    const to = personFor(desk, signup.company, signup.by);
    if (!to) continue;
    told++;
    await tell(desk, { to, kind: "notice", text, dedupeKey: `${dedupeKey}/${signup.company}` });
  }
  return told;
}
