import { codeIn, FOR_ACCOUNT, invitationOf } from "../desk/invite.ts";
import { tell } from "../desk/tell.ts";
import { isStaff } from "../desk/ticket-words.ts";
import { actorOf } from "../domain/authority.ts";
import { callName, liaisonsOf, officeOf, officeRecipient, personById } from "../domain/recipients.ts";
import type { CompanyRole } from "../domain/vocabulary.ts";
import type { Segment } from "../text/hearing/reading.ts";
import * as say from "../text/saying/binding.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** Wrong codes of one person within an hour; after that even a right one waits. */
const GUESSES = 5;
const HOUR = 3_600_000;
/** Requests of one person that wait for a word at the same time. */
const WAITING = 3;

/**
 * A person is bound to an enterprise by its invitation code, or because a cadre who looks after it says so; and unbound
 * by their own word.
 */
export const bind: Handler = {
  name: "bind",

  claims: (segment, scene) =>
    segment.act === "bind" ||
    segment.act === "unbind" ||
    (scene.asked?.kind === "consent" && ["consent", "refuse"].includes(segment.act)),

  async handle(segments, scene) {
    const segment = segments[0]!;
    if (segment.act === "unbind") return leave(scene);
    if (segment.act !== "bind") return decide(scene, segment.act === "consent");
    if (isStaff(scene, scene.speaker.id)) scene.reply({ text: say.staffNotBound });
    else await ask(scene, segment);
  },
};

async function ask(scene: Scene, segment: Segment): Promise<void> {
  const { speaker, town, work, now } = scene;
  const code = codeIn(segment.text);
  if (code) return bindByCode(scene, code);
  const company = segment.company?.id ?? scene.reading.company?.id;
  if (!company || company === speaker.enterprise) {
    scene.reply({ text: company ? say.bound(callName(town, company)) : say.whatToBind });
    return;
  }
  const name = callName(town, company);
  const waiting = await work.records.openBindingRequests({ personId: speaker.id });
  if (waiting.some((request) => request.enterpriseId === company)) {
    scene.reply({ text: say.bindingAsked(name) });
    return;
  }
  if (waiting.length >= WAITING) {
    scene.reply({ text: say.tooManyRequests });
    return;
  }
  const request = await work.records.addBindingRequest({
    personId: speaker.id,
    enterpriseId: company,
    askedAt: now,
  });
  const liaison = liaisonsOf(town, company)[0];
  await tell(scene, {
    to: liaison ? { kind: "person", id: liaison.id } : officeRecipient(town),
    kind: "notice",
    text: say.askBinding(speaker.name ?? scene.reading.contactName ?? speaker.id, name),
    asked: { kind: "consent", requestId: request.id },
  });
  scene.reply({ text: say.bindingAsked(name) });
}

/** Forged, expired and used-up codes are refused alike, so that nothing can be learnt by trying; every try is audited. */
async function bindByCode(scene: Scene, code: string): Promise<void> {
  const { speaker, now } = scene;
  const { records } = scene.work;
  const failed = await records.auditCount(speaker.id, "绑定失败", new Date(now.getTime() - HOUR));
  const invitation = failed < GUESSES ? await invitationOf(scene.work, code) : null;
  if (invitation?.usedBy.includes(speaker.id) && speaker.enterprise === invitation.enterpriseId) {
    scene.reply({ text: say.bound(callName(scene.town, invitation.enterpriseId)) });
    return;
  }
  const account = invitation?.role === FOR_ACCOUNT;
  // A second account is one of which nothing is known; whoever belongs to a company is somebody else.
  const fits = !account || (speaker.role === "other" && !speaker.enterprise && scene.chat.kind === "private");
  if (!invitation || !fits || !(await records.useInvitation(invitation.hash, speaker.id, now))) {
    await records.addAudit({ at: now, actor: speaker.id, event: "绑定失败", detail: "邀请码无效" });
    scene.reply({
      text: failed < GUESSES ? say.badCode(officeOf(scene.town).name) : say.tooManyTries,
      privately: true,
    });
    return;
  }
  if (account) return joinAccount(scene, invitation.enterpriseId);
  const role = invitation.role as CompanyRole;
  await tie(scene, speaker.id, invitation.enterpriseId, role, `凭邀请码绑定${invitation.enterpriseId}（${role}）`);
  scene.reply({ text: say.bound(callName(scene.town, invitation.enterpriseId)) });
}

