import { ENDED } from "../../domain/ticket.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { findBodies, findCompanies } from "./fields/index.ts";
import { sharesWords } from "./group.ts";
import { overlap } from "./overlap.ts";
import type { CompanyMention } from "./reading.ts";
import { beforeCourt } from "./signs.ts";
import { partsOf } from "./split.ts";
import { praisesWork } from "./trouble.ts";
import { indexOf, ranked, type Turn } from "./turn.ts";

/** What a company's person means by ways of speaking that their words alone do not settle. */
export interface Meant {
  act: Act;
  company?: CompanyMention;
}

/** In asking order: what must be refused before what may be done. */
export function companyTalk(turn: Turn): Meant | undefined {
  if (turn.hat !== "company" && turn.hat !== "unknown") return undefined;
  return (
    (turn.heard.addressed
      ? (curious(turn) ?? givesUp(turn) ?? ofCourt(turn) ?? newContact(turn) ?? alone(turn, ofBody, callsOff))
      : undefined) ??
    workDone(turn) ??
    impatient(turn) ??
    onceMore(turn) ??
    isBack(turn) ??
    whenBack(turn) ??
    (turn.heard.addressed ? alone(turn, cutOff, stillWaits, wantsEvent) : undefined)
  );
}

/** What speaks for the whole turn; one of several things that are told stays beside the others. */
function alone(turn: Turn, ...rules: ((turn: Turn) => Meant | undefined)[]): Meant | undefined {
  if (partsOf(turn.core).length > 1) return undefined;
  for (const rule of rules) {
    const meant = rule(turn);
    if (meant) return meant;
  }
  return undefined;
}

const JUST_CUT =
  /(?:又|怎么|咋|突然|老|还|全|都|刚)[^，。]{0,4}(?:停|断|没)(?:了|有)?(?:水|电|气|网|信号)|(?:水|电|气|网)(?:又|怎么|咋|突然|老|还|都|刚)[^，。]{0,3}(?:停|断|没)了/;

/** "怎么又停水了啊": a trouble, however it is asked. */
function cutOff({ core, ctx }: Turn): Meant | undefined {
  if (core.length > 30 || !JUST_CUT.test(core)) return undefined;
  if (/通知|计划|检修|规定|补偿|提前|要是|如果|万一|会不会|(?:没|不)再/.test(core)) return undefined;
  const mine = ctx.tickets.some(
    (ticket) =>
      !ENDED.includes(ticket.status) && touches(core, ticket.title + ticket.text) && sharesWords(core, ticket),
  );
  return { act: mine ? "urge" : "report" };
}

/** "想招20个人，帮忙办场招聘会": a meeting that shall be held for them is no seat at one. */
function wantsEvent({ core }: Turn): Meant | undefined {
  const wanted =
    /(?:帮|给|替|能不能|能否|可否|希望|麻烦|请)[^，。]{0,8}(?:办|组织|举办|开|搞|牵头)(?:一?[场次个])?[^，。]{0,8}(?:招聘会|对接会|双选会|洽谈会|推介会|培训)/;
  return wanted.test(core) && !/报名|参加|名额|几点|什么时候/.test(core) ? { act: "report" } : undefined;
}

const THAT_MATTER = /(?:那|这|上次|上回|之前)[^，。]{0,4}(?:事|问题|件|个)(?:儿|情)?/;
const WAITS = /没人(?:管|理|来|修)|还没|还不|不管|到底|拖|忘了|没动静|没下文/;

/** "井盖那事儿没人管了？" of one who has it on the books. */
function stillWaits({ core, ctx }: Turn): Meant | undefined {
  if (core.length > 30 || !THAT_MATTER.test(core) || !WAITS.test(core)) return undefined;
  const open = ctx.tickets.filter(({ status }) => !ENDED.includes(status));
  return open.some((ticket) => sharesWords(core, ticket)) ? { act: "urge" } : undefined;
}

const INQUIRES =
  /打听|问问|咋(?:样|处理|弄|办|回事)|怎么(?:样|处理|弄|办|回事|解决)|进展|进度|到哪|啥情况|什么情况|结果|(?:反[映应]|投诉|举报|报|提|说)(?:了|的)?(?:是)?(?:啥|什么|哪些|几|谁|过没|没有?$)|谁(?:反映|投诉|举报)|多少(?:件|个)|(?:给|发|让)我(?:看|瞧|瞅)|看看|看一下|查(?:一?下|查)/;
const OF_MATTERS =
  /反[映应]|投诉|举报|诉求|单子|工单|(?:的|那个?|这个?|[一这那]件)(?:事|件|问题|案)|那个?[^，。]{1,10}的$|那(?:个|件|单)/;
