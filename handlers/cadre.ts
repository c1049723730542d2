import type { Move } from "../domain/moves.ts";
import { addDays, dayOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { hearResult } from "../text/hearing/result.ts";
import * as say from "../text/saying/cadre.ts";
import { askAndKeep } from "./ask.ts";
import { actorIn, moved } from "./moving.ts";
import { pickTicket } from "./pick.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** What the owner of a ticket says of it, as a move of the one table. Null: the words are not enough, and were answered. */
type AsMove = (scene: Scene, segment: Segment, ticket: TicketRow) => Move | null;

const MOVES: Record<string, AsMove> = {
  cadre_accept: (_, segment) => ({ kind: "accept", note: segment.text }),
  cadre_progress: (_, segment) => ({
    kind: "progress",
    note: segment.cadre?.note || segment.text,
    commitments: (segment.cadre?.commitments ?? []).map(({ what, by }) => ({ what, by })),
  }),
  snooze: (_, segment) => ({ kind: "progress", note: segment.text, commitments: [] }),
  cadre_close: (_, segment, ticket) => ({
    kind: "close",
    heard: hearResult(segment.cadre?.note || segment.text, `${ticket.title} ${ticket.text}`),
  }),
  cadre_return: (_, segment) => ({ kind: "return", claim: claimOf(segment) }),
  cadre_dispute: (_, segment) => ({ kind: "return", claim: claimOf(segment) }),
  cadre_transfer: (_, segment) => {
    const lead = segment.cadre?.to[0];
    return lead ? { kind: "transfer", lead, note: segment.text } : null;
  },
  cadre_extend: (scene, segment, ticket) => {
    const until = extendedTo(scene, segment, ticket);
    return { kind: "extend", ...(until ? { until } : {}), reason: segment.cadre?.reason ?? segment.text };
  },
};

/** The clerk's and the cadre's side: accept, progress, result, not ours, more time. */
export const cadre: Handler = {
  name: "cadre",

  claims: (segment) => segment.act in MOVES || segment.act === "cadre_query",

  async handle(segments, scene) {
    for (const segment of segments) {
      if (segment.act === "cadre_query") await list(scene);
      else await move(scene, segment);
    }
  },
};

async function move(scene: Scene, segment: Segment): Promise<void> {
  const { sees, actor } = actorIn(scene);
  const works = ["dept", "dept_leader", "admin", "leader", "cadre"].includes(scene.speaker.role);
  if (!works) return refuse(scene);
  // A return by an office's own clerk, or a result of who does not own the ticket, is refused by the table itself.
  const picked = await pickTicket(scene, segment, sees, { words: segment.cadre?.ticketWords ?? [] });
  if ("ticket" in picked) {
    const made = MOVES[segment.act]!(scene, segment, picked.ticket);
    if (made) await moved(scene, picked.ticket, made);
    else scene.reply({ text: say.whichDepartment, tickets: [picked.ticket.no] });
    return;
  }
  if (!scene.heard.addressed) return;
  if ("among" in picked)
    await askAndKeep(scene, "which_ticket", say.whichTicket(picked.among), { options: picked.among.map((t) => t.no) });
  else if (picked.no && actor.role !== "leader" && !actor.isOffice) await refuse(scene);
  else scene.reply({ text: picked.no ? say.noSuchTicket(picked.no) : say.nothingToDo });
}

/** Words that say whose duty something is: the list of duties is then the basis. */
const DUTY = /职责|职能|权限|归|负责|管辖|主管|属于|事权|三定|文件|规定|〔|条例|办法/;

/** "不属本单位" by itself, as the button says it, is the claim and no reason for it. */
const BARE_CLAIM =
  /^(?:[A-Z]{1,6}-\d{8}-\d{3,}|这个|这件|此件|该件|事项|\s|[，。！,.!])*(?:不(?:属于?|归|是)(?:我们?|本)?(?:单位|部门|局|科室)(?:的?(?:职责|职能)(?:范围)?)?|退件|退回)(?:的|[A-Z]{1,6}-\d{8}-\d{3,}|\s|[，。！,.!])*$/;

function claimOf(segment: Segment) {
  if (BARE_CLAIM.test(segment.text)) return { reason: "", basis: "", proposed: segment.cadre?.to[0] ?? "" };
  const reason = segment.cadre?.reason ?? segment.text;
  return {
    reason,
    basis: segment.cadre?.basis ?? (DUTY.test(segment.text) ? reason : ""),
    proposed: segment.cadre?.to[0] ?? "",
  };
}

function extendedTo(scene: Scene, segment: Segment, ticket: TicketRow): string | null {
  const { extendTo, extendDays } = segment.cadre ?? {};
  if (extendTo) return extendTo;
  if (!extendDays) return null;
  const from = ticket.replyBy ?? dayOf(scene.now, scene.town.zone);
  return extendDays.unit === "working"
    ? scene.calendar.addWorkdays(from, extendDays.days).day
    : addDays(from, extendDays.days);
}

const LISTED = 10;

/** What lies with the speaker, nearest date first. */
async function list(scene: Scene): Promise<void> {
  const { sees } = actorIn(scene);
  const today = dayOf(scene.now, scene.town.zone);
  const own = scene.tickets
    .filter((t) => sees(t) && ["待交办", "已交办", "办理中", "派单争议", "待补充办理结果", "重办"].includes(t.status))
    .sort((a, b) => (a.replyBy ?? "9").localeCompare(b.replyBy ?? "9"));
  scene.reply({
    text: own.length ? say.list(own.slice(0, LISTED), own.length, today) : say.nothingToDo,
    tickets: own.slice(0, LISTED).map((t) => t.no),
  });
}
