import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  columnLetters,
  columnNumber,
  copiedFormula,
  type Growth,
  grownFormula,
  grownRef,
} from "../../reports/ledger/refs.ts";

const growth: Growth = { sheet: "问题清单", first: 5, last: 12, by: 3, shifts: true };

describe("references when a list grows", () => {
  test.each([
    ["SUM(F5:F12)", "SUM(F5:F15)"],
    ["F12+F13", "F12+F16"],
    ["SUM($F$5:$F$12)/COUNTA(A5:A12)", "SUM($F$5:$F$15)/COUNTA(A5:A15)"],
    ['COUNTIF(J5:J12,"F5:F12 已办结")', 'COUNTIF(J5:J15,"F5:F12 已办结")'],
    ["IF(A13>0,LOG10(B13),Q1_2026+B4)", "IF(A16>0,LOG10(B16),Q1_2026+B4)"],
    ["'别的 表'!A5:A12+另表!B13", "'别的 表'!A5:A12+另表!B13"],
    ["SUM(问题清单!F5:F12,'问题清单'!G14)", "SUM(问题清单!F5:F15,'问题清单'!G17)"],
    ["SUM(表1[F5:F12])", "SUM(表1[F5:F12])"],
    ["SUM(A:A)+SUM($3:$4)", "SUM(A:A)+SUM($3:$4)"],
    ["A1048576+A5:A1048576", "A1048576+A5:A1048576"],
  ])("%s → %s", (before, after) => {
    expect(grownFormula(before, "问题清单", growth)).toBe(after);
  });

  test("a range that ends above or below the list keeps its end, but for the move", () => {
    expect(grownRef("A1:A4", growth)).toBe("A1:A4");
    expect(grownRef("A5:A11", growth)).toBe("A5:A11");
    expect(grownRef("A5:A200", growth)).toBe("A5:A203");
    expect(grownRef("A5:A200", { ...growth, shifts: false })).toBe("A5:A200");
    expect(grownRef("A3:H12", { ...growth, shifts: false })).toBe("A3:H15");
    expect(grownRef("A12:H12", growth)).toBe("A12:H12");
    expect(grownRef("A5:H5", { ...growth, last: 5 })).toBe("A5:H8");
    expect(grownRef("A5:H5", { ...growth, last: 5 }, { local: true })).toBe("A5:H5");
  });

  test.each([
    ['IF(K5="","",K5-H5)', 'IF(K9="","",K9-H9)'],
    ["$A$1+$B5+C$5+SUM(D5:$E$5)", "$A$1+$B9+C$5+SUM(D9:$E$5)"],
    ["VLOOKUP(B5,字典!$A$2:$B$9,2,0)", "VLOOKUP(B9,字典!$A$2:$B$9,2,0)"],
  ])("%s copied four rows down is %s", (before, after) => {
    expect(copiedFormula(before, 4)).toBe(after);
  });

  test("columns are counted both ways; nothing grows by nothing; growing twice is growing by the sum", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_384 }), (n) => {
        expect(columnNumber(columnLetters(n))).toBe(n);
      }),
    );
    const row = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(row, row, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (a, b, n, m) => {
        const ref = `B${Math.min(a, b)}:D${Math.max(a, b)}`;
        const list = { sheet: "s", first: 5, last: 20, shifts: true };
        expect(grownRef(ref, { ...list, by: 0 })).toBe(ref);
        const once = grownRef(ref, { ...list, by: n });
        expect(grownRef(once, { ...list, last: 20 + n, by: m })).toBe(grownRef(ref, { ...list, by: n + m }));
      }),
      { numRuns: 200 },
    );
  });
});
