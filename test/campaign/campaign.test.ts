import ExcelJS from "exceljs";
import { beforeEach, describe, expect, test } from "vitest";
import { readRosters } from "../../bot/campaign/read.ts";
import { rosterOf } from "../../bot/campaign/roster.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";
import { importRoster, SEASON, SHEETS, withHead, workbookOf } from "./rosters.ts";

const database = useDatabase();
let bot: TestBot;
beforeEach(async () => {
  bot = await TestBot.at("2026-09-14 09:00", database, withHead);
});

const faultsOf = async (sheets: Record<string, unknown[][]>): Promise<string[]> => {
  const { rows, faults } = await readRosters([{ name: "名单.xlsx", bytes: await workbookOf(sheets) }]);
  rosterOf(rows, bot.town, faults);
  return faults;
};

describe("the import", () => {
  test("enterprises, cadres and tasks come in; what the town knew of them stays", async () => {
    await importRoster(bot);
    expect(await database.db.enterprise.findUnique({ where: { id: "Q01" } })).toMatchObject({
      short: ["青禾", "青禾食品"],
      park: "青石工业园",
      profile: { industry: "食品加工" },
    });
    expect(await database.db.enterprise.findUnique({ where: { id: "N01" } })).toMatchObject({
      profile: { 主导产品: "减速机" },
    });
    expect(await database.db.person.findUnique({ where: { id: "zhang" } })).toMatchObject({
      role: "cadre",
      departmentId: "工信局",
      liaisonFor: ["N01", "N02"],
    });
    expect(await database.db.campaignTask.count()).toBe(4);
  });

  test("a second import changes nothing; a changed file moves a task from one cadre to the other", async () => {
    await importRoster(bot);
    const again = await importRoster(bot);
    expect(again.diff).toMatchObject({
      campaign: false,
      added: [],
      gone: [],
      same: 4,
      people: { added: [], changed: [] },
    });
    const moved = await importRoster(bot, {
      ...SHEETS,
      分工: [
        ["企业", "干部"],
        ["N03", "zhang"],
      ],
    });
    expect(moved.diff).toMatchObject({
      added: [{ enterpriseId: "N03", personId: "zhang" }],
      gone: [{ personId: "li" }],
      unnamed: 3,
    });
    expect(await database.db.person.findUnique({ where: { id: "li" } })).toMatchObject({ liaisonFor: [] });
  });

  test("every fault with file, sheet, row and column and what to do, all at once; and nothing is written", async () => {
    const sheets = {
      企业: [
        ["编号", "名称"],
        ["N01", "甲公司"],
        ["N01", "乙公司"],
        ["N02", ""],
      ],
      干部: [
        ["编号", "姓名", "单位"],
        ["沈燕", "沈燕", "工信局"],
        ["a", "王五", "工信局"],
        ["b", "王五", "人社局"],
      ],
      分工: [
        ["企业", "干部"],
        ["N01", "王五"],
        ["N77", "a"],
      ],
    };
    expect(await faultsOf(sheets)).toEqual([
      "名单.xlsx: sheet 企业, row 4, column 名称: is empty: fill it in, or delete the row",
      "名单.xlsx: sheet 企业, row 3, column 编号: N01 stands at 名单.xlsx: sheet 企业, row 2 already: delete one of the two",
      "名单.xlsx: sheet 干部, row 2, column 编号: 沈燕 is 沈燕 of the enterprise Q01: give the cadre's own account",
      "名单.xlsx: sheet 分工, row 2, column 干部: the cadre 王五 is the name of 2 (a, b): write the id of one on the sheet 干部",
      "名单.xlsx: sheet 分工, row 3, column 企业: the enterprise N77 is not listed: write the id of one on the sheet 企业",
    ]);
    const before = await database.db.enterprise.count();
    await expect(importRoster(bot, sheets)).rejects.toThrow("row 3");
    expect(await database.db.enterprise.count()).toBe(before);
    expect(await database.db.campaign.count()).toBe(0);
  });

  test("heads under a title are found; a sheet without what it needs, and a file without any sheet, are named", async () => {
    expect(
      await faultsOf({ 干部: [["各单位联企干部名单"], [], ["编号", "姓名", "所在单位"], ["a", "王五", "工信局"]] }),
    ).toEqual([]);
    expect(await faultsOf({ 干部: [["编号", "姓名"]] })).toEqual([expect.stringContaining("no column 单位")]);
    expect(await faultsOf({ Sheet1: [["a"]] })).toEqual([
      expect.stringContaining("none of its sheets is called 企业, 干部, 分工"),
    ]);
  });

  test("when the write fails half-way nothing of it is there", async () => {
    await database.db.$executeRawUnsafe(
      "ALTER TABLE campaign_tasks ADD CONSTRAINT broken CHECK (enterprise_id <> 'N03')",
    );
    const before = await database.db.enterprise.count();
    await expect(importRoster(bot)).rejects.toThrow();
    await database.db.$executeRawUnsafe("ALTER TABLE campaign_tasks DROP CONSTRAINT broken");
    expect([await database.db.enterprise.count(), await database.db.campaign.count()]).toEqual([before, 0]);
  });
});

