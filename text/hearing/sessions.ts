import type { TownEvent } from "../../domain/town.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { findClocks, findCompanies, findDates, parseNumeral, periodOf } from "./fields/index.ts";
import { readSeries, recurrenceOf } from "./fields/series.ts";
import type { Segment, SessionReading } from "./reading.ts";
import { indexOf, type Turn } from "./turn.ts";

/** What is said of meetings beside signing up, in set phrases of those who run or attend them; so read by rule. */

const HOUR = 3_600_000;
/** People come early, and stay. */
const EARLY = 2 * HOUR;
const LATE = 3 * HOUR;

/** Whether a session is on at a moment, or people are just coming to it. */
export const isOn = (event: Pick<TownEvent, "start" | "end">, now: Date): boolean =>
  now.getTime() >= event.start.getTime() - EARLY &&
  now.getTime() <= (event.end ?? event.start).getTime() + (event.end ? HOUR : LATE);

const MEETING =
  /恳谈|交流日|主题日|接待日|直通车|茶叙|茶话|座谈|沙龙|对接会|洽谈会|见面会|圆桌|早餐会|活动|招聘会|宣讲会|沟通会|第\s?[\d一二三四五六七八九十百]+\s?期/;
const ISSUE = /第\s?([\d一二三四五六七八九十百]{1,4})\s?期/;

export function sessionOrder(turn: Turn): Segment[] | undefined {
  const { hat, heard } = turn;
  if (turn.ctx.asked?.kind === "match" && hat === "company") {
    const answer = matchAnswer(turn);
    if (answer) return [answer];
  }
  if (hat === "company" || hat === "unknown" || hat === "liaison") {
    const attending = checkIn(turn) ?? written(turn);
    if (attending) return [attending];
  }
  if (hat === "company" || hat === "unknown" || !heard.addressed) return undefined;
  const order = recordOrder(turn) ?? (hat === "office" || hat === "liaison" ? matching(turn) : undefined);
  if (order) return [order];
  const paper = paperOf(turn);
  if (paper) return [paper];
  const figures = stats(turn);
  if (figures) return [figures];
  return hat === "office" ? arranging(turn) : undefined;
}

const made = (act: Act, text: string, session: SessionReading): Segment => ({
  act,
  confidence: 1,
  text,
  ticketNos: [],
  session,
});

function issueIn(text: string): { issue?: number } {
  const number = parseNumeral(ISSUE.exec(text)?.[1] ?? "");
  return number ? { issue: number } : {};
}

/** The series that the words name: by its whole name, else by the longest piece of it that no other has. */
function seriesIn({ ctx }: Turn, text: string): { series?: string } {
  const { series } = ctx.town;
  const whole = series.find(({ name }) => text.includes(name));
  if (whole) return { series: whole.id };
  const bits = series.filter(({ name }) => pieces(name).some((bit) => text.includes(bit)));
  return bits.length === 1 ? { series: bits[0]!.id } : {};
}

const pieces = (name: string): string[] =>
  name.length <= 3 ? [name] : Array.from({ length: name.length - 2 }, (_, i) => name.slice(i, i + 3));

// === Setting up and rearranging

const CHANGES =
  /照常|正常(?:办|举行|开)|改到|改在|改为|改成|推迟|提前到|挪到|延到|停办|停一[期次]|不办|取消|跳过|换到|换地方|地点|会场|加到|增加到|名额|席位|主题(?!日|会)/;
