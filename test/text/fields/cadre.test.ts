import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeCalendar } from "../../../domain/calendar.ts";
import type { Department } from "../../../domain/town.ts";
import { compileBodies } from "../../../text/hearing/fields/bodies.ts";
import { readCadre } from "../../../text/hearing/fields/cadre.ts";

const department = (id: string, ...aliases: string[]): Department => ({
  id,
  name: id,
  aliases,
  duties: "",
  office: false,
  confidential: false,
});
const context = {
  now: new Date("2026-09-14T17:20:00+08:00"),
  zone: "Asia/Shanghai",
  calendar: makeCalendar({ years: { 2026: { off: ["2026-10-01/2026-10-07"], work: [] } }, festivals: {} }),
  bodies: compileBodies(
    ["供电公司", "城管局", "住建局", "水务集团", "交通运输局", "工信局", "人社局"].map((id) => department(id)),
  ),
};
const read = (text: string) => readCadre(text, context);

describe("promises", () => {
  test.each([
    ["鑫辰那个跳闸的已经联系上了，初步看是变压器容量不够，周三前安排增容勘察", "2026-09-16 安排增容勘察"],
    ["明天上午派人去现场看", "2026-09-15 派人去现场看"],
    ["预计月底前完成改造", "2026-09-30 完成改造"],
    ["雨棚国庆前装好", "2026-09-30 雨棚装好"],
    ["三天内给企业答复", "2026-09-17 给企业答复"],
    ["5个工作日内出具方案", "2026-09-21 出具方案"],
    ["下周一上门踏勘，月底前恢复供电", "2026-09-21 上门踏勘; 2026-09-30 恢复供电"],
    ["下周给答复", "2026-09-25 给答复"],
    ["争取9月30号送电", "2026-09-30 送电"],
    ["材料订了，10月国庆前完成增容", "2026-09-30 完成增容"],
    ["9月28日周一换好变压器", "2026-09-28 换好变压器"],
    ["已于9月10日修好", ""],
    ["上周三已经现场看过", ""],
    ["昨天联系了企业", ""],
    ["申请延期到9月30日", ""],
    ["跟进中", ""],
    ["这个不归我们管，退回", ""],
  ])("%s → %s", (text, expected) => {
    expect(
      read(text)
        .commitments.map(({ by, what }) => `${by} ${what}`)
        .join("; "),
    ).toBe(expected);
  });
});

describe("more time", () => {
  test.each<[string, object]>([
    ["申请延期10天，专家未到位", { extendDays: { days: 10, unit: "natural" } }],
    ["因专家未到位，恳请延期10天", { extendDays: { days: 10, unit: "natural" }, reason: "专家未到位" }],
    ["延长五个工作日", { extendDays: { days: 5, unit: "working" } }],
    ["再给一周时间", { extendDays: { days: 7, unit: "natural" } }],
    ["宽限半个月", { extendDays: { days: 15, unit: "natural" } }],
    ["申请延期到9月30日", { extendTo: "2026-09-30" }],
    ["延至10月15号，因为要走招标流程", { extendTo: "2026-10-15", reason: "要走招标流程" }],
    ["推迟到下周五", { extendTo: "2026-09-25" }],
    ["延期到月底", { extendTo: "2026-09-30" }],
    ["想延俩星期", { extendDays: { days: 14, unit: "natural" } }],
  ])("%s", (text, expected) => expect(read(text)).toMatchObject(expected));

  test("none is asked for where none is named", () => {
    expect(read("三天内答复企业")).not.toHaveProperty("extendDays");
    expect(read("9月30日前办完")).not.toHaveProperty("extendTo");
  });
});

describe("return and transfer", () => {
  test.each<[string, object]>([
    ["这个不归我们管，退回", { to: [], reason: "这个不归我们管" }],
    ["不是我们的职责，建议转城管局", { to: ["城管局"] }],
    ["根据《城市供水条例》第十二条，应由水务集团办理，退回", { to: ["水务集团"], basis: "《城市供水条例》第十二条" }],
    ["转供电公司，抄送经信", { to: ["供电公司"] }],
    ["那个排水的那个单子啊要改成水务集团主办我们这边协办就可以了", { to: ["水务集团"] }],
    ["这个事情要转给那个城管局啊他们有个专门的科室", { to: ["城管局"] }],
    ["属于交通运输局职责，请改派", { to: ["交通运输局"] }],
    ["该路段不属于住建局管，是交通运输局的", { to: ["交通运输局"] }],
    ["由工信局牵头、人社局配合", { to: ["工信局"] }],
    ["依据三定方案，我局无执法权，退回", { basis: "三定方案", reason: "我局无执法权" }],
    ["退回，理由：企业不在我区注册", { reason: "企业不在我区注册" }],
    ["建议派人社局处理，原因是欠薪", { to: ["人社局"], reason: "欠薪" }],
  ])("%s", (text, expected) => expect(read(text)).toMatchObject(expected));
});

test.each([
  ["鑫辰那个跳闸的已经联系上了", "鑫辰,跳闸"],
  ["红绿灯那个装好了啊", "红绿灯"],
  ["那个排水的那个单子啊要改成水务局主办", "排水"],
  ["欠薪件：首批12万已发", "欠薪"],
  ["入学的事已与学校沟通", "入学"],
  ["雨棚的工单已派单", "雨棚"],
  ["跟进中", ""],
  ["收到", ""],
  ["这件办完了，申请办结", ""],
])("ticket's words: %s → %s", (text, expected) => expect(read(text).ticketWords.join()).toBe(expected));

test("never throws", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "延期",
      "到",
      "周三",
      "前",
      "10天",
      "转",
      "城管局",
      "因为",
      "根据",
      "《",
      "》",
      "那个",
      "，",
      "。",
      "完成",
    ),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      (text) => Boolean(read(text)),
    ),
  );
});
