import type ExcelJS from "exceljs";
import { openWorkbook as open } from "../../catalogue/import/workbook.ts";
import { FileFault } from "../file-fault.ts";

import { cellValue, filled } from "./cells.ts";

/** A row as it was filled in, with its place for whoever has to mend it. */
export interface SheetRow {
  values: Record<string, string>;
  lists: Record<string, string[]>;
  /** Columns of an enterprise that the bot does not know: kept as they are. */
  more: Record<string, string>;
  /** "企业.xlsx: sheet 企业, row 17". */
  place: string;
  /** How a column of this sheet is called. */
  headOf: (key: string) => string;
}

/** Heads may stand under a title: so far down they are looked for. */
const HEADS_WITHIN = 5;

/** @throws FileFault where the file is no workbook */
export async function openWorkbook(name: string, bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  try {
    return await open(bytes);
  } catch (error) {
    throw new FileFault(name, [`not a workbook (.xlsx): ${(error as Error).message}; save it again with Excel or WPS`]);
  }
}

/** A column as offices call it. */
export interface SheetColumn {
  key: string;
  titles: string[];
  list?: true;
  note?: string;
}

/** What a sheet must have: all of `needed`, and one of `either` where that is given. */
export interface HeadedSheet {
  needed: string[];
  either?: string[];
  columns: SheetColumn[];
  /** Rows that are none of the list, by their first filled cell: sums, notes. */
  skip?: (first: string) => boolean;
}

const withoutRemark = (head: string): string => head.replace(/\s|[（(].*?[)）]/g, "");

/** Reads the rows below the heads of a sheet; what is wrong goes into `faults` with sheet, row and column. */
export function readSheet(
  sheet: ExcelJS.Worksheet,
  kind: HeadedSheet,
  file: string,
  into: SheetRow[],
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
    const one: SheetRow = { values: {}, lists: {}, more: {}, place: `${place}, row ${number}`, headOf };
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
