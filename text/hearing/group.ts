import type { Act } from "../../domain/vocabulary.ts";
import { CUES, type Cue } from "./acts/cues.ts";
import type { Hat } from "./acts/rank.ts";
import type { Heard, HearingContext, Segment } from "./reading.ts";

const DAY = 86_400_000;

/** Whether sign-ups are being taken in this chat: the office announced an event here lately. */
export function signupsOpen(ctx: HearingContext): boolean {
  return ctx.recent.some((said) => ctx.now.getTime() - said.at.getTime() < 5 * DAY && opensSignups(said, ctx));
}

/** Whether something that was said here takes sign-ups: a notice in set phrases, or staff who invite to an event by its name. */
export function opensSignups({ text, from }: HearingContext["recent"][number], ctx: HearingContext): boolean {
  if (ANNOUNCES.test(text) && (text.length > 24 || /接龙/.test(text))) return true;
  return worksForTown(ctx, from) && invitesTo(text, ctx);
}

const worksForTown = ({ town }: HearingContext, id: string): boolean => {
  const role = town.people.find((person) => person.id === id)?.role;
  return role !== undefined && role !== "enterprise" && role !== "other";
};

const INVITES =
  /(?:想|要|愿意|有意|打算|能|可以|方便)[^，。]{0,6}(?:来|去|参加|到场?)|欢迎|请[^，。]{0,16}(?:参加|参会|报名|回复|到会|光临)|报名(?:请|从速|的|截止|方式|开始|时间)|(?:开始|接受|可以|现|现在|欢迎)报名|参加的|(?:群里|直接|私)?(?:回|吱|应|说)(?:一声|个话|复|个信|我)|接龙|扣1|名额/;

/** An event of the town by its name, and that people may come. */
const invitesTo = (text: string, { town, now }: HearingContext): boolean =>
  text.length > 16 && INVITES.test(text) && town.events.some(({ name, start }) => start > now && text.includes(name));

const ANNOUNCES =
  /【\s*报名|报名(请|截止|方式|须知|通知|链接|时间)|请(需要|有意|要)?(参加|参会)的?(企业|单位|公司)?[^。]{0,10}(报名|接龙|回复)|(接受|开始|现)报名|名额\s*\d+|接龙报名|#接龙|(?:想|愿意|有意|需要|打算)(?:参加|来|参会)的?[^。]{0,16}报名|请[^。]{0,16}前[^。]{0,6}报名|(?:\d|点|周)[^。]{0,24}(?:会|活动|培训|沙龙)[^。]{0,30}前(?:可|请)?报名|接龙(?=[。！!]?$)/;

/** An office's notice that opens sign-up for an event. */
export function announcesEvent(text: string): boolean {
  return ANNOUNCES.test(text) && text.length > 24 && /\d|[一二两三四五六七八九十]点|周[一二三四五六日天]/.test(text);
}

const CALLS_BY_NAME =
  /点名|请[^，。！？]{2,60}(?:参加|参会|出席|到会)|(?:以下|下列)(?:企业|单位|公司)[^。]{0,12}(?:参加|参会|出席|到会)/;

/** The office wants certain companies at an event. */
export function callsByName(text: string): boolean {
  return /点名/.test(text)
    ? text.length > 12 && CALLS_BY_NAME.test(text)
    : text.length > 20 && /会|活动|培训/.test(text) && CALLS_BY_NAME.test(text);
}

/** Whether companies were called by name in this chat lately. */
export function calledByName(ctx: HearingContext): boolean {
  return ctx.recent.some(
    ({ text, at, fromBot }) =>
      !fromBot && ctx.now.getTime() - at.getTime() < 5 * DAY && /点名/.test(text) && callsByName(text),
  );
}

/** "褚总去不了，改成生产部老靳": who cannot come is replaced, and the seat is kept. */
const PUTS_ANOTHER =
  /(?:[去来]不了|不(?:去|来|参加)了|出差|有事|倒班|请假|走不开|没空)[^。！]{0,8}(?:换成?|改成?|改由|由|让|派|叫|请)(?:我们?)?[^，。！]{0,6}(?:老|小|总|经理|主任|厂长|主管|工|[\u4e00-\u9fff]{2,3}(?:去|来|参加|替|代|$))/;

