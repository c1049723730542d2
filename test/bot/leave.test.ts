import { describe, expect, test } from "vitest";
import type { Person, Town } from "../../domain/town.ts";
import { leaveOrder, readLeave } from "../../text/hearing/leave.ts";
import { at, calendar, zone } from "../domain/facts.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

const clerk = (id: string, name: string): Person => ({
  id,
  name,
  role: "dept",
  department: "供电局",
  liaisonFor: [],
  muted: false,
});
/** The sample town with two more clerks at 供电局. */
const bot = () =>
  TestBot.at("2026-09-14 09:00", database, (town): Town => {
    const people = [...town.people, clerk("w1", "王宁"), clerk("w2", "王立新"), clerk("z1", "章文")];
    return { ...town, people };
  });

describe("what is said of being away", () => {
  const read = (text: string) => {
    const { from, until, deputy } = readLeave(text, [clerk("w1", "王宁"), clerk("z1", "章文")], {
      now: at("2026-09-14 09:00"),
      zone,
      calendar,
    });
    return { from, until, deputy: deputy?.people.map((p) => p.id) };
  };
  test.each([
    ["我请假到周五，找小王", "2026-09-14", "2026-09-18", ["w1"]],
    ["休假10.9-10.12", "2026-10-09", "2026-10-12", undefined],
    ["我休年假，9月21日到9月25日，由章文代办", "2026-09-21", "2026-09-25", ["z1"]],
    ["请假三天，有事找王工", "2026-09-14", "2026-09-16", ["w1"]],
    ["明天请假", "2026-09-15", "2026-09-15", undefined],
    // The week's last working day: Mid-Autumn is on its Friday.
    ["我下周出差，让小章盯一下", "2026-09-21", "2026-09-24", ["z1"]],
    ["我要请假", "2026-09-14", null, undefined],
  ])("%s", (text, from, until, deputy) => {
    expect(leaveOrder(text, "handler")).toBe("on_leave");
    expect(read(text)).toEqual({ from, until, deputy });
  });

  test.each([
    "工人请假回家了，招不到人",
    "请假多少天要扣工资",
    "QQ-20260914-001已经派人去看了",
    "我们厂30个员工休假去了",
  ])("%s: of something else", (text) => expect(leaveOrder(text, "handler")).toBeUndefined());
});

describe("who is away", () => {
  test("their bells go to the deputy, the ticket stays theirs, and it returns by itself", async () => {
    const here = await bot();
    await here.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    await here.inPrivate("罗工", "接收");
    const said = await here.inPrivate("罗工", "我9月23日到9月25日休假，找章文");
    expect(to(said, "罗工")).toContain("章文");
    expect(to(said, "z1")).toContain("【代办】");
    const first = await here.until("2026-09-24 12:00");
    expect(to(first, "z1")).toContain("临期提醒");
    expect(to(first, "罗工")).toBe("");
    expect((await database.db.ticket.findFirstOrThrow()).lead).toBe("供电局");
    expect(to(await here.inPrivate("许主任", "谁在休假"), "许主任")).toContain("章文代办");
    const second = await here.until("2026-09-28 12:00");
    expect(to(second, "罗工")).toContain("到期提醒");
    expect(to(second, "z1")).toBe("");
  });

  test("without a deputy the head hears; who comes back early hears again", async () => {
    const here = await bot();
    await here.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    await here.inPrivate("罗工", "接收");
    expect(to(await here.inPrivate("罗工", "我请假到9月30日"), "罗工")).toContain("汤局长");
    expect(to(await here.until("2026-09-24 12:00"), "汤局")).toContain("临期提醒");
    expect(to(await here.inPrivate("罗工", "我回来了"), "罗工")).toContain("已恢复");
    expect(to(await here.until("2026-09-28 12:00"), "罗工")).toContain("到期提醒");
  });

  test("a name that two have is asked back; nobody of another body stands in", async () => {
    const here = await bot();
    expect(to(await here.inPrivate("罗工", "我请假到周五，找小王"), "罗工")).toContain("王宁、王立新");
    expect(to(await here.inPrivate("罗工", "我请假到周五，找方媛"), "罗工")).toContain("没有在本单位找到");
    expect(await database.db.leave.count()).toBe(0);
  });

  test("the office sets it for somebody; nobody else does", async () => {
    const here = await bot();
    expect(to(await here.inPrivate("许主任", "给罗志强登记请假到周五，找章文"), "许主任")).toContain("罗志强");
    expect(await database.db.leave.findMany()).toMatchObject([
      { personId: "罗工", deputyId: "z1", until: "2026-09-18" },
    ]);
    expect(to(await here.inPrivate("小方", "给罗志强登记请假到周五"), "小方")).toContain("替别人登记休假");
    expect(await database.db.leave.count()).toBe(1);
  });
});
