import ExcelJS from "exceljs";
import { type Column, RULE_ROWS, RULES_HEADS, RULES_SHEET, SHEETS } from "./sheets.ts";

const EXAMPLES: Record<string, (string | number)[][]> = {
  departments: [["营商办", "营商环境办公室", "统筹交办、裁定争议、督办回访、通报", "", "是"]],
  reminders: [
    [-2, "工作日", "经办人", "临期提醒"],
    [0, "工作日", "经办人", "到期提醒"],
    [1, "工作日", "部门负责人", "超期督办"],
    [3, "工作日", "营商办", "升级督办"],
  ],
};
const LAST_ROW = 2000;

/** A workbook to fill in: every sheet with its heads, rules that hold as they stand, notes at the heads. */
export async function townTemplate(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  const rules = addSheet(workbook, RULES_SHEET[0]!, RULES_HEADS);
  for (const { titles, first, note } of RULE_ROWS) {
    const cells = [...first, ...Array(3).fill("")].slice(0, 3);
    rules.addRow([titles[0], ...cells, note]);
  }
  for (const sheet of SHEETS) {
    const made = addSheet(
      workbook,
      sheet.titles[0]!,
      sheet.columns.map(({ titles }) => titles[0]!),
    );
    sheet.columns.forEach((column, i) => {
      if (column.note) made.getRow(1).getCell(i + 1).note = column.note;
      offer(made, i + 1, column);
    });
    for (const row of EXAMPLES[sheet.part] ?? []) made.addRow(row);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function addSheet(workbook: ExcelJS.Workbook, name: string, heads: string[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  const row = sheet.addRow(heads);
  row.font = { bold: true };
  heads.forEach((_, i) => {
    sheet.getColumn(i + 1).width = 18;
  });
  return sheet;
}

/** Columns that take one of a few words offer them. */
function offer(sheet: ExcelJS.Worksheet, column: number, { kind, words }: Column): void {
  const choices = words ? Object.keys(words) : kind === "yes" ? ["是", "否"] : [];
  if (choices.length === 0) return;
  const letter = sheet.getColumn(column).letter;
  // The library's types do not know validations of a whole range.
  (sheet as unknown as { dataValidations: { add(range: string, rule: object): void } }).dataValidations.add(
    `${letter}2:${letter}${LAST_ROW}`,
    { type: "list", allowBlank: true, formulae: [`"${choices.join(",")}"`] },
  );
}
