import { fold } from "./fold.ts";
import { kindsHeld, marksOf } from "./kinds.ts";
import { type Postings, PostingsBuilder } from "./postings.ts";
import { sentences } from "./split.ts";
import { type Tokens, tokenBuffer, tokenise } from "./tokens.ts";

/** One part of a document as its source numbers it. `label: ""` = raw text, whose numbering is looked for. */
export interface SearchClause {
  label: string;
  text: string;
}

export interface SearchDoc {
  id: string;
  title: string;
  no?: string;
  /** YYYY-MM-DD */
  date?: string;
  clauses: SearchClause[];
}

export interface DocHead {
  id: string;
  title: string;
  no: string;
  date: string;
}

/**
 * A part of the index that never changes once built; documents leave it only by a mark in `dead`.
 * All offsets are code units of `text`. Sentence s is `sentStart[s] … sentStart[s + 1]`, document d holds sentences
 * `docSent[d] … docSent[d + 1]`, passage p sentences `passSent[p] … passSent[p + 1]`.
 */
export interface Segment {
  heads: DocHead[];
  text: string;
  codes: Uint16Array;
  docStart: Uint32Array;
  docSent: Uint32Array;
  docPass: Uint32Array;
  docLength: Uint32Array;
  sentStart: Uint32Array;
  sentLevel: Uint8Array;
  sentKinds: Uint16Array;
  sentMarks: Uint8Array;
  sentLabel: Uint32Array;
  /** 1 where a clause as given by the source begins. */
  sentGiven: Uint8Array;
  labels: string[];
  passSent: Uint32Array;
  passLength: Uint16Array;
  body: Postings;
  titles: Postings;
  titleLength: Uint16Array;
  dead: Uint8Array;
}

/** About as long a passage ranks best (measured: 250; 120–180 less). */
const PASSAGE = 250;
const BETWEEN = "\n";

/** The text of a document as the index holds it: clauses joined by a line break; offsets of hits are within it. */
export const docText = (doc: SearchDoc): string => doc.clauses.map((clause) => clause.text).join(BETWEEN);

/** Labels that are words and not numbers ("申报时间") are searched together with their text. */
const wordy = (label: string): boolean =>
  label !== "" && !/^第?[\s（(]*[一二三四五六七八九十百零〇\d]+[）)]*[章节条款项目、]?$/.test(label);

class Column {
  private values = new Uint32Array(1024);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) {
      const bigger = new Uint32Array(this.values.length * 2);
      bigger.set(this.values);
      this.values = bigger;
    }
    this.values[this.length++] = value;
  }
  at(index: number): number {
    return this.values[index]!;
  }
  u32 = (): Uint32Array => this.values.slice(0, this.length);
  u16 = (): Uint16Array => Uint16Array.from(this.values.subarray(0, this.length), (v) => Math.min(v, 65535));
  u8 = (): Uint8Array => Uint8Array.from(this.values.subarray(0, this.length));
}

