import { ANSWER_FEATURES, answerFeatures } from "./answerable.ts";
import { type Background, candidates, weigh } from "./candidates.ts";
import { DOC_FEATURES, describeDocs, type Judged } from "./documents.ts";
import type { PolicyIndex } from "./index.ts";
import { Linear, Network, type NetworkWeights, sigmoid } from "./model.ts";
import { choosePassage, morePassages, readSentences, SENTENCE_FEATURES } from "./passages.ts";
import { type Question, type Reading, readQuestion, type Turn } from "./question.ts";
import { Scanner } from "./scan.ts";

/** All that the search knows besides the catalogue: words, places, rarities, learnt weights. Handed in. */
export interface PolicyKnowledge extends Reading {
  background: Background;
  sentences: Linear;
  documents: Linear;
  answer: Network;
  /** From this confidence on the catalogue is taken to answer. */
  threshold: number;
}

export interface SearchOptions {
  /** Earlier turns of the conversation, oldest first. */
  context?: Turn[];
  /** Hits returned; 10 unless told. */
  limit?: number;
  /** Documents that are looked at closely; 16 unless told. */
  close?: number;
  /** YYYY-MM-DD: the day that 今年 and 去年 are counted from. */
  asOf?: string;
}

export interface Hit {
  docid: string;
  /** Label of the clause that weighs most; "" in a text without numbers. */
  clause: string;
  /** Labels of all clauses that the passage touches, in their order. */
  clauseLabels: string[];
  /** Verbatim, whole sentences, at most 400 characters. */
  passage: string;
  /** Probability among the documents found, times that of the passage within the document. */
  score: number;
  /** Offsets in the document's text (`textOf`). */
  start: number;
  end: number;
}

export interface SearchResult {
  hits: Hit[];
  /** How sure it is that the first document answers, 0–1. */
  confidence: number;
  /** False: say 未查到. */
  answerable: boolean;
}

/** Documents that are looked at closely. */
const CLOSE = 16;
const PASSAGES_PER_DOC = 3;

export interface Examined {
  question: Question;
  scanner: Scanner;
  judged: Judged[];
}

/** Finds and describes the candidates of a question, unranked. Training and search share it. */
export function examine(
  index: PolicyIndex,
  knowledge: PolicyKnowledge,
  raw: string,
  { context = [], asOf, close = CLOSE }: SearchOptions = {},
): Examined {
  const question = readQuestion(raw, knowledge, context, asOf);
  const weighed = weigh(index, question, knowledge.background);
  const scanner = new Scanner(question, weighed);
  const judged = candidates(index, question, weighed, close).map((candidate): Judged => {
    const titleTerms = scanner.inText(candidate.segment.heads[candidate.doc]!.title);
    const sentences = readSentences(scanner, candidate, titleTerms);
    const chosen = choosePassage(knowledge.sentences, candidate.segment, candidate.doc, sentences);
    return { candidate, titleTerms, sentences, chosen, features: new Float64Array(0) };
  });
  describeDocs(scanner, weighed, knowledge.places, judged);
  return { question, scanner, judged };
}

/** Best document first, with the probability of each among those found. */
export function rankDocs(knowledge: PolicyKnowledge, judged: Judged[]): { judged: Judged[]; share: number[] } {
  const ranked = judged
    .map((j) => ({ j, value: knowledge.documents.score(j.features) }))
    .sort((a, b) => b.value - a.value);
  const top = ranked[0]?.value ?? 0;
  const total = ranked.reduce((sum, { value }) => sum + Math.exp(value - top), 0);
  return { judged: ranked.map(({ j }) => j), share: ranked.map(({ value }) => Math.exp(value - top) / total) };
}

/** Answers a question from the index: passages best first, and whether they answer at all. */
export function search(
  index: PolicyIndex,
  knowledge: PolicyKnowledge,
  raw: string,
  options: SearchOptions = {},
): SearchResult {
  const limit = options.limit ?? 10;
  const { question, scanner, judged } = examine(index, knowledge, raw, options);
  if (!judged.length) return { hits: [], confidence: 0, answerable: false };
  const ranked = rankDocs(knowledge, judged);
  const confidence = sigmoid(
    knowledge.answer.score(answerFeatures(question, scanner, ranked.judged, ranked.share, index.docs)),
  );
  for (const { chosen, candidate, sentences } of ranked.judged.slice(0, 3))
    morePassages(chosen, candidate.segment, candidate.doc, sentences, PASSAGES_PER_DOC);
  const hits = ranked.judged.flatMap((j, rank) =>
    j.chosen.windows.map((window, w): Hit & { rank: number; w: number } => {
      const { segment, doc } = j.candidate;
      const first = j.sentences.first;
      const labels = new Set<string>();
      for (let s = window.from; s < window.to; s++) labels.add(segment.labels[segment.sentLabel[first + s]!]!);
      labels.delete("");
      return {
        docid: segment.heads[doc]!.id,
        clause: segment.labels[segment.sentLabel[first + window.anchor]!]!,
        clauseLabels: [...labels],
        passage: segment.text.slice(window.start, window.end),
        score: ranked.share[rank]! * window.mass,
        start: window.start - segment.docStart[doc]!,
        end: window.end - segment.docStart[doc]!,
        rank,
        w,
      };
    }),
  );
  return {
    hits: inOrder(hits)
      .slice(0, limit)
      .map(({ rank: _rank, w: _w, ...hit }) => hit),
    confidence,
    answerable: confidence >= knowledge.threshold,
  };
}

/** Likeliest passage first, but documents make their first appearance in their own order. */
function inOrder<T extends { rank: number; w: number; score: number }>(hits: T[]): T[] {
  const left = [...hits];
  const out: T[] = [];
  let shown = 0;
  while (left.length) {
    let pick = -1;
    for (let i = 0; i < left.length; i++) {
      const hit = left[i]!;
      const allowed = hit.rank < shown || (hit.rank === shown && hit.w === 0);
      if (allowed && (pick < 0 || hit.score > left[pick]!.score)) pick = i;
    }
    const [hit] = left.splice(Math.max(0, pick), 1);
    if (hit!.rank === shown) shown++;
    out.push(hit!);
  }
  return out;
}

export const modelOf = {
  sentences: (named: Record<string, number>) => new Linear(SENTENCE_FEATURES, named),
  documents: (named: Record<string, number>) => new Linear(DOC_FEATURES, named),
  answer: (weights: NetworkWeights) => new Network(ANSWER_FEATURES, weights),
};
