/**
 * npm run policy:train -- --catalogue C.jsonl --set name:weight:Q.jsonl|Q.tsv … [--no-held-out] [--write]
 *
 * Learns the three models of the policy search (passage, document, "does it answer") from questions with their
 * document and evidence, in the format of policy:eval. Prints held-out figures per set, folds parted by document;
 * with --write trains on everything and writes data/models/policy-ranking.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ANSWER_FEATURES, answerFeatures } from "../catalogue/search/answerable.ts";
import { DOC_FEATURES } from "../catalogue/search/documents.ts";
import { BLANK, CLASS, fold } from "../catalogue/search/fold.ts";
import { buildIndex, type PolicyIndex, textOf, updateIndex } from "../catalogue/search/index.ts";
import { parseKnowledge } from "../catalogue/search/knowledge.ts";
import type { NetworkWeights } from "../catalogue/search/model.ts";
import { readSentences, SENTENCE_FEATURES } from "../catalogue/search/passages.ts";
import { type Examined, examine, modelOf, type PolicyKnowledge, rankDocs, search } from "../catalogue/search/search.ts";
import { docEnd, type SearchDoc, type Segment } from "../catalogue/search/segment.ts";
import { type Example, fitChoice, fitNetwork, type Group } from "./policy-fit.ts";
import { parseTowns } from "./policy-towns.ts";

interface Row {
  id: string;
  set: string;
  weight: number;
  question: string;
  context?: { role: "user" | "bot"; text: string }[];
  docid: string | null;
  also?: string[] | null;
  evidence: string[];
  fold: number;
  index: PolicyIndex;
}

const jsonl = (file: string) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line));

const { values } = parseArgs({
  options: {
    catalogue: { type: "string" },
    set: { type: "string", multiple: true },
    "no-held-out": { type: "boolean" },
    write: { type: "boolean" },
  },
});
if (!values.catalogue || !values.set) throw new Error("usage: --catalogue C.jsonl --set name:weight:Q.jsonl …");
/** Questions are parted by document for the held-out figures. */
const FOLDS = 5;
const index: PolicyIndex = buildIndex(
  jsonl(values.catalogue).map((row) => ({ ...row, clauses: [{ label: "", text: row.text }] })),
);
/** The shipped knowledge; weights of features that have changed since count for nothing until they are learnt anew. */
function shippedKnowledge(): { knowledge: PolicyKnowledge; current: boolean } {
  const read = (file: string) => readFileSync(join("data", file), "utf8");
  const ranking = JSON.parse(read("models/policy-ranking.json")) as {
    sentences: Record<string, number>;
    documents: Record<string, number>;
    answer: NetworkWeights;
    threshold: number;
  };
  const current = ranking.answer.inputs.join() === ANSWER_FEATURES.join();
  if (!current) ranking.answer = { inputs: [...ANSWER_FEATURES], hidden: [], hiddenBias: [], out: [], bias: 0 };
  const kept = (named: Record<string, number>, names: readonly string[]) =>
    Object.fromEntries(Object.entries(named).filter(([name]) => names.includes(name)));
  ranking.sentences = kept(ranking.sentences, SENTENCE_FEATURES);
  ranking.documents = kept(ranking.documents, DOC_FEATURES);
  const knowledge = parseKnowledge({
    lexicon: read("lexicon/policy.tsv"),
    places: read("lexicon/places.tsv"),
    background: read("models/policy-background.json"),
    ranking: JSON.stringify(ranking),
  });
  return { knowledge, current };
}

const { knowledge, current } = shippedKnowledge();

const hash = (text: string): number =>
  [...text].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 16777619) >>> 0, 2166136261);
/** Questions that name their answer by place in a document, so that no document's words are kept with them. */
function ownQuestions(file: string): Omit<Row, "set" | "weight" | "fold" | "index">[] {
  const squeeze = (text: string) => text.replace(/\s+/g, "");
  const texts = [...index.place.keys()].map((id) => ({ id, text: squeeze(textOf(index, id)!) }));
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() && !line.startsWith("#"))
    .map((line, i) => {
      const [docid, from, to, question] = line.split("\t");
      const row = { id: `${file}:${i}`, question: question! };
      if (docid === "-") return { ...row, docid: null, evidence: [] };
      const evidence = textOf(index, docid!)!.slice(Number(from), Number(to)).trim().slice(0, 395);
      const same = squeeze(evidence);
      return {
        ...row,
        docid: docid!,
        also: texts.filter(({ id, text }) => id !== docid && text.includes(same)).map(({ id }) => id),
        evidence: [evidence],
      };
    });
}

const data: Row[] = values.set.flatMap((spec) => {
  const [set, weight, file] = spec.split(":");
  const rows = file!.endsWith(".tsv") ? ownQuestions(file!) : jsonl(file!);
  return rows.map(
    (row): Row => ({
      ...row,
      set,
      weight: Number(weight) / rows.length,
      fold: hash(row.docid ?? row.id) % FOLDS,
      index,
    }),
  );
});
/** The same questions where the catalogue has lost what answers them, and in towns with a handful of short policies. */
function variants(row: Row): Row[] {
  const out: Row[] = [];
  const gone = [...golds(row)];
  if (row.set !== "ncp" || hash(row.id) % 2) {
    if (gone.length)
      out.push({
        ...row,
        set: `${row.set}-gone`,
        docid: null,
        also: [],
        index: updateIndex(index, { remove: gone }),
        weight: row.weight * (row.set === "ncp" ? 0.4 : 0.12),
      });
  }
  if (row.set === "ncp") return out;
  const town = townAround(row);
  out.push({ ...row, set: town.docid ? "town" : "town-gone", ...town, weight: row.weight * 0.5 });
  if (town.docid)
    out.push({
      ...row,
      set: "town-gone",
      docid: null,
      also: [],
      index: updateIndex(town.index, { remove: [row.docid!] }),
      weight: row.weight * 0.5,
    });
  return out;
}

const TOWN = 14;

function townAround(row: Row): { docid: string | null; also: string[]; index: PolicyIndex } {
  let seed = hash(row.id);
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
  const segment = index.segments[0]!;
  const gold = golds(row);
  const piece = (doc: number, sentence: number) => {
    const first = Math.max(segment.docSent[doc]!, sentence);
    const last = Math.min(segment.docSent[doc + 1]!, first + 1 + random(3));
    const text = segment.text.slice(
      segment.sentStart[first]!,
      last < segment.docSent[doc + 1]! ? segment.sentStart[last]! : docEnd(segment, doc),
    );
    return { label: segment.labels[segment.sentLabel[first]!] || "第一条", text: text.trim() || "无" };
  };
  const docs: SearchDoc[] = [];
  const place = row.docid ? index.place.get(row.docid) : undefined;
  const span = place && row.evidence[0] ? locate(segment, place.doc, row.evidence[0]) : undefined;
  if (place && span) {
    let s = segment.docSent[place.doc]!;
    while (s + 1 < segment.docSent[place.doc + 1]! && segment.sentStart[s + 1]! <= span[0]) s++;
    let e = s;
    while (e + 1 < segment.docSent[place.doc + 1]! && segment.sentStart[e + 1]! < span[1]) e++;
    const to = e + 1 < segment.docSent[place.doc + 1]! ? segment.sentStart[e + 1]! : docEnd(segment, place.doc);
    const clauses = [
      { label: segment.labels[segment.sentLabel[s]!] || "第二条", text: segment.text.slice(segment.sentStart[s]!, to) },
    ];
    const sentences = segment.docSent[place.doc + 1]! - segment.docSent[place.doc]!;
    for (let i = random(3); i > 0; i--) clauses.push(piece(place.doc, segment.docSent[place.doc]! + random(sentences)));
    docs.push({ ...segment.heads[place.doc]!, clauses });
  }
  while (docs.length < TOWN) {
    const doc = random(segment.heads.length);
    const { id } = segment.heads[doc]!;
    const sentences = segment.docSent[doc + 1]! - segment.docSent[doc]!;
    if (!id.startsWith("hb") || gold.has(id) || sentences < 6) continue;
    const clauses = Array.from({ length: 1 + random(4) }, () =>
      piece(doc, segment.docSent[doc]! + 2 + random(sentences - 3)),
    );
    docs.push({ ...segment.heads[doc]!, clauses });
  }
  return { docid: span ? row.docid : null, also: [], index: buildIndex(docs) };
}

const golds = (row: Row): Set<string> => new Set([row.docid, ...(row.also ?? [])].filter((id): id is string => !!id));

/** Offsets of a verbatim evidence in a document, blanks and width aside; undefined when it is not there. */
function locate(segment: Segment, doc: number, evidence: string): [number, number] | undefined {
  const squeeze = (codes: Uint16Array, from: number, to: number) => {
    let text = "";
    const at: number[] = [];
    for (let i = from; i < to; i++) {
      if (CLASS[codes[i]!] === BLANK) continue;
      text += String.fromCharCode(codes[i]!);
      at.push(i);
    }
    return { text, at };
  };
  const whole = squeeze(segment.codes, segment.docStart[doc]!, docEnd(segment, doc));
  const wanted = squeeze(fold(evidence), 0, evidence.length).text;
  const found = whole.text.indexOf(wanted);
  return found < 0 ? undefined : [whole.at[found]!, whole.at[found + wanted.length - 1]! + 1];
}

function sentenceGroup(row: Row, k: PolicyKnowledge): Group | undefined {
  if (row.index !== index && row.set !== "made") return undefined;
  const place = row.docid ? row.index.place.get(row.docid) : undefined;
  if (!place) return undefined;
  const segment = row.index.segments[place.segment]!;
  const spans = row.evidence.flatMap((text) => locate(segment, place.doc, text) ?? []);
  if (!spans.length) return undefined;
  const { scanner } = examine(row.index, k, row.question, { context: row.context, close: 1 });
  const candidate = { segment, doc: place.doc, best: 0, second: 0, whole: 0, title: 0, score: 0 };
  const read = readSentences(scanner, candidate, scanner.inText(segment.heads[place.doc]!.title));
  const target = Array.from(read.used, (s): number => {
    const from = segment.sentStart[read.first + s]!;
    const to = s + 1 < read.count ? segment.sentStart[read.first + s + 1]! : docEnd(segment, place.doc);
    for (let i = 0; i < spans.length; i += 2) if (from < spans[i + 1]! && to > spans[i]! + 1) return 1;
    return 0;
  });
  const sum = target.reduce((a, b) => a + b, 0);
  if (!sum || target.length < 2) return undefined;
  const x = read.features;
  return { x, target: target.map((t) => t / sum), weight: row.weight };
}

/** A question with its candidates described; the features of single sentences have done their work and are let go. */
function look(row: Row, k: PolicyKnowledge): Examined {
  const seen = examine(row.index, k, row.question, { context: row.context });
  for (const j of seen.judged) j.sentences.features = new Float64Array(0);
  return seen;
}

function docGroup(row: Row, { judged }: Examined): Group | undefined {
  const gold = golds(row);
  if (!gold.size) return undefined;
  const target = judged.map((j) => (gold.has(j.candidate.segment.heads[j.candidate.doc]!.id) ? 1 : 0) as number);
  const sum = target.reduce((a, b) => a + b, 0);
  if (!sum || judged.length < 2) return undefined;
  const x = new Float64Array(judged.length * DOC_FEATURES.length);
  judged.forEach((j, i) => {
    x.set(j.features, i * DOC_FEATURES.length);
  });
  return { x, target: target.map((t) => t / sum), weight: row.weight };
}

/** Sentences of the answering document; they hang on no model, so that every fold shares them. */
const sentenceGroups = new Map<Row, Group | undefined>();

function sentencesOf(row: Row): Group | undefined {
  if (!sentenceGroups.has(row)) sentenceGroups.set(row, sentenceGroup(row, knowledge));
  return sentenceGroups.get(row);
}

function answerExample(row: Row, { question, scanner, judged }: Examined, k: PolicyKnowledge): Example | undefined {
  const ranked = rankDocs(k, judged);
  const gold = golds(row);
  const top = ranked.judged[0];
  if (!top) return undefined;
  const right = gold.has(top.candidate.segment.heads[top.candidate.doc]!.id);
  const x = answerFeatures(question, scanner, ranked.judged, ranked.share, row.index.docs);
  return { x, target: gold.size ? (right ? 1 : 0.55) : 0, weight: row.weight * (gold.size ? 1 : 1.6) };
}

interface Trained {
  knowledge: PolicyKnowledge;
  sentences: Record<string, number>;
  documents: Record<string, number>;
  answer: NetworkWeights;
}

function train(rows: Row[]): Trained {
  const present = <T>(value: T | undefined): value is T => value !== undefined;
  const sentences = fitChoice(SENTENCE_FEATURES, rows.map(sentencesOf).filter(present), 0.02);
  const first = { ...knowledge, sentences: modelOf.sentences(sentences) };
  const seen = rows.map((row) => look(row, first));
  const documents = fitChoice(DOC_FEATURES, rows.map((row, i) => docGroup(row, seen[i]!)).filter(present), 0.03);
  const second = { ...first, documents: modelOf.documents(documents) };
  const examples = rows.map((row, i) => answerExample(row, seen[i]!, second));
  const answer = fitNetwork(ANSWER_FEATURES, examples.filter(present), 0.01);
  return { knowledge: { ...second, answer: modelOf.answer(answer) }, sentences, documents, answer };
}

const squash = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\s\u200b\ufeff]+/gu, "")
    .toLowerCase();

interface Outcome {
  row: Row;
  hit1: number;
  hit3: number;
  ndcg: number;
  ev1: number;
  ev3: number;
  confidence: number;
}

function judge(row: Row, k: PolicyKnowledge): Outcome {
  const { hits, confidence } = search(row.index, k, row.question, { context: row.context });
  const gold = golds(row);
  const docs = [...new Set(hits.map((hit) => hit.docid))];
  const at = docs.findIndex((id) => gold.has(id));
  const evidence = row.evidence.filter((text) => [...text].length <= 400).map(squash);
  const holds = hits.slice(0, 3).map((hit) => evidence.some((text) => squash(hit.passage).includes(text)));
  return {
    row,
    hit1: at === 0 ? 1 : 0,
    hit3: at >= 0 && at < 3 ? 1 : 0,
    ndcg: at >= 0 && at < 10 ? 1 / Math.log2(at + 2) : 0,
    ev1: holds[0] ? 1 : 0,
    ev3: holds.some(Boolean) ? 1 : 0,
    confidence,
  };
}

function report(name: string, outcomes: Outcome[]): void {
  for (const set of [...new Set(outcomes.map((o) => o.row.set))].filter((set) => !set.endsWith("-gone"))) {
    const all = outcomes.filter((o) => o.row.set === set || (set === "town" && o.row.set === "town-gone"));
    const lost = outcomes.filter((o) => o.row.set === `${set}-gone`);
    const yes = all.filter((o) => o.row.docid);
    const no = all.filter((o) => !o.row.docid);
    const mean = (f: (o: Outcome) => number) => yes.reduce((sum, o) => sum + f(o), 0) / Math.max(1, yes.length);
    const auroc = (negative: Outcome[]) => {
      let wins = 0;
      for (const a of yes)
        for (const b of negative) wins += a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0;
      return (wins / (yes.length * negative.length || 1)).toFixed(3);
    };
    const line = [
      `hit@1 ${mean((o) => o.hit1).toFixed(3)}`,
      `hit@3 ${mean((o) => o.hit3).toFixed(3)}`,
      `ndcg ${mean((o) => o.ndcg).toFixed(3)}`,
      `ev@1 ${mean((o) => o.ev1).toFixed(3)}`,
      `ev@3 ${mean((o) => o.ev3).toFixed(3)}`,
      `auroc ${auroc(no)}`,
      `(lost) ${auroc(lost)}`,
    ];
    process.stdout.write(`${name} ${set.padEnd(5)} ${line.join("  ")}`);
    for (const cut of [0.4, 0.45, 0.5, 0.55, 0.6, 0.65]) {
      const said = all.filter((o) => o.confidence >= cut);
      const wrong = said.filter((o) => !o.row.docid || !o.hit1).length / Math.max(1, said.length);
      process.stdout.write(
        `  [${cut}: ans ${(said.filter((o) => o.row.docid).length / yes.length).toFixed(2)} wrong ${wrong.toFixed(2)}]`,
      );
    }
    process.stdout.write("\n");
  }
}

/** The made-up towns, each question in its town, and again with the answering document taken away. */
const made = parseTowns(readFileSync("data/training/policy-towns.txt", "utf8"));
const madeIndex = new Map([...made.towns].map(([town, docs]) => [town, buildIndex(docs)]));
const madeRows = made.questions.flatMap(({ town, ...rest }, i): Row[] => {
  const own = madeIndex.get(town)!;
  const weight = 1.2 / made.questions.length;
  const row: Row = { ...rest, id: `${town}${i}`, set: "made", weight, fold: hash(town) % FOLDS, index: own };
  if (!row.docid) return [{ ...row, weight: weight * 1.5 }];
  const lost = { ...row, set: "made-gone", docid: null, also: [], weight: weight * 0.3 };
  return [row, { ...lost, index: updateIndex(own, { remove: [...golds(row)] }) }];
});
const all = [...data, ...data.flatMap(variants), ...madeRows];
if (current)
  report(
    "as shipped",
    data.map((row) => judge(row, knowledge)),
  );
const held: Outcome[] = [];
if (!values["no-held-out"]) {
  for (let f = 0; f < FOLDS; f++) {
    const k = train(all.filter((row) => row.fold !== f));
    held.push(...all.filter((row) => row.fold === f).map((row) => judge(row, k.knowledge)));
  }
  report("held-out", held);
}
if (values.write) {
  const model = train(all);
  const round = (weights: Record<string, number>) =>
    Object.fromEntries(
      Object.entries(weights).flatMap(([name, w]) => (Math.abs(w) < 5e-4 ? [] : [[name, Number(w.toFixed(4))]])),
    );
  const { inputs, hidden, hiddenBias, out, bias } = model.answer;
  const short = (value: number) => Number(value.toFixed(4));
  const answer = {
    inputs,
    hidden: hidden.map((row) => row.map(short)),
    hiddenBias: hiddenBias.map(short),
    out: out.map(short),
    bias: short(bias),
  };
  const file = {
    threshold: knowledge.threshold,
    sentences: round(model.sentences),
    documents: round(model.documents),
    answer,
  };
  writeFileSync("data/models/policy-ranking.json", `${JSON.stringify(file)}\n`);
  report(
    "trained",
    data.map((row) => judge(row, model.knowledge)),
  );
}
