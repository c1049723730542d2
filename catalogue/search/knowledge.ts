import type { Background } from "./candidates.ts";
import { parseLexicon } from "./lexicon.ts";
import type { NetworkWeights } from "./model.ts";
import { parsePlaces } from "./places.ts";
import { modelOf, type PolicyKnowledge } from "./search.ts";

/** The contents of the files under data/ that the search needs. */
export interface KnowledgeFiles {
  /** data/lexicon/policy.tsv */
  lexicon: string;
  /** data/lexicon/places.tsv */
  places: string;
  /** data/models/policy-background.json */
  background: string;
  /** data/models/policy-ranking.json */
  ranking: string;
}

interface RankingFile {
  sentences: Record<string, number>;
  documents: Record<string, number>;
  answer: NetworkWeights;
  threshold: number;
}

/** Makes the search's knowledge of its files; throws naming the file and what is wrong with it. */
export function parseKnowledge(files: KnowledgeFiles): PolicyKnowledge {
  const ranking = json<RankingFile>(files.ranking, "policy-ranking.json");
  return {
    lexicon: parseLexicon(files.lexicon, "policy.tsv"),
    places: parsePlaces(files.places),
    background: parseBackground(files.background),
    sentences: modelOf.sentences(ranking.sentences),
    documents: modelOf.documents(ranking.documents),
    answer: modelOf.answer(ranking.answer),
    threshold: ranking.threshold,
  };
}

function json<T>(source: string, name: string): T {
  try {
    return JSON.parse(source) as T;
  } catch (error) {
    throw new Error(`${name}: not valid JSON: ${(error as Error).message}`);
  }
}

/** Counts are kept as rounded logarithms: one byte each, within 5 %. */
const STEP = 20;

export function writeBackground({ keys, counts, passages }: Background): string {
  const bytes = new Uint8Array(keys.buffer, keys.byteOffset, keys.byteLength);
  const logs = Uint8Array.from(counts, (count) => Math.round(Math.log(count) * STEP));
  return `${JSON.stringify({ passages, keys: base64(bytes), counts: base64(logs) })}\n`;
}

export function parseBackground(source: string): Background {
  const file = json<{ passages: number; keys: string; counts: string }>(source, "policy-background.json");
  const keys = Buffer.from(file.keys, "base64");
  const logs = Buffer.from(file.counts, "base64");
  return {
    passages: file.passages,
    keys: new Uint32Array(keys.buffer.slice(keys.byteOffset, keys.byteOffset + keys.byteLength)),
    counts: Uint32Array.from(logs, (log) => Math.round(Math.exp(log / STEP))),
  };
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
