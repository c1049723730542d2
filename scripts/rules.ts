/**
 * Rules before they are used: every fault with its line, what is doubtful, and a dry run on tickets of the past.
 *
 *     npm run rules -- check FILE [--tickets TICKETS]
 *
 * FILE is a town file or its rules alone; TICKETS a JSON array, a replay's output or one ticket a line. Nothing is
 * written. Exit status: 0 sound, 2 not.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dryRun, readRules, readTickets } from "../bot/town/check-rules.ts";
import { FileFault } from "../bot/town/schema.ts";

const USAGE = "Usage: npm run rules -- check FILE [--tickets TICKETS]";

function main(): void {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { tickets: { type: "string" } } });
  const [command, file] = positionals;
  if (command !== "check" || !file) throw new FileFault("Arguments", [USAGE]);
  const checked = readRules(read(file), file);
  for (const doubt of checked.doubts) console.log(`${file}:${doubt}`);
  console.log(`${file}: rules are sound${checked.doubts.length > 0 ? `, ${checked.doubts.length} to look at` : ""}.`);
  if (values.tickets) {
    const published = JSON.parse(read(join(import.meta.dirname, "../data/holidays.json")));
    for (const line of dryRun(readTickets(read(values.tickets), values.tickets), checked, published)) console.log(line);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new FileFault(file, [`cannot be read (${(error as NodeJS.ErrnoException).code})`]);
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof FileFault) && !(error as Error & { code?: string }).code?.startsWith("ERR_PARSE_ARGS"))
    throw error;
  console.error((error as Error).message);
  process.exitCode = 2;
}
