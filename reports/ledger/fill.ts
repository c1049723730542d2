import {
  FIELDS,
  type FieldKind,
  keyOf,
  type LedgerList,
  type LedgerMapping,
  type LedgerRow,
  type LedgerRows,
} from "./mapping.ts";
import { columnNumber } from "./refs.ts";
import type { CellValue, SheetXml } from "./sheet.ts";
import { WorkbookXml } from "./workbook.ts";

export interface FilledList {
  sheet: string;
  added: number;
  /** Rows that were there and of which something changed. */
  refreshed: number;
}

interface Column {
  field: string;
  kind: FieldKind;
  column: number;
  refresh: boolean;
}

/** Why a workbook and its mapping do not go together: every fault. */
export class LedgerFault extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join("\n"));
    this.name = "LedgerFault";
  }
}

/**
 * Writes rows into the office's own workbook: behind those that are there, in its prepared rows first, then in new ones
 * that look like the last. Formulas and formats stay; what is there already is not written a second time.
 * @throws LedgerFault where a sheet or head of the mapping is not in the workbook
 */
export function fillLedger(
  template: Uint8Array,
  mapping: LedgerMapping,
  rows: LedgerRows,
): { bytes: Uint8Array; lists: FilledList[] } {
  const workbook = open(template);
  const faults: string[] = [];
  const columns = mapping.lists.map((list) => columnsOf(workbook, list, faults));
  if (faults.length > 0) throw new LedgerFault(faults);
  const lists = mapping.lists.map((list, i) => fillList(workbook, list, columns[i]!, chosen(rows[list.rows], list)));
  return { bytes: workbook.bytes(), lists };
}

/** Whether workbook and mapping go together, without writing anything. */
export function checkLedger(template: Uint8Array, mapping: LedgerMapping): string[] {
  const faults: string[] = [];
  try {
    const workbook = open(template);
    for (const list of mapping.lists) columnsOf(workbook, list, faults);
  } catch (error) {
    faults.push((error as Error).message);
  }
  return faults;
}

function open(template: Uint8Array): WorkbookXml {
  try {
    return new WorkbookXml(template);
  } catch (error) {
    throw new LedgerFault([`not a workbook (.xlsx): ${(error as Error).message}`]);
  }
}

function chosen(rows: readonly LedgerRow[], { where }: LedgerList): LedgerRow[] {
  if (where === "open") return rows.filter((row) => row.solved !== "是");
  if (where === "solved") return rows.filter((row) => row.solved === "是");
  return where === "owned" ? rows.filter((row) => row.lead) : [...rows];
}

const squeezed = (text: string): string => text.replace(/\s+/g, "");
/** Heads may be merged over several rows: so many are looked at. */
const HEAD_ROWS = 3;

function columnsOf(workbook: WorkbookXml, list: LedgerList, faults: string[]): Column[] {
  if (!workbook.names.includes(list.sheet)) {
    faults.push(`no sheet ${list.sheet}: the workbook has ${workbook.names.join(", ")}`);
    return [];
  }
  const sheet = workbook.sheet(list.sheet);
  const heads = new Map<string, Set<number>>();
  for (let row = Math.max(1, list.header_row - HEAD_ROWS + 1); row <= list.header_row; row++)
    for (const column of sheet.rows.get(row)?.cells.keys() ?? []) {
      const head = squeezed(sheet.text(row, column));
      if (head) heads.set(head, (heads.get(head) ?? new Set()).add(column));
    }
  const fields = FIELDS[list.rows] as Record<string, FieldKind>;
  return Object.entries(list.columns).flatMap(([head, field]) => {
    const found = [...(heads.get(squeezed(head)) ?? [])];
    const column = found.length === 0 && /^[A-Z]{1,3}$/.test(head) ? columnNumber(head) : found[0];
    if (column === undefined || found.length > 1) {
      const why = found.length > 1 ? "stands there several times: name the column by its letters" : "is not there";
      faults.push(
        `sheet ${list.sheet}, heads up to row ${list.header_row}: ${head} ${why}; there are ${[...heads.keys()].join(", ")}`,
      );
      return [];
    }
    return [{ field, kind: fields[field]!, column, refresh: list.refresh.includes(head) }];
  });
}

