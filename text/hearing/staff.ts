import { hasLevels } from "../../domain/levels.ts";
import { ENDED } from "../../domain/ticket.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { CUES } from "./acts/cues.ts";
import { findBodies, findCompanies, ordinalOf, readCadre, ticketsNamed } from "./fields/index.ts";
import { sharesWords } from "./group.ts";
import { levelMeant } from "./levels.ts";
import { clausesOf } from "./split.ts";
import { indexOf, type Turn } from "./turn.ts";

/** One thing that somebody of the town's side says of tickets on the books. */
export interface StaffMatter {
  act: Act;
  text: string;
  /** The ticket that is named by its place in the bot's last list: "第二件". */
  no?: string;
}

const NOT_OURS =
  /不(?:归|属于?)(?:我|咱|本|俺)|不归[^，。]{1,10}(?:管|负责|办)|不(?:是|属于?|在)(?:我们?|我局|我单位|本局|本单位|咱们?|我司|我公司|本公司)[^，。]{0,8}(?:事|职责|职能|管|业务|活|辖区|范围|权限|的(?=[，,。]|$))|(?:派|分|转|发|交办?)错(?:了|单位|部门|地方)|退(?:回|件|单)(?!税|款|货|费|补|来|到)|(?:没有?|无)(?:这个|此|该|这项)?(?:职权|权限|执法权|管辖权|职能|职责)|非我(?:局|单位|公司|处|司)|管不(?:了|着)|接不了|不该(?:我们|派)/;
const MORE_TIME =
  /延期|宽限|顺延|缓(?:一缓|几天|办)|延长(?:办理|时限|期限|时间|[\d一二三四五六七八九十两半几]|到|至)|延(?:到|至|后)|推迟[到至]|(?:多|再)给[^，。]{0,6}[\d一二三四五六七八九十两半几]+[^，。]{0,2}(?:天|日|周|月)/;
const ASKS_COMPANY =
  /(?:等|让|请|要|需要?|麻烦|还?缺|还?差|通知|叫)(?:一下|下)?[^，。]{0,10}?(?:补(?!贴|助|偿|办好)|提供|提交|发(?:来|过来|我|给|一)|传(?:来|过来|给|一)|交(?:来|一下|给))[^，。]{0,16}/;
const PAPERS =
  /资料|材料|清单|证明|合同|照片|信息|图纸|手续|电话|地址|发票|方案|执照|表|数据|名单|明细|说明|位置|编号|复印件|证|图/;
const DONE =
  /(?:处理|修|解决|弄|办|搞|换|装|补|接|清理|安装|整改|修复|更换|恢复|疏通|施工|铺|调试|协调|退|拨|发放)(?:好|完|毕|通|掉|定|到位)(?:了|啦|毕|[，,。！!]|$)|已(?:经)?[^，。]{0,10}(?:解决|修复|恢复|更换|办结|完成|完工|竣工|答复|回复|到位|到账|开通|处理(?!中)|办理(?!中)|落实|整改|上岗|到岗|入职|签收|交付|送到|安装|拨款|发证|出证|办妥|签约)|(?:都|全部|已)?(?:招|配)(?:满|齐)了?|办结|结案|销号|恢复(?:到|至|正常)|(?:恢复|正常)(?:了|供电|供水|通车|通行|运行|通气|使用)|通(?:电|水|车|气|网)了|(?:电话|口头|当面)[^，。]{0,6}(?:沟通|答复|告知|解释|说明)|(?:企业|对方)(?:已|表示|也)?(?:表示)?(?:理解|满意|认可|无异议|没意见)/;
/** Told of a day that is over: "昨天把电缆换了". */
const DID =
  /(?:昨天|前天|今天|[上下]午|刚[才刚]?|已经?|上周|周[一二三四五六日])[^。！]{0,24}(?:换|修|装|铺|接|补|清|拆|疏|整改|退|付|拨|送)(?:上|好|通)?了(?!一半|一部分|部分)/;
