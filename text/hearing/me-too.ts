import { normalise } from "./fields/index.ts";
import type { Heard, HearingContext } from "./reading.ts";

/** "我们也是", "+1", "同样的问题": what says that another's trouble is one's own too. */
const SAME = /也|一样|同样|同上|[+＋]\s?[1一]|加一|附议|同求|同问|同感/;

/** Words that tell nothing of a trouble of one's own, or no more than the other one told. */
const SAYS_NO_MORE =
  /[+＋]\s?[1一]|加一|附议|同求|同问|同感|同上|楼上|我们?|俺们?|咱们?|阿拉|侬|偶|本|贵|司|敝|家|厂里?|公司|单位|企业|店里?|车间|园区|[这那](?:边|里|儿|头|疙瘩|个|种|样|么|次|回)|此|都|也|是|一样|一个样|同样|同一个?|相同|类似|的|个|问题|情况|毛病|现象|事情?|遭遇|遇到|遇上|碰到|碰上|出现|存在|有|同|跟|和|与|他们?|她们?|你们?|大家|上面|前面|上头|说|反映|反应|诉求|今[天日早晚]|昨[天日晚]|前天|早上|上午|中午|下午|晚上|刚才?|现在|目前|最近|近来|一直|经常|老是?|天天|还|又|从|到|开始|停|断|跳|漏|堵|坏|闪|没有?|不|水|电|气|网|信号|路|灯|闸|了|啊|呀|呢|吧|哦|噢|唉|哎|哈|嘛|嘞|咧|喽|求|请|麻烦|帮忙?|一起|一块|一并|登记|记|处理|解决|管|修|看看?|给|算|上|加|一下|下|[一二两三四五六七八九十几好多\d]+(?:个|几|多)?[回次遍趟天日周月]|谢谢|多谢|辛苦/g;

/** Whether the words, with the names of companies taken out, only join what was said before. */
export function joinsIn(text: string, names: readonly string[]): boolean {
  if (text.length > 40) return false;
  const plain = names.reduce((rest, name) => rest.replaceAll(name, " "), text);
  if (!SAME.test(plain) || /[?？吗]|谁/.test(plain)) return false;
  return plain.replace(SAYS_NO_MORE, "").replace(/[\s，,。.：:；;、！!~～…]/g, "") === "";
}

const COMPARES =
  /[，,]?(?:情况)?(?:跟|和|与|同)?(?:大家|别家|别的(?:企业|厂|公司)|其他(?:企业|厂|公司|家)|隔壁(?:厂|家|企业)?|他们|群里(?:的|几家)?)(?:说的?|反映的?|讲的?)?(?:都|也|是)*(?:一样|一个样|同样|相同)(?:的)?(?:问题|情况|毛病)?[，,]?/;
const CUT = /(?:停|断|没有?|缺|跳)了?(?:水|电|气|网|信号|闸)|(?:水|电|气|网|信号)(?:又)?(?:停|断|没)了/;

/** "我们这边也停电了，跟大家一样" → the trouble alone; undefined where nothing is compared, or no trouble is named. */
export function comparedTrouble(text: string): string | undefined {
  const rest = text.replace(COMPARES, "，").replace(/^[，,]|[，,]$/g, "");
  return text.length <= 40 && rest !== text && CUT.test(rest) ? rest : undefined;
}

/** Whether words told in private only join what others have: "我们也是". What they have, the words do not say. */
export const joinsUnsaid = (text: string, names: readonly string[]): boolean =>
  joinsIn(text, names) && !CUT.test(text) && !/[+＋]|加一/.test(text);

const HOUR = 3_600_000;
/** A receipt fades: who joins later says what they mean. */
const CALLED_MS = 12 * HOUR;
const OVERHEARD_MS = HOUR;

export const isFresh = (at: Date, now: Date): boolean => now.getTime() - at.getTime() <= CALLED_MS;
const NOD = 4;

/**
 * The tickets of the receipt that such words join: the one quoted, else the newest in this group. Where the bot was not
 * called nothing else may have been spoken of since.
 */
export function joinedTickets(heard: Heard, ctx: HearingContext, names: readonly string[]): string[] {
  const receipts = ctx.recent.filter(({ fromBot, tickets }) => fromBot && tickets.length > 0);
  if (heard.quote) return quotedReceipt(heard.quote, ctx, receipts);
  const last = receipts.at(-1);
  if (!last || ctx.now.getTime() - last.at.getTime() > (heard.addressed ? CALLED_MS : OVERHEARD_MS)) return [];
  const since = ctx.recent.slice(ctx.recent.indexOf(last) + 1);
  const other = since.some(
    ({ fromBot, from, text }) =>
      !fromBot && from !== ctx.speaker.id && text.trim().length > NOD && !joinsIn(text, names),
  );
  return other && !heard.addressed ? [] : last.tickets;
}

type Said = HearingContext["recent"][number];

/** Quoted is the bot's receipt, or what a neighbour said before it. */
function quotedReceipt(quote: NonNullable<Heard["quote"]>, ctx: HearingContext, receipts: readonly Said[]): string[] {
  const numbers = quote.text.match(/[A-Z]{1,6}-\d{8}-\d{3,}/g);
  if (quote.fromBot) return numbers ?? [];
  const said = normalise(quote.text).trim();
  const quoted = ctx.recent.find(({ text, fromBot }) => !fromBot && text.includes(said));
  return receipts.find(({ at }) => quoted !== undefined && at >= quoted.at)?.tickets ?? [];
}
