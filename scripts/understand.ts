// npm run -s understand -- FILE.jsonl [--town TOWN.json]
//
// Prints the reading of each message ({id, text} a line), one JSON object a line: for the scorer, and for an office
// that wants to see why. Exit status 2 when an input is not valid.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { loadFacts } from "../bot/facts.ts";
import { FileFault, parseTown } from "../bot/town/schema.ts";
import { makeCalendar } from "../domain/calendar.ts";
import type { Town } from "../domain/town.ts";
import { readMessage } from "../text/hearing/bare.ts";

const Row = z.object({ id: z.string(), text: z.string() });

/** A town that knows nobody: names are read as written, departments are the categories' own. */
const NOWHERE: Town = {
  botName: "小助手",
  zone: "Asia/Shanghai",
  calendar: {},
  rules: {
    assign: { days: 2, unit: "natural", roll: "next_workday" },
    reply: { days: 14, unit: "natural", roll: "next_workday" },
    resolve_simple: { days: 0, unit: "working", roll: "none" },
    resolve_complex: { days: 15, unit: "working", roll: "none" },
    callback_required: true,
    working_hours: ["08:30", "17:30"],
    quiet_hours: ["20:00", "08:00"],
    reminders: [],
    sent_at: "09:00",
  },
  departments: [],
  people: [],
  enterprises: [],
  policies: [],
  events: [],
  groups: [],
};

function main(): void {
  const { values, positionals } = parseArgs({ options: { town: { type: "string" } }, allowPositionals: true });
  const [file] = positionals;
  if (!file) throw new FileFault("the command line", ["expected FILE.jsonl [--town TOWN.json]"]);
  const town = values.town ? parseTown(JSON.parse(readFileSync(values.town, "utf8")), values.town) : NOWHERE;
  const facts = loadFacts();
  const calendar = makeCalendar(facts.published, town.calendar);
  const departments = values.town ? undefined : defaultDepartments();
  const faults: string[] = [];
  const rows = readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, i) => {
      if (line.trim() === "") return [];
      const parsed = Row.safeParse(jsonOf(line));
      if (parsed.success) return [parsed.data];
      faults.push(`line ${i + 1}: expected {"id": string, "text": string}`);
      return [];
    });
  if (faults.length > 0) throw new FileFault(file, faults);
  for (const row of rows)
    process.stdout.write(
      `${JSON.stringify(readMessage(row, { town, calendar, models: facts.models, departments }))}\n`,
    );
}

function defaultDepartments(): Map<string, string> {
  const text = readFileSync(new URL("../data/categories.json", import.meta.url), "utf8");
  const { categories } = JSON.parse(text) as { categories: { name: string; dept: string }[] };
  return new Map(categories.map(({ name, dept }) => [name, dept]));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof FileFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
