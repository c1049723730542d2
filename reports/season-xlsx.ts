import { EMPTY_RATE } from "../text/saying/season.ts";

export interface SeasonSession {
  name: string;
  issue: number | null;
  venue: string;
  start: string;
  place: string;
  signedUp: number;
  came: number;
  wrote: number;
  persons: number;
  matters: number;
  measures: number;
  solved: number;
  satisfied: number;
  calledBack: number;
  solvedRate: string;
  satisfiedRate: string;
}

export interface SeasonMatter {
  session: string;
  line: number;
  company: string;
  how: string;
  text: string;
  no: string;
  lead: string;
  replyBy: string;
  promises: string;
  status: string;
  overdue: boolean;
  measure: boolean;
  solved: boolean;
  satisfaction: string;
}

const SESSION_COLUMNS: [title: string, width: number, value: (s: SeasonSession) => string | number][] = [
  ["活动", 30, (s) => s.name],
  ["期", 6, (s) => s.issue ?? ""],
  ["场", 8, (s) => s.venue],
  ["时间", 22, (s) => s.start],
  ["地点", 24, (s) => s.place],
  ["报名（家）", 11, (s) => s.signedUp],
  ["参会（家）", 11, (s) => s.came],
  ["书面（家）", 11, (s) => s.wrote],
  ["人次", 8, (s) => s.persons],
  ["问题", 8, (s) => s.matters],
  ["有措施", 9, (s) => s.measures],
  ["已解决", 9, (s) => s.solved],
  ["解决率", 9, (s) => s.solvedRate],
  ["已回访", 9, (s) => s.calledBack],
  ["满意", 8, (s) => s.satisfied],
  ["满意率", 9, (s) => s.satisfiedRate],
];

const MATTER_COLUMNS: [title: string, width: number, value: (m: SeasonMatter) => string | number][] = [
  ["活动", 26, (m) => m.session],
  ["序号", 6, (m) => m.line],
  ["企业", 16, (m) => m.company],
  ["方式", 7, (m) => m.how],
  ["问题", 42, (m) => m.text],
  ["工单编号", 19, (m) => m.no],
  ["承办单位", 22, (m) => m.lead],
  ["回复期限", 11, (m) => m.replyBy],
  ["承诺", 26, (m) => m.promises],
  ["状态", 22, (m) => (m.overdue ? `${m.status}（超期）` : m.status)],
  ["有措施", 8, (m) => (m.measure ? "是" : "否")],
  ["已解决", 8, (m) => (m.solved ? "是" : "否")],
  ["满意度", 11, (m) => m.satisfaction],
];

const FONT = "宋体";
/** Points that a line of text takes. */
const LINE = 15;
/** A rate, a dash, 是 or 否: stands in the middle as numbers do. */
const SHORT = /^(?:[\d.]+%|—|是|否)$/;

/** Lines that a text takes in a column: a Chinese character is as wide as two others. Readers do not fit rows themselves. */
function linesOf(text: string, width: number): number {
  const wide = [...text].reduce((sum, one) => sum + (one > "\u2e7f" ? 2.1 : 1.1), 0);
  return Math.max(1, Math.ceil(wide / width));
}

/** The figures with their formulas, the sessions, and every problem behind the figures; the unsolved apart. */
export async function seasonXlsx(
  title: string,
  figures: [name: string, value: number | string, formula: string][],
  sessions: SeasonSession[],
  matters: SeasonMatter[],
): Promise<Uint8Array> {
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  const thin = { style: "thin" as const, color: { argb: "FFBFBFBF" } };
  const border = { top: thin, left: thin, bottom: thin, right: thin };
  const table = <T>(
    name: string,
    columns: [string, number, (row: T) => string | number][],
    rows: T[],
    landscape: boolean,
  ) => {
    const sheet = book.addWorksheet(name, {
      views: [{ state: "frozen", ySplit: 2 }],
      pageSetup: {
        paperSize: 9,
        orientation: landscape ? "landscape" : "portrait",
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
      },
    });
    sheet.addRow([rows.length > 0 || name === "总表" ? title : `${title}（没有）`]);
    sheet.mergeCells(1, 1, 1, columns.length);
    const head = sheet.getRow(1);
    head.height = 30;
    head.getCell(1).font = { name: FONT, bold: true, size: 16 };
    head.getCell(1).alignment = { horizontal: "center", vertical: "middle" };
    sheet.addRow(columns.map(([heading]) => heading));
    for (const row of rows) sheet.addRow(columns.map(([, , value]) => value(row)));
    columns.forEach(([, width], i) => {
      sheet.getColumn(i + 1).width = width;
    });
    sheet.eachRow((row, number) => {
      if (number === 1) return;
      row.height = LINE * Math.max(1, ...columns.map(([, width], i) => linesOf(row.getCell(i + 1).text, width))) + 6;
      row.eachCell({ includeEmpty: true }, (cell) => {
        const middle = number === 2 || typeof cell.value === "number" || SHORT.test(cell.text);
        cell.border = border;
        cell.alignment = {
          vertical: "middle",
          wrapText: true,
          ...(middle ? { horizontal: "center" } : { horizontal: "left", indent: 1 }),
        };
        cell.font = { name: FONT, size: 11, bold: number === 2 };
        if (number === 2) cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFEDEDED" } };
      });
    });
    return sheet;
  };
  const sheet = table<(typeof figures)[number]>(
    "总表",
    [
      ["指标", 18, ([name]) => name],
      ["数值", 12, ([, value]) => value],
      ["口径", 62, ([, , formula]) => formula],
    ],
    figures,
    false,
  );
  sheet.addRow([EMPTY_RATE]).font = { name: FONT, size: 11 };
  table("各场", SESSION_COLUMNS, sessions, true);
  table("问题", MATTER_COLUMNS, matters, true);
  table(
    "未解决",
    MATTER_COLUMNS,
    matters.filter((m) => !m.solved),
    true,
  );
  return new Uint8Array(await book.xlsx.writeBuffer());
}
