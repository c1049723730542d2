import { EVENT_KINDS, type EventKind, type Recurrence } from "../../../domain/series.ts";
import { addDays, dayOf, minutesOf } from "../../../domain/time.ts";
import type { ClockTime } from "../../../domain/town.ts";
import type { SpokenSeries } from "../reading.ts";
import { type ClockMention, findClocks } from "./clocks.ts";
import type { DayCalendar } from "./date-math.ts";
import { findDates } from "./dates.ts";
import { parseNumeral } from "./numbers.ts";

const N = "([\\d]{1,3}|[一二两三四五六七八九十]{1,3})";
const WEEKDAY = "([一二三四五六日天末])";
const WEEKLY = new RegExp(`(?:每(?:隔)?(?:个)?|逢)(?:周|星期|礼拜)的?${WEEKDAY}|每逢(?:周|星期|礼拜)${WEEKDAY}`);
const EVERY_WEEKS = new RegExp(
  `(?:每隔?${N}个?|隔|双)(?:周|星期|礼拜)(?:一次|开一次|办一次)?[^，。；]{0,4}?(?:(?:的?(?:周|星期|礼拜))|的|逢)?${WEEKDAY}`,
);
const MONTHLY = new RegExp(
  `每(?:隔?${N}?个?)?月的?(?:(?:第${N}|(最后))(?:一)?个?(?:周|星期|礼拜)的?${WEEKDAY}|${N}[日号])`,
);

const weekdayNumber = (word: string): number => "一二三四五六日".indexOf(word.replace(/[天末]/, "日")) + 1;
const count = (word: string | undefined): number => (word ? (parseNumeral(word) ?? 1) : 1);

/** "每周一", "隔周三", "每两周的周五", "每月第二个周三", "每月15号"; undefined where nothing comes again. */
export function recurrenceOf(text: string): Recurrence | undefined {
  const monthly = MONTHLY.exec(text);
  if (monthly) {
    const [, every, nth, last, weekday, date] = monthly;
    if (date) return { unit: "month", every: count(every), date: Math.min(31, count(date)) };
    return {
      unit: "month",
      every: count(every),
      weekday: weekdayNumber(weekday!),
      nth: last ? -1 : Math.min(4, count(nth)),
    };
  }
  const weeks = EVERY_WEEKS.exec(text);
  // "每隔一周" leaves one out; "每两周" does not.
  if (weeks) {
    const said = weeks[1] ? count(weeks[1]) + (/每隔/.test(weeks[0]) ? 1 : 0) : 2;
    return { unit: "week", every: Math.min(12, said), weekday: weekdayNumber(weeks[2]!) };
  }
  const weekly = WEEKLY.exec(text);
  return weekly ? { unit: "week", every: 1, weekday: weekdayNumber((weekly[1] ?? weekly[2])!) } : undefined;
}

