import { expect, test } from "vitest";
import type { Rules, Town } from "../../domain/town.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const TRIPS = "我们厂3号楼老是跳闸，机器都不敢开";
const RESULT = "办结：9月14日已安排人员到3号楼检修线路，更换空开2个，恢复供电";

const withRules =
  (rules: Partial<Rules>) =>
  (town: Town): Town => ({ ...town, rules: { ...town.rules, ...rules } });
const ticketsOf = (bot: TestBot) => bot.ledger.look().tickets.findTickets({});

test("waiting for the company is seen by both sides, moves the date, ends by itself and says so", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database, withRules({ pause: { max_days: 3 } }));
  await bot.inPrivate("沈燕", TRIPS);
  const asked = await bot.inPrivate("罗工", "请企业补充一下配电图纸");
  expect(to(asked, "沈燕")).toContain("需要您补充：请提供配电图纸");
  // To ask where it stands is no answer to that.
  expect(to(await bot.inPrivate("沈燕", "我的事办到哪了"), "沈燕")).toContain("在等您补充：请提供配电图纸");
  expect(to(await bot.inPrivate("罗工", "手上还有哪些"), "罗工")).toContain("等企业补充");
  const over = await bot.until("2026-09-18 10:00");
  expect(to(over, "罗工")).toContain("【等待期满】");
  expect(to(over, "沈燕")).toContain("没有收到补充，先按现有情况继续办理，10月8日前回复您");
  // Three working days after 28 September, over National Day. The limit is for all pauses together.
  expect(await ticketsOf(bot)).toMatchObject([{ replyBy: "2026-10-08", tags: [] }]);
  await bot.inPrivate("罗工", "请企业补充一下配电图纸");
  await bot.until("2026-09-21 10:00");
  const given = await bot.inPrivate("沈燕", "图纸在这，配电箱在一层东头");
  expect(to(given, "罗工")).toContain("【企业已补充】");
  expect(await ticketsOf(bot)).toMatchObject([{ replyBy: "2026-10-08", tags: [] }]);
});

test("a lane, hours and the same day: the company's tag, the category and the department decide; the basis is printed", async () => {
  const change = (town: Town): Town => ({
    ...withRules({
      terms: [
        {
          name: "上市绿色通道",
          when: { tag: ["上市"] },
          reply: { days: 3, unit: "working", roll: "none" },
          steward: "温晓",
          basis: "《云溪市企业上市绿色通道办法》第四条",
        },
        { name: "供电", when: { category: ["供电"] }, reply: { hours: 2, unit: "working" } },
        { name: "路灯", when: { department: ["城管局"] }, reply: { days: 0, unit: "working", roll: "none" } },
      ],
    })(town),
    enterprises: town.enterprises.map((e) =>
      e.id === "Q01" ? { ...e, profile: { ...e.profile, 标签: "规上、上市" } } : e,
    ),
  });
  const bot = await TestBot.at("2026-09-14 16:45", database, change);
  const fast = await bot.inPrivate("沈燕", "厂房的不动产证一直没办下来，影响报材料");
  expect(to(fast, "沈燕")).toContain("9月17日前回复");
  expect(to(fast, "沈燕")).toContain("依据：《云溪市企业上市绿色通道办法》第四条");
  expect(to(fast, "温晓")).toContain("【专人跟进】");
  const hours = await bot.inPrivate("老郑", "厂里停电了，全停");
  // 45 minutes today, the rest from half past eight tomorrow.
  expect(to(hours, "老郑")).toMatch(/9月15日09:4\d前回复/);
  expect(to(hours, "罗工")).toMatch(/9月15日09:4\d前回复/);
  expect(to(hours, "老郑")).not.toContain("依据");
  // Within working hours it is today, after them the next working day.
  await bot.inPrivate("老郑", "大海五金门口路灯不亮，晚上黑");
  await bot.until("2026-09-14 17:45");
  await bot.inPrivate("老郑", "仓库后面的井盖丢了，怕有人掉下去");
  expect((await ticketsOf(bot)).map(({ replyBy, tags }) => [replyBy, tags])).toEqual([
    ["2026-09-17", ["上市"]],
    ["2026-09-15", []],
    ["2026-09-14", []],
    ["2026-09-15", []],
  ]);
});

test("where the head signs, the company gets a result when it is signed; the handler is told so", async () => {
  const bot = await TestBot.at("2026-09-14 09:00", database, withRules({ head_sign_off: true, company_word: true }));
  await bot.inPrivate("沈燕", TRIPS);
  const given = await bot.inPrivate("罗工", RESULT);
  expect(to(given, "罗工")).toContain("已报单位负责人签发");
  expect(to(given, "沈燕")).toBe("");
  expect(to(given, "汤局")).toContain("【待签发】");
  const signed = await bot.inPrivate("汤局", "同意 QQ-20260914-001", { type: "button" });
  expect(to(signed, "沈燕")).toContain("更换空开2个");
  // And where the company's word is asked for, silence does not close.
  const silent = await bot.until("2026-09-18 12:00");
  expect(to(silent, "许主任")).toContain("【未能回访】");
  expect(await ticketsOf(bot)).toMatchObject([{ status: "已回复", satisfaction: "未能回访" }]);
  await bot.inPrivate("沈燕", "满意");
  expect(await ticketsOf(bot)).toMatchObject([{ status: "已办结", satisfaction: "满意" }]);
});
