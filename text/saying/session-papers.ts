import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";
import { cut, enumerated } from "./lists.ts";

export interface BriefCompany {
  name: string;
  attendees: string[];
  phone: string | null;
  /** 报名 | 书面 | 候补 … */
  how: string;
  topics: string[];
  open: string[];
  promises: string[];
  policies: string[];
}

export interface Brief {
  name: string;
  when: string;
  place: string;
  theme: string;
  host: string;
  counts: string;
  written: number;
  departments: { name: string; answer: string; companies: string[] }[];
  last: { company: string; title: string; lead: string; state: string }[];
  companies: BriefCompany[];
}

export const briefTitle = (name: string): string => `${name}会前材料`;

export const briefSummary = (b: Brief): string =>
  `${[b.when, b.place, b.theme && `主题“${b.theme}”`, b.host && `主持：${b.host}`].filter(Boolean).join("，")}。${b.counts}${b.written > 0 ? `，书面问题${b.written}个` : ""}。`;

/** What a paper says where it has nothing to list. */
export const NOTHING = {
  departments: "没有需要单独通知的部门。",
  last: "没有上期问题。",
  topics: "没有提前提交",
  open: "没有",
  promises: "没有",
  policies: "按现有信息没有查到，可当面了解后再匹配",
  matters: "本次没有记录问题。",
};

export const companyHead = (c: BriefCompany): string =>
  `${c.how}${c.attendees.length > 0 ? `，参加人：${enumerated(c.attendees)}` : ""}${c.phone ? `，电话${c.phone}` : ""}。`;

/** The same for the chat: who comes with what, in a few lines. */
export function sayBrief(b: Brief): string {
  const asked = b.companies.filter((c) => c.topics.length > 0);
  return [
    `【${briefTitle(b.name)}】${briefSummary(b)}`,
    ...asked.map((c, i) => `${i + 1}. ${c.name}：${cut(c.topics.join("；"), 50)}`),
    b.departments.length > 0 ? `参会部门：${b.departments.map((d) => `${d.name}（${d.answer}）`).join("、")}。` : "",
    b.last.length > 0 ? `上期问题${b.last.length}个，办理情况见附件。` : "",
    "一企一页见附件。",
  ]
    .filter(Boolean)
    .join("\n");
}

export const promiseLine = (what: string, by: Day, state: string, no: string): string =>
  `${sayDay(by)}前${what}（${state}，${no}）`;

export const openLine = (no: string, title: string, lead: string, status: string, replyBy: Day | null): string =>
  `${title}（${no}），${lead}，${status}${replyBy ? `，${sayDay(replyBy)}前回复` : ""}`;

export const PROMISE_STATES: Record<string, string> = {
  open: "未到期",
  kept: "已兑现",
  broken: "未兑现",
  void: "作废",
};

// === Minutes

export interface MinutesMatter {
  company: string;
  text: string;
  no: string;
  how: string;
  lead: string;
  due: string;
}

export interface Minutes {
  name: string;
  when: string;
  place: string;
  theme: string;
  host: string;
  companies: string[];
  persons: number;
  written: string[];
  departments: string[];
  matters: MinutesMatter[];
  /** What is not settled yet. */
  attention: string[];
  today: Day;
}

export const minutesTitle = (name: string): string => `${name}纪要`;

export const minutesHead = (m: Minutes): string[] =>
  [
    `时间：${m.when}`,
    `地点：${m.place}`,
    m.host ? `主持：${m.host}` : "",
    m.theme ? `主题：${m.theme}` : "",
    `参会企业：${m.companies.length > 0 ? `${enumerated(m.companies)}（${m.companies.length}家，${m.persons}人）` : "没有签到记录"}`,
    m.written.length > 0 ? `书面参加：${enumerated(m.written)}` : "",
    m.departments.length > 0 ? `参会部门：${enumerated(m.departments)}` : "",
  ].filter(Boolean);

export const matterDue = (replyBy: Day | null, promises: { what: string; by: Day }[]): string =>
  [...promises.map((p) => `承诺${sayDay(p.by)}前${p.what}`), ...(replyBy ? [`${sayDay(replyBy)}前回复`] : [])].join(
    "\n",
  ) || "未定";

export const noOwner = (company: string, title: string, no: string): string =>
  `${company}“${title}”（${no}）还没有确定承办单位。`;

export const minutesFoot = (m: Minutes): string =>
  `共记录问题${m.matters.length}个，逐项按工单办理，结果反馈企业并在下期通报。${sayDay(m.today)}整理。`;

export const minutesSaid = (m: Minutes): string =>
  `${minutesTitle(m.name)}：参会${m.companies.length}家${m.persons}人${m.written.length > 0 ? `，书面${m.written.length}家` : ""}，问题${m.matters.length}个${m.attention.length > 0 ? `，还有${m.attention.length}项要跟进` : ""}。全文见附件。`;

// === Lists

export interface ListLine {
  company: string;
  status: string;
  persons: number;
  attendees: string[];
  arrived: boolean;
}

export function listSaid(name: string, counts: string, lines: ListLine[]): string {
  const of = (wanted: string[]) => lines.filter((l) => wanted.includes(l.status));
  const named = (some: ListLine[]) =>
    some
      .map(
        (l) => `${l.company}${l.attendees.length > 0 ? `（${enumerated(l.attendees)}）` : ""}${l.arrived ? "√" : ""}`,
      )
      .join("、");
  return [
    `【${name}】${counts}。${lines.some((l) => l.arrived) ? `已签到${lines.filter((l) => l.arrived).length}家（√）。` : ""}`,
    ...(
      [
        ["参加", ["报名", "已确认"]],
        ["候补", ["候补"]],
        ["请假", ["请假"]],
        ["未回复", ["未回复"]],
      ] as const
    ).flatMap(([title, wanted]) => (of([...wanted]).length > 0 ? [`${title}：${named(of([...wanted]))}`] : [])),
    of(["未回复"]).length > 0 ? "截止前会私下提醒未回复的企业。" : "",
  ]
    .filter(Boolean)
    .join("\n");
}

export const codeSaid = (name: string, code: string): string =>
  `${name}签到码：${code}。写在门口，企业发“签到 ${code}”即可；名单上的企业发“到了”也行。`;
export const noCode = (name: string): string => `${name}没有签到码，名单上的企业发“到了”即可。`;

export const departmentsSaid = (name: string, rows: { name: string; answer: string; companies: string[] }[]): string =>
  rows.length > 0
    ? `【${name}】参会部门：\n${rows.map((r, i) => `${i + 1}. ${r.name}（${r.answer}）${r.companies.length > 0 ? `：${enumerated(r.companies)}` : "：本期主题"}`).join("\n")}`
    : `【${name}】按主题和已报的问题，还没有需要通知的部门。`;
