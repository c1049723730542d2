import ExcelJS from "exceljs";
import { BORDER, lay } from "./layout.ts";

const DAY = 'yyyy"年"m"月"d"日"';

/** 市级: two lists with prepared rows and a line of sums, and the ledger; heads over two rows. */
export async function city(path: string): Promise<void> {
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
  await workbook.xlsx.writeFile(path);
}

/** 联点组: one sheet, heads alone and a filter; rows take the looks of their columns. */
export async function group(path: string): Promise<void> {
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
  await workbook.xlsx.writeFile(path);
}

/** 园区: enterprises one a row, and a summary whose formulas look at them from another sheet. */
export async function park(path: string): Promise<void> {
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
  await workbook.xlsx.writeFile(path);
}
