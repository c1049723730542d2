import { addDays, dayOf } from "../../../domain/time.ts";
import type { Day } from "../../../domain/town.ts";
import {
  AHEAD,
  addMonths,
  type DateContext,
  type DateHit,
  firstOf,
  lastOf,
  MONTH_SHIFT,
  monthOf,
  nearestYear,
  number,
  PAST,
  type Read,
  yearNamed,
  yearOf,
} from "./date-math.ts";

// === Months, quarters, years

/** First, middle and last part of a month. Where a day must be named, the middle is the 15th and the start the 5th. */
function partOfMonth(first: Day, part: string): Omit<DateHit, "start" | "end"> {
  const last = lastOf(yearOf(first), monthOf(first));
  const at = (date: number) => addDays(first, date - 1);
  if (/底|末/.test(part)) return { day: last };
  if (part.includes("下旬")) return { day: at(21), until: last };
  if (part.includes("中旬")) return { day: at(11), until: at(20) };
  if (part.includes("上旬")) return { day: first, until: at(10) };
  if (part.includes("初")) return { day: at(5), byDay: at(5) };
  return { day: at(15) };
}

const BY_FOLLOWS = /^\s?(?:前(?!后)|之前|以前|内|之内|以内|完成|办结|解决|给|交|要用|要交|到期)/;

export const monthPart: Read = (match, context) => {
  const { today, before, after } = context;
  if (/[每年\d]$/.test(before) && !match[1]) return undefined;
  const shift = match[1] && MONTH_SHIFT[match[1].replace("个", "")];
  const named = match[2];
  let first = firstOf(yearOf(today), monthOf(today) + (shift || 0));
  if (named) {
    const month = number(named);
    if (!(month >= 1 && month <= 12)) return undefined;
    first = nearestYear(month, 1, today, AHEAD.test(after) || /底|末/.test(match[3]!))!;
  }
  const part = partOfMonth(first, match[3]!);
  // "月中" on the 20th is next month's, unless it looks back.
  if (!match[1] && !named && (part.until ?? part.day) < today && !PAST.test(after)) {
    return partOfMonth(firstOf(yearOf(today), monthOf(today) + 1), match[3]!);
  }
  const by = BY_FOLLOWS.test(after) || /说好|承诺|保证|限|答应/.test(before);
  return by ? { ...part, day: part.byDay ?? part.until ?? part.day, sense: "by" } : part;
};

export const month: Read = (match, { today, before, after }) => {
  if (/[\d第每.\-/]$/.test(before)) return undefined;
  const shift = match[1] && MONTH_SHIFT[match[1].replace("个", "")];
  let first: Day;
  if (shift !== undefined && match[1]) first = firstOf(yearOf(today), monthOf(today) + Number(shift));
  else {
    const value = number(match[3]);
    if (!(value >= 1 && value <= 12)) return undefined;
    const year = yearNamed(match[2], today);
    first = year ? firstOf(year, value) : nearestYear(value, 1, today, AHEAD.test(after))!;
  }
  const last = lastOf(yearOf(first), monthOf(first));
  if (/^(?:份)?(?:之内|以内|内)/.test(after)) return { day: first, until: last, byDay: last };
  // "7月前": before it begins; "本月前" is nobody's way to say it.
  return { day: first, until: last, byDay: match[1] ? last : addDays(first, -1) };
};

export const quarter: Read = (match, { today }) => {
  const named = match[1];
  const now = Math.ceil(monthOf(today) / 3);
  const shift = { 本: 0, 这: 0, 这个: 0, 上: -1, 上个: -1, 下: 1, 下个: 1 }[named ?? ""] ?? 0;
  const value = named && /[一二三四1-4]/.test(named) ? number(named.replace(/[第Q]/g, "")) : now + shift;
  const first = firstOf(yearOf(today), value * 3 - 2);
  const last = addDays(firstOf(yearOf(first), monthOf(first) + 3), -1);
  const tail = match[2] ?? "";
  if (/末|底/.test(tail)) return { day: last };
  if (/初/.test(tail)) return { day: first };
  return { day: first, until: last };
};

