import { tell } from "../desk/tell.ts";
import { callName, enterpriseById, liaisonsOf, officeRecipient, personById } from "../domain/recipients.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/talk.ts";
import type { Handler, Scene } from "./scene.ts";

/** A person is bound to an enterprise: by its invitation code, or because a cadre who looks after it says so. */
export const bind: Handler = {
  name: "bind",

  claims: (segment, scene) =>
    segment.act === "bind" || (scene.asked?.kind === "consent" && ["consent", "refuse"].includes(segment.act)),

  async handle(segments, scene) {
    const segment = segments[0]!;
    if (segment.act === "bind") return ask(scene, segment);
    await decide(scene, segment.act === "consent");
  },
};

const CODE = /[0-9A-Z]{6,12}/;

async function ask(scene: Scene, segment: Segment): Promise<void> {
  const code = CODE.exec(segment.text.toUpperCase().replaceAll(/[\s-]/g, ""))?.[0];
  if (code) return bindByCode(scene, code);
  const company = segment.company?.id ?? scene.reading.company?.id;
  if (!company) {
    scene.reply({ text: say.whatToBind });
    return;
  }
  const name = callName(scene.town, company);
  await scene.work.records.addBindingRequest({ personId: scene.speaker.id, enterpriseId: company, askedAt: scene.now });
  const liaison = liaisonsOf(scene.town, company)[0];
  await tell(scene, {
    to: liaison ? { kind: "person", id: liaison.id } : officeRecipient(scene.town),
    kind: "notice",
    text: say.askBinding(scene.speaker.name ?? scene.reading.contactName ?? scene.speaker.id, name),
    asked: { kind: "consent" },
  });
  scene.reply({ text: say.bindingAsked(name) });
}

/** Forged, expired and used-up codes are refused alike, so that nothing can be learnt by trying; every try is audited. */
async function bindByCode(scene: Scene, code: string): Promise<void> {
  const { records, town } = scene.work;
  const invitation = await records.invitation(code);
  const used = invitation ? await records.useInvitation(code, scene.speaker.id, scene.now) : false;
  if (!invitation || !used) {
    await records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "绑定失败", detail: "邀请码无效" });
    scene.reply({ text: say.badCode, privately: true });
    return;
  }
  await town.updatePerson(scene.speaker.id, { enterprise: invitation.enterpriseId, role: "enterprise" });
  await records.addAudit({
    at: scene.now,
    actor: scene.speaker.id,
    event: "变更",
    detail: `绑定${invitation.enterpriseId}`,
  });
  scene.reply({ text: say.bound(callName(scene.town, invitation.enterpriseId)) });
}

/** The cadre's word on the oldest request for an enterprise that they look after. */
async function decide(scene: Scene, yes: boolean): Promise<void> {
  const mine = scene.speaker.role === "admin" ? scene.town.enterprises.map((e) => e.id) : scene.speaker.liaisonFor;
  const request = (await scene.work.records.openBindingRequests({ enterpriseIds: mine }))[0];
  if (!request) return;
  await scene.work.records.decideBinding(request.id, yes ? "已确认" : "已拒绝", scene.speaker.id);
  const name = enterpriseById(scene.town, request.enterpriseId)?.name ?? request.enterpriseId;
  const person = personById(scene.town, request.personId)?.name ?? request.personId;
  if (yes) {
    await scene.work.town.updatePerson(request.personId, { enterprise: request.enterpriseId, role: "enterprise" });
    await scene.work.records.addAudit({
      at: scene.now,
      actor: scene.speaker.id,
      event: "变更",
      detail: `确认${request.personId}绑定${request.enterpriseId}`,
    });
  }
  await tell(scene, {
    to: { kind: "person", id: request.personId },
    kind: "notice",
    text: yes ? say.bound(name) : say.bindingRefused(name),
  });
  scene.reply({ text: yes ? say.bindingDone(person, name) : say.bindingRefused(name) });
}
