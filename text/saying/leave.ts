import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";

const span = (from: Day, until: Day): string => (from === until ? sayDay(from) : `${sayDay(from)}至${sayDay(until)}`);

/** To who said it. `who` is empty for the speaker; `deputy` is the one who hears meanwhile. */
export const leaveSet = (who: string, from: Day, until: Day, deputy: string, named: boolean): string =>
  `已登记${who}${span(from, until)}不在岗。期间的提醒和通知转给${deputy}${named ? "" : "（未指定代办人）"}，到期自动恢复；在办事项的承办单位不变。提前回来请说“我回来了”。`;

/** To the deputy. */
export const deputised = (who: string, from: Day, until: Day): string =>
  `【代办】${who}${span(from, until)}不在岗，期间的提醒和通知会发给您，请代为处理。`;

export const leaveOver = (who: string): string => `好的，已恢复${who ? `给${who}` : ""}发送提醒和通知。`;
export const noLeave = "没有登记过休假，提醒一直在正常发送。";
export const untilWhen = "请问到哪天？例如“我请假到周五，找小王”。";
export const leaveIsOver = "这个日期已经过了，请写明起止日期，例如“休假10.9-10.12”。";
export const deputyUnknown = (written: string): string =>
  `没有在本单位找到“${written}”，请写全名；不指定的话，期间的提醒转给部门负责人。`;
export const whichDeputy = (written: string, names: string[]): string =>
  `“${written}”可能是${names.join("、")}，请写全名再说一遍。`;
export const onlyOffice = (office: string): string => `替别人登记休假请联系${office}。`;

/** Who is away on a day. */
export const whoIsAway = (lines: { who: string; until: Day; deputy: string }[]): string =>
  lines.length === 0
    ? "目前没有人登记休假。"
    : `目前不在岗的：\n${lines.map(({ who, until, deputy }) => `${who}，到${sayDay(until)}，由${deputy}代办`).join("\n")}`;
