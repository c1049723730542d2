import { scheduleRollcall } from "../desk/reminders.ts";
import { personFor } from "../desk/session.ts";
import { tell } from "../desk/tell.ts";
import { isInReach, mayAnnounce } from "../domain/authority.ts";
import { callName, enterpriseById } from "../domain/recipients.ts";
import type { TownEvent } from "../domain/town.ts";
import { rollcallCard } from "../text/saying/cards.ts";
import * as say from "../text/saying/signups.ts";
import { eventMeant } from "./event-meant.ts";
import { actorIn } from "./moving.ts";
import type { Handler, Scene } from "./scene.ts";

/** Calls companies by name; a notice that only mentions one does not. */
const CALLS = /点名|请.{2,60}(?:参加|参会|出席|到会)|(?:以下|下列)企业/;

/** The office has posted a notice of an event: nobody is answered, the sign-ups that follow belong to it. */
export const announce: Handler = {
  name: "announce",

  claims: (segment, scene) => segment.act === "announce_event" && mayAnnounce(actorIn(scene).actor),

  async handle(segments, scene) {
    const event = eventMeant(scene, segments[0]!.signup?.events ?? [], true);
    if (!event) return;
    // Who was called by name holds a place, unanswered until they say.
    const { actor } = actorIn(scene);
    const { town } = scene;
    const named = CALLS.test(segments[0]!.text) ? scene.companiesIn(segments.map((s) => s.text).join("\n")) : [];
    const called = named.filter((id) => isInReach(actor, enterpriseById(town, id), town.departments));
    if (called.length === 0) return;
    const signups = await scene.work.events.signupsOf(event.id);
    const fresh = called.filter((company) => !signups.some((s) => s.company === company));
    for (const [i, company] of called.entries()) {
      if (signups.some((s) => s.company === company)) continue;
      await scene.work.events.saveSignup(event.id, company, {
        status: "未回复",
        attendees: [],
        by: null,
        chatId: scene.chat.id,
        createdAt: scene.now,
        position: Math.max(0, ...signups.map((s) => s.position)) + 1 + i,
      });
    }
    await scheduleRollcall(scene, event);
    if (scene.chat.kind === "private") await invite(scene, event, fresh);
  },
};

/** Said to the bot alone, the call has to reach those who were called: each in private. */
async function invite(scene: Scene, event: TownEvent, companies: string[]): Promise<void> {
  const untold: string[] = [];
  for (const company of companies) {
    const to = personFor(scene, company, null);
    if (!to) untold.push(company);
    else
      await tell(scene, {
        to,
        kind: "notice",
        text: say.called(event.name, event.start, event.place, event.signupUntil, scene.town.zone),
        dedupeKey: `event/${event.id}/called/${company}`,
        card: rollcallCard(event.name),
        asked: { kind: "rollcall", eventId: event.id },
      });
  }
  const named = (list: string[]) => list.map((company) => callName(scene.town, company));
  scene.reply({ text: say.calledInPrivate(named(companies.filter((c) => !untold.includes(c))), named(untold)) });
}
