import { parseNumeral } from "./numbers.ts";

const THING = "(?:个|件|条|项|点|单|桩|宗|张|样|则|样儿)";
const NTH = new RegExp(`(倒数)?第\\s?([\\d一二两三四五六七八九十]{1,3})\\s?${THING}`);
const LAST = new RegExp(
  `最后(?:面|边|头)?(?:那|这|一|的)?一?${THING}|后(?:面|边|头)?(?:那|一|的那|那一)${THING}|末(?:一|尾那)${THING}|后者`,
);
const FIRST = new RegExp(`头一?${THING}|前(?:面|边|头)?(?:那|一|的那|那一)${THING}|首${THING}|前者|最前面那${THING}`);

/** Which of several matters is meant: 1 the first, -1 the last, -2 the last but one. */
export function ordinalOf(text: string): number | undefined {
  const nth = NTH.exec(text);
  if (nth) {
    const n = parseNumeral(nth[2]!);
    if (n && n <= 99) return nth[1] ? -n : n;
  }
  if (LAST.test(text)) return -1;
  return FIRST.test(text) ? 1 : undefined;
}