const RESULT = /^(?:办理|处理|核查|调查)?(?:结果|答复|回复)(?:如下)?[：:]/;
const ASKS_TO_CLOSE = /归档|办结|结案|销号|可以结|能结|申请结/;
const YET =
  /预计|计划|争取|打算|准备|拟(?!办)|将(?!近)|明[天早]|后天|下周|下个?月|月底|这两天|过两天|尽快|马上|接下来|下一步|正在|还在|还没|还要|尚未|待(?=[批审复核料])|等(?=[^，。]{1,10}(?:批|到货|结果|回复|通知|来|再))/;
const TAKEN =
  /(?:我|我们)?(?:已|先)?接(?:了|单|收|手|下了?|到了)(?![^，。]{0,4}(?:反映|投诉|举报|通知|电话))|签收|收到|收悉|领了|(?:^|[件个单条])(?:都|先|已)?收(?:了|下了?)(?=[，,。！!]|$)|(?:我|我们)来办/;
const UNDER_WAY =
  /已|正在|在(?:办|弄|修|查|协调|走|审|排|等|做|催)|联系|安排|对接|沟通|核实|现场|去(?:看|了|查|修|处理)|看过|勘|查(?:了|过|明|清|到)|排(?:上|查|队)|初步|进场|施工|方案|招标|上会|审批|报批|等[^，。]{1,12}(?:批|到货|结果|回复|通知|增容|到位)|预计|计划|争取|打算|明[天早]|后天|下周|周[一二三四五六日天]|[今明]天|[上下]午|完成|派(?:人|师傅|队)|开始|答应|检查|测|挖|换|修/;
const QUERIES =
  /(?:哪些|哪几|几|多少|什么|有没有|所有|全部|还有)[^，。]{0,8}(?:件|单|工单|诉求|超期|到期|逾期|没办|没结|没回|没交办|没派|没分|没人办|待办|待交办|在办|未办|未回复)|(?:列|调|查|拉)(?:一下|下|个|出来)?[^，。]{0,10}(?:清单|台账|超期|在办|待办|名下|[没未](?:有)?(?:交办|办|结|回复|派|答复)|到期)|(?:手上|手里|手头|名下)[^，。]{0,10}(?:几|多少|哪些|什么|还有|情况)|(?:超期|逾期|到期|待办|在办|待交办)的?(?:有)?(?:哪些|几件|多少|清单|列|吗|没有|情况)/;
/** What a company has brought up at all, done or not. */
const HISTORY =
  /(?:反[映应]|提|报|说|投诉|求助)(?:过|了|的|上来)?(?:的)?(?:些|哪些|哪几|什么|啥|几|多少)|(?:哪些|什么|啥|几件|多少)(?:诉求|问题|事)|(?:有|还有)(?:没有|些|哪些|什么|啥)[^，。]{0,6}(?:诉求|问题|困难|单子|事)/;
const TAKES_BACK =
  /(?:派|转|分|点|发|交|弄|搞|说|填|回|报|点|选|批)错了|撤(?:回|销|掉|了)|(?:刚才|刚刚|上一步|前面)[^，。]{0,12}(?:不算|作废|取消|有误|搞错|弄错|错了|恢复)|(?:回|恢复)到上一步/;
const SPLITS =
  /(?:分|建|加|设|派|下)[^，。：:]{0,8}?子(?:任务|工单)|分头(?:办|处理|负责)|拆(?:成|分|开|为)|分(?:成|为)(?:[两二三四2-4])(?:件|单|个)|分开(?:办|派|交|处理)|分别(?:交|派|转|给)/;
const MERGES =
  /并(?:案|单|成一|到|入|为一)|合(?:并|成一|到一)|(?:是|属于?)(?:同一?|一)(?:回|件|个|码)(?:事|问题|诉求)|重复(?:的|了|件|单|诉求|反映)/;
