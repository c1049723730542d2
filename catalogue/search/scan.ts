import type { Weighed } from "./candidates.ts";
import { ALNUM as ALNUM_CLASS, BLANK as BLANK_CLASS, CLASS as CLASSES, fold, HAN as HAN_CLASS } from "./fold.ts";
import type { Question } from "./question.ts";
import { docEnd, type Segment } from "./segment.ts";
import { tokenBuffer, tokenise } from "./tokens.ts";

// Bound here once, as in tokens.ts: looking them up in another module costs a fifth of the scan.
const CLASS = CLASSES;
const ALNUM = ALNUM_CLASS;
const BLANK = BLANK_CLASS;
const HAN = HAN_CLASS;

const buffer = tokenBuffer(65536);
const slot = new Uint8Array(65536);

/**
 * Finds a question's terms in texts, and says how much of the question a set of terms covers. `focus` first narrows
 * it to the terms of one document; then any number of `clear`, `mark`, `cover` on parts of that document are cheap.
 */
export class Scanner {
  private readonly chain: Map<number, number>;
  private readonly marks: Uint8Array;
  private readonly stood: Float64Array;
  private readonly atomTerm: Int32Array;
  private readonly atomWeight: Float64Array;
  private readonly atomStands: Int32Array[];
  private readonly standTerms: Int32Array[];
  private readonly standWeight: Float64Array;
  private liveStands: Int32Array;
  private liveAtoms: Int32Array;
  readonly total: number;

  constructor(
    readonly question: Question,
    weighed: Weighed,
  ) {
    const { terms, atoms, standIns } = question;
    this.chain = new Map(terms.map((term, t) => [term.key, t]));
    this.marks = new Uint8Array(terms.length);
    this.stood = new Float64Array(standIns.length);
    this.atomTerm = Int32Array.from(atoms, (atom) => atom.term);
    this.atomWeight = Float64Array.from(atoms, (atom) => atom.weight * Math.min(9, weighed.idf[atom.term]!));
    this.atomStands = atoms.map((atom) => Int32Array.from(atom.standIns));
    this.standTerms = standIns.map((standIn) => Int32Array.from(standIn.terms));
    this.standWeight = Float64Array.from(standIns, (standIn) => standIn.weight);
    this.liveStands = Int32Array.from(standIns.keys());
    this.liveAtoms = Int32Array.from(atoms.keys());
    this.total = this.atomWeight.reduce((a, b) => a + b, 0) || 1;
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
    const { sentStart } = segment;
    const found = this.inCodes(segment.codes, segment.docStart[doc]!, docEnd(segment, doc));
    let s = 0;
    for (let i = 0; i < found.terms.length; i++)
      while (s + 1 < count && found.ends[i]! >= sentStart[first + s + 1]!) at[++s] = i;
    while (s < count) at[++s] = found.terms.length;
    return { terms: found.terms, at };
  }

  /** From now on only these terms will be marked. */
  focus(terms: ArrayLike<number>): void {
    this.clear();
    this.stood.fill(0);
    this.mark(terms, 0, terms.length);
    const { marks, standTerms, atomTerm, atomStands } = this;
    const live = new Uint8Array(standTerms.length);
    const stands: number[] = [];
    for (let s = 0; s < standTerms.length; s++)
      if (standTerms[s]!.some((term) => marks[term] === 1)) {
        live[s] = 1;
        stands.push(s);
      }
    const atoms: number[] = [];
    for (let a = 0; a < atomTerm.length; a++)
      if (marks[atomTerm[a]!] || atomStands[a]!.some((s) => live[s] === 1)) atoms.push(a);
    this.liveStands = Int32Array.from(stands);
    this.liveAtoms = Int32Array.from(atoms);
  }

  clear(): void {
    this.marks.fill(0);
  }

  /** False when all of them were marked already. */
  mark(terms: ArrayLike<number>, from: number, to: number): boolean {
    const { marks } = this;
    let fresh = 0;
    for (let i = from; i < to; i++) {
      const term = terms[i]!;
      fresh |= marks[term]! ^ 1;
      marks[term] = 1;
    }
    return fresh === 1;
  }

  /** How much of the question's weight the marked terms cover, 0–1. */
  cover(): number {
    this.stand();
    return this.sum() / this.total;
  }

  /** The same of the part of the question that is left when `without` atoms are known already; after `cover`. */
  coverWithout(without: Uint8Array, left: number): number {
    return this.sum(without) / (left + 0.15 * this.total);
  }

  /** Weight of all atoms but these. */
  left(without: Uint8Array): number {
    let sum = 0;
    for (let a = 0; a < this.atomWeight.length; a++) if (!without[a]) sum += this.atomWeight[a]!;
    return sum;
  }

  /** `clear`, `mark`, `cover` of any terms, focus aside. */
  coverage(terms: ArrayLike<number>, more: ArrayLike<number> = []): number {
    this.widen();
    this.clear();
    this.mark(terms, 0, terms.length);
    this.mark(more, 0, more.length);
    return this.cover();
  }