const THEME_SET =
  /主题(?!日|会)(?:就|先)?(?:定(?:为|成|在)?|改(?:为|成)?|换成?|是|为|用|[：:])\s*[“"「]?([^，。；;”"」\n]{2,30}?)[”"」]?(?:吧|了)?[。！]?$/;

function arranging(turn: Turn): Segment[] | undefined {
  const { core, ctx } = turn;
  if (!ctx.calendar) return undefined;
  const where = { now: ctx.now, zone: ctx.zone, calendar: ctx.calendar };
  if (
    recurrenceOf(core) &&
    (MEETING.test(core) || /办|举行|召开|组织/.test(core)) &&
    !/每周.{0,6}(?:报|督办|提醒)/.test(core)
  ) {
    const rule = readSeries(core, where);
    if (rule) return [made("series_set", core, { rule })];
  }
  const asked = ctx.asked?.kind === "occasion";
  const named = { ...issueIn(core), ...seriesIn(turn, core) };
  if (!CHANGES.test(core) || core.length > 60) return undefined;
  const theme = THEME_SET.exec(core)?.[1];
  const session = theme !== undefined && /[场期次]|会|活动/.test(core.slice(0, core.indexOf("主题")));
  if (!asked && !session && named.issue === undefined && named.series === undefined) return undefined;
  const dates = findDates(core, ctx.now, ctx.zone, ctx.calendar).filter(({ sense }) => sense !== "since");
  const decision = theme ? "theme" : decisionIn(core, asked);
  if (!decision) return undefined;
  const target = decision === "move" || decision === "theme" ? dates.at(-1) : undefined;
  const place = decision === "place" ? /(?:到|在|为|成|是|：|:)\s?([^，。；]{2,40})$/.exec(core)?.[1] : undefined;
  const seats =
    decision === "seats"
      ? parseNumeral(/(\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?:家|个|席|名)?[。！]?$/.exec(core)?.[1] ?? "")
      : undefined;
  const clock = decision === "move" ? findClocks(core).at(-1)?.time : undefined;
  return [
    made("session_change", core, {
      ...named,
      decision,
      ...(target ? { day: target.day } : {}),
      ...(/照常|确定|还是|就/.test(core) ? { although: true } : {}),
      ...(clock ? { clock } : {}),
      ...(place ? { place } : {}),
      ...(seats ? { seats } : {}),
      ...(theme ? { theme } : {}),
    }),
  ];
}

function decisionIn(text: string, asked: boolean): SessionReading["decision"] {
  if (/以后.{0,6}(?:不办|不再办|停办)|(?:系列|长期|全部|永久).{0,4}(?:停办|取消)|停办整个/.test(text)) return "stop";
  if (
    /(?:改到|改在|改为|改成|推迟|提前到|挪到|延到|换到)[^，。]{0,16}?(?:[日号周天]|月|点|时|\d{1,2}[.:：/]\d)/.test(
      text,
    )
  )
    return "move";
  if (/停办|停一[期次]|不办|取消|跳过/.test(text)) return "skip";
  if (/名额|席位|座位/.test(text) && /加|增|减|改|调/.test(text)) return "seats";
  if (/地点|会场|换地方|改在|改到|换到/.test(text) && !asked) return "place";
  return asked && /照常|正常/.test(text) ? "hold" : undefined;
}

// === Papers and figures

const PAPERS: [NonNullable<SessionReading["paper"]>, RegExp][] = [
  ["code", /签到码/],
  ["minutes", /会?议?纪要/],
  ["brief", /会前材料|主持(?:人)?(?:的)?(?:材料|手卡|稿|台本|参考)|参会企业(?:情况|材料|名册|介绍)|一企一页/],
  [
    "departments",
    /(?:哪些|哪几个|什么)(?:部门|单位|局)[^，。]{0,6}(?:来|参加|到会|到场|参会)|参会部门|(?:通知|叫)[^，。]{0,6}部门[^，。]{0,4}(?:参加|到会|来)/,
  ],
  [
    "list",
    /(?:报名|参会|签到|点名|候补)(?:的)?(?:名单|情况|企业|人员|了?(?:多少|几)家)|(?:谁|(?:哪些|哪几|几|多少)(?:家|个)?(?:企业|公司))(?:还)?(?:没有?|未)(?:回复|答复|确认|报名|签到)/,
  ],
];

function paperOf(turn: Turn): Segment | undefined {
  const { core, hat } = turn;
  if (core.length > 40 || hat === "handler" || hat === "chief" || /工单|诉求|政策|通报|多少期/.test(core))
    return undefined;
  const paper = PAPERS.find(([, pattern]) => pattern.test(core))?.[0];
  if (!paper || (/怎么|如何|什么时候/.test(core) && paper === "list")) return undefined;
  return made("session_paper", core, { paper, ...issueIn(core), ...seriesIn(turn, core) });
}

const FIGURES = /(?:多少|几)(?:期|场|次|家|人次|个?问题)|统计|(?:解决|办结|收集)了?(?:多少|几)|成效|总数|数据/;

function stats(turn: Turn): Segment | undefined {
  const { core, ctx } = turn;
  if (!FIGURES.test(core) || !(MEETING.test(core) || seriesIn(turn, core).series) || core.length > 60) return undefined;
  if (/报名|席位|名额/.test(core)) return undefined;
  const period = periodOf(core, ctx.now, ctx.zone)?.period;
  return made("event_stats", core, { ...(period ? { period } : {}), ...seriesIn(turn, core) });
}

// === On the day

const RECORD =
  /^(?:第\s?[\d一二三四五六七八九十百]+\s?期)?(?:[\u4e00-\u9fff]{0,8}?)(?:现场|会议|会上|恳谈会?)?(?:记录|记|问题登记)(?:一下|一条|下来|几条|如下)?\s*[：:]\s*([\s\S]+)$/;
const UNDO =
  /^(?:把|请|麻烦)?(?:(?:撤销|撤回|撤掉|删除|删掉|去掉|划掉|作废)(?:第\s?([\d一二三四五六七八九十]{1,3})\s?条|上一?条|刚才那?一?条|最后一?条)|(?:第\s?([\d一二三四五六七八九十]{1,3})\s?条|上一?条|刚才那?一?条|最后一?条)(?:记录)?(?:不算|作废|撤销|撤回|撤掉|删除|删掉|去掉|记错了?))(?:了|吧|一下)?[。！!]?$/;

function recordOrder(turn: Turn): Segment | undefined {
  const { core, said } = turn;
  const text = core || said;
  const undo = UNDO.exec(text);
  if (undo)
    return made("session_record_undo", text, {
      line: parseNumeral(undo[1] ?? undo[2] ?? "") ?? 0,
      ...issueIn(text.replace(/第\s?\S+\s?条/, "")),
    });
  const record = RECORD.exec(text);
  if (!record) return undefined;
  const lines = record[1]!
    .split(/\n+/)
    .flatMap((line) => (/[；;]\s*\d{1,2}[.、)）]/.test(line) ? line.split(/[；;]\s*(?=\d{1,2}[.、)）])/) : [line]))
    .map((line) => line.replace(/^\s*(?:\d{1,2}\s?[.、．:：)）]|[①-⑳]|[-·•])\s*/, "").trim())
    .filter((line) => line.length > 0);
  const head = text.slice(0, text.length - record[1]!.length);
  return made("session_record", text, { lines, ...issueIn(head), ...seriesIn(turn, head) });
}

