/**
 * Rules before they are used: every fault with its line, what is doubtful, and a dry run on tickets of the past.
 *
 *     npm run rules -- check FILE [--month YYYY-MM|last] [--tickets TICKETS]
 *
 * FILE is a town file or its rules alone. `--month` tries them on the tickets of a month on the books (it may run beside
 * the bot), `--tickets` on a JSON array, a replay's output or one ticket a line. Nothing is written. Exit status: 0 sound, 2 not.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "../bot/config.ts";
import { FileFault } from "../bot/file-fault.ts";
import { openDatabase } from "../bot/ground.ts";
import { type CheckedRules, dryRun, pastOfBooks, readRules, readTickets } from "../bot/town/check-rules.ts";

import type { PublishedYears } from "../domain/calendar.ts";
import { spanOf } from "../domain/period.ts";
import { addDays, dayOf, instantOf } from "../domain/time.ts";
import type { Day } from "../domain/town.ts";
import { openStore } from "../store/client.ts";
import { Ledger } from "../store/ledger.ts";

const USAGE = "Usage: npm run rules -- check FILE [--month YYYY-MM|last] [--tickets TICKETS]";

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { tickets: { type: "string" }, month: { type: "string" } },
  });
  const [command, file] = positionals;
  if (command !== "check" || !file) throw new FileFault("Arguments", [USAGE]);
  const checked = readRules(read(file), file);
  for (const doubt of checked.doubts) console.log(`${file}:${doubt}`);
  console.log(`${file}: rules are sound${checked.doubts.length > 0 ? `, ${checked.doubts.length} to look at` : ""}.`);
  const published = JSON.parse(read(join(import.meta.dirname, "../data/holidays.json")));
  const today = dayOf(new Date(), checked.zone);
  if (values.tickets)
    for (const line of dryRun(readTickets(read(values.tickets), values.tickets), checked, published, today))
      console.log(line);
  if (values.month) await onBooks(values.month, checked, published, today);
}

/** The dry run on a month of the books. What rules alone do not say, zone and calendar, is the books'. */
async function onBooks(month: string, checked: CheckedRules, published: PublishedYears, today: Day): Promise<void> {
  const period = month === "last" ? addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7) : month;
  const span = /^\d{4}-\d{2}$/.test(period) ? spanOf(period) : null;
  if (!span) throw new FileFault("Arguments", [`--month: expected YYYY-MM or last, got "${month}"`]);
  const database = await openDatabase(loadConfig(), { shared: true });
  const ledger = new Ledger(openStore(database.url));
  try {
    const work = ledger.look();
    const town = await work.town.loadTown();
    if (!town) throw new FileFault("The books", ["no town is loaded: npm run town -- import FILE"]);
    const here = checked.ofTown ? checked : { ...checked, zone: town.zone, calendar: town.calendar };
    const rows = await work.tickets.findTickets({
      createdAt: {
        gte: instantOf(span.from, "00:00", here.zone),
        lt: instantOf(addDays(span.until, 1), "00:00", here.zone),
      },
    });
    console.log(`Tried on the tickets of ${period}, nothing is written:`);
    for (const line of dryRun(pastOfBooks(rows, town.departments), here, published, today)) console.log(line);
  } finally {
    await ledger.close();
    await database.close();
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
  await main();
} catch (error) {
  const usable = error instanceof FileFault || error instanceof ConfigError;
  if (!usable && !(error as Error & { code?: string }).code?.startsWith("ERR_PARSE_ARGS")) throw error;
  console.error((error as Error).message);
  process.exitCode = 2;
}