const PRESSES = /催(?!化|熟)|督办|督促|盯(?:一?下|着|紧)|抓紧|提醒(?:一下|下)(?!我)/;
const HANDS_OVER_BEFORE =
  /(?:转(?:给|到|交|办|派|至|由)?|移交(?:给|至)?|改派(?:给|到|为|成)?|派(?:给|到|往|单给)?|交(?:给|由|办|办给)?|给|由|归|应该?是|属于?|改(?:成|为|由)|分给|分到|请|让|报|还是|仍|继续)(?:一下|下|由|归)?(?:市|县|区)?$/;
const HANDS_OVER_AFTER = /^(?:主办|牵头|负责|办理|处理|承办|来办|来处理|管|办(?=[，,。吧\s]|$))/;
const AGREES =
  /^(?:同意(?:延期|延长|派单|交办|签发|改派)?|批准(?:延期)?|准了|可以|没意见|按(?:这个|拟办|拟派)|就这(?:样|么)|行)(?:[，,。！!吧的]|$)|(?:^|[，,的件个单都])(?:同意|批准|就这么派|按拟[派办][^，。]{0,4})[吧。！!]?$/;
const DISAGREES = /^(?:不同意|不批|不准|不行|驳回|不予批准|不能延|不可以)|(?:^|[，,的件个单期])不(?:同意|批准?|准)/;
const TELLS_OF =
  /反映|反应|说(?!明|服|法|清)|讲|来访|来电|打(?:来)?电话|提出|提到|诉苦|抱怨|希望|想请|想问|投诉|求助|要求|诉求/;
const POINTS_BACK = /上次|上回|之前|前(?:几|两)天|那(?:个|件|单)|这(?:个|件|单)|工单|单子|催|进度|进展|到哪/;
const WONDERS = /[?？]\s*$|[吗呢么]\s*$|什么情况|怎么(?:还|回事|样)|到哪(?:一步|了)/;

/** What somebody who works for the town says of tickets on the books; nothing where the words are about something else. */
export function staffMatters(turn: Turn): StaffMatter[] | undefined {
  switch (turn.hat) {
    case "handler":
    case "chief":
      return byTicket(turn, ofHandler);
    case "office":
      return ofOffice(turn);
    case "leader":
      if (turn.core.length <= 30 && TAKES_BACK.test(turn.core)) return [{ act: "undo", text: turn.core }];
      return asksToSee(turn, turn.core) ? one("cadre_query", turn.core) : undefined;
    case "liaison":
      if (asksToSee(turn, turn.core)) return one("cadre_query", turn.core);
      return turn.heard.addressed && tellsOfNew(turn) ? one("report", turn.core) : undefined;
    default:
      return undefined;
  }
}

/** Whether the words speak of an open ticket: by number, quotation, company or what it is about. */
export function speaksOfTicket(turn: Turn, text = turn.core): boolean {
  const open = openTickets(turn);
  if (turn.heard.quote?.fromBot && TICKET_NO.test(turn.heard.quote.text)) return true;
  if (numbersIn(turn, text).length > 0) return true;
  const companies = companiesOf(turn, text);
  return open.some((t) => (t.company !== null && companies.includes(t.company)) || sharesWords(text, t));
}

/** Whether all open tickets that the words speak of are led by others: those that one's body follows for its district. */
function speaksOfOthersTicket(turn: Turn, text: string): boolean {
  const companies = companiesOf(turn, text);
  const numbers = numbersIn(turn, text);
  const meant = openTickets(turn).filter((t) =>
    numbers.length > 0
      ? numbers.includes(t.no)
      : (t.company !== null && companies.includes(t.company)) || sharesWords(text, t),
  );
  return meant.length > 0 && meant.every(({ lead }) => lead !== turn.ctx.speaker.department);
}

const TICKET_NO = /[A-Z]{1,6}-\d{8}-\d{3,}/;

