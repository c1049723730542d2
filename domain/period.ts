import { addDays, weekdayOf } from "./time.ts";
import type { Day } from "./town.ts";

const two = (n: number): string => String(n).padStart(2, "0");
const endOfMonth = (year: number, month: number): Day =>
  addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`, -1);

/** First and last day of "2026", "2026-H1", "2026-Q3", "2026-09", "2026-W38" (ISO 8601) or "2026-09-14"; null for anything else. */
export function spanOf(period: string): { from: Day; until: Day } | null {
  const [, years = "", part = "", number = "", date] =
    /^(\d{4})(?:-([HQW]?)(\d{1,2})(?:-(\d{2}))?)?$/.exec(period) ?? [];
  if (!years) return null;
  const year = Number(years);
  const n = Number(number);
  const months = (first: number, last: number) => ({ from: `${year}-${two(first)}-01`, until: endOfMonth(year, last) });
  if (!number) return months(1, 12);
  if (part === "H") return n >= 1 && n <= 2 ? months(6 * n - 5, 6 * n) : null;
  if (part === "Q") return n >= 1 && n <= 4 ? months(3 * n - 2, 3 * n) : null;
  if (part === "W") {
    const fourth = `${year}-01-04`; // always in the first week
    const from = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (n - 1));
    return n >= 1 && n <= 53 ? { from, until: addDays(from, 6) } : null;
  }
  if (n < 1 || n > 12) return null;
  if (date === undefined) return months(n, n);
  return Number.isNaN(Date.parse(period)) ? null : { from: period, until: period };
}
