import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import type { Example } from "../../text/hearing/model/features.ts";
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

/**
 * How the general classifier is set for a task; by cross-validation inside the part that is learnt from. Public rows are
 * learnt from here, at run time; none are shipped.
 */
export interface LabelTask {
  fit: FitOptions;
  /** The opening of a text counts once more, in pairs of characters, for so many characters. */
  opening?: number;
  /** Words of a dictionary count beside the characters. */
  words?: boolean;
  /** How it is written (length, punctuation, first and last characters) counts too. */
  hand?: boolean;
  /** What a label's own name says, as a row to learn from. */
  nameOf?: (label: string) => string;
}

/** Letters of many sentences in few classes: single characters, pairs and words are enough, every class weighs the same. */
export const LETTERS: LabelTask = { fit: { folds: 0, maxN: 2, maxFeatures: 150_000, balance: 1 }, words: true };

/** "臺北市政府勞動局勞資關係科" is part of "臺北市政府勞動局": the longest beginning that is a body by itself. */
const wholeOf = (label: string): string =>
  /^.+?市(?:政府|立)?.+?(?:局|處|处|會|会|醫院|医院|所|院|館|馆)/.exec(label)?.[0] ?? label;

/** Short questions to very many departments: every pair counts, the beginning most, and so do the departments' names. */
export const QUESTIONS: LabelTask = {
  fit: { folds: 0, maxN: 2, minRows: 1, maxFeatures: 300_000, asTyped: true, wholeOf },
  opening: 12,
  words: true,
  hand: true,
  nameOf: (label) => label.replace(/^.{2,3}市(?:政府|立)?/, ""),
};

let jieba: Jieba | undefined;

function handOf(text: string): string[] {
  const marks = new Set(text.match(/[？?，,、。（）()「」〔〕【】《》:：；;~—-]/g) ?? []);
  const asks = Math.min(4, text.match(/[?？]/g)?.length ?? 0);
  return [
    ...[...marks].map((mark) => `mark:${mark}`),
    `ends:${text.slice(-1)}`,
    `ends:${text.slice(-3)}`,
    `begins:${text.slice(0, 2)}`,
    `begins:${text.slice(0, 3)}`,
    `length:${Math.min(8, Math.floor(text.length / 8))}`,
    `asks:${asks}`,
    ...(/\d/.test(text) ? ["figures"] : []),
  ];
}

export function exampleOf(text: string, task: LabelTask): Example {
  const said = text.trim();
  const extra: string[] = [];
  const end = Math.min(said.length, task.opening ?? 0);
  for (let at = 0; at + 2 <= end; at++) extra.push(`opening:${said.slice(at, at + 2)}`);
  if (task.words) {
    jieba ??= Jieba.withDict(dict);
    for (const word of jieba.cut(said, true)) if (word.trim() !== "") extra.push(`word:${word.replace(/\d+/g, "0")}`);
  }
  if (task.hand) extra.push(...handOf(said));
  return { text: said, extra };
}

export function benchLabels(train: readonly LabelRow[], dev: readonly LabelRow[], task: LabelTask): LabelScores {
  const rows: Row[] = train.map(({ text, label }) => ({ ...exampleOf(text, task), label }));
  if (task.nameOf)
    for (const label of new Set(train.map((row) => row.label))) rows.push({ text: task.nameOf(label), label });
  const from = performance.now();
  const model = trainLinear(rows, task.fit);
  const learnt = performance.now();
  const answers = dev.map(({ text }) => predict(model, exampleOf(text, task), 3));
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