const openTickets = ({ ctx }: Turn) => ctx.tickets.filter(({ status }) => !ENDED.includes(status));

const numbersIn = (turn: Turn, text: string): string[] =>
  ticketsNamed(
    text,
    turn.ctx.tickets.map(({ no }) => no),
  );

const companiesOf = (turn: Turn, text: string): string[] =>
  findCompanies(text, indexOf(turn.ctx.town).companies).flatMap(({ id, candidates }) =>
    id ? [id] : (candidates ?? []),
  );

const one = (act: Act | undefined, text: string): StaffMatter[] | undefined => (act ? [{ act, text }] : undefined);

/** What is on the books, or was said, is asked for: "手上几件", "顺达最近反映过啥". */
function asksToSee(turn: Turn, text: string): boolean {
  if (!turn.heard.addressed) return false;
  return QUERIES.test(text) || (HISTORY.test(text) && companiesOf(turn, text).length > 0);
}

/** Several tickets in one message: a new part begins where another ticket is named. */
function byTicket(turn: Turn, read: (turn: Turn, text: string) => Act | undefined): StaffMatter[] | undefined {
  const parts = partsByTicket(turn);
  const matters = parts.flatMap(({ text, meant }): StaffMatter[] => {
    const act = read(turn, text);
    const no = ordinalOf(text) === undefined ? undefined : meant[0];
    return act ? [{ act, text, ...(no ? { no } : {}) }] : [];
  });
  if (parts.length > 1 && matters.length === parts.length) return matters;
  const act = read(turn, turn.core);
  const placed = listedAt(turn, turn.core);
  return act ? [{ act, text: turn.core, ...(placed ? { no: placed } : {}) }] : undefined;
}

function partsByTicket(turn: Turn): { text: string; meant: string[] }[] {
  const parts: { text: string; meant: string[] }[] = [];
  for (const clause of clausesOf(turn.core)) {
    const meant = meantBy(turn, clause);
    const last = parts.at(-1);
    const same = last && (meant.length === 0 || last.meant.length === 0 || meant.some((no) => last.meant.includes(no)));
    if (!same) parts.push({ text: clause, meant });
    else {
      last.text += `，${clause}`;
      if (last.meant.length === 0) last.meant = meant;
    }
  }
  return parts;
}

/** The tickets that a clause names: by number, by its place in the list, by company, or as the only one of such words. */
export function meantBy(turn: Turn, clause: string): string[] {
  const numbers = numbersIn(turn, clause);
  if (numbers.length > 0) return numbers;
  const placed = listedAt(turn, clause);
  if (placed) return [placed];
  const open = openTickets(turn);
  const companies = companiesOf(turn, clause);
  if (companies.length > 0) {
    const theirs = open.filter(({ company }) => company !== null && companies.includes(company)).map(({ no }) => no);
    return theirs.length > 0 ? theirs : companies;
  }
  const fits = open.filter((ticket) => sharesWords(clause, ticket));
  return fits.length === 1 ? [fits[0]!.no] : [];
}

/** "2转给", "1催一下". */
const BARE_PLACE = /^(?:把|将|第)?([1-9])(?:号|、|[.．])?(?=转|交|给|派|改|由|催|督|抓|同意|不同意|退)/;

/** "第二件", "后一个", "2转给": the place in what the bot listed last. */
function listedAt(turn: Turn, clause: string): string | undefined {
  const bare = BARE_PLACE.exec(clause)?.[1];
  const place = ordinalOf(clause) ?? (bare ? Number(bare) : undefined);
  if (place === undefined) return undefined;
  const listed = turn.ctx.recent.findLast(({ fromBot, tickets }) => fromBot && tickets.length > 0)?.tickets ?? [];
  return listed.length > 1 ? listed.at(place > 0 ? place - 1 : place) : undefined;
}

