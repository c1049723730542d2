import { getDocumentProxy } from "unpdf";
import { ImportError, LIMITS, type Part, type RawDocument } from "./types.ts";

interface Item {
  str: string;
  transform: number[];
  width: number;
  height: number;
}

/** Fewer characters on a page than this, on most pages, and the file is a picture of a text. */
const SCANNED_BELOW = 12;

/**
 * Lines of a PDF that holds text. `cmaps` is the folder with Adobe's tables for fonts that are not embedded
 * (data/cmaps/, with a slash at the end).
 */
export async function readPdf(bytes: Uint8Array, cmaps?: string): Promise<RawDocument> {
  const options = { verbosity: 0, isEvalSupported: false, ...(cmaps ? { cMapUrl: cmaps, cMapPacked: true } : {}) };
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    pdf = await getDocumentProxy(new Uint8Array(bytes), options);
  } catch (error) {
    const locked = (error as Error).name === "PasswordException";
    throw new ImportError(locked ? "PDF 有密码，请先解除" : `PDF 不完整：${(error as Error).message}`);
  }
  try {
    if (pdf.numPages > LIMITS.pages) throw new ImportError(`PDF 超过 ${LIMITS.pages} 页`);
    const pages: string[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent();
      pages.push(linesOf(content.items.filter((one: object): one is Item => "str" in one)));
      page.cleanup();
    }
    const empty = pages.filter((lines) => lines.join("").length < SCANNED_BELOW).length;
    if (empty > pages.length / 2) throw new ImportError("PDF 没有文字层（扫描件），请先做文字识别");
    return { parts: joinLines(withoutFrame(pages)).map((text): Part => ({ kind: "line", text })), attachments: [] };
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`PDF 读取失败：${(error as Error).message}`);
  } finally {
    await pdf.destroy();
  }
}

/** Pieces of a page put into lines by their height on it, left to right. */
function linesOf(items: readonly Item[]): string[] {
  const rows: { y: number; size: number; pieces: { x: number; end: number; text: string }[] }[] = [];
  for (const item of items) {
    if (!item.str.trim()) continue;
    const [x, y] = [item.transform[4] ?? 0, item.transform[5] ?? 0];
    const size = Math.abs(item.transform[3] ?? 10) || 10;
    const row = rows.find((one) => Math.abs(one.y - y) < Math.max(2, Math.min(one.size, size) * 0.45));
    const piece = { x, end: x + item.width, text: item.str };
    if (row) row.pieces.push(piece);
    else rows.push({ y, size, pieces: [piece] });
  }
  rows.sort((a, b) => b.y - a.y);
  return rows.map(({ pieces, size }) => {
    pieces.sort((a, b) => a.x - b.x);
    let text = "";
    let end = Number.NaN;
    for (const piece of pieces) {
      const gap = piece.x - end;
      if (text && gap > size * 0.8 && !/\s$/.test(text)) text += " ";
      text += piece.text;
      end = piece.end;
    }
    return text.trim();
  });
}

/** Page numbers, and running heads that stand on most pages. */
function withoutFrame(pages: readonly string[][]): string[][] {
  const counts = new Map<string, number>();
  const bare = (line: string) => line.replace(/\d+/g, "#");
  for (const lines of pages)
    for (const line of new Set([lines[0], lines.at(-1)]))
      if (line) counts.set(bare(line), (counts.get(bare(line)) ?? 0) + 1);
  const frame = (line: string) =>
    /^[-—–\s]*第?\s*\d+\s*页?(\s*[/共]\s*\d+\s*页?)?[-—–\s]*$/.test(line) ||
    (pages.length >= 4 && (counts.get(bare(line)) ?? 0) > pages.length * 0.6);
  return pages.map((lines) =>
    lines.filter((line, at) => line && !((at === 0 || at >= lines.length - 2) && frame(line))),
  );
}

const STARTS =
  /^(第[一二三四五六七八九十百零〇\d]{1,6}[章节条项编]|[一二三四五六七八九十]{1,3}[、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．]|附件|附：)/;

/** A printed line that does not end a sentence goes on in the next one, unless that begins a numbered part. */
function joinLines(pages: readonly string[][]): string[] {
  const lines = pages.flat();
  const width = Math.max(...lines.map((line) => line.length), 0);
  const out: string[] = [];
  let open = false;
  for (const line of lines) {
    if (open && !STARTS.test(line))
      out[out.length - 1] += /[a-zA-Z0-9]$/.test(out.at(-1)!) && /^[a-zA-Z]/.test(line) ? ` ${line}` : line;
    else out.push(line);
    open = line.length >= width * 0.75 && !/[。；！？：:]$/.test(line);
  }
  return out;
}
