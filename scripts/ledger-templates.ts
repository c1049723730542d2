/**
 * Makes the sample workbooks of samples/ledgers: three ways in which offices lay out 两清单一台账.
 *
 *     npx tsx scripts/ledger-templates.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";

const folder = join(import.meta.dirname, "../samples/ledgers");
const THIN = { style: "thin", color: { argb: "FF808080" } } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
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

function lay(workbook: ExcelJS.Workbook, name: string, layout: Layout): ExcelJS.Worksheet {
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

const DAY = 'yyyy"年"m"月"d"日"';

/** 市级: two lists with prepared rows and a line of sums, and the ledger; heads over two rows. */
async function city(): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  lay(workbook, "问题清单", {
    title: "“万名干部进万企”问题清单",
    columns: [
      { head: "序号", width: 6 },
      { head: "企业名称", width: 28 },
      { head: "联点单位", width: 18, over: "联系干部" },
      { head: "姓名", width: 10, over: "联系干部" },
      { head: "工单编号", width: 18, over: "反映的问题" },
      { head: "问题概述", width: 40, over: "反映的问题" },
      { head: "类别", width: 12, over: "反映的问题" },
      { head: "反映日期", width: 15, numFmt: DAY },
      { head: "回复期限", width: 15, numFmt: DAY },
      { head: "办理状态", width: 12 },
      { head: "办结日期", width: 15, numFmt: DAY },
      { head: "用时（天）", width: 10, numFmt: "0", formula: (r) => `IF(K${r}="","",K${r}-H${r})` },
    ],
    prepared: 8,
    footer: (a, b) => [
      "合计",
      "",
      "",
      "",
      { formula: `COUNTA(E${a}:E${b})` },
      "",
      "",
      "",
      "办结",
      { formula: `COUNTIF(J${a}:J${b},"已办结")+COUNTIF(J${a}:J${b},"已归档")` },
      "平均用时",
      { formula: `IFERROR(AVERAGE(L${a}:L${b}),"")` },
    ],
    status: 10,
    due: 9,
  });
  lay(workbook, "责任清单", {
    title: "“万名干部进万企”责任清单",
    columns: [
      { head: "序号", width: 6 },
      { head: "工单编号", width: 18 },
      { head: "企业名称", width: 28 },
      { head: "问题概述", width: 36 },
      { head: "责任单位", width: 22, over: "责任落实" },
      { head: "协办单位", width: 22, over: "责任落实" },
      { head: "办理措施", width: 40, over: "责任落实" },
      { head: "完成时限", width: 15, numFmt: DAY, over: "责任落实" },
      { head: "是否解决", width: 10 },
      { head: "满意度", width: 10 },
    ],
    prepared: 8,
    footer: (a, b) => [
      "合计",
      { formula: `COUNTA(B${a}:B${b})` },
      "",
      "",
      "",
      "",
      "",
      "已解决",
      { formula: `COUNTIF(I${a}:I${b},"是")` },
      { formula: `IFERROR(TEXT(I${b + 1}/B${b + 1},"0.0%"),"—")` },
    ],
  });
  lay(workbook, "走访台账", {
    title: "“万名干部进万企”走访台账",
    columns: [
      { head: "序号", width: 6 },
      { head: "走访日期", width: 15, numFmt: DAY },
      { head: "企业名称", width: 28 },
      { head: "走访人", width: 10 },
      { head: "联点单位", width: 18 },
      { head: "地点", width: 24 },
      { head: "走访情况", width: 50 },
      { head: "反映问题数", width: 8, over: "问题" },
      { head: "已解决数", width: 8, over: "问题" },
      { head: "解决率", width: 10, over: "问题", numFmt: "0.0%", formula: (r) => `IF(N(H${r})=0,"",I${r}/H${r})` },
      { head: "记录号", width: 8 },
    ],
    prepared: 8,
    footer: (a, b) => [
      "合计",
      "",
      { formula: `COUNTA(C${a}:C${b})` },
      "",
      "",
      "",
      "",
      { formula: `SUM(H${a}:H${b})` },
      { formula: `SUM(I${a}:I${b})` },
      { formula: `IF(H${b + 1}=0,"",TEXT(I${b + 1}/H${b + 1},"0.0%"))` },
      "",
    ],
  });
  await workbook.xlsx.writeFile(join(folder, "city.xlsx"));
}

/** 联点组: one sheet, heads alone and a filter; rows take the looks of their columns. */
async function group(): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("两清单一台账", { views: [{ state: "frozen", ySplit: 1 }] });
  const heads: [string, number, string?][] = [
    ["工单编号", 18],
    ["企业", 28],
    ["干部", 10],
    ["问题", 40],
    ["责任单位", 22],
    ["收到", 13, "yyyy-mm-dd"],
    ["期限", 13, "yyyy-mm-dd"],
    ["进展", 40],
    ["状态", 12],
    ["满意度", 10],
  ];
  heads.forEach(([, width, numFmt], i) => {
    const column = sheet.getColumn(i + 1);
    column.width = width;
    column.alignment = { vertical: "middle", wrapText: true };
    if (numFmt) column.numFmt = numFmt;
  });
  const row = sheet.addRow(heads.map(([head]) => head));
  row.font = { bold: true, color: { argb: "FFFFFFFF" } };
  row.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FF1F4E78" } };
  sheet.autoFilter = "A1:J1";
  sheet.pageSetup = {
    orientation: "landscape",
    paperSize: 9,
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: "1:1",
  };
  await workbook.xlsx.writeFile(join(folder, "group.xlsx"));
}

