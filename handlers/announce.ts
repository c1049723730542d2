import { scheduleRollcall } from "../desk/reminders.ts";
import { eventMeant } from "./event-meant.ts";
import type { Handler } from "./scene.ts";

/** The office has posted a notice of an event: nobody is answered, the sign-ups that follow belong to it. */
export const announce: Handler = {
  name: "announce",

  claims: (segment, scene) =>
    segment.act === "announce_event" && (scene.speaker.role === "admin" || scene.speaker.role === "cadre"),

  async handle(segments, scene) {
    const event = eventMeant(scene, segments[0]!.signup?.events ?? [], true);
    if (!event) return;
    // Who was called by name holds a place, unanswered until they say.
    const called = segments.flatMap((s) => (s.company?.id ? [s.company.id] : []));
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
