/** Digits as people type and say them: ASCII, full-width, 一二三, 幺 (1), 洞 (0), 拐 (7), 两 (2), "三个零" (000). */

export interface DigitGroup {
  /** ASCII digits, doubled forms written out. */
  digits: string;
  start: number;
  end: number;
  /** Written in Chinese characters. */
  spoken: boolean;
}

export interface DigitRun {
  groups: DigitGroup[];
  /** seps[i] stands between groups[i] and groups[i + 1]; "" where only the script changes. */
  seps: Separator[];
}

export interface Separator {
  text: string;
  /** A comma or a filler word, not a sign that people put inside one number. */
  heavy: boolean;
}

const SPOKEN: Record<string, string> = {
  零: "0",
  〇: "0",
  洞: "0",
  一: "1",
  幺: "1",
  么: "1",
  二: "2",
  两: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  拐: "7",
  八: "8",
  九: "9",
  勾: "9",
  壹: "1",
  贰: "2",
  叁: "3",
  肆: "4",
  伍: "5",
  陆: "6",
  柒: "7",
  捌: "8",
  玖: "9",
};

const DIGIT_CHARS = new Set([..."0123456789０１２３４５６７８９", ...Object.keys(SPOKEN), "俩", "仨"]);

/** 么 and 陆 are digits only among digits: elsewhere they are a word and a surname. */
const ONLY_AMONG_DIGITS = new Set(["么", "洞", "拐", "勾", "陆", "伍"]);

function writtenDigit(code: number): string | undefined {
  if (code >= 48 && code <= 57) return String.fromCharCode(code);
  if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xff10 + 48);
  return undefined;
}

const DOUBLED =
  /([两二三四五六七八俩仨2-8２-８])个?([零〇洞一幺二三四五六七八九拐0-9０-９])(?![十百千万亿个号点月天年人成])/y;
const LIGHT = /(?:[ \t\u00a0\u2000-\u200a\u3000.\-–—－·．_/()（）]{1,3})/y;
const HEAVY =
  /[\s，,、.。…]{0,3}(?:然后|后面是?|后边是?|再|接着|还有|啊|呃|嗯|额|那个|哦|呀)?[\s，,、.。…]{0,3}(?=[0-9０-９零〇洞一幺二两三四五六七八九拐])/y;

/** "三个零". Not at the start of a number ("两个一三九…" are two numbers), nor a count before one ("第二个139…"). */
function doubledAt(text: string, at: number, inside: boolean): RegExpExecArray | null {
  if (!inside || (text[at + 1] !== "个" && text[at] !== "俩" && text[at] !== "仨")) return null;
  const match = matchAt(DOUBLED, text, at);
  if (!match) return null;
  const written = writtenDigit(match[2]!.charCodeAt(0)) !== undefined;
  const followed = writtenDigit(text.charCodeAt(at + match[0].length)) !== undefined;
  return written && followed && !DIGIT_CHARS.has(text[at - 1] ?? "") ? null : match;
}

function spokenAt(text: string, at: number, inside: boolean): { digits: string; end: number } | undefined {
  const char = text[at]!;
  const doubled = doubledAt(text, at, inside);
  if (doubled) {
    const times =
      { 俩: 2, 仨: 3 }[doubled[1]!] ?? Number(SPOKEN[doubled[1]!] ?? writtenDigit(doubled[1]!.charCodeAt(0)));
    const digit = SPOKEN[doubled[2]!] ?? writtenDigit(doubled[2]!.charCodeAt(0))!;
    return { digits: digit.repeat(times), end: at + doubled[0].length };
  }
  const digit = SPOKEN[char];
  if (digit === undefined || (!inside && ONLY_AMONG_DIGITS.has(char))) return undefined;
  return { digits: digit, end: at + 1 };
}

/** Runs a sticky expression at a place. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function groupAt(text: string, from: number, inside: boolean): DigitGroup | undefined {
  let at = from;
  let digits = "";
  for (let digit = writtenDigit(text.charCodeAt(at)); digit !== undefined; digit = writtenDigit(text.charCodeAt(at))) {
    if (digits !== "" && doubledAt(text, at, true)) break;
    digits += digit;
    at++;
  }
  if (digits !== "" && !(digits.length === 1 && doubledAt(text, from, inside))) {
    return { digits, start: from, end: at, spoken: false };
  }
  digits = "";
  at = from;
  while (at < text.length) {
    const part = spokenAt(text, at, inside || digits !== "");
    if (!part) break;
    digits += part.digits;
    at = part.end;
  }
  return digits === "" ? undefined : { digits, start: from, end: at, spoken: true };
}

const HAS_DIGIT = /[0-9０-９零〇一幺二两三四五六七八九]/;

/** Whether a text holds so many digits, written or spoken ("三个零" counts as two: enough to tell long numbers from none). */
export function hasDigits(text: string, atLeast: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (DIGIT_CHARS.has(text[at]!) && ++count >= atLeast) return true;
  return false;
}

/** Every stretch of digits of a text with what stands between them. Linear in the text's length. */
export function digitRuns(text: string): DigitRun[] {
  if (!HAS_DIGIT.test(text)) return [];
  const runs: DigitRun[] = [];
  let at = 0;
  while (at < text.length) {
    const first = DIGIT_CHARS.has(text[at]!) ? groupAt(text, at, false) : undefined;
    if (!first) {
      at++;
      continue;
    }
    const run: DigitRun = { groups: [first], seps: [] };
    at = first.end;
    for (;;) {
      const light = matchAt(LIGHT, text, at)?.[0] ?? "";
      let sep: Separator = { text: light, heavy: false };
      let next = groupAt(text, at + light.length, true);
      if (!next) {
        const heavy = matchAt(HEAVY, text, at)?.[0] ?? "";
        sep = { text: heavy, heavy: true };
        next = heavy === "" ? undefined : groupAt(text, at + heavy.length, true);
      }
      if (!next) break;
      run.groups.push(next);
      run.seps.push(sep);
      at = next.end;
    }
    runs.push(run);
  }
  return runs;
}
