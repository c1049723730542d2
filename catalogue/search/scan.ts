import type { Weighed } from "./candidates.ts";
import { fold } from "./fold.ts";
import type { Question } from "./question.ts";
import { docEnd, type Segment } from "./segment.ts";
import { tokenBuffer, tokenise } from "./tokens.ts";

const buffer = tokenBuffer(65536);

/** Finds a question's terms in texts, and says how much of the question a set of terms covers. */
export class Scanner {
  private readonly slot = new Uint8Array(65536);
  private readonly chain: Map<number, number>;
  private readonly marks: Uint8Array;
  private readonly stood: Float64Array;
  private readonly atomWeights: Float64Array;
  readonly total: number;

  constructor(
    readonly question: Question,
    readonly weighed: Weighed,
  ) {
    this.chain = new Map(question.terms.map((term, t) => [term.key, t]));
    for (const { key } of question.terms) this.slot[(key ^ (key >>> 16)) & 0xffff] = 1;
    this.marks = new Uint8Array(question.terms.length);
    this.stood = new Float64Array(question.standIns.length);
    this.atomWeights = Float64Array.from(question.atoms, (atom) => atom.weight * Math.min(9, weighed.idf[atom.term]!));
    this.total = this.atomWeights.reduce((a, b) => a + b, 0) || 1;
  }

  /** Terms of the question in a short text. */
  inText(text: string): number[] {
    return this.inCodes(fold(text), 0, text.length).terms;
  }

  /** Terms of each sentence of a document, as a list with offsets (`at[i] … at[i + 1]` for the i-th sentence). */
  inDoc(segment: Segment, doc: number): { terms: number[]; at: Uint32Array } {
    const first = segment.docSent[doc]!;
    const count = segment.docSent[doc + 1]! - first;
    const at = new Uint32Array(count + 1);
    const found = this.inCodes(segment.codes, segment.docStart[doc]!, docEnd(segment, doc));
    let s = 0;
    const terms: number[] = [];
    for (let i = 0; i < found.terms.length; i++) {
      while (s + 1 < count && found.ends[i]! >= segment.sentStart[first + s + 1]!) at[++s] = terms.length;
      terms.push(found.terms[i]!);
    }
    while (s < count) at[++s] = terms.length;
    return { terms, at };
  }

  /** How much of the question's weight the marked terms cover, 0–1; `without` terms count for nothing. */
  coverage(terms: Iterable<number>, without?: Uint8Array): number {
    const { marks, stood, question, atomWeights } = this;
    marks.fill(0);
    for (const term of terms) marks[term] = 1;
    question.standIns.forEach((standIn, s) => {
      let held = 0;
      for (const term of standIn.terms) held += marks[term]!;
      const share = held / standIn.terms.length;
      stood[s] = standIn.weight * (share === 1 ? 1 : share * share * 0.7);
    });
    let sum = 0;
    let total = 0;
    for (let a = 0; a < question.atoms.length; a++) {
      const atom = question.atoms[a]!;
      if (without?.[a]) continue;
      let held: number = marks[atom.term]!;
      if (!held) for (const s of atom.standIns) if (stood[s]! > held) held = stood[s]!;
      sum += atomWeights[a]! * held;
      total += atomWeights[a]!;
    }
    return without ? sum / (total + 0.15 * this.total) : sum / (total || 1);
  }

  /** Of the terms marked last: the longest run of neighbouring atoms, in atoms. */
  longestRun(): number {
    let longest = 0;
    let run = 0;
    for (const { term } of this.question.atoms) {
      run = this.marks[term] ? run + 1 : 0;
      if (run > longest) longest = run;
    }
    return longest;
  }

  /** Of the terms marked last: the weightiest atom covered, against the weightiest of the question. */
  weightiest(): number {
    let held = 0;
    let most = 0.001;
    this.question.atoms.forEach(({ term }, a) => {
      const weight = this.atomWeights[a]!;
      if (weight > most) most = weight;
      if (weight > held && this.marks[term]) held = weight;
    });
    return held / most;
  }

  /** Weight of the weightiest atom that these terms do not cover, against the mean of all. */
  uncovered(terms: Iterable<number>): number {
    const held = this.covered(terms);
    let most = 0;
    for (let a = 0; a < held.length; a++) if (!held[a] && this.atomWeights[a]! > most) most = this.atomWeights[a]!;
    return most / 9;
  }

  /** 1 for each atom that these terms cover by half or more. */
  covered(terms: Iterable<number>): Uint8Array {
    this.coverage(terms);
    return Uint8Array.from(this.question.atoms, (atom) => {
      if (this.marks[atom.term]) return 1;
      return atom.standIns.some((s) => this.stood[s]! >= 0.4) ? 1 : 0;
    });
  }

  private inCodes(codes: Uint16Array, from: number, to: number): { terms: number[]; ends: number[] } {
    const terms: number[] = [];
    const ends: number[] = [];
    const step = buffer.keys.length >> 1;
    for (let start = from; start < to; start += step - 2) {
      tokenise(codes, start, Math.min(to, start + step - 1), buffer);
      const { keys, length } = buffer;
      for (let i = 0; i < length; i++) {
        const key = keys[i]!;
        if (!this.slot[(key ^ (key >>> 16)) & 0xffff]) continue;
        const term = this.chain.get(key);
        if (term === undefined) continue;
        terms.push(term);
        ends.push(buffer.ends[i]!);
      }
    }
    return { terms, ends };
  }
}
