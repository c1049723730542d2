import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseKnowledge } from "../catalogue/search/knowledge.ts";
import type { PolicyKnowledge } from "../catalogue/search/search.ts";

/** Reads what the policy search knows from `data/`; throws naming the file that is missing or faulty. */
export function loadPolicyKnowledge(data = join(import.meta.dirname, "../data")): PolicyKnowledge {
  const read = (file: string) => readFileSync(join(data, file), "utf8");
  return parseKnowledge({
    lexicon: read("lexicon/policy.tsv"),
    places: read("lexicon/places.tsv"),
    background: read("models/policy-background.json"),
    ranking: read("models/policy-ranking.json"),
  });
}