const ARRIVED =
  /^(?:我们?|咱们?|我司|我厂|本公司|[\u4e00-\u9fff]{2,12}?)?(?:[\s，,]*)(?:都|已经?|人|刚)*(?:到了|到场了?|已到|到会了?|到达(?:会场|现场)?了?|签到了?|报到了?)(?=[\s，,。！!~\d一二两三四五俩]|$)/;

function checkIn(turn: Turn): Segment | undefined {
  const { core, ctx } = turn;
  if (core.length > 24 || !ARRIVED.test(core) || /[吗?？]|没|货|钱|款|水|电/.test(core)) return undefined;
  const code = /签到\D{0,12}?(\d{4})(?!\d)/.exec(core)?.[1] ?? /(?<!\d)(\d{4})(?!\d)\s*签到/.exec(core)?.[1];
  if (!code && !ctx.town.events.some((event) => isOn(event, ctx.now))) return undefined;
  const persons = /([\d一二两三四五六七八九十]{1,2}|俩|仨)\s?(?:个人|人|位)/.exec(core)?.[1];
  const said = persons && ({ 俩: 2, 仨: 3 }[persons] ?? parseNumeral(persons));
  return made("check_in", core, { ...issueIn(core), ...(code ? { code } : {}), ...(said ? { persons: said } : {}) });
}

