import { callName, personById } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import type { Fact, FactValue } from "../text/hearing/profile.ts";
import * as say from "../text/saying/profile.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "你们记了我们公司哪些信息": what is known of a company, who told it and when. */
export const profile: Handler = {
  name: "profile",

  claims: (segment) => segment.act === "show_profile",

  async handle(segments, scene) {
    const { actor, mayAskAbout } = actorIn(scene);
    const [named] = scene.companiesIn(segments.map(({ text }) => text).join("。"));
    const company = named ?? actor.enterprise;
    if (!company || !mayAskAbout(company)) return refuse(scene);
    const facts = await scene.work.records.factsOf(company);
    scene.reply({
      text: say.sayProfile(
        callName(scene.town, company),
        facts.map((one) => ({
          fact: one.fact as Fact,
          value: one.value as FactValue,
          on: dayOf(one.at, scene.town.zone),
          ...sourceOf(scene, one.source),
        })),
      ),
      privately: true,
    });
  },
};

/** "沈燕：我们去年刚上规" → who, and their words. */
function sourceOf({ town }: Scene, source: string): { by: string; words: string } {
  const at = source.indexOf("：");
  const id = source.slice(0, at);
  return { by: personById(town, id)?.name ?? id, words: source.slice(at + 1) };
}
