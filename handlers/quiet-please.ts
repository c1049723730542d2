import { isStaff } from "../desk/ticket-words.ts";
import * as say from "../text/saying/talk.ts";
import type { Handler, Scene } from "./scene.ts";

const ACTS = new Set(["mute", "unmute", "callback_off", "callback_on"]);

/** 免打扰 and back; no more call-backs and back. */
export const quietPlease: Handler = {
  name: "quiet-please",

  claims: (segment) => ACTS.has(segment.act),

  async handle(segments, scene) {
    const last = segments.at(-1)!.act;
    if (last === "callback_off" || last === "callback_on") return chooseCallbacks(scene, last === "callback_off");
    const muted = last === "mute";
    // "恢复推送" takes back what was said of policies too.
    const again = !muted && segments.some(({ text }) => /推|政策/.test(text));
    await scene.work.town.updatePerson(scene.speaker.id, { muted, ...(again ? { noPushes: false } : {}) });
    // What already waits for somebody who works on tickets is left: else it would be forgotten.
    if (muted && !isStaff(scene, scene.speaker.id)) await scene.work.sending.voidUnprompted(scene.speaker.id);
    scene.reply({ text: muted ? say.muted : say.unmuted });
  },
};

/** Holds for all of their tickets. It is no word on any result: what is not called back stays 未能回访. */
async function chooseCallbacks(scene: Scene, off: boolean): Promise<void> {
  await scene.work.town.updatePerson(scene.speaker.id, { noCallbacks: off });
  scene.reply({ text: off ? say.callbacksOff : say.callbacksOn });
}
