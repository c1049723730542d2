import type { Day } from "../../domain/town.ts";
import type { EligibleLine } from "./eligible.ts";
import { enumerated } from "./lists.ts";
import { sayDay, sayTitle } from "./policy.ts";

export interface MissedWords {
  company: string;
  lines: readonly EligibleLine[];
  /** What is not known yet, in words of a clerk. */
  unknown: readonly string[];
}

const how = ({ free, applyUntil }: EligibleLine, asOf: Day): string =>
  free ? "不用申报" : applyUntil ? `${sayDay(applyUntil, asOf)}前申报` : "";

const line = (one: EligibleLine, asOf: Day): string => {
  const notes = [one.because.length ? `因为${enumerated(one.because)}` : "", how(one, asOf)].filter(Boolean);
  return `${sayTitle(one.title, one.no)}${notes.length ? `（${notes.join("；")}）` : ""}`;
};

const SHOWN = 6;
const CLOSING = "按已掌握的情况和今年的兑现台账比对，最终以受理单位审核为准。";

/** To a company: what it could have and has not. */
export function sayMissedOwn({ lines, unknown }: MissedWords, asOf: Day): string {
  return [
    lines.length
      ? `贵公司今年还有${lines.length}项政策没有享受：`
      : "按已掌握的情况，没有查到贵公司符合条件而没享受的政策。",
    ...lines.slice(0, SHOWN).map((one, i) => `${i + 1}. ${line(one, asOf)}`),
    ...(lines.length > SHOWN ? [`其余${lines.length - SHOWN}项略。`] : []),
    ...(unknown.length ? [`再告诉我这些，能比对得更全：${unknown.join("；")}？`] : []),
    CLOSING,
  ].join("\n");
}

/** To who looks after companies: company by company, those with most first. */
export function sayMissed(all: readonly MissedWords[], asOf: Day): string {
  const some = all.filter(({ lines }) => lines.length > 0);
  const silent = all.filter(({ lines, unknown }) => lines.length === 0 && unknown.length > 0);
  return [
    some.length
      ? `${all.length}家企业中，${some.length}家还有符合条件、没有享受的政策：`
      : `${all.length}家企业中，没有查到符合条件而没享受的政策。`,
    ...some.slice(0, SHOWN).map(
      ({ company, lines }, i) =>
        `${i + 1}. ${company}（${lines.length}项）：${lines
          .slice(0, 3)
          .map((one) => line(one, asOf))
          .join("、")}${lines.length > 3 ? "等" : ""}`,
    ),
    ...(some.length > SHOWN ? [`其余${some.length - SHOWN}家见表格。`] : []),
    ...(silent.length ? [`另有${silent.length}家企业情况掌握不全，走访时可以问一问，要问的在表格里。`] : []),
    CLOSING,
  ].join("\n");
}

export const missedTitle = (day: Day): string => `政策查漏补缺清单（${day}）`;
export const MISSED_COLUMNS = ["企业", "政策", "文号", "享受方式", "申报截止", "符合的理由", "还要了解"];
export const FREE = "免申即享";
export const APPLY = "需申报";
export const noCompanies = "您名下还没有联系企业，要先在名单里设置。";
