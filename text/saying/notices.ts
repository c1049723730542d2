import type { About } from "../../domain/outcome.ts";
import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";
import { closed, cut, enumerated } from "./lists.ts";
import type { TicketWords } from "./tickets.ts";
import * as say from "./tickets.ts";

export interface NoticeFacts {
  company: string;
  note: string;
  /** The receiver works for the town, not for a company. */
  staff: boolean;
  contact: string;
  urges: number;
  /** Of a dispute: what each side says. */
  sides: Side[];
  userDeadline: Day | null;
  until?: Day;
  /** What was promised with a progress. */
  promised: { what: string; by: Day }[];
  /** The receiver wants to be asked whether it is solved. */
  asked: boolean;
}

export interface Side {
  department: string;
  reason: string;
  basis: string;
  proposed: string;
}

const side = ({ department, reason, basis, proposed }: Side): string =>
  `${department}：${cut(reason, 80)}${basis ? `；依据：${cut(basis, 60)}` : ""}；建议由${proposed}承办`;

type Ticket = TicketWords & { text: string; status: string };
type Sentence = (t: Ticket, f: NoticeFacts) => string;

const head = (mark: string, t: Ticket): string => `【${mark}】${t.no}　${t.title}`;
const noted = (words: string): string => (words.trim() ? `：${closed(cut(words, 160))}` : "。");
const replyBy = (t: Ticket): string => (t.replyBy && !t.overdue ? `${sayDay(t.replyBy)}前回复` : "请尽快回复");
const yours = (t: Ticket): string => `您反映的“${t.title}”（${t.no}）`;

