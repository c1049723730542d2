import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { demoTown } from "../../bot/demo.ts";
import { loadFacts } from "../../bot/facts.ts";
import { type ListMapping, NO_MAPPING, parseListMapping } from "../../bot/lists/columns.ts";
import { diffList, importList, nothingNew } from "../../bot/lists/import.ts";
import { importIndicators } from "../../bot/lists/indicators.ts";
import { itemsOf } from "../../bot/lists/items.ts";
import { readLists } from "../../bot/lists/read.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import { published } from "../domain/facts.ts";
import { local, TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const { models } = loadFacts();
const LIST = "2026年营商环境问题清单";

const HEADS = [
  "序号",
  "责任单位（部门）",
  "企业名称",
  "存在的\n问题",
  "整改措施",
  "整改结果",
  "是否完成",
  "收集时间",
  "完成时限",
];
type Sheets = Record<string, (string | number | Date | null)[][]>;

async function workbook(sheets: Sheets): Promise<{ name: string; bytes: Uint8Array }> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const row of rows) sheet.addRow(row);
  }
  return { name: "清单.xlsx", bytes: new Uint8Array(await book.xlsx.writeBuffer()) };
}

const PROBLEMS: Sheets = {
  问题清单: [
    ["营商环境问题清单"],
    HEADS,
    [1, "供电局", "青禾食品", "车间变压器容量不够，夏天经常跳闸", null, null, "未完成", "2026-08-03", null],
    [
      2,
      "云溪供电局",
      null,
      "电费账单看不懂，企业多次反映",
      "每月上门讲解一次账单",
      null,
      "办理中",
      null,
      "2026年10月底",
    ],
    [3, "城管局", null, "园区东门占道摆摊，货车进不去", "增派两人值守", "9月2日已清理摊点12处", "已完成", null, null],
    [4, "招商专班", null, "政策宣传不够精准，知晓率不高", null, null, null, null, "立行立改"],
    [5, "供电局", "青禾食品", "车间变压器容量不够，夏天经常跳闸。", null, null, null, null, null],
    ["合计", null, null, "5件"],
  ],
  意见建议: [
    ["责任单位", "建议内容"],
    ["人社局", "建议每季度办一次招聘会"],
  ],
};

async function read(bot: Here, sheets: Sheets, mapping: ListMapping = NO_MAPPING) {
  const { items: written, faults, doubts } = await readLists([await workbook(sheets)], mapping);
  const { town } = bot;
  const setting = { now: bot.stage.now, town, calendar: makeCalendar(published, town.calendar), models };
  return { items: itemsOf(written, setting, doubts), faults, doubts };
}

/** Where a list is read: a bot, or its town alone. */
type Here = Pick<TestBot, "town"> & { stage: { now: Date } };

async function bring(bot: TestBot, sheets: Sheets) {
  const { items } = await read(bot, sheets);
  const keepFile = (name: string, content: Uint8Array) => ({ name, bytes: content.byteLength, path: "x" });
  return importList(bot.ledger, published, { list: LIST, items, by: "命令行", now: bot.stage.now, keepFile });
}

test("a list becomes tickets with owners and dates; each unit is told once; three numbers and both gaps in chat", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const { faults, doubts } = await read(bot, PROBLEMS);
  expect(faults).toEqual([]);
  expect(doubts).toEqual([
    expect.stringMatching(/row 6, column 完成时限: "立行立改" is no day/),
    expect.stringMatching(/row 7: the same as .*row 3/),
    expect.stringMatching(/^unit 招商专班 \(1 rows\)/),
  ]);
  await bring(bot, PROBLEMS);
  const told = await database.db.outbox.findMany({ orderBy: { id: "asc" } });
  expect(told.map(({ toId }) => toId).sort()).toEqual([...new Set(told.map(({ toId }) => toId))].sort());
  const toldTo = (id: string) => told.find(({ toId }) => toId === id);
  expect(toldTo("罗工")).toMatchObject({
    text: expect.stringContaining("交您单位2件问题"),
    files: [{ name: `${LIST}责任清单（云溪供电局）.xlsx` }],
  });
  expect(toldTo("许主任")!.text).toContain("没有列明责任单位");
  const tickets = await database.db.ticket.findMany({ orderBy: { no: "asc" } });
  expect(tickets.map((t) => [t.lead, t.status, t.source, t.type === "建议"])).toMatchObject([
    ["供电局", "已交办", "导入", false],
    ["供电局", "办理中", "导入", false],
    ["城管局", "已办结", "导入", false],
    [expect.any(String), expect.stringMatching(/交办/), "导入", false],
    ["人社局", "已交办", "导入", true],
  ]);
  expect(tickets.every((t) => t.replyBy! >= "2026-09-14")).toBe(true);
  expect(tickets[1]).toMatchObject({ replyBy: "2026-10-31", createdAt: local("2026-09-14 09:00") });

  const asked = to(await bot.inPrivate("许主任", "问题清单的三个数"), "许主任");
  expect(asked).toContain("收集4件，有措施2件，已解决1件");
  expect(asked).toContain("另有建议1条");
  expect(to(await bot.inPrivate("许主任", "还有哪些没措施"), "许主任")).toContain("有2件：");
  expect(to(await bot.inPrivate("许主任", "有措施没结果的是哪些"), "许主任")).toContain(tickets[1]!.no);
  expect(to(await bot.inPrivate("许主任", "把责任清单发我"), "许主任")).toContain("责任清单和口径见附件");
  // A department gets its own; a company none.
  expect(to(await bot.inPrivate("罗工", "问题清单的三个数"), "罗工")).toContain("收集2件，有措施1件，已解决0件");
  expect(to(await bot.inPrivate("沈燕", "问题清单的三个数"), "沈燕")).not.toContain("收集");
  // What a list has brought solved is no work of this month.
  expect(to(await bot.inPrivate("许主任", "出一下9月份的通报"), "许主任")).toContain("共收件4件");
});

