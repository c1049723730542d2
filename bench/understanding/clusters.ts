import { seeded } from "../../text/hearing/model/fit.ts";
import { groupsOf, likenesses } from "../../text/hearing/similar.ts";

export interface ClusterRow {
  id: string;
  text: string;
  cluster: string | null;
}

interface Half {
  rows: ClusterRow[];
  all: Float64Array;
}

interface Score {
  f1: number;
  alone: number;
}

/** Pairwise F1, and the share of lone messages that were left alone. */
function scoreOf(half: Half, threshold: number): Score {
  const { rows } = half;
  const groupOf = new Int32Array(rows.length);
  const groups = groupsOf(half.all, rows.length, threshold);
  groups.forEach((group, number) => {
    for (const i of group) groupOf[i] = number;
  });
  let both = 0;
  let either = 0;
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const gold = rows[i]!.cluster !== null && rows[i]!.cluster === rows[j]!.cluster;
      const found = groupOf[i] === groupOf[j];
      if (gold && found) both++;
      either += Number(gold) + Number(found);
    }
  }
  const lone = rows.flatMap((row, i) => (row.cluster === null ? [i] : []));
  const left = lone.filter((i) => groups[groupOf[i]!]!.length === 1).length;
  return { f1: either > 0 ? (2 * both) / either : 1, alone: left / (lone.length || 1) };
}

const THRESHOLDS = Array.from({ length: 50 }, (_, i) => 0.03 + i * 0.01);

/** The middle of the thresholds that do best. */
function fitted(half: Half): number {
  const scores = THRESHOLDS.map((threshold) => {
    const { f1, alone } = scoreOf(half, threshold);
    return f1 + alone;
  });
  const top = Math.max(...scores) - 0.005;
  const good = THRESHOLDS.filter((_, i) => scores[i]! >= top);
  return good[Math.floor(good.length / 2)]!;
}

const halfOf = (rows: ClusterRow[]): Half => ({ rows, all: likenesses(rows.map(({ text }) => text)) });

/** Threshold fitted on one half of the problems and lone messages, scored on the other, both ways, over `splits` cuts. */
export function benchClusters(rows: ClusterRow[], splits = 10): Score & { threshold: number; worstF1: number } {
  const problems = [...new Set(rows.flatMap((row) => (row.cluster === null ? [] : [row.cluster])))].sort();
  const scores: Score[] = [];
  const thresholds: number[] = [];
  for (let split = 0; split < splits; split++) {
    const random = seeded(split + 1);
    const keyed = problems.map((problem) => ({ problem, key: random() })).sort((a, b) => a.key - b.key);
    const first = new Set(keyed.slice(0, Math.floor(keyed.length / 2)).map(({ problem }) => problem));
    const inFirst = rows.map((row) => (row.cluster === null ? random() < 0.5 : first.has(row.cluster)));
    const a = halfOf(rows.filter((_, i) => inFirst[i]));
    const b = halfOf(rows.filter((_, i) => !inFirst[i]));
    for (const [fit, test] of [
      [a, b],
      [b, a],
    ] as const) {
      const threshold = fitted(fit);
      thresholds.push(threshold);
      scores.push(scoreOf(test, threshold));
    }
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    f1: mean(scores.map(({ f1 }) => f1)),
    alone: mean(scores.map(({ alone }) => alone)),
    threshold: mean(thresholds),
    worstF1: Math.min(...scores.map(({ f1 }) => f1)),
  };
}
