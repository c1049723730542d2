import { schedule } from "../desk/reminders.ts";
import { nextSendable } from "../domain/quiet.ts";
import { AT_WORK } from "../domain/ticket.ts";
import { clockOf, dayOf, instantOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { isAllArranged, snoozedTill } from "../text/hearing/snooze.ts";
import * as say from "../text/saying/reminders.ts";
import { actorIn, moved } from "./moving.ts";
import type { Handler, Scene } from "./scene.ts";

/** What one answer may cover. */
const AT_ONCE = 20;

/** "明天上午再提醒我", "都已安排": an answer to what one was reminded of, one ticket or the whole digest. */
export const snooze: Handler = {
  name: "snooze",

  claims: (segment, scene) =>
    segment.act === "snooze" &&
    (till(segment, scene) !== null || isAllArranged(segment.text)) &&
    meant(scene, segment).length > 0,

  async handle(segments, scene) {
    for (const segment of segments) {
      const tickets = meant(scene, segment).slice(0, AT_ONCE);
      const at = till(segment, scene);
      if (at) await putOff(scene, tickets, at);
      else await arranged(scene, tickets, segment.text);
    }
  },
};

const till = ({ text }: Segment, { now, town, calendar }: Scene): Date | null =>
  snoozedTill(text, { now, zone: town.zone, calendar, morning: town.rules.sent_at });

/** By number, or what was asked, or what stood in the last message to the chat. */
function meant(scene: Scene, segment: Segment): TicketRow[] {
  const { sees } = actorIn(scene);
  const told = scene.recent.findLast((said) => said.fromBot && said.tickets.length > 0)?.tickets ?? [];
  const asked = scene.asked?.ticketNo && told.length < 2 ? [scene.asked.ticketNo] : told;
  const nos = segment.ticketNos.length > 0 ? segment.ticketNos : asked;
  return scene.tickets.filter((t) => nos.includes(t.no) && sees(t) && AT_WORK.includes(t.status));
}

/** A reminder of the speaker's own, beside the ladder: the date does not move. */
async function putOff(scene: Scene, tickets: TicketRow[], wanted: Date): Promise<void> {
  const { town, calendar } = scene;
  const day = calendar.nextWorkday(dayOf(wanted, town.zone));
  const at = nextSendable(instantOf(day, clockOf(wanted, town.zone), town.zone), town.rules, calendar, town.zone);
  for (const { no } of tickets)
    await schedule(
      scene,
      "reply",
      no,
      [
        {
          key: `${no}/reply/snooze/${scene.speaker.id}/${at.toISOString()}`,
          stage: "snooze",
          kind: "稍后提醒",
          to: "handler",
          dueAt: at,
        },
      ],
      { person: scene.speaker.id },
    );
  scene.reply({
    text: say.snoozed(
      tickets.map(({ no }) => no),
      at,
      town.zone,
    ),
    tickets: tickets.map(({ no }) => no),
  });
}

async function arranged(scene: Scene, tickets: TicketRow[], words: string): Promise<void> {
  for (const ticket of tickets)
    await moved(
      scene,
      ticket,
      ["已交办", "重办"].includes(ticket.status)
        ? { kind: "accept", note: words }
        : { kind: "progress", note: words, commitments: [] },
      { companyKnows: true },
    );
}
