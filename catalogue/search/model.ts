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

export interface NetworkWeights {
  inputs: string[];
  /** One row a hidden unit, one number an input. */
  hidden: number[][];
  hiddenBias: number[];
  out: number[];
  bias: number;
}

/** A network with one hidden layer; gives the logarithm of the odds. */
export class Network {
  private readonly hidden: Float64Array[];

  constructor(
    names: readonly string[],
    readonly weights: NetworkWeights,
  ) {
    if (weights.inputs.join() !== names.join())
      throw new Error("the model was trained on other features than the search computes: train it again");
    this.hidden = weights.hidden.map((row) => Float64Array.from(row));
  }

  score(features: ArrayLike<number>): number {
    let sum = this.weights.bias;
    this.hidden.forEach((row, h) => {
      let inner = this.weights.hiddenBias[h]!;
      for (let f = 0; f < row.length; f++) inner += row[f]! * features[f]!;
      sum += this.weights.out[h]! * Math.tanh(inner);
    });
    return sum;
  }
}
