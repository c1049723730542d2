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
  asked_to_assign: ["待交办", "同意"],
  returned: ["退件", "同意"],
  raised: ["提请市级办理", "同意"],
  extension_asked: ["申请延期", "同意", "不同意"],
  to_sign: ["待签发", "同意"],
};

/** What can be answered to a notice with a press; undefined where words are needed. */
export function noticeCard(about: About, ticketNo: string): SaidCard | undefined {
  const [title, ...words] = ANSWERS[about] ?? [];
  return title ? card(`${title} ${ticketNo}`, ticketNo, words) : undefined;
}

export const assignCard = (ticketNo: string): SaidCard => card(`交办提醒 ${ticketNo}`, ticketNo, ["同意"]);

export const letterCard = (kind: string, ticketNo: string): SaidCard =>
  card(`${kind} ${ticketNo}`, ticketNo, [`同意${kind}`, "先不发"]);

export const callbackCard = (ticketNo: string): SaidCard =>
  card(`回访 ${ticketNo}`, ticketNo, ["满意", "基本满意", "不满意"]);

export const rollcallCard = (event: string): SaidCard => card("点名", event, ["参加", "请假"]);
