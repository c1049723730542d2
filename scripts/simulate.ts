/**
 * `npm run -s simulate -- season [--mondays 16] [--companies 300] [--cadres 60] [--seats 20] [--signups 24] [--seed 1]
 * [--out FOLDER]`: a season of Monday evenings in a made-up town, every message through the bot's own door, on a
 * database of its own. Prints the figures that the office is told; `--out` keeps the papers that were made.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadFacts } from "../bot/facts.ts";
import { FileShelf } from "../bot/files.ts";
import { withScratchDatabase } from "../bot/replay/database.ts";
import { Stage } from "../bot/replay/replay.ts";
import { instantOf } from "../domain/time.ts";
import { Ledger } from "../store/ledger.ts";
import { liveSeason } from "./simulate/season.ts";
import { seasonTown } from "./simulate/town.ts";

const { values, positionals } = parseArgs({
  options: {
    mondays: { type: "string", default: "16" },
    companies: { type: "string", default: "300" },
    cadres: { type: "string", default: "60" },
    seats: { type: "string", default: "20" },
    signups: { type: "string", default: "24" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
  },
  allowPositionals: true,
});

/** A Monday, with the National Day holiday in the season that follows. */
const FIRST = "2026-09-14";

if (positionals[0] !== "season" || positionals.length > 1) {
  console.error(
    "usage: npm run -s simulate -- season [--mondays 16] [--companies 300] [--cadres 60] [--seed 1] [--out FOLDER]",
  );
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "qinqing-season-"));
const town = seasonTown(Number(values.companies), Number(values.cadres));
let failures = 0;
const started = performance.now();
await withScratchDatabase(process.env.DATABASE_URL, async (database) => {
  const stage = new Stage(
    {
      ledger: new Ledger(database.store),
      town,
      facts: loadFacts(),
      files: new FileShelf(folder),
      onError: (error, about) => {
        failures++;
        console.error(`${about}:`, error);
      },
    },
    instantOf("2026-09-01", "09:00", town.zone),
  );
  await stage.app.importTown(town);
  const season = await liveSeason({
    stage,
    town,
    mondays: Number(values.mondays),
    signupsEach: Number(values.signups),
    seats: Number(values.seats),
    first: FIRST,
    seed: Number(values.seed),
  });
  console.log(season.answer);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `\n${values.companies} companies, ${values.cadres} cadres: ${season.messages} messages in, ${stage.sent.length} out, ${season.files.length} papers, ${seconds.toFixed(1)} s.`,
  );
  if (values.out) {
    mkdirSync(values.out, { recursive: true });
    for (const { name, path } of season.files) copyFileSync(path, join(values.out, name));
    console.log(`Papers are in ${values.out}.`);
  }
}).finally(() => rmSync(folder, { recursive: true, force: true }));
process.exit(failures > 0 ? 1 : 0);
