import ExcelJS from "exceljs";
import { ROSTER } from "./sheets.ts";

/** A workbook to fill in: the three sheets with their heads and notes. */
export async function rosterTemplate(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const { titles, columns } of ROSTER) {
    const sheet = workbook.addWorksheet(titles[0]!, { views: [{ state: "frozen", ySplit: 1 }] });
    sheet.addRow(columns.map((column) => column.titles[0])).font = { bold: true };
    columns.forEach(({ note }, i) => {
      sheet.getColumn(i + 1).width = 24;
      // Ids of digits stay as they are typed: a number of 18 digits would lose its end.
      sheet.getColumn(i + 1).numFmt = "@";
      if (note) sheet.getRow(1).getCell(i + 1).note = note;
    });
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
