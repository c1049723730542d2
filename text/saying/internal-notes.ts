import { closed, cut } from "./lists.ts";

export const noted = (no: string, title: string, inGroup: boolean): string =>
  `已记内部备注：${no}（${title}），不会发给企业。${inGroup ? "刚才那句群里都能看到，下次请私聊我。" : ""}`;

export const noteOfWhat = "请写明是哪一件，如“QQ-20260914-001 内部备注：……”。";

/** Beside the state of a ticket, for the town's people in private. */
export const notesInside = (notes: { by: string; text: string }[]): string =>
  notes.map(({ by, text }) => `　内部备注（${by}）：${closed(cut(text, 120))}`).join("\n");
