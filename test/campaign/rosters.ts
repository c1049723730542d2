import { join } from "node:path";
import ExcelJS from "exceljs";
import { importCampaign } from "../../bot/campaign/import.ts";
import { readLedger } from "../../bot/campaign/ledger.ts";
import { readRosters } from "../../bot/campaign/read.ts";
import { rosterOf } from "../../bot/campaign/roster.ts";
import { FileFault } from "../../bot/file-fault.ts";

import type { Town } from "../../domain/town.ts";
import type { TestBot } from "../support/bot.ts";
import { published } from "../support/published.ts";

/** A workbook of sheets, each a list of rows. */
export async function workbookOf(sheets: Record<string, unknown[][]>): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) workbook.addWorksheet(name).addRows(rows);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

export const SEASON = {
  id: "2026-autumn",
  name: "万名干部进万企",
  startsOn: "2026-09-01",
  endsOn: "2026-10-31",
  remindOn: 1,
};

const cityLedger = readLedger(join(import.meta.dirname, "../../samples/ledgers/city.json")).kept;

/** Two units with three cadres for five enterprises. */
export const SHEETS: Record<string, unknown[][]> = {
  企业: [
    ["编号", "名称", "简称", "主导产品"],
    ["Q01", "云溪青禾食品有限公司", "", ""],
    ["N01", "云溪百川机械有限公司", "百川", "减速机"],
    ["N02", "云溪绿源包装有限公司", "绿源", "纸箱"],
    ["N03", "云溪远航电子有限公司", "远航", ""],
  ],
  干部: [
    ["编号", "姓名", "单位"],
    ["温晓", "温晓", "管委会"],
    ["zhang", "张三", "工信局"],
    ["li", "李四", "工信局"],
  ],
  分工: [
    ["企业", "干部"],
    ["Q01", "温晓"],
    ["百川", "张三"],
    ["N02", "zhang"],
    ["N03", "li"],
  ],
};

/** The town with a head of the unit that goes on visits, and somebody of 绿源. */
export const withHead = (town: Town): Town => ({
  ...town,
  people: [
    ...town.people,
    { id: "金局", name: "金局长", role: "dept_leader", department: "工信局", liaisonFor: [], muted: false },
  ],
});

export async function importRoster(bot: TestBot, sheets = SHEETS) {
  const town = (await bot.ledger.look().town.loadTown())!;
  const { rows, faults } = await readRosters([{ name: "名单.xlsx", bytes: await workbookOf(sheets) }]);
  const roster = rosterOf(rows, town, faults);
  if (faults.length > 0) throw new FileFault("名单.xlsx", faults);
  const done = await importCampaign(bot.ledger, published, {
    campaign: SEASON,
    roster,
    by: "命令行",
    now: bot.stage.now,
    ledger: cityLedger,
  });
  await bot.stage.app.atDesk(async (desk) => void desk.rings.push(...done.rings));
  return done;
}
