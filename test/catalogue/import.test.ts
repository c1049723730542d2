import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Document, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import ExcelJS from "exceljs";
import { zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { findDamage } from "../../catalogue/import/damage.ts";
import { decode } from "../../catalogue/import/decode.ts";
import { readDocx } from "../../catalogue/import/docx.ts";
import { countChinese } from "../../catalogue/import/docx-numbering.ts";
import { type Entry, linkDocuments, putDocument, toPolicy } from "../../catalogue/import/merge.ts";
import { type Outcome, readDocuments } from "../../catalogue/import/read.ts";
import { findValidity } from "../../catalogue/import/structure.ts";
import { readXlsx } from "../../catalogue/import/xlsx.ts";
import { encode, pdfOf } from "./bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CMAPS = `${join(import.meta.dirname, "../../data/cmaps")}/`;

async function read(name: string, bytes: Uint8Array | string, force = false): Promise<Outcome[]> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const out: Outcome[] = [];
  for await (const one of readDocuments([path], { force, cmaps: CMAPS })) out.push(one);
  return out;
}

async function document(name: string, bytes: Uint8Array | string) {
  const [one] = await read(name, bytes);
  if (one?.kind !== "imported") throw new Error(one?.kind === "refused" ? one.reason : "nothing read");
  return one.document;
}

const TEXT = `云山市人民政府办公室文件
云政办发〔2025〕18号
云山市支持企业技术改造若干措施
各县区人民政府：
第一章 总则
第一条 为支持企业技术改造，制定本措施。
第二条 设备投资额500万元以上的，按8%给予补助：
（一）首次申报的，再加1个百分点；
（二）最高300万元。
第三条 本措施自2025年7月1日起施行，有效期两年。《云山市技术改造扶持办法》（云政发〔2021〕7号）同时废止。
云山市人民政府办公室
2025年6月20日
`;

test("title, 文号, issuer, dates, validity and clauses are found", async () => {
  expect(await document("a.txt", TEXT)).toMatchObject({
    title: "云山市支持企业技术改造若干措施",
    no: "云政办发〔2025〕18号",
    issuer: "云山市人民政府办公室",
    issuedOn: "2025-06-20",
    valid: ["2025-07-01", "2027-06-30"],
    repeals: ["云山市技术改造扶持办法", "云政发〔2021〕7号"],
    layer: "政策",
  });
});

test("clauses keep the exact words, 项 stay with their 条", async () => {
  const { clauses } = await document("a.txt", TEXT);
  expect(clauses.map(([label]) => label)).toEqual(["第一条", "第二条", "第三条"]);
  expect(clauses[1]![1]).toBe(
    "设备投资额500万元以上的，按8%给予补助：\n（一）首次申报的，再加1个百分点；\n（二）最高300万元。",
  );
});

describe("encodings", () => {
  test.each(["gb18030", "big5", "utf-16le", "utf-16be"] as const)("%s is recognised", (encoding) => {
    const text =
      encoding === "big5"
        ? "臺北市政府關於協助企業更新設備的辦法，自發布日起施行。"
        : "关于支持企业更新设备的办法，自发布之日起施行。";
    expect(decode(encode(text, encoding))).toEqual({ text, encoding });
  });
  test("traditional script stays as it is", async () => {
    const { clauses } = await document(
      "t.txt",
      encode("關於協助企業更新設備的辦法\n第一條 企業更新設備者，政府給予補助。\n第二條 其他事項。", "big5"),
    );
    expect(clauses.map(([, text]) => text).join()).toContain("其他事項");
  });
});

describe("damaged text", () => {
  test.each([
    ["優化營商環(huán)境", "pinyin"],
    ["?。ㄒ唬┌萜栈輨新指標", "odd_signs"],
    ["锟斤拷企业", "mojibake"],
    ["企业\ufffd\ufffd办法", "replacement"],
  ])("%s is found", (text, why) => {
    expect(findDamage(`第一行\n${text}`)[0]).toMatchObject({ place: "第2行", why });
  });
  test("is refused with its places, and marked when forced", async () => {
    const bad = "关于优化營商環(huán)境的办法\n第一条 内容。";
    expect(await read("bad.txt", bad)).toMatchObject([{ kind: "refused", damage: [{ place: "第1行" }] }]);
    expect(await read("bad.txt", bad, true)).toMatchObject([
      { kind: "imported", document: { damaged: [{ why: "pinyin" }] } },
    ]);
  });
  test("sound text has none", () => {
    expect(findDamage(`${TEXT}鐵路運輸、涓滴、鍋爐；GDP(gross)、（一）`)).toEqual([]);
  });
});