/** With whom one has dealings of one's own: a neighbour's noise, a debtor. */
const OWN_TROUBLE = /欠|拖欠|不给|不付|吵|臭|偷|占|堵|漏到|影响我|我们(?:的)?(?:货|钱|款|水|电|路|车)/;

/** After another company's matters: where they stand, what they said. Whether that is anybody's business is checked where it is answered. */
function curious(turn: Turn): Meant | undefined {
  const { core, ctx } = turn;
  const own = ctx.speaker.enterprise;
  if (!own || !INQUIRES.test(core) || !OF_MATTERS.test(core) || OWN_TROUBLE.test(core)) return undefined;
  const others = findCompanies(core, indexOf(ctx.town).companies).filter(
    ({ id, candidates }) => (id ?? candidates) !== undefined && id !== own && !candidates?.includes(own),
  );
  const { start: _start, end: _end, ...other } = others[0] ?? { start: 0, end: 0, written: "", how: "short" as const };
  if (!other.id || findCompanies(core, indexOf(ctx.town).companies).some(({ id }) => id === own)) return undefined;
  return { act: "ask_progress", company: other };
}

/** "我们码头吊机……算了没事了": what was begun is taken back in the same breath. */
function givesUp({ core, ctx }: Turn): Meant | undefined {
  const ends =
    /(?:^|[，。！!\n\s])(?:算了|没事了?|不说了|当我没说|忽略(?:吧|我)?)[，,。!！~\s]*(?:没事了?|不说了|谢谢)?[。!！~\s]*$/.test(
      core,
    );
  return ends && core.length <= 24 && ctx.tickets.length === 0 && !ctx.asked ? { act: "noise" } : undefined;
}

/** A court's matter is declined whatever is wanted of it: hurrying the judge is no urging of a ticket. */
function ofCourt(turn: Turn): Meant | undefined {
  const { core } = turn;
  if (core.length < 10 || !/法院|法官|官司|仲裁|开庭|判决|执行局|立案|诉讼/.test(core) || !beforeCourt(core))
    return undefined;
  return ["urge", "ask_progress", "add_detail", "noise", "withdraw", "correct", "help"].includes(
    ranked(turn, turn.said)[0]!.act,
  )
    ? { act: "report" }
    : undefined;
}

/** "联系人换成小阙": somebody else is to be called; no seat changes hands. */
function newContact({ core, ctx }: Turn): Meant | undefined {
  return ctx.tickets.length > 0 &&
    /(?:联系人|联系(?:电话|方式)|电话|手机号?|对接人)[^，。]{0,6}(?:换|改|变更|更新)/.test(core) &&
    !/报名|参会|参加/.test(core)
    ? { act: "correct" }
    : undefined;
}

/** "先别派人了，是我们自己的线": what was asked for is called off. */
function callsOff({ core, ctx }: Turn): Meant | undefined {
  const off =
    /(?:先|都|就)?(?:别|不用|甭|不必|无需|不要)(?:再)?(?:派人|来人|派师傅|安排人?|过来|来)(?:了|啦|看了)/.test(core);
  const open = ctx.tickets.filter(({ status }) => !ENDED.includes(status));
  if (!off || open.length === 0 || /(?:别|不要)来(?:烦|检查)|会|培训|活动/.test(core)) return undefined;
  return open.length === 1 || open.some((ticket) => sharesWords(core, ticket)) ? { act: "withdraw" } : undefined;
}

/** "我要投诉城管局不作为": of the body itself, however many matters lie with it. */
function ofBody({ core, ctx }: Turn): Meant | undefined {
  const complains = /(?:要|想|来|必须|得|再)?投诉(?!电话|热线|渠道|平台|到哪|过)/.exec(core);
  if (!complains) return undefined;
  const named = findBodies(core, indexOf(ctx.town).bodies).some(({ start }) => start >= complains.index);
  const conduct = /不作为|不理|推[诿脱]|踢皮球|敷衍|态度|拖着?不|磨洋工|互相推|糊弄|慢作为|乱作为|没人管|不办|刁难/;
  return named && conduct.test(core) ? { act: "report" } : undefined;
}

/** "第二天就来弄好了，给师傅点个赞": praise of work on something that is on the books says that it is done. */
function workDone({ core, ctx }: Turn): Meant | undefined {
  if (!praisesWork(core) || ctx.asked?.kind === "callback") return undefined;
  const live = ctx.tickets.filter(({ status }) => !ENDED.includes(status));
  return live.some((ticket) => sharesWords(core, ticket)) ? { act: "confirm_resolved" } : undefined;
}

