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

const ROUNDS = 400;

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

/** Adam on the mean loss plus a squared penalty; full batches, so the result does not hang on chance. */
function descend(
  size: number,
  gradient: (w: Float64Array, into: Float64Array) => void,
  penalty: number,
  free: number,
): Float64Array {
  const w = new Float64Array(size);
  const g = new Float64Array(size);
  const m = new Float64Array(size);
  const v = new Float64Array(size);
  for (let round = 1; round <= ROUNDS; round++) {
    g.fill(0);
    gradient(w, g);
    const rate = 0.06 * Math.min(1, (2 * (ROUNDS - round)) / ROUNDS + 0.02);
    for (let f = 0; f < size; f++) {
      const slope = g[f]! + (f < free ? penalty * w[f]! : 0);
      m[f] = 0.9 * m[f]! + 0.1 * slope;
      v[f] = 0.99 * v[f]! + 0.01 * slope * slope;
      w[f]! -= (rate * (m[f]! / (1 - 0.9 ** round))) / (Math.sqrt(v[f]! / (1 - 0.99 ** round)) + 1e-8);
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

/** Logistic regression; the bias is not penalised. */
export function fitLogistic(
  names: readonly string[],
  examples: Example[],
  penalty: number,
): { weights: Record<string, number>; bias: number } {
  const size = names.length;
  const scale = scales(
    size,
    examples.map((example) => example.x),
  );
  const total = examples.reduce((sum, example) => sum + example.weight, 0);
  const w = descend(
    size + 1,
    (weights, g) => {
      for (const { x, target, weight } of examples) {
        let score = weights[size]!;
        for (let f = 0; f < size; f++) score += weights[f]! * scale[f]! * x[f]!;
        const slope = ((1 / (1 + Math.exp(-score)) - target) * weight) / total;
        for (let f = 0; f < size; f++) g[f]! += slope * scale[f]! * x[f]!;
        g[size]! += slope;
      }
    },
    penalty,
    size,
  );
  return { weights: Object.fromEntries(names.map((name, f) => [name, w[f]! * scale[f]!])), bias: w[size]! };
}
