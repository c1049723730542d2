import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadFacts } from "../../bot/facts.ts";
import { policiesChanged } from "../../bot/town/import.ts";
import { closings } from "../../catalogue/windows.ts";
import { matchPolicies } from "../../desk/policy-matching.ts";
import { makeCalendar } from "../../domain/calendar.ts";
import { hasRoom, nextMorning, nextWeek, windowBells } from "../../domain/pushes.ts";
import { isSendable } from "../../domain/quiet.ts";
import { addDays, dayOf, weekdayOf } from "../../domain/time.ts";
import type { Policy, Town } from "../../domain/town.ts";
import { switchIn } from "../../text/hearing/switches.ts";
import { policy } from "../catalogue/own-towns.ts";
import { type Heard, local, TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const facts = loadFacts();
const ZONE = "Asia/Shanghai";
const calendar = makeCalendar(facts.published);

const scale: Policy = policy({
  id: "SG",
  title: "云溪市首次上规企业奖励办法",
  no: "云工信发〔2026〕30号",
  mode: "免申即享",
  clauses: { 第二条: "首次纳入规模以上工业统计的企业，一次性奖励10万元，由工信局直接拨付，企业无需申报。" },
});
const staff = (id: string, most: number): Policy =>
  policy({
    id,
    title: `云溪市小企业培训补助办法（${id}）`,
    clauses: { 第一条: "企业组织岗前培训的，每人补助500元。" },
    conditions: { fact: "员工人数", max: most },
  });

/** Puts policies on the books. */
const bring = (bot: TestBot, ...policies: Policy[]): Promise<void> =>
  bot.stage.app.atDesk(async (desk) => {
    for (const [i, one] of policies.entries()) await desk.work.policies.savePolicy(one, 100 + i, desk.now);
    await matchPolicies(
      desk,
      policies.map(({ id }) => id),
    );
  });

/** The same as an import of documents does it, in a process of its own. */
async function bringApart(bot: TestBot, ...policies: Policy[]): Promise<void> {
  await bot.ledger.transaction(async (work) => {
    for (const [i, one] of policies.entries()) await work.policies.savePolicy(one, 100 + i, bot.stage.now);
  });
  await policiesChanged(
    bot.ledger,
    facts.published,
    policies.map(({ id }) => id),
    bot.stage.now,
  );
}

const morning = (bot: TestBot, day: string) => bot.until(`${day} 12:00`);
const pushesIn = (sent: Heard) => sent.filter(({ kind }) => kind === "push");

describe("a new policy", () => {
  test("finds the companies that it fits, the next morning, with the reason; once, and nobody else", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database);
    await bot.inPrivate("沈燕", "我们公司去年首次上规");
    await bot.until("2026-09-16 09:00");
    await bring(
      bot,
      scale,
      policy({ ...scale, id: "OLD", title: "旧的上规奖励办法", valid: ["2020-01-01", "2021-12-31"] }),
    );
    const sent = pushesIn(await morning(bot, "2026-09-17"));
    expect(sent.map((one) => one.to)).toEqual(["沈燕"]);
    expect(sent[0]!.at).toEqual(local("2026-09-17 09:00"));
    expect(sent[0]!.text).toContain("因为贵公司2025年上规");
    expect(sent[0]!.text).toContain("不用申报");
    expect(sent[0]!.text).toContain("云工信发〔2026〕30号");
    expect(sent[0]!.text).not.toContain("旧的");
    // Changed later: who was told is not told again.
    await bringApart(bot, { ...scale, clauses: { 第二条: `${scale.clauses.第二条}本条自印发之日起施行。` } });
    await bot.until("2026-09-18 09:00");
    // The rows of another process are found by the sweep.
    expect(await bot.stage.app.sweep()).toMatchObject({ reminders: 1 });
    expect(pushesIn(await morning(bot, "2026-09-28"))).toEqual([]);
  });

  test("a first load of a catalogue is no news, nor is what was redeemed", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      policies: [...town.policies, scale],
    }));
    expect(pushesIn(await morning(bot, "2026-09-15"))).toEqual([]);
    await bot.inPrivate("许主任", "给青禾食品兑现了云溪市首次上规企业奖励办法的奖励10万");
    await bot.inPrivate("沈燕", "我们公司去年首次上规");
    expect(pushesIn(await morning(bot, "2026-09-16"))).toEqual([]);
  });

  test("no more than the town allows in a week; the rest comes in the next", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      rules: { ...town.rules, pushes: { per_week: 1, at_once: 2 } },
    }));
    await bot.inPrivate("老郑", "我们厂有员工40人");
    await bring(bot, staff("T1", 300), staff("T2", 200), staff("T3", 100), staff("T4", 30));
    const first = pushesIn(await morning(bot, "2026-09-15"));
    expect(first).toHaveLength(1);
    expect(first[0]!.text).toContain("这2项政策");
    expect(first[0]!.text).toContain("因为贵公司员工40人");
    expect(pushesIn(await morning(bot, "2026-09-18"))).toEqual([]);
    const second = pushesIn(await morning(bot, "2026-09-21"));
    expect(second).toHaveLength(1);
    const told = first[0]!.text + second[0]!.text;
    for (const id of ["T1", "T2", "T3"]) expect(told.split(`（${id}）`)).toHaveLength(2);
    expect(told).not.toContain("（T4）");
  });

  test("a changed profile finds policies; what an answer has named is not pushed", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database, (town: Town) => ({
      ...town,
      policies: [...town.policies, scale, staff("T1", 300)],
    }));
    expect(to(await bot.inPrivate("老郑", "我们厂员工40人，能享受什么政策"), "老郑")).toContain("（T1）");
    await bot.inPrivate("沈燕", "我们公司去年首次上规");
    const sent = pushesIn(await morning(bot, "2026-09-15"));
    expect(sent.map((one) => one.to)).toEqual(["沈燕"]);
  });
});

