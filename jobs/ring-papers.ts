import { bulletinFor, ticketsOf } from "../desk/bulletin.ts";
import type { Desk } from "../desk/desk.ts";
import type { DigestLine } from "../desk/digest.ts";
import { bulletinReaders, planPapers } from "../desk/papers.ts";
import { tell } from "../desk/tell.ts";
import { companyName, leadName } from "../desk/ticket-words.ts";
import { TOTAL } from "../domain/bulletin.ts";
import { handlerOf } from "../domain/recipients.ts";
import { overdueDays } from "../domain/supervision.ts";
import { OPEN, TAG } from "../domain/ticket.ts";
import { dayOf } from "../domain/time.ts";
import { bulletinDocx } from "../reports/bulletin-docx.ts";
import { bulletinXlsx } from "../reports/bulletin-xlsx.ts";
import type { ReminderRow } from "../store/sending.ts";
import * as say from "../text/saying/bulletin.ts";
import { lineAlone, overdueLine, waitingLine } from "../text/saying/reminders.ts";

/** The bulletin of a period that is over, to those who get it unasked. Nobody is written to about nothing. */
export async function bulletin(desk: Desk, reminder: ReminderRow): Promise<"told" | "skipped"> {
  await planPapers(desk);
  const made = await bulletinFor(desk, reminder.subject);
  if (!made || made.total.received === 0) return "skipped";
  const nameOf = (id: string) => (id === TOTAL ? id : leadName(desk, id));
  const stem = say.sayBulletinTitle(made.period);
  const files = desk.keepFile
    ? [
        await desk.keepFile(`${stem}.docx`, await bulletinDocx(made, nameOf)),
        await desk.keepFile(`${stem}.xlsx`, await bulletinXlsx(made, nameOf, await ticketsOf(desk, made))),
      ]
    : [];
  const report = { period: made.period, at: desk.now, by: "bot", body: made, file: files[0]?.name ?? null };
  await desk.work.records.addReport(report);
  for (const to of bulletinReaders(desk))
    await tell(desk, {
      to,
      kind: "report",
      text: say.sayBulletin(made, nameOf),
      files,
      dedupeKey: `${reminder.key}/${to.id}`,
    });
  return "told";
}

/** Of the daily digest: what is late, and what waits for the company, with its handler. */
export async function dailyLines(desk: Desk, due: ReminderRow[]): Promise<DigestLine[]> {
  if (due.length === 0) return [];
  await planPapers(desk);
  const today = dayOf(desk.now, desk.town.zone);
  const open = await desk.work.tickets.remindedTickets({
    status: { in: OPEN },
    lead: { not: null },
    confidential: false,
  });
  return open.flatMap((ticket): DigestLine[] => {
    const waits = ticket.tags.includes(TAG.waiting);
    const days = overdueDays(ticket, today, desk.calendar);
    if (!waits && days === 0) return [];
    const company = companyName(desk, ticket.company);
    const line = waits ? waitingLine(ticket, company) : overdueLine(ticket, company, days);
    const common = { ticketNo: ticket.no, alone: lineAlone(line), line, order: waits ? 4 : 0 };
    return [
      {
        ...common,
        to: handlerOf(desk.town, ticket.lead!),
        key: `digest/${today}/${ticket.no}`,
        asked: { kind: "result", ticketNo: ticket.no },
      },
    ];
  });
}