test("Word: automatic numbers are written out, tables with 序号 are cited by 项, deleted text is gone", async () => {
  const numbering = {
    config: [{ reference: "art", levels: [{ level: 0, format: LevelFormat.CHINESE_COUNTING, text: "第%1条 " }] }],
  };
  const article = (text: string) => new Paragraph({ text, numbering: { reference: "art", level: 0 } });
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  const row = (...cells: string[]) => new TableRow({ children: cells.map(cell) });
  const file = new Document({
    numbering,
    sections: [
      {
        children: [
          new Paragraph({ children: [new TextRun("云山市赋权事项"), new TextRun("目录")] }),
          article("为方便企业，制定本目录。"),
          article("目录每年更新一次。"),
          new Table({ rows: [row("序号", "事项名称", "承接单位"), row("23", "印刷经营许可", "经开区窗口")] }),
        ],
      },
    ],
  });
  const { title, clauses } = await document("w.docx", new Uint8Array(await Packer.toBuffer(file)));
  expect(title).toBe("云山市赋权事项目录");
  expect(clauses).toEqual([
    ["第一条", "为方便企业，制定本目录。"],
    ["第二条", "目录每年更新一次。"],
    ["第23项", "事项名称：印刷经营许可；承接单位：经开区窗口"],
  ]);
});

test("PDF: text is read with fonts that are not embedded; a scan is refused", async () => {
  const pdf = pdfOf(["云山市用气报装办法", "第一条 低压用户10个工作日内通气。", "第二条 中压用户30个工作日内通气。"]);
  expect(await document("p.pdf", pdf)).toMatchObject({
    title: "云山市用气报装办法",
    clauses: [
      ["第一条", "低压用户10个工作日内通气。"],
      ["第二条", "中压用户30个工作日内通气。"],
    ],
  });
  expect(await read("s.pdf", pdfOf([]))).toMatchObject([
    { kind: "refused", reason: expect.stringContaining("扫描件") },
  ]);
});

test("web page: the document without its frame, with tables and attachments", async () => {
  const html = `<html><head><title>云山市人民政府网站</title><meta name="ArticleTitle" content="云山市首店奖励办法"></head><body>
    <nav>首页 政务公开</nav><div class="content"><p>第一条　引进首店的，奖励10万元。</p><p>第二条　本办法由市商务局解释。${"说明文字".repeat(60)}</p>
    <a href="/x/form.docx">申请表</a></div><footer>主办单位</footer><script>alert(1)</script></body></html>`;
  const one = await document("h.html", html);
  expect(one).toMatchObject({ title: "云山市首店奖励办法", attachments: ["申请表"] });
  expect(one.clauses[0]).toEqual(["第一条", "引进首店的，奖励10万元。"]);
  expect(JSON.stringify(one)).not.toMatch(/政务公开|主办单位|alert/);
});

test("sheet: a list of policies becomes documents, one a row", async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("目录");
  sheet.addRows([
    ["标题", "文号", "施行日期", "失效日期", "正文"],
    ["云山市扩岗补助办法", "云人社发〔2026〕5号", "2026-01-01", "2026-12-31", "第一条 每人1500元。"],
    ["", "", "", "", ""],
  ]);
  const [one, ...rest] = await read("x.xlsx", new Uint8Array(await book.xlsx.writeBuffer()));
  expect(rest).toEqual([]);
  expect(one).toMatchObject({
    kind: "imported",
    source: { row: 2 },
    document: { no: "云人社发〔2026〕5号", valid: ["2026-01-01", "2026-12-31"], clauses: [["第一条", "每人1500元。"]] },
  });
});

test("guide: elements by heading, by colon and by table", async () => {
  const guide = await document(
    "g.md",
    "# 技改补助申报指南\n一、申报时间：2026-09-01至2026-10-15\n二、申报材料\n1. 备案证明；\n2. 设备发票；\n\n| 受理单位 | 工信局 |\n|---|---|\n| 咨询电话 | 0000-1 |\n",
  );
  expect(guide).toMatchObject({
    layer: "指南",
    elements: {
      申报时间: "2026-09-01至2026-10-15",
      申报材料: ["备案证明", "设备发票"],
      受理单位: "工信局",
      咨询电话: "0000-1",
    },
  });
});

