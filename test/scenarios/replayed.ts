import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { FileShelf } from "../../bot/files.ts";
import { replay } from "../../bot/replay/replay.ts";
import { readScenarios } from "../../bot/replay/scenario.ts";
import { parseTown } from "../../bot/town/schema.ts";
import { Ledger } from "../../store/ledger.ts";
import { useDatabase } from "../support/database.ts";
import { faultsIn, type View } from "./expectations.ts";

/**
 * Replays the scenarios of one file in each of some towns, a test for each.
 * @param open ids of scenarios known to fail, with a word on why where they are named
 */
export function replayed(title: string, towns: string[], file: string, open: ReadonlySet<string>): void {
  const database = useDatabase();
  const facts = loadFacts();
  const files = new FileShelf(mkdtempSync(join(tmpdir(), "qinqing-scenarios-")));

  describe.each(towns)(`${title} in %s`, (name) => {
    const folder = join(import.meta.dirname, name);
    const town = parseTown(JSON.parse(readFileSync(join(folder, "town.json"), "utf8")), "town.json");
    const scenarios = readScenarios(join(folder, file));
    const officers = town.people.filter((p) => p.role === "admin").map((p) => p.id);

    test.each(scenarios.filter(({ id }) => !open.has(id)).map((s) => [s.id, s] as const))("%s", async (_, scenario) => {
      await database.clear();
      const ledger = new Ledger({ db: database.db, close: async () => {} });
      const errors: unknown[] = [];
      const parts = { ledger, town, facts, files, onError: (error: unknown) => errors.push(error) };
      const before = new Map(scenario.setup.tickets.map((t) => [t.no, t]));
      const seen = (await replay(scenario, parts as never)) as unknown as { checkpoints: View[] };
      const expected = scenario.steps.flatMap((step) => ("expect" in step ? [step.expect] : []));
      const now = scenario.now.toISOString();
      const faults = expected.flatMap((one, i) =>
        faultsIn(seen.checkpoints[i]!, one as Record<string, unknown>, { before, now, officers }),
      );
      expect(errors).toEqual([]);
      expect(faults).toEqual([]);
    });
  });
}
