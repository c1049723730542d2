import { extname } from "node:path";
import { decode } from "./decode.ts";
import { ImportError, LIMITS } from "./types.ts";
import { openWorkbook } from "./workbook.ts";
import { cellText } from "./xlsx.ts";

/** A sheet whose first row names its columns. */
export interface Table {
  name: string;
  rows: TableRow[];
}

export interface TableRow {
  /** As the office sees it, counted from 1 with the head. */
  row: number;
  /** Head → what stands below it; empty cells are left out. */
  cells: Record<string, string>;
}

/** The sheets of an xlsx file, or the one table of a csv file in any encoding that offices use. */
export async function readTables(path: string, bytes: Uint8Array): Promise<Table[]> {
  switch (extname(path).toLowerCase()) {
    case ".csv":
      return [tableOf("", csvRows(decode(bytes).text))];
    case ".xlsx":
      return sheetsOf(bytes);
    default:
      throw new ImportError(`不支持的格式 ${extname(path) || "（无扩展名）"}，请用 .xlsx 或 .csv`);
  }
}

async function sheetsOf(bytes: Uint8Array): Promise<Table[]> {
  const workbook = await openWorkbook(bytes);
  return workbook.worksheets
    .filter((sheet) => sheet.state === "visible")
    .map((sheet) => {
      const rows: { row: number; cells: string[] }[] = [];
      let cells = 0;
      sheet.eachRow((row, number) => {
        const values: string[] = [];
        row.eachCell({ includeEmpty: true }, (cell, column) => {
          values[column - 1] = cellText(cell.value);
          if (++cells > LIMITS.cells) throw new ImportError(`表格超过 ${LIMITS.cells} 格`);
        });
        rows.push({ row: number, cells: Array.from(values, (value) => value ?? "") });
      });
      return tableOf(sheet.name, rows);
    });
}

function tableOf(name: string, lines: { row: number; cells: string[] }[]): Table {
  const [head, ...rest] = lines.filter(({ cells }) => cells.some((cell) => cell.trim()));
  const heads = head?.cells.map((cell) => cell.replace(/\s|[（(].*[)）]/g, "")) ?? [];
  return {
    name: name.trim(),
    rows: rest.map(({ row, cells }) => ({
      row,
      cells: Object.fromEntries(
        cells.flatMap((cell, i) => (heads[i] && cell.trim() ? [[heads[i], cell.trim()] as const] : [])),
      ),
    })),
  };
}

/** RFC 4180: commas, quotes doubled inside quotes, line breaks within them. */
function csvRows(text: string): { row: number; cells: string[] }[] {
  const rows: { row: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  const flush = () => {
    cells.push(cell);
    cell = "";
  };
  const end = () => {
    flush();
    rows.push({ row: rows.length + 1, cells });
    cells = [];
  };
  const source = text.replace(/^\ufeff/, "");
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[i + 1] === '"') cell += source[++i];
      else quoted = false;
    } else if (char === '"' && cell === "") quoted = true;
    else if (char === ",") flush();
    else if (char === "\n") end();
    else if (char !== "\r") cell += char;
  }
  if (cell || cells.length) end();
  return rows;
}

const LIST = /[、；;|\n]+/;

/** "甲、乙" as a list. */
export const listIn = (cell: string | undefined): string[] =>
  (cell ?? "")
    .split(LIST)
    .map((one) => one.trim())
    .filter(Boolean);
