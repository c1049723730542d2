import type { PolicyAnswer } from "../catalogue/answer.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { learnProfile } from "./eligible.ts";
import { tellKeeper } from "./keeper.ts";
import type { Handler, Scene } from "./scene.ts";

/** A question about policy: the clause with its source, or 未查到 and the offer of a person. */
export const askPolicy: Handler = {
  name: "ask-policy",

  claims: (segment) => segment.act === "ask_policy",

  async handle(segments, scene) {
    await learnProfile(scene);
    const before = await conversationWith(scene);
    for (const segment of segments) {
      const answer = scene.policies({ text: segment.text, context: before });
      const kept = await keep(scene, segment, answer);
      await tellKeeper(scene, kept.id, segment.text, answer);
      scene.reply({
        text: answer.text,
        citations: answer.citations,
        ...(answer.offersPerson ? { asked: { kind: "offer_person", options: [segment.text] } } : {}),
      });
    }
  },
};

const keep = (scene: Scene, segment: Segment, answer: PolicyAnswer) =>
  scene.work.records.addPolicyAnswer({
    at: scene.now,
    turnId: scene.turnId,
    personId: scene.speaker.id,
    chatId: scene.chat.id,
    question: segment.text,
    answer: answer.answer,
    citations: answer.citations,
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
