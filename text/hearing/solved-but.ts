import { sharesWords } from "./group.ts";
import { predict } from "./model/linear.ts";
import type { HearingContext } from "./reading.ts";
import { tellsTrouble } from "./trouble.ts";
import type { Turn } from "./turn.ts";

const BUT = /[，,。；;！!\s]*(?:但是?|可是?(?!以)|不过|只是|就是|然而|结果|谁知道?|没想到|却|偏偏|倒好|这下)[，,]?/g;
const DONE =
  /(?:解决|修|办|弄|搞|处理|装|补|换|疏通|清理?|接|通|恢复)(?:是)?(?:好|定|通|掉|完|上|了)了?|好了|亮了|正常了|来(?:水|电|气|网)了|通(?:水|电|气|网|车)了/;
const NOT_DONE = /没(?:有)?(?:解决|修|办|弄|搞|处理|人|来)|还(?:没|是不|在)|不(?:好|行|亮|通)/;

/** Told as still the same: "又漏了", "还在漏". */
const AGAIN = /^(?:今天|昨天|现在|刚|没过?[几两三]天|第二天)*(?:又|还|仍|照样|依旧)[^，。把将给弄搞撞挖压]{1,8}$/;

const ENDED: ReadonlySet<string> = new Set(["已归档", "已撤回", "不予受理"]);
const SUPPLIES = ["水", "电", "气", "网", "灯", "路"];

/**
 * "漏水修好了，不过挖沟又把网线挖断了": the old matter is confirmed, and what came of it is a matter of its own. Where the
 * second half is about the same thing ("又漏了", "另外两盏还是黑的") the old one is not solved, and this is nothing.
 */
export function solvedBut(turn: Turn): { no: string; solved: string; fresh: string } | undefined {
  const { core, ctx, hat } = turn;
  if (hat !== "company" && hat !== "unknown") return undefined;
  for (const match of core.matchAll(BUT)) {
    const solved = core.slice(0, match.index).trim();
    const fresh = core.slice(match.index + match[0].length).trim();
    if (solved.length < 2 || fresh.length < 5 || !DONE.test(solved) || NOT_DONE.test(solved)) continue;
    if (!tellsTrouble(fresh) || AGAIN.test(fresh)) return undefined;
    const ticket = meant(solved, ctx);
    return ticket && !sameThing(turn, fresh, ticket) ? { no: ticket.no, solved, fresh } : undefined;
  }
  return undefined;
}

type Known = HearingContext["tickets"][number];

/** The ticket that is called solved: the one asked about, the one whose words are used, or the only one there is. */
function meant(solved: string, { tickets, asked }: HearingContext): Known | undefined {
  const live = tickets.filter(({ status }) => !ENDED.has(status));
  const named = live.filter((ticket) => sharesWords(solved, ticket));
  if (named.length === 1) return named[0];
  const among = named.length > 0 ? named : live;
  return among.find(({ no }) => no === asked?.ticketNo) ?? (among.length === 1 ? among[0] : undefined);
}

function sameThing(turn: Turn, fresh: string, ticket: Known): boolean {
  if (sharesWords(fresh, ticket)) return true;
  const old = `${ticket.title}${ticket.text}`;
  const caused = /(?:把|将|给|弄|搞|撞|挖|压|碰|砸|淹|烧)[^，。]{0,12}(?:坏|断|破|掉|翻|歪|裂|湿|毁|没|了)/.test(fresh);
  if (!caused && SUPPLIES.some((one) => old.includes(one) && fresh.includes(one))) return true;
  const [was] = predict(turn.models.categories, old, 1);
  const [now] = predict(turn.models.categories, fresh, 1);
  return !caused && was !== undefined && was.label === now?.label;
}
