// npm run -s replay -- --town TOWN.json SCENARIOS.jsonl [--only S01,S02]
//
// Feeds scenarios, or an exported chat, to the product and prints what it would have done: one JSON object a line.
// Exit status 0 when every scenario ran, 2 when an input is not valid.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadFacts } from "../bot/facts.ts";
import { FileFault } from "../bot/file-fault.ts";
import { FileShelf } from "../bot/files.ts";
import { withScratchDatabase } from "../bot/replay/database.ts";
import { replay } from "../bot/replay/replay.ts";
import { read, readScenarios } from "../bot/replay/scenario.ts";
import { readTownJson } from "../bot/town/file.ts";

import { Ledger } from "../store/ledger.ts";

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { town: { type: "string" }, only: { type: "string" } },
    allowPositionals: true,
  });
  if (!values.town || positionals.length === 0)
    throw new FileFault("the command line", ["expected --town TOWN.json SCENARIOS.jsonl [--only S01,S02]"]);
  const path = values.town;
  const faults: string[] = [];
  const town = tried(faults, () => readTownJson(read(path), path).town);
  const all = positionals.flatMap((file) => tried(faults, () => readScenarios(file)) ?? []);
  if (!town || faults.length > 0) throw new Error(faults.join("\n"), { cause: "input" });
  const only = values.only?.split(",");
  const scenarios = all.filter((s) => !only || only.includes(s.id));
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

/** Every file is looked at before one is refused. */
function tried<T>(faults: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    faults.push(error.message);
    return undefined;
  }
}

main().catch((error) => {
  const usage = error instanceof FileFault || error?.cause === "input" || /^ERR_PARSE_ARGS/.test(error?.code);
  console.error(usage ? error.message : error);
  process.exitCode = usage ? 2 : 1;
});
