import type { NetworkWeights } from "../catalogue/search/model.ts";

/** Alternatives of one question, of which one (or a few, by share) is right. */
export interface Group {
  /** Features, row by row. */
  x: Float64Array;
  target: number[];
  weight: number;
}

export interface Example {
  x: Float64Array;
  /** 0–1 */
  target: number;
  weight: number;
}

/** Standard deviations over all rows, so that the penalty is fair to every feature; constant ones get none. */
function scales(size: number, rows: Float64Array[]): Float64Array {
  const sum = new Float64Array(size);
  const squares = new Float64Array(size);
  let n = 0;
  for (const x of rows)
    for (let at = 0; at < x.length; at += size, n++)
      for (let f = 0; f < size; f++) {
        sum[f]! += x[at + f]!;
        squares[f]! += x[at + f]! ** 2;
      }
  return sum.map((s, f) => {
    const deviation = Math.sqrt(Math.max(0, squares[f]! / n - (s / n) ** 2));
    return deviation < 1e-6 ? 0 : 1 / Math.max(deviation, 0.02);
  });
}

interface Course {
  start?: Float64Array;
  rate: number;
  rounds: number;
}

/**
 * Adam on the mean loss plus a squared penalty on the first `penalised` weights; full batches, so the result does not
 * hang on chance.
 */
function descend(
  size: number,
  gradient: (w: Float64Array, into: Float64Array) => void,
  penalty: number,
  penalised: number,
  { start, rate, rounds }: Course = { rate: 0.06, rounds: 400 },
): Float64Array {
  const w = start?.slice() ?? new Float64Array(size);
  const g = new Float64Array(size);
  const m = new Float64Array(size);
  const v = new Float64Array(size);
  for (let round = 1; round <= rounds; round++) {
    g.fill(0);
    gradient(w, g);
    const step = rate * Math.min(1, (2 * (rounds - round)) / rounds + 0.02);
    for (let f = 0; f < size; f++) {
      const slope = g[f]! + (f < penalised ? penalty * w[f]! : 0);
      m[f] = 0.9 * m[f]! + 0.1 * slope;
      v[f] = 0.99 * v[f]! + 0.01 * slope * slope;
      w[f]! -= (step * (m[f]! / (1 - 0.9 ** round))) / (Math.sqrt(v[f]! / (1 - 0.99 ** round)) + 1e-8);
    }
  }
  return w;
}

/** Conditional logit: weights that make the right alternatives of each group the likeliest. */
export function fitChoice(names: readonly string[], groups: Group[], penalty: number): Record<string, number> {
  const size = names.length;
  const scale = scales(
    size,
    groups.map((group) => group.x),
  );
  const total = groups.reduce((sum, group) => sum + group.weight, 0);
  const w = descend(
    size,
    (weights, g) => {
      for (const { x, target, weight } of groups) {
        const n = target.length;
        const p = new Float64Array(n);
        let most = Number.NEGATIVE_INFINITY;
        for (let i = 0; i < n; i++) {
          let score = 0;
          for (let f = 0; f < size; f++) score += weights[f]! * scale[f]! * x[i * size + f]!;
          p[i] = score;
          if (score > most) most = score;
        }
        let sum = 0;
        for (let i = 0; i < n; i++) {
          p[i] = Math.exp(p[i]! - most);
          sum += p[i]!;
        }
        for (let i = 0; i < n; i++) {
          const slope = ((p[i]! / sum - target[i]!) * weight) / total;
          if (Math.abs(slope) < 1e-9) continue;
          for (let f = 0; f < size; f++) g[f]! += slope * scale[f]! * x[i * size + f]!;
        }
      }
    },
    penalty,
    size,
  );
  return Object.fromEntries(names.map((name, f) => [name, w[f]! * scale[f]!]));
}

/** Networks trained from different beginnings and averaged; each has this many hidden units. */
const NETWORKS = 3;
const HIDDEN = 10;

/** A network of one hidden layer for a yes or no. The beginnings are fixed numbers, so a training can be repeated. */
export function fitNetwork(names: readonly string[], examples: Example[], penalty: number): NetworkWeights {
  const size = names.length;
  const scale = scales(
    size,
    examples.map((example) => example.x),
  );
  const mean = new Float64Array(size);
  for (const { x } of examples) for (let f = 0; f < size; f++) mean[f]! += x[f]! / examples.length;
  const rows = examples.map(({ x }) => Float64Array.from(x, (value, f) => (value - mean[f]!) * scale[f]!));
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  const result: NetworkWeights = { inputs: [...names], hidden: [], hiddenBias: [], out: [], bias: 0 };
  const parameters = HIDDEN * (size + 2) + 1;
  for (let network = 0; network < NETWORKS; network++) {
    let seed = 1 + network * 7919;
    const noise = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return (seed / 4294967296 - 0.5) * 3.4;
    };
    const start = Float64Array.from({ length: parameters }, (_, i) =>
      i < HIDDEN * size
        ? noise() / Math.sqrt(size)
        : i >= HIDDEN * (size + 1) && i < parameters - 1
          ? noise() * 0.3
          : 0,
    );
    const biasAt = HIDDEN * size;
    const outAt = HIDDEN * (size + 1);
    const hidden = new Float64Array(HIDDEN);
    const w = descend(
      parameters,
      (p, g) => {
        for (let e = 0; e < examples.length; e++) {
          const x = rows[e]!;
          let score = p[parameters - 1]!;
          for (let h = 0; h < HIDDEN; h++) {
            let inner = p[biasAt + h]!;
            for (let f = 0, at = h * size; f < size; f++, at++) inner += p[at]! * x[f]!;
            hidden[h] = Math.tanh(inner);
            score += p[outAt + h]! * hidden[h]!;
          }
          const slope = ((1 / (1 + Math.exp(-score)) - examples[e]!.target) * examples[e]!.weight) / total;
          g[parameters - 1]! += slope;
          for (let h = 0; h < HIDDEN; h++) {
            g[outAt + h]! += slope * hidden[h]!;
            const back = slope * p[outAt + h]! * (1 - hidden[h]! ** 2);
            g[biasAt + h]! += back;
            for (let f = 0, at = h * size; f < size; f++, at++) g[at]! += back * x[f]!;
          }
        }
        for (let h = 0; h < HIDDEN; h++) g[outAt + h]! += penalty * p[outAt + h]!;
      },
      penalty,
      biasAt,
      { start, rate: 0.02, rounds: 450 },
    );
    for (let h = 0; h < HIDDEN; h++) {
      const row = Array.from({ length: size }, (_, f) => w[h * size + f]! * scale[f]!);
      result.hidden.push(row);
      result.hiddenBias.push(w[biasAt + h]! - row.reduce((sum, value, f) => sum + value * mean[f]!, 0));
      result.out.push(w[outAt + h]! / NETWORKS);
    }
    result.bias += w[parameters - 1]! / NETWORKS;
  }
  return result;
}
