import { isInReach, mayTakeOver } from "../domain/authority.ts";
import { callName, enterpriseById } from "../domain/recipients.ts";
import * as say from "../text/saying/take-over.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/**
 * "我来回", "锦程这家我来回复": a person answers in this group, or a company's people in their private chats, and the bot
 * only records until it is given back. What it had prepared for them is void; notices wait until then, emergencies do not.
 */
export const takeOver: Handler = {
  name: "take-over",

  claims: (segment) => segment.act === "take_over" || segment.act === "give_back",

  async handle(segments, scene) {
    const { actor } = actorIn(scene);
    if (!mayTakeOver(actor)) return refuse(scene);
    const taking = segments.at(-1)!.act === "take_over";
    const companies = await companiesMeant(scene);
    const { departments } = scene.town;
    if (companies.some((id) => !isInReach(actor, enterpriseById(scene.town, id), departments))) return refuse(scene);
    const inGroup = scene.chat.kind === "group";
    if (!inGroup && companies.length === 0 && taking) return scene.reply({ text: say.whichToTakeOver });
    const people = scene.town.people.filter((p) => p.role === "enterprise" && companies.includes(p.enterprise ?? ""));
    const chats = inGroup ? [scene.chat.id] : people.map(({ id }) => id);
    const mine = inGroup || companies.length > 0 ? chats : await scene.work.talk.chatsTakenBy(scene.speaker.id);
    if (mine.length === 0) return scene.reply({ text: taking ? say.nobodyThere : say.nothingTaken });
    for (const id of mine) {
      if (!inGroup) await scene.work.talk.ensureChat({ id, channel: "", kind: "private" });
      await scene.work.talk.setChatTakenBy(id, taking ? scene.speaker.id : null);
      if (taking) await scene.work.sending.voidOutbox({ toId: id, kind: "reply", priority: { gt: 0 } });
      else
        for (const row of await scene.work.sending.releaseHeld(id, scene.now))
          scene.rings.push({ job: "outbox.send", id: String(row), at: scene.now });
    }
    const names = companies.map((id) => callName(scene.town, id));
    // The company's side need not read how the bot is ordered about.
    scene.reply({ text: taking ? say.takenOver(names) : say.givenBack(names), privately: true });
  },
};

/** The companies that are named, or whose ticket is quoted or was asked about. In a group it is the group itself. */
async function companiesMeant(scene: Scene): Promise<string[]> {
  if (scene.chat.kind === "group") return [];
  const named = scene.companiesIn(scene.heard.text);
  if (named.length > 0) return named;
  const quoted = scene.heard.quote?.text.match(/[A-Z]{1,6}-\d{8}-\d{3,}/)?.[0];
  const no = scene.reading.segments.flatMap((s) => s.ticketNos)[0] ?? quoted ?? scene.asked?.ticketNo;
  const ticket = no ? await scene.work.tickets.ticketByNo(no) : null;
  return ticket?.company && actorIn(scene).sees(ticket) && enterpriseById(scene.town, ticket.company)
    ? [ticket.company]
    : [];
}
