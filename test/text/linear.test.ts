import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeModel, encodeModel, predict, type Row, trainLinear } from "../../text/hearing/model/linear.ts";

const SUBJECTS: Record<string, string[]> = {
  电: ["停电", "跳闸", "变压器", "电费", "电压"],
  水: ["停水", "水压", "自来水", "水费", "水管"],
  路: ["路灯", "路面", "红绿灯", "坑洼", "断头路"],
};
const FRAMES = ["我们厂的X出问题了", "X怎么没人管", "麻烦看一下X", "园区X又不行", "关于X想反映一下"];
const rows: Row[] = Object.entries(SUBJECTS).flatMap(([label, words]) =>
  words.flatMap((word) => FRAMES.map((frame) => ({ text: frame.replace("X", word), label }))),
);
const model = trainLinear(rows, { folds: 3 });

describe("a linear classifier of our own", () => {
  test("reads new sentences about known things, and says how sure it is", () => {
    expect(predict(model, "昨晚开始停水了")[0]!.label).toBe("水");
    expect(predict(model, "变压器冒烟，跳闸三次")[0]!.label).toBe("电");
    const known = predict(model, "路灯不亮", 3);
    const unknown = predict(model, "谢谢大家", 3);
    expect(known[0]!.score).toBeGreaterThan(unknown[0]!.score);
    expect(known.reduce((sum, p) => sum + p.score, 0)).toBeCloseTo(1, 6);
  });

  test("the same rows give the same bytes; order of labels does not depend on order of rows", () => {
    const again = trainLinear(rows, { folds: 3 });
    expect(Buffer.compare(encodeModel(again), encodeModel(model))).toBe(0);
    expect(trainLinear([...rows].reverse(), { folds: 0 }).labels).toEqual(model.labels);
  });

  test.each([8, 16] as const)("%i-bit weights come back to the same answers", (bits) => {
    const back = decodeModel(encodeModel(model, bits));
    for (const row of rows) {
      expect(predict(back, row.text)[0]!.label).toBe(predict(model, row.text)[0]!.label);
      expect(predict(back, row.text)[0]!.score).toBeCloseTo(predict(model, row.text)[0]!.score, 1);
    }
  });

  test("facts about the setting count as words do", () => {
    const setting: Row[] = ["好的", "办完了", "收到", "可以"].flatMap((text) => [
      { text, label: "干部", extra: ["role=dept"] },
      { text, label: "企业", extra: ["role=enterprise"] },
    ]);
    const byRole = trainLinear(setting, { folds: 0, minRows: 1 });
    expect(predict(byRole, { text: "办完了", extra: ["role=dept"] })[0]!.label).toBe("干部");
    expect(predict(byRole, { text: "办完了", extra: ["role=enterprise"] })[0]!.label).toBe("企业");
  });

  test("a damaged file is refused with advice", () => {
    const bytes = encodeModel(model);
    expect(() => decodeModel(bytes.subarray(0, bytes.length - 5))).toThrow(/cut short/);
    expect(() => decodeModel(new Uint8Array(40))).toThrow(/not a model/);
  });

  test("any text gives probabilities that sum to one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sum = predict(model, text, 9).reduce((total, p) => total + p.score, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
      }),
    );
  });
});