/** One sentence for each thing that somebody may have to be told of a ticket. */
const SENTENCES: Record<About, Sentence> = {
  assigned: (t, f) => say.assignedNotice({ ...t, type: "" }, f.company, f.contact, f.userDeadline),
  assigned_co: (t, f) => say.coOwnerNotice(t, f.company),
  asked_to_assign: (t, f) => say.toAssignNotice(t, f.company, f.note),
  owner_named: (t) => `${yours(t)}由${t.leadName}承办，${replyBy(t)}您。`,
  progress: (t, f) =>
    f.staff
      ? `${head("进展", t)}${noted(f.note)}`
      : f.promised.length > 0
        ? `${yours(t)}有进展：${t.leadName}计划${enumerated(f.promised.map(({ what, by }) => `${sayDay(by)}前${what}`))}。承办人原话：“${cut(f.note, 160)}”`
        : `${yours(t)}有进展${noted(f.note)}`,
  to_sign: (t, f) => `${head("待签发", t)}\n办理结果${noted(f.note)}\n同意请回复“同意”。`,
  answered: (t, f) => `${yours(t)}，${t.leadName}答复${noted(f.note)}`,
  answered_again: (t, f) =>
    `${yours(t)}，${t.leadName}补充答复${noted(f.note)}${t.status === "待回访" && f.asked ? "\n请问解决了吗？满意不满意，直接说一句就行。" : ""}`,
  stewarded: (t, f) =>
    `${head("专人跟进", t)}（${f.company}）走优先通道，${t.status === "待交办" ? `待交办，拟由${t.leadName}承办` : `由${t.leadName}承办`}，${replyBy(t)}。请全程跟进，需要时催办。`,
  sent_back: (t) => `${head("退回补充", t)}：答复没有写明做了什么，请补充谁办的、办了什么、什么时候，${replyBy(t)}。`,
  returned: (t, f) =>
    `${head("退件", t)}（${f.company}）。退件理由${noted(f.note)}\n现拟派${t.leadName}，同意请回复“同意”；不同意的，退回原单位；也可以写明单位。时限不变，${replyBy(t)}。`,
  raised: (t, f) =>
    `${head("提请市级办理", t)}（${f.company}）。理由${noted(f.note)}\n拟由${t.leadName}承办，同意请回复“同意”；不同意的，退回原单位；也可以写明单位。时限不变，${replyBy(t)}。`,
  tracked: (t, f) =>
    `${head("对口跟踪", t)}（${f.company}）由${t.leadName}承办，你单位跟踪进展，可以询问、催办，办结时会告知。`,
  tracked_done: (t, f) => `${head("对口跟踪", t)}（${f.company}）${t.leadName}：${t.status}${noted(f.note)}`,
  disputed: (t, f) =>
    `${head("派单争议", t)}（${f.company}）两次退件，请裁定承办单位。各方理由：\n${f.sides.map(side).join("\n")}\n时限不变，${replyBy(t)}。`,
  in_arbitration: (t) => `${yours(t)}的承办单位由${t.officeName}裁定，时限不变，${replyBy(t)}您。`,
  arbitrated: (t, f) => `${head("裁定", t)}（${f.company}）由${t.leadName}承办，${replyBy(t)}。`,
  taken_away: (t) => `${head("改派", t)}已改由${t.leadName}承办，你单位不用再办。`,
  extension_asked: (t, f) =>
    `${head("申请延期", t)}（${f.company}）${f.until ? `申请延到${sayDay(f.until)}，` : ""}理由${noted(f.note)}\n同意请回复“同意”，不同意请回复“不同意”和理由。`,
  extended: (t, f) =>
    f.staff
      ? `${head("同意延期", t)}，新期限${t.replyBy ? sayDay(t.replyBy) : ""}。`
      : `${yours(t)}需要延长办理，${replyBy(t)}您。原因${noted(f.note)}`,
  extension_refused: (t, f) =>
    `${head("不同意延期", t)}，仍按${t.replyBy ? sayDay(t.replyBy) : "原期限"}回复${noted(f.note)}`,
  urged: (t, f) => say.urgeNotice(t, f.company, f.urges, f.note),
  pressed: (t, f) => `${head("催办", t)}（${f.company}）督办${noted(f.note)}\n${replyBy(t)}并报进展。`,
  redone: (t, f) => `${head("重办", t)}（${f.company}）不满意${noted(f.note)}\n请重新办理，${replyBy(t)}。`,
  unreachable: (t, f) => `${head("未能回访", t)}（${f.company}），请人工联系确认。`,
  reopened: (t, f) => `${head("重新办理", t)}（${f.company}）反映没有解决${noted(f.note)}\n${replyBy(t)}。`,
  closed: (t) => `${yours(t)}已办结。还有问题随时告诉我，可以重新办理。`,
  withdrawn: (t, f) => say.withdrawNotice(t, f.company),
  corrected: (t, f) => say.correctionNotice(t, f.company, f.note),
  undone: (t, f) =>
    f.staff
      ? `${head("撤销", t)}：上一步操作已撤销，现由${t.leadName}承办，${replyBy(t)}。`
      : `${yours(t)}：之前的一条通知有误，已更正，仍在办理，${replyBy(t)}您。`,
  detail_asked: (t, f) => `${yours(t)}，${t.leadName}需要您补充${noted(f.note)}直接回复即可。`,
  resumed: (t, f) => `${head("企业已补充", t)}（${f.company}）${noted(f.note)}`,
  pause_over: (t, f) =>
    f.staff
      ? `${head("等待期满", t)}（${f.company}）没有补充，期限继续计算，${replyBy(t)}。`
      : `${yours(t)}没有收到补充，先按现有情况继续办理，${replyBy(t)}您；随时可以再补充。`,
  instructed: (t, f) => `${head("领导批示", t)}（${f.company}）${noted(f.note)}\n由${t.leadName}承办，${replyBy(t)}。`,
  praised: (t, f) => `${head("表扬", t)}（${f.company}）${noted(f.note)}`,
  escalated: (t, f) => `${head("升级", t)}（${f.company}）${noted(f.note)}`,
};

export const sayNotice = (about: About, ticket: Ticket, facts: NoticeFacts): string => SENTENCES[about](ticket, facts);

/** To the office, of a message that the bot has given up. */
export const givenUp = (who: string, when: string, turn: string): string =>
  `【待人工】${who}${when}的一条消息我没能处理（收件箱编号${turn}）。请先联系本人，并让管理员查看。`;
