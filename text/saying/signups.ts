import type { SignupStatus } from "../../domain/vocabulary.ts";
import { sayInstant } from "./dates.ts";
import { enumerated } from "./lists.ts";

export interface SignupLine {
  company: string;
  attendees: string[];
  count: number | null;
  topic: string | null;
  status: SignupStatus;
}

const who = (s: SignupLine): string => {
  const count = s.count && s.count > Math.max(1, s.attendees.length) ? `共${s.count}人` : "";
  const text = [enumerated(s.attendees), count].filter(Boolean).join("，");
  return text ? `（${text}）` : "";
};

/** In a group the problem is not repeated: it is the company's own affair. */
export const signedUp = (s: SignupLine, waitingPlace: number, inGroup = false): string =>
  s.status === "候补"
    ? `${s.company}${who(s)}：名额已满，候补第${waitingPlace}位，有空位马上告诉您`
    : `${s.company}${who(s)}：已报名${s.topic ? (inGroup ? "，问题已记下" : `，问题“${s.topic}”`) : ""}`;

export const changed = (s: SignupLine): string =>
  `${s.company}：已改为${enumerated(s.attendees) || `${s.count ?? 1}人`}参加`;

export const cancelled = (company: string): string => `${company}：已取消报名`;

export const promoted = (s: SignupLine): string => `${s.company}${who(s)}：有名额了，由候补转为报名`;

export const confirmed = (company: string): string => `${company}：已确认参加`;

export const onLeave = (company: string, delegate: string | null): string =>
  delegate ? `${company}：已请假，由${delegate}代为参加` : `${company}：已请假`;

/** The one receipt for the sign-ups that came within a window. */
export const together = (eventName: string, lines: string[]): string =>
  lines.length === 1 ? `【${eventName}】${lines[0]}。` : `【${eventName}】\n${lines.map((l) => `· ${l}`).join("\n")}`;

export const closedForSignup = (name: string, until: Date, zone: string, office: string): string =>
  `${name}的报名已于${sayInstant(until, zone)}截止。有问题可以直接发给我登记办理，也可以联系${office}。`;

export const nextOpen = (name: string, start: Date, zone: string): string =>
  `下一期${name}（${sayInstant(start, zone)}）还可以报。`;

export const calledInPrivate = (called: string[], untold: string[]): string =>
  [
    `已私下通知${enumerated(called) || "0家"}，请他们回复参加或请假。`,
    untold.length > 0 ? `${enumerated(untold)}还没有人绑定，请电话通知。` : "",
  ]
    .filter(Boolean)
    .join("");

export const called = (name: string, start: Date, place: string, until: Date | undefined, zone: string): string =>
  `【点名】${name}，${sayInstant(start, zone)}，${place}，请您单位参加。${until ? `请在${sayInstant(until, zone)}前` : "请"}回复“参加”或“请假”；换人参加，写“派张经理参加”。`;

/** What somebody wants to know who thinks of coming. */
export function aboutEvent(
  event: { name: string; start: Date; place: string; theme: string; signupUntil?: Date },
  left: number,
  now: Date,
  zone: string,
): string {
  const until = event.signupUntil ?? event.start;
  const open =
    until <= now
      ? "报名已截止"
      : `${left > 0 ? `还有${left}个名额` : "名额已满，可以报候补"}，${sayInstant(until, zone)}截止报名`;
  const theme = event.theme ? `，主题：${event.theme}` : "";
  return `${event.name}：${sayInstant(event.start, zone)}，${event.place}${theme}。${open}。`;
}

export const noEvent = "目前没有正在报名的活动，有新的会提前通知。有问题可以直接发给我登记。";

export const notOnList = (company: string, name: string): string => `${company}没有报名${name}，不需要取消。`;

export const details = (start: Date, place: string, zone: string): string => `${sayInstant(start, zone)}，${place}。`;

export const askForWhom = "请问您代表哪家企业报名？回复企业名称即可；个人创业的回复“个人”。";
