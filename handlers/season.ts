import { companyName, leadName } from "../desk/ticket-words.ts";
import { mayReport } from "../domain/authority.ts";
import { hasMeasure, periodDays, rate, type SessionFigures, sessionFigures } from "../domain/session-figures.ts";
import { dayOf, instantOf } from "../domain/time.ts";
import { type SeasonMatter, type SeasonSession, seasonXlsx } from "../reports/season-xlsx.ts";
import type { SessionRow } from "../store/sessions.ts";
import type { TicketRow } from "../store/tickets.ts";
import { sayDay, sayInstant } from "../text/saying/dates.ts";
import * as say from "../text/saying/season.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

const BEGINNING = new Date(0);

/** "今年恳谈会办了多少期，解决了多少问题": figures in chat, and a workbook with what stands behind each. */
export const season: Handler = {
  name: "season",

  claims: (segment) => segment.act === "event_stats",

  async handle(segments, scene) {
    if (mayReport(actorIn(scene).actor) !== "all") return refuse(scene);
    const { period, series } = segments[0]!.session!;
    const days = period ? periodDays(period) : null;
    if (period && !days) {
      scene.reply({ text: say.periodUnread, privately: true });
      return;
    }
    const { zone } = scene.town;
    const [from, to] = days ? days.map((day) => instantOf(day, "00:00", zone)) : [BEGINNING, scene.now];
    const until = new Date(Math.min(to!.getTime(), scene.now.getTime() + 1));
    const rows = (await scene.work.sessions.sessionsBetween(from!, until)).filter(
      (row) => series === undefined || row.seriesId === series,
    );
    const name = scene.town.series.find(({ id }) => id === series)?.name ?? null;
    const title = say.seasonTitle(period ?? null, name);
    const tickets = await ticketsOf(scene, rows);
    const figures = sessionFigures(rows, tickets, scene.now);
    if (figures.sessions.length === 0) {
      scene.reply({ text: say.nothingHeld(title), privately: true });
      return;
    }
    const book = await seasonXlsx(
      title,
      say.seasonRows(figures),
      rows.map((row) => sessionLine(scene, row, tickets)),
      rows.flatMap((row) => matterLines(scene, row, tickets, figures)),
    );
    const file = await scene.keepFile(`${title}.xlsx`, book);
    await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: title });
    scene.reply({ text: say.saySeason(title, figures), files: [file], privately: true });
  },
};

async function ticketsOf(scene: Scene, rows: SessionRow[]): Promise<Map<string, TicketRow>> {
  const nos = rows.flatMap((row) => row.matters.map((m) => m.ticketNo));
  const found = await scene.work.tickets.findTickets({ no: { in: nos }, confidential: false });
  return new Map(found.map((ticket) => [ticket.no, ticket]));
}

function sessionLine(scene: Scene, row: SessionRow, tickets: Map<string, TicketRow>): SeasonSession {
  const own = sessionFigures([row], tickets, scene.now);
  return {
    name: row.name,
    issue: row.issue,
    venue: row.venue ?? "",
    start: sayInstant(row.startsAt, scene.town.zone),
    place: row.place,
    signedUp: row.signups.filter((s) => ["报名", "已确认"].includes(s.status) || s.checkedIn !== null).length,
    came: own.came.length,
    wrote: own.wrote.length,
    persons: own.persons,
    matters: own.matters.length,
    measures: own.measures.length,
    solved: own.solved.length,
    satisfied: own.satisfied.length,
    calledBack: own.calledBack.length,
    solvedRate: rate(own.solved.length, own.matters.length),
    satisfiedRate: rate(own.satisfied.length, own.calledBack.length),
  };
}

function matterLines(
  scene: Scene,
  row: SessionRow,
  tickets: Map<string, TicketRow>,
  figures: SessionFigures,
): SeasonMatter[] {
  return row.matters
    .filter((m) => figures.matters.includes(m.ticketNo) && !m.undone)
    .sort((a, b) => a.line - b.line)
    .map((m) => {
      const t = tickets.get(m.ticketNo)!;
      return {
        session: row.name,
        line: m.line,
        company: companyName(scene, m.company),
        how: m.how,
        text: m.text,
        no: t.no,
        lead: leadName(scene, t.lead),
        replyBy: t.replyBy ? sayDay(t.replyBy) : "",
        promises: t.commitments
          .filter((c) => c.state !== "void")
          .map((c) => `${sayDay(c.by)}前${c.what}`)
          .join("；"),
        status: t.status,
        overdue: t.replyBy !== null && t.replyBy < dayOf(scene.now, scene.town.zone) && !hasAnswer(t),
        measure: hasMeasure(t),
        solved: figures.solved.includes(t.no),
        satisfaction: t.satisfaction ?? "",
      };
    });
}

const hasAnswer = (t: TicketRow): boolean => t.history.some((h) => h.action === "reply");
