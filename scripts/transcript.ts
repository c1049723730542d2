// npm run transcript: replays samples/readme.jsonl in the sample town and writes what was said into both READMEs,
// between their markers. With --check it changes nothing and fails where a README says something else.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFacts } from "../bot/facts.ts";
import { FileShelf } from "../bot/files.ts";
import { withScratchDatabase } from "../bot/replay/database.ts";
import { replay } from "../bot/replay/replay.ts";
import { readScenarios } from "../bot/replay/scenario.ts";
import { transcriptOf } from "../bot/replay/transcript.ts";
import { parseTown } from "../bot/town/schema.ts";
import { Ledger } from "../store/ledger.ts";

const root = join(import.meta.dirname, "..");
const READMES = ["README.md", "README.zh-CN.md"];
const BETWEEN = /(<!-- transcript -->\n```text\n)[\s\S]*?(\n```\n<!-- \/transcript -->)/;

async function record(): Promise<string> {
  const town = parseTown(JSON.parse(readFileSync(join(root, "samples/town.json"), "utf8")), "samples/town.json");
  const [scenario] = readScenarios(join(root, "samples/readme.jsonl"));
  const folder = mkdtempSync(join(tmpdir(), "qinqing-files-"));
  try {
    return await withScratchDatabase(process.env.DATABASE_URL, async (database) => {
      const result = await replay(scenario!, {
        ledger: new Ledger(database.store),
        town,
        facts: loadFacts(),
        files: new FileShelf(folder),
        onError: (error, about) => console.error(about, error),
      });
      return transcriptOf(scenario!, result, town);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const transcript = await record();
let stale = 0;
for (const name of READMES) {
  const path = join(root, name);
  const before = readFileSync(path, "utf8");
  if (!BETWEEN.test(before)) throw new Error(`${name} has no <!-- transcript --> markers`);
  const after = before.replace(BETWEEN, (_, open: string, close: string) => open + transcript + close);
  if (after === before) continue;
  stale++;
  if (process.argv.includes("--check")) console.error(`${name} does not say what the bot says: run npm run transcript`);
  else writeFileSync(path, after);
}
if (process.argv.includes("--check")) process.exitCode = stale ? 1 : 0;
else console.log(stale ? `${stale} written` : "nothing has changed");
