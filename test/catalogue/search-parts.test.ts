import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPolicyKnowledge } from "../../bot/policy-knowledge.ts";
import { weigh } from "../../catalogue/search/candidates.ts";
import { decodeIndex, encodeIndex } from "../../catalogue/search/codec.ts";
import { fold, foldString } from "../../catalogue/search/fold.ts";
import { buildIndex, textOf, updateIndex } from "../../catalogue/search/index.ts";
import { KINDS, kindsAsked, kindsHeld } from "../../catalogue/search/kinds.ts";
import { matchLexicon, parseLexicon } from "../../catalogue/search/lexicon.ts";
import { chineseNumber, numberInChinese } from "../../catalogue/search/numerals.ts";
import { editionsIn, readQuestion, yearsIn } from "../../catalogue/search/question.ts";
import { Scanner } from "../../catalogue/search/scan.ts";
import { search } from "../../catalogue/search/search.ts";
import { sentences } from "../../catalogue/search/split.ts";
import { tokenBuffer, tokenise } from "../../catalogue/search/tokens.ts";

const split = (text: string, given = "") => sentences(text, fold(text), 0, text.length, given);
const names = (mask: number) => KINDS.filter((_, bit) => mask & (1 << bit));
const chinese = fc.string({
  unit: fc.constantFrom(..."第一二条款（）()、。；：，12 　\n企业补贴申报材料"),
  maxLength: 400,
});

describe("cutting a text", () => {
  test("numbered parts are found where line breaks were lost", () => {
    const text =
      "第一条 为了规范管理，制定本办法。第二条 企业应当备案。第三条 违反的，责令改正：（一）未备案的；（二）逾期的。";
    expect(split(text).map(({ label }) => label)).toEqual([
      "第一条",
      "第二条",
      "第三条",
      "第三条（一）",
      "第三条（二）",
    ]);
  });

  test("a mention of an article is no new article", () => {
    expect(split("企业符合本办法第五条规定的，可以申请。").map(({ label }) => label)).toEqual([""]);
  });

  test("sentences cover any text without gaps and stay short", () => {
    fc.assert(
      fc.property(chinese, (text) => {
        const starts = split(text).map(({ start }) => start);
        expect(starts[0]).toBe(0);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (let i = 0; i < starts.length; i++) expect((starts[i + 1] ?? text.length) - starts[i]!).toBeLessThan(400);
      }),
    );
  });
});

describe("numbers, years, editions", () => {
  test("numerals go both ways", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (n) => {
        expect(chineseNumber(numberInChinese(n)!)).toBe(n);
      }),
    );
    expect(chineseNumber("两千三百")).toBe(2300);
    expect(chineseNumber("一样")).toBeUndefined();
  });

  test("years in people's short forms, and from the day of asking", () => {
    expect(yearsIn("24年的补贴")).toEqual([2024]);
    expect(yearsIn("17到19年")).toEqual(expect.arrayContaining([2017, 2019]));
    expect(yearsIn("去年买的设备", "2026-03-01")).toEqual([2025]);
    expect(yearsIn("签满10年以上")).toEqual([]);
    expect(editionsIn("第七届大赛第3批")).toEqual(["第七届", "第3批"]);
  });
});

describe("kinds of answer", () => {
  test.each([
    ["补助给多少钱", "amount"],
    ["打哪个电话", "phone"],
    ["几天能批下来", "period"],
    ["要交哪些材料", "materials"],
    ["啥时候截止", "date"],
    ["承担几成", "percent"],
  ])("%s asks for %s", (question, kind) => expect(names(kindsAsked(question))).toContain(kind));

  test.each([
    ["一次性给予3万元补助", "amount"],
    ["联系电话：0311-66908107", "phone"],
    ["应当在15个工作日内审核", "period"],
    ["不得扣押工资卡", "limit"],
  ])("%s holds %s", (sentence, kind) => expect(names(kindsHeld(sentence))).toContain(kind));
});

