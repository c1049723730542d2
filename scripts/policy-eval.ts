/**
 * npm run -s policy:eval -- --catalogue C.jsonl --questions Q.jsonl
 * Standard output: one JSON object a question, `{id, ranked: [{docid, passage}], answered, score}`; nothing else.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { loadPolicyKnowledge } from "../bot/policy-knowledge.ts";
import { buildIndex } from "../catalogue/search/index.ts";
import { search } from "../catalogue/search/search.ts";

const clause = z.object({ label: z.string(), text: z.string() });
const docRow = z
  .object({
    id: z.string(),
    title: z.string(),
    no: z.string().nullish(),
    date: z.string().nullish(),
    text: z.string().optional(),
    clauses: z.array(clause).optional(),
  })
  .refine((row) => row.text !== undefined || row.clauses, "expected text, or clauses");
const questionRow = z.object({
  id: z.string(),
  question: z.string(),
  context: z.array(z.object({ role: z.enum(["user", "bot"]), text: z.string() })).optional(),
});

function rows<T>(file: string, schema: z.ZodType<T>): T[] {
  const faults: string[] = [];
  const out: T[] = [];
  readFileSync(file, "utf8")
    .split("\n")
    .forEach((line, i) => {
      if (!line.trim()) return;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch (error) {
        faults.push(`${file}:${i + 1}: not valid JSON: ${(error as Error).message}`);
        return;
      }
      const parsed = schema.safeParse(value);
      if (parsed.success) out.push(parsed.data);
      else
        for (const issue of parsed.error.issues)
          faults.push(`${file}:${i + 1}: ${issue.path.join(".") || "row"}: ${issue.message}`);
    });
  if (faults.length) throw new Error(faults.join("\n"));
  return out;
}

function main(): void {
  const { values } = parseArgs({ options: { catalogue: { type: "string" }, questions: { type: "string" } } });
  if (!values.catalogue || !values.questions)
    throw new Error("usage: npm run -s policy:eval -- --catalogue C.jsonl --questions Q.jsonl");
  const knowledge = loadPolicyKnowledge();
  const index = buildIndex(
    rows(values.catalogue, docRow).map(({ id, title, no, date, text, clauses }) => ({
      id,
      title,
      no: no ?? undefined,
      date: date ?? undefined,
      clauses: clauses ?? [{ label: "", text: text! }],
    })),
  );
  for (const { id, question, context } of rows(values.questions, questionRow)) {
    const { hits, confidence, answerable } = search(index, knowledge, question, { context });
    const ranked = hits.map(({ docid, passage }) => ({ docid, passage }));
    process.stdout.write(`${JSON.stringify({ id, ranked, answered: answerable, score: confidence })}\n`);
  }
}

try {
  main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
