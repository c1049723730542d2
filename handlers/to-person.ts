import { tell } from "../desk/tell.ts";
import { companyName, isStaff } from "../desk/ticket-words.ts";
import { officeOf, officeRecipient, personById } from "../domain/recipients.ts";
import { dayOf } from "../domain/time.ts";
import * as say from "../text/saying/talk.ts";
import type { Handler } from "./scene.ts";

/** "转人工": the office is told once a day of one person in one chat, and they hear who will answer. */
export const toPerson: Handler = {
  name: "to-person",

  claims: (segment, scene) => segment.act === "ask_person" && !isStaff(scene, scene.speaker.id),

  async handle([segment], scene) {
    const { speaker, town, chat, now } = scene;
    const to = officeRecipient(town);
    const clerk = to.kind === "person" ? personById(town, to.id)?.name : undefined;
    const group = chat.kind === "group" ? (town.groups.find(({ id }) => id === chat.id)?.name ?? chat.id) : undefined;
    await tell(scene, {
      to,
      kind: "notice",
      text: say.personWanted({
        company: companyName(scene, speaker.enterprise ?? segment!.company?.id ?? segment!.company?.written ?? null),
        who: speaker.name ?? scene.reading.contactName ?? speaker.id,
        phone: scene.reading.callAt,
        group,
        words: scene.reading.maskedText,
        open: scene.tickets.filter((t) => t.fromPersons.includes(speaker.id)).length,
      }),
      dedupeKey: `person-wanted/${chat.id}/${speaker.id}/${dayOf(now, town.zone)}`,
    });
    scene.reply({
      text: say.handedToPerson(`${officeOf(town).name}${clerk ?? "工作人员"}`, town.rules.working_hours),
      // 微信客服 has agents of its own, who go on in the same chat.
      handOver: chat.kind === "private",
    });
  },
};
