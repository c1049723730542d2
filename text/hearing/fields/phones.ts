import { type DigitGroup, type DigitRun, digitRuns, hasDigits, matchAt } from "./digits.ts";
import { foldWidth } from "./normalise.ts";

export interface PhoneMention {
  /** ASCII digits without country code and extension: "13900000456", "05708001177"; abroad with "+". */
  number: string;
  /** "转805" → "805". */
  extension?: string;
  kind: "mobile" | "landline" | "service" | "abroad";
  /** As written, extension included. */
  words: string;
  start: number;
  end: number;
}

const MOBILE = /^1[3-9]\d{9}$/;
/** Area codes of the mainland: 010, 02x, and four digits from 03 to 09. */
const AREA = /^0(?:10|2[0-57-9]|[3-9]\d{2})/;
const SERVICE = /^[48]00[1-9]\d{6}$/;

const PHONE_WORD =
  /(?:电话|手机|座机|固话|热线|号码|联系方式|联系人|联系|致电|拨打|来电|拨|总机|办公室|传真|微信|同号|机主|tel|phone|mobile|call|打|分机)/gi;
const OTHER_NUMBER_WORD =
  /(?:身份证|卡号|账号|帐号|账户|户号|户头|订单|单号|编号|合同|发票|税号|信用代码|流水|注册号|案号|批号|序列号|验证码|车牌|QQ|扣扣|群号|执照|许可证|备案|文号|条码|条形码|设备号|出厂号|表号|电表|水表|学号|工号|证号|物料|料号|货号|批次|报关单|税单|代码|密码|房号|错误码|ID)/gi;
const UNIT_AFTER = /^\s*(?:元|块|吨|度|公里|千瓦|平方|平米|㎡|%|％|公斤|千克|立方|美元|欧元|港币|人民币)/;

/** "139 0000 1234" → which ways of grouping a number people use. */
function groupedLikeMobile(groups: DigitGroup[], seps: string[]): boolean {
  if (groups.length === 1) return true;
  if (groups.some((group) => group.spoken)) return true;
  const sizes = groups.map((group) => group.digits.length);
  if (sizes.every((size) => size <= 2)) return true;
  const same = seps.every((sep) => sep.trim() === seps[0]!.trim());
  if (seps.some((sep) => sep.includes(".") || sep.includes("/"))) return same && sizes[0] === 3 && sizes.length <= 3;
  if (sizes[0]! >= 8) return false;
  return sizes[0]! >= 3 ? groups.length <= 6 : same && groups.length <= 5;
}

interface Candidate {
  number: string;
  kind: PhoneMention["kind"];
  last: number;
}

function joined(run: DigitRun, from: number, to: number): string {
  let digits = "";
  for (let i = from; i <= to; i++) digits += run.groups[i]!.digits;
  return digits;
}

/** Heavy separators ("，", "然后") hold a number together only where it was being said piece by piece. */
function piecewise(run: DigitRun, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (!run.seps[i]!.heavy) continue;
    const [before, after] = [run.groups[i]!, run.groups[i + 1]!];
    if (before.digits.length > 8 || after.digits.length > 8) return false;
    if (!run.groups[from]!.spoken && (run.groups[from]!.digits.length < 3 || after.digits.length < 2)) return false;
  }
  return true;
}

function mobileFrom(run: DigitRun, from: number, skip: number): Candidate | undefined {
  let digits = "";
  for (let to = from; to < run.groups.length && to < from + 13; to++) {
    digits += to === from ? run.groups[to]!.digits.slice(skip) : run.groups[to]!.digits;
    if (digits.length > 11) return undefined;
    if (digits.length < 11) continue;
    const seps = run.seps.slice(from, to).map((sep) => sep.text);
    if (!MOBILE.test(digits) || !piecewise(run, from, to)) return undefined;
    if (!groupedLikeMobile(run.groups.slice(from, to + 1), seps)) return undefined;
    return { number: digits, kind: "mobile", last: to };
  }
  return undefined;
}

function landlineFrom(run: DigitRun, from: number, skip: number, national: boolean): Candidate | undefined {
  const first = run.groups[from]!.digits.slice(skip);
  const prefix = national && first[0] !== "0" ? "0" : "";
  const area = AREA.exec(prefix + first)?.[0];
  if (!area) return undefined;
  if (!national && prefix === "" && first.length < area.length) return undefined;
  let best: Candidate | undefined;
  let digits = prefix;
  for (let to = from; to < run.groups.length && to < from + 12; to++) {
    digits += to === from ? first : run.groups[to]!.digits;
    const local = digits.slice(area.length);
    if (local.length > 8) break;
    if (local.length < 7 || !/^[2-9]/.test(local) || !piecewise(run, from, to)) continue;
    if (area.length === 3 && local.length !== 8) continue;
    // "8001177-80": what follows a dash after a whole number is an extension.
    if (best && run.seps[to - 1]!.text.trim() !== "" && !run.groups[to]!.spoken) break;
    best = { number: digits, kind: "landline", last: to };
  }
  return best;
}

