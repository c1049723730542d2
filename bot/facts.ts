import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ElementList, ElementListSchema } from "../catalogue/complete.ts";
import { type Lexicon, parseLexicon } from "../catalogue/concepts.ts";
import { parseLexicon as parseEveryday } from "../catalogue/search/lexicon.ts";
import type { PolicyKnowledge } from "../catalogue/search/search.ts";
import type { PublishedYears } from "../domain/calendar.ts";
import type { HearingModels } from "../text/hearing/index.ts";
import { decodeModel } from "../text/hearing/model/linear.ts";
import { loadPolicyKnowledge } from "./policy-knowledge.ts";

const DATA = join(import.meta.dirname, "../data");

/** The facts and models that ship with the product, read once at the start and handed in. */
export interface Facts {
  published: PublishedYears;
  lexicon: Lexicon;
  /** What the search of a large catalogue was taught; read when first asked for. */
  policyKnowledge: () => PolicyKnowledge;
  /** The elements that a guide should have, where the office has no list of its own. */
  guideElements: ElementList;
  models: HearingModels;
}

/** The State Council's days off and made-up workdays, by year. */
export const publishedYears = (folder: string = DATA): PublishedYears =>
  JSON.parse(readFileSync(join(folder, "holidays.json"), "utf8")) as PublishedYears;

export function loadFacts(folder: string = DATA): Facts {
  const text = (name: string) => readFileSync(join(folder, name), "utf8");
  const model = (name: string) => decodeModel(readFileSync(join(folder, "models", name)));
  return {
    published: publishedYears(folder),
    lexicon: parseLexicon(text("policy-concepts.txt"), parseEveryday(text("lexicon/policy.tsv"), "policy.tsv")),
    policyKnowledge: () => loadPolicyKnowledge(folder),
    guideElements: ElementListSchema.parse(JSON.parse(text("guide-elements.json"))),
    models: { acts: model("acts.bin"), categories: model("category.bin") },
  };
}
