import { addDays, dayOf } from "../../domain/time.ts";
import type { Day, Person } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import type { DayCalendar } from "./fields/date-math.ts";
import { findDates } from "./fields/dates.ts";
import { parseNumeral } from "./fields/numbers.ts";
import { findPeople } from "./fields/people.ts";

const AWAY =
  /请(?:[年病事婚产陪]{1,2}|公|探亲)?假|休(?:[年病事婚产]{1,2}|探亲)?假|[年病事婚产]假|出差|外出(?:学习|培训|开会)|(?:去|在)(?:学习|培训)|住院|不在(?:岗|单位|办公室)|调休|休息?(?:到|至)|休(?:息)?[\d一二两三四五六七八九十半]{1,2}个?(?:天|周|星期|礼拜)/;
const BACK =
  /销假|休完假|(?:我|已经?|提前)(?:回来|回单位|返岗|到岗|上班)了|(?:结束|取消|不)(?:休|请)假了?|假(?:期)?(?:结束|取消)了?/;
const WHO_IS_AWAY =
  /(?:谁|哪些人|哪几个人|哪位|有谁|有没有人)[^，。]{0,8}(?:请假|休假|出差|不在岗|不在)|(?:请假|休假)(?:的)?(?:名单|情况|有谁|有哪些)/;
/** Longer words tell of something else. */
const MAX_ORDER = 60;

/** What somebody who works for the town says of being away, or of who is. */
export function leaveOrder(text: string, hat: Hat): Act | undefined {
  if (hat === "company" || hat === "unknown" || text.length > MAX_ORDER) return undefined;
  if (/[A-Z]{1,6}-\d{8}-\d{3,}|企业|公司|厂|工人|员工|职工|政策|规定|多少天|能不能|可以吗/.test(text)) return undefined;
  if (WHO_IS_AWAY.test(text)) return "ask_leave";
  if (/[?？]\s*$|吗\s*$/.test(text)) return undefined;
  if (BACK.test(text) && text.length <= 24) return "back_from_leave";
  if (
    AWAY.test(text) &&
    (/^(?:我|本人|从|[今明后]|下?周|休|请|年|病|事|产|婚|出|\d)/.test(text) || FOR_ANOTHER.test(text))
  )
    return "on_leave";
  return undefined;
}

const FOR_ANOTHER =
  /(?:给|帮|替|为|登记)[^，。]{1,8}?(?:登记|请|设|办|记)|^[^，。]{1,6}(?:从|今|明|后|下?周|请|休|出差|\d)/;
const DEPUTY_BEFORE = /(?:找|由|请|让|联系|交给|转给|给|代理人?[是为：:]?|代班[是为：:]?)$/;
const DEPUTY_AFTER = /^(?:代|顶|替|接|处理|负责|值|帮)/;
const DAYS = /(?:请|休|出差|学习|培训)[^，。]{0,4}?([\d一二两三四五六七八九十]{1,3}|半)个?(天|周|星期|礼拜|月)/;
const UP_TO = /(?:到|至|—|-|~|～)\s*$/;

export interface LeaveReading {
  /** Null: no end was said. */
  until: Day | null;
  from: Day;
  /** As written; `people` are those of the town whom it may mean. */
  deputy?: { written: string; people: Person[] };
  /** Somebody else than the speaker. */
  whose?: { written: string; people: Person[] };
}

/** "我请假到周五，找小王", "休假5.1-5.7": from when to when, and who is asked meanwhile. `staff` are those who may be meant. */
export function readLeave(
  text: string,
  staff: Person[],
  { now, zone, calendar }: { now: Date; zone: string; calendar: DayCalendar },
): LeaveReading {
  const names = namesIn(text, staff);
  const away = (AWAY.exec(text) ?? BACK.exec(text))?.index ?? text.length;
  // "给小王登记请假" is of 小王's own.
  const deputy = names.find(
    ({ start, end }) =>
      (start > away && DEPUTY_BEFORE.test(text.slice(0, start))) || DEPUTY_AFTER.test(text.slice(end)),
  );
  const whose = names.find((name) => name !== deputy && name.start < away);
  return {
    ...daysOf(text, { now, zone, calendar }),
    ...(deputy && deputy !== whose ? { deputy: { written: deputy.written, people: deputy.people } } : {}),
    ...(whose ? { whose: { written: whose.written, people: whose.people } } : {}),
  };
}

function daysOf(
  text: string,
  { now, zone, calendar }: { now: Date; zone: string; calendar: DayCalendar },
): { from: Day; until: Day | null } {
  const today = dayOf(now, zone);
  const span = SPAN.exec(text);
  if (span) {
    const [from, until] = [dayNamed(span[1]!, span[2]!, today), dayNamed(span[3] ?? span[1]!, span[4]!, today)];
    if (from && until && from <= until) return { from, until };
  }
  const dates = findDates(text, now, zone, calendar).filter(({ day, until }) => (until ?? day) >= today);
  const [first, second] = dates;
  const counted = DAYS.exec(text);
  const from = first && !UP_TO.test(text.slice(0, first.start)) && first.sense !== "by" ? first.day : today;
  if (counted) {
    const n = counted[1] === "半" ? 1 : (parseNumeral(counted[1]!) ?? 1);
    const days = counted[2] === "天" ? n : counted[2] === "月" ? 30 * n : 7 * n;
    return { from, until: addDays(from, Math.max(1, days) - 1) };
  }
  if (!first) return { from: today, until: null };
  if (second) return { from: first.day, until: second.until ?? second.day };
  if (first.until && first.day >= today) return { from: first.day, until: first.until };
  return { from, until: first.until ?? first.day };
}

/** Days of leave are written in short: "5.1-5.7", "10月1日至7日". */
const SPAN = /(\d{1,2})[.月/](\d{1,2})[日号]?\s*(?:-|—|~|～|到|至)+\s*(?:(\d{1,2})[.月/])?(\d{1,2})[日号]?/;

/** The next such day: a month that is over is next year's. */
function dayNamed(month: string, date: string, today: Day): Day | null {
  const of = (year: number) => `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const year = Number(today.slice(0, 4));
  const day = of(year) >= `${today.slice(0, 7)}-01` ? of(year) : of(year + 1);
  return Number.isNaN(Date.parse(day)) ? null : day;
}

interface Named {
  written: string;
  people: Person[];
  start: number;
  end: number;
}

/** People of the town as they are called: by name, by id, or by surname with what colleagues put before or after it. */
function namesIn(text: string, staff: Person[]): Named[] {
  const found: Named[] = [];
  for (const person of staff)
    for (const name of new Set([person.name ?? "", person.id])) {
      const start = name.length > 1 ? text.indexOf(name) : -1;
      if (start < 0) continue;
      const same = found.find((one) => one.start === start && one.written === name);
      if (same) same.people.push(person);
      else found.push({ written: name, people: [person], start, end: start + name.length });
    }
  for (const { name, start, end } of findPeople(text)) {
    if (found.some((one) => one.start < end && start < one.end)) continue;
    const bare = name.replace(/^[老小阿]/, "");
    const people = staff.filter((p) => p.name && p.name.length > 1 && (p.name === bare || bare.startsWith(p.name[0]!)));
    found.push({
      written: name,
      people: people.filter(
        (p) => bare.length < 3 || p.name === bare || /[^\p{L}]|[工局科处主书镇市县区总长]|经理/u.test(bare),
      ),
      start,
      end,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}
