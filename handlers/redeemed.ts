import { departmentById, officeOf } from "../domain/recipients.ts";
import { isLate, type Redemption, seesRedemption, totalsOf } from "../domain/redemption.ts";
import { addDays, dayOf } from "../domain/time.ts";
import type { Day } from "../domain/town.ts";
import { redemptionsXlsx } from "../reports/redemptions-xlsx.ts";
import { periodOf } from "../text/hearing/fields/index.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { sayPeriod } from "../text/saying/dates.ts";
import * as say from "../text/saying/redemption.ts";
import { actorIn } from "./moving.ts";
import { wordsFor } from "./redeem.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** Entries that one message names. */
const SHOWN = 10;

/** "今年兑现了多少", "哪些还没到账": a company hears of its own, who serves of what they may see, never a group. */
export const redeemed: Handler = {
  name: "redeemed",

  claims: (segment) => segment.act === "ask_redeemed",

  async handle(segments, scene) {
    const { actor, mayAskAbout } = actorIn(scene);
    const segment = segments[0]!;
    const { period, from, to } = spanOf(segment, scene);
    const [named] = scene.companiesIn(segment.text);
    if (named && !mayAskAbout(named)) return refuse(scene);
    const all = (await scene.work.redemptions.findRedemptions({ from, to })).filter(
      (one) => one.status !== "作废" && seesRedemption(actor, one) && (!named || one.enterpriseId === named),
    );
    if (actor.enterprise) return own(scene, all, period);
    if (actor.role === "other" || actor.role === "enterprise") return refuse(scene);
    await ledger(scene, all, period);
  },
};

function own(scene: Scene, entries: Redemption[], period: string): void {
  const { all } = totalsOf(entries);
  scene.reply({ text: say.sayOwn(entries, all, period, todayOf(scene), SHOWN), privately: true });
}

async function ledger(scene: Scene, entries: Redemption[], period: string): Promise<void> {
  const today = todayOf(scene);
  const { all, policies, departments } = totalsOf(entries);
  const nameOf = (id: string) => (departmentById(scene.town, id) ?? officeOf(scene.town)).name;
  const waiting = entries.filter(({ status }) => status === "待到账");
  const named = departments.map((one) => ({ ...one, name: one.name ? nameOf(one.name) : "未注明单位" }));
  const text = say.sayLedger(
    {
      period,
      all,
      policies,
      departments: named,
      late: waiting.filter((one) => isLate(one, today)).map((one) => wordsFor(scene, one)),
      waiting: waiting.length,
    },
    today,
  );
  const title = say.ledgerTitle(period);
  const files = entries.length
    ? [
        await scene.keepFile(
          `${title}.xlsx`,
          await redemptionsXlsx(
            title,
            entries.map((one) => wordsFor(scene, one)),
            { policies, departments: named },
          ),
        ),
      ]
    : [];
  if (files.length)
    await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: title });
  scene.reply({ text, files, privately: true });
}

/** The period that the words name; else this year. */
function spanOf({ text }: Segment, scene: Scene): { period: string; from: Day; to: Day } {
  const year = todayOf(scene).slice(0, 4);
  const found = periodOf(text, scene.now, scene.town.zone)?.period ?? year;
  const month = /^(\d{4})-(\d{2})$/.exec(found);
  if (month) {
    const next =
      month[2] === "12"
        ? `${Number(month[1]) + 1}-01-01`
        : `${month[1]}-${String(Number(month[2]) + 1).padStart(2, "0")}-01`;
    return { period: sayPeriod(found), from: `${found}-01`, to: addDays(next, -1) };
  }
  const of = /^\d{4}$/.test(found) ? found : year;
  return { period: sayPeriod(of), from: `${of}-01-01`, to: `${of}-12-31` };
}

const todayOf = ({ now, town }: Scene): Day => dayOf(now, town.zone);
