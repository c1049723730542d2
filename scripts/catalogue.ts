/**
 * The policy catalogue from files.
 *
 *     npm run catalogue -- import PATH… [--into FILE.jsonl] [--force] [--dry-run]
 *     npm run catalogue -- check [--from FILE.jsonl] [--elements FILE.json]
 *     npm run catalogue -- elements FILE.json
 *
 * PATH: docx, pdf with text, html, xlsx, md, txt, jsonl, or folders of them; a .json or a workbook of bundles (一件事)
 * and service promises (服务承诺). `elements` keeps the office's own list of what each guide should have. Without --into
 * the documents go into the bot's database; what they replace is kept as a version. --force takes texts that a wrong conversion has damaged, with
 * the places marked. Importing again changes nothing; after a stop, start it again. Exit status: 0 all taken, 1 some
 * refused, 2 not usable.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { GUIDE_ELEMENTS } from "../bot/conversation/town-keeper.ts";
import { checkCatalogue, ElementListSchema } from "../catalogue/complete.ts";
import { loadCatalogue } from "../catalogue/import/file.ts";
import { linkDocuments, toPolicy } from "../catalogue/import/merge.ts";
import { listFiles, readDocuments } from "../catalogue/import/read.ts";
import type { Policy } from "../domain/town.ts";
import { loadPolicies } from "../store/policies.ts";
import { setting } from "../store/records.ts";
import { line, progress, report, tellChange, tellRefused, where } from "./catalogue/print.ts";
import { keepElements, saveServicesIn, takeServices } from "./catalogue/services.ts";
import { databaseTarget, fileTarget, openStoreOf } from "./catalogue/target.ts";

const USAGE = `Usage: npm run catalogue -- import PATH… [--into FILE.jsonl] [--force] [--dry-run]
       npm run catalogue -- check [--from FILE.jsonl] [--elements FILE.json]
       npm run catalogue -- elements FILE.json`;
const DATA = join(import.meta.dirname, "../data");
/** Documents that are saved together: a stop loses no more. */
const BATCH = 50;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      into: { type: "string" },
      from: { type: "string" },
      elements: { type: "string" },
      force: { type: "boolean" },
      "dry-run": { type: "boolean" },
    },
  });
  const [command, ...paths] = positionals;
  if (command === "import" && paths.length) await importPaths(paths, values);
  else if (command === "check" && !paths.length) await check(values);
  else if (command === "elements" && paths.length === 1) await elements(paths[0]!);
  else throw new Error(USAGE);
}

interface ImportValues {
  into?: string | undefined;
  force?: boolean | undefined;
  "dry-run"?: boolean | undefined;
}

async function importPaths(paths: string[], values: ImportValues): Promise<void> {
  const { rest: files, refused } = await services(await listFiles(paths), values);
  if (refused) process.exitCode = 1;
  if (files.length === 0) return;
  const target = values.into ? fileTarget(values.into) : await databaseTarget();
  const count = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  const done = new Set<string>();
  try {
    let waiting = 0;
    for await (const outcome of readDocuments(files, { force: values.force ?? false, cmaps: join(DATA, "cmaps/") })) {
      done.add(outcome.source.path);
      progress(done.size, files.length, where(outcome.source));
      if (outcome.kind === "refused") {
        count.refused++;
        tellRefused(outcome);
        continue;
      }
      const change = target.put(outcome.document);
      count[change.kind]++;
      if (change.kind !== "unchanged") waiting++;
      tellChange(change, outcome.warnings, outcome.document.damaged.length);
      if (waiting >= BATCH && !values["dry-run"]) {
        await target.save();
        waiting = 0;
      }
    }
    const linked = linkDocuments(target.entries);
    if (linked.length) line(`按正文补充了 ${linked.length} 处上下位或废止关系`);
    if (!values["dry-run"]) await target.save();
  } finally {
    await target.close();
  }
  line(
    `新增 ${count.added}，更新 ${count.changed}，未变 ${count.unchanged}，拒收 ${count.refused}${values["dry-run"] ? "（试运行，未写入）" : ""}`,
  );
  if (count.refused) process.exitCode = 1;
}

/** Bundles and promises live in the database alone. */
async function services(files: string[], values: ImportValues) {
  if (values.into || values["dry-run"]) return takeServices(files, null);
  const { store, close } = await openStoreOf();
  return takeServices(files, saveServicesIn(store.db)).finally(close);
}

async function elements(path: string): Promise<void> {
  const { store, close } = await openStoreOf();
  const count = await keepElements(store.db, path).finally(close);
  line(`指南要素清单已更新，共 ${count} 项`);
}

/** With the office's own list of elements, where it keeps one. */
async function policiesOf(from: string | undefined): Promise<{ policies: readonly Policy[]; kept?: unknown }> {
  if (from) return { policies: [...loadCatalogue(from).values()].map((entry) => toPolicy(entry.document)) };
  const { store, close } = await openStoreOf();
  try {
    return { policies: await loadPolicies(store.db), kept: await setting(store.db, GUIDE_ELEMENTS) };
  } finally {
    await close();
  }
}

async function check(values: { from?: string | undefined; elements?: string | undefined }): Promise<void> {
  const { policies, kept } = await policiesOf(values.from);
  const given = values.elements ?? (kept ? undefined : join(DATA, "guide-elements.json"));
  const list = ElementListSchema.parse(given ? JSON.parse(readFileSync(given, "utf8")) : kept);
  const today = new Date().toISOString().slice(0, 10);
  report(checkCatalogue(policies, list, today), policies.length, list.elements.length);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
