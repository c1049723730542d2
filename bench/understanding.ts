// npm run bench:understanding -- --data DIR [--wrong]
//
// How well messages are understood: on the labelled sets of DIR, and on our own messages kept back.
// --wrong prints the messages whose act was misread.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadFacts } from "../bot/facts.ts";
import { benchClusters, type ClusterRow } from "./understanding/clusters.ts";
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
if (values.data && !existsSync(inData("messages_dev.jsonl"))) say(`${values.data}: no labelled sets found`);
