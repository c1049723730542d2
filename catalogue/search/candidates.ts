import { frequency, type PolicyIndex } from "./index.ts";
import { findKey } from "./postings.ts";
import type { Question } from "./question.ts";
import type { Segment } from "./segment.ts";

/** How often tokens occur in official texts at large: a town's ten policies cannot tell common words from rare ones. */
export interface Background {
  keys: Uint32Array;
  counts: Uint32Array;
  passages: number;
}

export interface Candidate {
  segment: Segment;
  doc: number;
  /** Best and second-best passage, whole document, title: BM25. */
  best: number;
  second: number;
  whole: number;
  title: number;
  /** The mixture by which candidates were chosen. */
  score: number;
}

export interface Weighed {
  /** Rarity of each term of the question. */
  idf: Float64Array;
  /** What a text that repeats all terms would score. */
  ideal: number;
}

const K1 = 0.9;
const B = 0.4;
const K1_DOC = 1.2;
const B_DOC = 0.6;

export function weigh(index: PolicyIndex, question: Question, background: Background): Weighed {
  const idf = new Float64Array(question.terms.length);
  const total = index.passages + background.passages;
  let ideal = 0;
  question.terms.forEach((term, t) => {
    const at = findKey(background.keys, term.key);
    const held = frequency(index, term.key) + (at >= 0 ? background.counts[at]! : 0);
    idf[t] = Math.log(1 + (total - held + 0.5) / (held + 0.5));
    ideal += term.weight * idf[t]! * 1.4;
  });
  return { idf, ideal };
}

/** The `limit` documents most like the question, best first. */
export function candidates(index: PolicyIndex, question: Question, weighed: Weighed, limit: number): Candidate[] {
  const top: Candidate[] = [];
  for (const segment of index.segments) collect(index, segment, question, weighed, limit, top);
  return top.sort((a, b) => b.score - a.score).slice(0, limit);
}

/** Used anew by every question: fresh arrays of this size make the collector stop the slow ones. */
const pool = { score: new Float32Array(0), whole: new Float32Array(0), title: new Float32Array(0) };

function collect(
  index: PolicyIndex,
  segment: Segment,
  question: Question,
  { idf }: Weighed,
  limit: number,
  top: Candidate[],
): void {
  const docs = segment.heads.length;
  const passages = segment.passLength.length;
  const passDoc = passagesOf(segment);
  if (pool.score.length < passages) pool.score = new Float32Array(passages + (passages >> 2));
  if (pool.whole.length < docs) {
    pool.whole = new Float32Array(docs + (docs >> 2));
    pool.title = new Float32Array(docs + (docs >> 2));
  }
  const { score, whole, title } = pool;
  score.fill(0, 0, passages);
  whole.fill(0, 0, docs);
  title.fill(0, 0, docs);
  const norm = passageNorm(segment, index.meanPassage);
  for (let t = 0; t < question.terms.length; t++) {
    const { key, weight } = question.terms[t]!;
    const gain = weight * idf[t]!;
    if (gain <= 0.02) continue;
    addBody(segment, index.meanDoc, key, gain, passDoc, norm, score, whole);
    const { titles, titleLength } = segment;
    const inTitles = findKey(titles.keys, key);
    if (inTitles < 0) continue;
    for (let i = titles.offsets[inTitles]!; i < titles.offsets[inTitles + 1]!; i++) {
      const doc = titles.units[i]!;
      title[doc] = title[doc]! + (gain * 1.9) / (1 + 0.9 * (0.5 + (0.5 * titleLength[doc]!) / index.meanTitle));
    }
  }
  let least = top.length >= limit ? Math.min(...top.map((candidate) => candidate.score)) : Number.NEGATIVE_INFINITY;
  for (let doc = 0; doc < docs; doc++) {
    if (segment.dead[doc]) continue;
    let best = 0;
    let second = 0;
    const end = segment.docPass[doc + 1]!;
    for (let p = segment.docPass[doc]!; p < end; p++) {
      const value = score[p]!;
      if (value > best) {
        second = best;
        best = value;
      } else if (value > second) second = value;
    }
    if (best <= 0 && title[doc]! <= 0) continue;
    const mixed = best + 0.15 * second + 0.35 * whole[doc]! + 0.5 * title[doc]!;
    if (mixed <= least) continue;
    top.push({ segment, doc, best, second, whole: whole[doc]!, title: title[doc]!, score: mixed });
    if (top.length >= limit * 3) {
      top.sort((a, b) => b.score - a.score);
      top.length = limit;
      least = top[limit - 1]!.score;
    }
  }
}

/** Adds one term's worth to every passage and document that holds it. */
function addBody(
  { body, docLength }: Segment,
  meanDoc: number,
  key: number,
  gain: number,
  passDoc: Uint32Array,
  norm: Float32Array,
  score: Float32Array,
  whole: Float32Array,
): void {
  const at = findKey(body.keys, key);
  if (at < 0) return;
  const { units, counts } = body;
  const end = body.offsets[at + 1]!;
  const most = gain * (K1 + 1);
  let doc = -1;
  let inDoc = 0;
  for (let i = body.offsets[at]!; i < end; i++) {
    const passage = units[i]!;
    const count = counts[i]!;
    score[passage] = score[passage]! + (most * count) / (count + norm[passage]!);
    const of = passDoc[passage]!;
    if (of !== doc) {
      if (doc >= 0) whole[doc] = whole[doc]! + saturate(inDoc, docLength[doc]!, meanDoc) * gain;
      doc = of;
      inDoc = 0;
    }
    inDoc += count;
  }
  if (doc >= 0) whole[doc] = whole[doc]! + saturate(inDoc, docLength[doc]!, meanDoc) * gain;
}

const saturate = (count: number, length: number, mean: number): number =>
  ((K1_DOC + 1) * count) / (count + K1_DOC * (1 - B_DOC + (B_DOC * length) / mean));

const passageDocs = new WeakMap<Uint32Array, Uint32Array>();

function passagesOf(segment: Segment): Uint32Array {
  let map = passageDocs.get(segment.docPass);
  if (!map) {
    map = new Uint32Array(segment.passLength.length);
    for (let doc = 0; doc < segment.heads.length; doc++)
      map.fill(doc, segment.docPass[doc]!, segment.docPass[doc + 1]!);
    passageDocs.set(segment.docPass, map);
  }
  return map;
}

const norms = new WeakMap<Uint16Array, { mean: number; norm: Float32Array }>();

function passageNorm(segment: Segment, mean: number): Float32Array {
  const known = norms.get(segment.passLength);
  if (known && Math.abs(known.mean - mean) < 0.02 * mean) return known.norm;
  const norm = Float32Array.from(segment.passLength, (length) => K1 * (1 - B + (B * length) / mean));
  norms.set(segment.passLength, { mean, norm });
  return norm;
}
