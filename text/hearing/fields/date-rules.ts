import { addDays, daysBetween, weekdayOf } from "../../../domain/time.ts";
import {
  AHEAD,
  type DateRule,
  firstOf,
  HAPPENED,
  lastWorkday,
  MONTH_SHIFT,
  makeDay,
  monday,
  monthOf,
  nearestYear,
  number,
  PAST,
  type Read,
  yearNamed,
  yearOf,
} from "./date-math.ts";
import { aFewDays, length, month, monthPart, quarter, yearPart } from "./date-spans.ts";
import { FESTIVAL_NAMES, festivalAfter } from "./festivals.ts";
import { NUMERAL } from "./numbers.ts";

// === Weeks

const WEEKDAYS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 };
const WEEK = "周|星期|礼拜";
const SHIFT: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };
const shiftOf = (words: string | undefined) => (words ? SHIFT[words.replace("个", "")] : undefined);

const weekday: Read = (match, { today, before, after }) => {
  if (/(?:[每隔\d]|(?<!周|期|拜)[一二三四五六七八九十两半几])$/.test(before) && !match[1]) return undefined;
  if (/^(?:愉快|快乐|好[！!啊呀，,]|茶叙|例会制|早上好)/.test(after)) return undefined;
  const number = WEEKDAYS[match[2]!] ?? Number(match[2]);
  const shift = shiftOf(match[1]);
  const inWeek = addDays(monday(today), (shift ?? 0) * 7 + number - 1);
  if (shift !== undefined) return { day: inWeek };
  if (inWeek > today && HAPPENED.test(after)) return { day: addDays(inWeek, -7) };
  if (inWeek >= today) return { day: inWeek };
  // "周三就停了" on a Friday looks back, "周三前" ahead.
  return PAST.test(after) && !/^(?:前|之前|以前)/.test(after) ? { day: inWeek } : { day: addDays(inWeek, 7) };
};

const week: Read = (match, { today, calendar, before }) => {
  if (/[每隔]$/.test(before)) return undefined;
  const from = addDays(monday(today), shiftOf(match[1])! * 7);
  const to = addDays(from, 6);
  const worked = lastWorkday(from, to, calendar);
  const tail = match[2] ?? "";
  if (/末/.test(tail))
    return { day: addDays(from, 5), until: to, byDay: lastWorkday(from, addDays(from, 4), calendar) };
  if (/内/.test(tail)) return { day: worked < today && to >= today ? to : worked, sense: "by", settled: true };
  if (/初/.test(tail)) return { day: from, until: addDays(from, 1) };
  return { day: from, until: worked };
};

const weekend: Read = (_match, { today, before, calendar }) => {
  if (/[个下上这本每]$/.test(before)) return undefined;
  const from = monday(today);
  const saturday = addDays(from, 5);
  return {
    day: weekdayOf(today) === 7 ? today : saturday,
    until: addDays(from, 6),
    byDay: weekdayOf(today) >= 6 ? addDays(from, 6) : lastWorkday(today, addDays(from, 4), calendar),
  };
};

// === Days by name

const DAY_NAMES: Record<string, number> = {
  大前: -3,
  前: -2,
  昨: -1,
  今: 0,
  当: 0,
  明: 1,
  后: 2,
  大后: 3,
};

const namedDay: Read = (match, { today, before, after }) => {
  const name = match[1]!;
  const rest = match[2]!;
  if (name === "当" && rest !== "日" && rest !== "天") return undefined;
  if (name === "当" && !/^(?:之内|内|就|完成|解决)/.test(after)) return undefined;
  if (/[大几每]$/.test(before)) return undefined;
  if (name === "前" && !/天|日/.test(rest)) return undefined;
  if (name === "前" && (/[\d一二三四五六七八九十两几目]$/.test(before) || rest === "日")) return undefined;
  if (name === "后" && /[之以往今]$/.test(before)) return undefined;
  if (name === "今" && /^[后年]/.test(rest)) return undefined;
  if (name === "明" && /^[说确显白]/.test(after) && rest === "天") return { day: addDays(today, 1) };
  return { day: addDays(today, DAY_NAMES[name]!) };
};

// === Dates by number

