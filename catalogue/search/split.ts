import { BLANK, CLASS } from "./fold.ts";

/** Depth of a numbered part: 1 章, 2 条 or 一、, 3 （一）, 4 1. or (1). 0 = no number at its head. */
export type Level = 0 | 1 | 2 | 3 | 4;

export interface Sentence {
  start: number;
  level: Level;
  /** Where the sentence stands, "第六条（二）"; "" when the text has no numbers. */
  label: string;
}

const ORDINAL = "[一二三四五六七八九十百零〇○\\d]{1,6}";
const MARKS: [Level, RegExp][] = [
  [1, new RegExp(`^第${ORDINAL}[章编节部](?:分)?(?=[^${"条"}]|$)`)],
  [2, new RegExp(`^第${ORDINAL}[条项](?:之[一二三四五六七八九十])?`)],
  [2, /^[一二三四五六七八九十]{1,3}[、．.]/],
  [3, /^[（(][一二三四五六七八九十]{1,3}[）)]/],
  [4, /^\d{1,2}(?:[、．]|\.(?!\d))/],
  [4, /^[（(]\d{1,2}[）)]/],
];
const INNER_MARK =
  /^(?:第[一二三四五六七八九十百零〇\d]{1,6}[条章](?=[\s　]|[^\s　款项、和之至规的及或以第所中）”，]{2})|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}(?:[、．]|\.(?!\d))(?=\D))/;
const ENDS = "。！？；!?;\n";
const CLOSERS = '”’」』）)】》"';
/** No sentence is longer, so that one always fits a passage. */
const LONGEST = 360;

export function markAt(text: string): { level: Level; mark: string } {
  for (const [level, pattern] of MARKS) {
    const found = pattern.exec(text);
    if (found) return { level, mark: found[0] };
  }
  return { level: 0, mark: "" };
}

const plainMark = (mark: string): string =>
  mark
    .replace(/[、．.]$/, "")
    .replace(/\(/g, "（")
    .replace(/\)/g, "）");

/** Starts of the sentences of `text[from, to)`. They cover it without gaps. */
function starts(text: string, codes: Uint16Array, from: number, to: number): number[] {
  const out: number[] = [from];
  let last = from;
  let comma = 0;
  const cut = (at: number) => {
    if (at > last && at < to) {
      out.push(at);
      last = at;
      comma = 0;
    }
  };
  for (let i = from; i < to; i++) {
    const char = text[i]!;
    if (ENDS.includes(char)) {
      let end = i + 1;
      while (end < to && CLOSERS.includes(text[end]!)) end++;
      while (end < to && CLASS[codes[end]!] === BLANK) end++;
      cut(end);
      i = end - 1;
      continue;
    }
    if (CLASS[codes[i]!] === BLANK) {
      let end = i + 1;
      while (end < to && CLASS[codes[end]!] === BLANK) end++;
      if (end - i >= 2 || INNER_MARK.test(text.slice(end, end + 12))) cut(end);
      i = end - 1;
      continue;
    }
    if ("第（(一二三四五六七八九十1234567890".includes(char) && i - last >= 4) {
      const before = text[i - 1]!;
      const rest = text.slice(i, i + 12);
      if (
        !/[第条款至、和及与或（(\d.．〔－\-—~～/·一二三四五六七八九十百零“《]/.test(before) &&
        INNER_MARK.test(rest) &&
        (before === "：" ||
          before === ":" ||
          char === "（" ||
          char === "(" ||
          char === "第" ||
          /[\u4e00-\u9fff]/.test(rest[2] ?? ""))
      )
        cut(i);
    }
    if (char === "，" || char === "、" || char === ",") comma = i + 1;
    if (i - last >= LONGEST) cut(comma > last + 100 ? comma : i);
  }
  return out;
}

/** Cuts a text into sentences and says where in its numbering each stands. `given` labels win over found ones. */
export function sentences(text: string, codes: Uint16Array, from: number, to: number, given: string): Sentence[] {
  const path: [string, string, string] = ["", "", ""];
  return starts(text, codes, from, to).map((start) => {
    let head = start;
    while (head < to && CLASS[codes[head]!] === BLANK) head++;
    const { level, mark } = markAt(text.slice(head, head + 14));
    if (level === 1) path.fill("");
    if (level === 2) path.splice(0, 3, plainMark(mark), "", "");
    if (level === 3) path.splice(1, 2, plainMark(mark), "");
    if (level === 4) path[2] = plainMark(mark);
    return { start, level, label: given || path.join("") };
  });
}
