import type { Part, RawDocument } from "./types.ts";

/** Lines of a plain text. */
export function readText(text: string): RawDocument {
  return { parts: lines(text), attachments: [] };
}

function lines(text: string): Part[] {
  return text
    .split(/\r\n|[\r\n\u2028\f]/)
    .map((line) => line.replace(/[\u00a0\u3000\t ]+/g, " ").trim())
    .filter(Boolean)
    .map((line): Part => ({ kind: "line", text: line }));
}

/** Markdown: headings and emphasis lose their signs, pipe tables become tables. */
export function readMarkdown(text: string): RawDocument {
  const parts: Part[] = [];
  const attachments: string[] = [];
  let rows: string[][] = [];
  const close = () => {
    if (rows.length) parts.push({ kind: "table", rows });
    rows = [];
  };
  let title: string | undefined;
  for (const raw of text.replace(/^---\n[\s\S]*?\n---\n/, "").split(/\r\n|[\r\n]/)) {
    const line = raw.trim();
    if (/^\|.*\|$/.test(line)) {
      const cells = line
        .slice(1, -1)
        .split("|")
        .map((cell) => plain(cell));
      if (!cells.every((cell) => /^:?-+:?$/.test(cell))) rows.push(cells);
      continue;
    }
    close();
    for (const [, name = "", address = ""] of line.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g))
      if (/\.(docx?|pdf|xlsx?|wps|zip)$/i.test(address)) attachments.push(name || address);
    const head = /^#{1,6}\s+(.*)$/.exec(line);
    const words = plain(head ? head[1]! : line.replace(/^[-*+]\s+/, "").replace(/^>\s?/, ""));
    if (!words || /^(-{3,}|\*{3,}|={3,})$/.test(words)) continue;
    if (head && line.startsWith("# ") && title === undefined) title = words;
    parts.push({ kind: "line", text: words });
  }
  close();
  return { ...(title ? { title } : {}), parts, attachments };
}

const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|`)(.*?)\1/g, "$2")
    .replace(/\\([\\`*_{}[\]()#+\-.!|])/g, "$1")
    .trim();
