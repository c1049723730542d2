import { APPLY, FREE, MISSED_COLUMNS, type MissedWords } from "../text/saying/missed.ts";

/** The list of what companies could have and have not, a row a policy; a company of which too little is known has one. */
export async function missedXlsx(title: string, all: readonly MissedWords[]): Promise<Uint8Array> {
  // Loaded when a list is asked for: half a second that every start would wait for.
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("查漏补缺");
  sheet.addRow([title]).font = { bold: true, size: 16 };
  sheet.mergeCells(1, 1, 1, MISSED_COLUMNS.length);
  sheet.addRow(MISSED_COLUMNS).font = { bold: true };
  for (const { company, lines, unknown } of all) {
    for (const one of lines)
      sheet.addRow([
        company,
        one.title,
        one.no ?? "",
        one.free ? FREE : APPLY,
        one.applyUntil ?? "",
        one.because.join("、"),
        unknown.join("；"),
      ]);
    if (lines.length === 0 && unknown.length > 0) sheet.addRow([company, "", "", "", "", "", unknown.join("；")]);
  }
  sheet.columns.forEach((column, i) => {
    column.width = [20, 44, 24, 12, 14, 32, 48][i] ?? 16;
  });
  return new Uint8Array(await book.xlsx.writeBuffer());
}
