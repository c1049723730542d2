import { describe, expect, test } from "vitest";
import { cluster, likenesses, rarityOf, SAME_TROUBLE, similarity } from "../../text/hearing/similar.ts";

const PROBLEMS: Record<string, string[]> = {
  lamp: [
    "兴园大道的路灯坏了一排，晚上黑得吓人",
    "兴园大道路灯不亮好几天了",
    "晚上兴园大道没有灯，员工下夜班害怕，路灯修一下吧",
  ],
  power: ["二期厂房这边又停电了，今天第三回", "二期厂房停电到现在没来，产线停了", "停电！二期厂房全停了"],
  bus: ["12路末班车能不能晚一点，加班的回不去", "希望12路末班车延到十点半", "12路公交末班太早了，我们九点下班"],
};
const LONE = [
  "建设路的路灯杆歪了",
  "想问下人才公寓怎么申请",
  "发票额度不够用，申请三次没批",
  "货车通行证又被退了",
  "隔壁厂半夜排气味道很大",
  "三号门口井盖翘起来了",
  "一期宿舍热水停了",
  "招不到焊工，缺口十几个",
];
const rows = [
  ...Object.entries(PROBLEMS).flatMap(([problem, texts]) => texts.map((text) => ({ problem, text }))),
  ...LONE.map((text) => ({ problem: undefined, text })),
];

describe("the same trouble told by several", () => {
  test("is one group each; what stands alone is left alone", () => {
    const groups = cluster(rows);
    for (const group of groups) expect(new Set(group.map(({ problem }) => problem)).size, group[0]!.text).toBe(1);
    expect(groups.flat().filter(({ problem }) => problem === undefined)).toEqual([]);
    expect(groups.flat().length).toBeGreaterThanOrEqual(7);
  });

  test("the same problem at another place is less like than the same problem here", () => {
    const rarity = rarityOf(rows.map(({ text }) => text));
    const here = similarity("兴园大道路灯坏了", "兴园大道的路灯不亮", rarity);
    const elsewhere = similarity("兴园大道路灯坏了", "建设路的路灯不亮", rarity);
    expect(here).toBeGreaterThan(2 * elsewhere);
    expect(here).toBeGreaterThan(SAME_TROUBLE);
  });

  test("a day on which all report one thing still shows it", () => {
    const same = Array.from({ length: 12 }, (_, i) => ({ text: `园区停水了，${i + 1}栋一滴水都没有` }));
    expect(cluster(same)).toHaveLength(1);
  });

  test("likeness is symmetric, 1 with itself in other words of order, 0 with nothing shared", () => {
    const all = likenesses(["路灯坏了", "发票不够", "路灯坏了"]);
    expect(all[0 * 3 + 2]).toBeCloseTo(1, 6);
    expect(all[0 * 3 + 1]).toBe(0);
    expect(all[1 * 3 + 0]).toBe(all[0 * 3 + 1]);
  });
});
