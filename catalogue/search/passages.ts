import type { Candidate } from "./candidates.ts";
import { CLOSING, FIGURES, KINDS, OPENING } from "./kinds.ts";
import type { Linear } from "./model.ts";
import type { Scanner } from "./scan.ts";
import { docEnd, type Segment, sentenceEnd } from "./segment.ts";

/** What is known of one sentence against one question, in this order; the model's weights carry these names. */
export const SENTENCE_FEATURES = [
  "cover",
  "cover_before",
  "cover_after",
  "cover_heads",
  "cover_around",
  "cover_new",
  "cover_new_heads",
  "weightiest",
  "run",
  "numbers",
  "kinds",
  "kinds_missed",
  "kinds_beside",
  "digits",
  "length",
  "place_in_doc",
  "opening",
  "preamble",
  "heading",
  "numbered",
  "tail",
  "year",
  ...KINDS.map((kind) => `asks_${kind}`),
  ...KINDS.map((kind) => `holds_${kind}`),
] as const;

/** No passage is longer: a reader in a chat window, and the longest that is scored. */
export const LONGEST_PASSAGE = 396;

export interface Sentences {
  /** First sentence of the document in its segment. */
  first: number;
  count: number;
  /** Row per sentence of interest, in the order of `used`. */
  features: Float64Array;
  /** The sentences of interest, ascending. */
  used: Uint32Array;
  /** Terms of the whole document and of single sentences. */
  terms: number[];
  at: Uint32Array;
}

const F = SENTENCE_FEATURES.length;

function bitCount(mask: number): number {
  let n = 0;
  for (let m = mask; m; m &= m - 1) n++;
  return n;
}

const NONE: number[] = [];

/** Terms in the labels that the source gave to its clauses, by the sentence that the clause begins with. */
function labelTerms(
  scanner: Scanner,
  segment: Segment,
  first: number,
  count: number,
): Map<number, number[]> | undefined {
  let found: Map<number, number[]> | undefined;
  for (let s = 0; s < count; s++) {
    if (!segment.sentGiven[first + s]) continue;
    const terms = scanner.inText(segment.labels[segment.sentLabel[first + s]!]!);
    if (!terms.length) continue;
    found ??= new Map();
    found.set(s, terms);
  }
  return found;
}

/** Looks at every sentence of a candidate that has a word of the question or the kind of answer asked for. */
export function readSentences(scanner: Scanner, { segment, doc }: Candidate, titleTerms: number[]): Sentences {
  const { question } = scanner;
  const first = segment.docSent[doc]!;
  const count = segment.docSent[doc + 1]! - first;
  const { terms, at } = scanner.inDoc(segment, doc);
  const asked = question.kinds;
  const askedCount = Math.max(1, bitCount(asked));
  const labelled = labelTerms(scanner, segment, first, count);
  const kept: number[] = [];
  for (let s = 0; s < count; s++)
    if (at[s] !== at[s + 1] || labelled?.has(s) || segment.sentKinds[first + s]! & asked) kept.push(s);
  const used = Uint32Array.from(kept);
  const features = new Float64Array(used.length * F);
  const titled = scanner.covered(titleTerms);
  const left = scanner.left(titled);
  scanner.focus(labelled ? [...terms, ...labelled.values()].flat() : terms);
  const heads = [-1, -1, -1, -1, -1];
  const numbers = (question.text.match(/\d+(?:\.\d+)?/g) ?? []).filter(
    (n) => !question.years.some((year) => String(year).endsWith(n)),
  );
  const start = segment.docStart[doc]!;
  const size = Math.max(1, docEnd(segment, doc) - start);
  /** Marks a sentence beside; false when that adds nothing. */
  const markSentence = (s: number): boolean => s >= 0 && s < count && scanner.mark(terms, at[s]!, at[s + 1]!);
  let next = 0;
  for (let s = 0; s < count && next < used.length; s++) {
    const level = segment.sentLevel[first + s]!;
    if (level) {
      heads[level] = s;
      heads.fill(-1, level + 1);
    }
    if (used[next] !== s) continue;
    const held = segment.sentKinds[first + s]!;
    const label = labelled?.get(s) ?? NONE;
    let f = next++ * F;
    const from = segment.sentStart[first + s]!;
    const to = sentenceEnd(segment, doc, first + s);
    const marks = segment.sentMarks[first + s]!;
    const markOwn = () => {
      scanner.clear();
      scanner.mark(terms, at[s]!, at[s + 1]!);
      scanner.mark(label, 0, label.length);
    };
    markOwn();
    const cover = scanner.cover();
    const coverNew = scanner.coverWithout(titled, left);
    features[f++] = cover;
    const run = scanner.longestRun();
    const weightiest = scanner.weightiest();
    const beforeAdds = markSentence(s - 1);
    features[f++] = beforeAdds ? scanner.cover() - cover : 0;
    if (beforeAdds) markOwn();
    const afterAdds = markSentence(s + 1);
    features[f++] = afterAdds ? scanner.cover() - cover : 0;
    if (afterAdds) markOwn();
    let coverHeads = cover;
    let coverNewHeads = coverNew;
    let headed = false;
    for (let depth = 1; depth < 5; depth++) {
      const above = heads[depth]!;
      if (above >= 0 && above < s && markSentence(above)) headed = true;
    }
    if (headed) {
      coverHeads = scanner.cover();
      coverNewHeads = scanner.coverWithout(titled, left);
    }
    let around = false;
    for (const beside of [s - 1, s + 1, s - 2, s + 2]) if (markSentence(beside)) around = true;
    const coverAround = around ? scanner.cover() : coverHeads;
    features[f++] = coverHeads - cover;
    features[f++] = coverAround - coverHeads;
    features[f++] = coverNew;
    features[f++] = coverNewHeads;
    features[f++] = weightiest;
    features[f++] = Math.min(run, 8) / 8;
    const text = numbers.length || question.years.length ? segment.text.slice(from, to) : "";
    features[f++] = numbers.length ? numbers.filter((n) => text.includes(n)).length / numbers.length : 0;
    features[f++] = bitCount(held & asked) / askedCount;
    features[f++] = asked && !(held & asked) ? 1 : 0;
    features[f++] = asked && (segment.sentKinds[first + s + 1] ?? 0) & asked ? 1 : 0;
    features[f++] = marks & FIGURES ? 1 : 0;
    features[f++] = Math.log(1 + to - from) / 6;
    features[f++] = (from - start) / size;
    features[f++] = s < 2 && count > 4 ? 1 : 0;
    features[f++] = marks & OPENING ? 1 : 0;
    features[f++] = level > 0 && to - from < 28 ? 1 : 0;
    features[f++] = level > 0 ? 1 : 0;
    features[f++] = marks & CLOSING ? 1 : 0;
    features[f++] = question.years.some((year) => text.includes(String(year))) ? 1 : 0;
    for (let bit = 0; bit < KINDS.length; bit++) {
      const flag = 1 << bit;
      if (asked & flag && held & flag) features[f + bit] = 1;
      if (held & flag) features[f + KINDS.length + bit] = 1;
    }
  }
  return { first, count, features, used, terms, at };
}

