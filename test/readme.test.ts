import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFacts } from "../bot/facts.ts";
import { FileShelf } from "../bot/files.ts";
import { replay } from "../bot/replay/replay.ts";
import { readScenarios } from "../bot/replay/scenario.ts";
import { transcriptOf } from "../bot/replay/transcript.ts";
import { parseTown } from "../bot/town/schema.ts";
import { Ledger } from "../store/ledger.ts";
import { useDatabase } from "./support/database.ts";

const root = join(import.meta.dirname, "..");
const read = (name: string) => readFileSync(join(root, name), "utf8");
const database = useDatabase();

describe("what the READMEs show", () => {
  test("is what the bot says", async () => {
    const town = parseTown(JSON.parse(read("samples/town.json")), "samples/town.json");
    const [scenario] = readScenarios(join(root, "samples/readme.jsonl"));
    const result = await replay(scenario!, {
      ledger: new Ledger({ db: database.db, close: async () => {} }),
      town,
      facts: loadFacts(),
      files: new FileShelf(mkdtempSync(join(tmpdir(), "qinqing-test-"))),
      onError: (error) => {
        throw error;
      },
    });
    const transcript = transcriptOf(scenario!, result, town);
    for (const name of ["README.md", "README.zh-CN.md"])
      expect(read(name), `${name}: run npm run transcript`).toContain(`\n${transcript}\n`);
  });

  test("names commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    for (const name of ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/operators.md", "docs/channels.md"]) {
      const named = [...read(name).matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((match) => match[1]!);
      expect(
        named.filter((script) => !(script in scripts)),
        name,
      ).toEqual([]);
    }
  });
});
