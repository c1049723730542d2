import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";

const LIST =
  /^(?:(?:看看?|查看?|列出|有哪些|还有哪些|哪些|给我|发我)(?:一下)?)?(?:还)?(?:未答|没答上?|未查到|没查到|查不到|答不上来?|未回答|没回答)的?(?:政策)?(?:问题|提问)(?:有哪些|清单|列表|还有哪些|有几个)?[。？?！!]?$/;
const ANSWER =
  /^(?:(?:答复|回答|回复|解答)\s*问题|问题\s*(?:答复|回答)?)\s*(\d{1,9})\s*(?:的?答复|的?答案|：|:)\s*[：:，,]?\s*([\s\S]{4,})$/;

/** Orders of who keeps the catalogue: the list of open questions, and the answer to one. */
export function keeperOrder(text: string, hat: Hat): Act | undefined {
  if (hat !== "office" && hat !== "handler" && hat !== "chief") return undefined;
  if (LIST.test(text)) return "list_unanswered";
  return keeperAnswer(text) ? "answer_unanswered" : undefined;
}

/** "答复问题12：可以，按…办理" → the number and the words. */
export function keeperAnswer(text: string): { no: bigint; words: string } | undefined {
  const [, no, words = ""] = ANSWER.exec(text.trim()) ?? [];
  return no ? { no: BigInt(no), words: words.trim() } : undefined;
}
