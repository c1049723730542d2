import { beforeEach, describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const person = (id: string) => database.db.person.findUnique({ where: { id } });
const codeOf = (said: string): string => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)![0];

describe("the people of a company", () => {
  let bot: TestBot;
  beforeEach(async () => {
    bot = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      people: [
        ...town.people.map((p) => (p.id === "沈燕" ? { ...p, companyRole: "负责人" as const } : p)),
        { id: "lijun", name: "李俊", role: "enterprise", enterprise: "Q01", liaisonFor: [], muted: false },
        { id: "limei", name: "李梅", role: "enterprise", enterprise: "Q02", liaisonFor: [], muted: false },
      ],
    }));
  });

  test("the head's code binds in the role that it was made for; the code itself is kept nowhere", async () => {
    const code = codeOf(to(await bot.inPrivate("沈燕", "给我们公司开个联系人的邀请码"), "沈燕"));
    await bot.inPrivate("秦师傅", `绑定 ${code}`);
    expect(await person("秦师傅")).toMatchObject({ enterpriseId: "Q01", companyRole: "联系人" });
    const kept = JSON.stringify(await database.db.invitation.findMany());
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.slice(0, 4));
  });

  test.each([
    ["沈燕", "小李已经不在我们公司了"],
    ["沈燕", "李俊离职了"],
    ["许主任", "青禾的小李离职了"],
    ["温晓", "青禾李俊辞职了，解除绑定"],
  ])("%s: %s. From then on he sees nothing of it, and the other 小李 stays", async (by, words) => {
    await bot.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
    const said = await bot.inPrivate(by, words);
    expect(await person("lijun")).toMatchObject({ enterpriseId: null, role: "other" });
    expect(await person("limei")).toMatchObject({ enterpriseId: "Q02" });
    expect(to(said, "lijun")).toContain("绑定已由企业或");
    expect(to(said, by)).toContain("已解除");
    const asked = await bot.inPrivate("lijun", "我们反映的跳闸办得怎么样了");
    expect(to(asked, "lijun")).not.toContain("跳闸");
  });

  test("of two of one name the office is asked whom it means", async () => {
    const said = await bot.inPrivate("许主任", "小李已经离职了");
    expect(to(said, "许主任")).toMatch(/2位.*李俊.*李梅/);
    expect(await person("lijun")).toMatchObject({ enterpriseId: "Q01" });
  });

  test("who is not the head can take nobody off, make no code, give no role", async () => {
    const said = await bot.inPrivate("lijun", "沈燕已经不在我们公司了");
    expect(to(said, "lijun")).toContain("负责人");
    await bot.inPrivate("lijun", "沈燕改为经办人");
    expect(await person("沈燕")).toMatchObject({ enterpriseId: "Q01", companyRole: "负责人" });
    expect(to(await bot.inPrivate("lijun", "给我们公司开个邀请码"), "lijun")).toContain("由贵企业负责人");
    expect(await database.db.audit.count({ where: { event: "越权尝试", actor: "lijun" } })).toBe(2);
  });

  test("a role is given by the head, and the list tells it", async () => {
    await bot.inPrivate("沈燕", "把李俊改为经办人");
    expect(to(await bot.inPrivate("沈燕", "我们公司绑定了哪些人"), "沈燕")).toBe(
      "青禾食品绑定了2人：沈燕（负责人）、李俊（经办人）。",
    );
    expect(to(await bot.inPrivate("老郑", "谁绑定了我们公司"), "老郑")).not.toContain("沈燕");
  });

  test("who only speaks of a colleague takes nobody off", async () => {
    for (const words of ["我们会计离职了，社保怎么停", "小李那边机器坏了没人管", "联系人改为王总，电话13800138000"])
      await bot.inPrivate("沈燕", words);
    expect(await database.db.person.count({ where: { enterpriseId: "Q01" } })).toBe(2);
  });

  test("somebody without a company asks, opens a ticket and signs up: the newcomers' lane", async () => {
    const asked = await bot.inPrivate("创业者", "技改补助要什么条件？");
    expect(to(asked, "replay:创业者")).not.toBe("");
    await bot.inPrivate("创业者", "我想开个小工厂，找不到合适的场地，园区那边没人接电话，能帮忙协调吗");
    expect((await bot.view()).tickets).toMatchObject([{ company: null, from: ["replay:创业者"] }]);
    const event = (await bot.view()).signups.length;
    const said = await bot.inPrivate("创业者", "恳谈会我想报名参加，还没成立公司，我叫周舟，13800138001");
    const { signups } = await bot.view();
    expect(to(said, "replay:创业者")).toContain("报名");
    expect(signups.length).toBe(event + 1);
    expect(signups.at(-1)).toMatchObject({ attendees: ["周舟"], by: "replay:创业者" });
  });
});
