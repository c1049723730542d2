import { leadName } from "../desk/ticket-words.ts";
import { mayReport } from "../domain/authority.ts";
import { bulletinOf } from "../domain/bulletin.ts";
import { instantOf } from "../domain/time.ts";
import { bulletinDocx } from "../reports/bulletin-docx.ts";
import { bulletinXlsx } from "../reports/bulletin-xlsx.ts";
import * as say from "../text/saying/bulletin.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler } from "./scene.ts";

const TOTAL = "合计";

/** "出一下9月份的通报": figures by department with the tickets behind them, in chat and as files. */
export const reportRequest: Handler = {
  name: "report-request",

  claims: (segment) => segment.act === "report_request",

  async handle(segments, scene) {
    const scope = mayReport(actorIn(scene).actor);
    if (!scope) return refuse(scene);
    const segment = segments[0]!;
    const period = segment.report?.period;
    if (!period || !/^\d{4}-\d{2}$/.test(period)) {
      scene.reply({ text: say.onlyMonths });
      return;
    }
    const { zone } = scene.town;
    const tickets = await scene.work.tickets.findTickets({
      createdAt: { gte: instantOf(`${period}-01`, "00:00", zone), lt: instantOf(`${after(period)}-01`, "00:00", zone) },
    });
    const bulletin = bulletinOf(period, tickets, {
      zone,
      departments: scene.town.departments,
      ...(scope === "all" ? {} : { only: scope }),
    });
    if (bulletin.total.received === 0) {
      scene.reply({ text: say.nothingInPeriod(period) });
      return;
    }
    const nameOf = (id: string) => (id === TOTAL ? id : leadName(scene, id));
    const stem = say.sayBulletinTitle(period);
    const files = [
      await scene.keepFile(`${stem}.docx`, await bulletinDocx(bulletin, nameOf)),
      await scene.keepFile(`${stem}.xlsx`, await bulletinXlsx(bulletin, nameOf)),
    ];
    await scene.work.records.addReport({
      period,
      at: scene.now,
      by: scene.speaker.id,
      body: bulletin,
      file: files[0]!.name,
    });
    await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: stem });
    scene.reply({ text: say.sayBulletin(bulletin, nameOf), files, privately: true });
  },
};

function after(period: string): string {
  const [year, month] = period.split("-").map(Number) as [number, number];
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}
