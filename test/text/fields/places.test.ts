import fc from "fast-check";
import { expect, test } from "vitest";
import { findPlaces, placeOf } from "../../../text/hearing/fields/places.ts";

test.each([
  ["数谷科技园6栋频繁跳闸", "数谷科技园6栋"],
  ["建设路与滨江大道交叉口红绿灯坏了", "建设路与滨江大道交叉口"],
  ["就我们厂门口右手边那个井盖", "厂门口右手边"],
  ["11路公交到沐峰门口那个临时站没雨棚", "11路公交到沐峰门口那个临时站"],
  ["高新区A栋2楼漏水", "高新区A栋2楼"],
  ["兴业大道9号仓库着火了", "兴业大道9号"],
  ["园区C区消防栓没水", "C区"],
  ["南山工业区这地方水上不来", "南山工业区"],
  ["我们宿舍楼下堆垃圾", "我们宿舍楼下"],
  ["杏林路工地半夜打桩", "杏林路"],
  ["西河桥下凌晨有人排污", "西河桥下"],
  ["青石大桥限重", "青石大桥"],
  ["云溪镇这几家中介天天蹲我们厂门口挖人", "云溪镇"],
  ["经开区纬三路路灯不亮", "经开区纬三路"],
  ["解放路88号对面的井盖", "解放路88号对面"],
  ["5号楼3单元没电", "5号楼3单元"],
  ["凤凰路公交站雨棚塌了", "凤凰路公交站"],
  ["地址是安丰路12号", "安丰路12号"],
  ["夜市摆到我们厂大门口来了", "厂大门口"],
  ["管道都接到厂门口了", "厂门口"],
  ["三楼车间没水", "三楼"],
  ["和平路坑太多", "和平路"],
  ["在科创园东门", "科创园东门"],
  ["柳溪乡办备案", "柳溪乡"],
  ["停水了", undefined],
  ["路灯坏了", undefined],
  ["马路上全是坑", undefined],
  ["求一条活路", undefined],
  ["一路绿灯", undefined],
  ["市场监管局来人", undefined],
  ["让走路还是让飞", undefined],
  ["有没有人在弄", undefined],
  ["十二路车停了", undefined],
  ["最近的公交站走路38分钟", undefined],
  ["招1700号人", undefined],
  ["12号报的", undefined],
  ["思路不对，出路在哪", undefined],
])("%s → %s", (text, expected) => expect(placeOf(text)).toBe(expected));

test("never throws; spans lie in the text", () => {
  const pieces = fc.array(fc.constantFrom(..."经开区路街3A号楼栋门口对面的与河桥到在园，我们厂", "公交", "大道"), {
    maxLength: 25,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((p) => p.join("")),
      ),
      (text) => {
        for (const place of findPlaces(text)) expect(text.slice(place.start, place.end)).toBe(place.words);
      },
    ),
  );
});