const TOLD_OFTEN =
  /(?:反[映应]|报|说|提|催|讲|问|投诉)(?:了|过|都)*[^，。]{0,4}(?:第?[二两三四五六七八九十\d几]+|好几|多少|无数)(?:次|回|遍|趟)|第[二三四五六七八九十\d几]+(?:次|回|遍)(?:反[映应]|报|说|提|催|找|来)/;

/** "反映第三回了": the matter on the books, said once more. */
function onceMore({ core, ctx }: Turn): Meant | undefined {
  if (!TOLD_OFTEN.test(core)) return undefined;
  const live = ctx.tickets.filter(({ status }) => !ENDED.includes(status));
  return live.some((ticket) => overlap(core, `${ticket.title} ${ticket.text}`) >= 0.34) ? { act: "urge" } : undefined;
}

const IRONIC =
  /(?:可|还)?真(?:够|是|的)?(?:快|行|可以|高效|会(?:办事|糊弄)|能(?:拖|等))|好一个|效率(?:可?真|也?太)(?:高|快)/;
const SO_LONG =
  /(?:都|又|快|整整|这都)[^，。！？]{0,6}(?:天|日|周|星期|礼拜|月|年|回|次|遍)(?:多)?[^，。！？]{0,3}了|等到(?:什么|啥)时候|猴年马月|花(?:儿)?都谢了/;

/** Ironic praise, or so long a time, of one who has something on the books: asked for haste, whatever the grammar. */
export function impatient(turn: Turn): Meant | undefined {
  const { core, ctx, heard } = turn;
  const open = ctx.tickets.filter(({ status }) => !ENDED.includes(status));
  if (open.length === 0 || ctx.asked?.kind === "callback") return undefined;
  const counts = heard.addressed && SO_LONG.test(core) && /什么时候|啥时候|何时|到底|还没|还不|没人|[！!]/.test(core);
  if (counts && (open.length === 1 || open.some((ticket) => sharesWords(core, ticket)))) return { act: "urge" };
  if (!IRONIC.test(core) || !(SO_LONG.test(core) || /还(?:没|是|在)|没(?:人|见|动静)|天天|呵呵/.test(core)))
    return undefined;
  const owners = findBodies(core, indexOf(ctx.town).bodies).flatMap(({ id }) => (id ? [id] : []));
  const about = open.some(
    (ticket) =>
      sharesWords(core, ticket) ||
      touches(core, ticket.title + ticket.text) ||
      (ticket.lead !== null && owners.includes(ticket.lead)),
  );
  return heard.addressed || about ? { act: "urge" } : undefined;
}

const COMES_BACK =
  /(?:水|电|气|网络?|信号|路灯?|钱|款)(?:已经?|刚|都)?(?:来|通|亮|到账|恢复|好)了?(?:[，。！!~\s]|$)|(?:已经?|都|刚刚?|全)(?:来|通)(?:水|电|气|网|车)了?|(?:来|通)(?:水|电|气|网|车)了/;

/** "谢谢，水来了": thanks that tell that the trouble is over. */
function isBack({ core, said, ctx }: Turn): Meant | undefined {
  const text = said || core;
  if (!COMES_BACK.test(text) || text.length > 24 || /没|不|又|吗|[?？]|什么时候|几点/.test(text.replace(/不用/g, "")))
    return undefined;
  const open = ctx.tickets.filter(({ status }) => !ENDED.includes(status));
  return open.some((ticket) => sharesWords(text, ticket) || touches(text, ticket.title + ticket.text))
    ? { act: "confirm_resolved" }
    : undefined;
}

const SUPPLIES = ["水", "电", "气", "网", "灯", "路", "款"];
const touches = (a: string, b: string): boolean => SUPPLIES.some((one) => a.includes(one) && b.includes(one));

const CUT_OFF =
  /停(?:水|电|气|网)|断(?:水|电|气|网)|没(?:有)?(?:水|电|气|网|信号)|来(?:水|电|气|网)|(?:水|电|气|网)[^，。]{0,4}(?:来|恢复|通)/;
const WHEN_BACK = /(?:多久|啥时候|什么时候|几时|几点|多长时间|何时|多会儿|哪天)[^，。]{0,8}(?:来|恢复|通|好|有|供)/;

/** "停电多久能来": of a trouble that is there now, not of a rule. */
function whenBack({ core, ctx }: Turn): Meant | undefined {
  if (!CUT_OFF.test(core) || !WHEN_BACK.test(core) || /通知|计划|检修安排|规定|提前/.test(core)) return undefined;
  const mine = ctx.tickets.some(
    (ticket) =>
      !ENDED.includes(ticket.status) && touches(core, ticket.title + ticket.text) && sharesWords(core, ticket),
  );
  return { act: mine ? "ask_progress" : "report" };
}
