import { createHash } from "node:crypto";
import { open, readdir, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { findDamage } from "./damage.ts";
import { decode } from "./decode.ts";
import { readDocx } from "./docx.ts";
import { readHtml } from "./html.ts";
import { readPdf } from "./pdf.ts";
import { readMarkdown, readText } from "./plain.ts";
import { documentOfRow, type Row, RowSchema } from "./rows.ts";
import { structure } from "./structure.ts";
import {
  type CatalogueDocument,
  type Damage,
  ImportError,
  type Imported,
  LIMITS,
  type RawDocument,
  type Refused,
  type Source,
} from "./types.ts";
import { readXlsx } from "./xlsx.ts";

export interface ReadOptions {
  /** Take damaged texts too, with the damaged places marked. */
  force?: boolean;
  /** Folder of Adobe's character tables for PDF fonts that are not embedded, with a slash at the end. */
  cmaps?: string;
}

export type Outcome = Imported | Refused;

const KNOWN = new Set([".docx", ".pdf", ".html", ".htm", ".xlsx", ".md", ".txt", ".jsonl"]);

/** All files below the paths that can be read, in a fixed order. A file named outright is listed whatever its kind. */
export async function listFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) {
      const inner = (await readdir(path)).filter((name) => !name.startsWith(".") && !name.startsWith("~$")).sort();
      const below = await Promise.all(inner.map((name) => listFiles([join(path, name)])));
      files.push(...below.flat().filter((file) => KNOWN.has(extname(file).toLowerCase())));
    } else files.push(path);
  }
  return files;
}

/** Every document of the files, or why it is refused. One bad file never stops the rest. */
export async function* readDocuments(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<Outcome> {
  for (const path of await listFiles(paths)) {
    try {
      yield* readFileAs(path, options);
    } catch (error) {
      yield refused({ path }, error instanceof ImportError ? error.message : `读取失败：${(error as Error).message}`);
    }
  }
}

async function* readFileAs(path: string, options: ReadOptions): AsyncGenerator<Outcome> {
  const bytes = await bytesOf(path);
  const name = basename(path, extname(path));
  switch (extname(path).toLowerCase()) {
    case ".docx":
      return yield finish({ path }, fromRaw(readDocx(bytes), name), options);
    case ".pdf":
      return yield finish({ path }, fromRaw(await readPdf(bytes, options.cmaps), name), options);
    case ".html":
    case ".htm":
      return yield finish({ path }, fromRaw(readHtml(htmlText(bytes)), name), options);
    case ".md":
      return yield finish({ path }, fromRaw(readMarkdown(decode(bytes).text), name), options);
    case ".txt":
      return yield finish({ path }, fromRaw(readText(decode(bytes).text), name), options);
    case ".jsonl":
      return yield* fromLines(path, decode(bytes).text, options);
    case ".xlsx":
      return yield* fromSheets(path, bytes, name, options);
    case ".doc":
    case ".wps":
      throw new ImportError("旧版 Word/WPS 格式，请另存为 .docx 再导入");
    case ".xls":
    case ".et":
      throw new ImportError("旧版表格格式，请另存为 .xlsx 再导入");
    default:
      throw new ImportError(`不支持的格式 ${extname(path) || "（无扩展名）"}，可导入 ${[...KNOWN].join(" ")}`);
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > LIMITS.file) throw new ImportError(`文件超过 ${LIMITS.file >> 20} MB`);
    if (size === 0) throw new ImportError("文件是空的");
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** A page may name its encoding itself. */
function htmlText(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  if (named && !/^utf-?8$/i.test(named))
    try {
      return new TextDecoder(named, { fatal: true }).decode(bytes);
    } catch {
      // A wrong name is common; the content decides.
    }
  return decode(bytes).text;
}

type Plain = Omit<CatalogueDocument, "damaged" | "digest">;
interface Made {
  document: Plain;
  warnings: string[];
  text: string;
}

function fromRaw(raw: RawDocument, name: string): Made {
  const text = raw.parts
    .map((part) => (part.kind === "line" ? part.text : part.rows.map((row) => row.join(" ")).join("\n")))
    .join("\n");
  if (text.length > LIMITS.text) throw new ImportError(`正文超过 ${LIMITS.text} 字`);
  if (!text.trim()) throw new ImportError("没有文字内容");
  return { ...structure(raw, name), text };
}

async function* fromLines(path: string, text: string, options: ReadOptions): AsyncGenerator<Outcome> {
  let row = 0;
  for (const line of text.split(/\r?\n/)) {
    row++;
    if (!line.trim()) continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      yield refused({ path, row }, `不是 JSON：${(error as Error).message}`);
      continue;
    }
    yield fromRow({ path, row }, value, options);
  }
}

async function* fromSheets(
  path: string,
  bytes: Uint8Array,
  name: string,
  options: ReadOptions,
): AsyncGenerator<Outcome> {
  for (const sheet of await readXlsx(bytes)) {
    if (sheet.kind === "document") yield finish({ path }, fromRaw(sheet.raw, name), options);
    else for (const { row, value } of sheet.rows) yield fromRow({ path, row }, value, options);
  }
}

function fromRow(source: Source, value: unknown, options: ReadOptions): Outcome {
  const parsed = RowSchema.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "行"}：${issue.message}`);
    return refused(source, faults.join("；"));
  }
  return finish(source, { ...documentOfRow(parsed.data), text: rowText(parsed.data) }, options);
}

const rowText = (row: Row): string =>
  [row.title, row.text ?? "", ...Object.values(row.clauses ?? {}), ...Object.values(row.elements ?? {}).flat()].join(
    "\n",
  );

function finish(source: Source, { document, warnings, text }: Made, options: ReadOptions): Outcome {
  const damaged: Damage[] = findDamage(text);
  if (damaged.length && !options.force) {
    const reason = `文字在转换中损坏（${damaged.length >= 200 ? "200 处以上" : `${damaged.length} 处`}），请找原文件重新导出；确需导入请加 --force`;
    return { kind: "refused", source, reason, damage: damaged };
  }
  const digest = createHash("sha256").update(JSON.stringify(document)).digest("hex");
  return { kind: "imported", source, document: { ...document, damaged, digest }, warnings };
}

const refused = (source: Source, reason: string): Refused => ({ kind: "refused", source, reason, damage: [] });
