import ExcelJS from "exceljs";
import { unpack } from "../../catalogue/import/unpack.ts";
import { cellValue, filled } from "../town/cells.ts";
import { FileFault } from "../town/schema.ts";
import { ROSTER, type RosterColumn, type RosterSheet } from "./sheets.ts";

/** A row as it was filled in, with its place for whoever has to mend it. */
export interface RosterRow {
  values: Record<string, string>;
  lists: Record<string, string[]>;
  /** Columns of an enterprise that the bot does not know: kept as they are. */
  more: Record<string, string>;
  /** "企业.xlsx: sheet 企业, row 17". */
  place: string;
  /** How a column of this sheet is called. */
  headOf: (key: string) => string;
}

export type RosterRows = Record<RosterSheet["part"], RosterRow[]>;

/** Heads may stand under a title: so far down they are looked for. */
const HEADS_WITHIN = 5;

/**
 * Reads the rows of all sheets that a campaign knows, from however many workbooks.
 * @throws FileFault where a file is no workbook, or has none of the sheets
 */
export async function readRosters(
  files: readonly { name: string; bytes: Uint8Array }[],
  progress: (done: number, of: number) => void = () => {},
): Promise<{ rows: RosterRows; faults: string[] }> {
  const rows: RosterRows = { enterprises: [], cadres: [], tasks: [] };
  const faults: string[] = [];
  for (const [i, { name, bytes }] of files.entries()) {
    progress(i, files.length);
    const workbook = await openWorkbook(name, bytes);
    let known = 0;
    for (const sheet of workbook.worksheets) {
      const kind = ROSTER.find(({ titles, part }) => titles.includes(sheet.name.trim()) || sheet.name.trim() === part);
      if (!kind) continue;
      known++;
      readSheet(sheet, kind, name, rows[kind.part], faults);
    }
    if (known === 0)
      faults.push(
        `${name}: none of its sheets is called ${ROSTER.map(({ titles }) => titles[0]).join(", ")}: rename them`,
      );
  }
  progress(files.length, files.length);
  return { rows, faults };
}

/** @throws FileFault where the file is no workbook */
export async function openWorkbook(name: string, bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  try {
    // Sizes are checked before the library unpacks everything into memory.
    unpack(bytes, (part) => part.endsWith(".xml"));
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  } catch (error) {
    throw new FileFault(name, [`not a workbook (.xlsx): ${(error as Error).message}; save it again with Excel or WPS`]);
  }
  return workbook;
}

/** What a sheet must have: all of `needed`, and one of `either` where that is given. */
export interface HeadedSheet {
  needed: string[];
  either?: string[];
  columns: RosterColumn[];
  /** Rows that are none of the list, by their first filled cell: sums, notes. */
  skip?: (first: string) => boolean;
}

const withoutRemark = (head: string): string => head.replace(/\s|[（(].*?[)）]/g, "");

/** Reads the rows below the heads of a sheet; what is wrong goes into `faults` with sheet, row and column. */
export function readSheet(
  sheet: ExcelJS.Worksheet,
  kind: HeadedSheet,
  file: string,
  into: RosterRow[],
  faults: string[],
): void {
  const place = `${file}: sheet ${sheet.name}`;
  const columnOf = (head: string) =>
    kind.columns.find(({ titles, key }) => titles.includes(head) || key === head) ??
    kind.columns.find(({ titles }) => titles.includes(withoutRemark(head)));
  const { either = [] } = kind;
  const heads: string[][] = [];
  for (let row = 1; row <= HEADS_WITHIN; row++)
    heads.push(Array.from({ length: sheet.columnCount }, (_, i) => textIn(sheet.getRow(row).getCell(i + 1).value)));
  const fits = heads.map((row) => new Set(row.flatMap((head) => columnOf(head)?.key ?? [])));
  const at = fits.findIndex(
    (keys) => kind.needed.every((key) => keys.has(key)) && (either.length === 0 || either.some((key) => keys.has(key))),
  );
  if (at < 0) {
    const best = fits.reduce((a, b) => (b.size > a.size ? b : a));
    const missing = [...kind.needed.filter((key) => !best.has(key)), ...either.slice(0, 1)];
    const names = missing.map((key) => kind.columns.find((c) => c.key === key)!.titles[0]);
    faults.push(`${place}: no column ${names.join(", ")} among the heads of its first ${HEADS_WITHIN} rows: add it`);
    return;
  }
  const columns = heads[at]!.map((head) => ({ head, column: columnOf(head) }));
  const headOf = (key: string) => columns.find(({ column }) => column?.key === key)?.head.replace(/\s+/g, "") ?? key;
  sheet.eachRow((row, number) => {
    if (number <= at + 1) return;
    const one: RosterRow = { values: {}, lists: {}, more: {}, place: `${place}, row ${number}`, headOf };
    let first: string | undefined;
    columns.forEach(({ head, column }, i) => {
      const cell = filled(row.getCell(i + 1).value);
      if (!head || cell === undefined) return;
      first ??= String(cellValue(cell, "text", ""));
      if (!column) one.more[head] = String(cellValue(cell, "text", ""));
      else if (column.list) one.lists[column.key] = cellValue(cell, "list", "") as string[];
      else one.values[column.key] = String(cellValue(cell, "text", "")).trim();
    });
    if (first === undefined || kind.skip?.(first)) return;
    into.push(one);
    const empty = kind.needed.filter((key) => !one.values[key]);
    if (either.length > 0 && !either.some((key) => one.values[key]))
      empty.push(either.find((key) => fits[at]!.has(key))!);
    for (const key of empty)
      faults.push(`${one.place}, column ${headOf(key)}: is empty: fill it in, or delete the row`);
  });
}

const textIn = (value: ExcelJS.CellValue): string => String(filled(value) ?? "").trim();