describe("the switch", () => {
  test.each([
    ["别再推政策了", "push_off"],
    ["政策消息就别发了", "push_off"],
    ["退订政策推送", "push_off"],
    ["恢复政策推送", "push_on"],
    ["可以给我们推政策了", "push_on"],
    ["别再给我发消息了", "mute"],
    ["不要紧，这个政策我们看过了", undefined],
  ])("%s", (words, act) => {
    expect(switchIn(words, "company")).toBe(act);
  });

  test("off takes back what waits, other messages still come; on again", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      policies: [...town.policies, scale],
    }));
    await bot.inPrivate("沈燕", "我们公司去年首次上规");
    expect(to(await bot.inPrivate("沈燕", "别再推政策了"), "沈燕")).toContain("不再主动推送政策");
    expect(pushesIn(await morning(bot, "2026-09-15"))).toEqual([]);
    expect(to(await bot.inPrivate("沈燕", "买设备有补助吗"), "沈燕")).toContain("第三条");
    await bot.inPrivate("沈燕", "恢复政策推送");
    await bot.inPrivate("沈燕", "我们有员工120人");
    expect(pushesIn(await morning(bot, "2026-09-16")).map((one) => one.to)).toEqual(["沈燕"]);
  });
});

describe("before a window closes", () => {
  const guided: Policy[] = [
    staff("W", 300),
    policy({
      id: "WG",
      title: "培训补助申报指南",
      layer: "指南",
      parent: "W",
      elements: { 申报时间: "2026-09-01至2026-10-12" },
    }),
  ];

  test("who fits and has nothing of it yet is reminded on both days, before the rest days", async () => {
    const bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      policies: [...town.policies, ...guided],
    }));
    await bot.ledger.transaction(async (work) => {
      for (const enterpriseId of ["Q01", "Q02"])
        await work.records.learnFact({ enterpriseId, fact: "员工人数", value: 40, source: "测试", at: bot.stage.now });
    });
    await bot.inPrivate("许主任", "给青禾食品兑现了云溪市小企业培训补助办法（W）的补助2万");
    // Fourteen days before is the 28th of September, a Monday; three days before lies in a make-up week.
    const first = pushesIn(await bot.until("2026-09-28 12:00"));
    expect(first.map((one) => one.to)).toEqual(["老郑"]);
    expect(first[0]!.text).toContain("10月12日截止");
    expect(pushesIn(await bot.until("2026-10-08 20:00"))).toEqual([]);
    expect(pushesIn(await bot.until("2026-10-09 12:00")).map((one) => one.to)).toEqual(["老郑"]);
    expect(pushesIn(await bot.until("2026-10-13 12:00"))).toEqual([]);
  });

  test("a window that a clause names counts; a yearly one is found again in its year", () => {
    const yearly = policy({ id: "Y", clauses: { 第四条: "由企业于每年5月10日至6月20日统一提交申请名单。" } });
    expect(closings([yearly], "2026-06-01")).toMatchObject([{ until: "2026-06-20" }]);
    expect(closings([yearly], "2026-09-01")).toEqual([]);
    expect(closings([yearly], "2027-01-01")).toMatchObject([{ until: "2027-06-20" }]);
    expect(
      closings(
        [policy({ id: "N", clauses: { 第九条: "本办法自2026年1月1日起施行至2027年12月31日。" } })],
        "2026-06-01",
      ),
    ).toEqual([]);
  });
});

describe("when", () => {
  const rules = { ...({} as Town["rules"]), quiet_hours: ["20:00", "08:00"] as [string, string], sent_at: "09:00" };
  const moment = fc.date({ min: local("2026-01-01 00:00"), max: local("2026-12-20 00:00"), noInvalidDate: true });

  test("a morning and a week ahead are always sendable, and ahead", () => {
    fc.assert(
      fc.property(moment, (now) => {
        const [soon, week] = [nextMorning(now, rules, calendar, ZONE), nextWeek(now, rules, calendar, ZONE)];
        expect(soon > now && week > now).toBe(true);
        expect(isSendable(soon, rules, calendar, ZONE) && isSendable(week, rules, calendar, ZONE)).toBe(true);
        // Whatever was sent in this week leaves room in the next.
        expect(hasRoom([now], week, rules, ZONE)).toBe(true);
        expect(hasRoom([now], now, rules, ZONE)).toBe(false);
      }),
    );
  });

  test("no warning is later than it says, and each has its own key", () => {
    fc.assert(
      fc.property(moment, fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }), (at, window_days) => {
        const until = dayOf(at, ZONE);
        const bells = windowBells("P", until, { ...rules, pushes: { window_days } }, calendar, ZONE);
        expect(new Set(bells.map(({ key }) => key)).size).toBe(window_days.length);
        for (const [i, { dueAt }] of bells.entries())
          expect(dayOf(dueAt, ZONE) <= addDays(until, -window_days[i]!)).toBe(true);
        expect(weekdayOf(until)).toBeGreaterThan(0);
      }),
    );
  });
});
