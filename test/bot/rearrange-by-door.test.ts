import { expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";
import { withLevels } from "../support/levels.ts";

const database = useDatabase();

test("a ticket is cut in two, two are laid together and apart again, and who raised one takes it back", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database);
  const states = async () =>
    (await bot.ledger.look().tickets.findTickets({})).map(({ status, lead, parentNo }) => [status, lead, parentNo]);
  await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  await bot.inPrivate("许主任", "QQ-20260914-001 拆成两件：供电局更换变压器，城管局移走占线的广告牌");
  await bot.inPrivate("老郑", "大海五金门口变压器嗡嗡响，晚上吵得睡不着，麻烦供电局看看");
  expect(await states()).toEqual([
    ["已交办", "供电局", null],
    ["已交办", "城管局", null],
    ["已交办", "供电局", null],
  ]);
  await bot.inPrivate("许主任", "把001和003并案");
  expect((await states())[2]).toEqual(["已交办", "供电局", "QQ-20260914-001"]);
  await bot.inPrivate("许主任", "撤回刚才的并案");
  expect((await states())[2]).toEqual(["已交办", "供电局", null]);
  const gone = await bot.inPrivate("沈燕", "广告牌那件不用办了，撤回吧");
  expect(to(gone, "老冯")).toContain("【撤回】");
  expect((await states()).map(([status]) => status)).toEqual(["已交办", "已撤回", "已交办"]);
});

test("提请市级办理 by words, granted by a button", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database, withLevels);
  await bot.inPrivate("锦程机械的人", "我们厂门口的雨污管网堵了，污水倒灌进窑炉车间，请派人疏通");
  await bot.inPrivate("东湖区住建员", "转市里，主管网是市管的，区里没有施工权限");
  const { card } = await database.db.outbox.findFirstOrThrow({
    where: { toId: "许主任", card: { not: { equals: null } as never } },
    orderBy: { id: "desc" },
  });
  const { title, buttons } = card as unknown as { title: string; buttons: { key: string; text: string }[] };
  expect([title, ...buttons.map(({ text }) => text)]).toEqual([
    "提请市级办理 QQ-20260914-001",
    "同意",
    "不同意",
    "改派",
  ]);
  await bot.inPrivate("许主任", buttons[1]!.key, { type: "button" });
  expect(await bot.ledger.look().tickets.findTickets({})).toMatchObject([{ lead: "东湖区住建局", status: "已交办" }]);
  await bot.inPrivate("东湖区住建员", "QQ-20260914-001 转市里，主管网是市管的，区里没有施工权限");
  expect(await bot.ledger.look().tickets.findTickets({})).toMatchObject([{ status: "派单争议" }]);
});
