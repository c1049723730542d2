import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { findDamage } from "../../catalogue/import/damage.ts";
import { decode } from "../../catalogue/import/decode.ts";
import { readHtml } from "../../catalogue/import/html.ts";
import { readMarkdown, readText } from "../../catalogue/import/plain.ts";
import { readDocuments } from "../../catalogue/import/read.ts";
import { structure } from "../../catalogue/import/structure.ts";
import { ImportError } from "../../catalogue/import/types.ts";
import { pdfOf } from "./bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "catalogue-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Words that steer a text into every branch of the reader. */
const scrap = fc.constantFrom(
  "第一条",
  "第二章",
  "（一）",
  "一、",
  "1.",
  "云发〔2025〕3号",
  "自2025年7月1日起施行",
  "有效期三年",
  "申报时间：",
  "《某办法》同时废止",
  "2025年13月45日",
  "办法",
  "指南",
  "。",
  "；",
  "\n",
  "|",
  "#",
  "<table>",
  "<tr><td>",
  "</div>",
  "序号",
  "每年5月1日至6月15日",
  "🙂",
  "\u3000",
  "〔",
  "%",
);
const text = fc.array(fc.oneof(scrap, fc.string({ maxLength: 8 })), { maxLength: 60 }).map((parts) => parts.join(""));

/** A file with some bytes changed or cut off. */
const broken = (bytes: Uint8Array) =>
  fc
    .tuple(
      fc.nat(bytes.length),
      fc.array(fc.tuple(fc.nat(Math.max(0, bytes.length - 1)), fc.nat(255)), { maxLength: 12 }),
    )
    .map(([length, changes]) => {
      const copy = bytes.slice(0, Math.max(4, length));
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
      return copy;
    });

async function readsOrRefuses(name: string, bytes: Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  for await (const one of readDocuments([path])) expect(["imported", "refused"]).toContain(one.kind);
}

describe("whatever comes, a reader reads or refuses", () => {
  test("text, markdown, web pages", () => {
    fc.assert(
      fc.property(text, (words) => {
        for (const raw of [readText(words), readMarkdown(words), readHtml(words)]) {
          const { document } = structure(raw, "某文件");
          for (const [label, clause] of document.clauses) expect(label && clause).toBeTruthy();
          expect(new Set(document.clauses.map(([label]) => label)).size).toBe(document.clauses.length);
        }
        findDamage(words);
      }),
      { numRuns: 300 },
    );
  });

  test("bytes of any encoding", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          expect(typeof decode(bytes).text).toBe("string");
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("broken Word files", async () => {
    const xml = `<?xml version="1.0"?><w:document><w:body><w:p><w:r><w:t>第一条 内容</w:t></w:r></w:p></w:body></w:document>`;
    const whole = zipSync({ "word/document.xml": new TextEncoder().encode(xml) });
    await fc.assert(
      fc.asyncProperty(broken(whole), (bytes) => readsOrRefuses("f.docx", bytes)),
      { numRuns: 60 },
    );
    const inner = fc.array(
      fc.constantFrom("<w:p>", "</w:p>", "<w:t>", "</w:t>", "字", "<w:tbl>", "&#x4e00;", "&amp;", "<w:body>"),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(inner, (parts) =>
        readsOrRefuses("g.docx", zipSync({ "word/document.xml": new TextEncoder().encode(parts.join("")) })),
      ),
      { numRuns: 60 },
    );
  });

  test("broken PDF files", { timeout: 30_000 }, async () => {
    const whole = pdfOf(["第一条 内容内容内容内容内容"]);
    await fc.assert(
      fc.asyncProperty(broken(whole), (bytes) => readsOrRefuses("f.pdf", bytes)),
      { numRuns: 25 },
    );
  });

  test("broken sheets", async () => {
    const whole = zipSync({
      "xl/workbook.xml": new TextEncoder().encode("<workbook><sheets/></workbook>"),
      "[Content_Types].xml": new Uint8Array(4),
    });
    await fc.assert(
      fc.asyncProperty(broken(whole), (bytes) => readsOrRefuses("f.xlsx", bytes)),
      { numRuns: 40 },
    );
  });

  test("deep nesting ends", () => {
    expect(readHtml("<div>".repeat(20_000)).parts).toEqual([]);
    expect(() => structure(readText("（一）".repeat(50_000)), "x")).not.toThrow();
  });
});
