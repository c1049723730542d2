import * as say from "../text/saying/session-papers.ts";
import type { PaperPart } from "./paper.ts";

/** What the host is handed: the session on one page, then a page for each company. */
export function briefParts(brief: say.Brief): PaperPart[] {
  const parts: PaperPart[] = [
    { kind: "title", text: say.briefTitle(brief.name) },
    { kind: "text", text: say.briefSummary(brief) },
    { kind: "heading", text: "参会部门" },
    ...(brief.departments.length > 0
      ? [
          {
            kind: "table" as const,
            head: ["部门", "答复", "涉及企业"],
            rows: brief.departments.map((d) => [d.name, d.answer, d.companies.join("、") || "本期主题"]),
            widths: [3, 2, 4],
          },
        ]
      : [{ kind: "text" as const, text: say.NOTHING.departments }]),
    { kind: "heading", text: "上期问题办理情况" },
    ...(brief.last.length > 0
      ? [
          {
            kind: "table" as const,
            head: ["企业", "问题", "承办", "进展"],
            rows: brief.last.map((l) => [l.company, l.title, l.lead, l.state]),
            widths: [2, 4, 2, 3],
          },
        ]
      : [{ kind: "text" as const, text: say.NOTHING.last }]),
  ];
  for (const company of brief.companies)
    parts.push(
      { kind: "page" },
      { kind: "heading", text: company.name },
      { kind: "text", text: say.companyHead(company) },
      ...section("本次问题", company.topics, say.NOTHING.topics),
      ...section("在办诉求", company.open, say.NOTHING.open),
      ...section("以往承诺", company.promises, say.NOTHING.promises),
      ...section("可能未享受的政策", company.policies, say.NOTHING.policies),
    );
  return parts;
}

/** A label with its lines under it, or with the word that there are none. */
const section = (label: string, lines: string[], none: string): PaperPart[] =>
  lines.length > 0
    ? [{ kind: "label", text: `${label}：` }, ...items(lines)]
    : [{ kind: "label", text: `${label}：${none}。` }];

const items = (lines: string[]): PaperPart[] => lines.map((line, i) => ({ kind: "item", text: `${i + 1}. ${line}` }));

/** What was said and settled, in the order of the record. */
export function minutesParts(minutes: say.Minutes): PaperPart[] {
  return [
    { kind: "title", text: say.minutesTitle(minutes.name) },
    ...say.minutesHead(minutes).map((text) => ({ kind: "text" as const, text })),
    { kind: "heading", text: "议定事项" },
    ...(minutes.matters.length > 0
      ? [
          {
            kind: "table" as const,
            head: ["序号", "企业", "问题", "承办单位", "期限和承诺"],
            rows: minutes.matters.map((m, i) => [
              String(i + 1),
              m.how === "书面" ? `${m.company}\n（书面）` : m.company,
              `${m.text}\n${m.no}`,
              m.lead,
              m.due,
            ]),
            widths: [1, 2.4, 4.6, 2.6, 3.4],
          },
        ]
      : [{ kind: "text" as const, text: say.NOTHING.matters }]),
    ...(minutes.attention.length > 0
      ? [{ kind: "heading" as const, text: "需要跟进" }, ...items(minutes.attention)]
      : []),
    { kind: "text", text: say.minutesFoot(minutes) },
  ];
}
