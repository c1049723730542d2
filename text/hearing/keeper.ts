import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";

const LIST =
  /^(?:(?:看看?|查看?|列出|有哪些|还有哪些|哪些|给我|发我)(?:一下)?)?(?:还)?(?:未答|没答上?|未查到|没查到|查不到|答不上来?|未回答|没回答)的?(?:政策)?(?:问题|提问)(?:有哪些|清单|列表|还有哪些|有几个)?[。？?！!]?$/;
const ANSWER =
  /^(?:(?:答复|回答|回复|解答)\s*问题|问题\s*(?:答复|回答)?)\s*(\d{1,9})\s*(?:的?答复|的?答案|：|:)\s*[：:，,]?\s*([\s\S]{4,})$/;

const GAPS =
  /指南[^，。？?]{0,10}(?:还)?(?:缺|少了?|差|没写)(?:着|了)?(?:哪些|什么|啥|几项|哪几项)|(?:哪些|哪个|哪几个|哪份)[^，。]{0,8}指南[^，。]{0,6}(?:不全|缺|不完整|没写全)|指南[^，。]{0,6}(?:全不全|完不完整|完整吗|齐不齐|齐全吗|写全了吗|要素情况)/;

/** Orders of who keeps the catalogue: the list of open questions, and the answer to one. */
export function keeperOrder(text: string, hat: Hat): Act | undefined {
  if (hat !== "office" && hat !== "handler" && hat !== "chief") return undefined;
  if (LIST.test(text)) return "list_unanswered";
  if (GAPS.test(text)) return "guide_gaps";
  return keeperAnswer(text) ? "answer_unanswered" : undefined;
}

/** "技改补助的指南还缺什么" → "技改补助"; empty where all guides are meant. */
export function guideMeant(text: string): string {
  const before = text
    .split("指南")[0]!
    .replace(/^(?:请|帮我|帮忙|麻烦)?(?:查|看|列|问)?(?:一下|下|看|看看|出)?/, "")
    .replace(/(?:这个|那个)?(?:政策|办法|补助|申报|办事)?的?(?:申报|办理|办事)?$/, "");
  return /哪些|哪个|哪几个|哪份|所有|全部|目录/.test(before) ? "" : before.trim();
}

/** "答复问题12：可以，按…办理" → the number and the words. */
export function keeperAnswer(text: string): { no: bigint; words: string } | undefined {
  const [, no, words = ""] = ANSWER.exec(text.trim()) ?? [];
  return no ? { no: BigInt(no), words: words.trim() } : undefined;
}