describe("the lexicon", () => {
  test("longest word wins, a gap may be bridged", () => {
    const lexicon = parseLexicon("社保\t社会保险\n社保基数\t缴费基数\n买*机床\t购置设备\t0.8\n请问\t-");
    expect(matchLexicon(lexicon, "请问社保基数").map(({ entry }) => entry.word)).toEqual(["请问", "社保基数"]);
    expect(matchLexicon(lexicon, "买了台数控机床").map(({ entry }) => entry.targets)).toEqual([["购置设备"]]);
  });

  test("all faulty lines are named at once", () => {
    expect(() => parseLexicon("好\n坏\t坏处\t7", "x.tsv")).toThrow(/x\.tsv:1:[\s\S]*x\.tsv:2:/);
  });

  test("what ships is large and says nothing twice", () => {
    const { entries } = loadPolicyKnowledge().lexicon;
    expect(entries.filter((entry) => entry.targets.length).length).toBeGreaterThan(1000);
    for (const { word, targets } of entries) expect(targets, word).toEqual([...new Set(targets)]);
  });
});

describe("saving the index", () => {
  const index = buildIndex([
    {
      id: "A",
      title: "水库渔业管理规定",
      no: "青政〔2026〕1号",
      date: "2026-01-05",
      clauses: [{ label: "第二条", text: "每年四月至六月禁渔。" }],
    },
    {
      id: "B",
      title: "夜间施工管理通告",
      clauses: [{ label: "", text: "一、每日二十二时至次日六时不得施工。\n二、抢修除外。" }],
    },
  ]);
  const changed = updateIndex(index, {
    put: [{ id: "C", title: "停车收费公示", clauses: [{ label: "", text: "首小时免费。" }] }],
    remove: ["B"],
  });

  test("what is loaded answers as what was saved", () => {
    const knowledge = loadPolicyKnowledge();
    const loaded = decodeIndex(encodeIndex(changed));
    for (const question of ["几月不让打鱼", "停车头一个小时收钱吗", "晚上几点不能施工"])
      expect(search(loaded, knowledge, question)).toEqual(search(changed, knowledge, question));
    expect(textOf(loaded, "A")).toBe("每年四月至六月禁渔。");
    expect(textOf(loaded, "B")).toBeUndefined();
  });

  test("a foreign, older or cut file is refused", () => {
    const bytes = encodeIndex(index);
    expect(() => decodeIndex(new Uint8Array(64))).toThrow("not a saved policy index");
    expect(() => decodeIndex(bytes.slice(0, bytes.length - 64))).toThrow("cut short");
    const older = bytes.slice();
    older[8] = 250;
    expect(() => decodeIndex(older)).toThrow("version");
  });
});

describe("finding a question's words in a text", () => {
  const mixed = fc.string({ unit: fc.constantFrom(..."补贴企业ab12 　\n，。申"), maxLength: 60 });
  const knowledge = loadPolicyKnowledge();
  const scannerOf = (text: string) => {
    const question = readQuestion(text, knowledge);
    return { question, scanner: new Scanner(question, weigh(buildIndex([]), question, knowledge.background)) };
  };

  test("the words found are those that the index would hold", () => {
    fc.assert(
      fc.property(mixed, mixed, (asked, text) => {
        const { question, scanner } = scannerOf(asked);
        const out = tokenBuffer(text.length * 2 + 2);
        tokenise(fold(text), 0, text.length, out);
        const expected = [...out.keys.subarray(0, out.length)].flatMap((key) => {
          const at = question.terms.findIndex((term) => term.key === key);
          return at < 0 ? [] : [at];
        });
        expect(scanner.inText(text)).toEqual(expected);
      }),
    );
  });

  test("asking again gives the same answer, whatever was asked between", () => {
    const index = buildIndex([
      { id: "a", title: "蓝莓种植补贴办法", clauses: [{ label: "第一条", text: "种植蓝莓的，每亩补贴五百元。" }] },
      { id: "b", title: "船舶登记规定", clauses: [{ label: "第一条", text: "船舶登记在七日内办结。" }] },
    ]);
    const first = search(index, knowledge, "种蓝莓一亩补多少");
    search(index, knowledge, "船舶登记几天办完");
    search(buildIndex([]), knowledge, "船舶");
    expect(search(index, knowledge, "种蓝莓一亩补多少")).toEqual(first);
  });
});

test("folding keeps every offset", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(foldString(text).length).toBe(text.length);
    }),
  );
  expect(foldString("請問ＡＢＣ１２補貼")).toBe("请问abc12补贴");
});
