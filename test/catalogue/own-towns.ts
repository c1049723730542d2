import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPolicyKnowledge } from "../../bot/policy-knowledge.ts";
import { answerPolicy, type PolicyAnswer } from "../../catalogue/answer.ts";
import { parseLexicon } from "../../catalogue/concepts.ts";
import { type Catalogue, openCatalogue } from "../../catalogue/match.ts";
import { withSearch } from "../../catalogue/opinion.ts";
import { parseLexicon as parseEveryday } from "../../catalogue/search/lexicon.ts";
import type { Policy } from "../../domain/town.ts";

/** A question of questions.jsonl with what must be true of its answer. */
export interface OwnQuestion {
  id: string;
  town: string;
  kind: string;
  question: string;
  context?: { from: "user" | "bot"; text: string; citations?: string[] }[];
  cite: string[];
  must?: string[];
  must_not?: string[];
  outcome?: string;
}

export const AS_OF = "2026-09-15";

const root = join(import.meta.dirname, "../..");
export const lexicon = parseLexicon(
  readFileSync(join(root, "data/policy-concepts.txt"), "utf8"),
  parseEveryday(readFileSync(join(root, "data/lexicon/policy.tsv"), "utf8")),
);

export const knowledge = loadPolicyKnowledge();

export function policy(fields: Partial<Policy> & { id: string }): Policy {
  return { title: fields.id, layer: "政策", clauses: {}, elements: {}, ...fields };
}

const opened = new Map<string, Catalogue>();

export function town(name: string): Catalogue {
  const before = opened.get(name);
  if (before) return before;
  const rows = JSON.parse(readFileSync(join(import.meta.dirname, `towns/${name}.json`), "utf8"));
  const policies = rows.map((row: Policy & { superseded_by?: string }) =>
    policy({ ...row, ...(row.superseded_by ? { supersededBy: row.superseded_by } : {}) }),
  );
  const catalogue = withSearch(openCatalogue(policies, lexicon), knowledge);
  opened.set(name, catalogue);
  return catalogue;
}

export function questions(): OwnQuestion[] {
  return [
    "questions.jsonl",
    "questions2.jsonl",
    "questions3.jsonl",
    "questions4.jsonl",
    "questions5.jsonl",
    "questions6.jsonl",
    "questions7.jsonl",
  ].flatMap((file) =>
    readFileSync(join(import.meta.dirname, file), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  );
}

export function ask(question: OwnQuestion): PolicyAnswer {
  return answerPolicy({ text: question.question, context: question.context ?? [] }, town(question.town), AS_OF);
}

/** What is wrong with an answer; empty when nothing is. */
export function faults(question: OwnQuestion, answer: PolicyAnswer): string[] {
  if (question.kind === "unanswerable") return answer.answer === "not_found" ? [] : ["answered what is not there"];
  if (answer.answer === "not_found") return ["not found"];
  return [
    ...question.cite
      .filter((ref) => !answer.citations.some((one) => one === ref || one.startsWith(`${ref}#`)))
      .map((ref) => `does not cite ${ref}`),
    ...(question.must ?? []).filter((words) => !answer.text.includes(words)).map((words) => `lacks ${words}`),
    ...(question.must_not ?? []).filter((words) => answer.text.includes(words)).map((words) => `says ${words}`),
    ...(question.outcome && answer.outcome !== question.outcome ? [`is ${answer.outcome}`] : []),
  ];
}
