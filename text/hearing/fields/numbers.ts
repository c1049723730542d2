/** Numbers as people say them: 三十来号, 俩, 两百五, 六百多万, 9万4, 20个左右. */

import { READ_LIMIT } from "./limit.ts";

const DIGIT: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  俩: 2,
  仨: 3,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const SCALE: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 1e4, 亿: 1e8 };

/** Characters that a numeral may be made of, for building expressions. */
export const NUMERAL = "(?:\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百千]+)";

/**
 * The value of a numeral that is nothing else: "30", "1.2万", "三十", "两百五" (250), "9万4" (94,000), "二〇二六" (2026).
 * Undefined for what is none.
 */
export function parseNumeral(words: string): number | undefined {
  const text = words.replace(/[,，](?=\d{3})/g, "");
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (text === "半") return 0.5;
  if (/^[零〇一二两三四五六七八九俩仨]+$/.test(text) && text.length > 1)
    return Number([...text].map((char) => DIGIT[char]).join(""));
  let whole = 0;
  let section = 0;
  let current: number | undefined;
  let last = 1;
  let gap = false;
  for (let at = 0; at < text.length; ) {
    const written = /^\d+(?:\.\d+)?/.exec(text.slice(at))?.[0];
    if (written) {
      current = Number(written);
      at += written.length;
      continue;
    }
    const char = text[at]!;
    at++;
    const digit = DIGIT[char];
    if (digit !== undefined) {
      if (digit === 0 && /[零〇]/.test(char)) gap = true;
      // "三四十": the lower of the two.
      else if (current === undefined) current = digit;
      continue;
    }
    const scale = SCALE[char];
    if (scale === undefined) return undefined;
    if (scale >= 1e4) {
      const upTo = section + (current ?? 0) || (whole > 0 && scale > last ? 0 : 1);
      whole = scale === 1e8 && whole > 0 ? (whole + upTo) * scale : whole + upTo * scale;
      section = 0;
    } else section += (current ?? 1) * scale;
    current = undefined;
    last = scale;
    gap = false;
  }
  if (current !== undefined)
    section += !gap && last > 1 && current < 10 && last >= 100 ? current * (last / 10) : current;
  return text === "" ? undefined : whole + section;
}

export interface NumberMention {
  value: number;
  /** 来, 多, 左右, 将近, 上百 … */
  approx: boolean;
  words: string;
  start: number;
  end: number;
  /** The measure word or unit that follows: 人, 台, 万元. */
  unit?: string;
}

export interface AmountMention extends NumberMention {
  kind: "money" | "quantity" | "percent";
}

const MONEY = "万美元|美元|欧元|港币|港元|人民币|万元|亿元|千元|百元|元钱|元|块钱|块|万块钱|万块|毛钱|亿|万";
const MEASURE =
  "千伏安|兆伏安|千瓦时|千瓦|兆瓦|kVA|KVA|kva|kW|KW|kw|平方米|平方公里|平方|平米|㎡|立方米|立方|公里|千米|公斤|千克|号人|号员工|" +
  "个人|人次|个工人|兆|吨|亩|度|方|米|人|名|位|号|家|台|辆|条|户|间|套|件|栋|批|箱|盒|车|票|张|份|头|只|支|笔|床|层|个点|个|口";
const PREFIX = "大概|大约|约|差不多|将近|接近|近|不到|超过|至少|最少|最多|足足|整整|好几|几|数|上|小|好";
const CORE =
  "(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?(?:[万亿千百]\\d(?!\\d))?|[零〇一二两三四五六七八九十百千俩仨半][零〇一二两三四五六七八九十百千万亿]*)";

const MENTION = new RegExp(
  `(${PREFIX})?(${CORE})([来多余几](?!万元户))?((?:[十百千万亿](?!伏安|瓦|米|克)){0,2})([多余来])?(?:个(?=[元块]))?\\s?(%|％|个百分点|${MEASURE}|${MONEY})?(?:(钱))?(左右|上下|以上|出头|开外)?`,
  "g",
);

const QUANTITY = new RegExp(`^(?:${MEASURE})$`);
const MONEY_UNIT = new RegExp(`^(?:${MONEY})$`);
const MANY_UNIT = /^(?:人|名|位|号|号人|号员工|个人|个工人|人次)$/;

