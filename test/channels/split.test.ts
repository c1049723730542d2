import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayable, splitText, utf8Length } from "../../bot/channels/split.ts";

const parts = (text: string, bytes: number, markdown = false) => splitText(text, { bytes, markdown });

/** Any text that a person may send: Chinese, emoji families, links, numbers, markdown crumbs, broken pairs. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.string({ unit: "binary", maxLength: 10 }),
      fc.constantFrom(
        "路灯不亮，",
        "请于2026年11月22日17:30前答复。",
        "👨‍👩‍👧‍👦",
        "https://example.cn/a?b=1&c=2",
        "\n\n",
        "**重点**",
      ),
      fc.constantFrom("[办事指南](https://example.cn/x)", "`npm`", "```\ncode\n```\n", "13800138000", "é"),
    ),
    { maxLength: 60 },
  )
  .map((p) => p.join(""));

describe("splitting", () => {
  test("loses nothing and never exceeds the limit", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 64, max: 700 }), (text, bytes) => {
        const cut = parts(text, bytes);
        expect(cut.join("")).toBe(text);
        for (const part of cut) expect(utf8Length(part)).toBeLessThanOrEqual(bytes);
        expect(cut.every((part) => part !== "")).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("with markdown, too, within the limit and with balanced fences", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 64, max: 700 }), (text, bytes) => {
        const balanced = (t: string) => [...t.matchAll(/^\s*```/gm)].length % 2 === 0;
        for (const part of parts(text, bytes, true)) {
          expect(utf8Length(part)).toBeLessThanOrEqual(bytes);
          if (balanced(text) && cutsMayMendFences(text, bytes)) expect(balanced(part)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("keeps grapheme clusters whole", () => {
    const family = "👨‍👩‍👧‍👦";
    for (const part of parts(family.repeat(200), 2048)) expect(part.replaceAll(family, "")).toBe("");
  });

  test.each([
    ["a link", "https://zwfw.example.gov.cn/item/detail?id=113205&step=2"],
    ["a phone number", "0512-65881234"],
    ["an amount", "1,250,000.50"],
    ["a ticket number", "GD20261122-0031"],
    ["a link in a text message", '<a href="https://example.cn/a">点此查看</a>'],
  ])("keeps %s whole at any place", (_what, whole) => {
    for (let lead = 0; lead < 80; lead++) {
      const text = `${"字".repeat(20 + lead)}${whole}${"字".repeat(60)}`;
      expect(parts(text, 128).filter((part) => part.includes(whole))).toHaveLength(1);
    }
  });

  test.each([
    "[申报入口](https://example.cn/apply)",
    "**截止十一月三十日**",
    "`QYT-2026`",
    '<font color="info">已办结</font>',
  ])("keeps %s whole in markdown", (whole) => {
    for (let lead = 0; lead < 60; lead++) {
      const text = `${"字".repeat(20 + lead)}${whole}${"字".repeat(60)}`;
      expect(parts(text, 128, true).filter((part) => part.includes(whole))).toHaveLength(1);
    }
  });

  test("cuts after a paragraph, a line, a sentence rather than inside", () => {
    const paragraph = `${"甲".repeat(150)}。`;
    expect(parts([paragraph, paragraph, paragraph].join("\n\n"), 1000)).toEqual([
      `${paragraph}\n\n${paragraph}\n\n`,
      paragraph,
    ]);
    expect(parts(`${"乙".repeat(25)}。${"丙".repeat(30)}`, 128)).toEqual([`${"乙".repeat(25)}。`, "丙".repeat(30)]);
  });

  test("cuts what is longer than a message all the same", () => {
    const link = `https://example.cn/${"a".repeat(300)}`;
    const zalgo = `e${"\u0301".repeat(500)}`;
    expect(parts(link, 100).join("")).toBe(link);
    expect(parts(zalgo, 100).join("")).toBe(zalgo);
  });

  test("takes a megabyte in reasonable time", () => {
    const text = "企业反映园区门口道路积水，请尽快处理。".repeat(18_000);
    const started = performance.now();
    expect(parts(text, 2048).join("")).toBe(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("refuses a limit that no message has", () => {
    expect(() => parts("字", 10)).toThrow("got 10");
  });

  test("sayable drops what no chat shows", () => {
    expect(sayable("a\u0000b\r\nc\ud800d\te")).toBe("ab\nc\ufffdd\te");
  });
});

/** A fence marker that stands in the middle of a line of a part, or is longer than the part, is not ours to mend. */
const cutsMayMendFences = (text: string, bytes: number) => !/[^\n]```|````/.test(text) && bytes >= 64;
