import { reviewOf } from "../desk/review.ts";
import { companyName, leadName } from "../desk/ticket-words.ts";
import { mayReview } from "../domain/authority.ts";
import type { ReviewTopic } from "../domain/review.ts";
import { addDays, dayOf } from "../domain/time.ts";
import { reviewDocx } from "../reports/review-docx.ts";
import type { TicketRow } from "../store/tickets.ts";
import { periodOf } from "../text/hearing/fields/index.ts";
import * as say from "../text/saying/review.ts";
import { actorIn } from "./moving.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** "月评议建议": what several companies have raised in a month, with the tickets behind it; for the office alone. */
export const monthlyReview: Handler = {
  name: "review",

  claims: (segment) => segment.act === "monthly_review",

  async handle([segment], scene) {
    if (!mayReview(actorIn(scene).actor)) return refuse(scene);
    const period = periodOf(segment!.text, scene.now, scene.town.zone)?.period ?? lastDue(scene);
    const review = await reviewOf(scene, period);
    if (!review || review.looked === 0) return scene.reply({ text: say.nothingToReview(period), privately: true });
    const topics = review.topics.map((topic) => wordsOf(scene, topic, review.tickets));
    const title = say.reviewTitle(period);
    const files =
      topics.length > 0 ? [await scene.keepFile(`${title}.docx`, await reviewDocx(period, topics))] : undefined;
    if (files)
      await scene.work.records.addAudit({ at: scene.now, actor: scene.speaker.id, event: "导出", detail: title });
    scene.reply({
      text: say.sayReview(period, review.looked, topics),
      ...(files ? { files } : {}),
      privately: true,
    });
  },
};

/** In a month's first days the one before is reviewed. */
function lastDue({ now, town }: Scene): string {
  const today = dayOf(now, town.zone);
  const month = today.slice(0, 7);
  return Number(today.slice(8)) <= FIRST_DAYS ? addDays(`${month}-01`, -1).slice(0, 7) : month;
}
const FIRST_DAYS = 10;

function wordsOf(scene: Scene, topic: ReviewTopic, tickets: ReadonlyMap<string, TicketRow>): say.TopicWords {
  return {
    title: topic.title,
    category: topic.category,
    companies: topic.companies.length,
    leads: topic.leads.map((id) => leadName(scene, id)),
    open: topic.open.length,
    late: topic.late.length,
    dissatisfied: topic.dissatisfied.length,
    again: topic.again.length,
    tickets: topic.tickets.map((no) => {
      const ticket = tickets.get(no)!;
      const unit = ticket.lead ? leadName(scene, ticket.lead) : "";
      return { no, company: companyName(scene, ticket.company), title: ticket.title, unit, status: ticket.status };
    }),
  };
}
