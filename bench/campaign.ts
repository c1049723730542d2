/**
 * Importing 10,000 enterprises and 10,000 cadres with their tasks, from workbooks to committed rows: best of three on an
 * empty database each. What was written is counted, a second import has to find nothing to change, and a workbook with
 * faults has to leave nothing.
 *
 *     npm run bench:campaign
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { diffCampaign, importCampaign, nothingToDo } from "../bot/campaign/import.ts";
import { readRosters } from "../bot/campaign/read.ts";
import { rosterOf } from "../bot/campaign/roster.ts";
import { loadConfig } from "../bot/config.ts";
import { demoTown } from "../bot/demo.ts";
import { withScratchDatabase } from "../bot/replay/database.ts";
import { importTown } from "../bot/town/import.ts";
import { Ledger } from "../store/ledger.ts";
import { makeWorkbooks } from "./campaign/workbooks.ts";

const SIZE = { enterprises: 10_000, cadres: 10_000, units: 100 };
const WANTED_SECONDS = 60;
const ROUNDS = 3;

const published = JSON.parse(readFileSync(join(import.meta.dirname, "../data/holidays.json"), "utf8"));
const season = { id: "bench", name: "万名干部进万企", startsOn: "2026-09-01", endsOn: "2026-12-31", remindOn: 1 };
const now = new Date("2026-09-14T09:00:00+08:00");
const files = await makeWorkbooks(SIZE);
const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
console.log(
  `${files.length} workbooks, ${(bytes / 1e6).toFixed(1)} MB, ${SIZE.enterprises} enterprises, ${SIZE.cadres} cadres`,
);

function check(what: string, ok: boolean): void {
  if (ok) return;
  console.error(`wrong: ${what}`);
  process.exit(1);
}

let best = Number.POSITIVE_INFINITY;
await withScratchDatabase(loadConfig().databaseUrl, async (database) => {
  const ledger = new Ledger({ db: database.store.db, close: async () => {} });
  for (let round = 0; round < ROUNDS; round++) {
    await database.reset();
    await importTown(ledger, published, demoTown(now), now);
    const { db } = database.store;
    const before = { enterprises: await db.enterprise.count(), people: await db.person.count() };

    const start = performance.now();
    const town = (await ledger.look().town.loadTown())!;
    const { rows, faults } = await readRosters(files);
    const read = performance.now();
    const roster = rosterOf(rows, town, faults);
    check(`no faults (${faults[0]})`, faults.length === 0);
    await importCampaign(ledger, published, { campaign: season, roster, by: "bench", now });
    const end = performance.now();
    best = Math.min(best, (end - start) / 1000);
    console.log(
      `round ${round + 1}: read ${((read - start) / 1000).toFixed(1)} s, checked and written ${((end - read) / 1000).toFixed(1)} s`,
    );

    check("enterprises", (await db.enterprise.count()) === before.enterprises + SIZE.enterprises);
    check("cadres", (await db.person.count()) === before.people + SIZE.cadres);
    check("tasks", (await db.campaignTask.count()) === SIZE.enterprises);
    const after = (await ledger.look().town.loadTown())!;
    const again = await diffCampaign(ledger.look(), after, season, rosterOf(rows, after, []));
    check("a second import changes nothing", nothingToDo(again));
  }
});
console.log(`best of ${ROUNDS}: ${best.toFixed(1)} s (wanted: under ${WANTED_SECONDS})`);
process.exitCode = best < WANTED_SECONDS ? 0 : 1;
