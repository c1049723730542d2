import type ExcelJS from "exceljs";
import type { Row } from "./rows.ts";
import { ImportError, LIMITS, type Part, type RawDocument } from "./types.ts";
import { openWorkbook } from "./workbook.ts";

/** Column heads of a sheet that lists policies, one a row. */
const COLUMNS: Record<string, RegExp> = {
  id: /^(编号|id|标识)$/i,
  title: /^(标题|题名|政策名称|文件名称|名称|政策标题)$/,
  no: /^(文号|发文字号|文件号|发文号)$/,
  issuer: /^(发文单位|发文机关|制定机关|发布单位|责任单位|部门)$/,
  date: /^(发文日期|成文日期|印发日期|发布日期|日期)$/,
  layer: /^(层级|类型|类别)$/,
  parent: /^(上位文件|所属政策|上级|父级)$/,
  from: /^(生效日期|有效期起|施行日期|开始日期)$/,
  to: /^(失效日期|有效期止|截止日期|到期日期|有效期至)$/,
  status: /^(状态|效力状态|有效性)$/,
  mode: /^(享受方式|兑现方式|模式)$/,
  text: /^(正文|内容|全文|政策内容|条款内容)$/,
};

export type Sheet =
  | { kind: "rows"; rows: { row: number; value: Partial<Row> & { title?: string } }[] }
  | { kind: "document"; raw: RawDocument };

/** Sheets of a workbook: a list of policies when the first row names its columns, otherwise a document of tables. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet[]> {
  const workbook = await openWorkbook(bytes);
  return workbook.worksheets.filter((sheet) => sheet.state === "visible" && sheet.actualRowCount > 0).map(readSheet);
}

function readSheet(sheet: ExcelJS.Worksheet): Sheet {
  const rows: { number: number; cells: string[] }[] = [];
  let cells = 0;
  sheet.eachRow((row, number) => {
    const values: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      // A merged cell repeats its value in every part of it.
      values[column - 1] = cell.isMerged && cell.master.address !== cell.address ? "" : cellText(cell.value);
      if (++cells > LIMITS.cells) throw new ImportError(`表格超过 ${LIMITS.cells} 格`);
    });
    rows.push({ number, cells: Array.from(values, (value) => value ?? "") });
  });
  const at = rows.findIndex((row) => row.cells.some((cell) => COLUMNS.title!.test(cell.trim())));
  const head = at >= 0 && at < 5 ? rows[at]! : undefined;
  const named = head?.cells.map((cell) => Object.keys(COLUMNS).find((key) => COLUMNS[key]!.test(cell.trim())));
  if (!head || !named || named.filter(Boolean).length < 2) {
    const parts: Part[] = [{ kind: "table", rows: rows.map((row) => row.cells) }];
    return { kind: "document", raw: { title: sheet.name, parts, attachments: [] } };
  }
  return {
    kind: "rows",
    rows: rows.slice(at + 1).flatMap(({ number, cells: values }) => {
      const get = (key: string) => values[named.indexOf(key)]?.trim() || undefined;
      const title = get("title");
      if (!title) return [];
      const [from, to] = [dayOf(get("from")), dayOf(get("to"))];
      const value = {
        title,
        ...pick("id", get("id")),
        ...pick("no", get("no")),
        ...pick("issuer", get("issuer")),
        ...pick("date", dayOf(get("date"))),
        ...pick("layer", get("layer")),
        ...pick("parent", get("parent")),
        ...pick("status", get("status")),
        ...pick("mode", get("mode")),
        ...pick("text", get("text")),
        ...(from || to ? { valid: [from ?? null, to ?? null] } : {}),
      };
      return [{ row: number, value: value as Partial<Row> & { title: string } }];
    }),
  };
}

const pick = (key: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [key]: value };

export function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== "object") return String(value);
  if ("richText" in value) return value.richText.map((part) => part.text).join("");
  if ("text" in value) return String(value.text);
  if ("result" in value) return value.result === undefined ? "" : cellText(value.result as ExcelJS.CellValue);
  return "";
}

export function dayOf(text: string | undefined): string | undefined {
  const match = /(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/.exec(text ?? "");
  return match ? `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}` : undefined;
}