test("what a company has told already is tied; the same file again changes nothing; a later one adds measure and result", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "车间变压器容量不够，夏天经常跳闸");
  const [told] = await bot.ledger.look().tickets.findTickets({});
  expect((await bring(bot, PROBLEMS)).diff.known).toMatchObject([{ ticketNo: told!.no }]);
  expect(await database.db.ticket.count({ where: { text: { contains: "变压器" } } })).toBe(1);
  const { items } = await read(bot, PROBLEMS);
  expect(nothingNew(await diffList(bot.ledger.look(), LIST, items))).toBe(true);

  const later = structuredClone(PROBLEMS);
  later.问题清单![2] = [
    1,
    "供电局",
    "青禾食品",
    "车间变压器容量不够，夏天经常跳闸",
    "换630千伏安变压器",
    "9月12日已换好",
    "是",
    "2026-08-03",
    null,
  ];
  const { diff } = await bring(bot, later);
  expect(diff).toMatchObject({ added: [], same: 4, unnamed: 0, changed: [{ what: ["solved", "measure", "result"] }] });
  const [ticket] = await bot.ledger.look().tickets.findTickets({ lead: "供电局" });
  expect(ticket!.history.map(({ action }) => action)).toEqual(["create", "assign", "progress", "reply", "close"]);
  expect(ticket!.status).toBe("已办结");
  expect(await database.db.reminder.count({ where: { subject: ticket!.no, kind: "reply", state: "waiting" } })).toBe(0);
  expect(await database.db.ticket.count()).toBe(5);
});

test("every fault is named with sheet, row and column, and a mapping tells strange heads", async () => {
  const now = local("2026-09-14 09:00");
  const bot: Here = { town: demoTown(now), stage: { now } };
  const wrong: Sheets = {
    乱: [
      ["甲", "乙"],
      ["一", "二"],
    ],
    问题: [HEADS, [1, "供电局", null, null, "措施", null, "大概", "昨天", null]],
  };
  expect((await read(bot, wrong)).faults).toEqual([
    "清单.xlsx: sheet 乱: no column 问题 among the heads of its first 5 rows: add it",
    "清单.xlsx: sheet 问题, row 2, column 存在的问题: is empty: fill it in, or delete the row",
    '清单.xlsx: sheet 问题, row 2, column 收集时间: expected a day such as 2026-09-14, got "昨天"',
    '清单.xlsx: sheet 问题, row 2, column 是否完成: expected 已解决, 办理中 or 未解决, got "大概"',
  ]);
  const mapping: ListMapping = { columns: { problem: "甲", unit: "乙" }, sheets: { 问题: "不导入" } };
  expect(
    (
      await read(
        bot,
        {
          ...wrong,
          乱: [
            ["甲", "乙"],
            ["路灯不亮", "城管局"],
          ],
        },
        mapping,
      )
    ).items,
  ).toMatchObject([{ text: "路灯不亮", kind: "问题", issue: { route: { lead: "城管局", sure: true } } }]);
  expect(parseListMapping({ columns: { problm: "甲" }, sheets: { 问题: "跳过" } })).toMatchObject({
    faults: [expect.stringContaining("columns"), expect.stringContaining("sheets.问题")],
  });
});

test("indicators: who leads, who helps, of one or of a unit; for the town's people alone", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const indicators = [
    { no: 1, indicator: "获得电力", lead: "云溪供电局", responsible: ["城市管理和综合执法局"] },
    { no: 3, indicator: "获得信贷", lead: "省金融监管局", responsible: ["云溪供电局"] },
  ];
  const { strange } = await importIndicators(bot.ledger, bot.town, { indicators }, "x.json", bot.stage.now);
  expect(strange).toEqual(["省金融监管局"]);
  expect(to(await bot.inPrivate("许主任", "第3项指标谁牵头"), "许主任")).toContain(
    "由省金融监管局牵头，责任单位：云溪供电局",
  );
  expect(to(await bot.inPrivate("许主任", "获得电力这项指标哪些单位负责"), "许主任")).toContain("城市管理和综合执法局");
  expect(to(await bot.inPrivate("罗工", "我们单位牵头哪些指标"), "罗工")).toBe(
    "云溪供电局牵头的指标：第1项获得电力；参与的指标：第3项获得信贷。",
  );
  expect(to(await bot.inPrivate("沈燕", "第3项指标谁牵头"), "沈燕")).not.toContain("金融监管局");
});
