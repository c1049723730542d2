import { expect, test } from "vitest";
import { TestBot, useDatabase } from "../support/bot.ts";

const database = useDatabase();

/** Every row of every table as text, by table. */
async function everything(): Promise<Map<string, string>> {
  const tables = await database.db.$queryRaw<
    { name: string }[]
  >`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`;
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    const found = await database.db.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    rows.set(name, found.map(({ row }) => row).join("\n"));
  }
  return rows;
}

const SAID = [
  "工人郝大柱身份证11010519491231002X，社保重复参保交不进去，帮问问",
  "补贴打到老账户去了，麻烦改成6222 0219 0100 1234 567，工行的",
  "嗯那个退税没到账我这个卡号是六二二二零二一九零一零零一二三四五六七你们给查一下",
];
const SECRET = /11010519491231002|6222\s?0219\s?0100\s?1234|六二二二零二一九零一/;

test("identity and card numbers are in no row of the database, whatever becomes of the words", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  for (const words of SAID) await bot.inPrivate("沈燕", words);
  await bot.inGroup("沈燕", `@小助手 ${SAID[0]}`);
  await bot.inPrivate("沈燕", "补充一下，他的身份证是11010519491231002X");
  await bot.inPrivate("沈燕", "我的事办到哪了，卡号6222021901001234567");
  await bot.inPrivate("沈燕", "转人工，身份证11010519491231002X");
  await bot.inPrivate("罗工", "给沈燕的那件，身份证11010519491231002X，正在核实");
  const rows = await everything();
  expect([...rows.keys()]).toEqual(expect.arrayContaining(["tickets", "ticket_events", "outbox"]));
  expect([...rows].filter(([, text]) => SECRET.test(text)).map(([name]) => name)).toEqual([]);
});
