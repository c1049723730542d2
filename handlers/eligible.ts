import type { Offer } from "../catalogue/offer.ts";
import { matchCompanies } from "../desk/policy-matching.ts";
import { dayOf } from "../domain/time.ts";
import type { Fact, FactValue } from "../text/hearing/profile.ts";
import { readProfile } from "../text/hearing/profile.ts";
import { sayFact } from "../text/saying/eligible.ts";
import { learnt } from "../text/saying/talk.ts";
import { keepAnswer } from "./keep-answer.ts";
import type { Handler, Scene } from "./scene.ts";

/** "我们能享受什么": what fits the company as it is known, and what it has just told of itself. */
export const eligible: Handler = {
  name: "eligible",

  claims: (segment) => segment.act === "ask_eligible" || segment.act === "tell_profile",

  async handle(segments, scene) {
    const told = await learnProfile(scene);
    const asks = segments.some((s) => s.act === "ask_eligible") || scene.asked?.kind === "profile";
    if (!asks) {
      if (told.length && scene.heard.addressed) scene.reply({ text: learnt(told) });
      return;
    }
    const offer = scene.eligible(await factsKnown(scene));
    // "买了420万的设备，能报啥": what was bought names the policy, though nothing is known of the company.
    const direct = offer.citations.length ? undefined : scene.policies({ text: scene.reading.maskedText, context: [] });
    if (direct?.answer === "found") {
      await keepAnswer(scene, scene.reading.maskedText, direct);
      scene.reply({ text: direct.text, citations: direct.citations });
      return;
    }
    // While something is still asked back, nothing has been left unanswered.
    if (offer.citations.length || !offer.ask.length)
      await keepAnswer(scene, scene.reading.maskedText, {
        answer: offer.citations.length ? "found" : "not_found",
        citations: offer.citations,
      });
    await rememberOffer(scene, offer);
    scene.reply({
      text: offer.text,
      citations: offer.citations,
      ...(offer.ask.length ? { asked: { kind: "profile", options: offer.ask } } : {}),
    });
  },
};

/** What was named in an answer is not pushed later. */
async function rememberOffer({ speaker, work, now }: Scene, { fitting }: Offer): Promise<void> {
  const { enterprise, role } = speaker;
  if (enterprise && role === "enterprise")
    await work.pushes.addPushes(
      fitting.map(({ policy }) => ({
        policyId: policy.id,
        enterpriseId: enterprise,
        at: now,
        how: "offered",
        reason: "",
      })),
    );
}

/** Facts that a company's own person tells of it, kept with their source and date. Gives them in words. */
export async function learnProfile(scene: Scene): Promise<string[]> {
  const { enterprise } = scene.speaker;
  const told = toldOfThemselves(scene);
  if (told.length && enterprise && scene.speaker.role === "enterprise") {
    const before = new Map((await scene.work.records.factsOf(enterprise)).map(({ fact, value }) => [fact, value]));
    for (const { fact, value, words } of told)
      await scene.work.records.learnFact({
        enterpriseId: enterprise,
        fact,
        value,
        source: `${scene.speaker.id}：${words}`,
        at: scene.now,
      });
    // Tomorrow: who tells of themselves is answered today, and may still correct it.
    if (told.some(({ fact, value }) => before.get(fact) !== value)) await matchCompanies(scene, [enterprise]);
  }
  return told.map(({ fact, value }) => sayFact(fact, value));
}

/** "小微企业能报吗" asks about a policy; "我们是小微企业" tells of a company. An answer to our question needs no 我们. */
function toldOfThemselves(scene: Scene) {
  const answers = scene.asked?.kind === "profile";
  const tells = answers || scene.reading.segments.some((s) => s.act === "tell_profile");
  const words = scene.reading.maskedText;
  const own = tells
    ? words
    : (words.match(/[^。！？!?；;\n]*(?:我们|我司|我公司|本公司|我厂|咱们?|俺们?)[^。！？!?；;\n]*/g) ?? []).join("。");
  return readProfile(own, dayOf(scene.now, scene.town.zone));
}

/** What is known of the speaker's company: from the town's list, learnt before, told just now. */
async function factsKnown(scene: Scene): Promise<Partial<Record<Fact, FactValue>>> {
  const { enterprise } = scene.speaker;
  const kept = enterprise ? await scene.work.records.factsOf(enterprise) : [];
  const told = toldOfThemselves(scene);
  return Object.fromEntries([
    ...kept.map(({ fact, value }) => [fact, value as FactValue]),
    ...told.map(({ fact, value }) => [fact, value]),
  ]);
}
