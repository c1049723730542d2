import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import MiniSearch from "minisearch";

export interface PeerDoc {
  id: string;
  title: string;
  text: string;
}

export interface PeerHit {
  docid: string;
  passage: string;
}

export interface Peer {
  name: string;
  /** Best passages first, with a score that grows with likeness. */
  ask(question: string): { hits: PeerHit[]; score: number };
}

const PASSAGE = 250;
const SHOWN = 390;

/** Passages of about 250 characters, cut at sentence ends. */
function passages(text: string): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const long = i - start >= PASSAGE;
    if (i === text.length - 1 || (long && "。；！？\n".includes(text[i]!)) || i - start >= SHOWN) {
      out.push({ start, end: i + 1 });
      start = i + 1;
    }
  }
  return out;
}

const shown = (text: string, start: number): string => text.slice(start, start + SHOWN);

export function miniSearch(docs: PeerDoc[]): Peer {
  const jieba = Jieba.withDict(dict);
  const cut = (text: string): string[] => jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const engine = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ["title", "text"],
    tokenize: cut,
    searchOptions: { tokenize: cut, boost: { title: 1.5 } },
  });
  const place: { doc: PeerDoc; start: number }[] = [];
  for (const doc of docs)
    for (const { start, end } of passages(doc.text)) {
      engine.add({ id: place.length, title: doc.title, text: doc.text.slice(start, end) });
      place.push({ doc, start });
    }
  return {
    name: "MiniSearch + jieba",
    ask(question) {
      const found = engine.search(question).slice(0, 10);
      const hits = found.map(({ id }) => ({
        docid: place[id]!.doc.id,
        passage: shown(place[id]!.doc.text, place[id]!.start),
      }));
      return { hits, score: found[0]?.score ?? 0 };
    },
  };
}

/** BM25 on pairs of characters over passages, with title and whole document: what a bigram FTS index gives. */
export function bigramBm25(docs: PeerDoc[]): Peer {
  const postings = new Map<string, { unit: number[]; count: number[] }>();
  const lengths: number[] = [];
  const place: { doc: PeerDoc; start: number }[] = [];
  const pairs = (text: string): Map<string, number> => {
    const counts = new Map<string, number>();
    const plain = text.replace(/[^\p{L}\p{N}]+/gu, "");
    for (let i = 0; i + 1 < plain.length; i++) {
      const pair = plain.slice(i, i + 2);
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    return counts;
  };
  for (const doc of docs)
    for (const { start, end } of passages(doc.text)) {
      const counts = pairs(`${doc.title} ${doc.text.slice(start, end)}`);
      let length = 0;
      for (const [pair, count] of counts) {
        let list = postings.get(pair);
        if (!list) {
          list = { unit: [], count: [] };
          postings.set(pair, list);
        }
        list.unit.push(place.length);
        list.count.push(count);
        length += count;
      }
      lengths.push(length);
      place.push({ doc, start });
    }
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  return {
    name: "bigram BM25",
    ask(question) {
      const scores = new Float64Array(place.length);
      for (const pair of pairs(question).keys()) {
        const list = postings.get(pair);
        if (!list) continue;
        const idf = Math.log(1 + (place.length - list.unit.length + 0.5) / (list.unit.length + 0.5));
        for (let i = 0; i < list.unit.length; i++) {
          const unit = list.unit[i]!;
          const count = list.count[i]!;
          scores[unit]! += (idf * 2.2 * count) / (count + 1.2 * (0.25 + (0.75 * lengths[unit]!) / mean));
        }
      }
      const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, 10);
      const hits = best.map((unit) => ({
        docid: place[unit]!.doc.id,
        passage: shown(place[unit]!.doc.text, place[unit]!.start),
      }));
      return { hits, score: scores[best[0] ?? 0] ?? 0 };
    },
  };
}

export interface Fts5 extends Peer {
  /** Seconds. */
  built: number;
  /** Milliseconds a question, sorted. */
  took: number[];
}

/** SQLite FTS5 on pairs of characters, run by python3 since Node 20 has no SQLite; undefined where there is none. */
export function sqliteFts5(docs: PeerDoc[], questions: string[]): Fts5 | undefined {
  const pairs = (text: string): string => {
    const plain = text.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
    return Array.from({ length: Math.max(0, plain.length - 1) }, (_, i) => plain.slice(i, i + 2)).join(" ");
  };
  const place = docs.flatMap((doc) => passages(doc.text).map((span) => ({ doc, ...span })));
  const asked = [...new Set(questions)];
  const run = spawnSync("python3", [join(import.meta.dirname, "fts5.py")], {
    input: JSON.stringify({
      passages: place.map(({ doc, start, end }) => [pairs(doc.title), pairs(doc.text.slice(start, end))]),
      questions: asked.map(pairs),
    }),
    maxBuffer: 1 << 28,
    encoding: "utf8",
  });
  if (run.status !== 0) return undefined;
  const out = JSON.parse(run.stdout) as { built: number; answers: [number, [number, number][]][] };
  const answers = new Map(asked.map((question, i) => [question, out.answers[i]!]));
  return {
    name: "SQLite FTS5",
    built: out.built,
    took: out.answers.map(([seconds]) => seconds * 1000).sort((a, b) => a - b),
    ask(question) {
      const rows = answers.get(question)?.[1] ?? [];
      const hits = rows.map(([row]) => ({
        docid: place[row]!.doc.id,
        passage: shown(place[row]!.doc.text, place[row]!.start),
      }));
      return { hits, score: rows[0]?.[1] ?? 0 };
    },
  };
}
