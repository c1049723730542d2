import { companyOf } from "../desk/ticket-words.ts";
import { callName } from "../domain/recipients.ts";
import { holdsSeat } from "../domain/seats.ts";
import type { TownEvent } from "../domain/town.ts";
import { isOn } from "../text/hearing/sessions.ts";
import * as say from "../text/saying/sessions.ts";
import { together } from "../text/saying/signups.ts";
import type { Handler, Scene } from "./scene.ts";

/** Check-ins that come within this time share one receipt in the group. Seconds. */
const SHARED_RECEIPT = 120;

/** "到了", "签到 4821 2人": who is on the list by a word, who is not by the code at the door. */
export const checkIn: Handler = {
  name: "check-in",

  claims: (segment) => segment.act === "check_in",

  async handle(segments, scene) {
    const segment = segments[0]!;
    const { code, persons } = segment.session!;
    const company = companyOf(segment.company ?? scene.reading.company) ?? scene.speaker.enterprise ?? null;
    const answer = (text: string) => {
      // Somebody who writes "到了" in a group, and is on no list, may mean anything.
      if (scene.heard.addressed || code) scene.reply({ text });
    };
    const on = scene.town.events.filter((event) => isOn(event, scene.now));
    if (on.length === 0) return answer(say.nothingToCheckIn);
    if (!company) return answer(say.noCompanyToCheckIn);
    const event = await eventFor(scene, on, company, code);
    if (!event) return answer(code ? say.wrongDoorCode : say.notListed(on[0]!.name));
    await scene.work.events.lockEvent(event.id);
    const signups = await scene.work.events.signupsOf(event.id);
    const row =
      signups.find((s) => s.company === company) ??
      (await scene.work.events.saveSignup(event.id, company, {
        attendees: [],
        status: "报名",
        by: scene.speaker.id,
        chatId: scene.chat.id,
        createdAt: scene.now,
        position: Math.max(0, ...signups.map((s) => s.position)) + 1,
      }));
    const arrived = persons ?? row.arrived ?? row.count ?? Math.max(1, row.attendees.length);
    await scene.work.events.updateSignup(row.id, {
      arrived,
      checkedIn: row.checkedIn ?? scene.now,
      // Who stands at the door comes, whatever was said before.
      ...(holdsSeat(row) ? {} : { status: "报名" }),
    });
    const line = say.checkedIn(callName(scene.town, company), arrived);
    if (scene.chat.kind === "private") scene.reply({ text: together(event.name, [line]) });
    else await scene.replyTogether(`checkin:${event.id}`, line, (lines) => together(event.name, lines), SHARED_RECEIPT);
  },
};

/** The session with this code; without one the session that has the company on its list. */
async function eventFor(
  scene: Scene,
  on: TownEvent[],
  company: string,
  code: string | undefined,
): Promise<TownEvent | undefined> {
  for (const event of on) {
    if (code !== undefined) {
      if ((await scene.work.sessions.doorCodeOf(event.id)) === code) return event;
      continue;
    }
    const own = (await scene.work.events.signupsOf(event.id)).find((s) => s.company === company);
    if (own && own.status !== "取消" && own.status !== "候补") return event;
  }
  return undefined;
}
