import type { Example, FeatureOptions, FeatureTable } from "./features.ts";
import { vectorOf } from "./features.ts";

export { decodeModel, encodeModel } from "./codec.ts";
export { type FitOptions, type Row, trainLinear } from "./fit.ts";

/** A linear classifier over hashed character n-grams. Read-only once made. */
export interface LinearModel {
  labels: string[];
  features: FeatureOptions;
  table: FeatureTable;
  /** Inverse document frequency of each feature. */
  rarity: Float32Array;
  /** Feature-major: the weights of feature f are at f × labels … */
  weights: Float32Array;
  bias: Float32Array;
  /** Scores are divided by it before the softmax; fitted on held-back folds, so that 0.8 is right about 8 times in 10. */
  temperature: number;
}

export interface Prediction {
  label: string;
  /** Probability, 0…1. */
  score: number;
}

/** The raw score of every label, in the order of `model.labels`. */
export function scoresOf(model: LinearModel, example: Example): Float64Array {
  const count = model.labels.length;
  const scores = Float64Array.from(model.bias);
  const { index, value } = vectorOf(example, model.features, model.table, model.rarity);
  for (let i = 0; i < index.length; i++) {
    const base = index[i]! * count;
    const weight = value[i]!;
    for (let label = 0; label < count; label++) scores[label]! += weight * model.weights[base + label]!;
  }
  return scores;
}

export function softmax(scores: Float64Array, temperature: number): Float64Array {
  const out = new Float64Array(scores.length);
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let i = 0; i < scores.length; i++) {
    out[i] = Math.exp((scores[i]! - top) / temperature);
    sum += out[i]!;
  }
  for (let i = 0; i < out.length; i++) out[i]! /= sum;
  return out;
}

/** The `top` most probable labels, best first; ties in the order of the model's labels. */
export function predict(model: LinearModel, text: string | Example, top = 3): Prediction[] {
  const example = typeof text === "string" ? { text } : text;
  const chances = softmax(scoresOf(model, example), model.temperature);
  const ranked: Prediction[] = model.labels.map((label, i) => ({ label, score: chances[i]! }));
  ranked.sort((a, b) => b.score - a.score);
  return ranked.slice(0, top);
}