test("lines of JSON: a town's policies come through unchanged; a faulty line is named and the rest goes on", async () => {
  const good = {
    id: "P1",
    title: "甲办法",
    layer: "政策",
    clauses: { 第六条: "按8%补助。" },
    superseded_by: "P2",
    mode: "免申即享",
  };
  const [first, second] = await read("c.jsonl", `${JSON.stringify(good)}\n{"title": 3}\n`);
  expect(first?.kind === "imported" && toPolicy(first.document)).toEqual({
    id: "P1",
    title: "甲办法",
    layer: "政策",
    clauses: { 第六条: "按8%补助。" },
    elements: {},
    supersededBy: "P2",
    mode: "免申即享",
  });
  expect(second).toMatchObject({ kind: "refused", source: { row: 2 } });
});

test("import again: nothing changes; a new edition is a version with its differences", async () => {
  const catalogue = new Map<string, Entry>();
  const before = await document("a.txt", TEXT);
  const after = await document("a.txt", TEXT.replace("最高300万元", "最高500万元"));
  expect(putDocument(catalogue, before).kind).toBe("added");
  expect(putDocument(catalogue, before).kind).toBe("unchanged");
  const change = putDocument(catalogue, after);
  expect(change).toMatchObject({ kind: "changed", version: 2, fields: [{ field: "第二条" }] });
  expect(catalogue.get(before.id)?.earlier).toHaveLength(1);
});

test("what a document repeals is superseded by it; what a 细则 carries out is its parent", async () => {
  const catalogue = new Map<string, Entry>();
  putDocument(catalogue, await document("new.txt", TEXT));
  putDocument(catalogue, await document("old.txt", "云山市技术改造扶持办法\n云政发〔2021〕7号\n第一条 按5%补助。"));
  putDocument(
    catalogue,
    await document("rule.txt", "云山市技术改造实施细则\n第一条 根据《云山市支持企业技术改造若干措施》，制定本细则。"),
  );
  linkDocuments(catalogue);
  const find = (title: string) => [...catalogue.values()].find((one) => one.document.title === title)!.document;
  const policy = find("云山市支持企业技术改造若干措施");
  expect(find("云山市技术改造扶持办法")).toMatchObject({ supersededBy: policy.id, status: "已废止" });
  expect(find("云山市技术改造实施细则").parent).toBe(policy.id);
});

test("validity: dates, spans and trial periods", () => {
  expect(findValidity("自2025年7月1日起施行，有效期至2027年6月30日。", undefined)).toEqual([
    "2025-07-01",
    "2027-06-30",
  ]);
  expect(findValidity("自印发之日起施行，有效期三年", "2025-03-15")).toEqual(["2025-03-15", "2028-03-14"]);
  expect(findValidity("自 2026年3月1日 起施行，试行一年", undefined)).toEqual(["2026-03-01", "2027-02-28"]);
  expect(findValidity("本办法由市局解释。", "2025-03-15")).toBeUndefined();
});

test("a packed file that unpacks to far more than it should is refused before it is unpacked", async () => {
  const bomb = zipSync({ "word/document.xml": new Uint8Array(24 << 20), "xl/workbook.xml": new Uint8Array(1) });
  expect(() => readDocx(bomb)).toThrow(/压缩/);
  await expect(readXlsx(bomb)).rejects.toThrow(/压缩/);
});

test("folders are read in a fixed order; old formats say what to do", async () => {
  const inner = join(folder, "inner");
  mkdirSync(inner);
  writeFileSync(join(inner, "b.txt"), TEXT);
  writeFileSync(join(inner, "a.md"), "# 甲办法\n第一条 内容。");
  writeFileSync(join(inner, "c.doc"), "x");
  const names: string[] = [];
  for await (const one of readDocuments([inner])) names.push(one.source.path.slice(inner.length + 1));
  expect(names).toEqual(["a.md", "b.txt"]);
  expect(await read("c.doc", "x")).toMatchObject([
    { kind: "refused", reason: expect.stringContaining("另存为 .docx") },
  ]);
});

test("numbers of Word lists", () => {
  expect([1, 10, 11, 20, 21, 100, 101, 110, 111].map(countChinese)).toEqual([
    "一",
    "十",
    "十一",
    "二十",
    "二十一",
    "一百",
    "一百零一",
    "一百一十",
    "一百一十一",
  ]);
});
