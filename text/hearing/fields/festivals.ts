import { addDays, weekdayOf } from "../../../domain/time.ts";
import type { Day } from "../../../domain/town.ts";

/** Days that people count from by name, of any year. Lunar ones come from the runtime's own Chinese calendar. */

const lunarFormat = new Intl.DateTimeFormat("en-u-ca-chinese", { timeZone: "UTC", month: "numeric", day: "numeric" });
const lunarCache = new Map<string, Day>();

/** The day on which a lunar date falls, looked for from `from` on for at most 40 days. */
function lunarDay(key: string, from: Day, month: string, date: string): Day {
  const known = lunarCache.get(key);
  if (known) return known;
  let day = from;
  for (let i = 0; i < 40; i++, day = addDays(day, 1)) {
    const parts = lunarFormat.formatToParts(Date.parse(`${day}T12:00:00Z`));
    const read = (type: string) => parts.find((part) => part.type === type)?.value;
    if (read("month") === month && read("day") === date) break;
  }
  if (lunarCache.size > 500) lunarCache.clear();
  lunarCache.set(key, day);
  return day;
}

const springFestival = (year: number) => lunarDay(`${year}c`, `${year}-01-20`, "1", "1");

/** Qingming, good for 2000–2099. */
function qingming(year: number): Day {
  const y = year % 100;
  return `${year}-04-${String(Math.floor(0.2422 * y + 4.81) - Math.floor(y / 4)).padStart(2, "0")}`;
}

function sundayOf(year: number, month: string, nth: number): Day {
  const first = `${year}-${month}-01`;
  return addDays(first, 7 - weekdayOf(first) + 7 * (nth - 1));
}

const FESTIVALS: Record<string, (year: number) => Day> = {
  元旦: (year) => `${year}-01-01`,
  春节: springFestival,
  元宵: (year) => addDays(springFestival(year), 14),
  清明: qingming,
  五一: (year) => `${year}-05-01`,
  端午: (year) => lunarDay(`${year}d`, `${year}-05-25`, "5", "5"),
  七夕: (year) => lunarDay(`${year}q`, `${year}-07-30`, "7", "7"),
  中秋: (year) => lunarDay(`${year}z`, `${year}-09-07`, "8", "15"),
  国庆: (year) => `${year}-10-01`,
  双十一: (year) => `${year}-11-11`,
  双十二: (year) => `${year}-12-12`,
  六一八: (year) => `${year}-06-18`,
  三八: (year) => `${year}-03-08`,
  母亲节: (year) => sundayOf(year, "05", 2),
  圣诞: (year) => `${year}-12-25`,
  高考: (year) => `${year}-06-07`,
};

const OTHER_NAMES: Record<string, string> = {
  过年: "春节",
  年: "春节",
  新年: "元旦",
  劳动: "五一",
  十一: "国庆",
  元宵节: "元宵",
  "618": "六一八",
  双11: "双十一",
  双12: "双十二",
};

const PUBLIC = ["元旦", "春节", "清明", "五一", "端午", "中秋", "国庆"];

/** "节前", "放假前": the public holiday that comes next. */
function nextHoliday(today: Day): Day {
  const year = Number(today.slice(0, 4));
  const days = [year, year + 1].flatMap((y) => PUBLIC.map((name) => FESTIVALS[name]!(y)));
  return days.filter((day) => day > today).sort()[0]!;
}

/** School terms begin on 1 September, and about a fortnight after the Lantern Festival, taken as 1 March. */
function nextTerm(today: Day): Day {
  const year = Number(today.slice(0, 4));
  return [`${year}-03-01`, `${year}-09-01`, `${year + 1}-03-01`].find((day) => day >= today)!;
}

/** The next time that a named day comes, today included. Undefined for a name that is none. */
export function festivalAfter(name: string, today: Day): Day | undefined {
  if (name === "开学") return nextTerm(today);
  if (name === "节" || name === "放假" || name === "假期" || name === "长假" || name === "小长假")
    return nextHoliday(today);
  const bare = name.replace(/(?<=..)[节日]$/, "");
  const find = FESTIVALS[OTHER_NAMES[name] ?? OTHER_NAMES[bare] ?? (FESTIVALS[name] ? name : bare)];
  if (!find) return undefined;
  const year = Number(today.slice(0, 4));
  const here = find(year);
  return here >= today ? here : find(year + 1);
}

export const FESTIVAL_NAMES =
  "双十一|双11|双十二|双12|元旦节?|春节|过年|新年|元宵节?|清明节?|五一|劳动节|端午节?|七夕节?|中秋节?|国庆节?|十一|三八节|母亲节|圣诞节?|618|高考|开学|放假|假期|小长假|长假|节";
