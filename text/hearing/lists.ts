import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { parseNumeral } from "./fields/numbers.ts";

const COUNTS =
  /三个数|三项数字|(?:问题)?清单[^，。]{0,8}(?:几个数|统计|汇总|总数|多少(?:个|件|条)?|进度|进展)|收集(?:了|到|数)?[^，。]{0,6}[、，,/和]?有措施[^，。]{0,8}(?:已?解决|多少)/;
const MEASURE = "(?:整改|解决|办理|工作|应对)?(?:措施|举措|办法)";
const NO_MEASURE = new RegExp(
  `(?:哪些|哪几[个件条项]|哪个单位|哪些单位|多少|几[个件条项]|还)[^，。]{0,10}(?:没有?|未|缺|无)(?:有|制[定订]|定|拿出|报|明确|落实|出)?${MEASURE}|(?:没有?|未报?|缺|无)${MEASURE}的?(?:问题)?(?:有?哪些|清单|名单|列|发|是哪)`,
);
const NO_RESULT = new RegExp(
  `有(?:了)?${MEASURE}[^，。]{0,6}(?:没有?|未|没见)(?:见)?(?:到|有)?(?:结果|解决|办结|销号|完成|落实|成效)|定了${MEASURE}[^，。]{0,8}(?:没|未)|只有${MEASURE}(?:没有?|无)结果`,
);
/** Whoever writes more tells something. */
const MAX_ORDER = 50;

const STAFF: ReadonlySet<Hat> = new Set(["office", "handler", "chief", "leader"]);

export type ListWanted = "counts" | "no_measure" | "no_result";

/** What is asked of the lists that were imported; undefined where nothing is. */
export function listWanted(text: string): ListWanted | undefined {
  if (NO_RESULT.test(text)) return "no_result";
  if (NO_MEASURE.test(text)) return "no_measure";
  return COUNTS.test(text) ? "counts" : undefined;
}

const INDICATOR =
  /指标[^，。]{0,14}(?:谁|哪|牵头|责任|负责|配合)|(?:谁|哪[个些家]|牵头|负责)[^，。]{0,12}指标|第\s*[\d一二三四五六七八九十]+\s*(?:项|个)[^，。]{0,4}(?:谁|哪个?(?:单位|部门)?)牵头|指标(?:清单|分工|表|任务)/;
const NUMBER = /第\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?:项|个|号)|指标\s*(\d{1,3})(?!\d)/;

const REVIEW =
  /月(?:度)?评议|评议(?:的)?(?:建议|议题|题目|材料|清单)|(?:共性|普遍性|高频|多家企业反映的?)(?:的)?问题[^，。]{0,8}(?:有?哪些|建议|清单|梳理|汇总|列|出|是什么)|(?:梳理|汇总|列|出)(?:一下|一份|下)?[^，。]{0,6}(?:共性|高频|普遍性)(?:的)?问题/;

/** Orders of the town's people about lists and indicators. */
export function listOrder(text: string, hat: Hat): Act | undefined {
  if (!STAFF.has(hat) && hat !== "liaison") return undefined;
  if (text.length > MAX_ORDER) return undefined;
  if (STAFF.has(hat) && REVIEW.test(text)) return "monthly_review";
  if (INDICATOR.test(text)) return "ask_indicator";
  return STAFF.has(hat) && listWanted(text) ? "list_counts" : undefined;
}

/** "第3项", "指标12": its number. */
export function indicatorNumber(text: string): number | undefined {
  const match = NUMBER.exec(text);
  return match ? parseNumeral((match[1] ?? match[2])!) : undefined;
}
