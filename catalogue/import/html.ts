import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { LIMITS, type Part, type RawDocument } from "./types.ts";

type Element = DefaultTreeAdapterTypes.Element;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;

const SKIPPED = new Set([
  "script",
  "style",
  "noscript",
  "nav",
  "header",
  "footer",
  "aside",
  "form",
  "button",
  "select",
  "iframe",
  "svg",
  "template",
]);
const BLOCKS = new Set([
  "p",
  "div",
  "li",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "section",
  "article",
  "tr",
  "td",
  "th",
  "dd",
  "dt",
  "blockquote",
  "pre",
  "ul",
  "ol",
  "main",
  "center",
]);
const ATTACHED = /\.(docx?|pdf|xlsx?|wps|et|zip|rar|ofd)(\?|$)/i;

/** The text of a web page without its navigation. */
export function readHtml(html: string): RawDocument {
  const root = parse(html);
  const state = { parts: [] as Part[], line: "", attachments: [] as string[], title: "", heading: "", named: "" };
  const body = mainPart(root.childNodes as ChildNode[]) ?? { childNodes: root.childNodes as ChildNode[] };
  lookForTitle(root.childNodes as ChildNode[], state);
  walk(body.childNodes, state);
  flush(state);
  const title = state.named || state.heading || state.title;
  return { ...(title ? { title } : {}), parts: state.parts, attachments: state.attachments };
}

interface State {
  parts: Part[];
  line: string;
  attachments: string[];
  title: string;
  heading: string;
  named: string;
}

const attr = (node: Element, name: string): string | undefined => node.attrs.find((one) => one.name === name)?.value;

/** Not recursive: a page may nest deeper than the stack. */
function* descend(nodes: readonly ChildNode[]): Generator<Element> {
  const stack = [...nodes].reverse();
  while (stack.length) {
    const node = stack.pop()!;
    if (!("tagName" in node)) continue;
    yield node;
    stack.push(...[...node.childNodes].reverse());
  }
}

function lookForTitle(nodes: readonly ChildNode[], state: State): void {
  for (const node of descend(nodes)) {
    if (node.tagName === "title" && !state.title) state.title = plainText(node);
    if (node.tagName === "h1" && !state.heading) state.heading = plainText(node);
    if (node.tagName === "meta" && /^(ArticleTitle|title)$/i.test(attr(node, "name") ?? ""))
      state.named ||= (attr(node, "content") ?? "").trim();
  }
}

/** The element that government sites put the document into, or the one with most paragraph text. */
function mainPart(nodes: readonly ChildNode[]): { childNodes: ChildNode[] } | undefined {
  let best: { node: Element; size: number } | undefined;
  for (const node of descend(nodes)) {
    const mark = `${attr(node, "id") ?? ""} ${attr(node, "class") ?? ""}`;
    if (
      node.tagName !== "article" &&
      node.tagName !== "main" &&
      !/(^|[\s_-])(TRS_Editor|article|content|zoom|UCAP-CONTENT|pages_content|view|detail)/i.test(mark)
    )
      continue;
    const size = plainText(node).length;
    // An inner element that holds nearly all of the outer one's text is the document without its frame.
    if (size > 200 && (!best || size > best.size * 1.3 || (size > best.size * 0.9 && size <= best.size)))
      best = { node, size };
  }
  return best?.node;
}

function plainText(node: Element): string {
  let text = "";
  const stack: ChildNode[] = [node];
  while (stack.length) {
    const one = stack.pop()!;
    if (one.nodeName === "#text") text += (one as DefaultTreeAdapterTypes.TextNode).value;
    else if ("childNodes" in one && !SKIPPED.has(one.nodeName)) stack.push(...[...one.childNodes].reverse());
    if (text.length > LIMITS.text) break;
  }
  return text.replace(/\s+/g, " ").trim();
}

function flush(state: State): void {
  const text = state.line.replace(/[\s\u00a0\u3000]+/g, " ").trim();
  if (text) state.parts.push({ kind: "line", text });
  state.line = "";
}

function walk(nodes: readonly ChildNode[], state: State): void {
  const stack: (ChildNode | "end")[] = [...nodes].reverse();
  while (stack.length) {
    const node = stack.pop()!;
    if (node === "end") {
      flush(state);
      continue;
    }
    if (node.nodeName === "#text") {
      state.line += (node as DefaultTreeAdapterTypes.TextNode).value;
      continue;
    }
    if (!("tagName" in node) || SKIPPED.has(node.tagName) || hidden(node)) continue;
    if (node.tagName === "br") {
      flush(state);
      continue;
    }
    if (node.tagName === "a" && ATTACHED.test(attr(node, "href") ?? ""))
      state.attachments.push(plainText(node) || attr(node, "href")!);
    if (node.tagName === "table" && isData(node)) {
      flush(state);
      state.parts.push({ kind: "table", rows: rowsOf(node) });
      continue;
    }
    const block = BLOCKS.has(node.tagName);
    if (block) {
      flush(state);
      stack.push("end");
    }
    stack.push(...[...node.childNodes].reverse());
  }
}

const hidden = (node: Element): boolean =>
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attr(node, "style") ?? "");

/** A table of data rather than of layout: several rows of short cells. */
function isData(table: Element): boolean {
  const rows = rowsOf(table);
  const cells = rows.flat();
  return rows.length >= 2 && rows.some((row) => row.length >= 2) && cells.every((cell) => cell.length < 2000);
}

function rowsOf(table: Element): string[][] {
  const rows: string[][] = [];
  for (const node of descend(table.childNodes)) {
    if (node.tagName !== "tr") continue;
    const cells = node.childNodes.filter(
      (one): one is Element => "tagName" in one && (one.tagName === "td" || one.tagName === "th"),
    );
    rows.push(cells.map(plainText));
    if (rows.length > 20_000) break;
  }
  return rows;
}
