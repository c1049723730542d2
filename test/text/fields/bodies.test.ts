import { expect, test } from "vitest";
import type { Department } from "../../../domain/town.ts";
import { compileBodies, findBodies, respondentOf } from "../../../text/hearing/fields/bodies.ts";

const department = (id: string, name: string, ...aliases: string[]): Department => ({
  id,
  name,
  aliases,
  duties: "",
  office: false,
  confidential: false,
});
const index = compileBodies([
  department("D1", "云州市综合行政执法局", "城管局"),
  department("D2", "国网云州供电公司", "供电"),
  department("D3", "市场监督管理局", "市监局"),
  department("D4", "住房和城乡建设局"),
  department("D5", "公安局交警支队", "交警支队"),
  department("D6", "税务局"),
  department("D7", "消防救援支队", "消防"),
  department("D8", "生态环境局"),
  department("D9", "纪检监察组(保密)"),
]);
const read = (text: string) =>
  findBodies(text, index)
    .map((one) => `${one.id ?? one.words} ${one.role}`)
    .join(", ");

test.each([
  ["城管局的人态度恶劣", "D1 complained"],
  ["城管一直拖着不来", "D1 complained"],
  ["供电公司一直拖", "D2 complained"],
  ["电力公司说排到四季度", "D2 named"],
  ["市监局某某吃拿卡要", "D3 complained"],
  ["工商所的人三天两头来查", "D3 complained"],
  ["找城管局来修", "D1 asked"],
  ["请供电公司来看看", "D2 asked"],
  ["希望交警来管管", "D5 asked"],
  ["协调供电公司尽快增容", "D2 asked"],
  ["让住建局处理一下", "D4 asked"],
  ["建议转交警支队", "D5 asked"],
  ["找了城管局，一直拖着不办", "D1 complained"],
  ["打了三次供电局电话没人接", "D2 complained"],
  ["投诉税务局窗口", "D6 complained"],
  ["举报市场监管局张某索要好处", "D3 complained"],
  ["供电那边说不归他", "D2 complained"],
  ["环保局的说没空不理人", "D8 complained"],
  ["建设局的领导踢皮球", "D4 complained"],
  ["消防栓没水", ""],
  ["消防通道被占", ""],
  ["税务要我们补材料", "D6 named"],
  ["供电局很负责，谢谢", "D2 named"],
  ["物业公司乱收费", "物业公司 complained"],
  ["XX所的人上门检查，临走暗示要两条烟", "XX所 complained"],
  ["柳溪乡政府干部翘着脚说没空", "乡政府 complained"],
  ["纪检监察组能不能管管", "D9 asked"],
  ["城管来了就收，走了又摆", "D1 named"],
  ["这事归住建局管", "D4 asked"],
  ["我们公司停水", ""],
  ["收到", ""],
])("%s → %s", (text, expected) => expect(read(text)).toBe(expected));

test("the respondent is the body complained of, not the one asked for help", () => {
  expect(respondentOf("找城管局来修，供电公司一直拖", index)).toEqual({ words: "供电公司", id: "D2" });
  expect(respondentOf("请城管局来修井盖", index)).toBeUndefined();
  expect(respondentOf("水务局的人态度很差", compileBodies([]))).toEqual({ words: "水务局" });
});