/** "来一个", "万总本人", "先占个位": a seat is taken though no word of coming is said. */
const TAKES_SEAT =
  /(?:^|[，,。\s])[^，,。\s]{0,8}?(?:来|算|报|加|要)(?:我们?|俺们?)?(?:[一1俩两二三]|仨)(?:个|位|名|家|席)(?!问题|事|诉求|建议|货)|(?:总|经理|主任|厂长|老板娘?|主管|我)(?:本人|亲自)(?:$|[，,。\s去来到]|电话|\d)|(?:占|留|订|定|抢)(?:个|一个|俩|两个)?(?:位子?|座|名额|席)/;

/** An answer to such a notice, in the words people use: "宏图 俩人 我和老邓", "+1", "换成副总". */
export function answersNotice(text: string, signedUp: boolean): Act | undefined {
  if (text.length > 80 || CUES.laughs.test(text)) return undefined;
  if (PUTS_ANOTHER.test(text)) return "sign_up_change";
  if (
    /(?:报名|参加|名额|座位|位子?|人数|我们)[^，。]{0,6}(?:取消|撤|退|不要了)|取消[^，。]{0,6}(?:报名|参加)|(?:我们|我|公司|老板)?[^，。]{0,8}(?:去|来|参加)(?:不了|不成)|不(?:去|参加|来)了|无法(?:参加|出席)/.test(
      text,
    )
  )
    return "sign_up_cancel";
  if (
    /(?:换|改)(?:成|为|派|由|个人)|(?:代|替)(?:我|他|她|他去|参加)|(?:多|少|增|减|再加)(?:带|来|去|报)?(?:一|1|俩|两|2)?(?:个|位|人)|就(?:我|他|她)?(?:一个|自己|俩)|(?:倒班|出差|有事|来不了|去不了)[^。]{0,10}(?:就|换|由|让|改)/.test(
      text,
    )
  )
    return signedUp || /换|改|代|替/.test(text) ? "sign_up_change" : "sign_up";
  if (
    CUES.signs.test(text) ||
    TAKES_SEAT.test(text) ||
    COMES.test(text) ||
    FIRM_NAME_TOPIC.test(text) ||
    /(?:[俩两一二三四五\d]\s*(?:个|位|名)?人|[\u4e00-\u9fff]{1,4}(?:总|经理|主任|厂长|老板)[^，。]{0,3}(?:去|来|参加))|(?:也|想|要)(?:去|来)(?:听|学|参加|一下|看)/.test(
      text,
    )
  )
    return "sign_up";
  return undefined;
}

/** "丰禾 孙丽 想问问贴息": firm, name and what about, as a notice asks for them. */
const FIRM_NAME_TOPIC =
  /^[\u4e00-\u9fffA-Za-z]{2,10}[\s，,]+[\u4e00-\u9fff]{2,4}[\s，,]+.{0,2}(?:想|要|准备)?(?:问|谈|说|聊|反映|了解|听)/;

/** "我去", "我们来", "加我": a clause that is nothing but coming. */
const COMES =
  /(?:^|[，,。\s])[^，,。\s]{0,8}?(?:我们?|俺们?|咱们?|阿拉|本人)(?:也|都|肯定|一定|准|会|要|想|准备|打算|可以)*(?:去|来|到|参加)(?:的|吧|哈|啊|一下|听听|看看|坐坐|凑个数)?(?=$|[，,。！!~\s])/;

/** A list passed on from hand to hand: the speaker's own entry is the last one. */
export function lastEntry(text: string): string | undefined {
  if (!/接龙/.test(text) && !/^\s*1[.、)）\s].+\n\s*2[.、)）\s]/m.test(text)) return undefined;
  const entries = text.split(/\n+/).flatMap((line) => /^\s*\d{1,2}[.、)）\s]\s*(.+)$/.exec(line)?.[1] ?? []);
  const inline = entries.length > 0 ? entries : text.split(/(?:^|\s)\d{1,2}[.、)）]\s*/).slice(1);
  return inline.at(-1)?.trim() || undefined;
}

