import type ExcelJS from "exceljs";

const THIN = { style: "thin", color: { argb: "FF808080" } } as const;
export const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const STATUSES = '"待交办,已交办,办理中,派单争议,待补充办理结果,已回复,待回访,重办,已办结,已归档,已撤回,不予受理"';

interface Column {
  head: string;
  /** A head above that several columns share. */
  over?: string;
  width: number;
  numFmt?: string;
  formula?: (row: number) => string;
}

interface Layout {
  title: string;
  columns: Column[];
  /** Rows that are ready to be filled in. */
  prepared: number;
  footer?: (first: number, last: number) => (string | { formula: string })[];
  status?: number;
  due?: number;
  landscape?: boolean;
}

/** Lays a list out: title, heads, prepared rows with their formulas, a line of sums. */
export function lay(workbook: ExcelJS.Workbook, name: string, layout: Layout): ExcelJS.Worksheet {
  const { title, columns, prepared, footer, status, due } = layout;
  const double = columns.some(({ over }) => over);
  const heads = double ? 4 : 3;
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: "frozen", ySplit: heads, xSplit: 2 }],
    pageSetup: {
      paperSize: 9,
      orientation: layout.landscape === false ? "portrait" : "landscape",
      fitToPage: true,
      fitToHeight: 0,
      fitToWidth: 1,
    },
  });
  sheet.pageSetup.printTitlesRow = `${double ? 3 : heads}:${heads}`;
  sheet.headerFooter.oddFooter = "第 &P 页，共 &N 页";
  columns.forEach(({ width }, i) => {
    sheet.getColumn(i + 1).width = width;
  });
  sheet.mergeCells(1, 1, 1, columns.length);
  const top = sheet.getCell(1, 1);
  top.value = title;
  top.font = { name: "方正小标宋简体", size: 20, bold: true };
  top.alignment = { horizontal: "center", vertical: "middle" };
  sheet.getRow(1).height = 36;
  sheet.mergeCells(2, 1, 2, columns.length);
  sheet.getCell(2, 1).value = "填报单位：　　　　　　　　　　　　填报日期：";
  columns.forEach(({ head, over }, i) => {
    const cells = double ? [sheet.getCell(3, i + 1), sheet.getCell(4, i + 1)] : [sheet.getCell(3, i + 1)];
    for (const cell of cells) {
      cell.font = { name: "黑体", size: 11, bold: true };
      cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFDCE6F1" } };
      cell.alignment = { horizontal: "center", vertical: "middle", wrapText: true };
      cell.border = BORDER;
    }
    cells.at(-1)!.value = head;
    if (double && over) cells[0]!.value = over;
  });
  if (double)
    for (let at = 1; at <= columns.length; ) {
      const { over } = columns[at - 1]!;
      let end = at;
      if (over) while (columns[end]?.over === over) end++;
      if (over) sheet.mergeCells(3, at, 3, end);
      else {
        const { head } = columns[at - 1]!;
        sheet.mergeCells(3, at, 4, at);
        sheet.getCell(3, at).value = head;
      }
      at = end + 1;
    }
  const [first, last] = [heads + 1, heads + prepared];
  for (let row = first; row <= last; row++) {
    sheet.getRow(row).height = 30;
    columns.forEach(({ numFmt, formula }, i) => {
      const cell = sheet.getCell(row, i + 1);
      cell.border = BORDER;
      cell.font = { name: "仿宋", size: 11 };
      cell.alignment = { vertical: "middle", wrapText: true };
      if (numFmt) cell.numFmt = numFmt;
      if (formula) cell.value = { formula: formula(row) };
    });
  }
  // Cell by cell the library writes ranges that overlap (exceljs 4.4), which Excel reports as damage.
  if (status && prepared > 0)
    (
      sheet as unknown as { dataValidations: { add(range: string, rule: ExcelJS.DataValidation): void } }
    ).dataValidations.add(`${sheet.getColumn(status).letter}${first}:${sheet.getColumn(status).letter}${last}`, {
      type: "list",
      allowBlank: true,
      formulae: [STATUSES],
    });
  if (footer) {
    footer(first, last).forEach((value, i) => {
      const cell = sheet.getCell(last + 1, i + 1);
      cell.value = value;
      cell.font = { name: "黑体", size: 11 };
      cell.border = BORDER;
    });
    sheet.mergeCells(last + 2, 1, last + 2, columns.length);
    sheet.getCell(last + 2, 1).value = "说明：本表由走访记录自动生成，办理状态以工单为准。";
    sheet.getCell(last + 2, 1).font = { name: "楷体", size: 10, italic: true };
  }
  if (due && prepared > 0)
    sheet.addConditionalFormatting({
      ref: `A${first}:${sheet.getColumn(columns.length).letter}${last}`,
      rules: [
        {
          type: "expression",
          priority: 1,
          formulae: [
            `AND($${sheet.getColumn(due).letter}${first}<>"",$${sheet.getColumn(due).letter}${first}<TODAY(),$${sheet.getColumn(status ?? due).letter}${first}<>"已办结")`,
          ],
          style: {
            font: { color: { argb: "FFC00000" } },
            fill: { type: "pattern", pattern: "solid", bgColor: { argb: "FFFDE9E7" } },
          },
        },
      ],
    });
  return sheet;
}
