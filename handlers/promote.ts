import { personFor } from "../desk/session.ts";
import { tell } from "../desk/tell.ts";
import { callName, enterpriseById } from "../domain/recipients.ts";
import { promotions } from "../domain/seats.ts";
import type { TownEvent } from "../domain/town.ts";
import type { SignupStatus } from "../domain/vocabulary.ts";
import type { SignupRow } from "../store/events.ts";
import * as say from "../text/saying/signups.ts";
import type { Scene } from "./scene.ts";

/** A sign-up in the words of a receipt. */
export const lineOf = (scene: Scene, row: SignupRow): say.SignupLine => ({
  company: enterpriseById(scene.town, row.company) ? callName(scene.town, row.company) : row.company,
  attendees: row.attendees,
  count: row.count,
  topic: row.topic,
  status: row.status as SignupStatus,
});

/**
 * Who waits gets the seats that became free, in order, and hears of it.
 * @param here tells it in this chat, for who signed up here; everybody else is told in private
 */
export async function promoteWaiting(
  scene: Scene,
  event: TownEvent,
  here: (row: SignupRow, line: string) => Promise<boolean> = async () => false,
): Promise<void> {
  for (const next of promotions(event, await scene.work.events.signupsOf(event.id), scene.now)) {
    const row = await scene.work.events.updateSignup(next.id, { status: "报名" });
    const line = say.promoted(lineOf(scene, row));
    if (await here(row, line)) continue;
    const to = personFor(scene, row.company, row.by);
    if (!to) continue;
    await tell(scene, {
      to,
      kind: "notice",
      text: say.together(event.name, [line, say.details(event.start, event.place, scene.town.zone)]),
    });
  }
}
