import type { Person } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { type KnownPeople, peopleNamed } from "./known-people.ts";

const LEFT =
  /(?:还有|还剩|剩下?|有|哪些|哪几家|多少)[^，。]{0,10}(?:没有?|未)(?:去|跑|走访|走到|走|看|联系)(?:过|完|到)?|(?:没有?|未)(?:走访|去|跑)(?:过|完|到)?的?(?:企业|公司|名单|清单|有哪些|有几|还有)/;
const FOUR = /四个一|[“"]四个一[”"]/;
const PROGRESS =
  /走访(?:的)?(?:进度|进展|完成|覆盖|率|情况怎|怎么样|到什么)|(?:走访|活动|任务)?覆盖率|(?:走访|跑|去)(?:完)?了(?:多少|几)家|万名干部[^，。]{0,10}(?:进度|进展|怎么样|情况|到哪)|(?:进万企|服务季)[^，。]{0,6}(?:进度|进展|怎么样|情况|到哪)/;
const LEDGER =
  /两清单|一台账|(?:走访|企业|问题|责任)(?:的)?(?:台账|清单)[^，。]{0,6}(?:导|发|出|给|要|看|做|生成|更新)|(?:导|发|出|给|要|做|生成|更新)[^，。]{0,8}(?:走访台账|企业台账|问题清单|责任清单)/;
const GOING =
  /(?:明[天早晚]|后天|今[天晚]|[上下]午|待?会儿?|等下|马上|周[一二三四五六日天]|下周|这周|准备|我?要|打算|计划|过两天|这就|去)[^，。？]{0,8}(?:去|到|走访|拜访|跑|上|看)(?!了|过)/;
const STATE = /情况|资料|背景|画像|底数|注意什么|哪些事|什么事|功课|情况卡|一页纸|一张卡/;
const TELL = /给我|帮我|给看|看看?|看一下|发|了解|准备|查|调|说说|介绍|什么|哪些|来一份|来个/;
const CARD = /(?:企业|公司|走访)?(?:画像|情况卡|一页纸|走访卡|企业卡片)/;
/** Whoever writes more tells something. */
const MAX_ORDER = 50;

/** What staff ask about a campaign of visits. `company`: whether an enterprise is named. */
export function campaignOrder(text: string, hat: Hat, company: () => boolean): Act | undefined {
  if (hat === "company" || hat === "unknown" || text.length > MAX_ORDER) return undefined;
  if (isHandOver(text)) return "hand_over";
  if (((GOING.test(text) && STATE.test(text) && TELL.test(text)) || CARD.test(text)) && company())
    return "company_card";
  if (LEDGER.test(text)) return "campaign_ledger";
  if (FOUR.test(text) || PROGRESS.test(text) || LEFT.test(text)) return "campaign_status";
  return undefined;
}

/** What of a campaign is wanted. */
export function statusWanted(text: string): "left" | "four" | "progress" {
  return FOUR.test(text) ? "four" : LEFT.test(text) ? "left" : "progress";
}

const GIVES = /(?:交给|转给|移交给?|交接给|划给|分给|交由|改由|换成|换给|由|归)/;
const THEIRS =
  /(?:联系|服务|挂联|挂钩|包联|结对|对接|负责|走访|帮扶|名下|手上|手里|手头)的?(?:那?[几\d一二两三四五六七八九十]*家)?(?:企业|公司|厂)|的(?:那?[几\d一二两三四五六七八九十]*家)?企业|企业(?:都|全部|全)?(?:交|转|移|由|改|划)|(?:以后|今后|之后|往后)[^，。]{0,8}由[^，。]{2,8}(?:联系|服务|挂联|包联|对接|走访)/;
const A_TICKET = /[A-Z]{1,6}-\d{6,}|工单|单子|这[件单]|那[件单]|诉求/;

/** "张三调走了，他联系的企业交给李四": enterprises change their cadre. */
export const isHandOver = (text: string): boolean => GIVES.test(text) && THEIRS.test(text) && !A_TICKET.test(text);

/** Who gives and who takes over, as far as the words say; "我" gives what the speaker has. */
export function handOverIn(
  text: string,
  staff: readonly Person[],
): { from?: KnownPeople; to?: KnownPeople; own: boolean } {
  const named = peopleNamed(text, staff);
  const to = named.find(({ start }) => new RegExp(`${GIVES.source}(?:[^，。]{0,12}的)?$`).test(text.slice(0, start)));
  const from = named.find((one) => one !== to);
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    own: !from && /^(?:我|本人)|我(?:联系|服务|挂联|名下|手)/.test(text),
  };
}