describe("how far it is", () => {
  beforeEach(async () => {
    await importRoster(bot);
    await bot.inPrivate("zhang", "今天走访了百川，车间老跳闸，希望帮忙看看");
  });

  test("the office sees all by unit, a head the unit, a cadre what is his, a company nothing", async () => {
    expect(to(await bot.inPrivate("许主任", "走访进度怎么样了"), "许主任")).toMatch(
      /应走访4家，已走访1家，覆盖率25\.0%[\s\S]*工业和信息化局：1\/3/,
    );
    expect(to(await bot.inPrivate("许主任", "园区办走访进度"), "许主任")).toContain("应走访1家，已走访0家");
    expect(to(await bot.inPrivate("金局", "走访覆盖率"), "金局")).toMatch(
      /应走访3家，已走访1家[\s\S]*李四：0\/1[\s\S]*张三：1\/2/,
    );
    expect(to(await bot.inPrivate("zhang", "我还有哪些企业没走访"), "zhang")).toContain(
      "还有1家没走访：云溪绿源包装有限公司",
    );
    expect(to(await bot.inPrivate("许主任", "李四还有哪几家没去"), "许主任")).toContain("远航");
    expect(to(await bot.inPrivate("沈燕", "走访进度怎么样了"), "沈燕")).not.toContain("覆盖率");
    expect(to(await bot.inPrivate("罗工", "走访进度"), "罗工")).toContain("没有给您分配");
  });

  test("四个一 counts visits, policies, events and problems of the season, for whom it is asked", async () => {
    const { tickets } = await bot.view();
    const no = tickets[0]!.no;
    await database.db.ticket.update({ where: { no }, data: { status: "已办结", satisfaction: "满意" } });
    await bot.inPrivate("温晓", "今天去了青禾，一切正常");
    const granted = {
      policyId: null,
      policy: "技改补助",
      departmentId: null,
      amount: 5_000_000,
      payBy: "2026-09-20",
      paidOn: null,
      source: "",
      at: bot.stage.now,
    };
    for (const [enterpriseId, status, approvedOn] of [
      ["Q01", "已到账", "2026-09-10"],
      ["Q01", "作废", "2026-09-10"],
      ["N01", "待到账", "2026-08-31"],
    ] as const)
      await bot.ledger.transaction((work) =>
        work.redemptions.addRedemption({ ...granted, enterpriseId, status, approvedOn }),
      );
    expect(to(await bot.inPrivate("许主任", "四个一情况"), "许主任")).toContain(
      "走访调研2次，政策兑现1件，专场活动0场，解决实际问题1件",
    );
    expect(to(await bot.inPrivate("金局", "我们局四个一"), "金局")).toContain(
      "走访调研1次，政策兑现0件，专场活动0场，解决实际问题1件",
    );
  });

  test("the Monday digest: one message each to who is behind, their head and the office; nobody hears of nothing", async () => {
    const said = await bot.until("2026-09-21 09:05");
    expect(to(said, "zhang")).toBe(
      "【走访提醒】万名干部进万企：您联系2家，还有1家没走访：云溪绿源包装有限公司。10月31日结束。走访后跟我说一句就记上。",
    );
    expect(to(said, "金局")).toContain("工业和信息化局应走访3家，已走访1家");
    expect(said.filter((one) => one.to === "许主任" && one.text.includes("走访提醒"))).toHaveLength(1);
    await bot.inPrivate("zhang", "今天去了绿源，一切正常");
    const next = await bot.until("2026-09-28 09:05");
    expect(to(next, "zhang")).toBe("");
    expect(to(next, "li")).toContain("远航");
  });

  test("no digest on a rest day, none after the end", async () => {
    const rows = async () => (await database.db.reminder.findMany({ where: { kind: "campaign" } })).map((r) => r.state);
    await bot.until("2026-10-05 12:00"); // in the National Day holiday
    const said = await bot.until("2026-10-08 12:00");
    expect(to(said, "li")).toContain("远航");
    await bot.until("2026-11-03 12:00");
    expect(await rows()).not.toContain("waiting");
    expect(SEASON.endsOn).toBe("2026-10-31");
  });
});

