import { actorFor, moveTicket } from "../desk/move.ts";
import { promise } from "../desk/reminders.ts";
import { personFor } from "../desk/session.ts";
import { companyName, isStaff, leadName } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { handlerOf } from "../domain/recipients.ts";
import type { TownEvent } from "../domain/town.ts";
import type { TicketRow } from "../store/tickets.ts";
import { type RecordReading, readRecordLine } from "../text/hearing/record-line.ts";
import { isOn } from "../text/hearing/sessions.ts";
import * as say from "../text/saying/sessions.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { sessionMeant } from "./session-meant.ts";

/** The clerk writes down what is said, a line a problem: each is a ticket with owner and date before people leave. */
export const sessionRecord: Handler = {
  name: "session-record",

  claims: (segment) => segment.act === "session_record" || segment.act === "session_record_undo",

  async handle(segments, scene) {
    const { actor } = actorIn(scene);
    if (!actor.isOffice && actor.role !== "cadre") return refuse(scene);
    const segment = segments[0]!;
    const said = segment.session!;
    const event = sessionMeant(scene, said, "back");
    // What is on, or was named: a record never goes to a session that nobody meant.
    if (!event || (said.issue === undefined && !isOn(event, scene.now) && segment.act === "session_record")) {
      scene.reply({ text: say.noSessionOn, privately: true });
      return;
    }
    await scene.work.events.lockEvent(event.id);
    if (segment.act === "session_record_undo") return takeBack(scene, event, said.line ?? 0);
    const lines: say.RecordLine[] = [];
    const faults: string[] = [];
    for (const line of said.lines ?? []) {
      const read = readRecordLine(line, { ...scene, zone: scene.town.zone });
      const fault = faultOf(read, line);
      if (fault) faults.push(fault);
      else if (read.onlyPromise) faults.push(await addPromise(scene, event, read, line));
      else await writeDown(scene, event, read, lines, faults);
    }
    scene.reply({
      text: say.recorded(event.name, lines, faults),
      tickets: lines.map(({ no }) => no),
      privately: true,
      ...askAbout(lines),
    });
  },
};

/** "同意" alone settles the owner of the one line that has none. */
function askAbout(lines: say.RecordLine[]) {
  const open = lines.filter((line) => !line.assigned);
  return open.length === 1 ? { asked: { kind: "confirm" as const, ticketNo: open[0]!.no } } : {};
}

function faultOf(read: RecordReading, line: string): string | null {
  if (read.ambiguous) return say.lineAmbiguous(line);
  if (!read.company) return say.lineWithoutCompany(line);
  return read.problem.length < 2 && !read.onlyPromise ? say.lineEmpty(line) : null;
}

async function writeDown(
  scene: Scene,
  event: TownEvent,
  read: RecordReading,
  lines: say.RecordLine[],
  faults: string[],
): Promise<void> {
  const company = read.company!;
  const signup = (await scene.work.events.signupsOf(event.id)).find((s) => s.company === company);
  const issue = scene.matter(read.problem);
  const person = personFor(scene, company, signup?.by);
  const ticket = await openTicket(scene, {
    issue: read.lead
      ? { ...issue, route: { ...issue.route, lead: read.lead, sure: true, confidence: 1, reason: event.name } }
      : issue,
    company,
    from: scene.speaker.id,
    ...(person && !isStaff(scene, person.id) ? { also: [person.id] } : {}),
    chatId: scene.chat.id,
    source: "恳谈会",
    media: [],
  });
  // A confidential line is nowhere in the session's papers.
  if (ticket.confidential) {
    faults.push(say.lineConfidential(ticket.no));
    return;
  }
  for (const { what, by } of read.promises) await promise(scene, ticket.no, what, by, promiser(scene, ticket));
  const matter = await scene.work.sessions.addMatter({
    eventId: event.id,
    company,
    text: read.problem,
    how: "见面",
    ticketNo: ticket.no,
    by: scene.speaker.id,
    at: scene.now,
  });
  lines.push({
    line: matter.line,
    company: companyName(scene, company),
    no: ticket.no,
    title: ticket.title,
    lead: leadName(scene, ticket.lead),
    assigned: ticket.status !== "待交办",
    replyBy: ticket.replyBy,
    promises: read.promises,
  });
}

const promiser = (scene: Scene, ticket: TicketRow): string =>
  ticket.lead ? handlerOf(scene.town, ticket.lead).id : scene.speaker.id;

/** A promise for what was written down before: of this company, of the department that makes it where it is named. */
async function addPromise(scene: Scene, event: TownEvent, read: RecordReading, line: string): Promise<string> {
  const matters = await scene.work.sessions.mattersOf(event.id);
  const own = matters.filter((m) => m.company === read.company && !m.undone).reverse();
  const tickets: TicketRow[] = [];
  for (const { ticketNo } of own) {
    const ticket = await scene.work.tickets.ticketByNo(ticketNo);
    if (ticket) tickets.push(ticket);
  }
  const ticket = (read.lead ? tickets.find((t) => t.lead === read.lead) : undefined) ?? tickets[0];
  if (!ticket) return say.lineEmpty(line);
  for (const { what, by } of read.promises) await promise(scene, ticket.no, what, by, promiser(scene, ticket));
  const { what, by } = read.promises[0]!;
  return say.promised(companyName(scene, read.company!), ticket.no, what, by);
}

/** A line that was written down by mistake: its ticket is withdrawn, its number is not used again. */
async function takeBack(scene: Scene, event: TownEvent, line: number): Promise<void> {
  const matters = (await scene.work.sessions.mattersOf(event.id)).filter((m) => !m.undone);
  const matter = line > 0 ? matters.find((m) => m.line === line) : matters.at(-1);
  if (!matter) {
    scene.reply({ text: say.noSuchLine, privately: true });
    return;
  }
  const ticket = await scene.work.tickets.ticketByNo(matter.ticketNo);
  const untouched = ticket !== null && ["待交办", "已交办"].includes(ticket.status);
  // The company has not heard of it yet, so it need not hear of its end.
  const result =
    untouched &&
    (await moveTicket(
      scene,
      matter.ticketNo,
      { kind: "withdraw", reason: scene.reading.maskedText.slice(0, 60) },
      actorFor(scene, scene.speaker),
      (to) => to.kind === "person" && !isStaff(scene, to.id),
    ));
  if (!result || !result.ok) {
    scene.reply({ text: say.lineMoving(matter.ticketNo), tickets: [matter.ticketNo], privately: true });
    return;
  }
  await scene.work.sessions.undoMatter(matter.id);
  scene.reply({
    text: say.lineUndone(matter.line, companyName(scene, matter.company), matter.ticketNo),
    tickets: [matter.ticketNo],
    privately: true,
  });
}