const isoDate: Read = (match) => {
  const day = makeDay(Number(match[1]), Number(match[2]), Number(match[3]));
  return day ? { day } : undefined;
};

const monthDate: Read = (match, { today, after, before }) => {
  if (/[\d第.]$/.test(before)) return undefined;
  const year = yearNamed(match[1], today);
  const [month, date] = [number(match[2]), number(match[3])];
  const day = year ? makeDay(year, month, date) : nearestYear(month, date, today, AHEAD.test(after));
  return day ? { day } : undefined;
};

const dateInMonth: Read = (match, { today }) => {
  const first = firstOf(yearOf(today), monthOf(today) + MONTH_SHIFT[match[1]!.replace("个", "")]!);
  const day = makeDay(yearOf(first), monthOf(first), number(match[2]));
  return day ? { day } : undefined;
};

const THING_WITH_NUMBER =
  /^(?:楼|线|厂|车间|仓|门|店|机|桌|院|路|地块|公寓|宿舍|库|井|铺|摊|泵|变|炉|出口|入口|窗口|文|柴油|汽油|钢|台|工位|包厢|包间|房|会议室|厅|坑|桥|码头|站|塔|柜|箱|床|人|员工|普工|工人|焊工|学徒|公馆|产品|样|单元|基坑|地|附近|对面|旁边|隔壁|门口|院|口)/;