/** Numbers with what they count. Ordinals ("第三"), dates, building and route numbers are left out. */
export function findNumbers(whole: string): NumberMention[] {
  const text = whole.slice(0, READ_LIMIT);
  if (!/[\d一二两三四五六七八九十百千俩仨半]/.test(text)) return [];
  const found: NumberMention[] = [];
  for (const match of text.matchAll(MENTION)) {
    const mention = readMention(text, match);
    if (mention) found.push(mention);
  }
  return found;
}

const AFTER_ORDINAL = /[第周期年月初礼拜]$/;
const NOT_A_COUNT =
  /^(?:[月日年点时分楼栋幢区路线期届次环级星巷弄]|号(?:楼|线|厂|车间|仓|门|店|库|院|路|地块|窗口|机|炉|井|桌|前|之前)|个月|小时|分钟|工作日|季度)/;

function readMention(text: string, match: RegExpMatchArray): NumberMention | undefined {
  const [words, prefix, core, tail, scale, more, unit, money, about] = match;
  const start = match.index!;
  const end = start + words.length;
  const before = text.slice(Math.max(0, start - 2), start);
  if (/[A-Za-z\d.\-/·:：]$/.test(before)) return undefined;
  if (AFTER_ORDINAL.test(before) && !/[万亿元块]/.test(words)) return undefined;
  if (/^[俩仨]$/.test(core!) && /我$|你$|他$|咱$|们$/.test(before)) return undefined;
  const numberEnd = end - (unit?.length ?? 0) - (money?.length ?? 0) - (about?.length ?? 0);
  if (NOT_A_COUNT.test(text.slice(numberEnd)) || /^[-–:：.\d]/.test(text.slice(end))) return undefined;
  let value = parseNumeral(core!);
  if (value === undefined) return undefined;
  for (const char of scale!) value *= SCALE[char]!;
  if (unit?.startsWith("万")) value *= 1e4;
  else if (unit?.startsWith("亿")) value *= 1e8;
  else if (unit === "千元") value *= 1000;
  const approx = Boolean((prefix && prefix !== "足足" && prefix !== "整整") || tail || more || about);
  return {
    value,
    approx,
    words: words.trim(),
    start,
    end,
    ...((unit || money) && { unit: (unit ?? "") + (money ?? "") }),
  };
}

/**
 * What a clerk would want to keep of a matter: money, and counts of people, machines, area, power. "一个", "两件事" and
 * spans of time are not amounts.
 */
export function findAmounts(text: string): AmountMention[] {
  return findNumbers(text).flatMap((mention): AmountMention[] => {
    const kind = kindOf(text, mention);
    return kind ? [{ ...mention, kind }] : [];
  });
}

function kindOf(text: string, { unit, words, value, end }: NumberMention): AmountMention["kind"] | undefined {
  const after = text.slice(end, end + 3);
  if (!unit) return /[万亿]/.test(words) && !/^[个多]/.test(after) ? "money" : undefined;
  if (/^(?:%|％|个百分点|个点)$/.test(unit)) return "percent";
  if (MONEY_UNIT.test(unit.replace(/钱$/, "")) || /钱$/.test(unit)) {
    return unit === "块" && /^[地板砖玻布牌]/.test(after) ? undefined : "money";
  }
  if (!QUANTITY.test(unit)) return undefined;
  if (
    /^(?:个|件|条|口|份|位|次)$/.test(unit) &&
    /^(?:事|问题|诉求|情况|方面|建议|意见|要求|疑问|月|小时|工作日)/.test(after)
  )
    return undefined;
  if (value <= 1 && !/\d/.test(words) && !MANY_UNIT.test(unit)) return undefined;
  if (value <= 1 && unit === "块" && !/\d/.test(words)) return undefined;
  if (unit === "号" && !/^(?:普工|工人|人|员工|学徒|焊工|司机|钳工|[^\d，。\s]工)/.test(after)) return undefined;
  if (unit === "度" && /[角温]$/.test(text.slice(Math.max(0, end - words.length - 1), end - words.length)))
    return undefined;
  return "quantity";
}
