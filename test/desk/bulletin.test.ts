import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test("each number of a bulletin opens in chat and in its workbook; what is confidential is in neither", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  await bot.inPrivate("沈燕", "园区东门的路灯坏了半个月了");
  await bot.inPrivate("沈燕", "厂里自来水水压太低，三楼没水");
  const [power, , water] = await bot.ledger.look().tickets.findTickets({});
  await database.db.ticket.update({ where: { no: water!.no }, data: { confidential: true } });
  await bot.until("2026-10-02 09:00");
  await bot.inPrivate("罗工", "3号楼配电箱9月30日已更换空开，恢复供电，已办结");

  const given = to(await bot.inPrivate("许主任", "出一下9月份的通报"), "许主任");
  expect(given).toContain("共收件2件，已答复1件（按期0件，超期1件）");
  expect(given).toContain("按期率—");
  const late = to(await bot.inPrivate("许主任", "供电的超期是哪几件"), "许主任");
  expect(late).toContain(power!.no);
  expect(late).toContain("共1件");
  const open = to(await bot.inPrivate("许主任", "未答复的有哪些"), "许主任");
  expect(open).toContain("路灯");
  expect(open).not.toContain("水压");

  // A department sees its own figures alone, with the period or after its own bulletin.
  expect(to(await bot.inPrivate("罗工", "9月份未答复的是哪几件"), "罗工")).not.toContain("路灯");

  const { files } = await database.db.outbox.findFirstOrThrow({ where: { text: { contains: "共收件2件" } } });
  const book = new ExcelJS.Workbook();
  const [, xlsx] = files as { path: string }[];
  await book.xlsx.load(readFileSync(xlsx!.path) as never);
  const sheet = book.getWorksheet("工单")!;
  expect(sheet.actualRowCount).toBe(3);
  expect(JSON.stringify(sheet.getSheetValues())).not.toContain(water!.no);
});
