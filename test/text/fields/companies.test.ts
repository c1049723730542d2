import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Enterprise } from "../../../domain/town.ts";
import { compileCompanies, findCompanies } from "../../../text/hearing/fields/companies.ts";
import { normalise } from "../../../text/hearing/fields/normalise.ts";

const firm = (id: string, name: string, ...short: string[]): Enterprise => ({ id, name, short, profile: {} });
const index = compileCompanies([
  firm("A", "海宁锦澜纺织有限公司", "锦澜", "锦澜纺织"),
  firm("B", "海宁市锦澜包装有限公司", "锦澜", "锦澜包装"),
  firm("C", "海宁沐峰精密机械股份有限公司", "沐峰"),
  firm("D", "瀚霖食品(海宁)有限公司", "瀚霖"),
  firm("E", "海宁长城五金厂", "长城"),
  firm("F", "海宁合众汽配有限公司"),
  firm("G", "TCL海宁电器有限公司", "TCL"),
  firm("H", "海宁百川水产有限公司", "百川"),
]);
const read = (text: string) =>
  findCompanies(normalise(text), index)
    .map((one) => `${one.how} ${one.id ?? one.candidates?.join("/") ?? one.written}`)
    .join(", ");

describe("findCompanies", () => {
  test.each([
    ["沐峰报名", "short C"],
    ["沐峰那个跳闸的联系上了", "short C"],
    ["我们是海宁沐峰精密机械股份有限公司", "full C"],
    ["沐峰精密机械股份有限公司缺人", "full C"],
    ["沐峰精密机械停电了", "short C"],
    ["沐峰公司的车进不去", "short C"],
    ["锦澜差20个挡车工", "short A/B"],
    ["锦澜纺织差20个挡车工", "short A"],
    ["海宁锦澜包装有限公司", "full B"],
    ["錦瀾紡織要增容", "short A"],
    ["锦澜纺织和锦澜包装都来", "short A, short B"],
    ["锦兰纺织的小李", "homophone A"],
    ["今蓝包装停水", "homophone B"],
    ["我是牧峰的小王", "homophone C"],
    ["沭峰精密机械", "typo C"],
    ["瀚霖食品冷库电费高", "short D"],
    ["翰林食品冷库", "homophone D"],
    ["瀚霖（海宁）公司", "short D"],
    ["瀚霖食品（海宁）有限公司", "full D"],
    ["合众汽配报一个", "short F"],
    ["合众那边说贷款没下来", "short F"],
    ["tcl的宿舍不够", "short G"],
    ["TCLX的宿舍不够", ""],
    ["爬长城去", ""],
    ["长城五金厂路灯坏了", "full E"],
    ["我是长城的，路灯坏了", "short E"],
    ["长城汽车的4S店", ""],
    ["海纳百川，有容乃大", ""],
    ["百川那边的冷库", "short H"],
    ["百川路88号", ""],
    ["锦澜路与海宁大道交叉口", ""],
    ["锦澜化工有限公司", "unlisted 锦澜化工有限公司"],
    ["新锦澜包装有限公司", "unlisted 新锦澜包装有限公司"],
    ["我们是杭州远岫信息有限公司的", "unlisted 杭州远岫信息有限公司"],
    ["冠宇机械厂欠我们钱", "unlisted 冠宇机械厂"],
    ["锐拓五金现在缺普工", "unlisted 锐拓五金"],
    ["我们公司停水了", ""],
    ["供电公司一直拖，物业公司也不管", ""],
    ["找一家劳务公司", ""],
    ["转自来水公司处理", ""],
    ["贵公司的服务真好", ""],
    ["园区工厂都停电了", ""],
    ["证据材料在这，周围环境太差", ""],
    ["收到", ""],
    ["沐峰周总2人", "short C"],
    ["今天跑了沐峰和瀚霖", "short C, short D"],
  ])("%s → %s", (text, expected) => expect(read(text)).toBe(expected));

  test("the words as written keep region and suffix", () => {
    expect(findCompanies("海宁今澜包装有限公司门口", index)).toMatchObject([
      { written: "海宁今澜包装有限公司", id: "B", start: 0, end: 10 },
    ]);
  });
});

describe("with 10,000 enterprises", () => {
  const chars = [..."鑫辰宏图绿源华瑞盛达恒通泰博远航智汇科创明德兴隆永嘉禾力拓锐志金峰"];
  const trades = ["电子", "机械", "食品", "服饰", "印务", "物流", "新材料", "环保", "科技", "建材"];
  const many = Array.from({ length: 10_000 }, (_, i) => {
    const brand = chars[i % chars.length]! + chars[Math.floor(i / chars.length) % chars.length]!;
    const trade = trades[Math.floor(i / 1225) % trades.length]!;
    return firm(`E${i}`, `安州${brand}${trade}有限公司`, brand, brand + trade);
  });

  test("compiling and reading stay quick", () => {
    const start = performance.now();
    const big = compileCompanies(many);
    expect(performance.now() - start).toBeLessThan(30_000); // Catches a blow-up; bench:understanding measures.
    const text = "今天下午跑了鑫图和绿源食品，差20个左右焊工，说冷库电费太高想申请优惠电价，另外老板想参加下周一的会";
    findCompanies(text, big);
    const from = performance.now();
    for (let i = 0; i < 200; i++) findCompanies(text, big);
    expect((performance.now() - from) / 200).toBeLessThan(50);
  });
});

test("never throws; spans lie in the text and do not overlap", () => {
  const pieces = fc.array(
    fc.constantFrom(..."锦澜沐峰瀚霖长城百川海宁市", "有限公司", "厂", "纺织", "包装", "我们", "，", "TCL", "（", "😀"),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      (text) => {
        let done = 0;
        for (const one of findCompanies(text, index)) {
          expect(one.start).toBeGreaterThanOrEqual(done);
          expect(text.slice(one.start, one.end)).toBe(one.written);
          done = one.end;
        }
      },
    ),
  );
});
