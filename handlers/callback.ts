import type { Satisfaction } from "../domain/vocabulary.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { hearResult } from "../text/hearing/result.ts";
import { ratedEarly } from "../text/saying/tickets.ts";
import { actorIn, moved } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import type { Handler, Scene } from "./scene.ts";

const ACTS = new Set(["confirm_resolved", "rate"]);

/** The company's word on a result, in its own words. Silence is not content, and 不满意 begins anew. */
export const callback: Handler = {
  name: "callback",

  claims: (segment, scene) => ACTS.has(segment.act) || (segment.act === "praise" && scene.asked?.kind === "callback"),

  async handle(segments, scene) {
    const nos = [...new Set(segments.flatMap((s) => s.ticketNos))];
    if (nos.length < 2) return hearWord(scene, segments);
    // Several results were answered in one breath, each with its own words.
    for (const no of nos)
      await hearWord(
        scene,
        segments.filter((s) => s.ticketNos.includes(no)),
        true,
      );
  },
};

async function hearWord(scene: Scene, segments: Segment[], oneOfSeveral = false): Promise<void> {
  const first = segments.find((s) => s.satisfaction) ?? segments[0]!;
  const ticket = await rated(scene, first);
  if (!ticket) return;
  const { actor } = actorIn(scene);
  // The word on a result is the company's; from who handles it, it is more of the result.
  if (["dept", "dept_leader"].includes(actor.role) && actor.scope.includes(ticket.lead ?? "")) {
    const heard = hearResult(resultIn(first.text), `${ticket.title} ${ticket.text}`);
    return void (await moved(scene, ticket, { kind: "close", heard }));
  }
  const satisfaction: Satisfaction = first.satisfaction ?? "满意";
  const comment = oneOfSeveral ? first.text : scene.reading.maskedText;
  // Solved before the department says so: the company's own word closes it.
  const saysSolved = satisfaction !== "不满意" && (first.act === "confirm_resolved" || ARRIVED.test(comment));
  if (saysSolved || ["已回复", "待回访", "已办结"].includes(ticket.status))
    return void (await moved(scene, ticket, { kind: "callback", satisfaction, comment }));
  if (satisfaction === "不满意") await moved(scene, ticket, { kind: "urge", note: comment });
  else if (scene.heard.addressed) scene.reply({ text: ratedEarly(ticket.title), tickets: [ticket.no] });
}

/** What was wanted is there: "人都齐了", "钱到账了". */
const ARRIVED = /(?:好|齐|到|到账|到位|通|亮|成|来|完|解决|办妥|拿到)了/;

const resultIn = (text: string): string =>
  text
    .replace(/\s*[A-Z]{1,6}-\d{8}-\d{3,}\s*[，,：:]?\s*/g, " ")
    .replace(/^\s*(?:最新)?进展[：:]\s*/, "")
    .trim();

async function rated(scene: Scene, segment: Segment): Promise<TicketRow | null> {
  const { sees } = actorIn(scene);
  const asked = scene.asked?.kind === "callback" ? scene.asked.ticketNo : undefined;
  if (asked && segment.ticketNos.every((no) => no === asked)) return scene.work.tickets.ticketByNo(asked);
  const answered = scene.tickets.filter((t) => sees(t) && ["待回访", "已回复"].includes(t.status));
  const picked = await pickTicket(scene, segment, sees, { ended: false });
  if ("ticket" in picked) return picked.ticket;
  return answered.length === 1 ? answered[0]! : null;
}
