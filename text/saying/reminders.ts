import { dayOf, daysBetween } from "../../domain/time.ts";
import type { Day } from "../../domain/town.ts";
import { sayDay, sayInstant } from "./dates.ts";

interface DueTicket {
  no: string;
  title: string;
  replyBy: Day | null;
}

/** A rung of the ladder. `kind` is the office's own word for it (临期提醒, 超期督办 …) and stands in front. */
export function ladder(kind: string, t: DueTicket, company: string, lead: string, today: Day): string {
  const due = t.replyBy ?? today;
  const state =
    due > today ? `应于${sayDay(due)}前回复` : due === today ? "今天到回复期限" : `应于${sayDay(due)}前回复，已超期`;
  return `【${kind}】${t.no}　${t.title}（${company}）：${lead}承办，${state}。${
    due >= today ? "有进展请直接回复；已安排的回复“已安排”。" : "请说明原因并给出办结时间。"
  }`;
}

export const assign = (t: DueTicket & { assignBy: Day | null }, company: string, proposed: string): string =>
  `【交办提醒】${t.no}　${t.title}（${company}）还没有确定承办单位${t.assignBy ? `，最迟${sayDay(t.assignBy)}交办` : ""}。拟派${proposed}，同意请回复“同意”，或写明单位。`;

export const commitment = (what: string, by: Day, t: DueTicket, company: string): string =>
  `【承诺提醒】您承诺${sayDay(by)}前${what}（${t.no} ${t.title}，${company}）。办好了请回复结果；有变化请说明原因和新时间。`;

export const callback = (t: DueTicket, lead: string, result: string): string =>
  `您反映的“${t.title}”（${t.no}），${lead}答复：${result}\n请问解决了吗？满意不满意，直接说一句就行。`;

export const callbackAgain = (t: DueTicket): string =>
  `再打扰一次：“${t.title}”（${t.no}）解决了吗？满意不满意回一句就行；不想再被问，回“不用回访”。`;

/** Each of the reminders before a session says how near it is, so that none reads like the one before. */
export function event(name: string, start: Date, place: string, zone: string, now: Date): string {
  const days = daysBetween(dayOf(now, zone), dayOf(start, zone));
  const near = days <= 0 ? "今天" : days === 1 ? "明天" : `还有${days}天，`;
  const ask = days <= 0 ? "期待您来。" : "不能来请提前告诉我，换人也行。";
  return `【会前提醒】${near}${sayInstant(start, zone)}，${name}，${place}。${ask}`;
}

export const rollcall = (name: string, start: Date, until: Date | undefined, zone: string): string =>
  `【点名提醒】${name}（${sayInstant(start, zone)}）请您单位参加，还没收到回复${until ? `，请在${sayInstant(until, zone)}前` : "，请"}回复“参加”或“请假”。`;