export const yearPart: Read = (match, { today, before }) => {
  if (/[\d每半]$/.test(before) && !match[1]) return undefined;
  const year = match[1] ? yearOf(today) + { 今: 0, 本: 0, 明: 1, 去: -1, 后: 2 }[match[1][0]!]! : yearOf(today);
  const part = match[2]!;
  if (part === "内") return { day: `${year}-12-31`, sense: "by", settled: true };
  if (/底|末/.test(part)) return { day: `${year}-12-31` };
  if (part === "中") return { day: `${year}-06-30` };
  if (part === "初") return { day: `${year}-01-05` };
  return part === "上半年"
    ? { day: `${year}-01-01`, until: `${year}-06-30` }
    : { day: `${year}-07-01`, until: `${year}-12-31` };
};

// === Lengths of time

const NO_LENGTH_BEFORE =
  /(?:第|提前|延期|延|延长|宽限|顺延|推迟|缓|缩短|工期|每|隔|保质期|有效期|质保|账期|周期|再给|多给|给我们|放假|请假|休|试用)\s?$/;
const SO_FAR_BEFORE =
  /(?:了|已经?|都|快|近|最近|这|连续|停|拖|等|压|卡|欠|催|超期|逾期|闹|坏|断|整整|足足|将近|大半|过去|有)$/;
const SO_FAR_AFTER = /^(?:多|来|余)?(?:了|没|还没|都没|以来|不见|没人|没动静)/;

function shifted(today: Day, amount: number, unit: string, context: DateContext): Day {
  if (/工作日/.test(unit)) return context.calendar.addWorkdays(today, Math.round(amount)).day;
  if (/周|星期|礼拜/.test(unit)) return addDays(today, Math.round(amount * 7));
  if (/小时|钟头/.test(unit)) return dayOf(new Date(context.now.getTime() + amount * 3_600_000), context.zone);
  if (/年/.test(unit)) return addMonths(today, Math.round(amount * 12));
  if (/月/.test(unit)) return addDays(addMonths(today, Math.trunc(amount)), Math.round((amount % 1) * 30));
  return addDays(today, Math.round(amount));
}

export const length: Read = (match, context) => {
  const { today, before } = context;
  const half = match[2] ? 0.5 : 0;
  const base = { 半: 0.5, 俩: 2, 仨: 3, 大半: 0.7, 小半: 0.3 }[match[1]!] ?? number(match[1]);
  const amount = base + half;
  const unit = match[3]!;
  if (!Number.isFinite(amount) || amount > 400 || NO_LENGTH_BEFORE.test(before)) return undefined;
  if (/[\d.]$/.test(before)) return undefined;
  const tail = match[4] ?? "";
  if (/内/.test(tail)) {
    return SO_FAR_BEFORE.test(before) && /最近|近|过去|这$/.test(before)
      ? { day: shifted(today, -amount, unit, context), sense: "since", settled: true }
      : { day: shifted(today, amount, unit, context), sense: "by", settled: true };
  }
  if (/后/.test(tail)) return { day: shifted(today, amount, unit, context), sense: "on" };
  if (/前/.test(tail)) return { day: shifted(today, -amount, unit, context), sense: "on", settled: true };
  if (SO_FAR_BEFORE.test(before) || SO_FAR_AFTER.test(context.after)) {
    if (unit === "年" && amount > 100) return undefined;
    const cut = 0;
    return { day: shifted(today, -amount, unit, context), sense: "since", settled: true, cut };
  }
  return undefined;
};

export const aFewDays: Read = (match, { today, after }) => {
  if (/最近|近/.test(match[0])) return { day: addDays(today, -3), sense: "since", settled: true };
  if (match[0].startsWith("过")) return { day: addDays(today, 3), sense: "on" };
  const ahead = /^(?:之内|以内|内|给|安排|出|办|就?去|会|能|可以|尽快|抓紧|回复|答复|解决|派)/.test(after);
  const cut = 0;
  return ahead
    ? { day: addDays(today, 3), sense: "by", settled: true, cut }
    : { day: addDays(today, -3), sense: "since", settled: true, cut };
};
