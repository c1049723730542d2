import { companyName, leadName } from "../desk/ticket-words.ts";
import type { Move } from "../domain/moves.ts";
import { AT_WORK, OPEN } from "../domain/ticket.ts";
import { addDays, dayOf } from "../domain/time.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Segment } from "../text/hearing/reading.ts";
import { hearResult } from "../text/hearing/result.ts";
import * as say from "../text/saying/cadre.ts";
import { askAndKeep } from "./ask.ts";
import { notesFor } from "./internal-note.ts";
import { actorIn, moved } from "./moving.ts";
import { leadMeant, overLevels } from "./over-levels.ts";
import { pickTicket } from "./pick.ts";
import { refuse } from "./refuse.ts";
import type { Handler, Scene } from "./scene.ts";

/** What the owner of a ticket says of it, as a move of the one table. Null: the words are not enough, and were answered. */
type AsMove = (scene: Scene, segment: Segment, ticket: TicketRow) => Move | null;

const MOVES: Record<string, AsMove> = {
  cadre_accept: (_, segment) => ({ kind: "accept", note: segment.text }),
  cadre_progress: (_, segment) => ({
    kind: "progress",
    note: noteOf(segment),
    commitments: (segment.cadre?.commitments ?? []).map(({ what, by }) => ({ what, by })),
  }),
  snooze: (_, segment, ticket) =>
    ["已交办", "重办"].includes(ticket.status)
      ? { kind: "accept", note: segment.text }
      : { kind: "progress", note: segment.text, commitments: [] },
  cadre_wait: (_, segment) => ({ kind: "request_detail", question: wantedFrom(segment.text) }),
  cadre_close: (_, segment, ticket) => ({
    kind: "close",
    heard: hearResult(noteOf(segment), `${ticket.title} ${ticket.text}`),
  }),
  cadre_return: (_, segment) => ({ kind: "return", claim: claimOf(segment) }),
  cadre_dispute: (_, segment) => ({ kind: "return", claim: claimOf(segment) }),
  cadre_transfer: (scene, segment, ticket) => {
    const lead = leadMeant(scene, segment, ticket);
    const over = lead ? overLevels(scene, segment, lead, claimOf(segment).reason) : null;
    if (over) return over;
    // To another body it is a return, with what a return needs.
    if (lead && !actorIn(scene).actor.scope.includes(lead)) return { kind: "return", claim: claimOf(segment) };
    return lead ? { kind: "transfer", lead, note: segment.text } : null;
  },
  cadre_extend: (scene, segment, ticket) => {
    const until = extendedTo(scene, segment, ticket);
    return { kind: "extend", ...(until ? { until } : {}), reason: segment.cadre?.reason ?? whyLater(segment.text) };
  },
};

