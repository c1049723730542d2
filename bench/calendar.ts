/**
 * Adding 15 working days, against chinese-days in the same run. Results are compared first: a fast wrong answer fails.
 *
 *     npx tsx bench/calendar.ts
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import chineseDays from "chinese-days";
import { makeCalendar } from "../domain/calendar.ts";
import { addDays } from "../domain/time.ts";

const WANTED_RATIO = 20;

const calendar = makeCalendar(JSON.parse(readFileSync(join(import.meta.dirname, "../data/holidays.json"), "utf8")));
const days: string[] = [];
for (let day = "2012-01-01"; day <= "2026-11-30"; day = addDays(day, 1)) days.push(day);

const differing = days.filter((day) => chineseDays.findWorkday(15, day) !== calendar.addWorkdays(day, 15).day);
if (differing.length > 0) {
  console.error(`${differing.length} of ${days.length} days differ, first ${differing[0]}`);
  process.exit(1);
}

/** Microseconds a call: the best of five rounds over all days. */
function measure(add: (day: string) => unknown, repeat: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (let i = 0; i < repeat; i++) for (const day of days) add(day);
    best = Math.min(best, ((performance.now() - start) * 1000) / (repeat * days.length));
  }
  return best;
}

const ours = measure((day) => calendar.addWorkdays(day, 15), 20);
const theirs = measure((day) => chineseDays.findWorkday(15, day), 1);
const ratio = theirs / ours;
console.log(`own calendar  ${ours.toFixed(3)} µs per 15 working days`);
console.log(`chinese-days  ${theirs.toFixed(3)} µs`);
console.log(`ratio         ${ratio.toFixed(0)} (wanted: at least ${WANTED_RATIO}); ${days.length} days agree`);
process.exitCode = ratio >= WANTED_RATIO ? 0 : 1;
