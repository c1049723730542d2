import { isStaff } from "../desk/ticket-words.ts";
import * as say from "../text/saying/talk.ts";
import { refuse } from "./refuse.ts";
import type { Handler } from "./scene.ts";

/** "我来回": a cadre or the office answers in this chat, and the bot only records until it is given back. */
export const takeOver: Handler = {
  name: "take-over",

  claims: (segment) => segment.act === "take_over" || segment.act === "give_back",

  async handle(segments, scene) {
    if (!isStaff(scene, scene.speaker.id)) return refuse(scene);
    const taking = segments.at(-1)!.act === "take_over";
    await scene.work.talk.setChatTakenBy(scene.chat.id, taking ? scene.speaker.id : null);
    if (taking) {
      // What was prepared for this chat is void: a person speaks now.
      await scene.work.sending.voidOutbox({ toId: scene.chat.id, priority: { gt: 0 } });
    }
    scene.reply({ text: taking ? say.takenOver : say.givenBack });
  },
};
