import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";

const NUMBER = /[A-Z]{1,6}-\d{8}-\d{3,}/g;
const ACCEPT = /^(?:已?(?:接收|收到|签收|接件|受理)|接收办理)$/;
const YES = /^(?:同意|批准|准|可以|没问题|同意(?:交办|派单|延期|签发))$/;
const ON_IT = /^(?:已经?|都|在)?(?:安排|在办|布置|落实)(?:好|下去)?$/;
const NO = /^(?:不(?:同意|批准|准|可以|行)|不同意(?:交办|派单|延期|签发))$/;

/**
 * One word of decision and the number of the ticket it is on, in either order: "接收 QQ-20260914-001". People write so
 * who have several tickets before them, and buttons say it. A company decides nothing this way.
 */
export function decisionOn(text: string, hat: Hat): { act: Act; ticketNo: string } | undefined {
  const numbers = text.match(NUMBER) ?? [];
  if (numbers.length !== 1 || hat === "company" || hat === "unknown") return undefined;
  const word = text.replace(NUMBER, " ").replace(/[\s，,。.!！:：；;、]+|[了吧]$/g, "");
  const act: Act | undefined = ACCEPT.test(word)
    ? hat !== "leader"
      ? "cadre_accept"
      : undefined
    : YES.test(word)
      ? "consent"
      : NO.test(word)
        ? "refuse"
        : ON_IT.test(word) && (hat === "handler" || hat === "chief")
          ? "snooze"
          : undefined;
  return act && { act, ticketNo: numbers[0]! };
}
