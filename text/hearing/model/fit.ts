import type { Example, FeatureOptions, Vector } from "./features.ts";
import { eachFeature, FeatureTable, vectorOf } from "./features.ts";
import type { LinearModel } from "./linear.ts";

export interface Row extends Example {
  label: string;
  /** How much an error on this row costs; 1 unless told. */
  weight?: number;
}

export interface FitOptions {
  /** Character n-grams; 1 to 3 unless told. */
  minN?: number;
  maxN?: number;
  /** Width, letter case and digits as typed, where the way of writing tells something; folded unless told. */
  asTyped?: boolean;
  /** A feature must occur in so many rows; 2 unless told. */
  minRows?: number;
  /** The commonest features are kept up to this number; 40,000 unless told. */
  maxFeatures?: number;
  /** Cost of an error against small weights; 1 unless told. */
  cost?: number;
  /** 0 = every row costs the same, 1 = every label costs the same in all; 0.5 unless told. */
  balance?: number;
  /** Share of the Naive-Bayes-scaled machine (Wang and Manning 2012) in the blend; 0.5 unless told. */
  bayes?: number;
  /** What a label is part of: a section's bureau. Rows of the whole help its parts that have few of their own. */
  wholeOf?: (label: string) => string;
  /** How much the whole says beside the part; 0.5 unless told. */
  wholeShare?: number;
  /** Folds on which the temperature is fitted; 0 = none, temperature as given by `temperature`. */
  folds?: number;
  temperature?: number;
  /** Passes over the rows; 25 unless told. */
  passes?: number;
  seed?: number;
  progress?: (done: number, of: number, what: string) => void;
}

const BIAS = 1;

/** A small deterministic generator (mulberry32), 0 ≤ x < 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(length: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

interface Vocabulary {
  hashes: Uint32Array;
  rarity: Float32Array;
}

function vocabularyOf(rows: readonly Row[], features: FeatureOptions, minRows: number, max: number): Vocabulary {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const seen = new Set<number>();
    eachFeature(row, features, (hash) => seen.add(hash));
    for (const hash of seen) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, n]) => n >= minRows);
  kept.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  kept.length = Math.min(kept.length, max);
  return {
    hashes: Uint32Array.from(kept, ([hash]) => hash),
    rarity: Float32Array.from(kept, ([, n]) => Math.log((1 + rows.length) / (1 + n)) + 1),
  };
}

interface Problem {
  vectors: Vector[];
  target: Int32Array;
  rowWeight: Float32Array;
  labels: number;
  width: number;
}

/** Log-count ratios of the features for one label, scaled to at most 1 (the scaling of NB-SVM). */
function ratiosFor(problem: Problem, label: number): Float32Array {
  const inside = new Float64Array(problem.width).fill(0.5);
  const outside = new Float64Array(problem.width).fill(0.5);
  problem.vectors.forEach((vector, row) => {
    const into = problem.target[row] === label ? inside : outside;
    for (const feature of vector.index) into[feature]! += 1;
  });
  let sumIn = 0;
  let sumOut = 0;
  for (let f = 0; f < problem.width; f++) {
    sumIn += inside[f]!;
    sumOut += outside[f]!;
  }
  const out = new Float32Array(problem.width);
  let top = 0;
  for (let f = 0; f < problem.width; f++) {
    out[f] = Math.abs(Math.log((inside[f]! * sumOut) / (outside[f]! * sumIn)));
    if (out[f]! > top) top = out[f]!;
  }
  for (let f = 0; f < problem.width; f++) out[f]! /= top || 1;
  return out;
}

/**
 * One-against-rest support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al. 2008).
 * `scale` multiplies every feature; the weights come back for unscaled features. The last entry is the bias.
 */
