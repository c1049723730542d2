import { expect, test } from "vitest";
import { readDocx } from "../../catalogue/import/docx.ts";
import type { Bulletin } from "../../domain/bulletin.ts";
import { bulletinDocx } from "../../reports/bulletin-docx.ts";
import { letterDocx } from "../../reports/letter-docx.ts";

const figures = {
  received: 3,
  answered: 2,
  answered_on_time: 1,
  answered_late: 1,
  open: 1,
  called_back: 1,
  satisfied: 1,
};
const rates = { on_time_rate: "50.0%", satisfaction_rate: "100.0%", callback_rate: "50.0%" };
const bulletin = {
  period: "2026-09",
  rows: [{ dept: "power", ...figures, ...rates }],
  total: { dept: "合计", ...figures, ...rates },
  top_categories: [["用电", 2]],
  behind: {},
  behind_categories: {},
} as unknown as Bulletin;

/** What stands in the paper, line by line and cell by cell. */
const read = (paper: Uint8Array) => readDocx(paper).parts;

test("the bulletin as a paper: title, summary, a row a department and the sum, categories, formulas", async () => {
  const parts = read(await bulletinDocx(bulletin, (id) => (id === "power" ? "供电局" : id)));
  const lines = parts.flatMap((part) => (part.kind === "line" ? [part.text] : []));
  expect(lines[0]).toBe("2026年9月企业诉求办理情况通报");
  expect(lines).toContain("问题较多的类别：用电2件。");
  const table = parts.find((part) => part.kind === "table");
  expect(table?.rows.map((row) => row.slice(0, 4))).toEqual([
    ["单位", "收件", "按期答复", "超期答复"],
    ["供电局", "3", "1", "1"],
    ["合计", "3", "1", "1"],
  ]);
});

test("a letter keeps every paragraph in its order", async () => {
  const letter = ["约谈函", "供电局：", "请说明。", "营商办", "2026年9月14日"];
  expect(read(await letterDocx(letter)).map((part) => part.kind === "line" && part.text)).toEqual(letter);
});
