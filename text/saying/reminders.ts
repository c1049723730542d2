import { dayOf, daysBetween } from "../../domain/time.ts";
import type { Day } from "../../domain/town.ts";
import { sayDay, sayInstant } from "./dates.ts";
import { closed } from "./lists.ts";

interface DueTicket {
  no: string;
  title: string;
  replyBy: Day | null;
}

const stateOf = (t: DueTicket, lead: string, today: Day): string => {
  const due = t.replyBy ?? today;
  if (due === today) return `${lead}承办，今天到回复期限`;
  return `${lead}承办，应于${sayDay(due)}前回复${due < today ? "，已超期" : ""}`;
};

/** A rung of the ladder. `kind` is the office's own word for it (临期提醒, 超期督办 …) and stands in front. */
export function ladder(kind: string, t: DueTicket, company: string, lead: string, today: Day): string {
  const ask = (t.replyBy ?? today) >= today ? "有进展请直接回复；已安排的回复“已安排”。" : "请说明原因并给出办结时间。";
  return `${ladderLine(kind, t, company, lead, today)}。${ask}`;
}

/** The same as one line among others. */
export const ladderLine = (kind: string, t: DueTicket, company: string, lead: string, today: Day): string =>
  `【${kind}】${t.no}　${t.title}（${company}）：${stateOf(t, lead, today)}`;

export const assign = (t: DueTicket & { assignBy: Day | null }, company: string, proposed: string): string =>
  `【交办提醒】${t.no}　${t.title}（${company}）还没有确定承办单位${t.assignBy ? `，最迟${sayDay(t.assignBy)}交办` : ""}。拟派${proposed}，同意请回复“同意”，或写明单位。`;

export const assignLine = (t: DueTicket & { assignBy: Day | null }, company: string, proposed: string): string =>
  `【交办提醒】${t.no}　${t.title}（${company}）：待交办${t.assignBy ? `，最迟${sayDay(t.assignBy)}` : ""}，拟派${proposed}`;

export const commitment = (what: string, by: Day, t: DueTicket, company: string): string =>
  `【承诺提醒】您承诺${sayDay(by)}前${what}（${t.no} ${t.title}，${company}）。办好了请回复结果；有变化请说明原因和新时间。`;

export const commitmentLine = (what: string, by: Day, t: DueTicket, company: string): string =>
  `【承诺提醒】${t.no}　${t.title}（${company}）：您承诺${sayDay(by)}前${what}`;

/** So many lines one digest shows; the rest is counted, and listed when asked for. */
const LINES = 20;

/** All that one person is reminded of at one moment, the most pressing first. */
export function digest(lines: string[]): string {
  const shown = lines.slice(0, LINES).map((line, i) => `${i + 1}. ${line}`);
  const more = lines.length > LINES ? `\n另有${lines.length - LINES}件，回复“我手上还有哪些”查看。` : "";
  return `【今日提醒】共${lines.length}件：\n${shown.join("\n")}${more}\n请写明编号回复进展或结果；都已安排的，回复“都已安排”。`;
}

/** Of the daily digest: what lies with a person beside what rings today. */
export const overdueLine = (t: DueTicket, company: string, days: number): string =>
  `【超期】${t.no}　${t.title}（${company}）：已超期${days}个工作日`;

export const waitingLine = (t: DueTicket, company: string): string =>
  `【等待企业】${t.no}　${t.title}（${company}）：等企业补充材料`;

/** A line of the digest that goes out as a message of its own. */
export const lineAlone = (line: string): string => `${line}。有进展请直接回复。`;

/** To who put a reminder off. */
export const snoozed = (nos: string[], at: Date, zone: string): string =>
  `好的，${sayInstant(at, zone)}再提醒您${nos.length > 1 ? `（${nos.length}件）` : `（${nos.join()}）`}。办理期限不变。`;

/** To the office, of a reminder that failed again and again. */
export const notRung = (subject: string): string =>
  `【待人工】关于${subject}的一条提醒多次未能发出，请人工跟进，并请管理员查看运行记录。`;

export const callback = (t: DueTicket, lead: string, result: string): string =>
  `您反映的“${t.title}”（${t.no}），${lead}答复：${result}\n请问解决了吗？满意不满意，直接说一句就行。`;

/** To who wants no call-backs. */
export const answeredUnasked = (t: DueTicket, lead: string, result: string): string =>
  `${closed(`您反映的“${t.title}”（${t.no}），${lead}答复：${result}`)}没解决随时说一声，可以重新办理。`;

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
