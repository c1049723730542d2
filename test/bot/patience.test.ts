import { describe, expect, test } from "vitest";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();
const GROUP = "青石园企业群";

describe("a town's own patience", () => {
  test("an office that wants its answers sooner gets them sooner, and one that waits gathers more", async () => {
    const quick = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      rules: { ...town.rules, patience: { addressed: 2 } },
    }));
    expect(to(await quick.inPrivate("沈燕", "3号楼老是跳闸，机器都不敢开", { wait: 4 }), "沈燕")).toContain("已登记");

    const slow = await TestBot.at("2026-09-14 09:00", database, (town) => ({
      ...town,
      rules: { ...town.rules, patience: { addressed_in_group: 60 } },
    }));
    const first = await slow.inGroup("沈燕", "@小助手 3号楼老是跳闸", { wait: 40 });
    expect(to(first, GROUP)).toBe("");
    expect(to(await slow.inGroup("沈燕", "电话13800138000", { wait: 100 }), GROUP)).toContain("已登记");
    const { tickets } = await slow.view();
    expect(tickets.map((t) => t.contact_phone)).toEqual(["13800138000"]);
  });

  test("an emergency waits for nothing", async () => {
    const bot = await TestBot.at("2026-09-14 22:30", database, (town) => ({
      ...town,
      rules: { ...town.rules, patience: { addressed: 600, addressed_in_group: 600, overheard: 600 } },
    }));
    expect(to(await bot.inGroup("沈燕", "仓库着火了，还有人在里面", { wait: 1 }), GROUP)).toContain("119");
  });
});
