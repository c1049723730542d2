import { addDays, dayOf } from "../../../domain/time.ts";
import type { Day } from "../../../domain/town.ts";
import type { CadreReading } from "../reading.ts";
import { type BodyIndex, findBodies } from "./bodies.ts";
import type { DayCalendar } from "./date-math.ts";
import { type DateMention, findDates } from "./dates.ts";
import { READ_LIMIT } from "./limit.ts";
import { parseNumeral } from "./numbers.ts";

export interface CadreContext {
  now: Date;
  zone: string;
  calendar: DayCalendar;
  bodies: BodyIndex;
}

// === Which ticket

const THAT =
  /([^，。；！？\n\s]{0,14}?)(?:那个|这个|那件|这件|那单|这单|的那)(?!人|部门|单位|会|月|周|时候|问题已)(?:关于)?([^，。；！？\n\s已]{0,10})?/;
const MATTER =
  /([^，。；！？\n\s]{1,14}?)(?:的(?:事情?|问题|诉求|单子?|件|工单|案子)|(?<![事文条附邮零备构])件(?=[:：，已])|诉求|工单)/;
const NOT_TICKET =
  /^(?:请|把|将|关于|我们?|你们?|他们?|公司|企业|的|这|那|个|件|单|已经?|都|了|一下|麻烦|上面|刚才|刚刚|昨天|今天|上次|之前|前面)+|(?:的|了|单子|工单|诉求|问题|事情?|已经?|都|一下)+$/g;

/** Words that name a ticket where no number does: "鑫辰那个跳闸的" → 鑫辰, 跳闸. */
function ticketWordsOf(text: string): string[] {
  const match = THAT.exec(text) ?? MATTER.exec(text);
  if (!match) return [];
  const done = /(?:装|修|弄|办|处理|解决|安排|联系|搞|换|整)(?:好|完|掉|上|了).*$/;
  return [match[1], match[2]]
    .map((words) =>
      (words ?? "")
        .replace(/的?(?:[那这][个件]|单子).*$/, "")
        .replace(done, "")
        .replace(NOT_TICKET, "")
        .replace(NOT_TICKET, ""),
    )
    .filter((words) => words.length >= 2 && !/[转要给退把请]|改成|我们/.test(words));
}

// === Promises

const PAST_CLAUSE =
  /(?:已经?|都)[^，。；\n]{0,12}(?:完成|办好|办结|解决|修好|处理完|到位|联系上|答复)|(?:完成|办好|解决|修好|安装完毕)了/;
const EXTENDING = /延期|延长|宽限|顺延|推迟|延到|延至|缓办|再给|多给/;
const FILLER =
  /^(?:[，,、：:\s]|我们(?:局|公司|单位|这边)?|我局|我公司|我单位|本单位|计划|预计|争取|力争|打算|准备|拟|将|会|就|先|再|可以|能|一定|保证|承诺|确保|内|前|之前|左右|就能|就会|的话)+/;
const PROMISES =
  /安排|上门|勘察|踏勘|到场|现场|完成|办结|解决|修|装|换|通|送|派|组织|召开|协调|答复|回复|反馈|给|出具|提交|拿出|会同|对接|开工|动工|施工|进场|恢复|拨付|到账|发放|落实|处理|办|做|查|核实|测|清|整改|验收|审|批|联系|研究|协商|增|扩|铺|挖|开|运|退|付|补|调|报(?!名)|见|去|来|好|完|到/;
/** Told of today as done: "今天上午恢复通车了". */
const DONE_TODAY = /[\u4e00-\u9fff]了(?!解)/;
const STILL_AHEAD = /要|将|会|就能|前|争取|打算|计划|准备|安排/;

function clauseAround(text: string, date: DateMention): { before: string; after: string } {
  const from =
    Math.max(...["，", "。", "；", "\n", "！", "？", ","].map((sign) => text.lastIndexOf(sign, date.start - 1))) + 1;
  const rest = text.slice(date.end);
  const to = rest.search(/[，,。；;\n！？!?]/);
  return { before: text.slice(from, date.start), after: to < 0 ? rest : rest.slice(0, to) };
}

