import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalise, scriptOf, stripMention } from "../../../text/hearing/fields/normalise.ts";

describe("normalise", () => {
  test.each([
    ["１３９００００１２３４", "13900001234"],
    ["ＡＢＣ公司　３号楼", "ABC公司 3号楼"],
    ["停水了，怎么办？", "停水了，怎么办？"],
    ["停\u200b水\u00ad了", "停水了"],
    ["停水\u0007了\ud800", "停水了"],
    ["第一行\r\n\r\n\r\n\r\n第二行", "第一行\n\n第二行"],
    ["  多  个\t空格 ", "多 个 空格"],
    ["急！！！！！！！！！！", "急！！！"],
    ["😀😀😀😀😀😀😀", "😀😀😀"],
    ["👨‍👩‍👧好", "👨‍👩‍👧好"],
    ["辛苦啦[抱拳]", "辛苦啦[抱拳]"],
    ["請問貴市對海歸留學生創業有沒有補貼？", "请问贵市对海归留学生创业有没有补贴？"],
    ["設備被扣押已逾九個月，複議申請超期未答覆", "设备被扣押已逾九个月，复议申请超期未答复"],
    ["華瑞新材料(臨江)有限公司", "华瑞新材料(临江)有限公司"],
    ["皇后像後面", "皇后像后面"],
    ["車子壞了，看著像是軟體的問題", "车子坏了，看着像是软件的问题"],
    ["羣眾意見裏有", "群众意见里有"],
    ["著名企业的著作权", "著名企业的著作权"],
    ["著名企業隨著發展", "著名企业随着发展"],
    ["乾燥機壞了，幹部來看", "干燥机坏了，干部来看"],
    ["這家資訊公司", "这家资讯公司"],
    ["公司周围道路，余总在", "公司周围道路，余总在"],
    ["⼯⼚停电", "工厂停电"],
    ["电话𝟏𝟑𝟗", "电话139"],
    ["1、招工难\n2、雨棚", "1、招工难\n2、雨棚"],
    ["①招工②公交", "①招工②公交"],
    ["", ""],
    ["\u200b\u200b", ""],
    ["100%合格＃１", "100%合格#1"],
    ["網路斷了，計程車也叫不到", "网络断了，出租车也叫不到"],
  ])("%j → %j", (raw, expected) => {
    expect(normalise(raw)).toBe(expected);
  });

  test("is settled after one pass, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (raw) => {
        const once = normalise(raw);
        expect(normalise(once)).toBe(once);
        expect(once).not.toMatch(/[\u200b\ufeff\u0000-\u0008]/);
      }),
    );
  });

  test("takes a megabyte, and ten thousand emoji, in its stride", () => {
    normalise("請");
    for (const long of ["请问招工补贴怎么申请😀".repeat(32_000), "請問招工補貼".repeat(58_000), "😀😁".repeat(5000)]) {
      const start = performance.now();
      normalise(long);
      expect(performance.now() - start).toBeLessThan(5_000); // Catches a hang (a pattern that backtracks), says nothing of speed.
    }
  });
});

test.each([
  ["請問如何查詢我的案件編號？", "traditional"],
  ["请问如何查询", "simplified"],
  ["漏水嚴重", "traditional"],
  ["收到", "simplified"],
  ["著名", "simplified"],
  ["我们到華瑞去看看这个问题", "simplified"],
])("scriptOf %s", (text, script) => expect(scriptOf(text)).toBe(script));

test.each([
  ["@小助手 帮我看看", "帮我看看"],
  ["帮我看看@小助手", "帮我看看"],
  ["领导好 ＠小助手，有个事", "领导好 有个事"],
  ["小助手，在吗", "在吗"],
  ["你好小助手，有个事", "有个事"],
  ["小助手帮我看看", "帮我看看"],
  ["小助手的回答不对", "小助手的回答不对"],
  ["@李科 看一下", "@李科 看一下"],
])("stripMention %s", (text, expected) => expect(stripMention(text, "小助手")).toBe(expected));
