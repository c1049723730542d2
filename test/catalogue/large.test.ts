import { expect, test } from "vitest";
import { answerFromLarge } from "../../catalogue/large.ts";
import { AS_OF, faults, questions, town } from "./own-towns.ts";

test("put to the search first, a town's questions are answered as well as by weighing every policy", () => {
  const large = town("lanhai");
  const some = questions().filter((one) => one.town === "lanhai");
  const right = some.filter((one) => {
    const answer = answerFromLarge({ text: one.question, context: one.context ?? [] }, large, AS_OF);
    return faults(one, answer).length === 0;
  });
  expect(right.length / some.length).toBeGreaterThanOrEqual(0.93);
});
