import { findKey } from "./postings.ts";
import { buildSegment, docText, readDoc, type SearchDoc, type Segment } from "./segment.ts";

/** A searchable catalogue: one or more segments, read-only; a change makes a new one that shares the old parts. */
export interface PolicyIndex {
  segments: Segment[];
  /** id → where the living copy of the document stands. */
  place: Map<string, { segment: number; doc: number }>;
  passages: number;
  docs: number;
  meanPassage: number;
  meanDoc: number;
  meanTitle: number;
}

/** A catalogue is rebuilt into one segment when changes have left this many behind. */
const MOST_SEGMENTS = 12;

export function assemble(segments: Segment[]): PolicyIndex {
  const place = new Map<string, { segment: number; doc: number }>();
  let passages = 0;
  let passageTokens = 0;
  let docs = 0;
  let titleTokens = 0;
  segments.forEach((segment, s) => {
    for (let d = 0; d < segment.heads.length; d++) {
      if (segment.dead[d]) continue;
      place.set(segment.heads[d]!.id, { segment: s, doc: d });
      docs++;
      passages += segment.docPass[d + 1]! - segment.docPass[d]!;
      passageTokens += segment.docLength[d]!;
      titleTokens += segment.titleLength[d]!;
    }
  });
  return {
    segments,
    place,
    passages,
    docs,
    meanPassage: passageTokens / Math.max(1, passages),
    meanDoc: passageTokens / Math.max(1, docs),
    meanTitle: titleTokens / Math.max(1, docs),
  };
}

/** Builds an index. Of documents with the same id the last one counts. */
export function buildIndex(docs: SearchDoc[]): PolicyIndex {
  const unique = new Map(docs.map((doc) => [doc.id, doc]));
  return assemble([buildSegment([...unique.values()])]);
}

export interface IndexChange {
  /** Added, or put in the place of the document with the same id. */
  put?: SearchDoc[];
  remove?: string[];
}

/** The index after a change; cost grows with the change, not with the catalogue. The old index stays usable. */
export function updateIndex(index: PolicyIndex, { put = [], remove = [] }: IndexChange): PolicyIndex {
  const incoming = new Map(put.map((doc) => [doc.id, doc]));
  const gone = new Set([...incoming.keys(), ...remove]);
  const segments = index.segments.map((segment, s) => {
    const dying = [...gone].flatMap((id) => {
      const at = index.place.get(id);
      return at?.segment === s ? [at.doc] : [];
    });
    if (!dying.length) return segment;
    const dead = segment.dead.slice();
    for (const doc of dying) dead[doc] = 1;
    return { ...segment, dead };
  });
  if (incoming.size) segments.push(buildSegment([...incoming.values()]));
  const kept = segments.filter((segment) => segment.dead.includes(0));
  return assemble(kept.length > MOST_SEGMENTS ? compact(kept) : kept);
}

/** The small segments become one; the largest, which holds most of the catalogue, stays unless half of it is dead. */
function compact(segments: Segment[]): Segment[] {
  const living = (segment: Segment) => segment.dead.reduce((n, dead) => n + (dead ? 0 : 1), 0);
  const largest = segments.reduce((a, b) => (living(b) > living(a) ? b : a));
  const keep = living(largest) * 2 > largest.heads.length ? [largest] : [];
  const docs = segments.filter((segment) => !keep.includes(segment)).flatMap(livingDocs);
  return docs.length ? [...keep, buildSegment(docs)] : keep;
}

const livingDocs = (segment: Segment): SearchDoc[] =>
  segment.heads.flatMap((_, d) => (segment.dead[d] ? [] : [readDoc(segment, d)]));

/** The text that `start` and `end` of a hit point into; undefined for a document that the index does not hold. */
export function textOf(index: PolicyIndex, id: string): string | undefined {
  const at = index.place.get(id);
  return at && docText(readDoc(index.segments[at.segment]!, at.doc));
}

/** Passages that hold the token, over all segments (dead ones too: they leave with the next merge). */
export function frequency(index: PolicyIndex, key: number): number {
  let sum = 0;
  for (const { body } of index.segments) {
    const at = findKey(body.keys, key);
    if (at >= 0) sum += body.offsets[at + 1]! - body.offsets[at]!;
  }
  return sum;
}
