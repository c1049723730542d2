import { invite as make, inviteOwnAccount as makeOwn } from "../desk/invite.ts";
import { actorOf } from "../domain/authority.ts";
import { mayManagePeople } from "../domain/company-people.ts";
import { callName, officeOf } from "../domain/recipients.ts";
import { COMPANY_ROLES } from "../domain/vocabulary.ts";
import * as say from "../text/saying/binding.ts";
import { sayInstant } from "../text/saying/dates.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

const USES = { usual: 1, most: 50 };
/** "给我自己的微信开个绑定码" */
const OWN_ACCOUNT =
  /(?:我|本人)(?:自己|本人)|本人的?|自己的?(?:账号|帐号|微信|号)|我的?(?:另外?一?个|其他|个人|私人)?的?(?:账号|帐号|微信)/;
const DAYS = { usual: 7, most: 90 };

/** "给鑫辰开个邀请码": of a cadre for the enterprises that they look after, of the office for all, of a head for their own. The code goes to them alone. */
export const invite: Handler = {
  name: "invite",

  claims: (segment) => segment.act === "invite",

  async handle(segments, scene) {
    const { speaker, town } = scene;
    const { text } = segments[0]!;
    const actor = actorOf(speaker, town.departments);
    const own = speaker.role === "enterprise" ? speaker.enterprise : undefined;
    if (own ? !mayManagePeople(actor, speaker, own) : speaker.role === "other") {
      scene.reply({ text: say.whoInvites(officeOf(town).name) });
      return;
    }
    const named = scene.companiesIn(text);
    if (!own && named.length === 0 && OWN_ACCOUNT.test(text)) return ownCode(scene);
    if (!own && !actor.isOffice && speaker.role !== "cadre") return refuse(scene);
    const [company, ...others] = named.length === 0 && own ? [own] : named;
    if (!company || others.length > 0) {
      scene.reply({ text: say.whichToInvite });
      return;
    }
    if (!mayManagePeople(actor, speaker, company)) return refuse(scene);
    const role = COMPANY_ROLES.find((one) => text.includes(one)) ?? (own ? "经办人" : "联系人");
    const uses = Math.min(USES.most, Number(/(\d{1,4})\s*[个位]?[人次]/.exec(text)?.[1] ?? USES.usual) || USES.usual);
    const days = Math.min(DAYS.most, Number(/(\d{1,4})\s*天/.exec(text)?.[1] ?? DAYS.usual) || DAYS.usual);
    const { code, until } = await make(scene, { enterpriseId: company, by: speaker.id, role, uses, days });
    scene.reply({
      text: say.invitation(code, callName(town, company), role, uses, sayInstant(until, town.zone)),
      privately: true,
    });
    if (scene.chat.kind === "group") scene.reply({ text: say.invitationSentAside });
  },
};

/** For a second account of the same person: good once, for a day, and only told in private. */
async function ownCode(scene: Scene): Promise<void> {
  const { code, until } = await makeOwn(scene, scene.speaker.id);
  scene.reply({ text: say.ownInvitation(code, sayInstant(until, scene.town.zone)), privately: true });
  if (scene.chat.kind === "group") scene.reply({ text: say.invitationSentAside });
}
