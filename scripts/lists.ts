/**
 * Problem lists from outside, and the indicators of an evaluation.
 *
 *     npm run lists -- check FILES… [--mapping MAPPING.json]
 *     npm run lists -- import FILES… --name NAME [--mapping MAPPING.json] [--yes]
 *     npm run lists -- indicators FILE.json
 *
 * docs/operators.md describes the files. All of it may run beside the bot. Exit status: 0 done or sound, 1 not done,
 * 2 not usable.
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { loadFacts, publishedYears } from "../bot/facts.ts";
import { FileFault } from "../bot/file-fault.ts";
import { FileShelf } from "../bot/files.ts";
import { learntRoutes } from "../bot/learning.ts";
import { NO_MAPPING, parseListMapping } from "../bot/lists/columns.ts";
import { diffList, importList, listDiffLines, nothingNew } from "../bot/lists/import.ts";
import { importIndicators } from "../bot/lists/indicators.ts";
import { itemsOf, type ListedItem } from "../bot/lists/items.ts";
import { readLists } from "../bot/lists/read.ts";
import { progressBar } from "../bot/progress.ts";

import { makeCalendar } from "../domain/calendar.ts";
import type { Town } from "../domain/town.ts";
import type { Ledger } from "../store/ledger.ts";
import { agreed, bytesOf, firstOf, jsonOf, misused, run, withTown } from "./command.ts";

const USAGE = `Usage: npm run lists -- check FILES... [--mapping MAPPING.json]
       npm run lists -- import FILES... --name NAME [--mapping MAPPING.json] [--yes]
       npm run lists -- indicators FILE.json`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { name: { type: "string" }, mapping: { type: "string" }, yes: { type: "boolean", short: "y" } },
});

async function main(): Promise<void> {
  const [command, ...paths] = positionals;
  if (paths.length === 0) throw misused(USAGE);
  if (command === "check") await withTown(async (ledger, town) => void (await check(ledger, town, paths)));
  else if (command === "import") await bring(paths);
  else if (command === "indicators" && paths.length === 1)
    await withTown(async (ledger, town) => {
      const { count, strange } = await importIndicators(ledger, town, jsonOf(paths[0]!), paths[0]!, new Date());
      for (const name of strange) console.log(`to look at: ${name} is no department of the town`);
      console.log(`${count} indicators are on the books.`);
    });
  else throw misused(USAGE);
}

async function check(ledger: Ledger, town: Town, paths: string[]): Promise<ListedItem[]> {
  const files = paths.map((path) => ({ name: basename(path), bytes: new Uint8Array(bytesOf(path)) }));
  const { items: written, faults, doubts } = await readLists(files, mapping(), progressBar("read"));
  const where = files.map(({ name }) => name).join(", ");
  if (faults.length > 0) throw new FileFault(where, firstOf(faults));
  if (written.length === 0) throw new FileFault(where, ["holds no problem and no suggestion"]);
  const { models, published } = loadFacts();
  const learnt = await learntRoutes(ledger.look());
  const calendar = makeCalendar(published, town.calendar);
  const setting = { now: new Date(), town, calendar, models, ...(learnt ? { learnt } : {}) };
  const items = itemsOf(written, setting, doubts, progressBar("understand"));
  for (const doubt of firstOf(doubts)) console.log(`to look at: ${doubt}`);
  const problems = items.filter(({ kind }) => kind === "问题").length;
  console.log(`sound: ${problems} problems, ${items.length - problems} suggestions`);
  return items;
}

async function bring(paths: string[]): Promise<void> {
  const list = values.name?.trim() ?? "";
  if (!list) throw misused("--name: expected the list's name, such as 2026年营商环境问题清单");
  await withTown(async (ledger, town, { dataDir }) => {
    const items = await check(ledger, town, paths);
    const diff = await diffList(ledger.look(), list, items);
    for (const line of listDiffLines(diff)) console.log(line);
    if (nothingNew(diff)) return console.log("Nothing to change.");
    if (!values.yes && !(await agreed())) return;
    const shelf = new FileShelf(join(dataDir, "files"));
    const given = {
      list,
      items,
      by: "命令行",
      now: new Date(),
      keepFile: (name: string, content: Uint8Array) => shelf.keep(name, content),
    };
    const { told } = await importList(ledger, publishedYears(), given, progressBar("write"));
    console.log(`Imported. ${told} messages are on their way, one to each unit.`);
  });
}

function mapping() {
  if (!values.mapping) return NO_MAPPING;
  const parsed = parseListMapping(jsonOf(values.mapping));
  if ("faults" in parsed) throw new FileFault(values.mapping, parsed.faults);
  return parsed.mapping;
}

await run(main);
