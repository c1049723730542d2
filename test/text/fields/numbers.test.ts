import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findAmounts, findNumbers, parseNumeral } from "../../../text/hearing/fields/numbers.ts";

test.each<[string, number | undefined]>([
  ["三十", 30],
  ["十", 10],
  ["十五", 15],
  ["两百五", 250],
  ["一千二", 1200],
  ["三万八", 38_000],
  ["9万4", 94_000],
  ["1.2万", 12_000],
  ["二〇二六", 2026],
  ["一百零五", 105],
  ["一万零五十", 10_050],
  ["两亿三千万", 230_000_000],
  ["12,345", 12_345],
  ["半", 0.5],
  ["甲", undefined],
  ["", undefined],
])("parseNumeral %s", (words, value) => expect(parseNumeral(words)).toBe(value));

describe("findAmounts", () => {
  test.each([
    ["还差三十来号普工", "quantity 30 about"],
    ["六百多万的五轴机床", "money 6000000 about"],
    ["差20个左右焊工", "quantity 20 about"],
    ["一盒88块钱", "money 88"],
    ["员工412人", "quantity 412"],
    ["630千伏安增容", "quantity 630"],
    ["差43平米绿化", "quantity 43"],
    ["多算了我们两万三", "money 23000"],
    ["一次1.2万，每个月9万4", "money 12000, money 94000"],
    ["俩人参加", "quantity 2"],
    ["6个点", "percent 6"],
    ["预留40%", "percent 40"],
    ["残保金一年交六万多", "money 60000 about"],
    ["单摊小十万", "money 100000 about"],
    ["四十来个普工", "quantity 40 about"],
    ["电费四万八", "money 48000"],
    ["28亩的空地", "quantity 28"],
    ["87.6万，不是876万", "money 876000, money 8760000"],
    ["年交12,345.6元", "money 12345.6"],
    ["不到三千块", "money 3000 about"],
    ["我们俩去", ""],
    ["说两个事", ""],
    ["3号楼2单元三天了", ""],
    ["9月30号 4路公交", ""],
    ["第三次反映", ""],
    ["15个工作日", ""],
    ["等了三个月", ""],
    ["一块地", ""],
    ["早上7点到9点", ""],
    ["电话13900001234", ""],
    ["LJ-20260914-002", ""],
    ["给我三分钟", ""],
  ])("%s → %s", (text, expected) => {
    expect(
      findAmounts(text)
        .map((one) => `${one.kind} ${one.value}${one.approx ? " about" : ""}`)
        .join(", "),
    ).toBe(expected);
  });
});

test("never throws; spans lie in the text", () => {
  const pieces = fc.array(fc.constantFrom(..."一二两三十百千万亿俩半几多来个人元块号月天0123456789.,%左右"), {
    maxLength: 25,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      (text) => {
        for (const one of findNumbers(text)) {
          expect(text.slice(one.start, one.end).trim()).toBe(one.words);
          expect(Number.isFinite(one.value)).toBe(true);
        }
      },
    ),
  );
});
