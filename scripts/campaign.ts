/**
 * A season of visits (万名干部进万企): enterprises, cadres, and who goes where.
 *
 *     npm run campaign -- template OUT.xlsx
 *     npm run campaign -- check FILES…
 *     npm run campaign -- import FILES… --id ID --name NAME --from DAY --to DAY [--remind 1-7] [--yes]
 *     npm run campaign -- hand-over FROM TO [ENTERPRISE_ID…]
 *     npm run campaign -- use-ledger ID MAPPING.json
 *     npm run campaign -- ledger ID OUT.xlsx [--mapping MAPPING.json]
 *
 * docs/operators.md describes the files. All of it may run beside the bot. Exit status: 0 done or sound, 1 not done,
 * 2 not usable.
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { diffCampaign, diffLines, importCampaign, nothingToDo } from "../bot/campaign/import.ts";
import { readLedger } from "../bot/campaign/ledger.ts";
import { readRosters } from "../bot/campaign/read.ts";
import { type Roster, rosterOf } from "../bot/campaign/roster.ts";
import { rosterTemplate } from "../bot/campaign/template.ts";
import { writeLedger } from "../bot/campaign/write-ledger.ts";
import { publishedYears } from "../bot/facts.ts";
import { FileFault } from "../bot/file-fault.ts";
import { progressBar } from "../bot/progress.ts";

import type { Desk } from "../desk/desk.ts";
import { handOver } from "../desk/hand-over.ts";
import { makeCalendar } from "../domain/calendar.ts";
import type { Campaign } from "../domain/campaign.ts";
import { isDay } from "../domain/time.ts";
import type { Town } from "../domain/town.ts";
import type { Work } from "../store/work.ts";
import { agreed, bytesOf, firstOf, misused, run, withTown, writeNew } from "./command.ts";

const USAGE = `Usage: npm run campaign -- template OUT.xlsx
       npm run campaign -- check FILES...
       npm run campaign -- import FILES... --id ID --name NAME --from DAY --to DAY [--remind 1-7] [--yes]
       npm run campaign -- hand-over FROM TO [ENTERPRISE_ID...]
       npm run campaign -- use-ledger ID MAPPING.json
       npm run campaign -- ledger ID OUT.xlsx [--mapping MAPPING.json]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    id: { type: "string" },
    name: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    remind: { type: "string" },
    mapping: { type: "string" },
    yes: { type: "boolean", short: "y" },
  },
});

async function main(): Promise<void> {
  const [command, ...args] = positionals;
  if (args.length === 0) throw misused(USAGE);
  if (command === "template") template(args[0]!, await rosterTemplate());
  else if (command === "check") await withTown((_, town) => check(args, town));
  else if (command === "import") await bring(args);
  else if (command === "hand-over") await pass(args);
  else if (command === "use-ledger" && args.length === 2) await useLedger(args[0]!, args[1]!);
  else if (command === "ledger" && args.length === 2) await ledger(args[0]!, args[1]!);
  else throw misused(USAGE);
}

async function useLedger(id: string, path: string): Promise<void> {
  const { kept } = readLedger(path);
  await withTown(async (books) => {
    if (!(await books.look().campaigns.campaignById(id))) throw misused(`no campaign "${id}" is on the books`);
    await books.transaction((work) => work.campaigns.setLedgerTemplate(id, kept));
    console.log(`${id}: 两清单一台账 is written into ${kept.name} from now on`);
  });
}

async function ledger(id: string, out: string): Promise<void> {
  const kept = values.mapping ? readLedger(values.mapping).kept : undefined;
  await withTown(async (books, town) => {
    for (const { sheet, added, refreshed } of await writeLedger(deskOf(books.look(), town), id, out, kept))
      console.log(`${sheet}: ${added} added, ${refreshed} refreshed`);
  });
}

const deskOf = (work: Work, town: Town): Desk => ({
  work,
  town,
  now: new Date(),
  calendar: makeCalendar(publishedYears(), town.calendar),
  rings: [],
});

async function check(paths: string[], town: Town): Promise<Roster> {
  const { rows, faults } = await readRosters(paths.map(read), progressBar("read"));
  const roster = rosterOf(rows, town, faults);
  if (faults.length > 0) throw new FileFault(paths.map((path) => basename(path)).join(", "), firstOf(faults));
  for (const doubt of roster.doubts) console.log(`to look at: ${doubt}`);
  console.log(
    `sound: ${roster.enterprises.length} enterprises, ${roster.people.length} cadres, ${roster.tasks.length} tasks`,
  );
  return roster;
}

async function bring(paths: string[]): Promise<void> {
  const campaign = seasonOf();
  await withTown(async (ledger, town) => {
    const roster = await check(paths, town);
    const diff = await diffCampaign(ledger.look(), town, campaign, roster);
    for (const line of diffLines(diff)) console.log(line);
    if (nothingToDo(diff)) return console.log("Nothing to change.");
    if (!values.yes && !(await agreed())) return;
    const { kept } = readLedger(values.mapping ?? join(import.meta.dirname, "../samples/ledgers/city.json"));
    const given = { campaign, roster, by: "命令行", now: new Date(), ledger: kept };
    await importCampaign(ledger, publishedYears(), given, progressBar("write"));
    console.log("Imported.");
  });
}

function seasonOf(): Campaign {
  const { id = "", name = "", from = "", to = "", remind = "1" } = values;
  const faults = [
    ...(/^[\w\u4e00-\u9fff-]{1,40}$/.test(id) ? [] : ["--id: expected letters, digits and -, such as 2026-spring"]),
    ...(name.trim() ? [] : ["--name: expected a name, such as 万名干部进万企"]),
    ...(isDay(from) ? [] : ["--from: expected a day, YYYY-MM-DD"]),
    ...(isDay(to) ? [] : ["--to: expected a day, YYYY-MM-DD"]),
    ...(isDay(from) && isDay(to) && from > to ? ["--to: lies before --from"] : []),
    ...(/^[1-7]$/.test(remind) ? [] : ["--remind: expected a weekday, 1 (Monday) to 7"]),
  ];
  if (faults.length > 0) throw misused(...faults);
  return { id, name: name.trim(), startsOn: from, endsOn: to, remindOn: Number(remind) };
}

async function pass([fromId = "", toId = "", ...given]: string[]): Promise<void> {
  await withTown(async (ledger, town) => {
    const person = (id: string) => town.people.find((p) => p.id === id);
    const [from, to] = [person(fromId), person(toId)];
    const enterprises = given.length > 0 ? given : (from?.liaisonFor ?? []);
    const faults = [
      ...(from ? [] : [`nobody "${fromId}" is on the books`]),
      ...(to ? [] : [`nobody "${toId}" is on the books`]),
      ...(from && enterprises.length === 0 ? [`${fromId} has no enterprise`] : []),
      ...given
        .filter((id) => from && !from.liaisonFor.includes(id))
        .map((id) => `${fromId} does not look after "${id}"`),
    ];
    if (!from || !to || faults.length > 0) throw misused(...faults);
    await ledger.transaction((work) => handOver(deskOf(work, town), { from, to, enterprises, by: "命令行" }));
    console.log(`${enterprises.length} enterprises went from ${fromId} to ${toId}; both and the enterprises are told.`);
  });
}

function template(path: string, content: Uint8Array): void {
  if (!/\.xlsx$/i.test(path)) throw new FileFault(path, ["expected a name that ends with .xlsx"]);
  writeNew(path, content);
  console.log(`${path}: fill it in, then npm run campaign -- check ${path}`);
}

const read = (path: string) => ({ name: basename(path), bytes: new Uint8Array(bytesOf(path)) });

await run(main);
