const DIGITS = "零一二三四五六七八九";
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** "五百" → 500, "十二" → 12, "两千三百" → 2300; undefined when the characters are no number. */
export function chineseNumber(text: string): number | undefined {
  let total = 0;
  let digit = -1;
  for (const char of text.replaceAll("两", "二")) {
    const value = DIGITS.indexOf(char);
    if (value >= 0) {
      if (digit > 0) return undefined;
      digit = value;
    } else if (UNITS[char]) {
      total += (digit < 0 ? 1 : digit) * UNITS[char]!;
      digit = -1;
    } else return undefined;
  }
  return total + Math.max(digit, 0);
}

/** 1–99 in Chinese characters; undefined outside. */
export function numberInChinese(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 99) return undefined;
  const tens = Math.floor(value / 10);
  return `${tens > 1 ? DIGITS[tens] : ""}${tens ? "十" : ""}${value % 10 ? DIGITS[value % 10] : ""}`;
}

/** The same quantity as others may write it: 十五天 ~ 15天, 3个月 ~ 三个月. Each with the span it stands for. */
export function otherNumerals(text: string): { start: number; end: number; forms: string[] }[] {
  const out: { start: number; end: number; forms: string[] }[] = [];
  for (const found of text.matchAll(/[零一二两三四五六七八九十百千]{1,7}|\d{1,4}/g)) {
    const raw = found[0];
    const end = found.index + raw.length;
    const after = text.slice(end, end + 2);
    const tail =
      /^(?:万|亿|元|人|名|家|个|天|日|年|月|周|岁|小|分|倍|成|次|批|届|级|强|平|亩|吨|台|套|户|工|%|块|号|季|档)/.exec(
        after,
      )
        ? after[0]!
        : "";
    if (/^\d/.test(raw)) {
      const chinese = numberInChinese(Number(raw));
      if (chinese && tail) out.push({ start: found.index, end, forms: [chinese + tail] });
      continue;
    }
    const value = chineseNumber(raw);
    if (value === undefined || (!tail && raw.length < 2)) continue;
    out.push({ start: found.index, end, forms: [`${value}${tail}`] });
  }
  return out;
}