  /** Of the marked terms: the longest run of neighbouring atoms, in atoms. */
  longestRun(): number {
    const { atomTerm, marks } = this;
    let longest = 0;
    let run = 0;
    for (let a = 0; a < atomTerm.length; a++) {
      run = marks[atomTerm[a]!] ? run + 1 : 0;
      if (run > longest) longest = run;
    }
    return longest;
  }

  /** Of the marked terms: the weightiest atom present, against the weightiest of the question. */
  weightiest(): number {
    const { atomTerm, atomWeight, marks } = this;
    let held = 0;
    let most = 0.001;
    for (let a = 0; a < atomTerm.length; a++) {
      const weight = atomWeight[a]!;
      if (weight > most) most = weight;
      if (weight > held && marks[atomTerm[a]!]) held = weight;
    }
    return held / most;
  }

  /** Weight of the weightiest atom that these terms do not cover, on the scale of the rarest word. */
  uncovered(terms: ArrayLike<number>, more: ArrayLike<number>): number {
    const held = this.covered(terms, more);
    let most = 0;
    for (let a = 0; a < held.length; a++) if (!held[a] && this.atomWeight[a]! > most) most = this.atomWeight[a]!;
    return most / 9;
  }

  /** 1 for each atom that these terms cover by half or more. */
  covered(terms: ArrayLike<number>, more: ArrayLike<number> = []): Uint8Array {
    this.coverage(terms, more);
    const { marks, stood, atomTerm, atomStands } = this;
    const out = new Uint8Array(atomTerm.length);
    for (let a = 0; a < out.length; a++)
      if (marks[atomTerm[a]!] || atomStands[a]!.some((s) => stood[s]! >= 0.4)) out[a] = 1;
    return out;
  }

  private widen(): void {
    if (this.liveStands.length < this.standTerms.length) this.liveStands = Int32Array.from(this.standTerms.keys());
    if (this.liveAtoms.length < this.atomTerm.length) this.liveAtoms = Int32Array.from(this.atomTerm.keys());
  }

  /** How well each stand-in is present. */
  private stand(): void {
    const { liveStands, standTerms, standWeight, stood, marks } = this;
    for (let i = 0; i < liveStands.length; i++) {
      const s = liveStands[i]!;
      const terms = standTerms[s]!;
      let held = 0;
      for (let t = 0; t < terms.length; t++) held += marks[terms[t]!]!;
      const share = held / terms.length;
      stood[s] = standWeight[s]! * (share === 1 ? 1 : share * share * 0.7);
    }
  }

  private sum(without?: Uint8Array): number {
    const { liveAtoms, atomTerm, atomWeight, atomStands, stood, marks } = this;
    let sum = 0;
    for (let i = 0; i < liveAtoms.length; i++) {
      const a = liveAtoms[i]!;
      if (without?.[a]) continue;
      let held: number = marks[atomTerm[a]!]!;
      if (!held) {
        const stands = atomStands[a]!;
        for (let j = 0; j < stands.length; j++) if (stood[stands[j]!]! > held) held = stood[stands[j]!]!;
      }
      sum += atomWeight[a]! * held;
    }
    return sum;
  }

  /** The same tokens as `tokenise` makes, of which only the question's are kept. */
  private inCodes(codes: Uint16Array, from: number, to: number): { terms: number[]; ends: number[] } {
    const { chain } = this;
    for (const key of chain.keys()) slot[(key ^ (key >>> 16)) & 0xffff] = 1;
    const terms: number[] = [];
    const ends: number[] = [];
    const take = (key: number, end: number) => {
      const term = chain.get(key);
      if (term === undefined) return;
      terms.push(term);
      ends.push(end);
    };
    let last = 0;
    let i = from;
    while (i < to) {
      const code = codes[i]!;
      const kind = CLASS[code]!;
      if (kind === HAN) {
        if (last && slot[(code ^ last) & 0xffff] !== 0) take((last * 65536 + code) >>> 0, i);
        last = code;
        i++;
      } else if (kind === ALNUM) {
        let end = i + 1;
        while (end < to && CLASS[codes[end]!] === ALNUM) end++;
        // A word, and a number with the character after it: rare enough to be left to the one that defines them.
        let after = end;
        while (after < to && CLASS[codes[after]!] === BLANK) after++;
        tokenise(codes, i, after < to && CLASS[codes[after]!] === HAN ? after + 1 : end, buffer);
        for (let t = 0; t < buffer.length; t++) take(buffer.keys[t]!, buffer.ends[t]!);
        last = 0;
        i = end;
      } else {
        if (kind !== BLANK) last = 0;
        i++;
      }
    }
    for (const key of chain.keys()) slot[(key ^ (key >>> 16)) & 0xffff] = 0;
    return { terms, ends };
  }
}
