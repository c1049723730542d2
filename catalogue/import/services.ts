import { extname } from "node:path";
import { z } from "zod";
import type { Bundle, ServicePromise } from "../../domain/services.ts";
import { decode } from "./decode.ts";
import { listIn, readTables, type Table, type TableRow } from "./table.ts";
import { ImportError } from "./types.ts";

const name = z.string().trim().min(1, "不能为空");
const names = z.array(name).default([]);
const days = z.number("应为天数").int("应为整数").min(0, "不能小于 0").max(3660);

const BundleSchema = z.strictObject({
  id: name.optional(),
  name,
  also: names,
  steps: z.array(z.strictObject({ name, department: name, days: days.optional() })).min(1, "至少要有一步"),
  materials: names,
  window: name,
  phone: name.optional(),
  source: name.optional(),
});

const PromiseSchema = z.strictObject({
  id: name.optional(),
  name,
  also: names,
  variant: name.optional(),
  days,
  unit: z.enum(["natural", "working"], "应为工作日或自然日"),
  department: name.optional(),
  source: name.optional(),
  categories: names,
});

export interface ReadServices {
  bundles: Bundle[];
  promises: ServicePromise[];
  /** What was left out: "服务承诺 第3行" or "bundles[0]", and why. */
  faults: { place: string; reason: string }[];
}

const SHEETS = { bundles: /^一件事(?:一次办)?$/, promises: /^服务承诺$/ };

/** Whether a table is one of services rather than of policies. */
export const isServiceSheet = (table: string): boolean => Object.values(SHEETS).some((sheet) => sheet.test(table));

/**
 * Bundles and service promises of a file: `{"bundles": […], "promises": […]}` as .json, or a workbook with the sheets
 * 一件事 and 服务承诺. A faulty row is named and left out; the rest is taken. Undefined: the file holds something else.
 */
export async function readServices(path: string, bytes: Uint8Array): Promise<ReadServices | undefined> {
  const kind = extname(path).toLowerCase();
  if (kind === ".json") return ofJson(decode(bytes).text);
  if (kind !== ".xlsx") return undefined;
  const tables = (await readTables(path, bytes)).filter((table) => isServiceSheet(table.name));
  return tables.length > 0 ? ofTables(tables) : undefined;
}

function ofJson(text: string): ReadServices {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new ImportError(`不是 JSON：${(error as Error).message}`);
  }
  const shape = z.strictObject({
    bundles: z.array(z.unknown()).default([]),
    promises: z.array(z.unknown()).default([]),
  });
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw new ImportError(`应为 {"bundles": [...], "promises": [...]}：${reasonOf(parsed.error)}`);
  const read: ReadServices = { bundles: [], promises: [], faults: [] };
  parsed.data.bundles.forEach((value, i) => {
    takeBundle(read, `bundles[${i}]`, value);
  });
  parsed.data.promises.forEach((value, i) => {
    takePromise(read, `promises[${i}]`, value);
  });
  return read;
}

function ofTables(tables: Table[]): ReadServices {
  const read: ReadServices = { bundles: [], promises: [], faults: [] };
  for (const table of tables)
    if (SHEETS.promises.test(table.name))
      for (const row of table.rows) takePromise(read, `${table.name} 第${row.row}行`, promiseOf(row));
    else
      for (const rows of bundlesOf(table.rows)) takeBundle(read, `${table.name} 第${rows[0]!.row}行`, bundleOf(rows));
  return read;
}

/** Rows below a row that names a bundle are its further steps. */
function bundlesOf(rows: TableRow[]): TableRow[][] {
  const found: TableRow[][] = [];
  for (const row of rows) {
    const named = row.cells.事项;
    const last = found.at(-1);
    if (last && (!named || named === last[0]!.cells.事项)) last.push(row);
    else found.push([row]);
  }
  return found;
}

const some = (key: string, value: unknown): object => (value === undefined || value === "" ? {} : { [key]: value });
const numberIn = (cell: string | undefined): unknown =>
  cell === undefined ? undefined : /^\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;

function bundleOf(rows: TableRow[]): unknown {
  const first = (head: string) => rows.map(({ cells }) => cells[head]).find(Boolean);
  return {
    ...some("id", first("编号")),
    name: first("事项") ?? "",
    also: listIn(first("别名")),
    window: first("窗口") ?? "",
    ...some("phone", first("电话")),
    ...some("source", first("依据")),
    materials: rows.flatMap(({ cells }) => listIn(cells.材料)),
    steps: rows
      .filter(({ cells }) => cells.步骤 || cells.部门)
      .map(({ cells }) => ({
        name: cells.步骤 ?? "",
        department: cells.部门 ?? "",
        ...some("days", numberIn(cells.工作日)),
      })),
  };
}

const UNITS: Record<string, string> = { 工作日: "working", 自然日: "natural", 天: "natural", 日: "natural" };

const promiseOf = ({ cells }: TableRow): unknown => ({
  ...some("id", cells.编号),
  name: cells.事项 ?? "",
  also: listIn(cells.别名),
  ...some("variant", cells.类型),
  days: numberIn(cells.天数),
  unit: UNITS[cells.单位 ?? ""] ?? cells.单位,
  ...some("department", cells.部门),
  ...some("source", cells.依据),
  categories: listIn(cells.类别),
});

const fieldOf = (path: PropertyKey[]): string => path.map(String).join(".") || "行";
const reasonOf = (error: z.ZodError): string =>
  error.issues.map((issue) => `${fieldOf(issue.path)}：${issue.message}`).join("；");

function takeBundle(read: ReadServices, place: string, value: unknown): void {
  const parsed = BundleSchema.safeParse(value);
  if (!parsed.success) read.faults.push({ place, reason: reasonOf(parsed.error) });
  else {
    const { id = `一件事/${parsed.data.name}`, ...rest } = clean(parsed.data);
    add(read, read.bundles, place, { id, ...rest, steps: rest.steps.map(clean) } as Bundle);
  }
}

function takePromise(read: ReadServices, place: string, value: unknown): void {
  const parsed = PromiseSchema.safeParse(value);
  if (!parsed.success) read.faults.push({ place, reason: reasonOf(parsed.error) });
  else {
    const { id, ...rest } = clean(parsed.data);
    const called = `承诺/${[rest.name, rest.variant].filter(Boolean).join("/")}`;
    add(read, read.promises, place, { id: id ?? called, ...rest } as ServicePromise);
  }
}

function add<T extends { id: string }>(read: ReadServices, list: T[], place: string, one: T): void {
  if (list.some(({ id }) => id === one.id)) read.faults.push({ place, reason: `“${one.id}”出现了两次` });
  else list.push(one);
}

/** Without keys whose value is undefined. */
const clean = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
