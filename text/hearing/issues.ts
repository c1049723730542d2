import { dayOf } from "../../domain/time.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { deadlineOf, findAmounts, findDates } from "./fields/index.ts";
import { readIssue } from "./issue.ts";
import type { IssueReading, Route } from "./reading.ts";
import { titleOf } from "./title.ts";
import { indexOf, type Turn } from "./turn.ts";

const VAGUE =
  /^(?:@?\S{0,6}\s*)?(?:这(?:个|里|儿|种|样|边)?|那(?:个|里|边)?|它|帮忙?|看看|看一下|麻烦|能不能|能|可以|给)*(?:能|帮忙?)?(?:管|管管|处理|解决|看|弄|修|搞|登记|反映|记|查)*(?:一下|下|看)?(?:不|吗|么|没|呢|吧|行不|不行|行吗)?[?？!！。~]*$/;

/** Points at something without saying what: "这个能管管不". */
export function isVague(text: string): boolean {
  return text.length <= 16 && VAGUE.test(text.replace(/[\s，,]/g, ""));
}

const REPEAT = /第([一二三四五六七八九十\d]+)[次遍回](?:反[映应]|投诉|说|提|报|找|催|求助)/;
const HAN = "一二三四五六七八九十";

function repeatIn(text: string): number | undefined {
  const match = REPEAT.exec(text);
  if (match) return /\d/.test(match[1]!) ? Number(match[1]) : HAN.indexOf(match[1]!) + 1 || undefined;
  return /(?:之前|以前|上次|上个?月|去年)[^，。]{0,6}(?:就)?(?:反[映应]|投诉|报)过/.test(text) ? 2 : undefined;
}

const NOBODY: Route = { lead: "", co: [], confidence: 0, sure: false, reason: "", candidates: [] };

/** A part's words as one matter to be worked on. */
export function issueOf(turn: Turn, text: string, act?: Act): IssueReading {
  const index = indexOf(turn.ctx.town);
  const names = [...index.names.filter((name) => text.includes(name)), ...turn.phoneWords];
  const kind = readIssue(text, { ...(act ? { act } : {}), names }, { category: turn.models.categories });
  const dates = turn.ctx.calendar ? findDates(text, turn.ctx.now, turn.ctx.zone, turn.ctx.calendar) : [];
  const deadline = deadlineOf(dates, dayOf(turn.ctx.now, turn.ctx.zone));
  const since = dates.find(({ sense }) => sense === "since");
  const repeat = repeatIn(text);
  return {
    title: titleOf(text, names),
    text,
    type: kind.type,
    category: kind.category,
    categoryConfidence: kind.categoryConfidence,
    route: NOBODY,
    urgency: kind.urgency,
    amounts: findAmounts(text).map(({ words }) => words),
    ...(since ? { since: since.words } : {}),
    ...(deadline ? { deadline } : {}),
    ...(repeat ? { repeat } : {}),
    confidential: kind.confidential,
    inCourt: kind.inCourt,
    missing: isVague(text) ? ["what", "place"] : [],
  };
}
