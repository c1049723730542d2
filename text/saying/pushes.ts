import type { Day } from "../../domain/town.ts";
import type { EligibleLine } from "./eligible.ts";
import { enumerated } from "./lists.ts";
import { sayDay, sayTitle } from "./policy.ts";

const why = ({ because }: EligibleLine): string =>
  because.length ? `因为贵公司${enumerated(because)}。` : "按已掌握的情况，贵公司符合条件。";

const how = ({ free, applyUntil }: EligibleLine, asOf: Day): string =>
  free
    ? "不用申报，符合条件的直接兑现。"
    : applyUntil
      ? `请在${sayDay(applyUntil, asOf)}前申报，怎么报可以直接问我。`
      : "怎么报可以直接问我。";

const lineOf = (one: EligibleLine, asOf: Day): string =>
  `${sayTitle(one.title, one.no)}\n${why(one)}${one.label}：“${one.words}”${how(one, asOf)}`;

const OFF = "最终以受理单位审核为准。不想收政策推送，回复“别再推政策”。";

/** Policies that a company did not ask for, each with the reason why it is told. */
export function sayPush(company: string, lines: readonly EligibleLine[], asOf: Day): string {
  const texts = lines.map((one) => lineOf(one, asOf));
  return [
    `【政策推送】${company}可能适用${lines.length === 1 ? "这项政策" : `这${lines.length}项政策`}：`,
    ...(texts.length === 1 ? texts : texts.map((text, i) => `${i + 1}. ${text}`)),
    OFF,
  ].join("\n");
}

/** Before an application window closes: the day, the reason, and what is left to do. */
export const sayClosing = (company: string, line: EligibleLine, until: Day, asOf: Day): string =>
  [
    `【截止提醒】${sayTitle(line.title, line.no)}的申报${sayDay(until, asOf)}截止，${company}还没有兑现记录。`,
    `${why(line)}需要材料清单或申报入口，直接问我；已经申报的请忽略。`,
    OFF,
  ].join("\n");

export const pushesOff = "好的，不再主动推送政策。您问政策我照常答；想恢复，发“恢复政策推送”。";
export const pushesOn = "好的，有适合贵公司的政策会主动告诉您。";
