import type { Candidate } from "./candidates.ts";
import { KINDS } from "./kinds.ts";
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

const PREAMBLE =
  /^[\s　]*(?:为(?:了)?(?:深入|进一步|全面|认真|贯彻|落实|规范|加强|做好|切实|加快|推动|有效|更好)|根据|按照|依据|现将|各市|各县|各有关|以习近平|坚持以)/;
const TAIL = /自.{0,20}(?:施行|实施|执行)|负责解释|同时废止|此件|特此通知|抄送/;

export interface Sentences {
  /** First sentence of the document in its segment. */
  first: number;
  count: number;
  /** Row per sentence; sentences of no interest have `used` 0. */
  features: Float64Array;
  used: Uint8Array;
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

/** Looks at every sentence of a candidate that has a word of the question or the kind of answer asked for. */
export function readSentences(scanner: Scanner, { segment, doc }: Candidate, titleTerms: number[]): Sentences {
  const { question } = scanner;
  const first = segment.docSent[doc]!;
  const count = segment.docSent[doc + 1]! - first;
  const { terms, at } = scanner.inDoc(segment, doc);
  const features = new Float64Array(count * F);
  const used = new Uint8Array(count);
  const titled = scanner.covered(titleTerms);
  const heads = [-1, -1, -1, -1, -1];
  const numbers = (question.text.match(/\d+(?:\.\d+)?/g) ?? []).filter(
    (n) => !question.years.some((year) => String(year).endsWith(n)),
  );
  const asked = question.kinds;
  const askedCount = Math.max(1, bitCount(asked));
  const own = (s: number): number[] => (s < 0 || s >= count ? [] : terms.slice(at[s]!, at[s + 1]!));
  const start = segment.docStart[doc]!;
  const size = Math.max(1, docEnd(segment, doc) - start);
  for (let s = 0; s < count; s++) {
    const level = segment.sentLevel[first + s]!;
    if (level) {
      heads[level] = s;
      heads.fill(-1, level + 1);
    }
    const held = segment.sentKinds[first + s]!;
    const mine = own(s);
    if (segment.sentGiven[first + s]) {
      const label = segment.labels[segment.sentLabel[first + s]!]!;
      mine.push(...scanner.inText(label));
    }
    if (!mine.length && !(held & asked)) continue;
    used[s] = 1;
    const row = s * F;
    const from = segment.sentStart[first + s]!;
    const to = sentenceEnd(segment, doc, first + s);
    const text = segment.text.slice(from, to);
    const cover = scanner.coverage(mine);
    const run = scanner.longestRun();
    const weightiest = scanner.weightiest();
    const headTerms = [...mine];
    for (const head of heads) if (head >= 0 && head < s) headTerms.push(...own(head));
    const before = own(s - 1);
    const after = own(s + 1);
    const coverHeads = headTerms.length > mine.length ? scanner.coverage(headTerms) : cover;
    const values = [
      cover,
      before.length ? scanner.coverage([...mine, ...before]) - cover : 0,
      after.length ? scanner.coverage([...mine, ...after]) - cover : 0,
      coverHeads - cover,
      scanner.coverage([...headTerms, ...before, ...after, ...own(s - 2), ...own(s + 2)]) - coverHeads,
      scanner.coverage(mine, titled),
      headTerms.length > mine.length ? scanner.coverage(headTerms, titled) : scanner.coverage(mine, titled),
      weightiest,
      Math.min(run, 8) / 8,
      numbers.length ? numbers.filter((n) => text.includes(n)).length / numbers.length : 0,
      bitCount(held & asked) / askedCount,
      asked && !(held & asked) ? 1 : 0,
      asked && (segment.sentKinds[first + s + 1] ?? 0) & asked ? 1 : 0,
      /\d/.test(text) ? 1 : 0,
      Math.log(1 + to - from) / 6,
      (from - start) / size,
      s < 2 && count > 4 ? 1 : 0,
      PREAMBLE.test(text) ? 1 : 0,
      level > 0 && to - from < 28 ? 1 : 0,
      level > 0 ? 1 : 0,
      TAIL.test(text) ? 1 : 0,
      question.years.some((year) => text.includes(String(year))) ? 1 : 0,
    ];
    features.set(values, row);
    for (let bit = 0; bit < KINDS.length; bit++) {
      const flag = 1 << bit;
      if (asked & flag && held & flag) features[row + values.length + bit] = 1;
      if (held & flag) features[row + values.length + KINDS.length + bit] = 1;
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
  /** Log of the sum of all sentences' exponentials. */
  sum: number;
}

/** The best passages of a document, best first, not overlapping. */
export function choosePassages(model: Linear, segment: Segment, doc: number, read: Sentences, limit: number): Chosen {
  const { count, features, used, first } = read;
  const scores = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  let peak = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < count; s++) {
    if (!used[s]) continue;
    scores[s] = model.score(features, s * F);
    if (scores[s]! > peak) peak = scores[s]!;
  }
  if (peak === Number.NEGATIVE_INFINITY) {
    scores.fill(0);
    peak = 0;
  }
  let sum = 0;
  const share = scores.map((score) => {
    const value = Math.exp(score - peak);
    sum += value;
    return value;
  });
  for (let s = 0; s < count; s++) share[s] = share[s]! / sum;
  const windows: Window[] = [];
  const taken = new Uint8Array(count);
  while (windows.length < limit) {
    const window = bestWindow(segment, doc, first, count, share, taken);
    if (!window) break;
    windows.push(window);
    taken.fill(1, window.from, window.to);
  }
  return { windows, peak, sum: Math.log(sum) + peak };
}

function bestWindow(
  segment: Segment,
  doc: number,
  first: number,
  count: number,
  share: Float64Array,
  taken: Uint8Array,
): Window | undefined {
  let best: Window | undefined;
  for (let from = 0; from < count; from++) {
    if (taken[from]) continue;
    const start = segment.sentStart[first + from]!;
    let mass = 0;
    let anchor = from;
    let to = from;
    while (to < count && !taken[to]) {
      if (to > from && segment.sentGiven[first + to]) break;
      if (sentenceEnd(segment, doc, first + to) - start > LONGEST_PASSAGE && to > from) break;
      mass += share[to]!;
      if (share[to]! > share[anchor]!) anchor = to;
      to++;
    }
    // A window that opens at a numbered part reads better; worth no more than a hair.
    const tidy = segment.sentLevel[first + from] ? 1.002 : 1;
    if (!best || mass * tidy > best.mass * 1.0001)
      best = { start, end: sentenceEnd(segment, doc, first + to - 1), mass: mass * tidy, from, to, anchor };
  }
  if (!best || best.mass <= 0) return undefined;
  const raw = segment.text.slice(best.start, best.end);
  const lead = raw.length - raw.trimStart().length;
  return { ...best, mass: Math.min(1, best.mass), start: best.start + lead, end: best.start + raw.trimEnd().length };
}