function fillList(workbook: WorkbookXml, list: LedgerList, columns: Column[], rows: LedgerRow[]): FilledList {
  const sheet = workbook.sheet(list.sheet);
  const region = regionOf(sheet, list);
  const key = keyOf(list).map((field) => columns.find((column) => column.field === field)!);
  const there = new Map<string, number>();
  let last = list.header_row;
  for (let row = region.first; row <= region.last; row++) {
    if (!isTaken(sheet, row, columns)) continue;
    last = row;
    there.set(key.map((column) => shown(workbook, sheet, row, column)).join("\u0000"), row);
  }
  const fresh: LedgerRow[] = [];
  let refreshed = 0;
  for (const row of rows) {
    const id = key.map(({ field }) => squeezed(String(row[field] ?? ""))).join("\u0000");
    const at = there.get(id);
    if (at === undefined) {
      fresh.push(row);
      // The same row twice in one run is one row.
      there.set(id, 0);
    } else if (at > 0 && refresh(workbook, sheet, at, columns, row)) refreshed++;
  }
  makeRoom(workbook, list, region, last + fresh.length);
  let number = last - list.header_row;
  fresh.forEach((row, i) => {
    number++;
    for (const column of columns)
      write(workbook, sheet, last + 1 + i, column, column.field === "seq" ? number : (row[column.field] ?? null));
  });
  return { sheet: list.sheet, added: fresh.length, refreshed };
}

interface Region {
  first: number;
  /** The last prepared row; before `first` where there is none. */
  last: number;
  footer: boolean;
}

function regionOf(sheet: SheetXml, { header_row, footer }: LedgerList): Region {
  const first = header_row + 1;
  const end = sheet.lastRow;
  if (footer)
    for (let row = first; row <= end; row++)
      for (const column of sheet.rows.get(row)?.cells.keys() ?? [])
        if (squeezed(sheet.text(row, column)).startsWith(squeezed(footer)))
          return { first, last: row - 1, footer: true };
  return { first, last: Math.max(header_row, end), footer: false };
}

/** Numbers that were filled in beforehand take no row, nor do formulas. */
const isTaken = (sheet: SheetXml, row: number, columns: Column[]): boolean =>
  columns.some(
    ({ field, column }) => field !== "seq" && !sheet.hasFormula(row, column) && sheet.text(row, column) !== "",
  );

function shown(workbook: WorkbookXml, sheet: SheetXml, row: number, { column, kind }: Column): string {
  const text = squeezed(sheet.text(row, column));
  return kind === "date" && /^\d{4,6}(\.\d+)?$/.test(text) ? workbook.dayOf(Number(text)) : text;
}

function makeRoom(workbook: WorkbookXml, list: LedgerList, region: Region, wanted: number): void {
  const by = wanted - region.last;
  if (by <= 0) return;
  const sheet = workbook.sheet(list.sheet);
  const model = region.last >= region.first ? region.last : undefined;
  workbook.grow({
    sheet: list.sheet,
    first: Math.min(region.first, region.last),
    last: region.last,
    by,
    shifts: region.footer,
  });
  if (model !== undefined) for (let row = region.last + 1; row <= wanted; row++) sheet.copyRow(model, row);
}

function write(
  workbook: WorkbookXml,
  sheet: SheetXml,
  row: number,
  { column, kind }: Column,
  value: string | number | null,
): void {
  if (sheet.hasFormula(row, column)) return;
  sheet.put(row, column, cellFor(workbook, sheet, row, column, kind, value));
}

function cellFor(
  workbook: WorkbookXml,
  sheet: SheetXml,
  row: number,
  column: number,
  kind: FieldKind,
  value: string | number | null,
): CellValue {
  if (value === null || value === "") return null;
  if (typeof value === "number") return { number: value };
  return kind === "date" && workbook.showsDate(sheet.style(row, column))
    ? { number: workbook.dayNumber(value) }
    : { text: value };
}

/** Whether anything of the row was written anew. */
function refresh(workbook: WorkbookXml, sheet: SheetXml, at: number, columns: Column[], row: LedgerRow): boolean {
  let changed = false;
  for (const column of columns.filter((one) => one.refresh && !sheet.hasFormula(at, one.column))) {
    const value = row[column.field] ?? null;
    if (shown(workbook, sheet, at, column) === squeezed(String(value ?? ""))) continue;
    write(workbook, sheet, at, column, value);
    changed = true;
  }
  return changed;
}
