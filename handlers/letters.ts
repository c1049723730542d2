import { tell } from "../desk/tell.ts";
import { leaderOf, personById } from "../domain/recipients.ts";
import { letterNamed } from "../text/hearing/letters.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/letters.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** The office's word on a drafted 约谈函 or 曝光建议. Without it nothing leaves. */
export const letters: Handler = {
  name: "letters",

  claims: (segment) => segment.act === "agree_letter" || segment.act === "hold_letter",

  async handle(segments, scene) {
    if (!actorIn(scene).actor.isOffice) return refuse(scene);
    for (const segment of segments) await decide(scene, segment);
  },
};

async function decide(scene: Scene, segment: Segment): Promise<void> {
  const { sending, tickets, records } = scene.work;
  const kind = letterNamed(segment.text);
  const open = (await sending.openLetters()).filter((letter) => !kind || letter.kind === kind);
  const asked = scene.asked?.kind === "letter" ? scene.asked.ticketNo : undefined;
  const nos = segment.ticketNos.length > 0 ? segment.ticketNos : asked ? [asked] : [];
  const meant = nos.length > 0 ? open.filter((letter) => nos.includes(letter.ticketNo)) : open;
  const [letter] = meant;
  if (!letter) return scene.reply({ text: say.noLetter });
  if (meant.length > 1)
    return scene.reply({ text: say.whichLetter(meant.map((l) => ({ no: l.ticketNo, kind: l.kind }))) });
  const no = letter.ticketNo;
  const agreed = segment.act === "agree_letter";
  const state = agreed ? "agreed" : "held";
  if (!(await sending.decideLetter(letter.id, state, scene.speaker.id, scene.now)))
    return scene.reply({ text: say.noLetter });
  const ticket = await tickets.lockTicket(no);
  const note = agreed ? say.agreedNote(letter.kind) : say.heldNote(letter.kind);
  await tickets.addHistory(no, { at: scene.now, by: scene.speaker.id, action: "escalate", note });
  await records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "变更", detail: `${no} ${note}` });
  if (!agreed || !ticket?.lead) return scene.reply({ text: say.held(no), tickets: [no] });
  if (letter.kind === "曝光")
    return scene.reply({ text: say.exposureAgreed(no), tickets: [no], files: letter.files, privately: true });
  const head = leaderOf(scene.town, ticket.lead);
  await tell(scene, {
    to: head,
    kind: "notice",
    text: say.talkLetter(letter.text),
    tickets: [no],
    files: letter.files,
    dedupeKey: `letter/${letter.id}`,
  });
  scene.reply({ text: say.talkSent(no, personById(scene.town, head.id)?.name ?? head.id), tickets: [no] });
}
