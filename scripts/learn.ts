/**
 * npm run learn -- FILE.jsonl [--out FILE.json]
 *
 * Reads clerks' re-assignments, one `{text, from, to}` a line (department ids), and writes what routing learns of them:
 * counts by topic and by pairs of characters, never the texts. The file belongs to one office.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { normalise } from "../text/hearing/fields/normalise.ts";
import { learnRoutes, type Reassignment } from "../text/hearing/routing/learnt.ts";

const { values, positionals } = parseArgs({
  options: { out: { type: "string", default: ".data/routes.json" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("usage: npm run learn -- FILE.jsonl … [--out FILE.json]");
  process.exit(2);
}

const row = z.object({ text: z.string().min(2), from: z.string().min(1), to: z.string().min(1) });
const rows: Reassignment[] = [];
const faults: string[] = [];
for (const file of positionals) {
  readFileSync(file, "utf8")
    .split("\n")
    .forEach((line, index) => {
      if (line.trim() === "") return;
      const where = `${file}:${index + 1}`;
      try {
        const parsed = row.safeParse(JSON.parse(line));
        if (parsed.success) rows.push({ ...parsed.data, text: normalise(parsed.data.text) });
        else
          for (const issue of parsed.error.issues) faults.push(`${where}: ${issue.path.join(".")}: ${issue.message}`);
      } catch {
        faults.push(`${where}: not JSON`);
      }
    });
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(2);
}

const learnt = learnRoutes(rows);
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, `${JSON.stringify(learnt)}\n`);
console.log(
  `${rows.length} re-assignments: ${Object.keys(learnt.topics).length} topics, ${Object.keys(learnt.words).length} word pairs → ${values.out}`,
);
