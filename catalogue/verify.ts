import { readNumeral } from "../text/hearing/quantity.ts";
import { fold } from "./concepts.ts";

/** What an outgoing text may draw on. */
export interface Sources {
  /** Exact words of the cited clauses and elements. */
  cited: readonly string[];
  /** Titles, document numbers, labels, dates of validity, the day of the answer. */
  about: readonly string[];
  /** What the asker said: may be repeated back, never as the words of a clause. */
  asked: readonly string[];
}

export interface Unfounded {
  kind: "figure" | "date" | "quotation";
  words: string;
}

const squeeze = (text: string): string => fold(text).replace(/\s+/g, "");

/** Every figure, date and quotation in a text that its sources do not bear out. Empty = may be sent. */
export function unfounded(text: string, sources: Sources): Unfounded[] {
  const found: Unfounded[] = [];
  const all = [...sources.cited, ...sources.about, ...sources.asked];
  const words = all.map(squeeze);
  for (const [, quoted = ""] of text.matchAll(/“([^”]*(?:“[^”]*”[^”]*)*)”/g)) {
    const squeezed = squeeze(quoted);
    if (!words.some((one) => one.includes(squeezed))) found.push({ kind: "quotation", words: quoted });
  }
  const days = new Set(all.flatMap(datesIn));
  for (const day of datesIn(text))
    if (!days.has(day) && ![...days].some((one) => one.endsWith(`-${day}`))) found.push({ kind: "date", words: day });
  const figures = new Set(all.flatMap(figuresIn));
  for (const figure of figuresIn(text)) if (!figures.has(figure)) found.push({ kind: "figure", words: figure });
  return found;
}

/** Dates as "2026-09-01", or "09-01" where no year is written. */
function datesIn(text: string): string[] {
  const days: string[] = [];
  const pad = (part: string) => part.padStart(2, "0");
  for (const [, year, month = "", day = ""] of fold(text).matchAll(
    /(?:(\d{4})\s*[-年/.]\s*)?(?<!\d)(\d{1,2})\s*[-月]\s*(\d{1,2})(?!\d)/g,
  ))
    days.push(year ? `${year}-${pad(month)}-${pad(day)}` : `${pad(month)}-${pad(day)}`);
  return days;
}

const DATE = /(?:\d{4}\s*[-年/.]\s*)?\d{1,2}\s*[-月]\s*\d{1,2}\s*[日号]?/g;

/** Numbers with the sign that gives them meaning: "8%", "300万", "1500", Chinese ones by value. Dates are left out. */
function figuresIn(text: string): string[] {
  const plain = fold(text).replace(DATE, " ");
  const figures = [...plain.matchAll(/\d[\d,，]*(?:\.\d+)?\s*(%|万|亿|千|百)?/g)].map((match) =>
    match[0].replace(/[\s,，]/g, ""),
  );
  for (const [, han = "", unit = ""] of plain.matchAll(
    /([一二三四五六七八九十百千万亿两]+)(元|人|个月|年|天|日|倍|成|个工作日)/g,
  )) {
    const value = readNumeral(han);
    if (value !== undefined) figures.push(`${value}${unit}`);
  }
  return figures;
}
