import { addDays, dayOf, weekdayOf } from "../../../domain/time.ts";
import type { Day } from "../../../domain/town.ts";
import type { ReportRequestReading } from "../reading.ts";
import { parseNumeral } from "./numbers.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** "2026-W38" of a day, by ISO 8601: the week belongs to the year of its Thursday. */
export function isoWeekOf(day: Day): string {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const year = Number(thursday.slice(0, 4));
  const first = `${year}-01-04`;
  const monday = addDays(first, 1 - weekdayOf(first));
  const days = (Date.parse(thursday) - Date.parse(monday)) / 86_400_000;
  return `${year}-W${two(Math.floor(days / 7) + 1)}`;
}

function monthBefore(today: Day, months: number): string {
  const zero = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - months;
  return `${Math.floor(zero / 12)}-${two((zero % 12) + 1)}`;
}

type Rule = [RegExp, (match: RegExpExecArray, today: Day) => string | undefined];

/** A month still to come is last year's: reports look back. */
function monthNamed(year: string | undefined, month: string, today: Day): string | undefined {
  const value = parseNumeral(month);
  if (!value || value > 12) return undefined;
  if (year) return `${yearNamed(year, today)}-${two(value)}`;
  const here = `${today.slice(0, 4)}-${two(value)}`;
  return here <= today.slice(0, 7) ? here : `${Number(today.slice(0, 4)) - 1}-${two(value)}`;
}

function yearNamed(words: string, today: Day): number {
  const shift = { 今: 0, 本: 0, 去: -1, 前: -2 }[words[0]!];
  if (shift !== undefined) return Number(today.slice(0, 4)) + shift;
  const value = parseNumeral(words.replace(/年$/, "")) ?? Number(today.slice(0, 4));
  return value < 100 ? 2000 + value : value;
}

const YEAR = "((?:20)?\\d{2}年|[二〇零一三四五六七八九]{4}年|今年|本年|去年|前年)";
const MONTH = "(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])";

const RULES: Rule[] = [
  [
    /(20\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?:日|号)?/,
    (m) => `${m[1]}-${two(Number(m[2]))}-${two(Number(m[3]))}`,
  ],
  [
    new RegExp(`${YEAR}?${MONTH}月(3[01]|[12]\\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]`),
    (m, today) => {
      const month = monthNamed(m[1], m[2]!, today);
      const date = parseNumeral(m[3]!);
      return month && date ? `${month}-${two(date)}` : undefined;
    },
  ],
  [/(20\d\d)[-/.](1[0-2]|0[1-9])(?!\d)/, (m) => `${m[1]}-${m[2]}`],
  [new RegExp(`${YEAR}?${MONTH}月份?(?!底|初|\\d)`), (m, today) => monthNamed(m[1], m[2]!, today)],
  [/上上个?月/, (_, today) => monthBefore(today, 2)],
  [/上个?月|上月份?/, (_, today) => monthBefore(today, 1)],
  [/(?:本|这个?|当)月/, (_, today) => monthBefore(today, 0)],
  [
    new RegExp(`${YEAR}?\\s?(?:第?([一二三四1-4])季度|Q([1-4])|(上个?|本|这个?)季度)`, "i"),
    (m, today) => {
      const now = Math.ceil(Number(today.slice(5, 7)) / 3);
      const named = m[2] ?? m[3];
      const quarter = named ? parseNumeral(named)! : now - (m[4]?.startsWith("上") ? 1 : 0);
      let year = m[1] ? yearNamed(m[1], today) : Number(today.slice(0, 4));
      if (!m[1] && quarter > now) year--;
      return quarter === 0 ? `${year - 1}-Q4` : `${year}-Q${quarter}`;
    },
  ],
  [
    new RegExp(`${YEAR}?(上|下)半年`),
    (m, today) => {
      const year = m[1] ? yearNamed(m[1], today) : Number(today.slice(0, 4));
      return m[2] === "上" ? `${year}-H1` : `${!m[1] && today.slice(5) < "07" ? year - 1 : year}-H2`;
    },
  ],
  [/上上(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])/, (_, today) => isoWeekOf(addDays(today, -14))],
  [/上(?:个)?(?:周|星期|礼拜)(?![一二三四五六日天])/, (_, today) => isoWeekOf(addDays(today, -7))],
  [/(?:本|这|这个)(?:周|星期|礼拜)(?![一二三四五六日天])|周报/, (_, today) => isoWeekOf(today)],
  [/前天/, (_, today) => addDays(today, -2)],
  [/昨[天日晚]/, (_, today) => addDays(today, -1)],
  [/今[天日]|当[天日]|日报/, (_, today) => today],
  [
    /(20\d\d)年(?:度|全年)?|(今年|去年|前年|本年度?|全年|年度)/,
    (m, today) => m[1] ?? String(yearNamed(/全|度/.test(m[2]!) && !/本/.test(m[2]!) ? "今" : m[2]!, today)),
  ],
  // A monthly report asked for in a month's first days is last month's.
  [/月报|月度/, (_, today) => monthBefore(today, Number(today.slice(8)) <= 7 ? 1 : 0)],
];

/**
 * The period that a report is asked for: "2026-09", "2026-W38", "2026-09-14"; also "2026-Q3", "2026-H1" and "2026".
 * Undefined where none is named.
 */
export function periodOf(text: string, now: Date, zone: string): ReportRequestReading | undefined {
  const today = dayOf(now, zone);
  for (const [pattern, read] of RULES) {
    const match = pattern.exec(text);
    const period = match ? read(match, today) : undefined;
    if (match && period) return { period, words: match[0].trim() };
  }
  return undefined;
}
