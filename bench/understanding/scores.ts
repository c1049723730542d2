export interface ClassScores {
  accuracy: number;
  /** Mean F1 over the labels that occur in the gold. */
  macroF1: number;
  f1: Map<string, number>;
}

/** Scores of single-label predictions, joined by position. */
export function classScores(gold: readonly string[], predicted: readonly string[]): ClassScores {
  const f1 = new Map<string, number>();
  for (const label of new Set(gold)) {
    let both = 0;
    let either = 0;
    gold.forEach((is, i) => {
      if (is === label && predicted[i] === label) both++;
      if (is === label) either++;
      if (predicted[i] === label) either++;
    });
    f1.set(label, (2 * both) / either);
  }
  const right = gold.filter((label, i) => label === predicted[i]).length;
  const mean = [...f1.values()].reduce((sum, value) => sum + value, 0) / (f1.size || 1);
  return { accuracy: right / (gold.length || 1), macroF1: mean, f1 };
}
