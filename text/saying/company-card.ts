import type { Day } from "../../domain/town.ts";
import { sayDay } from "./dates.ts";
import { cut, enumerated } from "./lists.ts";

/** What a cadre should know of a company before the visit, on one page. */
export interface CompanyCard {
  name: string;
  /** Park, trade, size … as the town's list has them. */
  about: string[];
  contacts: string[];
  open: { no: string; title: string; lead: string; status: string; replyBy: Day | null; overdue: boolean }[];
  promises: { what: string; by: Day; no: string; broken: boolean }[];
  /** What fits the company and was not redeemed. */
  policies: string[];
  visits: { date: Day; by: string; note: string }[];
}

const LISTED = 5;
const NOTE = 40;

export function sayCompanyCard(card: CompanyCard): string {
  const section = (head: string, lines: string[], none: string): string[] => [
    lines.length > 0 ? `【${head}】` : `【${head}】${none}`,
    ...lines.slice(0, LISTED).map((line) => `· ${line}`),
    ...(lines.length > LISTED ? [`· 等${lines.length}项`] : []),
  ];
  return [
    [card.name, ...card.about].join("，"),
    ...(card.contacts.length > 0 ? [`联系：${enumerated(card.contacts)}`] : []),
    ...section(
      "在办事项",
      card.open.map(
        ({ no, title, lead, status, replyBy, overdue }) =>
          `${title}（${no}）${lead}${status}${replyBy ? `，${sayDay(replyBy)}前回复` : ""}${overdue ? "，已超期" : ""}`,
      ),
      "没有",
    ),
    ...section(
      "答应过的",
      card.promises.map(({ what, by, no, broken }) => `${sayDay(by)}前${what}（${no}）${broken ? "，未兑现" : ""}`),
      "没有",
    ),
    ...section("可能适用、还没享受的政策", card.policies, "没有查到"),
    ...section(
      "最近走访",
      card.visits.map(({ date, by, note }) => `${sayDay(date)}${by}：${cut(note, NOTE)}`),
      "还没有记录",
    ),
  ].join("\n");
}

export const cardSentAside = "企业情况已私下发给您。";

export const whichCompanyCard = (names: string[]): string =>
  names.length > 0 ? `请说清是哪一家：${enumerated(names)}？` : "请说清是哪家企业。";
