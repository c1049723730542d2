import { rankChains } from "../catalogue/match.ts";
import { readQuestion } from "../catalogue/question.ts";
import { changeRedemption, redeem as keep } from "../desk/redeeming.ts";
import { isInReach } from "../domain/authority.ts";
import { callName, departmentById, enterpriseById } from "../domain/recipients.ts";
import { mayChangeRedemption, mayRedeem, type Redemption } from "../domain/redemption.ts";
import { dayOf } from "../domain/time.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { readRedemption, redemptionWord, type ToldRedemption } from "../text/hearing/redemption.ts";
import * as say from "../text/saying/redemption.ts";
import { askAndKeep } from "./ask.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";
import { whose } from "./whose.ts";

/** The chain of the catalogue that words fit so well is what they mean. */
const SURE = 0.6;

/** "给青禾兑现了增容补贴5万": an entry of the ledger, told in one sentence; "兑现3到账", "兑现3作废". */
export const redeem: Handler = {
  name: "redeem",

  claims: (segment) => segment.act === "redeem",

  async handle(segments, scene) {
    for (const segment of segments) {
      const word = redemptionWord(segment.text);
      if (word) await change(scene, word);
      else await enter(scene, segment);
    }
  },
};

async function enter(scene: Scene, segment: Segment): Promise<void> {
  const { actor } = actorIn(scene);
  const named = scene.companiesIn(segment.text);
  const enterprise = named.length === 1 ? enterpriseById(scene.town, named[0]!) : undefined;
  if (!enterprise) {
    const owner = whose(scene, segment);
    return "ask" in owner
      ? askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options })
      : scene.reply({ text: say.notListed(owner.company ?? ""), privately: true });
  }
  if (!mayRedeem(actor, enterprise.id) || !isInReach(actor, enterprise, scene.town.departments)) return refuse(scene);
  const names = [enterprise.name, ...enterprise.short];
  const told = readRedemption(segment.text, names, { now: scene.now, zone: scene.town.zone });
  if (!told?.policy) return scene.reply({ text: say.whichPolicy, privately: true });
  const policy = policyMeant(scene, told.policy);
  const granted = {
    enterpriseId: enterprise.id,
    policyId: policy?.id ?? null,
    policy: policy?.title ?? told.policy,
    departmentId: departmentOf(scene),
    amount: told.amount,
    approvedOn: told.day,
  };
  const twin = await sameEntry(scene, granted, told);
  if (twin) return scene.reply({ text: say.alreadyKept(twin.id), privately: true });
  const made = await keep(scene, {
    ...granted,
    ...(told.state === "已到账" ? { paidOn: told.day } : {}),
    source: scene.speaker.id,
  });
  if (made) scene.reply({ text: say.redeemedKept(wordsFor(scene, made), todayOf(scene)), privately: true });
}

/** A cadre tells of what others pay; a department of what it pays itself. */
const departmentOf = ({ speaker, town }: Scene): string | null =>
  speaker.role === "dept" || speaker.role === "dept_leader"
    ? (town.departments.find(({ id }) => id === speaker.department)?.id ?? null)
    : null;

function policyMeant({ catalogue }: Scene, words: string) {
  const titled = catalogue.policies.filter(({ title, layer }) => layer !== "指南" && title.includes(words));
  const best = titled[0] ?? sureMatch();
  return best && (catalogue.entryOf.get(best.id)?.chain.root ?? best);
  function sureMatch() {
    const [match] = rankChains(readQuestion(words, catalogue.lexicon), catalogue);
    return match && match.coverage >= SURE ? match.entry.chain.root : undefined;
  }
}

async function sameEntry(
  scene: Scene,
  granted: Pick<Redemption, "enterpriseId" | "policy" | "amount">,
  told: ToldRedemption,
): Promise<Redemption | undefined> {
  const there = await scene.work.redemptions.findRedemptions({
    enterpriseIds: [granted.enterpriseId],
    from: told.day,
    to: told.day,
  });
  return there.find(
    ({ policy, amount, status }) => status !== "作废" && policy === granted.policy && amount === granted.amount,
  );
}

async function change(scene: Scene, { id, state }: { id: number; state: "已到账" | "作废" }): Promise<void> {
  const found = await scene.work.redemptions.redemptionById(id);
  if (!found || found.status === "作废" || !mayChangeRedemption(actorIn(scene).actor, found))
    return scene.reply({ text: say.noSuchRedemption(id), privately: true });
  const changed = await changeRedemption(scene, found, state, scene.speaker.id, todayOf(scene));
  scene.reply({ text: say.redemptionChanged(wordsFor(scene, changed)), privately: true });
}

export const wordsFor = ({ town }: Pick<Scene, "town">, entry: Redemption): say.RedemptionWords => ({
  entry,
  company: callName(town, entry.enterpriseId),
  department: entry.departmentId ? (departmentById(town, entry.departmentId)?.name ?? entry.departmentId) : "",
});

const todayOf = ({ now, town }: Scene): string => dayOf(now, town.zone);