/** Slips of a pinyin keyboard in the words of handling. */
const SLIPS: readonly [RegExp, string][] = [
  [/[按暗]排|安牌/g, "安排"],
  [/收[道倒]/g, "收到"],
  [/[以己]经/g, "已经"],
  [/连系|联糸/g, "联系"],
  [/[勘堪]查|堪察/g, "勘察"],
  [/办接|办节/g, "办结"],
  [/退会/g, "退回"],
  [/延[其七]/g, "延期"],
];

function ofHandler(turn: Turn, typed: string): Act | undefined {
  const { heard, ctx } = turn;
  const text = SLIPS.reduce((rest, [slip, word]) => rest.replace(slip, word), typed);
  if (asksToSee(turn, text)) return "cadre_query";
  if (openTickets(turn).length === 0) return undefined;
  const about = speaksOfTicket(turn, text);
  // What a company tells a clerk, of something that is not on the books, is a new matter.
  if (!about && TELLS_OF.test(text))
    return companiesOf(turn, text).length > 0 && !CUES.event.test(text) ? "report" : undefined;
  if (!about && companiesOf(turn, text).length > 0) return undefined;
  if (!heard.addressed && !about) return undefined;
  if (heard.addressed && text.length <= 24 && TAKES_BACK.test(text) && /撤(?:回|销|掉)|刚[才刚]/.test(text))
    return "undo";
  if (goesOverLevels(turn, text)) return "cadre_transfer";
  if (PRESSES.test(text) && speaksOfOthersTicket(turn, text)) return "urge";
  if (NOT_OURS.test(text)) return "cadre_return";
  if (WONDERS.test(text)) return undefined;
  if (MORE_TIME.test(text)) return "cadre_extend";
  if (ASKS_COMPANY.test(text) && PAPERS.test(text) && !/已(?:经)?(?:补|提供|提交|收)/.test(text)) return "cadre_wait";
  const promises =
    ctx.calendar &&
    readCadre(text, { now: ctx.now, zone: ctx.zone, calendar: ctx.calendar, bodies: indexOf(ctx.town).bodies })
      .commitments.length > 0;
  const closes =
    (DONE.test(text) || DID.test(text) || RESULT.test(text)) &&
    (ASKS_TO_CLOSE.test(text) || !(promises || YET.test(text)));
  if (closes && (about || heard.addressed)) return "cadre_close";
  if (promises) return "cadre_progress";
  if (TAKEN.test(text) && text.length <= 24) return "cadre_accept";
  if (UNDER_WAY.test(text) && text.length >= 5) return "cadre_progress";
  return undefined;
}

function ofOffice(turn: Turn): StaffMatter[] | undefined {
  const { core: text, heard, ctx } = turn;
  if (!heard.addressed || text === "") return undefined;
  const apart = ordersApart(turn);
  if (apart) return apart;
  const about = speaksOfTicket(turn);
  const asked = ctx.asked?.ticketNo !== undefined;
  const presses = PRESSES.test(text) && !CUES.stats.test(text) && !DISAGREES.test(text);
  if (presses && !/哪些|哪几|多少|有没有|什么/.test(text) && !/^(?:同意|批准)/.test(text) && !tellsOfNew(turn))
    return one("urge", text);
  if (asksToSee(turn, text)) return one("cadre_query", text);
  if (SPLITS.test(text) && (about || asked)) return one("split", text);
  if (MERGES.test(text) && (numbersIn(turn, text).length > 1 || about)) return one("merge", text);
  if (TAKES_BACK.test(text) && text.length <= 30) return one("undo", text);
  if (DISAGREES.test(text)) return one("refuse", text);
  const orders = [clausesOf(text), partsByTicket(turn).map((part) => part.text)].find(
    (parts) => parts.length > 1 && parts.every((part) => handsOver(turn, part)),
  );
  if (orders) return orders.map((part) => ({ act: "cadre_transfer" as const, text: part }));
  if (
    handsOver(turn, text) &&
    (about || asked || listedAt(turn, text) !== undefined || text.length <= 12) &&
    !TELLS_OF.test(text.slice(0, 12))
  )
    return one("cadre_transfer", text);
  // "住建局": the answer to whose it shall be.
  if (asked && ctx.asked?.kind === "confirm" && namesBodyAlone(turn, text)) return one("cadre_transfer", text);
  if (AGREES.test(text) && (about || asked || text.length <= 8)) return one("consent", text);
  if (goesOverLevels(turn, text) && (about || asked || text.length <= 12)) return one("cadre_transfer", text);
  if (ASKS_TO_CLOSE.test(text) && about) return one("cadre_close", text);
  if (about && !WONDERS.test(text) && (DONE.test(text) || DID.test(text))) return one("cadre_close", text);
  return tellsOfNew(turn) ? one("report", text) : undefined;
}

