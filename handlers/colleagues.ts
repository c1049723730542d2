import { tell } from "../desk/tell.ts";
import { actorOf } from "../domain/authority.ts";
import { mayManagePeople, peopleOf, roleOf } from "../domain/company-people.ts";
import { callName, liaisonsOf, officeOf, officeRecipient } from "../domain/recipients.ts";
import type { Person } from "../domain/town.ts";
import { hatOf } from "../text/hearing/acts/rank.ts";
import { colleagueIn, reachable } from "../text/hearing/colleagues.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/binding.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** The people of an enterprise, as its head, its cadre or the office orders them: who has left, who is what, who is there. */
export const colleagues: Handler = {
  name: "colleagues",

  claims: (segment) => ["release", "set_company_role", "list_colleagues"].includes(segment.act),

  async handle(segments, scene) {
    for (const segment of segments)
      if (segment.act === "list_colleagues") await list(scene, segment);
      else await order(scene, segment);
  },
};

async function order(scene: Scene, segment: Segment): Promise<void> {
  const { speaker, town } = scene;
  const actor = actorOf(speaker, town.departments);
  const named = scene.companiesIn(segment.text);
  const among = reachable(hatOf(speaker), scene).filter(
    (p) => speaker.enterprise || named.length === 0 || named.includes(p.enterprise!),
  );
  const meant = colleagueIn(segment.text, among);
  if (!meant) return scene.reply({ text: say.nobodyOfThatName });
  const { who, role } = meant;
  const [person, ...others] = who.people;
  if (!person) return;
  if (others.length > 0)
    return scene.reply({
      text: say.whichColleague(
        who.written,
        who.people.map((p) => `${callName(town, p.enterprise!)}的${p.name ?? p.id}`),
      ),
      privately: true,
    });
  if (!mayManagePeople(actor, speaker, person.enterprise!)) {
    if (speaker.enterprise !== person.enterprise) return refuse(scene);
    await audit(scene, "越权尝试", `${person.id}的绑定`);
    return scene.reply({ text: say.headDecides(officeOf(scene.town).name) });
  }
  if (segment.act === "release") await release(scene, person);
  else if (role) {
    await scene.work.town.updatePerson(person.id, { companyRole: role });
    await audit(scene, "变更", `${person.id}改为${person.enterprise}的${role}`);
    scene.reply({ text: say.roleSet(person.name ?? person.id, role) });
  }
}

/** From this moment they see and steer nothing of the enterprise; what they raised stays with it. */
async function release(scene: Scene, person: Person): Promise<void> {
  const { speaker, town, work } = scene;
  const company = callName(town, person.enterprise!);
  const name = person.name ?? person.id;
  await work.town.updatePerson(person.id, { enterprise: null, companyRole: null, role: "other" });
  await audit(scene, "变更", `解除${person.id}与${person.enterprise}的绑定`);
  await tell(scene, {
    to: { kind: "person", id: person.id },
    kind: "notice",
    evenMuted: true,
    text: say.released(company, officeOf(scene.town).name),
  });
  const liaison = liaisonsOf(town, person.enterprise!)[0];
  const keeper = liaison ? ({ kind: "person", id: liaison.id } as const) : officeRecipient(town);
  if (keeper.id !== speaker.id)
    await tell(scene, {
      to: keeper,
      kind: "notice",
      text: say.releasedNotice(speaker.name ?? speaker.id, name, company),
    });
  scene.reply({ text: say.releaseDone(name, company) });
}

async function list(scene: Scene, segment: Segment): Promise<void> {
  const { speaker, town } = scene;
  const company = speaker.enterprise ?? scene.companiesIn(segment.text)[0];
  if (!company) return scene.reply({ text: speaker.role === "other" ? say.notBound : say.whichCompanysPeople });
  const actor = actorOf(speaker, town.departments);
  if (speaker.enterprise !== company && !mayManagePeople(actor, speaker, company)) return refuse(scene);
  scene.reply({
    text: say.peopleBound(
      callName(town, company),
      peopleOf(town.people, company).map((p) => `${p.name ?? p.id}（${roleOf(p)}）`),
    ),
    privately: true,
  });
}

const audit = (scene: Scene, event: string, detail: string) =>
  scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event, detail });
