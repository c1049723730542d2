import { SIMPLIFIED, TRADITIONAL } from "./traditional.ts";

/** What a character is to the search: part of a Chinese word, of a number or Latin word, or blank; 0 is none of them. */
export const HAN = 1;
export const ALNUM = 2;
export const BLANK = 3;

const FOLD = new Uint16Array(65536);
/** Class of a folded code unit. */
export const CLASS = new Uint8Array(65536);

for (let code = 0; code < 65536; code++) FOLD[code] = code;
for (let code = 0xff01; code <= 0xff5e; code++) FOLD[code] = code - 0xfee0;
for (let code = 65; code <= 90; code++) {
  FOLD[code] = code + 32;
  FOLD[code + 0xfee0] = code + 32;
}
for (let i = 0; i < TRADITIONAL.length; i++) FOLD[TRADITIONAL.charCodeAt(i)] = SIMPLIFIED.charCodeAt(i);
FOLD["〇".charCodeAt(0)] = "零".charCodeAt(0);

for (let code = 0x3400; code <= 0x9fff; code++) CLASS[code] = HAN;
CLASS["○".charCodeAt(0)] = HAN;
for (let code = 48; code <= 57; code++) CLASS[code] = ALNUM;
for (let code = 97; code <= 122; code++) CLASS[code] = ALNUM;
for (const blank of " \t\r\n\u00a0\u3000\u200b\ufeff\u2002\u2003") CLASS[blank.charCodeAt(0)] = BLANK;

/** Width, case and script folded, one code unit to one: offsets stay those of the text as written. */
export function fold(text: string, into?: Uint16Array, at = 0): Uint16Array {
  const codes = into ?? new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) codes[at + i] = FOLD[text.charCodeAt(i)]!;
  return codes;
}

export const foldString = (text: string): string => {
  let out = "";
  for (let i = 0; i < text.length; i++) out += String.fromCharCode(FOLD[text.charCodeAt(i)]!);
  return out;
};
