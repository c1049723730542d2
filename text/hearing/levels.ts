import type { Level } from "../../domain/vocabulary.ts";

const BODY = "[^，。；\\s]{2,10}?(?:局|委|办|中心|公司|支队|集团)";
/** "转市里", "提级办理", "报请市住建局", "得市里协调". */
const UP = new RegExp(
  `(?:转|提请|报请|提级|移交|上报|交|报|请|派)(?:给|到|至|由|请)?市(?:里|级|直|本级|局|${BODY})|提级(?:办理|处理|协调|$|[，。])|(?:需要?|得|要)市(?:里|级|局)(?:来|出面)?(?:协调|处理|办|解决|统筹)`,
);
/** "下转到区住建局", "转清源区", "交给属地". */
const DOWN =
  /(?:下转|下派|下发|下放|转|派|交|移交)(?:给|到|至|由|往|回)?[^，。；\s转派交]{0,6}?(?:区(?!域|间|别)|县|镇|街道|开发区|属地|辖区)/;
/** Told of what was done elsewhere, or asked about: no order. */
const NO_ORDER = /已(?:经)?[^，。]{0,6}(?:转|报|提级|移交)|(?:转|报)(?:了|过)|[?？吗]\s*$/;

/** The level that a ticket shall go to, where words send it up or down. For towns that have levels. */
export function levelMeant(text: string): Level | undefined {
  if (NO_ORDER.test(text)) return undefined;
  if (UP.test(text)) return "市";
  return DOWN.test(text) ? "区县" : undefined;
}
