import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { FileFault } from "../../bot/file-fault.ts";

import { townTemplate } from "../../bot/town/template.ts";
import { readTownWorkbook } from "../../bot/town/workbook.ts";

type Cell = string | number | boolean | Date | null;

/** The template with rows added to its sheets, and heads where a sheet gets its own. */
async function workbook(rows: Record<string, Cell[][]>, change: (book: ExcelJS.Workbook) => void = () => {}) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await townTemplate()).buffer as ArrayBuffer);
  for (const [sheet, added] of Object.entries(rows)) for (const row of added) book.getWorksheet(sheet)!.addRow(row);
  change(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
const faultsOf = async (bytes: Uint8Array): Promise<string[]> => {
  try {
    await readTownWorkbook(bytes, "t.xlsx");
    return [];
  } catch (error) {
    if (error instanceof FileFault) return error.faults;
    throw error;
  }
};

const TOWN: Record<string, Cell[][]> = {
  部门: [["GD", "供电公司", "供电、用电报装", "电力局、电业局", "否", null, "营商办"]],
  企业: [["Q1", "甲乙机械有限公司", "甲乙，甲乙机械", "东园", "规上", "机械"]],
  人员: [
    ["wang", "王芳", "企业", "甲乙", "负责人"],
    ["li", "李工", "经办人", null, null, "供电公司"],
    ["zhao", "赵敏", "服务专员", null, null, null, "甲乙机械有限公司"],
  ],
  政策: [
    ["P1", "设备更新办法", "府发〔2026〕1号", "政策", null, new Date("2026-01-01"), "2027年12月31日"],
    ["P1G", "设备更新指南", null, "指南", "设备更新办法"],
  ],
  条款: [
    ["P1", "第二条", "先来先得。"],
    ["设备更新办法", "第一条", "给予补助。"],
  ],
  要素: [
    ["P1G", "材料", "申请表"],
    ["P1G", "材料", "发票"],
    ["P1G", "申报时间", "每年3月"],
  ],
  活动: [["E1", "恳谈会", "2026-09-16 14:30", new Date("2026-09-16T16:30:00Z"), "二楼", "用工", 8, "2026/9/15 18:00"]],
  群: [["g1", "企业群", "wang、zhao", "是"]],
  日历: [
    ["2027-01-01", "休"],
    [new Date("2027-01-03"), "班"],
  ],
};

describe("a town in a workbook", () => {
  test("the template is a sound town as it stands", async () => {
    const { town } = await readTownWorkbook(await townTemplate(), "t.xlsx");
    expect(town.rules).toMatchObject({
      assign: { days: 2, unit: "natural", roll: "next_workday" },
      working_hours: ["08:30", "17:30"],
      sent_at: "09:00",
      callback_required: true,
    });
    expect(town.rules.reminders).toHaveLength(4);
    expect(town.departments).toHaveLength(1);
  });

  test("says all that a town file says, in an office's words", async () => {
    const { town, doubts } = await readTownWorkbook(await workbook(TOWN), "t.xlsx");
    expect(town.departments[1]).toEqual({
      id: "GD",
      name: "供电公司",
      duties: "供电、用电报装",
      aliases: ["电力局", "电业局"],
      office: false,
      confidential: false,
      parentId: "营商办",
    });
    expect(town.people).toEqual([
      {
        id: "wang",
        name: "王芳",
        role: "enterprise",
        enterprise: "Q1",
        companyRole: "负责人",
        liaisonFor: [],
        muted: false,
      },
      { id: "li", name: "李工", role: "dept", department: "GD", liaisonFor: [], muted: false },
      { id: "zhao", name: "赵敏", role: "cadre", liaisonFor: ["Q1"], muted: false },
    ]);
    expect(town.enterprises[0]).toMatchObject({ short: ["甲乙", "甲乙机械"], park: "东园", profile: { size: "规上" } });
    expect(town.policies).toMatchObject([
      { id: "P1", valid: ["2026-01-01", "2027-12-31"], clauses: { 第二条: "先来先得。", 第一条: "给予补助。" } },
      { id: "P1G", parent: "P1", elements: { 材料: ["申请表", "发票"], 申报时间: "每年3月" } },
    ]);
    expect(Object.keys(town.policies[0]!.clauses)).toEqual(["第二条", "第一条"]);
    expect(town.events[0]).toMatchObject({
      start: new Date("2026-09-16T14:30:00+08:00"),
      end: new Date("2026-09-16T16:30:00+08:00"),
      signupUntil: new Date("2026-09-15T18:00:00+08:00"),
      seats: 8,
    });
    expect(town.groups).toEqual([{ id: "g1", name: "企业群", members: ["wang", "zhao"], hearsAll: true }]);
    expect(town.calendar).toEqual({ 2027: { off: ["2027-01-01"], work: ["2027-01-03"] } });
    expect(doubts).toEqual([expect.stringContaining("nobody is listed for 营商办")]);
  });

  test("names all faults at once, with sheet, row and column", async () => {
    const bytes = await workbook(
      {
        部门: [["GD", "供电公司", "", "", "也许"]],
        人员: [
          ["wang", "王芳", "老板", "丙丁厂"],
          ["wang", "王芳", "企业"],
        ],
        企业: [["Q1"]],
        条款: [["P9", "第一条", "给予补助。"]],
        活动: [["E1", "恳谈会", "下周三", null, "", "", "八"]],
        日历: [["元旦", "休"]],
      },
      (book) => {
        book.getWorksheet("规则")!.getCell("B4").value = "两周";
        book.getWorksheet("规则")!.getCell("C5").value = "天";
      },
    );
    const faults = await faultsOf(bytes);
    const expected = [
      "sheet 规则, row 4, column 值: ",
      "sheet 规则, row 5, column 单位: ",
      "sheet 部门, row 3, column 牵头: ",
      "sheet 人员, row 2, column 角色: Invalid option: expected one of",
      'sheet 人员, row 2, column 企业: no enterprise "丙丁厂"',
      'sheet 人员, row 3, column 编号: "wang" stands twice',
      "sheet 企业, row 2, column 名称: ",
      'sheet 条款, row 2, column 政策: no policy "P9"',
      "sheet 活动, row 2, column 开始: expected a time",
      "sheet 活动, row 2, column 名额: ",
      "sheet 日历, row 2, column 日期: ",
    ];
    for (const fault of expected) expect(faults).toContainEqual(expect.stringContaining(fault));
  });

  test("a missing sheet, an unknown column, something else altogether", async () => {
    const without = await workbook({}, (book) => book.removeWorksheet(book.getWorksheet("规则")!.id));
    expect(await faultsOf(without)).toEqual([expect.stringMatching(/^no sheet "规则"/)]);
    const odd = await workbook({}, (book) => {
      book.getWorksheet("人员")!.getCell("A1").value = "工号";
      book.getWorksheet("群")!.getCell("F1").value = "备注";
    });
    expect(await faultsOf(odd)).toEqual(["sheet 人员, row 1: expected the column 编号 among the heads"]);
    expect(await faultsOf(new TextEncoder().encode("not a workbook"))).toEqual([
      expect.stringMatching(/^not a workbook/),
    ]);
  });

  test("ten thousand companies are read in seconds", { timeout: 40_000 }, async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => [`E${i}`, `第${i}号机械厂`, `机械${i}号`, "东园", "规上"]);
    const bytes = await workbook({ 企业: many });
    const start = performance.now();
    expect((await readTownWorkbook(bytes, "t.xlsx")).town.enterprises).toHaveLength(10_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
