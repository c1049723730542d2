import type { Asked } from "../text/hearing/reading.ts";
import type { Scene } from "./scene.ts";

/** What a draft keeps: the words and media that wait, and how the answer completes them. */
export interface DraftPayload {
  media: { seq: string; name: string; mime: string; bytes: number; sha256?: string; path?: string }[];
  /** The name that fits several enterprises. Empty: no company was named at all. */
  written?: string;
  /** Enterprise ids, or ticket numbers, to choose among. */
  options?: string[];
  /** The ticket that the kept words are about. */
  ticketNo?: string;
  /** The kept words would give that ticket back: only what a return lacks completes them. */
  returns?: boolean;
}

/** Asks one question and keeps the turn's words until it is answered. A draft is never an empty ticket. */
export async function askAndKeep(
  scene: Scene,
  kind: "detail" | "which_company" | "which_ticket",
  question: string,
  payload: Omit<DraftPayload, "media"> = {},
): Promise<void> {
  const media = scene.media.map((m) => ({ ...m, seq: String(m.seq) }));
  const draft = await scene.work.talk.addDraft({
    chatId: scene.chat.id,
    personId: scene.speaker.id,
    kind,
    text: scene.reading.maskedText,
    asking: question,
    payload: { ...payload, media },
    createdAt: scene.now,
  });
  const asked: Omit<Asked, "at"> = {
    kind,
    draftId: String(draft.id),
    ...(payload.options ? { options: payload.options } : {}),
    ...(payload.ticketNo ? { ticketNo: payload.ticketNo } : {}),
  };
  scene.reply({ text: question, asked, ...(payload.ticketNo ? { tickets: [payload.ticketNo] } : {}) });
  scene.halt();
}
