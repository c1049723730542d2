// npm run -s understand -- FILE.jsonl [--town TOWN.json]
//
// Prints the reading of each message ({id, text} a line), one JSON object a line: for the scorer, and for an office
// that wants to see why. Exit status 2 when an input is not valid.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { loadFacts } from "../bot/facts.ts";
import { FileFault } from "../bot/file-fault.ts";
import { parseTown } from "../bot/town/schema.ts";
import { makeCalendar } from "../domain/calendar.ts";
import { NOWHERE, readMessage } from "../text/hearing/bare.ts";

const Row = z.object({ id: z.string(), text: z.string() });

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
