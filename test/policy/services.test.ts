import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { beforeEach, describe, expect, test } from "vitest";
import { readServices } from "../../catalogue/import/services.ts";
import { asksService, bundleIn, promisesIn } from "../../text/hearing/services.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

const bundles = [
  {
    id: "一件事/开餐馆",
    name: "开餐馆",
    also: ["餐饮店开办"],
    window: "云溪政务服务中心一楼“一件事”窗口",
    phone: "0700-5550199",
    steps: [
      { name: "营业执照", department: "市监局", days: 1 },
      { name: "食品经营许可", department: "市监局", days: 8 },
      { name: "门头招牌备案", department: "城管局", days: 3 },
      { name: "排水许可", department: "水务公司" },
    ],
    materials: ["身份证", "房屋租赁合同"],
    source: "云政办发〔2026〕11号",
  },
  {
    id: "一件事/注销",
    name: "企业注销",
    also: [],
    window: "二楼窗口",
    steps: [{ name: "清税", department: "税务局" }],
    materials: [],
  },
];
const promises = [
  {
    id: "气低",
    name: "用气报装",
    also: [],
    variant: "低压",
    days: 10,
    unit: "working" as const,
    department: "燃气公司",
    source: "云溪燃气公司服务承诺（2026年）",
    categories: ["供气"],
  },
  {
    id: "气中",
    name: "用气报装",
    also: [],
    variant: "中压",
    days: 30,
    unit: "working" as const,
    department: "燃气公司",
    source: "云溪燃气公司服务承诺（2026年）",
    categories: ["供气"],
  },
  { id: "电", name: "低压用电报装", also: ["用电报装"], days: 15, unit: "natural" as const, categories: ["供电"] },
];

describe("words for services", () => {
  test.each([
    ["开饭店要办哪些手续", "开餐馆"],
    ["想开个小吃店，要跑哪几个部门", "开餐馆"],
    ["我们要注销公司怎么办", "企业注销"],
    ["注销饭店要什么手续", undefined],
    ["开药店要办哪些证", undefined],
  ])("%s", (text, name) => {
    expect(bundleIn(text, bundles)?.name).toBe(name);
  });

  test.each([
    ["用气报装多久", 2],
    ["厂里装天然气要几天", 2],
    ["中压用气报装几个工作日", 1],
    ["接电要等多久", 1],
    ["宽带报装多久", 0],
    ["用电增容多久", 0],
  ])("%s: %i", (text, count) => {
    expect(promisesIn(text, promises)).toHaveLength(count);
  });

  test("a trouble is no question", () => {
    expect(asksService("用气报装都二十天了还没通，要等多久", { promises })).toBeUndefined();
    expect(asksService("技改补助多久到账", { promises, bundles })).toBeUndefined();
  });
});