function serviceFrom(run: DigitRun, from: number): Candidate | undefined {
  for (let to = from; to < Math.min(run.groups.length, from + 4); to++) {
    const digits = joined(run, from, to);
    if (digits.length > 10) return undefined;
    if (digits.length === 10)
      return SERVICE.test(digits) && piecewise(run, from, to)
        ? { number: digits, kind: "service", last: to }
        : undefined;
  }
  return undefined;
}

/** "88001177" and "8800 1177" count only where the words say that it is a telephone. */
function localFrom(run: DigitRun, from: number): Candidate | undefined {
  for (let to = from; to < Math.min(run.groups.length, from + 3); to++) {
    const digits = joined(run, from, to);
    if (digits.length > 8 || (to > from && run.seps[to - 1]!.heavy)) return undefined;
    const next = run.groups[to + 1];
    if (digits.length < 7 || (next && digits.length + next.digits.length === 8 && !run.seps[to]!.heavy)) continue;
    return /^[2-8]/.test(digits) && !/^20[0-3]\d[01]\d[0-3]\d$/.test(digits)
      ? { number: digits, kind: "landline", last: to }
      : undefined;
  }
  return undefined;
}

const EXTENSION =
  /[ ,，]{0,2}[(（]?[ ]?(?:转(?:分机)?|分机号?|ext\.?|EXT\.?|#|－|-|—|–)[ :：]?([0-9零〇洞一幺二两三四五六七拐八九]{1,6})(?:[ ]?分机)?[)）]?/y;

function extensionAt(
  text: string,
  at: number,
  kind: PhoneMention["kind"],
): { digits: string; end: number } | undefined {
  const match = matchAt(EXTENSION, text, at);
  if (!match) return undefined;
  const dash = /[-－—–]/.test(match[0]);
  if (dash && (kind === "mobile" || match[1]!.length > 5)) return undefined;
  if (/[0-9-]/.test(text[at + match[0].length] ?? "") || (dash && /[月年/.]/.test(text[at + match[0].length] ?? "")))
    return undefined;
  const digits = digitRuns(match[1]!)[0]
    ?.groups.map((group) => group.digits)
    .join("");
  return digits ? { digits, end: at + match[0].length } : undefined;
}

function lastIndex(expression: RegExp, text: string): number {
  let last = -1;
  for (const match of text.matchAll(expression)) last = match.index + match[0].length;
  return last;
}

/** Whether the words just before say "telephone", "another number", or nothing. */
function saidBefore(text: string, start: number): "phone" | "other" | "nothing" {
  const before = text.slice(Math.max(0, start - 14), start);
  const clause = before.slice(
    Math.max(before.lastIndexOf("。"), before.lastIndexOf("；"), before.lastIndexOf("\n")) + 1,
  );
  const phone = lastIndex(PHONE_WORD, clause);
  const other = lastIndex(OTHER_NUMBER_WORD, clause);
  if (other > phone && clause.length - other <= 6) return "other";
  return phone >= 0 ? "phone" : "nothing";
}

function surroundedWell(text: string, start: number, end: number): boolean {
  const before = /[A-Za-z]+[.:]?$/.exec(text.slice(Math.max(0, start - 8), start))?.[0];
  if (before && !/^(?:tel|t|m|mob|mobile|phone|ph|call|vx|wx|v|no|ext|add|to|is)[.:]?$/i.test(before)) return false;
  if (/[￥¥$]\s?$/.test(text.slice(Math.max(0, start - 2), start))) return false;
  if (
    /[-_.]$/.test(text.slice(0, start).slice(-1)) &&
    /[A-Za-z0-9][-_.]$/.test(text.slice(Math.max(0, start - 2), start))
  )
    return false;
  const after = text.slice(end, end + 6);
  return !UNIT_AFTER.test(after) && !/^@[A-Za-z0-9]/.test(after) && !/^(?:[A-Z0-9_]*[0-9]|[A-Z](?![a-z]))/.test(after);
}

function insideAddress(text: string, start: number): boolean {
  const from = text.slice(Math.max(0, start - 120), start);
  return /(?:https?:\/\/|www\.)[^\s\u4e00-\u9fff]*$/.test(from);
}

const COUNTRY = /^(?:0086|\+?86)$/;

/** Where a country code stands before the number, how much of the groups it takes. */
function countryAt(text: string, run: DigitRun, at: number): { group: number; skip: number } | undefined {
  const group = run.groups[at]!;
  const plus = text[group.start - 1] === "+";
  if (COUNTRY.test(group.digits) && run.groups[at + 1]) {
    if (plus || group.digits === "0086" || group.digits === "86") return { group: at + 1, skip: 0 };
  }
  if (plus && group.digits.startsWith("86")) return { group: at, skip: 2 };
  if (group.digits.startsWith("0086")) return { group: at, skip: 4 };
  if (/^86(1[3-9]\d{9}|1[3-9]\d)$/.test(group.digits)) return { group: at, skip: 2 };
  return undefined;
}

function abroadFrom(text: string, run: DigitRun, at: number): Candidate | undefined {
  if (text[run.groups[at]!.start - 1] !== "+") return undefined;
  for (let to = at; to < Math.min(run.groups.length, at + 5); to++) {
    const digits = joined(run, at, to);
    if (digits.length > 14 || (to > at && run.seps[to - 1]!.heavy)) return undefined;
    if (/^(?:85[23][2-9]\d{7}|8869\d{8}|886[2-8]\d{7,8})$/.test(digits))
      return { number: `+${digits}`, kind: "abroad", last: to };
  }
  return undefined;
}

/** A spoken number runs into the next word: "…四五六一个人", or the last one into it: "我们两一三九…". */
function trimSpoken(text: string, group: DigitGroup): DigitGroup | undefined {
  if (!group.spoken || group.digits.length < 12 || group.digits.length > 13) return undefined;
  if (group.end - group.start !== group.digits.length) return undefined;
  const extra = group.digits.length - 11;
  if (MOBILE.test(group.digits.slice(0, 11)) && /^[个人位下次直起定共天点名家条]/.test(text.slice(group.end)))
    return { ...group, digits: group.digits.slice(0, 11), end: group.end - extra };
  if (MOBILE.test(group.digits.slice(extra)))
    return { ...group, digits: group.digits.slice(extra), start: group.start + extra };
  return undefined;
}

function matchRunAt(text: string, run: DigitRun, at: number): (Candidate & { start: number; end: number }) | undefined {
  const group = run.groups[at]!;
  const country = countryAt(text, run, at);
  const start = group.start - (text[group.start - 1] === "+" ? 1 : 0);
  if (country) {
    const found = mobileFrom(run, country.group, country.skip) ?? landlineFrom(run, country.group, country.skip, true);
    if (found) return { ...found, start, end: run.groups[found.last]!.end };
  }
  const abroad = abroadFrom(text, run, at);
  if (abroad) return { ...abroad, start, end: run.groups[abroad.last]!.end };
  const whole = mobileFrom(run, at, 0) ?? landlineFrom(run, at, 0, false) ?? serviceFrom(run, at);
  if (whole) {
    const bracket =
      /[(（]$/.test(text.slice(0, group.start).slice(-1)) && /[)）]/.test(text.slice(group.start, group.start + 7));
    return { ...whole, start: bracket ? group.start - 1 : group.start, end: run.groups[whole.last]!.end };
  }
  const trimmed = trimSpoken(text, group);
  if (trimmed) return { number: trimmed.digits, kind: "mobile", last: at, start: trimmed.start, end: trimmed.end };
  const local = saidBefore(text, group.start) === "phone" ? localFrom(run, at) : undefined;
  return local && { ...local, start: group.start, end: run.groups[local.last]!.end };
}

/** Further into a text nobody leaves a number to be called. */
const LIMIT = 100_000;

/**
 * Telephone numbers of a text, in order: mobiles, landlines with area code, 400/800, Hong Kong, Macau and Taiwan with
 * "+"; a landline without area code only where the words say "电话" or the like. Amounts, dates, ticket and card
 * numbers are left alone.
 */
export function findPhones(raw: string): PhoneMention[] {
  if (!hasDigits(raw, 6)) return [];
  const text = foldWidth(raw.slice(0, LIMIT)).replace(/(?<=\d)[Oo]+(?=\d)/g, (letters) => "0".repeat(letters.length));
  const found: PhoneMention[] = [];
  for (const run of digitRuns(text)) {
    for (let at = 0; at < run.groups.length; at++) {
      const match = matchRunAt(text, run, at);
      if (!match) continue;
      if (!surroundedWell(text, match.start, match.end) || insideAddress(text, match.start)) continue;
      if (saidBefore(text, match.start) === "other") continue;
      const extension = match.kind === "abroad" ? undefined : extensionAt(text, match.end, match.kind);
      const end = extension?.end ?? match.end;
      found.push({
        number: match.number,
        ...(extension && { extension: extension.digits }),
        kind: match.kind,
        words: raw.slice(match.start, end),
        start: match.start,
        end,
      });
      at = match.last;
      while (run.groups[at + 1] && run.groups[at + 1]!.start < end) at++;
    }
  }
  return found;
}

/** A number that was meant as a mobile but has a digit too few or too many: worth one question, never stored. */
export function findDoubtfulPhones(raw: string): { digits: string; start: number; end: number }[] {
  const text = foldWidth(raw);
  const sure = findPhones(raw);
  return digitRuns(text).flatMap((run) => {
    const digits = joined(run, 0, run.groups.length - 1);
    const [start, end] = [run.groups[0]!.start, run.groups.at(-1)!.end];
    const near = /^1[3-9]/.test(digits) && (digits.length === 10 || digits.length === 12);
    if (!near || sure.some((phone) => phone.start < end && phone.end > start)) return [];
    return saidBefore(text, start) === "phone" ? [{ digits, start, end }] : [];
  });
}