/** The account that speaks is a second one of somebody known: from now on both are one person. */
async function joinAccount(scene: Scene, personId: string): Promise<void> {
  const { speaker, work, now } = scene;
  const [spoken] = await work.talk.identitiesOf(speaker.id);
  await work.talk.moveIdentities(speaker.id, personId);
  const detail = `${speaker.id}的账号并入${personId}`;
  await work.records.addAudit({ at: now, actor: personId, event: "变更", detail });
  // The chat of before is nobody's any more: this is said to the person, on the account that spoke.
  const row = await work.sending.addOutbox({
    ...(spoken ? { channel: spoken.channel } : {}),
    toKind: "person",
    toId: personId,
    kind: "reply",
    text: say.accountJoined(nameOf(scene, personId)),
    createdAt: now,
    notBefore: now,
  });
  if (row) scene.rings.push({ job: "outbox.send", id: String(row.id), at: now });
  // Who lost the code learns of it on the account that they have.
  const known = { kind: "person" as const, id: personId };
  await tell(scene, {
    to: known,
    kind: "notice",
    evenMuted: true,
    text: say.accountJoinedElsewhere(officeOf(scene.town).name),
  });
}

async function tie(
  scene: Scene,
  personId: string,
  enterprise: string,
  companyRole: CompanyRole,
  detail: string,
): Promise<void> {
  await scene.work.town.updatePerson(personId, { enterprise, role: "enterprise", companyRole });
  await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "变更", detail });
}

/** The word of a cadre, or of the office, on the request that they were asked about; then the next one is put to them. */
async function decide(scene: Scene, yes: boolean): Promise<void> {
  const { speaker, town, work } = scene;
  const office = actorOf(speaker, town.departments).isOffice;
  const mine = office ? town.enterprises.map((e) => e.id) : actorOf(speaker, town.departments).liaisonFor;
  const open = await work.records.openBindingRequests(office ? {} : { enterpriseIds: mine });
  const quoted = open.find(({ personId, enterpriseId }) =>
    scene.heard.quote?.text.includes(say.askBinding(nameOf(scene, personId), callName(town, enterpriseId))),
  );
  const request = quoted ?? open.find(({ id }) => id === scene.asked?.requestId);
  if (!request) {
    if (mine.length === 0) return refuse(scene);
    scene.reply({ text: say.bindingSettled });
    return;
  }
  const { personId, enterpriseId } = request;
  // Since they asked, the office may have made them one of its own.
  const binds = yes && !isStaff(scene, personId);
  await work.records.decideBinding(request.id, binds ? "已确认" : "已拒绝", speaker.id);
  if (binds) await tie(scene, personId, enterpriseId, "联系人", `确认${personId}绑定${enterpriseId}`);
  const company = callName(town, enterpriseId);
  const who = nameOf(scene, personId);
  await tell(scene, {
    to: { kind: "person", id: personId },
    kind: "notice",
    evenMuted: true,
    text: binds ? say.bound(company) : say.bindingRefused(company),
  });
  scene.reply({ text: binds ? say.bindingDone(who, company) : say.bindingDenied(who, company) });
  const next = open.find(({ id }) => id !== request.id);
  if (next)
    scene.reply({
      text: say.askBinding(nameOf(scene, next.personId), callName(town, next.enterpriseId)),
      asked: { kind: "consent", requestId: next.id },
    });
}

const nameOf = (scene: Scene, personId: string): string => personById(scene.town, personId)?.name ?? personId;

/** Whoever has left a company sees and steers nothing of it any more; its liaison learns that a contact is gone. */
async function leave(scene: Scene): Promise<void> {
  const { speaker, town, work, now } = scene;
  if (speaker.role !== "enterprise" || !speaker.enterprise) {
    scene.reply({ text: isStaff(scene, speaker.id) ? say.staffNotBound : say.notBound });
    return;
  }
  const company = callName(town, speaker.enterprise);
  await work.town.updatePerson(speaker.id, { enterprise: null, companyRole: null, role: "other" });
  await work.records.addAudit({ at: now, actor: speaker.id, event: "变更", detail: `解除绑定${speaker.enterprise}` });
  const liaison = liaisonsOf(town, speaker.enterprise)[0];
  await tell(scene, {
    to: liaison ? { kind: "person", id: liaison.id } : officeRecipient(town),
    kind: "notice",
    text: say.unboundNotice(nameOf(scene, speaker.id), company),
  });
  scene.reply({ text: say.unbound(company) });
}