describe("in chat", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.ledger.transaction(async (work) => {
      await work.services.saveServices({ bundles, promises });
      await work.town.bumpTown();
    });
  });

  test("a bundle is one list: window, departments in their order, materials", async () => {
    const said = to(await bot.inPrivate("老郑", "我想开个饭店，要办哪些手续"), "老郑");
    expect(said).toContain("“一件事”窗口");
    expect(said.indexOf("营业执照：市场监督管理局")).toBeLessThan(said.indexOf("门头招牌备案：城市管理和综合执法局"));
    expect(said).toContain("3个部门");
    expect(said).toContain("房屋租赁合同");
    expect(said).toContain("云政办发〔2026〕11号");
    expect((await bot.view()).policy_answers.at(-1)).toMatchObject({ answer: "found", citations: ["一件事/开餐馆"] });
    expect((await bot.view()).tickets).toHaveLength(0);
  });

  test("a promise is told with its source; where terms differ, each", async () => {
    const said = to(await bot.inGroup("沈燕", "@小助手 用气报装多久"), "青石园企业群");
    expect(said).toContain("低压10个工作日内办结；中压30个工作日内办结");
    expect(said).toContain("云溪燃气公司服务承诺（2026年）");
    expect(to(await bot.inPrivate("沈燕", "低压用气报装要几天"), "沈燕")).not.toContain("30个工作日");
  });

  test("a ticket about the service shows the promise that ends sooner, and keeps its own dates", async () => {
    const said = to(
      await bot.inPrivate("沈燕", "反映个问题：我们厂申请了天然气报装，燃气公司一直不来装，请协调"),
      "沈燕",
    );
    const [ticket] = (await bot.view()).tickets;
    expect(ticket).toMatchObject({ resolve_by: "2026-10-10" });
    expect(said).toContain("用气报装（低压）10个工作日内办结");
    expect(said).not.toContain("中压");
    expect(to(await bot.inPrivate("沈燕", "我们厂3号楼老跳闸"), "沈燕")).not.toContain("服务承诺");
  });

  test("who keeps policies is told what a guide lacks; a company is not", async () => {
    const said = to(await bot.inPrivate("许主任", "设备更新补助的指南还缺什么"), "许主任");
    expect(said).toContain("《设备更新补助申报指南》应有15项要素");
    expect(said).toContain("监督电话");
    expect(said).not.toContain("申报材料、");
    expect(to(await bot.inPrivate("罗工", "哪些指南不全"), "罗工")).toContain("1份现行指南要素不全");
    expect(to(await bot.inPrivate("许主任", "高校毕业生补贴的指南缺哪些要素"), "许主任")).toContain("免申即享");
    expect(to(await bot.inPrivate("沈燕", "设备更新补助的指南还缺什么"), "沈燕")).not.toContain("监督电话");
  });

  test("an office's own list of elements counts", async () => {
    await bot.ledger.transaction(async (work) => {
      await work.records.setSetting("guide_elements", { elements: [{ name: "申报时间" }, { name: "咨询电话" }] });
      await work.town.bumpTown();
    });
    expect(to(await bot.inPrivate("许主任", "设备更新补助的指南还缺什么"), "许主任")).toContain("2项要素齐全");
  });
});

describe("a file of services", () => {
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(mkdtempSync(join(tmpdir(), "qinqing-services-")), name);
    writeFileSync(path, content);
    return path;
  };

  test("a workbook: steps below their matter, faults named by row, the rest taken", async () => {
    const book = new ExcelJS.Workbook();
    const things = book.addWorksheet("一件事");
    things.addRow(["事项", "别名", "窗口", "步骤", "部门", "工作日", "材料"]);
    things.addRow(["开药店", "药房开办、药品零售", "二楼窗口", "营业执照", "市监局", 1, "身份证；租赁合同"]);
    things.addRow(["", "", "", "药品经营许可", "市监局", "十天", ""]);
    things.addRow(["开书店", "", "一楼窗口", "营业执照", "市监局", 1, ""]);
    things.addRow(["开书店", "", "", "出版物许可", "文旅局", "", ""]);
    const terms = book.addWorksheet("服务承诺");
    terms.addRow(["事项", "类型", "天数", "单位", "依据"]);
    terms.addRow(["用水报装", "", 5, "工作日", "水务公司承诺"]);
    terms.addRow(["用水报装", "大口径", 9, "季度", ""]);
    const path = file("services.xlsx", new Uint8Array(await book.xlsx.writeBuffer()));
    const read = (await readServices(path, await readFile(path)))!;
    expect(read.bundles).toMatchObject([
      { name: "开书店", steps: [{ days: 1 }, { name: "出版物许可", department: "文旅局" }] },
    ]);
    expect(read.promises).toMatchObject([{ name: "用水报装", days: 5, unit: "working", source: "水务公司承诺" }]);
    expect(read.faults).toEqual([
      { place: "一件事 第2行", reason: expect.stringContaining("steps.1.days") },
      { place: "服务承诺 第3行", reason: expect.stringContaining("应为工作日或自然日") },
    ]);
  });

  test("JSON: every fault by its place, an id only once", async () => {
    const body = { bundles, promises: [promises[2], { ...promises[2], days: -1 }, promises[2]] };
    const path = file("services.json", JSON.stringify(body));
    const read = (await readServices(path, await readFile(path)))!;
    expect(read.bundles).toEqual(bundles);
    expect(read.faults.map(({ place }) => place)).toEqual(["promises[1]", "promises[2]"]);
  });

  test("a workbook of policies is none", async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("政策").addRow(["标题", "文号"]);
    const path = file("policies.xlsx", new Uint8Array(await book.xlsx.writeBuffer()));
    expect(await readServices(path, await readFile(path))).toBeUndefined();
  });
});
