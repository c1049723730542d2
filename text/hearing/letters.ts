import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";

const NUMBER = /[A-Z]{1,6}-\d{8}-\d{3,}/g;
const YES =
  /^(?:同意|批准|可以|准)(?:发(?:送|出)?)?(?:约谈|曝光)(?:函|建议)?[了吧]?$|^(?:约谈|曝光)(?:函|建议)?(?:同意|可以|批准|可以发|发吧|发出)(?:发出?|了|吧)?$/;
const NO =
  /^(?:先|暂|暂时)?(?:不|别)(?:要)?(?:发|约谈|曝光)(?:函|建议|出)?(?:了|吧)?$|^(?:约谈|曝光)(?:函|建议)?(?:先|暂|暂时)?(?:不|别)发(?:了|吧)?$|^不同意(?:约谈|曝光)$|^(?:先)?缓发$/;

/** "同意约谈", "先不发 QQ-…": the decision on a letter that was drafted. */
export function letterOrder(text: string, hat: Hat): Act | undefined {
  if (hat !== "office" && hat !== "chief" && hat !== "leader") return undefined;
  const word = text.replace(NUMBER, "").replace(/[\s，,。.!！:：；;、]+/g, "");
  return YES.test(word) ? "agree_letter" : NO.test(word) ? "hold_letter" : undefined;
}

/** Which kind of letter the words name, if any. */
export const letterNamed = (text: string): "约谈" | "曝光" | undefined =>
  text.includes("约谈") ? "约谈" : text.includes("曝光") ? "曝光" : undefined;
