import { scheduleRollcall } from "../desk/reminders.ts";
import { eventMeant } from "./event-meant.ts";
import type { Handler } from "./scene.ts";

/** Calls companies by name; a notice that only mentions one does not. */
const CALLS = /点名|请.{2,60}(?:参加|参会|出席|到会)|(?:以下|下列)企业/;

/** The office has posted a notice of an event: nobody is answered, the sign-ups that follow belong to it. */
export const announce: Handler = {
  name: "announce",

  claims: (segment, scene) =>
    segment.act === "announce_event" && (scene.speaker.role === "admin" || scene.speaker.role === "cadre"),

  async handle(segments, scene) {
    const event = eventMeant(scene, segments[0]!.signup?.events ?? [], true);
    if (!event) return;
    // Who was called by name holds a place, unanswered until they say.
    const called = CALLS.test(segments[0]!.text) ? scene.companiesIn(segments.map((s) => s.text).join("\n")) : [];
    if (called.length === 0) return;
    const signups = await scene.work.events.signupsOf(event.id);
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
  },
};