function machine(
  problem: Problem,
  label: number,
  options: { cost: number; balance: number; passes: number; seed: number },
  scale?: Float32Array,
): Float64Array {
  const { vectors, target, width } = problem;
  const rows = vectors.length;
  let positives = 0;
  for (const t of target) if (t === label) positives++;
  const upPositive = (rows / (2 * Math.max(1, positives))) ** options.balance;
  const upNegative = (rows / (2 * Math.max(1, rows - positives))) ** options.balance;
  const weights = new Float64Array(width + 1);
  const alpha = new Float64Array(rows);
  const diagonal = new Float64Array(rows);
  const square = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const { index, value } = vectors[row]!;
    let sum = BIAS * BIAS;
    for (let i = 0; i < index.length; i++) {
      const x = scale ? value[i]! * scale[index[i]!]! : value[i]!;
      sum += x * x;
    }
    const cost = options.cost * problem.rowWeight[row]! * (target[row] === label ? upPositive : upNegative);
    diagonal[row] = 0.5 / cost;
    square[row] = sum + diagonal[row]!;
  }
  const random = seeded(options.seed + label);
  for (let pass = 0; pass < options.passes; pass++) {
    let moved = 0;
    for (const row of shuffled(rows, random)) {
      const { index, value } = vectors[row]!;
      const y = target[row] === label ? 1 : -1;
      let dot = weights[width]! * BIAS;
      if (scale) for (let i = 0; i < index.length; i++) dot += weights[index[i]!]! * value[i]! * scale[index[i]!]!;
      else for (let i = 0; i < index.length; i++) dot += weights[index[i]!]! * value[i]!;
      const gradient = y * dot - 1 + diagonal[row]! * alpha[row]!;
      const next = Math.max(0, alpha[row]! - gradient / square[row]!);
      const step = (next - alpha[row]!) * y;
      if (step === 0) continue;
      moved = Math.max(moved, Math.abs(step));
      alpha[row] = next;
      if (scale) for (let i = 0; i < index.length; i++) weights[index[i]!]! += step * value[i]! * scale[index[i]!]!;
      else for (let i = 0; i < index.length; i++) weights[index[i]!]! += step * value[i]!;
      weights[width]! += step * BIAS;
    }
    if (moved < 1e-3) break;
  }
  if (scale) for (let f = 0; f < width; f++) weights[f]! *= scale[f]!;
  return weights;
}

interface Fitted {
  weights: Float32Array;
  bias: Float32Array;
}

interface Settings extends Required<Pick<FitOptions, "cost" | "balance" | "bayes" | "passes" | "seed">> {
  /** The number of each label's whole, and how much it says. */
  wholes?: { of: Int32Array; count: number; share: number };
}

function fitAll(problem: Problem, settings: Settings, step: () => void): Fitted {
  const { labels, width } = problem;
  const weights = new Float32Array(width * labels);
  const bias = new Float32Array(labels);
  const add = (label: number, part: Float64Array, share: number) => {
    for (let f = 0; f < width; f++) weights[f * labels + label]! += share * part[f]!;
    bias[label]! += share * part[width]! * BIAS;
  };
  const learn = (of: Problem, label: number, into: Int32Array | number[], share: number) => {
    const scaled = { ...settings, cost: settings.cost * 4 };
    const plain = settings.bayes < 1 ? machine(of, label, settings) : undefined;
    const bayes = settings.bayes > 0 ? machine(of, label, scaled, ratiosFor(of, label)) : undefined;
    for (const one of into) {
      if (plain) add(one, plain, share * (1 - settings.bayes));
      if (bayes) add(one, bayes, share * settings.bayes);
    }
  };
  for (let label = 0; label < labels; label++) {
    learn(problem, label, [label], 1);
    step();
  }
  const { wholes } = settings;
  if (wholes) {
    const coarse = { ...problem, target: problem.target.map((label) => wholes.of[label]!), labels: wholes.count };
    for (let whole = 0; whole < wholes.count; whole++) {
      const parts = [...wholes.of.keys()].filter((label) => wholes.of[label] === whole);
      learn(coarse, whole, parts, wholes.share);
    }
  }
  return { weights, bias };
}

