import {
  COUNTER_COLUMNS,
  COUNTER_FORMULAS,
  type CounterRow,
  DUTY_COLUMNS,
  type ListRowWords,
  PROBLEM_COLUMNS,
} from "../text/saying/problem-lists.ts";

/**
 * 问题清单 → 责任清单 as a workbook: the problems in the order of their numbers, the same by the unit that is
 * responsible, suggestions apart, both gaps; with `counters` the three numbers by unit before them.
 */
export async function problemListXlsx(
  rows: readonly ListRowWords[],
  counters?: readonly CounterRow[],
): Promise<Uint8Array> {
  // Loaded when a list is asked for: half a second that every start would wait for.
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  const sheet = (name: string, columns: readonly (readonly [string, string, number])[], found: readonly object[]) => {
    const made = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
    made.addRow(columns.map(([, title]) => title)).font = { bold: true };
    for (const one of found) made.addRow(columns.map(([key]) => (one as Record<string, unknown>)[key]));
    columns.forEach(([, , width], i) => {
      made.getColumn(i + 1).width = width;
      made.getColumn(i + 1).alignment = { wrapText: true, vertical: "top" };
    });
    return made;
  };
  if (counters) {
    const made = sheet("三个数", COUNTER_COLUMNS, counters);
    made.addRow([]);
    for (const formula of COUNTER_FORMULAS) made.addRow([formula]).alignment = { wrapText: false };
  }
  const problems = rows.filter(({ kind }) => kind === "问题");
  sheet("问题清单", PROBLEM_COLUMNS, problems);
  sheet(
    "责任清单",
    DUTY_COLUMNS,
    [...problems].sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : a.no < b.no ? -1 : 1)),
  );
  sheet(
    "建议清单",
    PROBLEM_COLUMNS,
    rows.filter(({ kind }) => kind === "建议"),
  );
  sheet(
    "收集未有措施",
    DUTY_COLUMNS,
    problems.filter(({ measured }) => !measured),
  );
  sheet(
    "有措施未解决",
    DUTY_COLUMNS,
    problems.filter(({ measured, solved }) => measured && !solved),
  );
  return new Uint8Array(await book.xlsx.writeBuffer());
}
