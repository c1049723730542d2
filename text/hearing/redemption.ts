import { addDays, dayOf } from "../../domain/time.ts";
import type { Day } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { readQuantities } from "./quantity.ts";

/** "给某某公司兑现了增容补贴5万", as told by somebody of the town's side. */
export interface ToldRedemption {
  state: "待到账" | "已到账";
  /** In fen. */
  amount: number;
  /** What it was granted for, as said. */
  policy: string;
  /** When it was granted, or paid where it is there. */
  day: Day;
}

const GRANT = /补贴|补助|奖励|奖补|贴息|返还|奖金|资助|扶持资金|退税|减免|免申即享|政策/;
const PAYS =
  /兑现|兑付|(?:给|为|向)[^，。]{2,24}?(?:拨付|发放|核定|拨了|发了|打了|核准|批了)|(?:补贴|补助|奖励|奖补|贴息|返还|奖金|资金)[^，。]{0,12}(?:到账|已拨付|已发放)/;
const NOT_YET =
  /待(?:拨付|到账|兑付|兑现|发)|(?:还)?(?:没|未)(?:有)?(?:到账|拨付|打款|发)|审[核批](?:已)?通过|公示(?:期)?(?:已)?(?:满|结束|完)|核定|核准|批(?:了|下来)|将(?:于|在)|准备(?:拨|发)|下周|马上(?:拨|发)/;
const ASKS = /[?？]|多少|哪些|哪几|什么时候|有没有|[吗呢么]\s*$|能不能|为什么|怎么/;
const ORDER =
  /兑现(?:记录)?\s*(\d{1,9})\s*(?:号|笔)?\s*[，,:：]?\s*(?:已经?)?\s*(到账|作废|撤销|删除|记错|取消|已拨付)/;

/** What is asked of the ledger of redemptions. */
const QUERY =
  /兑现[^，。]{0,10}(?:多少|哪些|几笔|几项|情况|台账|统计|汇总|清单|明细)|(?:多少|哪些|哪几[笔项家]|有没有)[^，。]{0,14}(?:没|未|还没)(?:有)?(?:到账|兑现|拨付|兑付)|(?:超期|逾期)[^，。]{0,4}(?:没|未)?(?:到账|兑现|拨付)|(?<!能|可以|能够)(?:享受|拿|领)(?:过|了|到过|到了)[^，。]{0,4}(?:多少|哪些|什么|几项)[^，。]{0,6}(?:政策|补贴|补助|奖励|资金|钱)?|兑现台账|兑现清单/;

/** An entry for the ledger of redemptions, a word on one, or a question about it. */
export function redemptionOrder(text: string, hat: Hat): Act | undefined {
  if (QUERY.test(text) && !/为什么|怎么还|凭什么|投诉|反映/.test(text)) return "ask_redeemed";
  if (hat === "company" || hat === "unknown" || hat === "leader") return undefined;
  if (ORDER.test(text)) return "redeem";
  const told = PAYS.test(text) && GRANT.test(text) && !ASKS.test(text) && !/办结|工单|反映|诉求|投诉/.test(text);
  return told && readQuantities(text).some(({ unit }) => unit === "元") ? "redeem" : undefined;
}

/** "兑现3到账", "兑现3作废": a word on an entry by its number. */
export function redemptionWord(text: string): { id: number; state: "已到账" | "作废" } | undefined {
  const [, id, word = ""] = ORDER.exec(text.normalize("NFKC")) ?? [];
  return id ? { id: Number(id), state: /到账|拨付/.test(word) ? "已到账" : "作废" } : undefined;
}

/** @param names names of the company, to be left out of the policy's words */
export function readRedemption(
  text: string,
  names: readonly string[],
  { now, zone }: { now: Date; zone: string },
): ToldRedemption | undefined {
  const amount = readQuantities(text).findLast(({ unit }) => unit === "元");
  if (!amount) return undefined;
  const today = dayOf(now, zone);
  const bare = [...names].sort((a, b) => b.length - a.length).reduce((rest, name) => rest.replaceAll(name, "　"), text);
  return {
    state: NOT_YET.test(text) ? "待到账" : "已到账",
    amount: Math.round(amount.low * 100),
    policy: policyWords(bare.replace(amount.words, "　")),
    day: /前天/.test(text)
      ? addDays(today, -2)
      : /昨[天日]/.test(text)
        ? addDays(today, -1)
        : (dateIn(text, today) ?? today),
  };
}

/** The words up to the grant's own: "增容补贴". */
function policyWords(text: string): string {
  const found = [
    ...text.matchAll(
      /[\u4e00-\u9fffA-Za-z0-9“”"《》（）〔〕-]*?(?:补贴|补助|奖励|奖补|贴息|返还|奖金|资助|扶持资金|退税|减免|政策)/g,
    ),
  ]
    .map(([words]) => tidy(words))
    .filter((words) => words.length >= 2);
  return found.sort((a, b) => b.length - a.length)[0] ?? "";
}

const tidy = (words: string): string =>
  words
    .replace(/^.*(?:兑现|兑付|拨付|发放|核定|核准|拨|发|打)(?:了|完|给|的)*/, "")
    .replace(
      /^(?:今天|昨[天日]|前天|上午|下午|刚[才刚]?|已经?|给|为|向|把|将|的|了|公司|企业|厂|登记|记一?笔|一下|、|，)+/,
      "",
    )
    .replace(/[《》“”"]/g, "")
    .trim();

function dateIn(text: string, today: Day): Day | undefined {
  const [, year, month, date] = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/.exec(text) ?? [];
  if (!month || !date) return undefined;
  const of = (y: string) => `${y}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (year) return of(year);
  // Granted lies in the past.
  const day = of(today.slice(0, 4));
  return day <= today ? day : of(String(Number(today.slice(0, 4)) - 1));
}
