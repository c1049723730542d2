import { parseNumeral } from "./numbers.ts";

const SAY =
  "(?:反映|反应|反馈|投诉|举报|上报|报|报修|提|说|问|催|找|打电话|打12345|打|跑|申请|申报|求助|信访|联系|写信|留言)";
const N = "(\\d{1,2}|[一二两三四五六七八九十几数好]{1,3}|俩|仨)";

const NTH = new RegExp(
  `第\\s?(\\d{1,2}|[一二两三四五六七八九十]{1,2})\\s?(?:次|回|遍|趟)(?:来)?(?:跟你们?|向你们?|在群里)?${SAY}`,
);
const NTH_AFTER = /(?:这|已经?)?(?:都)?是?第\s?(\d{1,2}|[一二两三四五六七八九十]{1,2})\s?(?:次|回|遍|趟)了/;
const TIMES = new RegExp(
  `${SAY}(?:过|了)?(?:都)?(?:不下|不止|有|至少|起码|已)?(?:快)?${N}(?:多|来)?\\s?(?:次|回|遍|趟)`,
);
const TIMES_BEFORE = new RegExp(`${N}(?:多|来)?\\s?(?:次|回|遍|趟)(?:${SAY})`);
const MANY =
  /多次(?:反映|投诉|催|找|上报|沟通|申请)|(?:反复|屡次|一再|再三|数次|好几次|几次三番)[^，。]{0,4}(?:反映|投诉|催|找|说|报)|(?:反映|催|投诉|报)(?:过|了)?(?:很多|好多|无数|许多|若干|N|n|好几|几)(?:次|回|遍)/;
const BEFORE =
  /(?:上次|上回|之前|以前|前面|前几天|前阵子|前段时间|上个?月|上周|去年|早就|曾经?|原来|先前|年初)(?:就|也|已经|我们?|跟你们)?[^，。！？\n]{0,5}(?:反映|反应|报|提|说|投诉|催|反馈|找)过|(?:反映|报|提|投诉|反馈|上报)过(?:了|一次|的)?|老问题|还是(?:那个|上次|老)(?:事|问题)|再次(?:反映|投诉|申请|上报|求助|催)|重复反映/;
const AGAIN =
  /又(?:开始)?(?:停|断|坏|漏|堵|跳闸|跳|没(?:水|电|气|人|信号)|不(?:通|行|亮)|来反映|反映|被|塌|冒|来了|犯|出现|复发|回来|涨|拖|退回|打回)/;

const value = (words: string): number => ({ 俩: 2, 仨: 3, 几: 3, 数: 3, 好几: 3 })[words] ?? parseNumeral(words) ?? 2;

/**
 * How often the matter was brought before, where the words say so: "第三次反映" → 2, "都催了两回" → 2, "上次报过" → 1.
 * Undefined for a matter that is new, or said to be nothing else.
 */
export function timesBefore(text: string): number | undefined {
  const nth = NTH.exec(text) ?? NTH_AFTER.exec(text);
  if (nth) {
    const n = value(nth[1]!);
    return n > 1 ? n - 1 : undefined;
  }
  const times = TIMES.exec(text) ?? TIMES_BEFORE.exec(text);
  if (times) return Math.max(1, value(times[1]!));
  if (MANY.test(text)) return 3;
  return BEFORE.test(text) || AGAIN.test(text) ? 1 : undefined;
}