describe("两清单一台账 by a word", () => {
  /** Rows of a sheet of the last file that was sent to somebody. */
  const fileOf = async (id: string, sheet: string): Promise<string[][]> => {
    const files = bot.stage.sent.filter((one) => one.row.toId === id).at(-1)!.row.files as {
      name: string;
      path: string;
    }[];
    expect(files[0]!.name).toBe("万名干部进万企两清单一台账.xlsx");
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(files[0]!.path);
    const rows: string[][] = [];
    workbook.getWorksheet(sheet)!.eachRow((row) => {
      rows.push((row.values as unknown[]).slice(1).map((v) => String(v ?? "")));
    });
    return rows.filter((row) => /^\d+$/.test(row[0] ?? ""));
  };

  test("the office gets all in its own workbook, a cadre what is his, a clerk without enterprises nothing", async () => {
    await importRoster(bot);
    await bot.inPrivate("zhang", "今天走访了百川，车间老跳闸，希望帮忙看看");
    await bot.inPrivate("温晓", "今天去了青禾，宿舍不够住，想申请公租房");
    expect(to(await bot.inPrivate("许主任", "把两清单一台账发我"), "许主任")).toContain(
      "问题清单2行、责任清单2行、走访台账2行",
    );
    expect((await fileOf("许主任", "问题清单")).map((row) => row[1])).toEqual([
      "云溪百川机械有限公司",
      "云溪青禾食品有限公司",
    ]);
    await bot.inPrivate("zhang", "导出走访台账");
    const [visit, ...others] = await fileOf("zhang", "走访台账");
    expect(visit).toMatchObject({ 2: "云溪百川机械有限公司", 3: "张三", 4: "工业和信息化局", 7: "1" });
    expect(others).toEqual([]);
    expect(to(await bot.inPrivate("罗工", "把两清单一台账发我"), "罗工")).toContain("没有给您分配");
    expect(await database.db.audit.count({ where: { event: "导出" } })).toBe(2);
  });
});

describe("a cadre moves on", () => {
  beforeEach(() => importRoster(bot));

  test("his enterprises, tasks and open matters go to the other; all three sides are told once; the visits stay", async () => {
    await database.db.person.create({
      data: { id: "绿源老板", name: "周总", role: "enterprise", enterpriseId: "N02" },
    });
    await database.db.$executeRawUnsafe(
      "UPDATE settings SET value = to_jsonb((value)::text::int + 1) WHERE key = 'town_version'",
    );
    await bot.inPrivate("zhang", "今天走访了绿源，门口路灯坏了一个星期，希望修一下");
    const said = await bot.inPrivate("许主任", "张三调走了，他联系的企业交给李四");
    expect(to(said, "许主任")).toContain("已把张三联系的2家企业交给李四");
    expect(to(said, "zhang")).toContain("已交给李四：百川、绿源");
    expect(to(said, "li")).toMatch(/百川：在办0件，还没有走访记录\n绿源：在办1件，上次走访9月14日/);
    expect(to(said, "绿源老板")).toContain("绿源的服务专员由张三改为李四");
    for (const id of ["zhang", "li", "绿源老板"]) expect(said.filter((one) => one.to === id)).toHaveLength(1);
    expect(await database.db.person.findUnique({ where: { id: "li" } })).toMatchObject({
      liaisonFor: ["N03", "N01", "N02"],
    });
    expect(
      await database.db.campaignTask.groupBy({ by: ["personId"], _count: true, orderBy: { personId: "asc" } }),
    ).toMatchObject([
      { personId: "li", _count: 3 },
      { personId: "温晓", _count: 1 },
    ]);
    const { visits, tickets } = await bot.view();
    expect(visits).toMatchObject([{ company: "N02", by: "zhang" }]);
    expect(tickets[0]).toMatchObject({ from: ["li"] });
    // He sees it no more, and the visit still counts.
    expect(to(await bot.inPrivate("zhang", "绿源那个路灯办得怎么样了"), "zhang")).not.toContain("路灯");
    expect(to(await bot.inPrivate("li", "走访进度"), "li")).toContain("应走访3家，已走访1家");
    expect(to(await bot.inPrivate("许主任", "张三的企业交给李四"), "许主任")).toContain("没有联系的企业");
  });

  test("one enterprise alone, by the head of the unit; not to another unit's, and not by a cadre", async () => {
    expect(to(await bot.inPrivate("金局", "百川以后由李四联系"), "金局")).toContain("1家企业交给李四");
    await bot.inPrivate("金局", "李四联系的企业交给温晓");
    await bot.inPrivate("zhang", "我联系的企业交给李四");
    expect(await database.db.handover.count()).toBe(1);
    expect(await database.db.campaignTask.findFirst({ where: { enterpriseId: "N01" } })).toMatchObject({
      personId: "li",
      unit: "工信局",
    });
    expect(await database.db.audit.count({ where: { event: "越权尝试", actor: "金局" } })).toBe(1);
  });

  test("of two with one name it is asked, and the unit tells them apart; who is not listed is said", async () => {
    await importRoster(bot, {
      干部: [
        ["编号", "姓名", "单位"],
        ["li2", "李四", "人社局"],
      ],
    });
    expect(to(await bot.inPrivate("许主任", "张三的企业转给李四"), "许主任")).toMatch(/“李四”有2位/);
    await bot.inPrivate("许主任", "张三的企业转给人社局的李四");
    expect(await database.db.person.findUnique({ where: { id: "li2" } })).toMatchObject({ liaisonFor: ["N01", "N02"] });
    expect(to(await bot.inPrivate("许主任", "李四联系的企业交给钱多多"), "许主任")).toContain("没有找到");
  });
});
