/**
 * Makes the sample workbooks of samples/ledgers: three ways in which offices lay out 两清单一台账.
 *
 *     npx tsx scripts/ledger-templates.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MAPPINGS } from "./ledger-templates/mappings.ts";
import { city, group, park } from "./ledger-templates/workbooks.ts";

const folder = join(import.meta.dirname, "../samples/ledgers");

for (const [name, write] of Object.entries({ city, group, park })) {
  await write(join(folder, `${name}.xlsx`));
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(MAPPINGS[name as keyof typeof MAPPINGS], null, 2)}\n`);
}
