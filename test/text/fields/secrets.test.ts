import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { phoneForms } from "../../../bench/phones.ts";
import { maskSecrets } from "../../../text/hearing/fields/secrets.ts";

const ID = "【身份证号已隐去】";
const CARD = "【银行卡号已隐去】";

describe("maskSecrets", () => {
  test.each([
    ["身份证430100199001011235 卡号6222020000000001230 钱没到", `身份证${ID} 卡号${CARD} 钱没到`],
    ["430100 19900101 1235", ID],
    ["430100 19900101 123 X", ID],
    ["4301-0019-9001-0112-35", ID],
    ["43010019900101123x的", `${ID}的`],
    ["４３０１００１９９００１０１１２３５", ID],
    ["身份证四三零一零零一九九零零一零一一二三五", `身份证${ID}`],
    ["身份证430100900101123", `身份证${ID}`],
    ["身份证号4301001990010112", `身份证号${ID}`],
    ["430100199001011235 13900001234", `${ID} 13900001234`],
    ["13900001234，430100199001011235", `13900001234，${ID}`],
    ["810000199001011235", ID],
    ["6222-0200-0000-0001-230", CARD],
    ["6222 0315 8888 1234 567", CARD],
    ["卡号 6217 0013 9000 0123 456", `卡号 ${CARD}`],
    ["4000 0000 0000 0002", CARD],
    ["打到6228480000000000000", `打到${CARD}`],
    ["账号43001234567890123456", `账号${CARD}`],
    ["开户行建行 43050175 3836 0000 0123", `开户行建行 ${CARD}`],
    ["护照E12345678", "护照【证件号已隐去】"],
    ["台胞证：01234567", "台胞证：【证件号已隐去】"],
    ["统一社会信用代码914301001234567890", "统一社会信用代码914301001234567890"],
    ["社会信用代码91430100MA4L1234X5", "社会信用代码91430100MA4L1234X5"],
    ["订单号6222020000000001230", "订单号6222020000000001230"],
    ["快递单号 773012345678901", "快递单号 773012345678901"],
    ["合同编号 430100-2026-0418-0371", "合同编号 430100-2026-0418-0371"],
    ["LJ-20260914-002 和 LJ-20260914-003", "LJ-20260914-002 和 LJ-20260914-003"],
    ["13900001234 13800005678", "13900001234 13800005678"],
    ["电话0731-88881234-803 13900001234", "电话0731-88881234-803 13900001234"],
    ["身份证尾号1235", "身份证尾号1235"],
    ["2026年9月14日 14:30-16:00 88盒", "2026年9月14日 14:30-16:00 88盒"],
    ["电费户号4301234567", "电费户号4301234567"],
  ])("%s", (text, expected) => expect(maskSecrets(text).text).toBe(expected));

  test("says which kinds it found", () => {
    expect(maskSecrets("卡号6222020000000001230，身份证430100199001011235").secrets).toEqual(["bank_card", "id_card"]);
    expect(maskSecrets("收到").secrets).toEqual([]);
  });
});

test("every identity card goes, however it is cut", () => {
  const id = fc
    .record({
      region: fc.constantFrom("110101", "310104", "430100", "650103", "440305"),
      born: fc.date({ min: new Date("1940-01-01"), max: new Date("2015-12-31"), noInvalidDate: true }),
      tail: fc.integer({ min: 0, max: 999 }),
      sign: fc.constantFrom(..."0123456789X"),
      sep: fc.constantFrom("", " ", "-"),
    })
    .map(({ region, born, tail, sign, sep }) =>
      [region, born.toISOString().slice(0, 10).replaceAll("-", ""), String(tail).padStart(3, "0") + sign].join(sep),
    );
  fc.assert(
    fc.property(id, fc.constantFrom("身份证", "张大勇 ", "", "司机：", "电话13900001234，证件"), (number, before) => {
      const { text, secrets } = maskSecrets(`${before}${number}，工伤没动静`);
      expect(text).toBe(`${before}${ID}，工伤没动静`);
      expect(secrets).toEqual(["id_card"]);
    }),
  );
});

test("every bank card goes, with or without a right last digit", () => {
  const card = fc
    .tuple(fc.constantFrom("621700", "622202", "621483", "625330"), fc.integer({ min: 16, max: 19 }), fc.nat(1e9))
    .map(
      ([bin, length, rest]) =>
        bin +
        String(rest)
          .padStart(length - 6, "0")
          .slice(0, length - 6),
    );
  fc.assert(
    fc.property(card, fc.constantFrom("", " ", "-"), (number, sep) => {
      const { text } = maskSecrets(`钱打到${number.match(/.{1,4}/g)!.join(sep)}，谢谢`);
      expect(text).toBe(`钱打到${CARD}，谢谢`);
    }),
  );
});

test("no telephone is ever masked", () => {
  for (const form of phoneForms(1000, 11)) {
    if (form.expected.length > 0) expect(maskSecrets(form.text)).toEqual({ text: form.text, secrets: [] });
  }
});

test("never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => typeof maskSecrets(text).text === "string"));
});
