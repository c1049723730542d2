import { callDepartments, countsOf } from "../desk/session.ts";
import { companyName, leadName } from "../desk/ticket-words.ts";
import { seesAll } from "../domain/authority.ts";
import { holdsSeat } from "../domain/seats.ts";
import { dayOf } from "../domain/time.ts";
import type { TownEvent } from "../domain/town.ts";
import { paperDocx } from "../reports/paper.ts";
import { briefParts, minutesParts } from "../reports/session-papers.ts";
import { sayInstant } from "../text/saying/dates.ts";
import { noSession } from "../text/saying/series.ts";
import * as say from "../text/saying/session-papers.ts";
import { sayCounts } from "../text/saying/sessions.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { briefCompanies, lastMatters } from "./session-brief.ts";
import { sessionsMeant } from "./session-meant.ts";

/** What the office is handed of a session: brief, list, code for the door, departments, minutes. Never in a group. */
export const sessionPapers: Handler = {
  name: "session-papers",

  claims: (segment) => segment.act === "session_paper",

  async handle(segments, scene) {
    const { actor } = actorIn(scene);
    if (!seesAll(actor)) return refuse(scene);
    const said = segments[0]!.session!;
    const paper = said.paper!;
    const events = sessionsMeant(scene, said, paper === "minutes" ? "back" : "ahead");
    if (events.length === 0) {
      scene.reply({ text: noSession, privately: true });
      return;
    }
    for (const event of events) await PAPERS[paper](scene, event);
  },
};

const PAPERS = { brief, minutes, list, code, departments };

async function brief(scene: Scene, event: TownEvent): Promise<void> {
  const signups = await scene.work.events.signupsOf(event.id);
  const matters = (await scene.work.sessions.mattersOf(event.id)).filter((m) => !m.undone && m.how === "书面");
  const made: say.Brief = {
    ...headOf(scene, event),
    counts: sayCounts(countsOf(signups)),
    written: matters.length,
    departments: await answersOf(scene, event),
    last: await lastMatters(scene, event),
    companies: await briefCompanies(scene, signups, matters),
  };
  const file = await scene.keepFile(`${say.briefTitle(event.name)}.docx`, await paperDocx(briefParts(made)));
  await audit(scene, say.briefTitle(event.name));
  scene.reply({ text: say.sayBrief(made), files: [file], privately: true });
}

async function minutes(scene: Scene, event: TownEvent): Promise<void> {
  const { zone } = scene.town;
  const signups = await scene.work.events.signupsOf(event.id);
  const came = signups.filter((s) => s.checkedIn !== null);
  const lines: say.MinutesMatter[] = [];
  const attention: string[] = [];
  for (const matter of (await scene.work.sessions.mattersOf(event.id)).filter((m) => !m.undone)) {
    const ticket = await scene.work.tickets.ticketByNo(matter.ticketNo);
    if (!ticket || ticket.confidential || ticket.status === "已撤回") continue;
    const company = companyName(scene, matter.company);
    const unowned = ticket.status === "待交办";
    lines.push({
      company,
      text: matter.text,
      no: ticket.no,
      how: matter.how,
      lead: unowned ? `待定（拟派${leadName(scene, ticket.lead)}）` : leadName(scene, ticket.lead),
      due: say.matterDue(
        ticket.replyBy,
        ticket.commitments.filter((c) => c.state !== "void"),
      ),
    });
    if (unowned) attention.push(say.noOwner(company, ticket.title, ticket.no));
  }
  const present = new Set(came.map((s) => s.company));
  const made: say.Minutes = {
    ...headOf(scene, event),
    companies: came.map((s) => companyName(scene, s.company)),
    persons: came.reduce((sum, s) => sum + (s.arrived ?? 0), 0),
    written: [...new Set(lines.filter((l) => l.how === "书面").map((l) => l.company))].filter(
      (name) => ![...present].some((id) => companyName(scene, id) === name),
    ),
    departments: (await answersOf(scene, event)).filter((d) => d.comes).map((d) => d.name),
    matters: lines,
    attention,
    today: dayOf(scene.now, zone),
  };
  const file = await scene.keepFile(`${say.minutesTitle(event.name)}.docx`, await paperDocx(minutesParts(made)));
  await audit(scene, say.minutesTitle(event.name));
  scene.reply({ text: say.minutesSaid(made), files: [file], privately: true });
}

async function list(scene: Scene, event: TownEvent): Promise<void> {
  const signups = await scene.work.events.signupsOf(event.id);
  const lines = signups
    .filter((s) => s.status !== "取消")
    .map((s) => ({
      company: companyName(scene, s.company),
      status: s.status === "请假" && holdsSeat(s) ? "已确认" : s.status,
      persons: s.count ?? 1,
      attendees: s.delegate ? [s.delegate] : s.attendees,
      arrived: s.checkedIn !== null,
    }));
  scene.reply({ text: say.listSaid(event.name, sayCounts(countsOf(signups)), lines), privately: true });
}

async function code(scene: Scene, event: TownEvent): Promise<void> {
  const door = await scene.work.sessions.doorCodeOf(event.id);
  scene.reply({ text: door ? say.codeSaid(event.name, door) : say.noCode(event.name), privately: true });
}

/** Asked for, the departments are told at once; what they have answered stands beside them. */
async function departments(scene: Scene, event: TownEvent): Promise<void> {
  if (event.start > scene.now) await callDepartments(scene, event);
  scene.reply({ text: say.departmentsSaid(event.name, await answersOf(scene, event)), privately: true });
}

const headOf = (scene: Scene, event: TownEvent) => ({
  name: event.name,
  when: sayInstant(event.start, scene.town.zone),
  place: event.place,
  theme: event.theme,
  host: event.host ?? "",
});

async function answersOf(scene: Scene, event: TownEvent) {
  const called = await scene.work.sessions.calledDepartments(event.id);
  return called.map((row) => ({
    name: leadName(scene, row.department),
    answer: row.delegate ? `派${row.delegate}` : row.state,
    companies: row.companies.map((company) => companyName(scene, company)),
    comes: row.state === "已确认" || row.state === "派员",
  }));
}

const audit = (scene: Scene, detail: string): Promise<void> =>
  scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail });
