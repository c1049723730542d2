// npm run bench:understanding -- --data DIR [--wrong]
//
// How well messages are understood: on the labelled sets of DIR, and on our own messages kept back. Public sets of
// letters and questions are learnt here and now; nothing of them is kept.
// --wrong prints the messages whose act was misread.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadFacts } from "../bot/facts.ts";
import { benchClusters, type ClusterRow } from "./understanding/clusters.ts";
import type { LabelTask } from "./understanding/labels.ts";
import { benchMessages, type MessageRow } from "./understanding/messages.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, wrong: { type: "boolean" } } });
const MB = 1_000_000;
const bare = process.memoryUsage().rss;
const opened = performance.now();
const facts = loadFacts();
const loadMs = performance.now() - opened;

function rowsOf<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const part = ([n, of]: [number, number]) => `${n} of ${of}`;
/** A figure beside what was asked of it. */
const least = (value: number, asked: number) =>
  `${value.toFixed(3)} (asked ≥ ${asked}${value >= asked ? "" : ", not reached"})`;
const most = (value: number, asked: number, unit: string) =>
  `${value.toFixed(2)} ${unit} (asked ≤ ${asked}${value <= asked ? "" : ", not reached"})`;

function messages(name: string, file: string): void {
  const scores = benchMessages(rowsOf<MessageRow>(file), facts);
  say(`${name} (${scores.rows})`);
  say(`  act: accuracy ${scores.actAccuracy.toFixed(3)}, macro-F1 ${least(scores.actMacroF1, 0.9)}`);
  say(
    `  tickets: false ${part(scores.falseTickets)}, missed ${part(scores.missedTickets)} (asked ≤ 1 and ≤ 2 of messages_dev)`,
  );
  say(`  number of issues exact ${least(scores.countExact, 0.92)}`);
  say(`  category micro-F1 ${least(scores.categoryF1, 0.88)}`);
  if (scores.phones[1] > 0) say(`  telephones right ${part(scores.phones)}`);
  say(`  one turn: p50 ${most(scores.p50, 0.5, "ms")}, p99 ${most(scores.p99, 3, "ms")}`);
  if (values.wrong) for (const line of scores.wrong) say(`    ${line}`);
}

messages("own messages, kept back", join(import.meta.dirname, "../data/messages/held.jsonl"));
const inData = (name: string) => (values.data ? join(values.data, name) : "");
if (existsSync(inData("messages_dev.jsonl"))) messages("messages_dev", inData("messages_dev.jsonl"));
const resident = process.memoryUsage().rss;
say(`facts and models: loaded in ${loadMs.toFixed(0)} ms (asked ≤ 200)`);
say(`memory: ${most(resident / MB, 150, "MB")} resident, ${((resident - bare) / MB).toFixed(0)} of it since the start`);
if (existsSync(inData("clusters_dev.jsonl"))) {
  const scores = benchClusters(rowsOf<ClusterRow>(inData("clusters_dev.jsonl")));
  say(`clusters_dev: pairwise F1 ${least(scores.f1, 0.75)}, lone messages left alone ${least(scores.alone, 0.85)}`);
}

interface Asked {
  macroF1?: number;
  accuracy?: number;
  top3?: number;
}

// Its dictionary of words is no part of reading a turn, so it is opened after the memory was measured.
const { benchLabels, LETTERS, QUESTIONS } = await import("./understanding/labels.ts");

function labels(name: string, key: "label" | "dept", task: LabelTask, asked: Asked): void {
  const rows = (part: string) =>
    rowsOf<{ text: string; label?: string; dept?: string }>(inData(`${name}_${part}.jsonl`)).map((row) => ({
      text: row.text,
      label: row[key] ?? "",
    }));
  if (!existsSync(inData(`${name}_train.jsonl`))) return;
  const s = benchLabels(rows("train"), rows("dev"), task);
  const figure = (value: number, at?: number) => (at === undefined ? value.toFixed(3) : least(value, at));
  say(
    `${name} (${s.rows}): macro-F1 ${figure(s.macroF1, asked.macroF1)}, accuracy ${figure(s.accuracy, asked.accuracy)}, ` +
      `@3 ${figure(s.top3, asked.top3)}; learnt in ${(s.learnMs / 1000).toFixed(0)} s, read in ${s.readMs.toFixed(2)} ms`,
  );
}
labels("taidi", "label", LETTERS, { macroF1: 0.915 });
labels("taipei_routing", "dept", QUESTIONS, { accuracy: 0.83, top3: 0.94 });
if (values.data && !existsSync(inData("messages_dev.jsonl"))) say(`${values.data}: no labelled sets found`);