const bareDate: Read = (match, { today, before, after }) => {
  if (/[第路街道巷弄村\dA-Za-z.月\-#来多几共编零〇一二三四五六七八九十百]$/.test(before)) return undefined;
  if (THING_WITH_NUMBER.test(after)) return undefined;
  const date = number(match[1]);
  const here = makeDay(yearOf(today), monthOf(today), date);
  if (!here) return undefined;
  if (here >= today || PAST.test(after)) return { day: here };
  if (!/^(?:前|之前|以前|截止)/.test(after)) return { day: here };
  const next = firstOf(yearOf(today), monthOf(today) + 1);
  const day = makeDay(yearOf(next), monthOf(next), date);
  return day ? { day } : undefined;
};

const NUMERIC_AFTER =
  /^\s?(?:号|日|前|之前|以前|截止|为止|上午|下午|晚上|早上|中午|当天|开始|起|就|到期|[(（](?:周|星期)|，|。|！|,|；|$|\n)/;
const NUMERIC_BEFORE = /(?:截止|到|于|在|最迟|最晚|从|自|日期|时间|期限|定在|改到|延到|[:：])[:：\s]?$/;

const numericDate: Read = (match, { today, before, after }) => {
  if (
    /[\d.\-/A-Za-z第￥¥$]$/.test(before) ||
    /^(?:[\d.\-/%％]|\s?(?:元|万|亿|块|米|吨|折|折|版|度|倍|平|级|公|kg|个|以上|的人))/.test(after)
  )
    return undefined;
  const sure = /^\s?(?:号|日|前|之前|以前|截止)/.test(after);
  if (!sure && !(NUMERIC_BEFORE.test(before) && NUMERIC_AFTER.test(after))) return undefined;
  if (!sure && match[2] === "." && !NUMERIC_BEFORE.test(before)) return undefined;
  const day = nearestYear(Number(match[1]), Number(match[3]), today, AHEAD.test(after));
  return day ? { day, cut: 0 } : undefined;
};

// === Festivals

const festival: Read = (match, { today, calendar, before, after }) => {
  const name = match[1]!;
  const tail = match[2]!;
  if (
    (name === "节" || name === "年") &&
    /[\u4e00-\u9fff\d]$/.test(before) &&
    !/[，。在要赶到于争取力务必最迟吧呢了的能，]$/.test(before)
  )
    return undefined;
  if (name === "十一" && /[\d一二三四五六七八九二三月第双]$/.test(before)) return undefined;
  if (/^(?:面|台|天|几|期)/.test(after)) return undefined;
  const day = festivalAfter(name, today);
  if (!day) return undefined;
  if (/后/.test(tail)) {
    let first = addDays(day, 1);
    while (!calendar.isWorkday(first) && daysBetween(day, first) < 20) first = addDays(first, 1);
    return { day: first, sense: "on", settled: true };
  }
  if (name === "开学") return { day, sense: "by", settled: true };
  return { day: lastWorkday(addDays(day, -12), addDays(day, -1), calendar), sense: "by", settled: true };
};

const YEAR = `(\\d{4}年|[二〇零一三四五六七八九]{4}年|今年|明年|后年|去年|前年)?\\s?`;
const MONTH_NAME = `(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])`;
const DATE_NAME = `(3[01]|[12]\\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])`;
const WHICH_MONTH = "(上上个?|上个?|这个?|本|当|下下个?|下个?)";

/** In the order of trust: of two that overlap the longer wins, of two of one length the earlier rule. */
export const RULES: readonly DateRule[] = [
  {
    pattern: /(?<![\d-])(20\d\d)\s?[-/.年]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])(?!\d)[日号]?/g,
    read: isoDate,
  },
  { pattern: new RegExp(`${YEAR}${MONTH_NAME}月份?\\s?${DATE_NAME}(?![\\d.])[日号]?`, "g"), read: monthDate },
  { pattern: new RegExp(`${WHICH_MONTH}月的?${DATE_NAME}[日号]`, "g"), read: dateInMonth },
  { pattern: /(?<!\d)(1[0-2]|0?[1-9])([./-])(3[01]|[12]\d|0?[1-9])(?!\d)[号日]?/g, read: numericDate },
  {
    pattern: new RegExp(`(下下个?|上上个?|这个?|本|上个?|下个?)?(?:${WEEK})([一二三四五六日天1-7])(?![\\d岁])`, "g"),
    read: weekday,
  },
  {
    pattern: new RegExp(
      `(下下个?|上上个?|这个?|本|上个?|下个?)(?:${WEEK})(末|之内|以内|内|初)?(?![一二三四五六日天1-7])`,
      "g",
    ),
    read: week,
  },
  { pattern: /周末/g, read: weekend },
  { pattern: /(大前|大后|前|昨|今|明|后|当)(天|日|儿|早|晚|夜)/g, read: namedDay },
  {
    pattern: new RegExp(
      `(?:${WHICH_MONTH}|${MONTH_NAME})?月份?的?(底|末|初|中旬|上旬|下旬|中下旬|中(?![国心间学午介文标山型]))`,
      "g",
    ),
    read: monthPart,
  },
  { pattern: new RegExp(`(?:${WHICH_MONTH}月份?|${YEAR}${MONTH_NAME}月份?)(?![底末初中上下\\d])`, "g"), read: month },
  { pattern: /(第?[一二三四1-4]|Q[1-4]|本|这个|上个?|下个?)?季度(末|底|初)?/g, read: quarter },
  {
    pattern: /(今年|本年|明年|去年|后年)?的?(?:年(底|末|内|中|初)(?![部国])|(上半年|下半年))/g,
    read: (match, context) =>
      yearPart([match[0], match[1]!, (match[2] ?? match[3])!] as unknown as RegExpMatchArray, context),
  },
  {
    pattern: /(今|明|去|后)(?=年底|年末|年初|年中)年(底|末|初|中)/g,
    read: (match, context) => yearPart([match[0], `${match[1]}年`, match[2]!] as unknown as RegExpMatchArray, context),
  },
  {
    pattern: new RegExp(
      `(大半|小半|半|俩|仨|${NUMERAL})(?:多|来)?(?:个(?=半|工作日|月|多月|星期|礼拜|小时|钟头))?(半)?多?(个?工作日|个?月|周|星期|礼拜|天|日|小时|钟头|年)(?:的?时间)?(之内|以内|内|之后|以后|后|之前|以前|前)?`,
      "g",
    ),
    read: length,
  },
  { pattern: /(?:最近|近|这|过)(?:一?两|几|些|三|两三)天/g, read: aFewDays },
  { pattern: new RegExp(`(${FESTIVAL_NAMES}|年)[(（]?(前|之前|以前|后|之后|以后)`, "g"), read: festival },
  {
    pattern: new RegExp(`(?<![\\d.])${DATE_NAME}[号日](?!内|后|之内|之后|\\d)`, "g"),
    read: (match, context) => (/日$/.test(match[0]) && !/^\d/.test(match[0]) ? undefined : bareDate(match, context)),
  },
];
