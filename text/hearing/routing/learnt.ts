import { TOPICS } from "./topics.ts";

/**
 * What clerks' re-assignments have taught, without the texts: how often a topic, and words, were moved to and from a body.
 * Written by `npm run learn`; belongs to one office.
 */
export interface Adjustments {
  /** How many re-assignments were read. */
  rows: number;
  /** Topic ("category/number in category", "category/*") → department → times moved to it, less times moved from it. */
  topics: Record<string, Record<string, number>>;
  /** Pair of characters → department → the same. Only pairs that occur twice. */
  words: Record<string, Record<string, number>>;
}

/** One re-assignment: what it was about, and from whom to whom a clerk moved it. */
export interface Reassignment {
  text: string;
  from: string;
  to: string;
}

export interface Evidence {
  /** What is to be added to the score of a department: −1.2 … 1.2. */
  for(department: string): number;
}

const NONE: Evidence = { for: () => 0 };
/** More than a duty that names the matter, once several clerks have agreed; less, after one slip. */
const MOST = 1.2;
const NEIGHBOUR = 0.75;

export function topicKey(number: number): string {
  const { category } = TOPICS[number]!;
  const first = TOPICS.findIndex((topic) => topic.category === category);
  return `${category}/${number - first}`;
}

/** All topics of a category together: what is learnt of one says something of its neighbours. */
function wholeKey(number: number): string {
  return `${TOPICS[number]!.category}/*`;
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of text.match(/[\u4e00-\u9fff]{2,}/g) ?? [])
    for (let at = 0; at + 2 <= run.length; at++) pairs.add(run.slice(at, at + 2));
  return pairs;
}

function add(table: Record<string, Record<string, number>>, key: string, department: string, amount: number): void {
  const row = table[key] ?? {};
  table[key] = row;
  row[department] = (row[department] ?? 0) + amount;
}

export function learnRoutes(rows: readonly Reassignment[]): Adjustments {
  const topics: Adjustments["topics"] = {};
  const words: Adjustments["words"] = {};
  const seen = new Map<string, number>();
  for (const { text, from, to } of rows) {
    if (from === to) continue;
    const keys = new Set<string>();
    TOPICS.forEach((topic, number) => {
      if (topic.said.test(text)) keys.add(topicKey(number)).add(wholeKey(number));
    });
    for (const key of keys) {
      add(topics, key, to, 1);
      add(topics, key, from, -1);
    }
    for (const pair of pairsOf(text)) {
      seen.set(pair, (seen.get(pair) ?? 0) + 1);
      add(words, pair, to, 1);
      add(words, pair, from, -1);
    }
  }
  for (const [pair, times] of seen) if (times < 2) delete words[pair];
  return { rows: rows.length, topics, words };
}

/** Moves of this kind so far, for and against each department; two that agree weigh half, eight nearly all. */
export function evidenceOf(
  learnt: Adjustments | undefined,
  text: string,
  active: readonly { topic: number; weight: number; said: boolean }[],
): Evidence {
  if (!learnt || learnt.rows === 0) return NONE;
  const pairs = [...pairsOf(text)];
  const heaviest = Math.max(...active.map(({ weight }) => weight), 0.01);
  const weightOf = (n: number) => Math.sign(n) * (Math.abs(n) / (Math.abs(n) + 2));
  return {
    for(department) {
      let most = 0;
      let least = 0;
      for (const { topic, weight, said } of active) {
        const own = said ? weightOf(learnt.topics[topicKey(topic)]?.[department] ?? 0) : 0;
        const whole = NEIGHBOUR * weightOf(learnt.topics[wholeKey(topic)]?.[department] ?? 0);
        const moved = (weight / heaviest) * (Math.abs(own) > Math.abs(whole) ? own : whole);
        most = Math.max(most, moved);
        least = Math.min(least, moved);
      }
      const known = pairs.filter((pair) => learnt.words[pair]?.[department] !== undefined);
      const byWord = known.reduce((sum, pair) => sum + weightOf(learnt.words[pair]![department]!), 0);
      const words = pairs.length > 0 ? byWord / pairs.length : 0;
      return Math.max(-MOST, Math.min(MOST, MOST * (0.8 * (most + least) + 1.5 * words)));
    },
  };
}