export interface Window {
  /** Offsets in the segment's text, blanks at both ends left out. */
  start: number;
  end: number;
  /** How likely it holds the answer if the document does, 0–1. */
  mass: number;
  /** Sentences from–to (after the last), in the document's own count. */
  from: number;
  to: number;
  /** The sentence that weighs most. */
  anchor: number;
}

export interface Chosen {
  windows: Window[];
  /** The best sentence's score before it is made a share. */
  peak: number;
  /** How the document's probability is spread over its sentences. */
  share: Float64Array;
  taken: Uint8Array;
}

/** The best passage of a document; `morePassages` finds the next ones. */
export function choosePassage(model: Linear, segment: Segment, doc: number, read: Sentences): Chosen {
  const { count, features, used } = read;
  const share = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  let peak = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < used.length; row++) {
    const score = model.score(features, row * F);
    share[used[row]!] = score;
    if (score > peak) peak = score;
  }
  if (peak === Number.NEGATIVE_INFINITY) {
    share.fill(0);
    peak = 0;
  }
  let sum = 0;
  for (let s = 0; s < count; s++) {
    share[s] = Math.exp(share[s]! - peak);
    sum += share[s]!;
  }
  for (let s = 0; s < count; s++) share[s] = share[s]! / sum;
  const chosen: Chosen = { windows: [], peak, share, taken: new Uint8Array(count) };
  morePassages(chosen, segment, doc, read, 1);
  return chosen;
}

/** Passages up to `limit`, best first, not overlapping. */
export function morePassages(chosen: Chosen, segment: Segment, doc: number, read: Sentences, limit: number): void {
  while (chosen.windows.length < limit) {
    const window = bestWindow(segment, doc, read.first, read.count, chosen.share, chosen.taken);
    if (!window) return;
    chosen.windows.push(window);
    chosen.taken.fill(1, window.from, window.to);
  }
}

/** What an answer that begins in one sentence leaves to the next two: it is cut off oftener than it is led up to. */
const RUNS_ON = [0.2, 0.05] as const;

const worthOf = (share: Float64Array, s: number): number =>
  share[s]! + RUNS_ON[0] * (share[s - 1] ?? 0) + RUNS_ON[1] * (share[s - 2] ?? 0);

function bestWindow(
  segment: Segment,
  doc: number,
  first: number,
  count: number,
  share: Float64Array,
  taken: Uint8Array,
): Window | undefined {
  const { sentStart, sentGiven, sentLevel } = segment;
  const docStop = docEnd(segment, doc);
  let best = -1;
  let bestTo = 0;
  let bestWorth = 0;
  let to = 0;
  let worth = 0;
  for (let from = 0; from < count; from++) {
    if (taken[from]) continue;
    if (to <= from) {
      to = from;
      worth = 0;
    }
    const start = sentStart[first + from]!;
    while (to < count && !taken[to]) {
      if (to > from && sentGiven[first + to]) break;
      const end = to + 1 < count ? sentStart[first + to + 1]! : docStop;
      if (end - start > LONGEST_PASSAGE && to > from) break;
      worth += worthOf(share, to++);
    }
    // A window that opens at a numbered part reads better; worth no more than a hair.
    const value = worth * (sentLevel[first + from] ? 1.002 : 1);
    if (value > bestWorth * 1.0001) {
      best = from;
      bestTo = to;
      bestWorth = value;
    }
    worth -= worthOf(share, from);
  }
  if (best < 0) return undefined;
  let anchor = best;
  let mass = 0;
  for (let s = best; s < bestTo; s++) {
    mass += share[s]!;
    if (share[s]! > share[anchor]!) anchor = s;
  }
  const start = sentStart[first + best]!;
  const raw = segment.text.slice(start, sentenceEnd(segment, doc, first + bestTo - 1));
  return {
    start: start + raw.length - raw.trimStart().length,
    end: start + raw.trimEnd().length,
    mass: Math.min(1, mass),
    from: best,
    to: bestTo,
    anchor,
  };
}
