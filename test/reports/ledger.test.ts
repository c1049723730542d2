import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { checkLedger, fillLedger, LedgerFault } from "../../reports/ledger/fill.ts";
import { type LedgerMapping, type LedgerRows, parseMapping } from "../../reports/ledger/mapping.ts";

const samples = join(import.meta.dirname, "../../samples/ledgers");
const day = (i: number) => `2026-09-${String((i % 28) + 1).padStart(2, "0")}`;

/** So many rows of each kind. */
const rowsOf = (n: number): LedgerRows => ({
  tickets: Array.from({ length: n }, (_, i) => ({
    no: `QQ-20260901-${String(i + 1).padStart(3, "0")}`,
    company: `第${i + 1}机械厂`,
    unit: "工信局",
    cadre: "张三",
    title: `跳闸<${i}> & 停电`,
    category: "供电",
    lead: i % 4 ? "供电局" : null,
    co: null,
    created: day(i),
    reply_by: day(i + 5),
    status: i % 3 ? "办理中" : "已办结",
    closed: i % 3 ? null : day(i + 2),
    solved: i % 3 ? "否" : "是",
    progress: "=1+1",
    satisfaction: null,
  })),
  visits: Array.from({ length: n }, (_, i) => ({
    id: i + 1,
    date: day(i),
    company: `第${i + 1}机械厂`,
    visitor: "张三",
    unit: "工信局",
    place: null,
    note: "正常",
    problems: 2,
    solved: 1,
  })),
  enterprises: Array.from({ length: n }, (_, i) => ({
    id: `9143010000000000${i}`,
    company: `第${i + 1}机械厂`,
    cadre: "张三",
    visited: i % 2 ? "是" : "否",
    last_visit: i % 2 ? day(i) : null,
    visits: i % 2,
    problems: 3,
    solved: 1,
    policies: 0,
  })),
});

const sample = (name: string) => {
  const parsed = parseMapping(JSON.parse(readFileSync(join(samples, `${name}.json`), "utf8")));
  if ("faults" in parsed) throw new Error(parsed.faults.join());
  return { mapping: parsed.mapping, template: new Uint8Array(readFileSync(join(samples, parsed.mapping.template))) };
};
const opened = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer as ArrayBuffer);
  return workbook;
};
const textsOf = (sheet: ExcelJS.Worksheet, row: number): string[] =>
  Array.from({ length: sheet.columnCount }, (_, i) => {
    const { value } = sheet.getCell(row, i + 1);
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    return value && typeof value === "object" && "formula" in value ? `=${value.formula}` : String(value ?? "");
  });

