/**
 * npx tsx scripts/policy-background.ts CATALOGUE.jsonl [LETTERS.jsonl …] → data/models/policy-background.json
 * Counts in how many passages each pair of characters stands; pairs in fewer than FEWEST passages are left out, so
 * that no text or name can be read back.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { buildIndex } from "../catalogue/search/index.ts";
import { writeBackground } from "../catalogue/search/knowledge.ts";

const FEWEST = 20;
const docs = process.argv.slice(2).flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line, i) => {
      const row = JSON.parse(line) as { text?: string; question?: string };
      return { id: `${file}:${i}`, title: "", clauses: [{ label: "", text: row.text ?? row.question ?? "" }] };
    }),
);
const index = buildIndex(docs);
const { keys, offsets } = index.segments[0]!.body;
const kept: [number, number][] = [];
keys.forEach((key, i) => {
  const count = offsets[i + 1]! - offsets[i]!;
  if (count >= FEWEST) kept.push([key, count]);
});
writeFileSync(
  "data/models/policy-background.json",
  writeBackground({
    keys: Uint32Array.from(kept, ([key]) => key),
    counts: Uint32Array.from(kept, ([, count]) => count),
    passages: index.passages,
  }),
);
process.stderr.write(`${kept.length} of ${keys.length} pairs, ${index.passages} passages\n`);
