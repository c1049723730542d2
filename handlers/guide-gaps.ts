import { chainsOf, standingInChain } from "../catalogue/chain.ts";
import { gapsOf, guideGaps as gapsOfAll } from "../catalogue/complete.ts";
import { rankChains } from "../catalogue/match.ts";
import { readQuestion } from "../catalogue/question.ts";
import { dayOf } from "../domain/time.ts";
import type { Policy } from "../domain/town.ts";
import { guideMeant } from "../text/hearing/keeper.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/guide-gaps.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

const KEEPERS = new Set(["admin", "dept", "dept_leader"]);
/** Guides that one message names. */
const NAMED_MAX = 6;

/** "技改补助的指南还缺什么": what a guide lacks of the office's list of elements, for who keeps the policy. */
export const guideGaps: Handler = {
  name: "guide-gaps",

  claims: (segment) => segment.act === "guide_gaps",

  async handle(segments, scene) {
    if (!KEEPERS.has(scene.speaker.role)) return refuse(scene);
    for (const segment of segments) scene.reply({ text: answerTo(segment, scene), privately: true });
  },
};

function answerTo({ text }: Segment, scene: Scene): string {
  const { catalogue, guideElements: list } = scene;
  const today = dayOf(scene.now, scene.town.zone);
  const words = guideMeant(text);
  if (!words) {
    const gaps = gapsOfAll(catalogue.policies, list, today);
    return say.sayAllGaps(gaps.slice(0, NAMED_MAX).map(named), gaps.length, list.elements.length);
  }
  const root = policyMeant(words, scene);
  if (!root) return say.noSuchPolicy(words);
  const chain = chainsOf(catalogue.policies).find(({ members }) => members.includes(root))!;
  const guides = chain.members.filter(
    (one) => one.layer === "指南" && standingInChain(one, catalogue.byId, today) === "current",
  );
  if (guides.length === 0) return say.sayNoGuide(chain.root.title, chain.root.mode === "免申即享");
  return guides.map((guide) => say.sayGaps(named(gapsOf(guide, list)), list.elements.length)).join("\n");
}

const named = ({ policy, missing, empty }: ReturnType<typeof gapsOf>) => ({ title: policy.title, missing, empty });

/** By the words of its title, else as a question about it would find it. */
function policyMeant(words: string, { catalogue }: Scene): Policy | undefined {
  const titled = catalogue.policies.filter(({ title }) => title.includes(words));
  return titled[0] ?? rankChains(readQuestion(words, catalogue.lexicon), catalogue)[0]?.entry.chain.root;
}
