import type { About } from "../../domain/outcome.ts";

/** Buttons under a message. A button's key is what pressing it says: the same words as somebody would type. */
export interface SaidCard {
  title: string;
  fields: { name: string; value: string }[];
  buttons: { key: string; text: string; primary?: boolean }[];
}

/** The first of the words is the one that most people will want. */
const card = (title: string, about: string, words: string[]): SaidCard => ({
  title,
  fields: [],
  buttons: words.map((word, i) => ({ key: `${word} ${about}`, text: word, ...(i === 0 ? { primary: true } : {}) })),
});

const ANSWERS: Partial<Record<About, [title: string, ...words: string[]]>> = {
  assigned: ["交办", "接收", "不属本单位"],
  asked_to_assign: ["待交办", "同意", "改派"],
  returned: ["退件", "同意", "不同意", "改派"],
  redone: ["重办", "接收"],
  reopened: ["重新办理", "接收"],
  raised: ["提请市级办理", "同意", "不同意", "改派"],
  extension_asked: ["申请延期", "同意", "不同意"],
  to_sign: ["待签发", "同意"],
  answered_again: ["回访", "满意", "基本满意", "不满意"],
};

/** What can be answered to a notice with a press; undefined where words are needed. */
export function noticeCard(about: About, ticketNo: string): SaidCard | undefined {
  const [title, ...words] = ANSWERS[about] ?? [];
  return title ? card(`${title} ${ticketNo}`, ticketNo, words) : undefined;
}

export const assignCard = (ticketNo: string): SaidCard => card(`交办提醒 ${ticketNo}`, ticketNo, ["同意", "改派"]);

/** Before a date falls due, to its handler. */
export const dueCard = (ticketNo: string): SaidCard => card(`到期提醒 ${ticketNo}`, ticketNo, ["已安排", "申请延期"]);

/** A dispute is decided by naming one of those that were named. */
export const disputeCard = (ticketNo: string, departments: string[]): SaidCard =>
  card(
    `派单争议 ${ticketNo}`,
    ticketNo,
    departments.map((name) => `由${name}承办`),
  );

export const letterCard = (kind: string, ticketNo: string): SaidCard =>
  card(`${kind} ${ticketNo}`, ticketNo, [`同意${kind}`, "先不发"]);

export const callbackCard = (ticketNo: string, again = false): SaidCard =>
  card(`回访 ${ticketNo}`, ticketNo, ["满意", "基本满意", "不满意", ...(again ? ["不用回访"] : [])]);

export const rollcallCard = (event: string): SaidCard => card("点名", event, ["参加", "请假"]);
