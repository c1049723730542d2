import { officeOf } from "../domain/recipients.ts";
import * as say from "../text/saying/talk.ts";
import type { Scene } from "./scene.ts";

/** Nothing changes, and the attempt stays in the audit. */
export async function refuse(scene: Scene, detail = scene.reading.maskedText): Promise<void> {
  await scene.work.records.addAudit({
    at: scene.now,
    actor: scene.speaker.id,
    event: "越权尝试",
    detail: detail.slice(0, 200),
  });
  if (scene.heard.addressed) scene.reply({ text: say.refused(officeOf(scene.town).name) });
}