const IN_WRITING =
  /书面(?:上)?(?:的)?(?:提交?|反[映应]|反馈|说明?|写|问|上报|递交?|交|发言|材料|问题)(?:一下|下|了|一?[个条些份]|[两三]个)?(?:问题|诉求|建议|材料|意见)?[是为：:，,\s]*([\s\S]*)$/;

function written(turn: Turn): Segment | undefined {
  const { core, ctx } = turn;
  const found = IN_WRITING.exec(core);
  if (!found || /书面(?:答复|回复|通知|合同|证明|文件|材料(?:怎么|要|需要))|不给书面/.test(core)) return undefined;
  const meeting = MEETING.test(core) || /(?:来|去|到|参加)不了|不(?:来|去|参加)了?|没(?:空|时间)|出差/.test(core);
  const coming = ctx.town.events.some((event) => event.start > ctx.now || isOn(event, ctx.now));
  if (!meeting || !coming) return undefined;
  return made("written_matter", core, { ...issueIn(core), ...seriesIn(turn, core), text: found[1]!.trim() });
}

// === Matching

const MATCHES =
  /撮合|(?:牵|搭)(?:个|一下)?(?:线|桥)|供需对接|对接(?:一下|下)[：:，,\s]|匹配(?:一下|下)[：:，,\s]|^对接[：:]/;
const WANTS = /(?:需要|要找|想找|急需|想要|想买|采购|求购|缺|需求(?:是|为)?|要招|想融|想贷|想)([^，。；\n]{2,40})/;
const HAS = /(?:能|可以?|会)(?:做|供|提供|生产|加工|解决|给|贷|接)|有(?:货|能力|产能|岗位|人)|(?:做|生产|供应)/;

/** "撮合：甲需要纸箱，乙能做": who wants comes with the want, whatever the order. */
function matching(turn: Turn): Segment | undefined {
  const { core, ctx } = turn;
  if (!MATCHES.test(core)) return undefined;
  const { companies, names } = indexOf(ctx.town);
  const found = findCompanies(core, companies).filter(({ id }) => id !== undefined);
  const ids = [...new Set(found.map(({ id }) => id!))];
  const want = WANTS.exec(core);
  if (ids.length !== 2 || !want) return made("match_ask", core, {});
  const before = found.filter(({ start }) => start < want.index).at(-1)?.id;
  const has = HAS.exec(core.replace(want[0], "　".repeat(want[0].length)));
  const ofHas = has && found.filter(({ start }) => start < has.index).at(-1)?.id;
  const seeker = before && before !== ofHas ? before : ids.find((id) => id !== ofHas)!;
  // No name of either may stand in what the other is asked.
  const need = [...names, ...found.map(({ written }) => written)]
    .reduce((words, name) => words.replaceAll(name, ""), want[1]!)
    .replace(/^(?:一[家个些批]|的|做)/, "")
    .trim();
  return made("match_ask", core, {
    seeker,
    offerer: ids.find((id) => id !== seeker)!,
    ...(need.length >= 2 ? { text: need } : {}),
  });
}

function matchAnswer(turn: Turn): Segment | undefined {
  const { core } = turn;
  if (core.length > 20) return undefined;
  if (/不(?:愿意?|方便|想|用|要|需要|考虑|同意|行|可以|对接|了)|算了|暂时不|没兴趣|婉拒/.test(core))
    return made("match_answer", core, { yes: false });
  return /愿意|可以|同意|好的?|行|没问题|方便|要的|^(?:是|嗯|ok)/i.test(core)
    ? made("match_answer", core, { yes: true })
    : undefined;
}
