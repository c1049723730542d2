/** A linear model whose weights are kept by the names of what they weigh. */
export class Linear {
  private readonly weights: Float64Array;

  constructor(
    names: readonly string[],
    readonly named: Record<string, number>,
    readonly bias = 0,
  ) {
    const unknown = Object.keys(named).filter((name) => !names.includes(name));
    if (unknown.length) throw new Error(`model weighs features that do not exist: ${unknown.join(", ")}`);
    this.weights = Float64Array.from(names, (name) => named[name] ?? 0);
  }

  score(features: ArrayLike<number>, at = 0): number {
    let sum = this.bias;
    for (let f = 0; f < this.weights.length; f++) sum += this.weights[f]! * features[at + f]!;
    return sum;
  }
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
