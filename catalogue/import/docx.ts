import { Numbering } from "./docx-numbering.ts";
import { ImportError, LIMITS, type Part, type RawDocument } from "./types.ts";
import { unpack } from "./unpack.ts";
import { child, childrenOf, type Node, nameOf, parseXml } from "./xml.ts";

/** Paragraphs and tables of a Word document in their order; automatic numbers are written out, deleted text is left out. */
export function readDocx(bytes: Uint8Array): RawDocument {
  const parts = unpack(bytes, (name) => /^word\/(document|numbering|styles)\.xml$|^word\/embeddings\//.test(name));
  const body = parts.get("word/document.xml");
  if (!body) throw new ImportError("不是 Word 文档（缺 word/document.xml）");
  const tree = parseXml(body);
  const root = child(tree, "w:document");
  const content = root && child(childrenOf(root), "w:body");
  if (!content) throw new ImportError("Word 文档没有正文");
  const numbering = new Numbering(parts.get("word/numbering.xml"), parts.get("word/styles.xml"), parseXml);
  const out: Part[] = [];
  readBlocks(childrenOf(content), numbering, out, 0);
  const attachments = [...parts.keys()]
    .filter((name) => name.startsWith("word/embeddings/"))
    .map((name) => name.slice(16));
  return { parts: out, attachments };
}

function readBlocks(nodes: readonly Node[], numbering: Numbering, out: Part[], depth: number): void {
  if (depth > LIMITS.depth) throw new ImportError("文档嵌套过深");
  for (const node of nodes) {
    const name = nameOf(node);
    if (name === "w:p") {
      const text = numbering.prefix(node) + textOf(childrenOf(node), 0);
      for (const line of text.split("\n")) if (line.trim()) out.push({ kind: "line", text: line.trim() });
    } else if (name === "w:tbl") {
      const rows = childrenOf(node)
        .filter((one) => nameOf(one) === "w:tr")
        .map((row) =>
          childrenOf(row)
            .filter((one) => nameOf(one) === "w:tc")
            .map((cell) => cellText(childrenOf(cell), numbering, depth)),
        );
      out.push({ kind: "table", rows });
    } else if (name === "w:sdt" || name === "w:sdtContent" || name === "w:ins" || name === "w:smartTag")
      readBlocks(childrenOf(node), numbering, out, depth + 1);
  }
}

function cellText(nodes: readonly Node[], numbering: Numbering, depth: number): string {
  const inner: Part[] = [];
  readBlocks(nodes, numbering, inner, depth + 1);
  return inner
    .map((part) => (part.kind === "line" ? part.text : part.rows.map((row) => row.join(" ")).join("\n")))
    .join("\n");
}

/** Removed by a reviewer, or a second form of what already stands there. */
const SKIPPED = new Set(["w:del", "w:moveFrom", "w:instrText", "mc:Fallback", "w:pPr", "w:rPr", "w:delText"]);

function textOf(nodes: readonly Node[], depth: number): string {
  if (depth > LIMITS.depth) throw new ImportError("文档嵌套过深");
  let text = "";
  for (const node of nodes) {
    const name = nameOf(node);
    if (SKIPPED.has(name)) continue;
    if (name === "#text") continue;
    if (name === "w:t")
      text += childrenOf(node)
        .map((one) => String(one["#text"] ?? ""))
        .join("");
    else if (name === "w:tab") text += " ";
    else if (name === "w:br" || name === "w:cr") text += "\n";
    else text += textOf(childrenOf(node), depth + 1);
  }
  return text;
}