describe("两清单一台账 in the office's own workbook", () => {
  test("prepared rows are filled first, then rows that look like them; sums, rules and choices cover them all", async () => {
    const { mapping, template } = sample("city");
    const { bytes, lists } = fillLedger(template, mapping, rowsOf(11));
    expect(lists.map(({ added }) => added)).toEqual([11, 8, 11]);
    const sheet = (await opened(bytes)).getWorksheet("问题清单")!;
    expect(textsOf(sheet, 5)).toEqual([
      "1",
      "第1机械厂",
      "工信局",
      "张三",
      "QQ-20260901-001",
      "跳闸<0> & 停电",
      "供电",
      "2026-09-01",
      "2026-09-06",
      "已办结",
      "2026-09-03",
      '=IF(K5="","",K5-H5)',
    ]);
    expect(textsOf(sheet, 15)).toEqual([
      "11",
      "第11机械厂",
      "工信局",
      "张三",
      "QQ-20260901-011",
      "跳闸<10> & 停电",
      "供电",
      "2026-09-11",
      "2026-09-16",
      "办理中",
      "",
      '=IF(K15="","",K15-H15)',
    ]);
    expect(textsOf(sheet, 16)[4]).toBe("=COUNTA(E5:E15)");
    expect(textsOf(sheet, 16)[9]).toBe('=COUNTIF(J5:J15,"已办结")+COUNTIF(J5:J15,"已归档")');
    expect(textsOf(sheet, 17)[0]).toContain("说明");
    expect(sheet.getCell("H15").numFmt).toBe(sheet.getCell("H5").numFmt);
    expect(sheet.getCell("B15").border).toEqual(sheet.getCell("B5").border);
    expect(sheet.getRow(15).height).toBe(30);
    expect(sheet.getCell("J15").dataValidation).toMatchObject({ type: "list" });
    const part = strFromU8(unzipSync(bytes)["xl/worksheets/sheet1.xml"]!);
    expect(part).toContain('<conditionalFormatting sqref="A5:L15">');
    expect(part).toContain('<mergeCell ref="A17:L17"/>');
    expect(part).toContain('<mergeCell ref="A3:A4"/>');
  });

  test.each(["city", "group", "park"])(
    "%s: a second run adds nothing; more rows go behind; what changed is written again",
    async (name) => {
      const { mapping, template } = sample(name);
      const first = fillLedger(template, mapping, rowsOf(5));
      const again = fillLedger(first.bytes, mapping, rowsOf(5));
      expect(again.lists.map(({ added, refreshed }) => added + refreshed)).toEqual(mapping.lists.map(() => 0));
      expect(Buffer.from(again.bytes).equals(Buffer.from(fillLedger(again.bytes, mapping, rowsOf(5)).bytes))).toBe(
        true,
      );
      const rows = rowsOf(30);
      Object.assign(rows.tickets[1]!, { status: "已办结", solved: "是", closed: day(9), satisfaction: "满意" });
      Object.assign(rows.visits[1]!, { solved: 2 });
      Object.assign(rows.enterprises[1]!, { visits: 7 });
      const more = fillLedger(again.bytes, mapping, rows);
      for (const { refreshed } of more.lists) expect(refreshed).toBe(1);
      const straight = fillLedger(template, mapping, rows);
      const [one, other] = [await opened(more.bytes), await opened(straight.bytes)];
      for (const { sheet } of mapping.lists)
        for (let row = 1; row <= 40; row++)
          expect(textsOf(one.getWorksheet(sheet)!, row)).toEqual(textsOf(other.getWorksheet(sheet)!, row));
    },
  );

  test("a summary on another sheet, a filter and a name go with the list; parts that nobody understands stay byte by byte", async () => {
    const { mapping, template } = sample("park");
    const parts = unzipSync(template);
    // What a library that writes only what it knows would lose.
    parts["xl/charts/chart1.xml"] = strToU8("<c:chartSpace xmlns:c='x'>图</c:chartSpace>");
    parts["xl/vbaProject.bin"] = new Uint8Array([1, 2, 3]);
    parts["customXml/item1.xml"] = strToU8("<own/>");
    const { bytes } = fillLedger(zipSync(parts), mapping, rowsOf(20));
    const after = unzipSync(bytes);
    const changed = Object.keys(parts).filter(
      (name) => !Buffer.from(parts[name]!).equals(Buffer.from(after[name] ?? [])),
    );
    expect(changed.sort()).toEqual(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]);
    const workbook = await opened(bytes);
    expect(workbook.getWorksheet("汇总")!.getCell("B3").value).toMatchObject({
      formula: 'COUNTIF(企业台账!$E$4:$E$23,"是")',
    });
    expect(workbook.definedNames.getRanges("台账区").ranges).toEqual(["'企业台账'!$A$4:$L$23"]);
    const sheet = workbook.getWorksheet("企业台账")!;
    expect(sheet.autoFilter).toBe("A3:L23");
    expect(sheet.pageSetup).toMatchObject({ orientation: "landscape", fitToPage: true, printTitlesRow: "3:3" });
    expect(sheet.getColumn(3).width).toBe(30);
    expect(sheet.getCell("B23").value).toBe("914301000000000019");
    expect(textsOf(sheet, 23)[9]).toBe('=IF(C23="","",H23-I23)');
  });

  test("shared formulas, rows that somebody wrote by hand and formulas in mapped columns are respected", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("台账");
    sheet.addRow(["编号", "问题", "状态", "天数"]);
    sheet.addRow(["手写", "自己记的一件", "", 3]);
    sheet.fillFormula("D3:D5", "LEN(A3)");
    for (const row of [3, 4, 5]) sheet.getCell(row, 1).border = { top: { style: "thin" } };
    sheet.getCell("C4").value = { formula: '"公式"' };
    const template = new Uint8Array(await workbook.xlsx.writeBuffer());
    const mapping: LedgerMapping = {
      template: "x",
      lists: [
        {
          sheet: "台账",
          rows: "tickets",
          header_row: 1,
          columns: { 编号: "no", 问题: "title", 状态: "status" },
          refresh: [],
          where: "all",
        },
      ],
    };
    const { bytes } = fillLedger(template, mapping, rowsOf(5));
    const filled = (await opened(bytes)).getWorksheet("台账")!;
    expect(textsOf(filled, 2)).toEqual(["手写", "自己记的一件", "", "3"]);
    expect(textsOf(filled, 4)[2]).toBe('="公式"');
    expect([3, 5, 7].map((row) => textsOf(filled, row)[3])).toEqual(["=LEN(A3)", "=LEN(A5)", "=LEN(A7)"]);
    expect(textsOf(filled, 7)[0]).toBe("QQ-20260901-005");
  });

  test("every fault of a mapping, and of a workbook that it does not fit, is named", () => {
    expect(
      parseMapping({
        template: "",
        lists: [
          { sheet: "a", rows: "tickets", header_row: 0, columns: { 甲: "nope" }, refresh: ["乙"], extra: 1 },
          { rows: "cows" },
        ],
      }),
    ).toEqual({
      faults: expect.arrayContaining([
        "template: expected the name of a workbook",
        expect.stringMatching(/^lists\.0\.header_row: /),
        expect.stringMatching(/^lists\.0: Unrecognized key: "extra"/),
        expect.stringMatching(/^lists\.1\.rows: expected tickets, visits, enterprises/),
      ]),
    });
    expect(
      parseMapping({
        template: "a",
        lists: [{ sheet: "a", rows: "tickets", header_row: 1, columns: { 甲: "nope" }, refresh: ["乙"] }],
      }),
    ).toEqual({
      faults: [
        expect.stringMatching(/^lists\.0\.columns\.甲: nope is no field of tickets: one of seq, no, /),
        "lists.0.key: rows are told apart by no: map a column to it, or name other fields as key",
        "lists.0.refresh.0: 乙 is none of the columns",
      ],
    });
    const { mapping, template } = sample("group");
    const [list] = mapping.lists;
    const wrong = {
      ...mapping,
      lists: [
        { ...list!, columns: { ...list!.columns, 没有的列: "park" } },
        { ...list!, sheet: "没有的表" },
      ],
    };
    expect(checkLedger(template, wrong)).toEqual([
      expect.stringMatching(/^sheet 两清单一台账, heads up to row 1: 没有的列 is not there; there are 工单编号, /),
      "no sheet 没有的表: the workbook has 两清单一台账",
    ]);
    expect(() => fillLedger(strToU8("no zip"), mapping, rowsOf(1))).toThrow(LedgerFault);
  });
});

