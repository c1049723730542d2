import { expect, test } from "vitest";
import { loadPolicyKnowledge } from "../../bot/policy-knowledge.ts";
import { answerFromLarge, openLarge } from "../../catalogue/large.ts";
import { AS_OF, faults, lexicon, questions, town } from "./own-towns.ts";

test("put to the search first, a town's questions are answered as well as by weighing every policy", () => {
  const large = openLarge(town("lanhai").policies, lexicon, loadPolicyKnowledge());
  const some = questions().filter((one) => one.town === "lanhai");
  const right = some.filter((one) => {
    const answer = answerFromLarge({ text: one.question, context: one.context ?? [] }, large, AS_OF);
    return faults(one, answer).length === 0;
  });
  expect(right.length / some.length).toBeGreaterThanOrEqual(0.93);
});
