/** A quantity in a text, as a span of values: "六百多万" is 6,000,000 to 7,000,000 yuan. */
export interface Quantity {
  words: string;
  start: number;
  end: number;
  /** 元, %, 人, 月, 年, 天, 工作日, 平方米, 立方米; otherwise the counter as written. */
  unit: string;
  low: number;
  high: number;
}

const DIGITS: Record<string, number> = Object.fromEntries(
  [..."零一二三四五六七八九"]
    .map((char, value) => [char, value] as const)
    .concat([
      ["〇", 0],
      ["两", 2],
      ["俩", 2],
      ["仨", 3],
    ]),
);
const SCALES: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };

/** A number in Chinese numerals ("一千五百", "两万五"); undefined when it is none. */
export function readNumeral(han: string): number | undefined {
  if (!han || /[^零一二三四五六七八九〇两俩仨十百千万亿]/.test(han)) return undefined;
  if (!/[十百千万亿]/.test(han)) return Number([...han].map((char) => DIGITS[char]).join(""));
  let total = 0;
  let part = 0;
  let digit = 0;
  let last = 0;
  for (const char of han) {
    const scale = SCALES[char];
    if (scale === undefined) {
      digit = DIGITS[char]!;
      if (char === "零" || char === "〇") last = 0;
      continue;
    }
    if (scale >= 1e4) {
      total = (total + part + digit || 1) * scale;
      part = 0;
    } else part += (digit || (total + part === 0 ? 1 : 0)) * scale;
    digit = 0;
    last = scale;
  }
  // "两万五" is 25,000: a last digit without a scale counts the next lower one.
  return total + part + (digit && last >= 100 ? (digit * last) / 10 : digit);
}

const UNITS: [RegExp, string][] = [
  [/^(万?美元|美金)/, "美元"],
  [/^(万元|元|块钱|块|人民币)/, "元"],
  [/^(%|％|个百分点|个点)/, "%"],
  [/^(个工作日|工作日)/, "工作日"],
  [/^(个月)/, "月"],
  [/^(周年|年)/, "年"],
  [/^(天|日)/, "天"],
  [/^(立方米|立方|方(?![面法案向便式位]))/, "立方米"],
  [/^(平方米|平米|㎡|平方|平)/, "平方米"],
  [/^(人次|人|名|位|号人|个人|个员工|来号|号)/, "人"],
  [/^(小时|分钟|周岁|岁|吨|千瓦|亩|台|套|件|次|项|家|个|条|期|倍|户|辆|周)/, ""],
];

const NUMBER = "\\d[\\d,，]*(?:\\.\\d+)?|[零一二三四五六七八九〇两俩仨十百千万亿]+";
const QUANTITY = new RegExp(
  `(百分之)?(近|将近|快|不到|不足|上)?(${NUMBER}|几十|几百|几千|几|数十|数百)(多|余|来|几)?([百千]?[万亿]|个亿|[百千](?=[万元块]))?(多|余|来)?`,
  "g",
);

/** Every quantity of a text that carries a unit or a scale (万, 亿). Plain numbers, years and ordinals are left out. */
export function readQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(QUANTITY)) {
    const [words, percent, near, number = "", more, scaleWord = "", more2] = match;
    const start = match.index;
    const end = start + words.length;
    if (/[第\-—/.:：\d]$/.test(text.slice(Math.max(0, start - 1), start))) continue;
    const rest = text.slice(end);
    let unit = percent ? "%" : "";
    let unitLength = 0;
    // "俩月" is a span; "10月" is a month of the calendar.
    if (/^[两俩仨半]$/.test(number) && rest.startsWith("月")) [unit, unitLength] = ["月", 1];
    for (const [pattern, name] of unit ? [] : UNITS) {
      const hit = pattern.exec(rest);
      if (!hit) continue;
      unit = name || hit[0];
      unitLength = hit[0].length;
      break;
    }
    const scale = [...scaleWord].reduce((all, char) => all * (SCALES[char] ?? 1), 1);
    // "千万别" is no number; "上千万" is.
    if (/^[百千万亿]/.test(number) && near !== "上") continue;
    // "几天", "几个" ask; "几十万" tells.
    if (number === "几" && !scaleWord) continue;
    const value = readValue(number);
    if (!value) continue;
    if (unit === "年" && !more && value[0] >= 1900 && value[0] <= 2100) continue;
    if (unit === "天" && rest.startsWith("日") && /月$/.test(text.slice(0, start))) continue;
    if (!unit) {
      if (!scaleWord && !/[万亿]|[百千]$/.test(number) && rest[0] !== "成") continue;
      unit = rest[0] === "成" ? "%" : "元";
      if (rest[0] === "成") unitLength = 1;
    }
    const tenth = rest[0] === "成" && unit === "%" ? 10 : 1;
    let low = value[0] * scale * tenth;
    let high = value[1] * scale * tenth;
    if (rest.startsWith("万元")) {
      low *= 1e4;
      high *= 1e4;
    }
    if (more === "多" || more === "余" || more === "几" || more2 === "多" || more2 === "余")
      high = low + stepOf(value[0]) * scale * tenth * (rest.startsWith("万元") ? 1e4 : 1);
    if (more === "来" || more2 === "来") {
      high = low * 1.15;
      low *= 0.9;
    }
    if (near === "近" || near === "将近" || near === "快") low *= 0.9;
    if (near === "不到" || near === "不足") {
      high = low * 0.999;
      low *= 0.8;
    }
    if (near === "上") high = low * 10;
    found.push({ words: text.slice(start, end + unitLength), start, end: end + unitLength, unit, low, high });
  }
  return found;
}

