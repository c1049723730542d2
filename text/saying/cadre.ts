import { TAG } from "../../domain/ticket.ts";
import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";

interface Listed {
  tags?: string[];
  no: string;
  title: string;
  status: string;
  replyBy: Day | null;
  /** Whose it is; for those who look at several bodies. */
  leadName?: string;
}

export const nothingToDo = "没有查到需要您办理的事项。";

export const noneSuch = "没有这样的在办事项。";

const LACKS = { reason: "退件理由", basis: "依据（哪个文件、职责规定或产权归属）", proposed: "建议由哪个单位承办" };

export const returnLacks = (no: string, title: string, lacks: (keyof typeof LACKS)[]): string =>
  `${no}（${title}）要退件，请补充：${lacks.map((lack) => LACKS[lack]).join("、")}。补齐前仍由你单位办理。`;

export const noSuchTicket = (no: string): string => `没有查到编号为${no}的事项，请核对编号。`;

export const whichDepartment = "请写明转给哪个单位（全称或常用简称）。";

export const whichTicket = (tickets: Listed[]): string =>
  `请问是哪一件？\n${tickets.map((t, i) => `${i + 1}. ${t.title}（${t.no}）`).join("\n")}\n回复序号或编号即可。`;

/** @param late how many of all are past their date; said where not all of them are */
export function list(tickets: Listed[], all: number, today: Day, late = 0): string {
  const listed = `在办${all}件${late > 0 && late < all ? `，其中超期${late}件` : ""}`;
  const lines = tickets.map((t, i) => {
    const due = t.replyBy
      ? t.replyBy < today
        ? `已超期（应${sayDay(t.replyBy)}前回复）`
        : `${sayDay(t.replyBy)}前回复`
      : "";
    const waits = t.tags?.includes(TAG.waiting) ? "（等企业补充）" : "";
    return `${i + 1}. ${t.title}（${t.no}）${t.leadName ? `${t.leadName}，` : ""}${t.status}${waits}，${due}`;
  });
  return `${listed}：\n${lines.join("\n")}${all > tickets.length ? `\n……其余${all - tickets.length}件` : ""}`;
}

/** What a company has brought up, newest first, done or not. */
export const history = (company: string, tickets: Listed[], all: number): string =>
  `${company}共反映${all}件：\n${tickets.map((t, i) => `${i + 1}. ${t.title}（${t.no}）${t.status}`).join("\n")}${
    all > tickets.length ? `\n……其余${all - tickets.length}件` : ""
  }`;

export const noHistory = (company: string): string => `${company}没有登记过诉求。`;

export const nothingToUndo = "没有您可以撤回的操作（只能撤回30分钟内自己的上一步）。";

export const whichToMerge = "请写明要合并的两件的编号，如“002并到001”。";

export const commanded = (no: string, title: string): string => `请问要把${no}（${title}）交给哪个单位？`;
