import type { Total } from "../domain/redemption.ts";
import { LEDGER_COLUMNS, type RedemptionWords, TOTAL_COLUMNS } from "../text/saying/redemption.ts";

/** The ledger of redemptions as a workbook: totals by policy and department, and every entry behind them. */
export async function redemptionsXlsx(
  title: string,
  entries: readonly RedemptionWords[],
  totals: { policies: readonly Total[]; departments: readonly Total[] },
): Promise<Uint8Array> {
  // Loaded when a ledger is asked for: half a second that every start would wait for.
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("台账");
  sheet.addRow([title]).font = { bold: true, size: 16 };
  sheet.mergeCells(1, 1, 1, LEDGER_COLUMNS.length);
  sheet.addRow(LEDGER_COLUMNS).font = { bold: true };
  for (const { entry, company, department } of entries)
    sheet.addRow([
      entry.id,
      company,
      entry.policy,
      entry.amount / 100,
      entry.approvedOn,
      entry.payBy,
      entry.paidOn ?? "",
      entry.status,
      department,
    ]);
  sheet.getColumn(4).numFmt = "#,##0.00";
  sheet.columns.forEach((column, i) => {
    column.width = i === 2 ? 40 : 16;
  });
  for (const [name, list] of [
    ["按政策", totals.policies],
    ["按单位", totals.departments],
  ] as const) {
    const summed = book.addWorksheet(name);
    summed.addRow(TOTAL_COLUMNS).font = { bold: true };
    for (const one of list) summed.addRow([one.name, one.enterprises, one.count, one.granted / 100, one.paid / 100]);
    summed.columns.forEach((column, i) => {
      column.width = i === 0 ? 40 : 16;
    });
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
