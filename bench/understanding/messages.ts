import type { loadFacts } from "../../bot/facts.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { ACTS_OF_SETS, NOWHERE, readMessage } from "../../text/hearing/bare.ts";
import { classScores } from "./scores.ts";

export interface MessageRow {
  id: string;
  text: string;
  act: string;
  issues: { category: string; urgency: string }[];
  phone?: string;
}

export interface MessageScores {
  rows: number;
  actAccuracy: number;
  actMacroF1: number;
  /** Messages that are no report and were read as one; reports that were read as something else: how many of how many. */
  falseTickets: [number, number];
  missedTickets: [number, number];
  countExact: number;
  categoryF1: number;
  phones: [number, number];
  /** Milliseconds a turn. */
  p50: number;
  p99: number;
  wrong: string[];
}

/** Reads every message by itself, as `npm run understand` does, and compares. */
export function benchMessages(rows: readonly MessageRow[], facts: ReturnType<typeof loadFacts>): MessageScores {
  const setting = { town: NOWHERE, calendar: makeCalendar(facts.published), models: facts.models };
  // Warm first: a bot that has run for a minute is what people talk to.
  for (let pass = 0; pass < 4; pass++) for (const row of rows) readMessage(row, setting);
  const times: number[] = [];
  const predicted = rows.map((row) => {
    let reading = readMessage(row, setting);
    let fastest = Number.POSITIVE_INFINITY;
    // The fastest of three: what a turn costs, not what else the machine was doing.
    for (let pass = 0; pass < 3; pass++) {
      const from = performance.now();
      reading = readMessage(row, setting);
      fastest = Math.min(fastest, performance.now() - from);
    }
    times.push(fastest);
    return reading;
  });
  const gold = rows.map(({ act }) => ACTS_OF_SETS[act as Act] ?? act);
  const acts = predicted.map(({ act }) => act as string);
  const scores = classScores(gold, acts);
  const reports = gold.filter((act) => act === "report").length;
  let both = 0;
  let either = 0;
  let exact = 0;
  let phonesRight = 0;
  rows.forEach((row, i) => {
    const found = (predicted[i]!.issues as { category: string }[]).map(({ category }) => category);
    if (found.length === row.issues.length) exact++;
    either += found.length + row.issues.length;
    const left = row.issues.map(({ category }) => category);
    for (const category of found) {
      const at = left.indexOf(category);
      if (at < 0) continue;
      both++;
      left.splice(at, 1);
    }
    if (row.phone && predicted[i]!.phone === row.phone) phonesRight++;
  });
  times.sort((a, b) => a - b);
  return {
    rows: rows.length,
    actAccuracy: scores.accuracy,
    actMacroF1: scores.macroF1,
    falseTickets: [gold.filter((act, i) => act !== "report" && acts[i] === "report").length, rows.length - reports],
    missedTickets: [gold.filter((act, i) => act === "report" && acts[i] !== "report").length, reports],
    countExact: exact / rows.length,
    categoryF1: either > 0 ? (2 * both) / either : 1,
    phones: [phonesRight, rows.filter(({ phone }) => phone).length],
    p50: times[Math.floor(times.length / 2)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
    wrong: rows.flatMap((row, i) => (gold[i] === acts[i] ? [] : [`${gold[i]} → ${acts[i]}: ${row.text}`])),
  };
}