const soffice = (() => {
  try {
    return execFileSync("soffice", ["--version"], { stdio: ["ignore", "pipe", "ignore"] })
      .toString()
      .trim();
  } catch {
    console.warn("LibreOffice is not installed: what it makes of the workbooks is not tested");
    return null;
  }
})();

test.skipIf(!soffice)("LibreOffice reads the same cells, and reckons the sums", { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "qinqing-ledger-"));
  const { mapping, template } = sample("city");
  writeFileSync(join(folder, "city.xlsx"), fillLedger(template, mapping, rowsOf(11)).bytes);
  execFileSync(
    "soffice",
    [
      "--headless",
      `-env:UserInstallation=file://${folder}/profile`,
      "--convert-to",
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
      "--outdir",
      folder,
      join(folder, "city.xlsx"),
    ],
    { stdio: "ignore" },
  );
  const lines = (sheet: string) =>
    readFileSync(join(folder, `city-${sheet}.csv`), "utf8")
      .replace(/(\d\d)\/(\d\d)\/(\d{4})/g, "$3-$1-$2")
      .split("\n");
  expect(lines("问题清单")[4]).toBe(
    "1,第1机械厂,工信局,张三,QQ-20260901-001,跳闸<0> & 停电,供电,2026-09-01,2026-09-06,已办结,2026-09-03,2",
  );
  expect(lines("问题清单")[14]).toBe(
    "11,第11机械厂,工信局,张三,QQ-20260901-011,跳闸<10> & 停电,供电,2026-09-11,2026-09-16,办理中,,",
  );
  expect(lines("问题清单")[15]).toBe("合计,,,,11,,,,办结,4,平均用时,2");
  expect(lines("责任清单")[12]).toMatch(/^合计,8,,,,,,已解决,3,37\.5%/);
  expect(lines("走访台账")[15]).toBe("合计,,11,,,,,22,11,50.0%,");
});
