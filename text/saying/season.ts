import { rate, type SessionFigures } from "../../domain/session-figures.ts";
import { sayPeriod } from "./dates.ts";

/** Each figure of the table: its name, its value, how it is made. */
export function seasonRows(f: SessionFigures): [name: string, value: number | string, formula: string][] {
  const [came, wrote, matters] = [f.came.length, f.wrote.length, f.matters.length];
  return [
    ["期", f.issues.length, "已经开始的活动；同一系列同一期号计一期，没有期号的各计一期，取消的不计"],
    ["场", f.sessions.length, "已经开始的活动场数；一期在几个地方同步办的各计一场"],
    ["参会企业（家次）", came, "每场签到的企业数之和"],
    ["书面参加（家次）", wrote, "每场没有签到、书面提了问题的企业数之和"],
    ["企业（家）", f.companies.length, "参会或书面参加的不同企业数"],
    ["人次", f.persons, "签到时登记的到会人数之和"],
    ["问题", matters, "会上记录和书面提交的问题数；撤销、撤回和不予受理的不计"],
    ["有措施", f.measures.length, "问题中已有承诺、进展或答复的"],
    ["已解决", f.solved.length, "问题中已办结或已归档、且回访为基本满意及以上的；未能回访的不计"],
    ["措施率", rate(f.measures.length, matters), "有措施÷问题"],
    ["解决率", rate(f.solved.length, matters), "已解决÷问题"],
    ["已回访", f.calledBack.length, "问题中企业已评价的；未能回访的不计"],
    ["满意", f.satisfied.length, "已回访中基本满意及以上的"],
    ["满意率", rate(f.satisfied.length, f.calledBack.length), "满意÷已回访"],
  ];
}

export const EMPTY_RATE = "没有可计算的记“—”。";

export const seasonTitle = (period: string | null, name: string | null): string =>
  `${period ? sayPeriod(period) : ""}${name ?? "恳谈会等活动"}统计`;

export function saySeason(title: string, f: SessionFigures): string {
  const unsolved = f.matters.length - f.solved.length;
  const without = f.matters.length - f.measures.length;
  return [
    `${title}：共${f.issues.length}期${f.sessions.length}场，参会企业${f.came.length}家次（另书面${f.wrote.length}家次），${f.persons}人次。`,
    `收集问题${f.matters.length}个，有措施${f.measures.length}个（${rate(f.measures.length, f.matters.length)}），已解决${f.solved.length}个（${rate(f.solved.length, f.matters.length)}）；已回访${f.calledBack.length}个，满意${f.satisfied.length}个，满意率${rate(f.satisfied.length, f.calledBack.length)}。`,
    without > 0
      ? `还没有措施${without}个、没有解决${unsolved}个，清单见附件。`
      : unsolved > 0
        ? `没有解决${unsolved}个，清单见附件。`
        : "",
    "明细和口径见附件。",
  ]
    .filter(Boolean)
    .join("\n");
}

export const nothingHeld = (title: string): string => `${title}：还没有办过。`;
export const periodUnread = "请说明时段，如“今年恳谈会办了多少期”“三季度交流日统计”。";