/** Sends a ticket up to the city or down to a district; only where there are levels. */
const goesOverLevels = ({ ctx }: Turn, text: string): boolean =>
  hasLevels(ctx.town.departments) && levelMeant(text) !== undefined;

/** What the office orders of one ticket, in the order of its words. */
function ordersIn(turn: Turn, text: string): Act[] {
  const acts: Act[] = [];
  if (handsOver(turn, text)) acts.push("cadre_transfer");
  if (/催/.test(text) && PRESSES.test(text)) acts.push("urge");
  else if (acts.length === 0 && PRESSES.test(text)) acts.push("urge");
  if (acts.length === 0 && DISAGREES.test(text)) acts.push("refuse");
  if (acts.length === 0 && AGREES.test(text)) acts.push("consent");
  return acts;
}

/** Orders of more than one kind in one message, each on its ticket: "2转工信局，1催一下". */
function ordersApart(turn: Turn): StaffMatter[] | undefined {
  const parts = partsByTicket(turn);
  const matters = parts.map(({ text, meant }) => {
    const [no] = meant.length === 1 && openTickets(turn).some((ticket) => ticket.no === meant[0]) ? meant : [];
    return ordersIn(turn, text).map((act) => ({ act, text, ...(no ? { no } : {}) }));
  });
  const clear = parts.every(({ meant }) => meant.length > 0) && matters.every((orders) => orders.length > 0);
  return clear && new Set(matters.flat().map(({ act }) => act)).size > 1 ? matters.flat() : undefined;
}

/** Names a body that shall have it: "给城管局", "由水务主办". */
function handsOver(turn: Turn, text: string): boolean {
  return findBodies(text, indexOf(turn.ctx.town).bodies).some(
    ({ id, start, end }) =>
      id !== undefined &&
      (HANDS_OVER_BEFORE.test(text.slice(Math.max(0, start - 6), start)) ||
        HANDS_OVER_AFTER.test(text.slice(end, end + 6))),
  );
}

const namesBodyAlone = ({ ctx }: Turn, text: string): boolean => {
  const [body, ...more] = findBodies(text, indexOf(ctx.town).bodies);
  return (
    body?.id !== undefined &&
    more.length === 0 &&
    /^[\s，,。.！!~吧]*$/.test(text.slice(0, body.start) + text.slice(body.end))
  );
};

/** Speaks for a company of something that is not on the books yet, however pressing the words. */
function tellsOfNew(turn: Turn): boolean {
  const { core: text, ctx } = turn;
  const companies = companiesOf(turn, text);
  if (companies.length === 0 || !TELLS_OF.test(text) || POINTS_BACK.test(text) || CUES.event.test(text)) return false;
  if (!CUES.trouble.test(text) && !CUES.wish.test(text) && !/没|登记/.test(text)) return false;
  return !ctx.tickets.some(
    (t) => t.company !== null && companies.includes(t.company) && sharesWords(bare(turn, text), t),
  );
}

function bare(turn: Turn, text: string): string {
  return indexOf(turn.ctx.town).names.reduce((rest, name) => rest.replaceAll(name, "　"), text);
}
