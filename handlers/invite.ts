import { invite as make } from "../desk/invite.ts";
import { isStaff } from "../desk/ticket-words.ts";
import { actorOf } from "../domain/authority.ts";
import { callName } from "../domain/recipients.ts";
import * as say from "../text/saying/binding.ts";
import { sayInstant } from "../text/saying/dates.ts";
import { refuse } from "./refuse.ts";
import type { Handler } from "./scene.ts";

const USES = { usual: 1, most: 50 };
const DAYS = { usual: 7, most: 90 };

/** "给鑫辰开个邀请码": of a cadre for the enterprises that they look after, of the office for all. The code goes to them alone. */
export const invite: Handler = {
  name: "invite",

  claims: (segment) => segment.act === "invite",

  async handle(segments, scene) {
    const { speaker, town } = scene;
    const { text } = segments[0]!;
    const office = actorOf(speaker, town.departments).isOffice;
    if (!isStaff(scene, speaker.id)) {
      scene.reply({ text: say.whoInvites });
      return;
    }
    if (!office && speaker.role !== "cadre") return refuse(scene);
    const [company, ...others] = scene.companiesIn(text);
    if (!company || others.length > 0) {
      scene.reply({ text: say.whichToInvite });
      return;
    }
    if (!office && !speaker.liaisonFor.includes(company)) return refuse(scene);
    const uses = Math.min(USES.most, Number(/(\d{1,4})\s*[个位]?[人次]/.exec(text)?.[1] ?? USES.usual) || USES.usual);
    const days = Math.min(DAYS.most, Number(/(\d{1,4})\s*天/.exec(text)?.[1] ?? DAYS.usual) || DAYS.usual);
    const { code, until } = await make(scene, { enterpriseId: company, by: speaker.id, uses, days });
    scene.reply({
      text: say.invitation(code, callName(town, company), uses, sayInstant(until, town.zone)),
      privately: true,
    });
    if (scene.chat.kind === "group") scene.reply({ text: say.invitationSentAside });
  },
};
