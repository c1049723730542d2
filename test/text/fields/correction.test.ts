import fc from "fast-check";
import { expect, test } from "vitest";
import { correctionOf } from "../../../text/hearing/fields/correction.ts";

test.each<[string, string | undefined]>([
  ["电话写错一位，应该是18900007701", "phone 18900007701"],
  ["号码写错了，应该是 139 0000 1234", "phone 13900001234"],
  ["电话不是13900001234，是13900004321", "phone 13900004321"],
  ["更正：18900007701，不是18900007710", "phone 18900007701"],
  ["手机号改成幺三九零零零零四三二一", "phone 13900004321"],
  ["刚发错了，不是停水，是停电", "text 停电"],
  ["不是停水是停电", "text 停电"],
  ["金额更正：87.6万，不是876万", "text 87.6万"],
  ["哎不对不对我刚才说的是二期不是一期你给我改过来", "place 二期"],
  ["地址是安丰路12号，刚才写错了", "place 安丰路12号"],
  ["地点搞错了，应该是3号楼", "place 3号楼"],
  ["不是5栋，是6栋", "place 6栋"],
  ["联系人写错了，应该是李丹", "name 李丹"],
  ["姓名更正：周卫国", "name 周卫国"],
  ["人数写错了，是3个人不是2个人", "count 3个人"],
  ["改成两人", "count 两人"],
  ["公司名写错了，应该是云州锦澜纺织有限公司", "company 云州锦澜纺织有限公司"],
  ["不是投诉是咨询", "category 咨询"],
  ["应该是求助，不是投诉", "category 求助"],
  ["说错了，是4路车", "text 4路车"],
  ["时间更正：下周三", "text 下周三"],
  ["写错了", undefined],
  ["电话错了", undefined],
  ["收到", undefined],
  ["是不是要去市里办", undefined],
  ["路灯坏了", undefined],
  ["麻烦改一下", undefined],
  ["我们厂停电了，电话13900001234", undefined],
  ["13900001234", undefined],
  ["你们是不是搞错了", undefined],
])("%s → %s", (text, expected) => {
  const found = correctionOf(text);
  expect(found && `${found.field} ${found.value}`).toBe(expected);
});

test("what stood there before is kept", () => {
  expect(correctionOf("不是停水，是停电")).toEqual({ field: "text", value: "停电", from: "停水" });
  expect(correctionOf("电话不是13900001234，是13900004321")).toMatchObject({ from: "13900001234" });
});

test("never throws", () => {
  const pieces = fc.array(
    fc.constantFrom("不是", "是", "应该是", "写错了", "电话", "13900001234", "，", "停水", "3栋", "改成"),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      (text) => {
        const found = correctionOf(text);
        expect(found === undefined || found.value !== "").toBe(true);
      },
    ),
  );
});