/** Of two dates side by side one is meant, the sharper: "9月开学前" is a day of that month, "10月12日周一" the day itself. */
function sideBySide(dates: DateMention[]): DateMention[] {
  const meant: DateMention[] = [];
  for (const date of dates) {
    const last = meant.at(-1);
    if (last?.end !== date.start) meant.push(date);
    else
      meant[meant.length - 1] = {
        ...(last.until === undefined ? last : date),
        words: last.words + date.words,
        start: last.start,
        end: date.end,
      };
  }
  return meant;
}

function commitmentsOf(text: string, dates: DateMention[], today: Day): CadreReading["commitments"] {
  const found: CadreReading["commitments"] = [];
  for (const date of sideBySide(dates)) {
    const by = date.sense === "by" ? date.day : (date.until ?? date.day);
    if (date.sense === "since" || by < today) continue;
    const { before, after } = clauseAround(text, date);
    const clause = `${before}${date.words}${after}`;
    if (PAST_CLAUSE.test(clause) || EXTENDING.test(clause)) continue;
    if (by === today && DONE_TODAY.test(clause) && !STILL_AHEAD.test(clause)) continue;
    const what = after.replace(FILLER, "").trim() || before.replace(FILLER, "").trim();
    const whole =
      after.replace(FILLER, "").length < 4 ? `${before.replace(FILLER, "")}${after.replace(FILLER, "")}`.trim() : what;
    if (!PROMISES.test(whole)) continue;
    found.push({ what: whole, by, words: clause.trim() });
  }
  return found;
}

// === More time

const LENGTH =
  /(?:延期?|延长|宽限|顺延|推迟|缓|再给|多给|申请)[^，。；\n\d一二两三四五六七八九十半]{0,8}(\d{1,3}|[一二两三四五六七八九十]{1,3}|半|俩|仨)\s?(?:个)?(半)?(工作日|天|日|周|星期|礼拜|月)/;
const UNTIL_BEFORE = /(?:延期?|延长|推迟?|顺延|宽限|缓|改|放宽)(?:时间|办理|答复|回复|时限|期限)?(?:到|至|为)?\s?$/;

function extensionOf(text: string, dates: DateMention[], today: Day): Pick<CadreReading, "extendTo" | "extendDays"> {
  const until = dates.find((date) => {
    const before = text.slice(Math.max(0, date.start - 10), date.start);
    return UNTIL_BEFORE.test(before) && /[到至为]\s?$|改$/.test(before) && (date.until ?? date.day) >= today;
  });
  if (until) return { extendTo: until.until ?? until.day };
  const match = LENGTH.exec(text);
  if (!match) return {};
  const base = { 半: 0.5, 俩: 2, 仨: 3 }[match[1]!] ?? parseNumeral(match[1]!) ?? 0;
  const amount = base + (match[2] ? 0.5 : 0);
  if (match[3] === "工作日") return { extendDays: { days: Math.round(amount), unit: "working" } };
  const days = /周|星期|礼拜/.test(match[3]!) ? amount * 7 : match[3] === "月" ? amount * 30 : amount;
  return days > 0 ? { extendDays: { days: Math.round(days), unit: "natural" } } : {};
}

// === Why, by what, and to whom

