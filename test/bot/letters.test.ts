import { describe, expect, test } from "vitest";
import type { Town } from "../../domain/town.ts";
import { TestBot, to, useDatabase } from "../support/bot.ts";

const database = useDatabase();

/** A ladder that ends in a letter and a leader, in a town whose 供电局 has a second clerk. */
const bot = async (letter: "约谈" | "曝光") => {
  const here = await TestBot.at("2026-09-14 09:00", database, (town): Town => {
    const rung = { unit: "working" as const, to: "office" as const };
    const second = {
      id: "w1",
      name: "王宁",
      role: "dept" as const,
      department: "供电局",
      liaisonFor: [],
      muted: false,
    };
    const reminders: Town["rules"]["reminders"] = [
      { offset: 1, unit: "working", to: "deputy", kind: "超期提醒" },
      { offset: 2, ...rung, kind: `${letter}建议`, letter },
      { offset: 3, unit: "working", to: "leader", kind: "请领导关注" },
    ];
    return { ...town, people: [...town.people, second], rules: { ...town.rules, reminders } };
  });
  await here.inPrivate("沈燕", "我们厂3号楼老是跳闸，机器都不敢开");
  return here;
};
/** Two working days past the reply date, 28 September. */
const LATE = "2026-09-30 09:30";

describe("a letter on the ladder", () => {
  test("约谈函: drafted with its facts, given to the office, sent by its word alone", async () => {
    const here = await bot("约谈");
    const rung = await here.until(LATE);
    expect(to(rung, "w1")).toContain("超期提醒");
    const draft = to(rung, "许主任");
    for (const words of ["【约谈建议】", "约谈函", "云溪供电局", "跳闸", "超期2个工作日", "未发出"])
      expect(draft).toContain(words);
    expect(to(rung, "汤局")).toBe("");
    const row = await database.db.outbox.findFirstOrThrow({ where: { text: { contains: "【约谈建议】" } } });
    expect(row.files).toMatchObject([{ name: expect.stringMatching(/^约谈函 .*\.docx$/) }]);
    const agreed = await here.inPrivate("许主任", "同意约谈");
    expect(to(agreed, "汤局")).toContain("【约谈】约谈函");
    expect(to(agreed, "许主任")).toContain("汤局长");
    expect(to(await here.inPrivate("许主任", "同意约谈"), "许主任")).toContain("没有等您决定");
    expect(to(await here.until("2026-10-09 12:00"), "江市长")).toContain("请领导关注");
  });

  test("先不发: nothing leaves, and it stands in the history", async () => {
    const here = await bot("约谈");
    await here.until(LATE);
    const said = await here.inPrivate("许主任", "先不发");
    expect(to(said, "许主任")).toContain("先不发");
    expect(to(said, "汤局")).toBe("");
    const { history } = (await here.view()).tickets[0] as { history: { note: string }[] };
    expect(history.map(({ note }) => note)).toContain("约谈先不发");
  });

  test("曝光: the office gets the draft, nobody else anything; a stranger to the office decides nothing", async () => {
    const here = await bot("曝光");
    await here.until(LATE);
    expect(to(await here.inPrivate("汤局", "同意曝光"), "汤局")).not.toContain("已记录同意");
    const agreed = await here.inPrivate("许主任", "同意曝光");
    expect(agreed.map((one) => one.to)).toEqual(["许主任"]);
    expect(to(agreed, "许主任")).toContain("不对外发布");
  });
});
