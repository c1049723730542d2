import { ALNUM, BLANK, CLASS, fold, foldString, HAN } from "./fold.ts";
import { kindsAsked } from "./kinds.ts";
import { type Lexicon, matchLexicon } from "./lexicon.ts";
import { otherNumerals } from "./numerals.ts";
import { findPlaces, type Places } from "./places.ts";
import { tokenBuffer, tokenise } from "./tokens.ts";

export interface Turn {
  role: "user" | "bot";
  text: string;
}

/** A token looked for in the index. */
export interface Term {
  key: number;
  /** What it counts in the scoring of documents before its rarity. */
  weight: number;
}

/** Official words that may stand in for a part of the question. */
export interface StandIn {
  terms: number[];
  weight: number;
}

/** A token of the question itself: present in a text when the token is, or nearly so when a stand-in is. */
export interface Atom {
  term: number;
  weight: number;
  standIns: number[];
}

export interface Question {
  text: string;
  terms: Term[];
  atoms: Atom[];
  standIns: StandIn[];
  kinds: number;
  years: number[];
  /** 第七届, 第三批: the words as written. */
  editions: string[];
  places: { name: string; province: string }[];
  /** Share of its characters that are people's words: lexicon words and particles. */
  colloquial: number;
}

export interface Reading {
  lexicon: Lexicon;
  places: Places;
}

/** Characters that make grammar, not matter. */
const PARTICLES = new Set(
  "的了吗呢吧啊么给把被让就都也还跟和与在有要能会可是我你他她它们这那哪啥咋谁几个上下不去来到从得着过对于为以及其此该等说想着呀嘛哦您请问下先再又很才只没多少怎样何些点儿里头",
);
const PARTICLE_FACTOR = 0.3;
const EMPTY_FACTOR = 0.08;
/** A word of several bigrams may not outweigh the two or three of the word it replaces. */
const STAND_IN_MASS = 2.2;

/** Years that a question names: 2024, 24年, 去年 (from the day it is asked). */
export function yearsIn(text: string, asOf?: string): number[] {
  const years = new Set<number>();
  for (const found of text.matchAll(/(?<!\d)(20[0-4]\d|19[89]\d)(?!\d)/g)) years.add(Number(found[1]));
  for (const found of text.matchAll(/(?<!\d)([0-3]\d)年(?!以|内|期|的?合同|工龄|社保)/g))
    years.add(2000 + Number(found[1]));
  for (const found of text.matchAll(/(?<!\d)(\d\d)到(\d\d)年/g))
    years.add(2000 + Number(found[1])).add(2000 + Number(found[2]));
  const now = asOf ? Number(asOf.slice(0, 4)) : Number.NaN;
  if (now) {
    if (/去年|上一年|上年度/.test(text)) years.add(now - 1);
    if (/今年|本年度/.test(text)) years.add(now);
    if (/前年/.test(text)) years.add(now - 2);
    if (/明年/.test(text)) years.add(now + 1);
  }
  return [...years];
}

export const editionsIn = (text: string): string[] =>
  [...text.matchAll(/第[一二三四五六七八九十\d]{1,4}[届批期次轮]/g)].map((found) => found[0]);

interface Draft {
  terms: Map<number, number>;
  list: Term[];
  atoms: Atom[];
  standIns: StandIn[];
}

function termOf(draft: Draft, key: number, weight: number): number {
  const known = draft.terms.get(key);
  if (known !== undefined) {
    const term = draft.list[known]!;
    term.weight = Math.max(term.weight, weight);
    return known;
  }
  draft.terms.set(key, draft.list.length);
  draft.list.push({ key, weight });
  return draft.list.length - 1;
}

