import * as say from "../text/saying/talk.ts";
import type { Handler } from "./scene.ts";

/** 免打扰 and back. */
export const quietPlease: Handler = {
  name: "quiet-please",

  claims: (segment) => segment.act === "mute" || segment.act === "unmute",

  async handle(segments, scene) {
    const muted = segments.at(-1)!.act === "mute";
    await scene.work.town.updatePerson(scene.speaker.id, { muted });
    scene.reply({ text: muted ? say.muted : say.unmuted });
  },
};
