import { clockOf, dayOf, weekdayOf } from "../../domain/time.ts";
import type { Day } from "../../domain/town.ts";

const WEEKDAYS = ["", "周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/** "9月16日". */
export const sayDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

/** "9月16日（周三）". */
export const sayDayWithWeekday = (day: Day): string => `${sayDay(day)}（${WEEKDAYS[weekdayOf(day)]}）`;

/** "9月16日（周三）14:30". */
export const sayInstant = (at: Date, zone: string): string =>
  `${sayDayWithWeekday(dayOf(at, zone))}${clockOf(at, zone)}`;

/** "9月" of "2026-09", "第38周" of "2026-W38", "9月14日" of a day, "2026年" of a year, "三季度" of "2026-Q3". */
export function sayPeriod(period: string): string {
  const [year, rest] = [period.slice(0, 4), period.slice(5)];
  if (!rest) return `${year}年`;
  if (rest.startsWith("W")) return `${year}年第${Number(rest.slice(1))}周`;
  if (rest.startsWith("Q")) return `${year}年${"一二三四"[Number(rest.slice(1)) - 1]}季度`;
  if (rest.startsWith("H")) return `${year}年${rest === "H1" ? "上" : "下"}半年`;
  return rest.length > 2 ? sayDay(period) : `${year}年${Number(rest)}月`;
}