/** Talk with each other, not with the office. */
const PEERS =
  /(?:你们|你家|你那|谁家|谁有|哪家|哪位|有没有(?:人|谁|哪)|大家|各位老板|老[\u4e00-\u9fff](?=[，,\s你]))[^。！]{0,16}(?:吗|没|不|呢|嘛|么|[?？]|有没有|联系|私)|^@(?!所有人)/;

const KEPT: ReadonlySet<Act> = new Set([
  "emergency",
  "announce_event",
  "injection",
  "sign_up",
  "sign_up_change",
  "sign_up_cancel",
  "rollcall_yes",
  "rollcall_leave",
  "check_in",
  "written_matter",
  "me_too",
  "ask_person",
]);

const OF_TICKETS: ReadonlySet<Act> = new Set([
  "confirm_resolved",
  "withdraw",
  "urge",
  "rate",
  "add_detail",
  "correct",
  "ask_progress",
  "cadre_progress",
  "cadre_close",
  "cadre_accept",
  "cadre_return",
  "cadre_extend",
  "cadre_wait",
]);

/** Words of a text that also stand in a ticket: two neighbouring characters at a time. */
export function sharesWords(text: string, ticket: { title: string; text: string; no: string }): boolean {
  if (text.includes(ticket.no)) return true;
  const known = ticket.title + ticket.text;
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = text.slice(i, i + 2);
    if (/^[\u4e00-\u9fff]{2}$/.test(pair) && known.includes(pair) && !COMMON.test(pair)) return true;
  }
  return false;
}
const COMMON =
  /[的了是我你他们这那个有没不在就也都还很要能和与及或对上下来去说到给把被让请已]|公司|企业|问题|处理|解决|现在|今天|昨天|领导|希望|麻烦|反映|一[直下个点些]/;

/** Told as imagined, or as not so. */
const SUPPOSES =
  /^(?:要是|如果|假如|假设|万一|幸亏|幸好|还好|好在|除非|哪怕|就算|听说|据说)|^(?:今天|这几天|最近)?没(?:停|断|出)|(?:就好了|多好啊?)[。!！~]*$|段子|开玩笑/;

/** Told as over: "幸好十分钟就来了". */
const IS_OVER =
  /幸好|幸亏|好在|还好[^，。]{0,8}[就没]|(?:就|后来|总算|终于)(?:来(?:了|电|水)|好了|恢复|通了|修好|亮了)|那会儿|那阵子|当时/;

/** Sayings of tired people, which tell of no trouble. */
const SIGHS =
  /要钱没有|要命一条|(?:累|忙|热|冷|冻|困|饿|烦|愁|气)(?:死|成狗|疯|趴)(?:我|人)?了?|[臭辣酸甜咸香美馋笑]死(?:个|我)?人?|吃土|躺平|搬砖|社畜|摸鱼|打工人|心好?累|没法活了?$|活不下去了?$|老命|秃了/;

/** Whether what was said in a group without calling the bot is the bot's business. */
export function concerns(
  segment: Segment,
  cues: ReadonlySet<Cue>,
  heard: Heard,
  ctx: HearingContext,
  hat: Hat,
): boolean {
  const text = segment.text;
  if (KEPT.has(segment.act)) {
    if (segment.act.startsWith("sign_up") && (/^【/.test(text) || /请(?:各|参会|提前|准时)/.test(text))) return false;
    if (segment.act.startsWith("sign_up")) return signupsOpen(ctx) || (cues.has("event") && cues.has("signs"));
    return true;
  }
  if (OF_TICKETS.has(segment.act)) {
    if (heard.quote?.fromBot) return true;
    if (cues.has("laughs") || PEERS.test(text)) return false;
    return text.length >= 4 && ctx.tickets.some((ticket) => sharesWords(text, ticket));
  }
  if (segment.act === "whistleblow") return hat === "company" && /举报|匿名|保密/.test(text);
  if (segment.act !== "report") return false;
  if (hat !== "company" && hat !== "unknown") return false;
  if (cues.has("laughs") || cues.has("likens") || cues.has("forwards") || cues.has("sells") || PEERS.test(text))
    return false;
  if (/^【/.test(text) || SUPPOSES.test(text) || (SIGHS.test(text) && text.length <= 16) || IS_OVER.test(text))
    return false;
  return cues.has("trouble") && segment.confidence >= 0.5 && text.length >= 6;
}