function readValue(number: string): [number, number] | undefined {
  const vague = /^(?:几|数)(十|百|千)?$/.exec(number);
  if (vague) {
    const base = SCALES[vague[1] ?? ""] ?? 1;
    return [2 * base, 9.99 * base];
  }
  const value = /^\d/.test(number) ? Number(number.replace(/[,，]/g, "")) : readNumeral(number);
  return value === undefined || !Number.isFinite(value) ? undefined : [value, value];
}

/** The room that "多" leaves: above 600 up to 700, above 30 up to 40. */
function stepOf(value: number): number {
  if (value < 10) return 1;
  let step = 1;
  while (value % (step * 10) === 0) step *= 10;
  return step;
}

/** A bound that a clause sets: "设备投资额500万元（含）以上". */
export interface Bound {
  kind: ">=" | "<=";
  value: number;
  unit: string;
  /** The words up to the quantity in the same phrase: what is measured. */
  subject: string;
  /** As written, subject left out. */
  words: string;
  at: number;
}

/** What a clause demands in figures. What it grants (最高…, 每人…元, 给予…) is not a bound. */
export function readBounds(text: string): Bound[] {
  const bounds: Bound[] = [];
  for (const one of readQuantities(text)) {
    const before = phraseBefore(text, one.start);
    const thing =
      /^[^，。；、：\d的按给每以及或（(]{0,4}(?=（含|\(含|及以|或以|以上|以下)/.exec(text.slice(one.end))?.[0] ?? "";
    const after = text.slice(one.end + thing.length, one.end + thing.length + 8);
    if (/(最高|封顶|上限|补助|奖励|补贴|给予|发放|资助|奖补|按照?|每人|每户|每家|贴息)[^，,；;。]{0,6}$/.test(before))
      continue;
    const upper = /^(（含）|\(含\)|（不含）|\(不含\))?(及|或)?以下|^(（含）|\(含\))?以内/.test(after);
    const lower = /^(（含）|\(含\)|（不含）|\(不含\)|（含本数）)?(及|或)?以上/.test(after);
    const named = /(不低于|不少于|达到|超过|满|不得低于|不得少于|高于|大于|至少)$/.exec(before);
    const capped = /(不超过|低于|不足|不满|少于|小于|不高于|不得超过)$/.exec(before);
    const negative = /(不低于|不少于|不得低于|不得少于)$/.test(before);
    const kind = upper || (capped && !negative) ? "<=" : lower || named ? ">=" : undefined;
    if (!kind) continue;
    const lead = (named ?? capped)?.[0] ?? "";
    const tail = /^(（[^）]*）|\([^)]*\))?((及|或)?以[上下]|以内)/.exec(after)?.[0] ?? "";
    bounds.push({
      kind,
      value: one.low,
      unit: one.unit,
      subject: before.slice(0, before.length - lead.length),
      words: lead + text.slice(one.start, one.end) + thing + tail,
      at: one.start,
    });
  }
  return bounds;
}

function phraseBefore(text: string, at: number): string {
  const left = text.slice(Math.max(0, at - 24), at);
  return left.slice(
    Math.max(...["，", ",", "；", ";", "。", "、", "：", "\n"].map((mark) => left.lastIndexOf(mark))) + 1,
  );
}
