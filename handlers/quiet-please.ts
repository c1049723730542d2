import { isStaff } from "../desk/ticket-words.ts";
import * as say from "../text/saying/talk.ts";
import type { Handler } from "./scene.ts";

/** 免打扰 and back. */
export const quietPlease: Handler = {
  name: "quiet-please",

  claims: (segment) => segment.act === "mute" || segment.act === "unmute",

  async handle(segments, scene) {
    const muted = segments.at(-1)!.act === "mute";
    // "恢复推送" takes back what was said of policies too.
    const again = !muted && segments.some(({ text }) => /推|政策/.test(text));
    await scene.work.town.updatePerson(scene.speaker.id, { muted, ...(again ? { noPushes: false } : {}) });
    // What already waits for somebody who works on tickets is left: else it would be forgotten.
    if (muted && !isStaff(scene, scene.speaker.id)) await scene.work.sending.voidUnprompted(scene.speaker.id);
    scene.reply({ text: muted ? say.muted : say.unmuted });
  },
};
