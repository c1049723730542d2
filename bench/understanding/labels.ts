import { type FitOptions, predict, type Row, trainLinear } from "../../text/hearing/model/linear.ts";
import { classScores } from "./scores.ts";

export interface LabelRow {
  text: string;
  label: string;
}

export interface LabelScores {
  rows: number;
  accuracy: number;
  top3: number;
  macroF1: number;
  /** Of learning, and of one reading. */
  learnMs: number;
  readMs: number;
}

/** How the general classifier is set for a task. Public rows are learnt from here, at run time; none are shipped. */
export interface LabelTask {
  fit: FitOptions;
  /** The opening of a text counts once more, in pairs of characters, for so many characters. */
  opening?: number;
  /** What a label's own name says, as a row to learn from. */
  nameOf?: (label: string) => string;
}

/** Letters of many sentences in few classes: single characters and pairs are enough, every class weighs the same. */
export const LETTERS: LabelTask = { fit: { folds: 0, maxN: 2, maxFeatures: 100_000, balance: 1.3 } };

/** Short questions to very many departments: every pair counts, the beginning most, and so do the departments' names. */
export const QUESTIONS: LabelTask = {
  fit: { folds: 0, maxN: 2, minRows: 1, maxFeatures: 200_000 },
  opening: 12,
  nameOf: (label) => label.replace(/^.{2,3}市(?:政府|立)?/, ""),
};

function rowOf(text: string, task: LabelTask): Omit<Row, "label"> {
  const extra: string[] = [];
  const end = Math.min(text.length, task.opening ?? 0);
  for (let at = 0; at + 2 <= end; at++) extra.push(`opening:${text.slice(at, at + 2)}`);
  return { text, extra };
}

export function benchLabels(train: readonly LabelRow[], dev: readonly LabelRow[], task: LabelTask): LabelScores {
  const rows: Row[] = train.map(({ text, label }) => ({ ...rowOf(text, task), label }));
  if (task.nameOf)
    for (const label of new Set(train.map((row) => row.label))) rows.push({ text: task.nameOf(label), label });
  const from = performance.now();
  const model = trainLinear(rows, task.fit);
  const learnt = performance.now();
  const answers = dev.map(({ text }) => predict(model, rowOf(text, task), 3));
  const done = performance.now();
  const scores = classScores(
    dev.map(({ label }) => label),
    answers.map((answer) => answer[0]!.label),
  );
  return {
    rows: dev.length,
    accuracy: scores.accuracy,
    top3: dev.filter(({ label }, i) => answers[i]!.some((answer) => answer.label === label)).length / dev.length,
    macroF1: scores.macroF1,
    learnMs: learnt - from,
    readMs: (done - learnt) / dev.length,
  };
}