const REASON = [
  /(?:理由|原因|情况说明)(?:是|为)?[:：]?\s*([^。；\n]{2,60})/,
  /(?:因为|由于|鉴于)([^。；\n]{2,60}?)(?=，?(?:故|所以|因此|特|现|申请|请求|需要?延|延期|退回|建议|转)|[。；\n]|$)/,
  /因([^为此素。；，\n][^。；\n]{1,40}?)(?=，|故|申请|需|延|退|[。；\n]|$)/,
  /((?:这个|该(?:件|诉求|事项|问题)|此件|本件|这事)?[^，。；\n]{0,12}(?:不归|不属|非属|不是|没有|无)[^，。；\n]{0,10}(?:管|职责|职能|范围|权限|权责|执法权|业务|辖区|管辖|管理)[^，。；\n]{0,6})/,
];
const BASIS = [
  /(《[^》\n]{2,40}》(?:[（(][^）)\n]{2,24}[）)])?(?:第[\d一二三四五六七八九十百]+[条款项])?)/,
  /(?:根据|依据|按照?|参照)([^，。；\n]{3,40}?)(?:的?(?:规定|要求|精神))?(?=，|。|；|\n|$)/,
];
const TO_BEFORE =
  /(?:转(?:给|到|交|办|派|至|由)?|移交(?:给|至)?|改派(?:给|到)?|派(?:给|到|往)?|交(?:给|由|办)?|给|建议(?:由|转|派|交)?(?:给|到)?|应(?:该|当)?(?:由|属|归)?|由|归|属于|是|改成|改为|改由|找|报|分给|流转(?:到|至)?|推送(?:到|给)?|请)(?:市|县|区|那个|这个)?$/;
const TO_AFTER =
  /^(?:主办|牵头|负责|办理|处理|承办|的?(?:职责|职能|事|业务|管辖|范围)|管|来办|来处理|更合适|去办|办(?=[，,。；吧]|$))/;
const NOT_TO_BEFORE = /(?:不归|不属于?|不是|非|并非)(?:我们)?$/;
const CO_AFTER = /^(?:这边|这里|那边)?(?:协办|配合|抄送|协助|会同|参与|支持)/;
const CO_BEFORE = /(?:抄送|协办单位[:：]?|协办[:：]|会同|配合单位[:：]?|协同)\s?$/;

function firstOf(patterns: readonly RegExp[], text: string): string | undefined {
  for (const pattern of patterns) {
    const found = pattern
      .exec(text)?.[1]
      ?.trim()
      .replace(/[，,]$/, "");
    if (found) return found;
  }
  return undefined;
}

const isBare = (text: string, { start, end }: { start: number; end: number }): boolean =>
  /^[\s，,。.！!~吧]*$/.test((text.slice(0, start) + text.slice(end)).replace(/[A-Z]{1,6}-\d{8}-\d{3,}/g, ""));

function ownersNamed(text: string, bodies: BodyIndex): { to: string[]; co: string[] } {
  const ids: string[] = [];
  const co: string[] = [];
  const found = findBodies(text, bodies);
  for (const body of found) {
    if (body.id === undefined || ids.includes(body.id)) continue;
    const before = text.slice(Math.max(0, body.start - 8), body.start);
    const after = text.slice(body.end, body.end + 8);
    if (NOT_TO_BEFORE.test(before)) continue;
    if (CO_AFTER.test(after) || CO_BEFORE.test(before)) co.push(body.id);
    else if (TO_BEFORE.test(before) || TO_AFTER.test(after)) ids.push(body.id);
  }
  // A name and nothing else is the answer to whose it shall be.
  const [only, ...more] = found;
  if (only?.id && more.length === 0 && isBare(text, only) && ids.length + co.length === 0) ids.push(only.id);
  return { to: ids, co: [...new Set(co)].filter((id) => !ids.includes(id)) };
}

/** What the person who handles a ticket says of it: which, what is promised by when, why it goes back, to whom, how much later. */
export function readCadre(whole: string, { now, zone, calendar, bodies }: CadreContext): CadreReading {
  const text = whole.slice(0, READ_LIMIT);
  const today = dayOf(now, zone);
  const dates = findDates(text, now, zone, calendar);
  const reason = firstOf(REASON, text);
  const basis = firstOf(BASIS, text);
  return {
    ticketWords: ticketWordsOf(text),
    note: whole.trim(),
    commitments: commitmentsOf(text, dates, today),
    ...ownersNamed(text, bodies),
    ...(reason !== undefined && { reason }),
    ...(basis !== undefined && { basis }),
    ...extensionOf(text, dates, today),
  };
}

/** The day on which an extension by natural days ends, counted from a deadline. */
export const extendedTo = (
  from: Day,
  { days, unit }: NonNullable<CadreReading["extendDays"]>,
  calendar: DayCalendar,
): Day => (unit === "working" ? calendar.addWorkdays(from, days).day : addDays(from, days));
