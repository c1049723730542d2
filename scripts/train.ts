/**
 * npm run train [-- --data DIR] [--messages FILE …] [--out DIR]
 *
 * Learns the classifiers of acts and of categories and writes them with a card. The same rows give the same files.
 * `--data` is laid out as `data/` (issues/, messages/, categories.json); `--messages` adds files of an office's own.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type ClassScores, classScores } from "../bench/understanding/scores.ts";
import { ACTS } from "../domain/vocabulary.ts";
import { actRow } from "../text/hearing/acts/rows.ts";
import { normalise } from "../text/hearing/fields/normalise.ts";
import { categoryText } from "../text/hearing/issue.ts";
import {
  encodeModel,
  type FitOptions,
  type LinearModel,
  predict,
  type Row,
  trainLinear,
} from "../text/hearing/model/linear.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string", default: resolve(import.meta.dirname, "../data") },
    messages: { type: "string", multiple: true, default: [] },
    out: { type: "string" },
  },
});
const data = values.data;
const out = values.out ?? join(data, "models");

const categoriesFile = z.object({
  categories: z.array(
    z.object({ name: z.string(), definition: z.string(), duties: z.array(z.string()), words: z.array(z.string()) }),
  ),
});
const categories = categoriesFile.parse(JSON.parse(readFileSync(join(data, "categories.json"), "utf8"))).categories;
const category = z.enum(categories.map((entry) => entry.name) as [string, ...string[]]);
const issueRow = z.object({ text: z.string().min(1), category });
const messageRow = z.object({ text: z.string().min(1), act: z.enum(ACTS), issues: z.array(issueRow) });

const faults: string[] = [];

function rowsOf<T>(file: string, schema: z.ZodType<T>): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch {
        faults.push(`${file}:${index + 1}: not JSON`);
        return [];
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) return [parsed.data];
      for (const issue of parsed.error.issues)
        faults.push(`${file}:${index + 1}: ${issue.path.join(".")}: ${issue.message}`);
      return [];
    });
}

function filesIn(folder: string): string[] {
  const path = join(data, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .map((name) => join(path, name));
}

/** Rows kept back from learning: files whose name begins with "held". */
const isHeld = (file: string) => basename(file).startsWith("held");
/** Acts are learnt from all messages, categories from the issues in them. */
const messageFiles = [...filesIn("messages"), ...values.messages];
const read = (files: string[]) => files.flatMap((file) => rowsOf(file, messageRow));
const messages = read(messageFiles.filter((file) => !isHeld(file)));
const held = read(messageFiles.filter(isHeld));
const issues = filesIn("issues").flatMap((file) => rowsOf(file, issueRow));
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(2);
}

const issueExample = (text: string) => ({ text: categoryText(normalise(text)) });
/** A single word is weaker evidence than a sentence. */
const WORD_WEIGHT = 0.5;
const categoryRows: Row[] = [
  ...[...issues, ...messages.flatMap((row) => row.issues)].map((row) => ({
    ...issueExample(row.text),
    label: row.category,
  })),
  ...categories.flatMap((entry) => [
    { text: entry.definition, label: entry.name },
    ...[...entry.words, ...entry.duties].map((word) => ({ text: word, label: entry.name, weight: WORD_WEIGHT })),
  ]),
];

/**
 * So many of the single matters are learnt as a report, every eighth: all of them would teach that words of trouble
 * are always a report (measured: act accuracy falls from 0.83 to 0.73).
 */
const ISSUES_AS_REPORTS = 194;
const actRows: Row[] = [
  ...messages.map((row) => actRow(row.text, row.act)),
  ...issues
    .filter((_, i) => i % 8 === 0)
    .slice(0, ISSUES_AS_REPORTS)
    .map((row) => actRow(row.text, "report")),
];

function learn(name: string, rows: Row[], options: FitOptions): LinearModel {
  const from = performance.now();
  const model = trainLinear(rows, {
    minRows: 1,
    ...options,
    progress: (done, of) => process.stderr.isTTY && process.stderr.write(`\r${name}: ${done}/${of}`),
  });
  console.error(
    `${process.stderr.isTTY ? "\r" : ""}${name}: ${rows.length} rows, ${Math.round(performance.now() - from)} ms`,
  );
  return model;
}

/** How often a probability of at least 0.8 was right. */
function trust(answers: { right: boolean; score: number }[]): string {
  const sure = answers.filter((answer) => answer.score >= 0.8);
  return `${sure.filter((answer) => answer.right).length} of ${sure.length}`;
}

function measure(model: LinearModel, rows: Row[]): ClassScores & { top3: number; trust: string } {
  const answers = rows.map((row) => predict(model, row, 3));
  const scores = classScores(
    rows.map((row) => row.label),
    answers.map((answer) => answer[0]!.label),
  );
  const top3 = rows.filter((row, i) => answers[i]!.some((p) => p.label === row.label)).length / rows.length;
  const judged = rows.map((row, i) => ({ right: answers[i]![0]!.label === row.label, score: answers[i]![0]!.score }));
  return { ...scores, top3, trust: trust(judged) };
}

mkdirSync(out, { recursive: true });
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const table: string[] = [];
function ship(name: string, rows: Row[], heldRows: Row[], options: FitOptions): void {
  const model = learn(name, rows, options);
  const bytes = encodeModel(model);
  writeFileSync(join(out, `${name}.bin`), bytes);
  if (heldRows.length === 0) return;
  const s = measure(model, heldRows);
  table.push(
    `| ${name} | ${model.labels.length} | ${rows.length} | ${(bytes.length / 1e6).toFixed(2)} MB | ${heldRows.length} | ${percent(s.accuracy)} | ${percent(s.top3)} | ${percent(s.macroF1)} | ${s.trust} |`,
  );
  console.log(table.at(-1));
}
ship(
  "category",
  categoryRows,
  held.flatMap((row) => row.issues.map((issue) => ({ ...issueExample(issue.text), label: issue.category }))),
  { maxN: 2, cost: 0.4, maxFeatures: 40_000 },
);
ship(
  "acts",
  actRows,
  held.map((row) => actRow(row.text, row.act)),
  { cost: 3, maxFeatures: 60_000 },
);

writeFileSync(
  join(out, "CARD.md"),
  `# Classifiers of acts and categories

Linear one-against-rest machines over hashed character n-grams, to 2 for categories and to 3 for acts, (\`text/hearing/model/\`): half of each plain and half
scaled by Naive Bayes log-count ratios; 8-bit weights; a temperature fitted on three folds makes the scores probabilities.
Written by \`npm run train\`; the same rows give the same bytes.

**Learnt from** rows written for this project only: ${issues.length} single matters (\`data/issues/\`), ${messages.length} messages
(\`data/messages/\`, files named \`held*\` left out) and the words of \`data/categories.json\`. No public or personal data is in them.
**Measured on** the messages kept back (\`data/messages/held*.jsonl\`), each matter by its own words.

| model | labels | rows | file | kept back | accuracy | in the first 3 | macro-F1 | right where ≥ 0.8 sure |
|---|---|---|---|---|---|---|---|---|
${table.join("\n")}

These are the classifiers alone. What the product reads also follows rules (who speaks, what was asked, dangers, courts):
\`npm run bench:understanding\` measures the whole. An office retrains on its own messages with
\`npm run train -- --messages FILE.jsonl\` (rows as in \`data/messages/README.md\`).
`,
);