/** 园区: enterprises one a row, and a summary whose formulas look at them from another sheet. */
async function park(): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const summary = workbook.addWorksheet("汇总");
  const list = lay(workbook, "企业台账", {
    title: "园区企业走访台账（一企一行）",
    columns: [
      { head: "序号", width: 6 },
      { head: "统一社会信用代码", width: 22, numFmt: "@" },
      { head: "企业名称", width: 30 },
      { head: "联系干部", width: 10 },
      { head: "是否走访", width: 10 },
      { head: "最近走访", width: 15, numFmt: DAY },
      { head: "走访次数", width: 10 },
      { head: "问题", width: 8 },
      { head: "已解决", width: 8 },
      { head: "未解决", width: 8, formula: (r) => `IF(C${r}="","",H${r}-I${r})` },
      { head: "政策兑现", width: 10 },
      { head: "备注", width: 24 },
    ],
    prepared: 12,
  });
  list.addConditionalFormatting({
    ref: "G4:G15",
    rules: [
      { type: "dataBar", priority: 2, cfvo: [{ type: "min" }, { type: "max" }], color: { argb: "FF63BE7B" } } as never,
    ],
  });
  list.autoFilter = "A3:L15";
  summary.getColumn(1).width = 24;
  summary.getColumn(2).width = 16;
  const rows: [string, string, string?][] = [
    ["应走访（家）", "COUNTA(企业台账!$C$4:$C$15)"],
    ["已走访（家）", 'COUNTIF(企业台账!$E$4:$E$15,"是")'],
    ["覆盖率", "IF(B2=0,0,B3/B2)", "0.0%"],
    ["走访次数", "SUM(企业台账!$G$4:$G$15)"],
    ["反映问题", "SUM(企业台账!$H$4:$H$15)"],
    ["解决问题", "SUM(企业台账!$I$4:$I$15)"],
    ["政策兑现", "SUM(企业台账!$K$4:$K$15)"],
  ];
  summary.getCell("A1").value = "园区走访汇总";
  summary.getCell("A1").font = { bold: true, size: 16 };
  rows.forEach(([name, formula, numFmt], i) => {
    summary.getCell(i + 2, 1).value = name;
    const cell = summary.getCell(i + 2, 2);
    cell.value = { formula };
    if (numFmt) cell.numFmt = numFmt;
    for (const at of [1, 2]) summary.getCell(i + 2, at).border = BORDER;
  });
  workbook.definedNames.add("企业台账!$A$4:$L$15", "台账区");
  await workbook.xlsx.writeFile(join(folder, "park.xlsx"));
}

const MAPPINGS = {
  city: {
    template: "city.xlsx",
    lists: [
      {
        sheet: "问题清单",
        rows: "tickets",
        header_row: 4,
        footer: "合计",
        columns: {
          序号: "seq",
          企业名称: "company",
          联点单位: "unit",
          姓名: "cadre",
          工单编号: "no",
          问题概述: "title",
          类别: "category",
          反映日期: "created",
          回复期限: "reply_by",
          办理状态: "status",
          办结日期: "closed",
        },
        refresh: ["办理状态", "回复期限", "办结日期"],
      },
      {
        sheet: "责任清单",
        rows: "tickets",
        where: "owned",
        header_row: 4,
        footer: "合计",
        columns: {
          序号: "seq",
          工单编号: "no",
          企业名称: "company",
          问题概述: "title",
          责任单位: "lead",
          协办单位: "co",
          办理措施: "progress",
          完成时限: "reply_by",
          是否解决: "solved",
          满意度: "satisfaction",
        },
        refresh: ["责任单位", "协办单位", "办理措施", "完成时限", "是否解决", "满意度"],
      },
      {
        sheet: "走访台账",
        rows: "visits",
        header_row: 4,
        footer: "合计",
        columns: {
          序号: "seq",
          走访日期: "date",
          企业名称: "company",
          走访人: "visitor",
          联点单位: "unit",
          地点: "place",
          走访情况: "note",
          反映问题数: "problems",
          已解决数: "solved",
          记录号: "id",
        },
        refresh: ["已解决数"],
      },
    ],
  },
  group: {
    template: "group.xlsx",
    lists: [
      {
        sheet: "两清单一台账",
        rows: "tickets",
        header_row: 1,
        columns: {
          工单编号: "no",
          企业: "company",
          干部: "cadre",
          问题: "title",
          责任单位: "lead",
          收到: "created",
          期限: "reply_by",
          进展: "progress",
          状态: "status",
          满意度: "satisfaction",
        },
        refresh: ["责任单位", "期限", "进展", "状态", "满意度"],
      },
    ],
  },
  park: {
    template: "park.xlsx",
    lists: [
      {
        sheet: "企业台账",
        rows: "enterprises",
        header_row: 3,
        columns: {
          序号: "seq",
          统一社会信用代码: "id",
          企业名称: "company",
          联系干部: "cadre",
          是否走访: "visited",
          最近走访: "last_visit",
          走访次数: "visits",
          问题: "problems",
          已解决: "solved",
          政策兑现: "policies",
        },
        refresh: ["联系干部", "是否走访", "最近走访", "走访次数", "问题", "已解决", "政策兑现"],
      },
    ],
  },
};

await city();
await group();
await park();
for (const [name, mapping] of Object.entries(MAPPINGS))
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(mapping, null, 2)}\n`);
