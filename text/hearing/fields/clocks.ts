import type { ClockTime } from "../../../domain/town.ts";
import { NUMERAL, parseNumeral } from "./numbers.ts";

export interface ClockMention {
  time: ClockTime;
  words: string;
  start: number;
  end: number;
}

export const PART_OF_DAY =
  "凌晨|清早|清晨|一大早|大清早|早上|早晨|上午|中午|正午|下午|午后|傍晚|晚上|夜里|夜晚|半夜|深夜";

const CLOCK = new RegExp(
  `(?:(${PART_OF_DAY}|今晚|明晚|昨晚|今早|明早|晚|早)的?)?\\s?(?:(\\d{1,2})[:：](\\d{2})(?![:：\\d])|(${NUMERAL})(?:点钟?|时)(?:(半|一刻|三刻|整)|(${NUMERAL})分?)?)`,
  "g",
);

const SAYS_POINTS = /(?:说|提|讲|有|以下|这|那|第|几|差|就|晚|早|快|慢|个|共|反映|如下|\d|\.)$/;
const AFTER_BARE_HOUR =
  /^(?:前|之前|以前|后|之后|以后|整|到|至|开|来|去|见|集合|左右|钟|多|了|的会|下班|上班|截止|[-~—–－])/;

function toClock(hours: number, minutes: number, part: string, written: boolean): ClockTime | undefined {
  if (!Number.isInteger(hours) || hours > 24 || minutes > 59) return undefined;
  let hour = hours;
  if (/晚|夜/.test(part) && hour === 12) hour = 24;
  else if (/下午|午后|傍晚|晚/.test(part)) hour += hour < 12 ? 12 : 0;
  else if (/夜/.test(part)) hour += hour >= 7 && hour < 12 ? 12 : 0;
  else if (/中午|正午/.test(part)) hour += hour <= 3 ? 12 : 0;
  else if (/凌晨/.test(part)) hour -= hour === 12 ? 12 : 0;
  // Nobody meets an office at three in the morning.
  else if (part === "" && !written && hour >= 1 && hour <= 6) hour += 12;
  if (hour === 24 && minutes > 0) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

/** Times of day: "下午两点半" → 14:30, "晚上8点" → 20:00. Points of a list ("两点建议") are not times. */
export function findClocks(text: string): ClockMention[] {
  if (!/[点时:：]/.test(text)) return [];
  const found: ClockMention[] = [];
  for (const match of text.matchAll(CLOCK)) {
    const [words, part = "", hh, mm, hourWords, fraction, minuteWords] = match;
    const start = match.index;
    const end = start + words.length;
    const before = text.slice(Math.max(0, start - 3), start);
    if (/[\d.]$/.test(before) && !hh) continue;
    if (hourWords && !part && !fraction && !minuteWords) {
      if (SAYS_POINTS.test(before) || !/点钟|时/.test(words)) {
        if (!AFTER_BARE_HOUR.test(text.slice(end)) || SAYS_POINTS.test(before)) continue;
      }
      if (/时$/.test(words) && !/\d时$/.test(words)) continue;
    }
    const minutes = mm ? Number(mm) : minutesOf(fraction, minuteWords);
    const time = toClock(
      hh ? Number(hh) : (parseNumeral(hourWords!) ?? 99),
      minutes,
      part,
      Boolean(hh && (Number(hh) > 6 || hh[0] === "0")),
    );
    if (!time) continue;
    const lead = words.length - words.trimStart().length;
    found.push({ time, words: words.trim(), start: start + lead, end });
  }
  return found;
}

function minutesOf(fraction: string | undefined, words: string | undefined): number {
  if (fraction) return { 半: 30, 一刻: 15, 三刻: 45, 整: 0 }[fraction]!;
  return words ? (parseNumeral(words) ?? 99) : 0;
}
