import { knownCompanies } from "../catalogue/companies.ts";
import { type Missed, missedBy } from "../catalogue/missed.ts";
import { lineOf } from "../catalogue/offer.ts";
import { seesAll } from "../domain/authority.ts";
import { callName } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import { missedXlsx } from "../reports/missed-xlsx.ts";
import { askFact } from "../text/saying/eligible.ts";
import * as say from "../text/saying/missed.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "我联系的企业还有哪些政策没享受": what companies could have and have not, for them or who looks after them. */
export const missed: Handler = {
  name: "missed",

  claims: (segment) => segment.act === "list_missed",

  async handle(segments, scene) {
    const { actor, mayAskAbout } = actorIn(scene);
    const named = scene.companiesIn(segments.map(({ text }) => text).join("。"));
    const own = actor.enterprise !== undefined && named.every((id) => id === actor.enterprise);
    if (!own && named.some((id) => !mayAskAbout(id))) return refuse(scene);
    if (own) return scene.reply({ text: await ofOwn(scene, actor.enterprise!), privately: true });
    const all = seesAll(actor);
    if (!all && actor.role !== "cadre" && named.length === 0) return refuse(scene);
    const ids = named.length ? named : all ? scene.town.enterprises.map(({ id }) => id) : actor.liaisonFor;
    if (ids.length === 0) return scene.reply({ text: say.noCompanies, privately: true });
    await listOf(scene, ids);
  },
};

async function ofOwn(scene: Scene, enterprise: string): Promise<string> {
  const [found] = await missedOf(scene, [enterprise]);
  return say.sayMissedOwn(wordsOf(scene, found!), dayOf(scene.now, scene.town.zone));
}

async function listOf(scene: Scene, ids: readonly string[]): Promise<void> {
  const today = dayOf(scene.now, scene.town.zone);
  const words = (await missedOf(scene, ids))
    .sort((a, b) => b.policies.length - a.policies.length)
    .map((one) => wordsOf(scene, one));
  const title = say.missedTitle(today);
  const file = await scene.keepFile(`${title}.xlsx`, await missedXlsx(title, words));
  await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: title });
  scene.reply({ text: say.sayMissed(words, today), files: [file], privately: true });
}

async function missedOf(scene: Scene, ids: readonly string[]): Promise<Missed[]> {
  const { now, town, work, catalogue } = scene;
  const listed = town.enterprises.filter(({ id }) => ids.includes(id));
  const known = await knownCompanies(work, listed, { now, zone: town.zone });
  return known.map((one) => missedBy(one, catalogue, dayOf(now, town.zone)));
}

const wordsOf = ({ town }: Scene, { company, policies, ask }: Missed): say.MissedWords => ({
  company: callName(town, company.enterprise.id),
  lines: policies.map((one) => lineOf(one, company.profile)),
  unknown: ask.map(askFact),
});
