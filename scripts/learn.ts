/**
 * Learns from clerks' re-assignments who has which matters.
 *
 *     npm run -s learn -- [FILE.jsonl …] [--dry-run]
 *     npm run -s learn -- --forget
 *
 * Reads the matters of the ledger whose owner is settled, judges each half by what the other half teaches, prints it, and
 * keeps what all of them teach. FILE: re-assignments from elsewhere, `{"text": …, "from": …, "to": …}` a line with ids of
 * departments. `--dry-run` keeps nothing; `--forget` goes back to the duties alone. May run beside the bot, which routes
 * by it from its next message on. Exit status: 0; 2 not usable.
 */
import { parseArgs } from "node:util";
import { z } from "zod";
import { NoTown } from "../bot/conversation/town-keeper.ts";
import { FileFault } from "../bot/file-fault.ts";
import { keepLearnt, learnOwners, type Share, settledMatters } from "../bot/learning.ts";

import type { Town } from "../domain/town.ts";
import type { Ledger } from "../store/ledger.ts";
import { normalise } from "../text/hearing/fields/normalise.ts";
import { learnRoutes, type Reassignment } from "../text/hearing/routing/learnt.ts";
import { bytesOf, run, withLedger } from "./command.ts";

const row = z.object({ text: z.string().min(2), from: z.string().min(1), to: z.string().min(1) });

/** @throws FileFault with every line that is not a re-assignment between departments of the town */
function read(file: string, town: Town): Reassignment[] {
  const known = new Set(town.departments.map(({ id }) => id));
  const rows: Reassignment[] = [];
  const faults: string[] = [];
  for (const [index, line] of bytesOf(file).toString("utf8").split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const { text, from, to } = row.parse(JSON.parse(line));
      for (const id of [from, to]) if (!known.has(id)) faults.push(`line ${index + 1}: no department ${id}`);
      rows.push({ text: normalise(text), from, to });
    } catch (error) {
      const what = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", " ") : "not JSON";
      faults.push(`line ${index + 1}: ${what}`);
    }
  }
  if (faults.length > 0) throw new FileFault(file, faults);
  return rows;
}

const share = ([right, of]: Share) => `${right} of ${of}${of > 0 ? ` (${Math.round((100 * right) / of)} %)` : ""}`;

async function learn(ledger: Ledger, files: string[], dryRun: boolean): Promise<void> {
  const look = ledger.look();
  const town = await look.town.loadTown();
  if (!town) throw new NoTown();
  const more = files.flatMap((file) => read(file, town));
  const lesson = learnOwners(town, await settledMatters(look), more);
  console.log(`${lesson.settled} matters with a settled owner, ${lesson.moved} of them moved by a clerk.`);
  if (more.length > 0) console.log(`${more.length} re-assignments from files.`);
  if (lesson.settled > 0) {
    console.log(`Each half judged by what the other half teaches:`);
    console.log(`  owner right: ${share(lesson.before)} by the duties, ${share(lesson.after)} when taught`);
    if (lesson.moved > 0)
      console.log(
        `  of those moved: ${share(lesson.movedBefore)} by the duties, ${share(lesson.movedAfter)} when taught`,
      );
    if (lesson.after[0] < lesson.before[0]) console.log("Teaching makes it worse here: look before you keep it.");
  }
  const { topics, words, rows } = lesson.learnt;
  const what = `${rows} re-assignments: ${Object.keys(topics).length} topics, ${Object.keys(words).length} pairs of characters`;
  if (!dryRun) await keepLearnt(ledger, lesson.learnt);
  console.log(dryRun ? `${what}; nothing kept.` : `${what}; kept.`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { "dry-run": { type: "boolean" }, forget: { type: "boolean" } },
    allowPositionals: true,
  });
  await withLedger(async (ledger) => {
    if (!values.forget) return learn(ledger, positionals, values["dry-run"] ?? false);
    await keepLearnt(ledger, learnRoutes([]));
    console.log("Forgotten; owners follow the duties alone.");
  });
}

await run(main);
