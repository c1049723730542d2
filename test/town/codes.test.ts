import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { FileFault } from "../../bot/file-fault.ts";
import { enterprisesFor, makeCodes, termsOf } from "../../bot/town/codes.ts";

import { codeSheet } from "../../reports/code-sheet.ts";
import { qrPng } from "../../reports/qr.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

test("a print sheet: every enterprise with its QR code and a code that binds to it", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const { found } = enterprisesFor(bot.town, { ids: [], park: "青石工业园" });
  const codes = await makeCodes(bot.ledger, bot.town, found, termsOf({ role: "负责人" }), bot.stage.now);
  const files = unzipSync(await codeSheet(codes, bot.town.botName));
  const words = strFromU8(files["word/document.xml"]!).replace(/<[^>]+>/g, "");
  for (const { name } of found) expect(words).toContain(name);
  for (const { code } of codes) expect(words).toContain(code);
  expect(Object.keys(files).filter((name) => name.endsWith(".png"))).toHaveLength(found.length);
  expect(to(await bot.inPrivate("秦师傅", codes[1]!.words), "秦师傅")).toContain("已绑定");
  expect(await database.db.person.findUnique({ where: { id: "秦师傅" } })).toMatchObject({
    enterpriseId: found[1]!.id,
    companyRole: "负责人",
  });
});

test("a QR code is a square PNG with its quiet zone, larger the more it holds", async () => {
  const [short, long] = [
    await qrPng("绑定 K7M2-9QXA", 4),
    await qrPng(`https://example.com/?code=${"x".repeat(80)}`, 4),
  ];
  const sizeOf = (png: Uint8Array) => [16, 20].map((at) => new DataView(png.buffer, png.byteOffset).getUint32(at));
  expect(sizeOf(short)[0]).toBe(sizeOf(short)[1]);
  expect(sizeOf(short)[0]! % 4).toBe(0);
  expect(sizeOf(long)[0]!).toBeGreaterThan(sizeOf(short)[0]!);
});

test("what can not be used is named, all of it at once", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const { faults } = enterprisesFor(bot.town, { ids: ["Q01", "Q77"] });
  expect(() => termsOf({ uses: "0", days: "x", role: "老板", link: "https://a" }, faults)).toThrow(FileFault);
  expect(faults).toEqual([
    'no enterprise "Q77" is on the books',
    "--uses: expected a whole number from 1 to 1000",
    "--days: expected a whole number from 1 to 365",
    "--role: expected 负责人, 联系人, 经办人",
    "--link: expected {code} in it",
  ]);
});
