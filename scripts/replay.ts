// npm run -s replay -- --town TOWN.json SCENARIOS.jsonl [--only S01,S02]
//
// Feeds scenarios, or an exported chat, to the product and prints what it would have done: one JSON object a line.
// Exit status 0 when every scenario ran, 2 when an input is not valid.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadFacts } from "../bot/facts.ts";
import { FileShelf } from "../bot/files.ts";
import { withScratchDatabase } from "../bot/replay/database.ts";
import { replay } from "../bot/replay/replay.ts";
import { read, readScenarios } from "../bot/replay/scenario.ts";
import { FileFault, parseTown } from "../bot/town/schema.ts";
import { Ledger } from "../store/ledger.ts";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { town: { type: "string" }, only: { type: "string" } },
    allowPositionals: true,
  });
  if (!values.town || positionals.length === 0)
    throw new FileFault("the command line", ["expected --town TOWN.json SCENARIOS.jsonl [--only S01,S02]"]);
  const town = parseTown(parseJson(values.town), values.town);
  const only = values.only?.split(",");
  const scenarios = positionals.flatMap(readScenarios).filter((s) => !only || only.includes(s.id));
  const facts = loadFacts();
  const folder = mkdtempSync(join(tmpdir(), "qinqing-files-"));
  const files = new FileShelf(folder);
  await withScratchDatabase(process.env.DATABASE_URL, async (database) => {
    const ledger = new Ledger(database.store);
    for (const scenario of scenarios) {
      await database.reset();
      const result = await replay(scenario, {
        ledger,
        town,
        files,
        facts,
        onError: (error, about) => console.error(`${scenario.id}: ${about}:`, error),
      });
      process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(read(path));
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault(path, [`not JSON (${(error as Error).message})`]);
  }
}

main().catch((error) => {
  console.error(error instanceof FileFault ? error.message : error);
  process.exitCode = error instanceof FileFault ? 2 : 1;
});
