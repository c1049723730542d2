import { sayQuestion, withoutOffer } from "../text/saying/policy.ts";
import { learnProfile } from "./eligible.ts";
import { keepAnswer } from "./keep-answer.ts";
import { tellKeeper } from "./keeper.ts";
import type { Handler, Scene } from "./scene.ts";

/** A question about policy: the clause with its source, or 未查到 and the offer of a person. */
export const askPolicy: Handler = {
  name: "ask-policy",

  claims: (segment) => segment.act === "ask_policy",

  async handle(segments, scene) {
    await learnProfile(scene);
    const before = await conversationWith(scene);
    const text = segments.map((segment) => segment.text).join("\n");
    const answered = scene.policiesEach({ text, context: before });
    const missing = answered.filter(({ answer }) => answer.outcome === "missing");
    for (const { question, answer } of answered) {
      const kept = await keepAnswer(scene, question, answer);
      await tellKeeper(scene, kept.id, question, answer);
      if (answer.outcome === "missing") continue;
      const heading = answered.length > 1 ? `${sayQuestion(question)}\n` : "";
      const offers = answer.offersPerson && missing.length === 0;
      scene.reply({
        text: `${heading}${offers ? answer.text : withoutOffer(answer.text)}`,
        citations: answer.citations,
        ...(offers ? offered([question]) : {}),
      });
    }
    if (missing.length === 0) return;
    // One offer of a person for all that was not found: a message asks one question.
    const questions = missing.map(({ question }) => question);
    const heading = answered.length > 1 ? `${questions.map(sayQuestion).join("\n")}\n` : "";
    scene.reply({ text: `${heading}${missing[0]!.answer.text}`, citations: [], ...offered(questions) });
  },
};

const offered = (questions: string[]) => ({
  asked: { kind: "offer_person" as const, options: [questions.join("；")] },
});

/** What a follow-up may lean on: hours, not days. */
const CONTEXT_MS = 12 * 3_600_000;
const CONTEXT_TURNS = 12;

/** What was said by and to this person, here and in private, oldest first. */
async function conversationWith(scene: Scene) {
  const since = new Date(scene.now.getTime() - CONTEXT_MS);
  const here = await scene.work.talk.recentUtterances(scene.chat.id, since, 40);
  const apart = await scene.work.talk.utterancesWith(scene.speaker.id, scene.speaker.id, since, 40);
  const all = [...new Map([...here, ...apart].map((u) => [u.id, u])).values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || Number(a.id - b.id),
  );
  return (
    all
      .filter((u) => u.personId === scene.speaker.id || u.personId === "")
      // This turn's own words are the question, not what came before it.
      .filter((u) => !(u.personId === scene.speaker.id && u.at.getTime() >= scene.heard.at.getTime()))
      .slice(-CONTEXT_TURNS)
      .map((u) => ({
        from: u.personId === "" ? ("bot" as const) : ("user" as const),
        text: u.text,
        citations: u.citations,
      }))
  );
}
