import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resultFaults } from "../../domain/closing.ts";
import { hearResult } from "../../text/hearing/result.ts";

interface Row {
  request: string;
  result: string;
  good: boolean;
}
const rows: Row[] = readFileSync(join(import.meta.dirname, "results.jsonl"), "utf8")
  .split("\n")
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const refused = ({ request, result }: Row) => resultFaults(hearResult(result, request)).length > 0;

describe("what counts as a result", () => {
  test("paper is caught, and hardly a real result is sent back", () => {
    const wrong = (good: boolean) => rows.filter((row) => row.good === good && refused(row) === good);
    expect(rows.length).toBe(100);
    expect(wrong(false).map(({ result }) => result)).toEqual([]);
    expect(wrong(true).length).toBeLessThanOrEqual(1);
  });

  test.each([
    ["想问稳岗补贴怎么申请", "将尽快安排专人办理，争取月底前完成", ["only_planned"]],
    ["厂门口路灯坏了", "已答复", ["formula"]],
    ["厂门口路灯坏了", "已向企业说明政策，企业表示理解", ["formula"]],
    ["招不到电工", "东风路雨水篦子更换12个，积水消除", ["off_topic"]],
  ])("says why: %s → %s", (request, result, faults) => {
    expect(resultFaults(hearResult(result, request))).toEqual(faults);
  });
});
