import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeCalendar } from "../../../domain/calendar.ts";
import type { TownEvent } from "../../../domain/town.ts";
import { readSignup, relayEntries } from "../../../text/hearing/fields/signup.ts";

const event = (id: string, name: string, start: string, theme: string): TownEvent => ({
  id,
  name,
  start: new Date(start),
  place: "",
  theme,
  seats: 10,
  mode: "报名",
});
const context = {
  events: [
    event("V1", "第12期“亲清会客厅”恳谈会", "2026-09-16T14:30:00+08:00", "要素保障(水电气网)"),
    event("V2", "政企交流日(周一茶叙)", "2026-09-21T20:00:00+08:00", "用工与职住"),
    event("V3", "银企对接会", "2026-09-24T09:00:00+08:00", "融资"),
    event("V0", "第11期恳谈会", "2026-09-02T14:30:00+08:00", "用地"),
  ],
  now: new Date("2026-09-14T16:00:00+08:00"),
  zone: "Asia/Shanghai",
  calendar: makeCalendar({ years: {}, festivals: {} }),
};

describe("who and how many", () => {
  test.each<[string, object]>([
    ["沐峰报名 我们何总去 就说电的事", { attendees: ["何总"], count: 1, topic: "电的事", self: false }],
    [
      "锦澜 俩人 我和车间主任老邓 问题：天燃气价格太高",
      { attendees: ["老邓"], count: 2, topic: "天燃气价格太高", self: true },
    ],
    ["我也想去听听可以不 没啥问题", { attendees: [], noTopic: true, self: true }],
    [
      "不好意思 何总出差 换成副总沈立 电话一三九零零零零零四五六",
      { attendees: ["沈立"], replaces: "何总", phone: "13900000456", removes: [] },
    ],
    ["老邓那天倒班 就我一个", { attendees: [], removes: ["老邓"], count: 1, self: true }],
    ["我们报一个[举手]", { attendees: [], count: 1 }],
    ["原来报的是王总，现换成副总经理去", { attendees: ["副总经理"], replaces: "王总" }],
    ["把王总换成李经理", { attendees: ["李经理"], replaces: "王总" }],
    ["王总换成李经理", { attendees: ["李经理"], replaces: "王总" }],
    ["三位，王总、李经理和小赵", { attendees: ["王总", "李经理", "小赵"], count: 3 }],
    ["报两个人", { count: 2, attendees: [] }],
    ["我带两个人去", { count: 3, self: true }],
    ["加我一共三个", { count: 3, self: true }],
    ["启航科技 参加银企对接会，李丹 13600001190", { attendees: ["李丹"], phone: "13600001190", count: 1 }],
    ["周卫国 13800001234 想反映招工难", { attendees: ["周卫国"], topic: "招工难" }],
    ["张总临时有事来不了，我替他去", { attendees: [], removes: ["张总"] }],
    ["去掉老邓", { removes: ["老邓"], attendees: [] }],
    ["陈经理代刘总参加", { attendees: ["陈经理"], replaces: "刘总", delegate: "陈经理" }],
    ["我们老板去，1人，问题无", { count: 1, noTopic: true }],
    ["报名，拟反映问题：厂区用水水压低", { topic: "厂区用水水压低" }],
    ["就我自己去，主要说公租房", { count: 1, topic: "公租房", self: true }],
    ["算我一个", { count: 1, self: true }],
    ["锦澜纺织 何总 2人", { attendees: ["何总"], count: 2 }],
    ["我去，想问下贷款贴息怎么弄", { self: true, count: 1, topic: "贷款贴息怎么弄" }],
    ["参会人员：孙悦、吴桐；联系电话13900001234", { attendees: ["孙悦", "吴桐"], count: 2, phone: "13900001234" }],
    ["名额还有吗，第12期还能报不", { attendees: [] }],
    ["老板出国了，派厂长郑义去", { attendees: ["郑义"] }],
    ["暂无问题，来学习学习", { noTopic: true }],
    ["议题：转贷成本", { topic: "转贷成本" }],
    ["两人，重点讲一下增容", { count: 2, topic: "增容" }],
  ])("%s", (text, expected) => expect(readSignup(text, context)).toMatchObject(expected));

  test("silence about a topic is not the same as none", () => {
    expect(readSignup("沐峰报名", context).noTopic).toBe(false);
    expect(readSignup("沐峰报名 没啥问题", context)).not.toHaveProperty("topic");
  });
});

describe("which event", () => {
  test.each([
    ["绿源老板想参加下周一晚上那个茶话会", "V2"],
    ["第12期报名", "V1"],
    ["第十二期恳谈会", "V1"],
    ["周三下午那个会，报名", "V1"],
    ["恳谈会报一个", "V1"],
    ["银企对接会两人", "V3"],
    ["24号的对接会", "V3"],
    ["用工那期", "V2"],
    ["第13期报名", ""],
    ["报名", ""],
    ["第11期", ""],
  ])("%s → %s", (text, expected) => expect(readSignup(text, context).events[0] ?? "").toBe(expected));
});

test.each<[string, string[] | undefined]>([
  ["1. 鑫辰 何总\n2. 宏图 周总2人", ["鑫辰 何总", "宏图 周总2人"]],
  ["#接龙\n恳谈会报名\n1、锦澜 张总", ["锦澜 张总"]],
  ["①锦澜 张总\n②沐峰 2人\n③", ["锦澜 张总", "沐峰 2人"]],
  [
    "1、我们厂最近招工难，还差三十来号普工，能不能帮着组织场招聘会，另外劳务中介乱收费的问题也请管一管\n2、公交站没雨棚",
    undefined,
  ],
  ["报名", undefined],
  ["1. 锦澜", undefined],
])("接龙 %j", (text, expected) => expect(relayEntries(text)).toEqual(expected));

test("never throws", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "何总",
      "老邓",
      "换成",
      "就我",
      "一个",
      "2人",
      "第12期",
      "问题：",
      "电话13900001234",
      "替",
      "，",
      "来不了",
    ),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      (text) => {
        const { count } = readSignup(text, context);
        expect(count === undefined || count >= 0).toBe(true);
      },
    ),
  );
});