/** The clerk's and the cadre's side: accept, progress, result, not ours, more time. */
export const cadre: Handler = {
  name: "cadre",

  claims: (segment) => segment.act in MOVES || segment.act === "cadre_query",

  async handle(segments, scene) {
    for (const segment of segments) {
      if (segment.act === "cadre_query") await list(scene, segment);
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
    const lacks = made?.kind === "return" ? lackingIn(made.claim) : [];
    if (lacks.length > 0 && actor.scope.includes(picked.ticket.lead ?? "") && AT_WORK.includes(picked.ticket.status))
      await askAndKeep(scene, "detail", say.returnLacks(picked.ticket.no, picked.ticket.title, lacks), {
        ticketNo: picked.ticket.no,
        returns: true,
      });
    else if (made) await moved(scene, picked.ticket, made, { companyKnows: segment.act === "snooze" });
    else scene.reply({ text: say.whichDepartment, tickets: [picked.ticket.no] });
    return;
  }
  if (!scene.heard.addressed) return;
  if ("among" in picked)
    await askAndKeep(scene, "which_ticket", say.whichTicket(picked.among), { options: picked.among.map((t) => t.no) });
  else if (picked.no && actor.role !== "leader" && !actor.isOffice) await refuse(scene);
  else scene.reply({ text: picked.no ? say.noSuchTicket(picked.no) : say.nothingToDo });
}

/** Words that say whose duty or whose property something is: such a sentence is a basis. */
const DUTY =
  /职责|职能|权限|(?<!不)归|负责|管辖|主管|属于|事权|权责|三定|文件|规定|〔|条例|办法|产权|资产|清单|合同|协议|自己(?:的|修|建|装|铺|拉|埋|接)|自建|自有|移交|红线|是[^，。]{1,12}的(?:$|[，。])/;
/** Nothing but "not ours", "please take it", "it should go to …". */
const BARE_CLAIM =
  /^(?:[^，。]{0,12}?(?:这个|那个|这件|那件|这单|此件|该件|的))?(?:事|问题|件|单子?)?(?:真的?|确实|也|还是|都)*(?:不归|不是|不属于?|非)(?:我|咱|本)[^，。]{0,10}$|派错|退(?:回|件|单)(?:了|吧|一下|给你们)?$|^(?:请|麻烦|建议|应该?|可以|直接)?[^，。]{0,6}(?:转|退|改派|派|交|给|找|(?<!不)归|由)(?:给|到|回|由)?[^，。]{2,14}?(?:办|管|处理|负责|承办)?(?:吧|了|的)?$/;

export function claimOf(segment: Segment) {
  const clauses = segment.text
    .replace(/[A-Z]{1,6}-\d{8}-\d{3,}/g, " ")
    .split(/[，,。；;！!\n]+/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length >= 4);
  const telling = clauses.filter((clause) => !BARE_CLAIM.test(clause));
  const basis = segment.cadre?.basis ?? telling.find((clause) => DUTY.test(clause)) ?? "";
  return {
    reason: telling.length > 0 ? telling.join("，") : "",
    basis,
    proposed: segment.cadre?.to[0] ?? "",
  };
}

/** What was done, without the ticket's number or its last digits: "001 办完了". */
const noteOf = (segment: Segment): string =>
  (segment.cadre?.note || segment.text)
    .replace(/\s*[A-Z]{1,6}-\d{8}-\d{3,}\s*[，,：:]?\s*/g, " ")
    .replace(/^\s*(?:(?:尾号|编号|#)\s*\d{2,4}|\d{3,4})(?:[\s，,：:]+|(?=办|已|修|处理))/, "")
    .trim();

type Lack = "reason" | "basis" | "proposed";
const lackingIn = (claim: Partial<Record<Lack, string>>): Lack[] =>
  (["reason", "basis", "proposed"] as const).filter((key) => !claim[key]?.trim());

/** Whose, and in what state: "供电手上几件", "哪些超期了", "有没有没交办的". */
function wantedBy(scene: Scene, segment: Segment, today: string): (ticket: TicketRow) => boolean {
  const { text } = segment;
  const departments = segment.cadre?.to ?? [];
  const company = segment.company?.id;
  const soon = scene.calendar.addWorkdays(today, 2).day;
  // "一共多少没办完，超期的有谁" asks for all of them.
  const late =
    /超期|逾期|过期|超时/.test(text) &&
    !/一共|总共|共有?(?:多少|几)|全部|所有|(?:几|多少)(?:件|个|单)[^，。\s]{0,3}(?:没|未|在|待)(?:有)?(?:办|结|回)/.test(
      text,
    );
  const unassigned = /待交办|没交办|未交办|没派|未派|没分/.test(text);
  const due = !late && /快?到期|临期/.test(text);
  return (t) =>
    (departments.length === 0 || departments.includes(t.lead ?? "")) &&
    (!company || t.company === company) &&
    (!late || (t.replyBy !== null && t.replyBy < today)) &&
    (!unassigned || t.status === "待交办") &&
    (!due || (t.replyBy !== null && t.replyBy >= today && t.replyBy <= soon));
}

const WANTED =
  /(?:差|缺|补充?|提供|提交|发|传|交|要)(?:一?下|来|过来|给我们?|一份|一个|齐|个|份|上)*([^，。；！]{0,30}?(?:资料|材料|清单|证明|合同|照片|信息|图纸|手续|电话|地址|发票|方案|执照|表|数据|名单|明细|说明|位置|编号|复印件|证)(?:[和及与、][^，。；！]{0,20}?(?:复印件|资料|材料|清单|证明|合同|照片|信息|图纸|手续|电话|地址|发票|方案|执照|表|数据|名单|明细|说明|位置|编号|复印件|证)+)*)/;

/** What the company is asked for, without the words that are for the bot. */
function wantedFrom(text: string): string {
  const wanted = WANTED.exec(text)?.[1];
  return wanted ? `请提供${wanted.trim()}` : text;
}

/** The clauses that say why, without the number and the request itself. */
const whyLater = (text: string): string =>
  text
    .replaceAll(/[A-Z]{1,6}-\d{8}-\d{3,}/g, "")
    .split(/[，,。；;\s]+/)
    .filter((clause) => clause && !/延期|延长|延到|延至|宽限|推迟到/.test(clause))
    .join("，");

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

/** What lies with the speaker, or what the office asks to see, nearest date first. */
async function list(scene: Scene, segment: Segment): Promise<void> {
  const { sees } = actorIn(scene);
  const today = dayOf(scene.now, scene.town.zone);
  if (segment.company?.id && PAST.test(segment.text)) return listHistory(scene, segment.company.id);
  const wanted = wantedBy(scene, segment, today);
  const own = scene.tickets
    .filter((t) => sees(t) && OPEN.includes(t.status) && wanted(t))
    .sort((a, b) => (a.replyBy ?? "9").localeCompare(b.replyBy ?? "9"));
  const notes = own.length === 1 ? await notesFor(scene, own) : [];
  const said = own.length
    ? say.list(
        own.slice(0, LISTED).map((t) => shown(scene, t)),
        own.length,
        today,
        lateAmong(own, today),
      )
    : say.noneSuch;
  scene.reply({
    text: [said, ...notes].join("\n"),
    tickets: own.slice(0, LISTED).map((t) => t.no),
  });
}

/** Who works for one body knows whose the tickets are. */
const shown = (scene: Scene, ticket: TicketRow) =>
  ["dept", "dept_leader"].includes(scene.speaker.role) || !ticket.lead
    ? ticket
    : { ...ticket, leadName: leadName(scene, ticket.lead) };

const lateAmong = (tickets: readonly TicketRow[], today: string): number =>
  tickets.filter((t) => t.replyBy !== null && t.replyBy < today).length;

/** "反映过啥": all that was ever brought up, not what is open. */
const PAST = /(?:反[映应]|提|报|说|投诉|求助)(?:过|了|的)|历史|以前|之前|最近/;

async function listHistory(scene: Scene, company: string): Promise<void> {
  const { sees } = actorIn(scene);
  const theirs = { OR: [{ company }, { complainants: { some: { company } } }], confidential: false };
  const all = (await scene.work.tickets.findTickets(theirs, { newestFirst: true })).filter(sees);
  const name = companyName(scene, company);
  scene.reply({
    text: all.length ? say.history(name, all.slice(0, LISTED), all.length) : say.noHistory(name),
    tickets: all.slice(0, LISTED).map((t) => t.no),
  });
}