function rawScores(fitted: Fitted, vector: Vector, labels: number): Float64Array {
  const scores = Float64Array.from(fitted.bias);
  for (let i = 0; i < vector.index.length; i++) {
    const base = vector.index[i]! * labels;
    for (let label = 0; label < labels; label++) scores[label]! += vector.value[i]! * fitted.weights[base + label]!;
  }
  return scores;
}

/** The temperature under which the held-back scores explain their labels best. */
export function bestTemperature(scored: { scores: Float64Array; target: number }[]): number {
  let best = { temperature: 1, loss: Number.POSITIVE_INFINITY };
  for (let step = 0; step < 48; step++) {
    const temperature = 0.03 * 1.1 ** step;
    let loss = 0;
    for (const { scores, target } of scored) {
      const top = Math.max(...scores);
      let sum = 0;
      for (const score of scores) sum += Math.exp((score - top) / temperature);
      loss += Math.log(sum) - (scores[target]! - top) / temperature;
    }
    if (loss < best.loss) best = { temperature, loss };
  }
  return best.temperature;
}

function wholesOf(labels: readonly string[], { wholeOf, wholeShare = 0.5 }: FitOptions): Settings["wholes"] {
  if (!wholeOf) return undefined;
  const names = [...new Set(labels.map(wholeOf))].sort();
  return {
    of: Int32Array.from(labels, (label) => names.indexOf(wholeOf(label))),
    count: names.length,
    share: wholeShare,
  };
}

/** Learns a classifier. The same rows and options give the same model, bit for bit. Labels are sorted. */
export function trainLinear(rows: readonly Row[], options: FitOptions = {}): LinearModel {
  const features = { minN: options.minN ?? 1, maxN: options.maxN ?? 3, ...(options.asTyped ? { asTyped: true } : {}) };
  const labels = [...new Set(rows.map((row) => row.label))].sort();
  const wholes = wholesOf(labels, options);
  const settings: Settings = {
    ...(wholes ? { wholes } : {}),
    cost: options.cost ?? 1,
    balance: options.balance ?? 0.5,
    bayes: options.bayes ?? 0.5,
    passes: options.passes ?? 25,
    seed: options.seed ?? 7,
  };
  const folds = options.folds ?? 3;
  const { hashes, rarity } = vocabularyOf(rows, features, options.minRows ?? 2, options.maxFeatures ?? 40_000);
  const table = new FeatureTable(hashes);
  const numberOf = new Map(labels.map((label, i) => [label, i]));
  const problemOf = (chosen: readonly Row[], vectors: Vector[]): Problem => ({
    vectors,
    target: Int32Array.from(chosen, (row) => numberOf.get(row.label)!),
    rowWeight: Float32Array.from(chosen, (row) => row.weight ?? 1),
    labels: labels.length,
    width: hashes.length,
  });
  const vectors = rows.map((row) => vectorOf(row, features, table, rarity));
  const of = labels.length * (1 + (folds > 1 ? folds : 0));
  let done = 0;
  const step = () => options.progress?.(++done, of, "labels");
  let temperature = options.temperature ?? 1;
  if (folds > 1) {
    const order = shuffled(rows.length, seeded(settings.seed));
    const scored: { scores: Float64Array; target: number }[] = [];
    for (let fold = 0; fold < folds; fold++) {
      const inside = [...order].filter((_, i) => i % folds !== fold);
      const fitted = fitAll(
        problemOf(
          inside.map((i) => rows[i]!),
          inside.map((i) => vectors[i]!),
        ),
        settings,
        step,
      );
      order.forEach((row, i) => {
        if (i % folds !== fold) return;
        scored.push({
          scores: rawScores(fitted, vectors[row]!, labels.length),
          target: numberOf.get(rows[row]!.label)!,
        });
      });
    }
    temperature = bestTemperature(scored);
  }
  const fitted = fitAll(problemOf(rows, vectors), settings, step);
  return { labels, features, table, rarity, ...fitted, temperature };
}