/** Adds the words of one turn, all weights times `factor`; returns the share of people's words. */
function addTurn(draft: Draft, raw: string, factor: number, { lexicon }: Reading): number {
  const text = foldString(raw);
  const codes = fold(raw);
  const role = new Int16Array(text.length).fill(-1);
  const standAt: number[][] = Array.from(text, () => []);
  const buffer = tokenBuffer(256);
  const keysOf = (word: string): number[] => {
    tokenise(fold(word), 0, word.length, buffer);
    return [...buffer.keys.subarray(0, buffer.length)];
  };
  const standIn = (word: string, weight: number, start: number, end: number) => {
    const keys = keysOf(word);
    if (!keys.length) return;
    const share = weight * Math.min(1, STAND_IN_MASS / keys.length);
    const index = draft.standIns.length;
    draft.standIns.push({ terms: keys.map((key) => termOf(draft, key, factor * share)), weight });
    for (let i = start; i < end; i++) standAt[i]!.push(index);
  };
  let people = 0;
  for (const { start, end, entry } of matchLexicon(lexicon, text)) {
    const gap = entry.word.includes("*");
    if (!gap) for (let i = start; i < end; i++) role[i] = entry.targets.length ? 1 : 0;
    if (!gap || entry.targets.length) people += end - start;
    const weight = entry.weight / Math.sqrt(Math.max(1, entry.targets.length / 2));
    for (const target of entry.targets) standIn(target, weight, start, end);
  }
  for (const { start, end, forms } of otherNumerals(text)) for (const form of forms) standIn(form, 0.7, start, end);
  tokenise(codes, 0, codes.length, buffer);
  const tokens = { keys: buffer.keys.slice(0, buffer.length), ends: buffer.ends.slice(0, buffer.length) };
  for (let i = 0; i < tokens.keys.length; i++) {
    const end = tokens.ends[i]!;
    let before = end - 1;
    while (before > 0 && CLASS[codes[before]!] === BLANK) before--;
    const han = CLASS[codes[end]!] === HAN;
    let weight = 1;
    if (han && before >= 0) {
      const empty = (role[end] === 0 ? 1 : 0) + (role[before] === 0 ? 1 : 0);
      const particles =
        (PARTICLES.has(text[end]!) && role[end] !== 1 ? 1 : 0) +
        (PARTICLES.has(text[before]!) && role[before] !== 1 ? 1 : 0);
      if (empty === 2) weight = EMPTY_FACTOR;
      else if (empty === 1 || particles === 2) weight = PARTICLE_FACTOR / 2;
      else if (particles === 1) weight = PARTICLE_FACTOR;
      else if ((role[end] === 1) !== (role[before] === 1)) weight = 0.6;
    } else if (CLASS[codes[end]!] === ALNUM) {
      weight = 0.8;
    }
    const term = termOf(draft, tokens.keys[i]!, weight * factor);
    const standIns = [...new Set([...standAt[end]!, ...(before >= 0 ? standAt[before]! : [])])];
    draft.atoms.push({ term, weight: weight * factor, standIns });
  }
  let particles = 0;
  for (const char of text) if (PARTICLES.has(char)) particles++;
  return Math.min(1, (people + particles) / Math.max(1, text.length));
}

/** A question that leans on what was said before: short, or beginning with a pointer. */
const leans = (text: string): boolean =>
  text.length < 16 || /^(?:那|这|它|那么|还有|另外|如果|要是|上面|上午|刚才|前面|这个|那个|成长|外地)/.test(text);

/** Reads a question together with the turns before it. */
export function readQuestion(raw: string, reading: Reading, context: Turn[] = [], asOf?: string): Question {
  const draft: Draft = { terms: new Map(), list: [], atoms: [], standIns: [] };
  const text = foldString(raw);
  const colloquial = addTurn(draft, raw, 1, reading);
  const lean = leans(text) ? 1 : 0.35;
  const turns = context.slice(-6);
  turns.forEach((turn, i) => {
    const near = i >= turns.length - 2 ? 1 : 0.6;
    addTurn(draft, turn.text.slice(0, 400), near * lean * (turn.role === "user" ? 0.6 : 0.3), reading);
  });
  let places = findPlaces(reading.places, text);
  let years = yearsIn(text, asOf);
  let editions = editionsIn(text);
  for (const turn of turns.toReversed()) {
    const earlier = foldString(turn.text);
    if (!places.length) places = findPlaces(reading.places, earlier);
    if (turn.role === "bot") continue;
    if (!years.length) years = yearsIn(earlier, asOf);
    if (!editions.length) editions = editionsIn(earlier);
  }
  return {
    text,
    terms: draft.list,
    atoms: draft.atoms,
    standIns: draft.standIns,
    kinds: kindsAsked(text),
    years,
    editions,
    places: places.map(({ name, province }) => ({ name, province })),
    colloquial,
  };
}
