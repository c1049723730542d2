import { mayReadIndicators } from "../domain/authority.ts";
import type { IndicatorRow } from "../store/lists.ts";
import { indicatorNumber } from "../text/hearing/lists.ts";
import * as say from "../text/saying/problem-lists.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "第3项指标谁牵头", "获得信贷指标哪些单位负责", "我们单位牵头哪些指标": from the list that was imported. */
export const askIndicator: Handler = {
  name: "indicator",

  claims: (segment) => segment.act === "ask_indicator",

  async handle([segment], scene) {
    if (!mayReadIndicators(actorIn(scene).actor)) return refuse(scene);
    const all = await scene.work.lists.indicators();
    if (all.length === 0) return scene.reply({ text: say.noIndicators });
    const { text } = segment!;
    const no = indicatorNumber(text);
    const found = no === undefined ? named(all, text) : all.filter((one) => one.no === no);
    if (found.length > 0) return scene.reply({ text: found.map(say.sayIndicator).join("\n") });
    if (no !== undefined) return scene.reply({ text: say.noSuchIndicator(no, all.length) });
    const unit = unitMeant(scene, all, text);
    scene.reply({ text: unit ? say.sayIndicatorsOf(unit.name, unit.leads, unit.helps) : say.sayIndicators(all) });
  },
};

const named = (all: readonly IndicatorRow[], text: string): IndicatorRow[] =>
  all.filter(({ name }) => text.includes(name));

/** Whose indicators are asked for: a unit named as the list or the town calls it, or the speaker's own. */
function unitMeant({ town, speaker }: Scene, all: readonly IndicatorRow[], text: string) {
  const own = /我们?(?:单位|局|委|办|部门|公司)?(?:牵头|负责|有哪些|配合)/.test(text) ? speaker.department : undefined;
  const department = town.departments.find((d) =>
    own ? d.id === own : [d.name, d.id, ...d.aliases].some((name) => text.includes(name)),
  );
  const written = [...new Set(all.flatMap((one) => [one.lead, ...one.responsible]))].find((name) =>
    text.includes(name),
  );
  const names = department ? [department.name, department.id, ...department.aliases] : written ? [written] : [];
  if (names.length === 0) return undefined;
  return {
    name: department?.name ?? written!,
    leads: all.filter((one) => (department && one.leadId === department.id) || names.includes(one.lead)),
    helps: all.filter((one) => one.responsible.some((name) => names.includes(name))),
  };
}
