import { addDays, clockOf, dayOf, daysBetween } from "../../../domain/time.ts";
import type { ClockTime, Day } from "../../../domain/town.ts";
import type { SpokenDate } from "../reading.ts";
import { type ClockMention, findClocks, PART_OF_DAY } from "./clocks.ts";
import type { DateHit, DayCalendar } from "./date-math.ts";
import { RULES } from "./date-rules.ts";
import { READ_LIMIT } from "./limit.ts";

export interface DateMention extends SpokenDate {
  start: number;
  end: number;
  /** The time of day, where one was said with it. */
  time?: ClockTime;
  /** Something happens then that cannot wait: "下周一机器就到了", "七月到厂". */
  due?: true;
  /** Last day of a span ("下周", "9月", "上旬"), where `day` is its first. */
  until?: Day;
}

const WORTH_LOOKING =
  /[天日号周月年节晚早夜旬季]|礼拜|星期|小时|钟头|五一|十一|国庆|元旦|端午|中秋|清明|高考|开学|放假|双1|618|下班|天黑|点|\d[./-]\d/;

const BY_AFTER =
  /^\s?(?:(?:下班|收工|天黑)(?:之前|以前|前)|的?(?:之前|以前|前(?!后|面|台|年|天|几|期|段|端|去|往|来|不久)|之内|以内|内(?!部|容|网)|截止|为止|止|底前))/;
const BY_BEFORE =
  /(?:最迟|最晚|不晚于|不迟于|不超过|赶在|务必在?|争取在?|力争在?|限|限于|截至|截止到?|截止日期?是?[:：]?|期限是?[:：]?|时限是?[:：]?|deadline)[:：\s]?$/;
const UP_TO_BEFORE = /(?:到|至|于|在)$/;
const SINCE_AFTER = /^\s?(?:起|开始|以来|到现在|至今|就|到今天|到目前|一直)/;
const SINCE_BEFORE = /(?:从|自|打|自从)$/;
const IN_BRACKETS =
  /^\s?[(（](?:下|本|这)?(?:周|星期|礼拜)[一二三四五六日天][)）]|^\s?[(（]\d{1,2}月\d{1,2}[日号]?[)）]|^\s?[(（]\d{1,2}[日号][)）]/;
const CANNOT_WAIT =
  /^[^，。！？\n报]{0,5}?(?:就(?:要|得|该)?[^，。]{0,2}(?:到|来|开|交|用|上|进|走|停|关|投|检|验)|(?:要|得|必须|需要?)[^，。]{0,2}(?:用|交|开工|投产|出货|发货|交货|检查|验收|开业|上线|装船|报)|到(?:厂|货|期|港)|交货|开工|投产|到期|进场|发货|出货|开业|截止|开学|验收)/;
const PART_AFTER = new RegExp(`^的?(?:${PART_OF_DAY})`);

/** What stands around a hit decides how it is meant. */
function finish(text: string, hit: DateHit, clocks: ClockMention[], today: Day): DateMention {
  let end = hit.end;
  end += IN_BRACKETS.exec(text.slice(end))?.[0].length ?? 0;
  const clock = clocks.find((one) => (one.start >= end && one.start <= end + 1) || (one.start < end && one.end > end));
  if (clock) end = Math.max(end, clock.end);
  else end += PART_AFTER.exec(text.slice(end))?.[0].length ?? 0;
  const before = text.slice(Math.max(0, hit.start - 6), hit.start);
  const after = text.slice(end, end + 8);
  let sense = hit.sense ?? "on";
  const by = BY_AFTER.exec(after);
  if (!hit.settled) {
    if (by && hit.byDay !== null) {
      sense = "by";
      end += by[0].length;
    } else if (BY_BEFORE.test(before)) sense = "by";
    else if (hit.day <= today && (SINCE_BEFORE.test(before) || SINCE_AFTER.test(after))) sense = "since";
    else if (hit.end - hit.start > 1 && UP_TO_BEFORE.test(before) && /^\s?(?:必须|要给|给|得|之内|务必)/.test(after))
      sense = "by";
  }
  const due = sense === "on" && hit.day > today && CANNOT_WAIT.test(text.slice(end, end + 12));
  const day = sense === "by" ? (hit.byDay ?? hit.until ?? hit.day) : hit.day;
  return {
    day,
    words: text.slice(hit.start, end),
    sense,
    start: hit.start,
    end,
    ...(clock && { time: clock.time }),
    ...(due && { due: true as const }),
    ...(hit.until && sense !== "by" && { until: hit.until }),
  };
}

const DEADLINE_CLOCK = /^(?:之前|以前|前(?!后|面|台))/;
const TODAY_ENDS = /(?:今天|今日|今晚)?(?:下班|收工|天黑|放工|打烊)(?:之前|以前|前)/g;

/** "中午12点前", "下班前": today, or tomorrow where that time is past. */
function clockDeadlines(text: string, clocks: ClockMention[], now: Date, zone: string, today: Day): DateMention[] {
  const found: DateMention[] = [];
  const time = clockOf(now, zone);
  for (const clock of clocks) {
    const suffix = DEADLINE_CLOCK.exec(text.slice(clock.end))?.[0];
    if (!suffix) continue;
    const end = clock.end + suffix.length;
    const day = clock.time <= time ? addDays(today, 1) : today;
    found.push({ day, words: text.slice(clock.start, end), sense: "by", start: clock.start, end, time: clock.time });
  }
  for (const match of text.matchAll(TODAY_ENDS)) {
    found.push({ day: today, words: match[0], sense: "by", start: match.index, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(/(?:上午|中午|下午|晚上|天亮)(?:之前|以前|前)(?![后面台])/g)) {
    found.push({ day: today, words: match[0], sense: "by", start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/**
 * Dates that a text names, in order, none over another. "周三前" means by that Wednesday (the day itself included);
 * a festival's "前" means the last working day before it; "15个工作日内" counts working days.
 * `zone` is an IANA zone: days are local.
 */
export function findDates(whole: string, now: Date, zone: string, calendar: DayCalendar): DateMention[] {
  const text = whole.slice(0, READ_LIMIT);
  if (!WORTH_LOOKING.test(text)) return [];
  const today = dayOf(now, zone);
  const clocks = findClocks(text);
  const hits: DateHit[] = [];
  for (const rule of RULES) {
    for (const match of text.matchAll(rule.pattern)) {
      const before = text.slice(Math.max(0, match.index - 6), match.index);
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 8);
      const hit = rule.read(match, { today, now, zone, calendar, before, after });
      if (!hit) continue;
      const start = match.index + (hit.skip ?? 0);
      hits.push({ ...hit, start, end: match.index + match[0].length - (hit.cut ?? 0) });
    }
  }
  const mentions = hits.map((hit) => finish(text, hit, clocks, today));
  mentions.push(...clockDeadlines(text, clocks, now, zone, today));
  mentions.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: DateMention[] = [];
  for (const mention of mentions) {
    const last = kept.at(-1);
    if (!last || mention.start >= last.end) kept.push(mention);
    else if (mention.end - mention.start > last.end - last.start) kept[kept.length - 1] = mention;
  }
  return kept;
}

/** The person's own deadline: the nearest last day, or day that cannot wait, that is still ahead. */
export function deadlineOf(dates: DateMention[], today: Day): SpokenDate | undefined {
  const due = dates.filter((date) => (date.sense === "by" || date.due) && daysBetween(today, date.day) >= 0);
  const first = due.sort((a, b) => a.day.localeCompare(b.day))[0];
  return first && { day: first.day, words: first.words, sense: first.sense };
}
