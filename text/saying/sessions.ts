import type { Day, TownEvent } from "../../domain/town.ts";
import { sayDay, sayInstant } from "./dates.ts";
import { cut, enumerated } from "./lists.ts";

export const departmentCalled = (event: TownEvent, topics: string[], zone: string): string => {
  const head = `【参会通知】${event.name}，${sayInstant(event.start, zone)}，${event.place}，请你单位参加。`;
  const about =
    topics.length > 0
      ? `涉及你单位的问题${topics.length}个：\n${topics.map((t, i) => `${i + 1}. ${cut(t, 60)}`).join("\n")}\n`
      : event.theme
        ? `主题“${event.theme}”。`
        : "";
  return `${head}${about}请回复“参加”，或“派张科长参加”。`;
};

export const departmentAnswered = (event: string, delegate: string | null): string =>
  delegate ? `【${event}】已记下，你单位由${delegate}参加。` : `【${event}】已记下，你单位参加。`;

export const departmentAbsent = (event: string, office: string): string =>
  `【${event}】已记下，并告诉${office}。方便的话请派一位熟悉情况的同志。`;

export const departmentAbsentNotice = (event: string, department: string): string =>
  `【参会】${event}：${department}说不能参加，也没有派人，请协调。`;

interface Counts {
  companies: number;
  persons: number;
  waiting: number;
  silent: number;
  topics: number;
}

export const signupOver = (event: TownEvent, counts: Counts, written: number, departments: string[]): string =>
  [
    `【报名截止】${event.name}：${sayCounts(counts)}${written > 0 ? `，书面问题${written}个` : ""}。`,
    departments.length > 0 ? `已通知参会部门：${enumerated(departments)}。` : "",
    `要主持人材料，回复“${event.issue ? `第${event.issue}期` : ""}会前材料”。`,
  ]
    .filter(Boolean)
    .join("\n");

export const sayCounts = (c: Counts): string =>
  [
    `参加${c.companies}家${c.persons}人`,
    c.waiting > 0 ? `候补${c.waiting}家` : "",
    c.silent > 0 ? `未回复${c.silent}家` : "",
    `带来问题${c.topics}个`,
  ]
    .filter(Boolean)
    .join("，");

export interface ReceiptTicket {
  no: string;
  title: string;
  lead: string;
  assigned: boolean;
  replyBy: Day | null;
  promises: { what: string; by: Day }[];
}

/** The promises that were made, else the date of the rules. */
const untilWhen = ({ promises, replyBy }: Pick<ReceiptTicket, "promises" | "replyBy">): string =>
  promises.length > 0
    ? promises.map((p) => `承诺${sayDay(p.by)}前${p.what}`).join("；")
    : replyBy
      ? `${sayDay(replyBy)}前回复`
      : "";

const owned = (t: ReceiptTicket): string =>
  [t.assigned ? `由${t.lead}承办` : "承办单位确定后告诉您", untilWhen(t)].filter(Boolean).join("，");

export const receipts = (event: TownEvent, tickets: ReceiptTicket[]): string =>
  `感谢参加${event.name}。您提的${tickets.length}个问题已登记：\n${tickets
    .map((t, i) => `${i + 1}. ${t.title}（${t.no}）\n   ${owned(t)}`)
    .join("\n")}\n办好了会来问您满不满意。`;

// === On the day

export const checkedIn = (company: string, persons: number): string =>
  `${company}${persons > 1 ? `（${persons}人）` : ""}：已签到`;
export const wrongDoorCode = "签到码不对，请看现场的签到码再发一次，如“签到 1234”。";
export const nothingToCheckIn = "现在没有正在签到的活动。";
export const notListed = (event: string): string =>
  `${event}的名单上没有贵公司。到了现场，请发“签到”加现场的签到码，如“签到 1234”。`;
export const noCompanyToCheckIn = "请写明是哪家企业，如“签到 ××公司 2人”。";

export interface RecordLine extends ReceiptTicket {
  line: number;
  company: string;
}

/** Every line's owner and date stand in the answer, so that they are settled before people leave. */
export function recorded(event: string, lines: RecordLine[], faults: string[]): string {
  const said = lines.map(
    (l) =>
      `第${l.line}条 ${l.company}：${l.title}（${l.no}）\n   ${l.assigned ? l.lead : `承办单位待定，拟派${l.lead}，请当场定：回复“${l.no} 同意”或单位`}，${untilWhen(l)}`,
  );
  return [`【${event}】${lines.length > 0 ? `已记${lines.length}条：` : "没有记下："}`, ...said, ...faults].join("\n");
}

export const promised = (company: string, no: string, what: string, by: Day): string =>
  `${company}（${no}）：已加承诺，${sayDay(by)}前${what}`;

export const lineWithoutCompany = (words: string): string => `没写是哪家企业，没有记：“${cut(words, 30)}”`;
export const lineAmbiguous = (words: string): string => `企业简称对得上几家，请写全称，没有记：“${cut(words, 30)}”`;
export const lineEmpty = (words: string): string => `没写问题，没有记：“${cut(words, 30)}”`;
export const noSessionOn = "现在没有正在开的活动。请写明是哪一期，如“第12期记录：……”。";

export const lineConfidential = (no: string): string => `${no} 已转保密渠道办理，不进本次记录和纪要。`;

export const lineUndone = (line: number, company: string, no: string): string =>
  `第${line}条已撤销（${company}，${no}），编号保留不再用。`;
export const noSuchLine = "没有找到这一条，请写第几条，如“撤销第2条”。";
export const lineMoving = (no: string): string => `${no}已经在办理，不能再撤销；确实记错了请直接更正或撤回工单。`;

// === In writing

export const writtenKept = (event: string, seatGiven: boolean): string =>
  `【${event}】书面问题已收下，和到会提的一样办理。${seatGiven ? "您的席位已让出。" : ""}`;
export const writtenInGroup = (event: string, company: string): string => `【${event}】${company}：书面问题已收下。`;
export const writtenEmpty = "请把问题写在后面，如“书面提一个问题：厂区门口路灯不亮”。";
