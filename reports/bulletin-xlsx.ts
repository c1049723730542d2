import type { Bulletin, BulletinRow } from "../domain/bulletin.ts";
import {
  BEHIND_COLUMNS,
  type BehindWords,
  BULLETIN_COLUMNS,
  BULLETIN_FORMULAS,
  sayBulletinTitle,
} from "../text/saying/bulletin.ts";

/** The bulletin as a workbook: figures, formulas in words, a sheet that opens every number to its tickets, and these. */
export async function bulletinXlsx(
  bulletin: Bulletin,
  nameOf: (department: string) => string,
  tickets: readonly BehindWords[],
): Promise<Uint8Array> {
  // Loaded when a bulletin is asked for: half a second that every start would wait for.
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("通报");
  sheet.addRow([sayBulletinTitle(bulletin.period)]).font = { bold: true, size: 16 };
  sheet.mergeCells(1, 1, 1, BULLETIN_COLUMNS.length);
  sheet.getRow(1).alignment = { horizontal: "center" };
  sheet.addRow(BULLETIN_COLUMNS.map(([, title]) => title)).font = { bold: true };
  for (const row of [...bulletin.rows, bulletin.total])
    sheet.addRow(BULLETIN_COLUMNS.map(([key]) => (key === "dept" ? nameOf(row.dept) : row[key as keyof BulletinRow])));
  sheet.addRow([]);
  sheet.addRow(["问题类别", "件数"]).font = { bold: true };
  for (const [category, count] of bulletin.top_categories) sheet.addRow([category, count]);
  sheet.addRow([]);
  for (const formula of BULLETIN_FORMULAS) sheet.addRow([formula]);
  sheet.columns.forEach((column, i) => {
    column.width = i === 0 ? 22 : 12;
  });
  const behind = book.addWorksheet("件数明细");
  behind.addRow(["单位", "口径", "工单编号"]).font = { bold: true };
  for (const [department, figures] of Object.entries(bulletin.behind))
    for (const [key, title] of BULLETIN_COLUMNS)
      for (const no of figures[key as keyof typeof figures] ?? []) behind.addRow([nameOf(department), title, no]);
  for (const [category, numbers] of Object.entries(bulletin.behind_categories))
    for (const no of numbers) behind.addRow([category, "问题类别", no]);
  behind.columns.forEach((column) => {
    column.width = 22;
  });
  const sheetOfTickets = book.addWorksheet("工单");
  sheetOfTickets.addRow(BEHIND_COLUMNS.map(([, title]) => title)).font = { bold: true };
  for (const ticket of tickets) sheetOfTickets.addRow(BEHIND_COLUMNS.map(([key]) => ticket[key]));
  BEHIND_COLUMNS.forEach(([, , width], i) => {
    sheetOfTickets.getColumn(i + 1).width = width;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}
