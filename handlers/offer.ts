import { wordsOf } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { sayInquiryLeft, sayInquiryOpened } from "../text/saying/inquiry.ts";
import type { Handler } from "./scene.ts";
import { whose } from "./whose.ts";

/** "要我转人工核实吗？" was answered: on yes the question becomes a 咨询 ticket. */
export const offer: Handler = {
  name: "offer",

  claims: (segment, scene) =>
    scene.asked?.kind === "offer_person" && (segment.act === "consent" || segment.act === "refuse"),

  async handle(segments, scene) {
    const question = scene.asked?.options?.[0];
    if (!question) return;
    if (segments.every((s) => s.act === "refuse")) {
      scene.reply({ text: sayInquiryLeft });
      return;
    }
    const owner = whose(scene, segments[0]!);
    const ticket = await openTicket(scene, {
      issue: { ...scene.matter(question), type: "咨询" },
      company: "ask" in owner ? null : owner.company,
      from: scene.speaker.id,
      chatId: scene.chat.id,
      source: "消息",
      ...(scene.reading.callAt ? { contactPhone: scene.reading.callAt } : {}),
      media: [],
    });
    scene.reply({ text: sayInquiryOpened(wordsOf(scene, ticket), ticket.status === "已交办"), tickets: [ticket.no] });
  },
};
