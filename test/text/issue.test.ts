import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readIssue } from "../../text/hearing/issue.ts";
import { decodeModel } from "../../text/hearing/model/linear.ts";

const models = { category: decodeModel(readFileSync(new URL("../../data/models/category.bin", import.meta.url))) };
const read = (text: string, bits: Parameters<typeof readIssue>[1] = {}) => readIssue(text, bits, models);

describe("the kind of a matter", () => {
  test.each([
    ["冷库一晚上跳了六回闸，货全化了", "供电"],
    ["新来的几个工程师娃儿九月要念三年级，联系不到学校", "子女入学"],
    ["厂门口那条路坑太大，货车底盘都刮了", "道路交通"],
    ["5路延到我们产业园来行不行，大家下班没车", "公交出行"],
    ["欠我们的工程尾款两年多一分没给", "账款拖欠"],
    ["十台设备要做技术改造备案，系统一直退回", "技改上规"],
  ])("%s → %s", (text, category) => expect(read(text).category).toBe(category));

  test("a name that sounds like another matter can be set aside", () => {
    expect(read("清泉自来水设备公司缺二十个焊工", { names: ["清泉自来水设备公司"] }).category).toBe("用工招聘");
  });
});

describe("the sort of a ticket", () => {
  test.each([
    ["厂里连着三天停水，帮忙看看", "求助"],
    ["建议在产业园门口加一个公交站", "建议"],
    ["希望晚上能加开一趟末班公交", "建议"],
    ["投诉你们水务公司抄表乱收费", "投诉"],
    ["窗口人员态度恶劣，把材料摔回来", "投诉"],
    ["请问新办食品许可需要什么材料", "咨询"],
    ["表扬一下政务大厅的小李，帮我们跑了三趟", "表扬"],
  ])("%s → %s", (text, type) => expect(read(text).type).toBe(type));

  test("what is denounced in confidence is 举报 and confidential", () => {
    const kind = read("某所的副所长收了承包商两万块，别说是我讲的", { act: "whistleblow" });
    expect(kind).toMatchObject({ type: "举报", confidential: true, category: "作风举报" });
  });
});

describe("urgency", () => {
  test.each([
    ["变压器坏了，三条线全停了，今天交不了货", "urgent"],
    ["银行突然抽贷，下个月工资发不出来", "urgent"],
    ["许可证这周五到期，还没批下来", "urgent"],
    ["想问问人才公寓怎么排队", "normal"],
    ["路灯坏了两盏", "normal"],
  ])("%s → %s", (text, urgency) => expect(read(text).urgency).toBe(urgency));

  test("an emergency is what the act says, and is about safety unless gas or a lift", () => {
    expect(read("二号仓库烧起来了，里面有人", { act: "emergency" })).toMatchObject({
      category: "安全消防",
      urgency: "emergency",
      type: "求助",
    });
    expect(read("食堂后面燃气味很大", { act: "emergency" }).category).toBe("供气");
  });
});

describe("what a court has already", () => {
  test.each([
    "欠款的事我们已经起诉了，法院上个月立案了，你们能不能催一下",
    "劳动仲裁那边还在走程序，想请政府协调",
    "一审判我们赢了，对方不给钱",
    "账户让法院冻结了，工资发不了",
    "收到法院传票，合作方告我们违约",
  ])("yes: %s", (text) => expect(read(text).inCourt).toBe(true));

  test.each([
    "他们再不给钱我们就只能去起诉了",
    "打不起官司，想请你们帮忙协调一下货款",
    "要不要先申请仲裁？还是你们能管",
    "对方让我们去法院告他，太气人了",
    "还没有起诉，先来找政府",
    "法院门口那条路坑坑洼洼",
  ])("no: %s", (text) => expect(read(text).inCourt).toBe(false));
});
