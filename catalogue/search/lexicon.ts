import { foldString } from "./fold.ts";

/** People's words → the words of documents. `targets: []` = says nothing about the matter ("请问", "咋办"). */
export interface LexiconEntry {
  word: string;
  targets: string[];
  /** How far a target may stand in for the word, 0–1. */
  weight: number;
}

export interface Lexicon {
  entries: LexiconEntry[];
  byStart: Map<string, LexiconEntry[]>;
  /** Entries with a gap: "买*机床". */
  patterns: { entry: LexiconEntry; pattern: RegExp }[];
}

export interface LexiconMatch {
  start: number;
  end: number;
  entry: LexiconEntry;
}

const DEFAULT_WEIGHT = 0.6;
/** Characters that a `*` in an entry may stand for. */
const GAP = 6;

/**
 * Reads lines `word|word<TAB>target|target[<TAB>weight]`; `-` as target marks empty words; `#` starts a remark.
 * Throws with every faulty line named.
 */
export function parseLexicon(source: string, name = "lexicon"): Lexicon {
  const faults: string[] = [];
  const entries = new Map<string, LexiconEntry>();
  source.split(/\r?\n/).forEach((line, i) => {
    if (!line.trim() || line.startsWith("#")) return;
    const [words, targets, weight, ...rest] = line.split("\t");
    const factor = weight ? Number(weight) : DEFAULT_WEIGHT;
    if (!words?.trim() || !targets?.trim() || rest.length || !(factor > 0 && factor <= 1)) {
      faults.push(
        `${name}:${i + 1}: expected "word|word<TAB>target|target[<TAB>weight 0–1]", got ${JSON.stringify(line)}`,
      );
      return;
    }
    const official = targets.trim() === "-" ? [] : targets.split("|").map((target) => foldString(target.trim()));
    for (const raw of words.split("|")) {
      const word = foldString(raw.trim());
      const known = entries.get(word);
      if (known) for (const target of official) if (!known.targets.includes(target)) known.targets.push(target);
      if (!known) entries.set(word, { word, targets: [...official], weight: factor });
    }
  });
  if (faults.length) throw new Error(faults.join("\n"));
  const lexicon: Lexicon = { entries: [...entries.values()], byStart: new Map(), patterns: [] };
  for (const entry of lexicon.entries) {
    if (entry.word.includes("*")) {
      const parts = entry.word.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
      lexicon.patterns.push({ entry, pattern: new RegExp(parts.join(`[^，。？！；,?!;]{0,${GAP}}`)) });
      continue;
    }
    const start = entry.word[0]!;
    lexicon.byStart.set(start, [...(lexicon.byStart.get(start) ?? []), entry]);
  }
  for (const list of lexicon.byStart.values()) list.sort((a, b) => b.word.length - a.word.length);
  return lexicon;
}

/** Longest words first, left to right, without overlap; entries with a gap come on top of these. `text` is folded. */
export function matchLexicon(lexicon: Lexicon, text: string): LexiconMatch[] {
  const found: LexiconMatch[] = [];
  for (let i = 0; i < text.length; ) {
    const entry = lexicon.byStart.get(text[i]!)?.find(({ word }) => text.startsWith(word, i));
    if (entry) found.push({ start: i, end: i + entry.word.length, entry });
    i += entry ? entry.word.length : 1;
  }
  for (const { entry, pattern } of lexicon.patterns) {
    const hit = pattern.exec(text);
    if (hit) found.push({ start: hit.index, end: hit.index + hit[0].length, entry });
  }
  return found;
}
