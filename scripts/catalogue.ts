/**
 * The policy catalogue from files.
 *
 *     npm run catalogue -- import PATH… [--into FILE.jsonl] [--force] [--dry-run]
 *     npm run catalogue -- check [--from FILE.jsonl] [--elements FILE.json]
 *     npm run catalogue -- elements FILE.json
 *
 * PATH: docx, pdf with text, html, xlsx, md, txt, jsonl, or folders of them; a .json or a workbook of bundles (一件事)
 * and service promises (服务承诺). `elements` keeps the office's own list of what each guide should have. Without --into the documents go into the
 * bot's database; what they replace is kept as a version. --force takes texts that a wrong conversion has damaged, with
 * the places marked. Importing again changes nothing; after a stop, start it again. Exit status: 0 all taken, 1 some
 * refused, 2 not usable.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfig } from "../bot/config.ts";
import { GUIDE_ELEMENTS } from "../bot/conversation/town-keeper.ts";
import { publishedYears } from "../bot/facts.ts";
import { openDatabase } from "../bot/ground.ts";
import { policiesChanged } from "../bot/town/import.ts";
import { type CatalogueCheck, checkCatalogue, ElementListSchema } from "../catalogue/complete.ts";
import { loadCatalogue, saveCatalogue } from "../catalogue/import/file.ts";
import {
  type Change,
  type Entry,
  fromPolicy,
  linkDocuments,
  policyDigest,
  putDocument,
  toPolicy,
} from "../catalogue/import/merge.ts";
import { listFiles, readDocuments } from "../catalogue/import/read.ts";
import type { CatalogueDocument, Refused, Source } from "../catalogue/import/types.ts";
import type { Policy } from "../domain/town.ts";
import { openStore } from "../store/client.ts";
import { Ledger } from "../store/ledger.ts";
import { loadPolicies, savePolicy } from "../store/policies.ts";
import { setting } from "../store/records.ts";
import { keepElements, saveServicesIn, takeServices } from "./catalogue-services.ts";

const USAGE = `Usage: npm run catalogue -- import PATH… [--into FILE.jsonl] [--force] [--dry-run]
       npm run catalogue -- check [--from FILE.jsonl] [--elements FILE.json]
       npm run catalogue -- elements FILE.json`;
const DATA = join(import.meta.dirname, "../data");
/** Documents that are saved together: a stop loses no more. */
const BATCH = 50;
const SHOWN = 8;

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

interface Target {
  entries: Map<string, Entry>;
  put(document: CatalogueDocument): Change;
  save(): Promise<void>;
  close(): Promise<void>;
}

function fileTarget(path: string): Target {
  const entries = loadCatalogue(path);
  return {
    entries,
    put: (document) => putDocument(entries, document),
    save: async () => saveCatalogue(path, entries),
    close: async () => {},
  };
}

/** The database keeps earlier versions itself; only what differs from it is written. */
async function databaseTarget(): Promise<Target> {
  const { store, close } = await openStoreOf();
  const entries = new Map<string, Entry>();
  const saved = new Map<string, string>();
  const changed: string[] = [];
  for (const policy of await loadPolicies(store.db)) {
    const document = fromPolicy(policy);
    entries.set(policy.id, { document, version: 1, earlier: [] });
    saved.set(policy.id, document.digest);
  }
  const first = saved.size === 0;
  return {
    entries,
    put: (document) => {
      // Links that were found or set after the first import are not in the file.
      const known = entries.get(document.id)?.document;
      for (const link of ["parent", "supersededBy", "status"] as const)
        if (document[link] === undefined && known?.[link] !== undefined) document[link] = known[link];
      return putDocument(entries, { ...document, digest: policyDigest(toPolicy(document)) });
    },
    save: async () => {
      const now = new Date();
      let position = 0;
      for (const { document } of entries.values()) {
        const policy = toPolicy(document);
        const digest = policyDigest(policy);
        if (saved.get(policy.id) !== digest) {
          await savePolicy(store.db, { ...policy, traits: policy.traits ?? [] }, position, now);
          changed.push(policy.id);
        }
        saved.set(policy.id, digest);
        position++;
      }
      // A first load is no news.
      await policiesChanged(new Ledger(store), publishedYears(), first ? [] : changed.splice(0), now);
    },
    close,
  };
}

async function openStoreOf() {
  const database = await openDatabase(loadConfig(), { shared: true });
  const store = openStore(database.url);
  const close = async () => {
    await store.close();
    await database.close();
  };
  return { store, close };
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

function report({ guides, chain, withoutGuide }: CatalogueCheck, total: number, elements: number): void {
  console.log(`目录共 ${total} 份文件`);
  console.log(`指南要素不全 ${guides.length} 份（应有 ${elements} 项）`);
  for (const one of guides) {
    console.log(`  ${one.policy.id} ${one.policy.title}：缺 ${one.missing.join("、") || "无"}`);
    if (one.empty.length) console.log(`    有名无内容：${one.empty.join("、")}`);
  }
  console.log(`没有指南的现行政策 ${withoutGuide.length} 份`);
  for (const one of withoutGuide) console.log(`  ${one.id} ${one.title}`);
  console.log(`链条问题 ${chain.length} 处`);
  const words = {
    missing_parent: "上位文件不在目录中",
    parent_cycle: "上下位关系成环",
    missing_successor: "替代文件不在目录中",
    guide_without_policy: "指南没有所属政策",
    guide_of_ended_policy: "指南所属政策已失效",
  };
  for (const one of chain) console.log(`  ${one.policy}：${words[one.fault]}（${one.detail}）`);
}

const where = (source: Source): string => (source.row === undefined ? source.path : `${source.path}:${source.row}`);

/** Progress stands on standard error: a bar on a terminal, silence in a pipe. */
function progress(at: number, of: number, name: string): void {
  if (!process.stderr.isTTY) return;
  const width = 24;
  const full = Math.round((at / Math.max(1, of)) * width);
  process.stderr.write(`\r\x1b[2K[${"█".repeat(full)}${" ".repeat(width - full)}] ${at}/${of} ${name.slice(-50)}`);
}

function line(text: string): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  console.log(text);
}

function tellRefused({ source, reason, damage }: Refused): void {
  line(`拒收 ${where(source)}：${reason}`);
  for (const one of damage.slice(0, SHOWN)) console.log(`    ${one.place} …${one.words}…（${one.why}）`);
  if (damage.length > SHOWN) console.log(`    另有 ${damage.length - SHOWN} 处`);
}

function tellChange(change: Change, warnings: string[], damaged: number): void {
  if (change.kind === "unchanged") return;
  const notes = [...warnings, ...(damaged ? [`损坏 ${damaged} 处，已标记`] : [])];
  line(
    `${change.kind === "added" ? "新增" : `更新（第 ${change.version} 版）`} ${change.id} ${change.title}${notes.length ? `（${notes.join("；")}）` : ""}`,
  );
  if (change.kind !== "changed") return;
  for (const { field, before, after } of change.fields.slice(0, SHOWN)) {
    if (before !== undefined) console.log(`    - ${field}：${before.slice(0, 120)}`);
    if (after !== undefined) console.log(`    + ${field}：${after.slice(0, 120)}`);
  }
  if (change.fields.length > SHOWN) console.log(`    另有 ${change.fields.length - SHOWN} 处不同`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
