import * as say from "../text/saying/pushes.ts";
import type { Handler } from "./scene.ts";

/** "别再推政策了", and back. All else that the bot says by itself still comes. */
export const pushChoice: Handler = {
  name: "push-choice",

  claims: (segment) => segment.act === "push_off" || segment.act === "push_on",

  async handle(segments, scene) {
    const off = segments.at(-1)!.act === "push_off";
    // Who wants policies again wants to hear.
    await scene.work.town.updatePerson(scene.speaker.id, { noPushes: off, ...(off ? {} : { muted: false }) });
    if (off) await scene.work.pushes.voidPushes(scene.speaker.id);
    scene.reply({ text: off ? say.pushesOff : say.pushesOn });
  },
};
