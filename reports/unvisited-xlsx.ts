/** Enterprises that nobody has been to yet, one a row. */
export async function unvisitedXlsx(heads: string[], rows: string[][]): Promise<Uint8Array> {
  const { default: ExcelJS } = await import("exceljs");
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("未走访", { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = heads.map((_, i) => ({ width: i === 0 ? 40 : 20 }));
  sheet.addRow(heads).font = { bold: true };
  sheet.addRows(rows);
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: heads.length } };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
