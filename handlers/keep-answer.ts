import type { Scene } from "./scene.ts";

/** Keeps a policy question with its answer, in the transaction of the turn: follow-ups and the catalogue's keeper read it. */
export const keepAnswer = (
  scene: Scene,
  question: string,
  { answer, citations }: { answer: "found" | "not_found"; citations: string[] },
) =>
  scene.work.records.addPolicyAnswer({
    at: scene.now,
    turnId: scene.turnId,
    personId: scene.speaker.id,
    chatId: scene.chat.id,
    question,
    answer,
    citations,
  });
