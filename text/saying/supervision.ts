import type { Supervision } from "../../domain/supervision.ts";
import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";

const LISTED = 5;

/** The weekly 督办 of one department: how many, which are late, which are due, what was promised and not kept. */
export function weekly(department: string, own: Supervision, titles: ReadonlyMap<string, string>): string {
  const named = (no: string) => `${titles.get(no) ?? ""}（${no}）`;
  const lines = [
    ...own.overdue.slice(0, LISTED).map(({ no, days }) => `超期${days}个工作日：${named(no)}`),
    ...own.due_soon.slice(0, LISTED).map((no) => `近期到期：${named(no)}`),
    ...own.broken.slice(0, LISTED).map(({ no, what, by }) => `承诺${sayDay(by)}前${what}，未兑现：${named(no)}`),
  ];
  const head = `【每周督办】${department}在办${own.open.length}件，超期${own.overdue.length}件，重办${own.redone.length}件。`;
  return [head, ...lines].join("\n");
}

export const datesMovedNote = "放假安排调整，期限重新计算";

export const datesMoved = (no: string, title: string, replyBy: Day): string =>
  `因放假安排调整，“${title}”（${no}）的回复期限改为${sayDay(replyBy)}。`;
