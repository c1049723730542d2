import { freeSeats } from "../domain/seats.ts";
import { eventsNamed } from "../text/hearing/fields/index.ts";
import * as say from "../text/saying/signups.ts";
import { eventMeant } from "./event-meant.ts";
import type { Handler } from "./scene.ts";

/** When and where a meeting is, until when to sign up and whether a seat is left. */
export const askEvent: Handler = {
  name: "ask-event",

  claims: (segment) => segment.act === "ask_event",

  async handle(segments, scene) {
    const { zone, events } = scene.town;
    const named = eventsNamed(segments[0]!.text, { ...scene, events, zone });
    const event = eventMeant(scene, named, true);
    if (!event) return scene.reply({ text: say.noEvent });
    const left = freeSeats(event, await scene.work.events.signupsOf(event.id));
    scene.reply({ text: say.aboutEvent(event, left, scene.now, zone) });
  },
};
