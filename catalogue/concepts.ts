import type { Lexicon as EverydayWords } from "./search/lexicon.ts";

/** What a form of words stands for. */
export interface Concept {
  id: string;
  kind: "topic" | "weak" | "aspect" | "filler" | "place";
  /** Weight in deciding what a text is about; 0 for aspects and fillers. */
  weight: number;
  parents: string[];
}

export interface Lexicon {
  concepts: Map<string, Concept>;
  /** Folded form → concept id. A form belongs to the first concept that names it. */
  forms: Map<string, string>;
  /** First character → lengths of the forms that begin with it, so that a scan looks up few of them. */
  lengths: Map<string, number[]>;
  /** Every wider idea of an idea, at any distance. */
  ancestors: Map<string, Set<string>>;
  /** Everyday words with the words of documents, from the search's lexicon. */
  everyday?: EverydayWords;
}

export interface Found {
  id: string;
  form: string;
  start: number;
  end: number;
}

const SECTIONS = ["topic", "weak", "aspect", "filler", "place"] as const;
const WEIGHT = { topic: 1, broad: 0.5, weak: 0.25 };

/** One shape for matching: full-width folded, lower case. Length is kept, so positions stay those of the text. */
export function fold(text: string): string {
  let out = "";
  for (const char of text) {
    const folded = char.normalize("NFKC").toLowerCase();
    out += folded.length === char.length ? folded : char;
  }
  return out;
}

/** Reads `data/policy-concepts.txt`; `everyday` is `data/lexicon/policy.tsv` as the search reads it. Throws with every faulty line named. */
export function parseLexicon(source: string, everyday?: EverydayWords): Lexicon {
  const lexicon: Lexicon = {
    concepts: new Map(),
    forms: new Map(),
    lengths: new Map(),
    ancestors: new Map(),
    ...(everyday ? { everyday } : {}),
  };
  const faults: string[] = [];
  let section: (typeof SECTIONS)[number] | undefined;
  source.split(/\r?\n/).forEach((raw, at) => {
    const line = raw.replace(/^#.*/, "").trim();
    if (!line) return;
    const head = /^\[(.+)\]$/.exec(line);
    if (head) {
      section = SECTIONS.find((one) => one === head[1]);
      if (!section) faults.push(`line ${at + 1}: unknown section [${head[1]}]`);
      return;
    }
    if (!section) {
      faults.push(`line ${at + 1}: stands before the first section`);
      return;
    }
    const [left = "", right = ""] = line.split(" < ");
    const words = left.split(/\s+/).filter(Boolean);
    const broad = words[0]?.startsWith("~") ?? false;
    if (broad) words[0] = words[0]!.slice(1);
    if (section === "filler" || section === "place") {
      for (const word of words) addForm(lexicon, word, section);
      lexicon.concepts.set(section, { id: section, kind: section, weight: 0, parents: [] });
      return;
    }
    const id = words[0]!;
    if (lexicon.concepts.has(id)) faults.push(`line ${at + 1}: ${id} is there already`);
    const weight = section === "topic" ? (broad ? WEIGHT.broad : WEIGHT.topic) : section === "weak" ? WEIGHT.weak : 0;
    lexicon.concepts.set(id, { id, kind: section, weight, parents: right.split(/\s+/).filter(Boolean) });
    for (const word of section === "aspect" ? words.slice(1) : words) addForm(lexicon, word, id);
  });
  for (const { id, parents } of lexicon.concepts.values())
    for (const parent of parents) if (!lexicon.concepts.has(parent)) faults.push(`${id}: no concept ${parent}`);
  if (faults.length) throw new Error(`policy concepts:\n${faults.join("\n")}`);
  for (const id of lexicon.concepts.keys()) lexicon.ancestors.set(id, ancestorsOf(lexicon, id));
  return lexicon;
}

function addForm(lexicon: Lexicon, word: string, id: string): void {
  const form = fold(word);
  if (!lexicon.forms.has(form)) lexicon.forms.set(form, id);
  const lengths = lexicon.lengths.get(form[0]!) ?? [];
  if (!lengths.includes(form.length)) lexicon.lengths.set(form[0]!, [...lengths, form.length]);
}

function ancestorsOf(lexicon: Lexicon, id: string, seen = new Set<string>()): Set<string> {
  for (const parent of lexicon.concepts.get(id)?.parents ?? []) {
    if (seen.has(parent)) continue;
    seen.add(parent);
    ancestorsOf(lexicon, parent, seen);
  }
  return seen;
}

/** Forms that cover the text best without overlap: long ones win over several short ones. */
export function scanLongest(folded: string, lexicon: Lexicon): Found[] {
  const { length } = folded;
  // best[at]: value of the best cover of the text from `at` on; taken[at]: length of the form that begins there in it.
  const best = new Float64Array(length + 1);
  const taken = new Uint8Array(length);
  for (let start = length - 1; start >= 0; start--) {
    best[start] = best[start + 1]!;
    for (const size of lexicon.lengths.get(folded[start]!) ?? []) {
      if (
        start + size > length ||
        !lexicon.forms.has(folded.slice(start, start + size)) ||
        splitsAscii(folded, start, start + size)
      )
        continue;
      const value = size * size + best[start + size]!;
      if (value <= best[start]!) continue;
      best[start] = value;
      taken[start] = size;
    }
  }
  const found: Found[] = [];
  for (let start = 0; start < length; start += taken[start] || 1) {
    const form = folded.slice(start, start + taken[start]!);
    if (form) found.push({ id: lexicon.forms.get(form)!, form, start, end: start + form.length });
  }
  return found;
}

/** "ai" is not in "main". */
function splitsAscii(text: string, start: number, end: number): boolean {
  const letter = /[a-z]/;
  return (
    (letter.test(text[start]!) && start > 0 && letter.test(text[start - 1]!)) ||
    (letter.test(text[end - 1]!) && end < text.length && letter.test(text[end]!))
  );
}
