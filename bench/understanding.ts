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
import { benchLabels, type LabelTask, LETTERS, QUESTIONS } from "./understanding/labels.ts";
import { benchMessages, type MessageRow } from "./understanding/messages.ts";

const { values } = parseArgs({ options: { data: { type: "string" }, wrong: { type: "boolean" } } });
const facts = loadFacts();

function rowsOf<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const part = ([n, of]: [number, number]) => `${n} of ${of}`;
const share = (value: number) => value.toFixed(3);

function messages(name: string, file: string): void {
  const scores = benchMessages(rowsOf<MessageRow>(file), facts);
  say(`${name} (${scores.rows})`);
  say(`  act: accuracy ${share(scores.actAccuracy)}, macro-F1 ${share(scores.actMacroF1)}`);
  say(`  tickets: false ${part(scores.falseTickets)}, missed ${part(scores.missedTickets)}`);
  say(`  number of issues exact ${share(scores.countExact)}, category micro-F1 ${share(scores.categoryF1)}`);
  if (scores.phones[1] > 0) say(`  telephones right ${part(scores.phones)}`);
  say(`  one turn: p50 ${scores.p50.toFixed(2)} ms, p99 ${scores.p99.toFixed(2)} ms`);
  if (values.wrong) for (const line of scores.wrong) say(`    ${line}`);
}

messages("own messages, kept back", join(import.meta.dirname, "../data/messages/held.jsonl"));
const inData = (name: string) => (values.data ? join(values.data, name) : "");
if (existsSync(inData("messages_dev.jsonl"))) messages("messages_dev", inData("messages_dev.jsonl"));
if (existsSync(inData("clusters_dev.jsonl"))) {
  const scores = benchClusters(rowsOf<ClusterRow>(inData("clusters_dev.jsonl")));
  say(`clusters_dev: pairwise F1 ${share(scores.f1)}, lone messages left alone ${share(scores.alone)}`);
}

function labels(name: string, key: "label" | "dept", task: LabelTask): void {
  const rows = (part: string) =>
    rowsOf<{ text: string; label?: string; dept?: string }>(inData(`${name}_${part}.jsonl`)).map((row) => ({
      text: row.text,
      label: row[key] ?? "",
    }));
  if (!existsSync(inData(`${name}_train.jsonl`))) return;
  const s = benchLabels(rows("train"), rows("dev"), task);
  say(
    `${name} (${s.rows}): macro-F1 ${share(s.macroF1)}, accuracy ${share(s.accuracy)}, @3 ${share(s.top3)}; ` +
      `learnt in ${(s.learnMs / 1000).toFixed(0)} s, read in ${s.readMs.toFixed(2)} ms`,
  );
}
labels("taidi", "label", LETTERS);
labels("taipei_routing", "dept", QUESTIONS);
if (values.data && !existsSync(inData("messages_dev.jsonl"))) say(`${values.data}: no labelled sets found`);
