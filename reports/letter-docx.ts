import { type PaperPart, paperDocx } from "./paper.ts";

/** Paragraphs of a letter as an official paper: title first, whom it is to, body; the last two say who signs it when. */
export function letterDocx([title = "", ...rest]: string[]): Promise<Uint8Array> {
  const part = (text: string, i: number): PaperPart => {
    if (i >= rest.length - 2) return { kind: "signed", text };
    return { kind: text.endsWith("：") ? "address" : "text", text };
  };
  return paperDocx([{ kind: "title", text: title }, ...rest.map(part)], "official");
}
