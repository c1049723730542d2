import { bulletinFor, ticketsOf } from "../desk/bulletin.ts";
import { leadName } from "../desk/ticket-words.ts";
import { mayReport } from "../domain/authority.ts";
import { TOTAL } from "../domain/bulletin.ts";
import { bulletinDocx } from "../reports/bulletin-docx.ts";
import { bulletinXlsx } from "../reports/bulletin-xlsx.ts";
import * as say from "../text/saying/bulletin.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler } from "./scene.ts";

/** "出一下9月份的通报": figures by department with the tickets behind them, in chat and as files. */
export const reportRequest: Handler = {
  name: "report-request",

  claims: (segment) => segment.act === "report_request",

  async handle(segments, scene) {
    const scope = mayReport(actorIn(scene).actor);
    if (!scope) return refuse(scene);
    const segment = segments[0]!;
    const period = segment.report?.period;
    const bulletin = period ? await bulletinFor(scene, period, scope === "all" ? undefined : scope) : null;
    if (!period || !bulletin) {
      scene.reply({ text: say.whichPeriod });
      return;
    }
    if (bulletin.total.received === 0) {
      scene.reply({ text: say.nothingInPeriod(period) });
      return;
    }
    const nameOf = (id: string) => (id === TOTAL ? id : leadName(scene, id));
    const stem = say.sayBulletinTitle(period);
    const files = [
      await scene.keepFile(`${stem}.docx`, await bulletinDocx(bulletin, nameOf)),
      await scene.keepFile(`${stem}.xlsx`, await bulletinXlsx(bulletin, nameOf, await ticketsOf(scene, bulletin))),
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
