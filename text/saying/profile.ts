import type { Day } from "../../domain/town.ts";
import type { Fact, FactValue } from "../hearing/profile.ts";
import { sayDay } from "./dates.ts";
import { sayFact } from "./eligible.ts";
import { cut } from "./lists.ts";

export interface KeptFact {
  fact: Fact;
  value: FactValue;
  /** When it was told, by whom, in which words. */
  on: Day;
  by: string;
  words: string;
}

/** What is known of a company, each with its source and day. */
export const sayProfile = (company: string, facts: readonly KeptFact[]): string =>
  facts.length === 0
    ? `${company}还没有在聊天中说过自己的情况。直接告诉我就行，比如“我们去年上规，员工120人”。`
    : [
        `${company}说过的情况：`,
        ...facts.map(
          ({ fact, value, on, by, words }, i) =>
            `${i + 1}. ${sayFact(fact, value)}（${sayDay(on)}${by}说：“${cut(words, 30)}”）`,
        ),
        "有变化或记错了，直接说新的情况，我会改过来。",
      ].join("\n");