const NAME =
  /(?:举办|举行|召开|组织|开设|开展|开办|办|搞|开|设)(?:一次|一场|一期|一个|个|场)?(?:叫|名叫|名为)?[“"「《]?((?!一次|会议室)[^，。；;,、“”"「」《》\n：:（(]{2,24}?)[”"」》]?(?=[，。；;,\n：:（(]|$|地点|主题(?!日|会)|在[^，。]{2,20}(?:办|举行|召开|开)|每(?:场|期|次))/;
const QUOTED = /[“"「《]([^”"」》]{2,24})[”"」》]/;
/** "每周一晚上7点半，政企交流主题日": a clause of its own that names a kind of meeting. */
const KIND_WORDS =
  /(?:交流|主题|接待|恳谈|直通车|座谈|见面|茶叙|沙龙|对接|洽谈|撮合|招聘|路演|宣讲|圆桌|早餐会|沟通)[^，。；;]{0,6}(?:日|会|车|叙|活动|例会|沙龙)?$/;

function nameOf(text: string): string | undefined {
  const named = NAME.exec(text)?.[1]?.replace(/^的/, "").trim();
  if (named && !/^(?:到|至|完|好|了)/.test(named)) return named;
  const quoted = QUOTED.exec(text)?.[1];
  if (quoted) return quoted;
  return text
    .split(/[，。；;,\n：:]/)
    .map((clause) => clause.replace(/^(?:新增|设置|设立|安排|排|定期)/, "").trim())
    .find((clause) => clause.length <= 16 && KIND_WORDS.test(clause) && !/^主题|地点|每/.test(clause));
}

function kindOf(words: string): EventKind {
  if (/接待/.test(words)) return EVENT_KINDS[1];
  if (/沙龙|解读|宣讲|讲座|培训/.test(words)) return EVENT_KINDS[2];
  if (/对接|撮合|洽谈|招聘|双选|路演/.test(words)) return EVENT_KINDS[3];
  return EVENT_KINDS[0];
}

const PLACE = /(?:地点|地址|会场)(?:设?在|是|为|[：:])?\s*([^，。；;\n]{2,40})/;
const PLACE_IN = /(?:^|[，。；;,\n点半刻分上午晚])在([^，。；;\n]{2,30}?)(?:举办|举行|召开|办|开|$|(?=[，。；;]))/;
const THEME = /(?<!交流)主题(?!日|会)(?:是|为|定为|[：:])?\s*([^，。；;\n]{2,40})/;
const HOST = /(?:主持人?(?:是|为|[：:])?|由)\s*([^，。；;\n：:]{2,12}?)(?:主持|(?=[，。；;\n]|$))/;
const SEATS = new RegExp(
  `(?:每[场期次])?(?:限|设|共)?${N}\\s?(?:个|家)?(?:企业)?(?:席位|名额|座位|席|家企业|家)|(?:席位|名额)\\s?${N}`,
);
const CLOSES = new RegExp(
  `(?:提前|前)\\s?(${N.slice(1, -1)}|半)\\s?个?(工作日|天|日)[^，。；;]{0,8}?(?:截止|截至|停止报名|关闭)|(?:报名)?截止(?:时间|日期)?(?:是|为|[：:])?(?:提前|前)\\s?(${N.slice(1, -1)})\\s?个?(工作日|天|日)`,
);
const CLOSES_DAY_BEFORE = /前一?[天日](?:晚上|下午|中午|上午)?[^，。；;]{0,8}截止/;
const CLOSES_SAME_DAY = /(?:当[天日])[^，。；;]{0,8}截止/;
const LASTS = new RegExp(`(?:时长|每[场次期]|一共|历时|开)\\s?(${N.slice(1, -1)}|半)个?(半)?\\s?(小时|钟头|分钟)`);
const MOST = new RegExp(`(?:一共|共|办|连办|总共)\\s?${N}\\s?期`);
const VENUES = /(?:同步|分会场|各场|[几多两三四五六七八九十\d]+场|城市)[^：:，。；]{0,8}[：:]\s*([^。；;\n]+)/;
const FIRST_FROM = /从([^，。；]{2,12}?)(?:起|开始)/;

/** What the office says to set a series up; undefined where nothing comes again. */
export function readSeries(
  text: string,
  { now, zone, calendar }: { now: Date; zone: string; calendar: DayCalendar },
): SpokenSeries | undefined {
  const recurrence = recurrenceOf(text);
  if (!recurrence) return undefined;
  const closing = closingOf(text);
  const apart = closing ? text.replace(closing.words, "") : text;
  const clocks = findClocks(apart);
  const at = clocks[0]?.time;
  const name = nameOf(apart);
  const place = (PLACE.exec(apart) ?? PLACE_IN.exec(apart))?.[1]?.trim();
  const theme = themeOf(apart);
  const host = HOST.exec(apart)?.[1]?.trim();
  const seats = SEATS.exec(apart);
  const said = seats && parseNumeral((seats[1] ?? seats[2])!);
  const most = MOST.exec(apart)?.[1];
  const dates = findDates(apart, now, zone, calendar);
  const from = FIRST_FROM.exec(apart)?.[1];
  const began = from && dates.find(({ words }) => from.includes(words) || words.includes(from))?.day;
  const until = dates.find(({ start }) => /(?:到|至|办到)$/.test(apart.slice(Math.max(0, start - 2), start)));
  const end = until && (until.until ?? until.day);
  return {
    recurrence,
    kind: kindOf(name ?? text),
    venues: venuesOf(text),
    ...(name ? { name } : {}),
    ...(at ? { at } : {}),
    ...minutesFrom(apart, clocks[0]),
    ...(place ? { place } : {}),
    ...(theme ? { theme } : {}),
    ...(host ? { host } : {}),
    ...(said && said < 1000 ? { seats: said } : {}),
    ...(closing ? { closes: closing.closes } : {}),
    ...(began && began >= dayOf(now, zone) ? { from: began } : {}),
    ...(end && end > addDays(dayOf(now, zone), 7) ? { to: end } : {}),
    ...(most ? { most: count(most) } : {}),
  };
}

/** "主题轮着来", "主题另定": no theme yet. */
function themeOf(text: string): string | undefined {
  const theme = THEME.exec(text)?.[1]?.trim();
  return theme && !/^(?:轮|另|待|再|不定|不限|每[期次场]|随时|临时)/.test(theme) ? theme : undefined;
}

function closingOf(text: string): { words: string; closes: NonNullable<SpokenSeries["closes"]> } | undefined {
  const found = CLOSES.exec(text) ?? CLOSES_DAY_BEFORE.exec(text) ?? CLOSES_SAME_DAY.exec(text);
  if (!found) return undefined;
  const at = findClocks(found[0])[0]?.time ?? hourOf(found[0]);
  const days = CLOSES_SAME_DAY.test(found[0]) ? 0 : count(found[1] ?? found[3]);
  const unit = (found[2] ?? found[4]) === "工作日" ? "working" : "natural";
  return { words: found[0], closes: { days, unit, ...(at ? { at } : {}) } };
}

/** "前一天中午截止" without an hour. */
const hourOf = (words: string): ClockTime | undefined => (/中午/.test(words) ? "12:00" : undefined);

const UNTIL =
  /^\s?[到至\-~—–－]\s?(?:上午|中午|下午|晚上|晚)?(\d{1,2}|[一二三四五六七八九十两]{1,3})(?:[点时]|[:：](\d{2}))(半|一刻|三刻)?/;

function minutesFrom(text: string, first: ClockMention | undefined): { minutes?: number } {
  const lasts = LASTS.exec(text);
  if (lasts) {
    const amount = (lasts[1] === "半" ? 0.5 : count(lasts[1])) + (lasts[2] ? 0.5 : 0);
    return { minutes: Math.round(amount * (lasts[3] === "分钟" ? 1 : 60)) };
  }
  const until = first && UNTIL.exec(text.slice(first.end));
  const hour = until && parseNumeral(until[1]!);
  if (!first || !until || hour === undefined || hour === null || hour > 24) return {};
  const past = until[2] ? Number(until[2]) : ({ 半: 30, 一刻: 15, 三刻: 45 }[until[3] ?? ""] ?? 0);
  // "晚七点半到九点": the second hour is of the same half of the day.
  const minutes = (hour * 60 + past - minutesOf(first.time) + 1440) % 720;
  return minutes > 0 ? { minutes } : {};
}

/** "各区县同步：市级（政务中心）、安吉（商会）": the 场 of one 期. */
function venuesOf(text: string): { name: string; place: string }[] {
  const list = VENUES.exec(text)?.[1];
  if (!list) return [];
  return list
    .split(/[、，,/]|和(?=[\u4e00-\u9fff]{2,6}[（(])/)
    .map((entry) => /^\s*([^（(\s]{2,10}?)(?:场|会场)?(?:[（(]([^）)]{2,30})[）)])?\s*$/.exec(entry))
    .flatMap((m) => (m && !/截止|席位|名额|主题|主持/.test(m[1]!) ? [{ name: m[1]!, place: m[2] ?? "" }] : []));
}