/** Builds a segment of all that is in `docs`; ids must differ. */
export function buildSegment(docs: SearchDoc[]): Segment {
  const text = docs.map(docText).join(BETWEEN);
  const codes = fold(text);
  const labels = new Map<string, number>([["", 0]]);
  const labelList = [""];
  const labelIndex = (label: string): number => {
    let index = labels.get(label);
    if (index === undefined) {
      index = labels.size;
      labels.set(label, index);
      labelList.push(label);
    }
    return index;
  };
  const docStart = new Column();
  const docSent = new Column();
  const docPass = new Column();
  const docLength = new Column();
  const sentStart = new Column();
  const sentLevel = new Column();
  const sentKinds = new Column();
  const sentMarks = new Column();
  const sentLabel = new Column();
  const sentGiven = new Column();
  const passSent = new Column();
  const passLength = new Column();
  const titleLength = new Column();
  const body = new PostingsBuilder();
  const titles = new PostingsBuilder();
  let tokens: Tokens = tokenBuffer(8192);
  const read = (source: Uint16Array, from: number, to: number, into: PostingsBuilder, unit: number): number => {
    if (tokens.keys.length < (to - from + 2) * 2) tokens = tokenBuffer((to - from + 2) * 2);
    tokenise(source, from, to, tokens);
    for (let i = 0; i < tokens.length; i++) into.add(tokens.keys[i]!, unit);
    return tokens.length;
  };

  let offset = 0;
  docs.forEach((doc, d) => {
    docStart.push(offset);
    docSent.push(sentStart.length);
    docPass.push(passSent.length);
    const firstSentence = sentStart.length;
    const ends: number[] = [];
    doc.clauses.forEach((clause, c) => {
      const end = offset + clause.text.length;
      const given = clause.label.trim();
      const wide = c === doc.clauses.length - 1 ? end : end + 1;
      if (clause.text.length > 0) {
        sentences(text, codes, offset, end, given).forEach((sentence, s) => {
          sentStart.push(sentence.start);
          sentLevel.push(given && s === 0 ? 2 : sentence.level);
          sentLabel.push(labelIndex(sentence.label));
          sentGiven.push(given && s === 0 ? 1 : 0);
        });
      }
      ends.push(end);
      offset = wide;
    });
    const docEnd = ends.at(-1) ?? offset;
    const count = sentStart.length - firstSentence;
    const endOf = (s: number): number => (s + 1 < firstSentence + count ? sentStart.at(s + 1) : docEnd);
    for (let s = firstSentence; s < firstSentence + count; s++) {
      const sentence = text.slice(sentStart.at(s), endOf(s));
      sentMarks.push(marksOf(sentence));
      let kinds = kindsHeld(sentence);
      if (sentGiven.at(s)) kinds |= kindsHeld(labelList[sentLabel.at(s)]!);
      sentKinds.push(kinds);
    }
    let s = firstSentence;
    let length = 0;
    while (s < firstSentence + count) {
      const unit = passSent.length;
      passSent.push(s);
      const start = sentStart.at(s);
      let next = s + 1;
      while (next < firstSentence + count) {
        const size = sentStart.at(next) - start;
        const level = sentLevel.at(next);
        if (sentGiven.at(next)) break;
        if (endOf(next) - start > PASSAGE + 30) break;
        if (size > PASSAGE / 2 && level > 0 && level <= 2) break;
        next++;
      }
      let passage = read(codes, start, endOf(next - 1), body, unit);
      if (sentGiven.at(s)) {
        const label = labelList[sentLabel.at(s)]!;
        if (wordy(label)) passage += read(fold(label), 0, label.length, body, unit);
      }
      passLength.push(passage);
      length += passage;
      s = next;
    }
    docLength.push(length);
    titleLength.push(read(fold(doc.title), 0, doc.title.length, titles, d));
    offset = docEnd + 1;
  });
  docStart.push(text.length + 1);
  docSent.push(sentStart.length);
  docPass.push(passSent.length);
  passSent.push(sentStart.length);
  sentStart.push(text.length);
  return {
    heads: docs.map(({ id, title, no, date }) => ({ id, title, no: no ?? "", date: date ?? "" })),
    text,
    codes,
    docStart: docStart.u32(),
    docSent: docSent.u32(),
    docPass: docPass.u32(),
    docLength: docLength.u32(),
    sentStart: sentStart.u32(),
    sentLevel: sentLevel.u8(),
    sentKinds: sentKinds.u16(),
    sentMarks: sentMarks.u8(),
    sentLabel: sentLabel.u32(),
    sentGiven: sentGiven.u8(),
    labels: labelList,
    passSent: passSent.u32(),
    passLength: passLength.u16(),
    body: body.build(),
    titles: titles.build(),
    titleLength: titleLength.u16(),
    dead: new Uint8Array(docs.length),
  };
}

/** End of document `d` in `segment.text`, the line break between documents left out. */
export const docEnd = (segment: Segment, d: number): number => segment.docStart[d + 1]! - 1;

/** End of sentence `s` of document `d`. */
export const sentenceEnd = (segment: Segment, d: number, s: number): number =>
  s + 1 < segment.docSent[d + 1]! ? segment.sentStart[s + 1]! : docEnd(segment, d);

/** The document as it was handed in, its clauses as found or given. */
export function readDoc(segment: Segment, d: number): SearchDoc {
  const { id, title, no, date } = segment.heads[d]!;
  const text = segment.text.slice(segment.docStart[d]!, docEnd(segment, d));
  const head = { id, title, ...(no && { no }), ...(date && { date }) };
  const cuts: { at: number; label: string }[] = [];
  for (let s = segment.docSent[d]!; s < segment.docSent[d + 1]!; s++)
    if (segment.sentGiven[s])
      cuts.push({ at: segment.sentStart[s]! - segment.docStart[d]!, label: segment.labels[segment.sentLabel[s]!]! });
  if (!cuts.length) return { ...head, clauses: [{ label: "", text }] };
  const clauses = cuts.map(({ at, label }, i) => ({
    label,
    text: text.slice(at, i + 1 < cuts.length ? cuts[i + 1]!.at - 1 : text.length),
  }));
  if (cuts[0]!.at > 0) clauses.unshift({ label: "", text: text.slice(0, cuts[0]!.at - 1) });
  return { ...head, clauses };
}
