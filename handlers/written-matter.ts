import { isStaff, wordsOf } from "../desk/ticket-words.ts";
import { openTicket } from "../desk/ticketing.ts";
import { callName } from "../domain/recipients.ts";
import { holdsSeat } from "../domain/seats.ts";
import * as say from "../text/saying/sessions.ts";
import { askForWhom } from "../text/saying/signups.ts";
import { receipt } from "../text/saying/tickets.ts";
import { askAndKeep } from "./ask.ts";
import { promoteWaiting } from "./promote.ts";
import type { Handler } from "./scene.ts";
import { sessionMeant } from "./session-meant.ts";
import { whose } from "./whose.ts";

/** "人来不了，书面提一个问题：…": counts like what is said there. A seat that was held is given back. */
export const writtenMatter: Handler = {
  name: "written-matter",

  claims: (segment) => segment.act === "written_matter",

  async handle(segments, scene) {
    const segment = segments[0]!;
    const owner = whose(scene, segment);
    if ("ask" in owner)
      return askAndKeep(scene, "which_company", owner.ask, { written: owner.written, options: owner.options });
    if (!owner.company) return askAndKeep(scene, "which_company", askForWhom);
    const event = sessionMeant(scene, segment.session!, "ahead");
    const text = segment.session?.text ?? "";
    if (!event || text.length < 4) {
      scene.reply({ text: say.writtenEmpty });
      return;
    }
    await scene.work.events.lockEvent(event.id);
    const issue = scene.matter(text);
    const ticket = await openTicket(scene, {
      issue,
      company: owner.company,
      from: scene.speaker.id,
      chatId: scene.chat.id,
      source: "恳谈会",
      ...(scene.reading.callAt ? { contactPhone: scene.reading.callAt } : {}),
      media: scene.media,
    });
    if (!ticket.confidential)
      await scene.work.sessions.addMatter({
        eventId: event.id,
        company: owner.company,
        text,
        how: "书面",
        ticketNo: ticket.no,
        by: scene.speaker.id,
        at: scene.now,
      });
    const row = (await scene.work.events.signupsOf(event.id)).find((s) => s.company === owner.company);
    const stays = row === undefined || !holdsSeat(row) || isStaff(scene, scene.speaker.id);
    if (!stays && event.start > scene.now) {
      await scene.work.events.updateSignup(row.id, { status: "请假", delegate: null });
      await promoteWaiting(scene, event);
    }
    // What a company brings up is not repeated in the group.
    if (scene.chat.kind === "group")
      scene.reply({ text: say.writtenInGroup(event.name, callName(scene.town, owner.company)) });
    scene.reply({
      text: `${say.writtenKept(event.name, !stays)}\n${receipt([
        {
          ...wordsOf(scene, ticket),
          assigned: ticket.status === "已交办",
          ...(issue.deadline ? { userDeadline: issue.deadline } : {}),
        },
      ])}`,
      tickets: [ticket.no],
      privately: true,
    });
  },
};
