import type { Act, Satisfaction } from "../../domain/vocabulary.ts";
import type { Cue } from "./acts/cues.ts";
import type { Hat } from "./acts/rank.ts";
import { satisfactionOf } from "./fields/index.ts";
import { meantOf } from "./overlap.ts";
import { readProfile } from "./profile.ts";
import type { Asked } from "./reading.ts";

/** What an answer to the bot's last question means; nothing where the turn is no answer to it. */
export interface Answer {
  acts: Act[];
  satisfaction?: Satisfaction;
}

const YES =
  /^(?:好的?|行|可以|嗯|要)?[，, ]?(?:麻烦|请|那就|就|帮我们?|帮忙)*(?:转|登记|核实|问|记|办|转给?人工|转过去)(?:一下|下|吧|了)*(?:吧|了|谢谢|哈|呗)*[，,。.!！~\s]*$|^(是的?|对的?|嗯+|好的?|好啊|行|可以|要|要的|需要|同意|确认|没错|没问题|ok|okay|yes|y|转|转吧|登记|登记吧|帮我(登记|转)|麻烦(登记|转)?了?|办吧|就这样|1)[的吧啊呀了哈嘛呢，,。.!！~\s]*(谢谢|麻烦了|辛苦了?)?[，,。.!！~\s]*$/i;
const YES_AND = /^(?:确认|是的?|对的?|属实|没错|认识|同意|是我们的|是他们的)[，,。 ][^不没]{0,20}$/;
const NO_AND = /^(?:不是|不对|不认识|不属实|没有?这个?人|查无此人|不是我们)/;
const NO =
  /^(不(是|用|要|需要|必|行|可以|同意|了|对)?(了|麻烦了?|登记|转)?|否|算了|没有?(了|必要)?|别|免了|no|n|2)[的吧啊呀了哈嘛呢，,。.!！~\s]*(谢谢|麻烦了?|我自己[^，。]{0,6})?[，,。.!！~\s]*$/i;

const SOLVED =
  /(解决|修好|办好|弄好|搞定|处理好|恢复|到账|收到|批下?来?了|装(好|上)?了|补好|亮了|好了|通了|正常|拿到|完成|满意|可以(了|办结)|没(有)?问题)/;
const UNSOLVED =
  /没(有)?(解决|修|办|弄|处理|搞|人(来|联系|管)|来|动|装|到|通|收到|接到|见|变化|下文)|哪(?:里|儿|有)?(?:修|办|弄|解决|来|装|通|处理|换|清)(?:好|过|完)?了?(?:[?？!！]|吗|呢|啊)|(?:你|你们|您|领导)(?:自己)?(?:来|过来)(?:现场)?看看|谁(?:来|修|弄|办)(?:过|了)[?？]?|没(?:见|瞧)(?:着|到|过)?|连个?(?:人影|影子|电话)|(?:可|但|却|结果|谁知|没过?[几两三一]?[天日]|第[二两三]天|转头|回头)[^，。]{0,6}又|又(?:塌|堵|漏|黑|灭|臭|慢|卡|欠|涨|掉线|开始|老样子)|白(?:修|弄|换)|跟没(?:修|弄|办|来)一样|(还|仍|依旧|照样)(是|然)?(没|老样子|不行|停|坏|漏|堵|那样|原样|一样)|不满意|不行|又(坏|停|漏|堵|掉|断|跳|不行|来|犯)|(?:还是?|仍是?|仍然|依旧|照样|依然|照旧)(?!可以|不错|好|满意|挺|行)[^，。]{0,4}(?:黑|暗|不亮|没亮|不通|不稳|不够|不好|没好|没通|慢|低|臭|吵|堵|卡|漏|跳|断|停|差|烂|冒|渗|坑|滑|有(?:问题|味|水|异味|噪音))|根本|老样子|白(办|跑)|骗人|敷衍|差评|很差|失望|推(脱|诿|来)|假的|糊弄/;

/** A reminder was seen and work goes on: neither a result nor news for the company. */
const ON_IT =
  /^(?:收到|好的?|嗯+|ok|知道了?|明白|已?阅|已经?(?:安排|在办|派(?:人|单)|知悉)|在(?:办|处理|弄|跟进)|正在(?:办|处理|办理|跟进)|马上(?:办|安排|去|处理)|(?:这就|立即|尽快)[^，。]{0,4})[了的中啦吧，,。！!\s]*(?:谢谢|马上[^，。]{0,4}|在(?:办|跟进)了?|已经?安排了?)?[。！!]*$/i;

export const isOnIt = (text: string): boolean => ON_IT.test(text);

/** Acts that stand on their own whatever was asked. */
const OTHERWISE: ReadonlySet<Act> = new Set(["withdraw", "whistleblow", "injection", "help", "report_request"]);

/** A waiting ticket as the words may touch it. */
interface Waiting {
  no: string;
  title: string;
  text: string;
}

const BOTH = /(?:[两二三四几]|这些|全部?)(?:个|件|样|项|桩|条)?(?:事|问题|诉求)?(?:全|都|均)|^(?:都|全都?|全部)/;

/**
 * What each of several results that wait for their answer is told in one breath: "路修好了很满意，网络还是老样子".
 * Nothing where the words do not tell them apart.
 */
export function answersApart(
  clauses: readonly string[],
  waiting: readonly Waiting[],
): { nos: string[]; text: string }[] | undefined {
  if (waiting.length < 2) return undefined;
  if (BOTH.test(clauses.join("，"))) return [{ nos: waiting.map(({ no }) => no), text: clauses.join("，") }];
  const said = new Map<string, string[]>();
  let current: string | undefined;
  for (const clause of clauses) {
    const no = meantOf(clause, waiting)?.no ?? current;
    if (no) said.set(no, [...(said.get(no) ?? []), clause]);
    current = no;
  }
  return said.size > 0 ? [...said].map(([no, words]) => ({ nos: [no], text: words.join("，") })) : undefined;
}

export function answerTo(
  asked: Asked,
  text: string,
  cues: ReadonlySet<Cue>,
  hat: Hat,
  top: { act: Act; p: number },
): Answer | undefined {
  if (OTHERWISE.has(top.act) && top.p > 0.5 && !(asked.kind === "callback" && top.act === "withdraw")) return undefined;
  switch (asked.kind) {
    case "callback":
      return toCallback(text, cues, top);
    case "consent":
    case "offer_person":
    case "confirm":
      if (YES.test(text) || (asked.kind === "consent" && YES_AND.test(text))) return { acts: ["consent"] };
      if (NO.test(text) || (asked.kind === "consent" && NO_AND.test(text))) return { acts: ["refuse"] };
      // "不同意，抓紧办"; "同意，由园区办牵头": the decision and what goes with it.
      if (asked.kind === "confirm" && hat !== "company" && /^不(?:同意|批准|准)[，,。：:；;\s]/.test(text))
        return { acts: ["refuse"] };
      if (asked.kind === "confirm" && hat !== "company" && /^(?:同意|批准)[，,。：:；;\s]/.test(text))
        return { acts: ["consent"] };
      if (asked.kind === "confirm" && hat !== "office" && cues.has("corrects")) return { acts: ["correct"] };
      return undefined;
    case "rollcall":
      return toRollcall(text);
    case "which_company":
    case "which_ticket":
      if (text.length > 24 || top.act === "thanks" || /^(谢|算了|没事)/.test(text)) return undefined;
      return { acts: ["add_detail"] };
    case "draft":
    case "detail":
      if (/^(算了|没事|不用|不说了|撤)/.test(text)) return { acts: ["withdraw"] };
      if (/^(谢|收到|好的?|嗯|ok|1)[谢了的~。！!]*$/i.test(text)) return undefined;
      // Of a ticket on the books: where it stands is a question, not what was asked for.
      if (asked.ticketNo && hat === "company" && top.act === "ask_progress" && ASKS_WHERE.test(text)) return undefined;
      if (
        ["report", "add_detail", "noise", "cadre_progress", "correct", "ask_progress", "urge"].includes(top.act) ||
        top.p < 0.5
      )
        return { acts: ["add_detail"] };
      return undefined;
    case "profile":
      return tellsOfCompany(text) ? { acts: ["tell_profile"] } : undefined;
    case "who":
      return text.length <= WHO_MOST && (cues.has("adds") || NAMES_SOMEBODY.test(text)) && !TELLS_MORE.test(text)
        ? { acts: ["add_detail"] }
        : undefined;
    case "result":
      if (hat === "company") return undefined;
      if (
        ["cadre_extend", "cadre_transfer", "cadre_return", "report_request", "cadre_query"].includes(top.act) &&
        top.p > 0.4
      )
        return undefined;
      if (isOnIt(text)) return { acts: ["snooze"] };
      return {
        acts: [/(正在|还在|预计|计划|下周|明天|争取|推进|尚未|还没)/.test(text) ? "cadre_progress" : "cadre_close"],
      };
  }
}

const ASKS_WHERE = /到哪|进展|进度|怎么样了|什么(?:情况|时候)|多久|有(?:没有)?(?:消息|结果|下文)|办(?:了|好)?没/;

/** The answer to "which unit are you, and where to call?" is brief. */
const WHO_MOST = 40;
const NAMES_SOMEBODY =
  /\d{7,}|(?:公司|厂|店|庄|馆|铺|行|社|坊|超市|酒楼|饭店|宾馆|中心|合作社|个体户?|工作室)(?:的|[，,。\s\d]|$)|^我(?:是|叫|姓)/;
const TELLS_MORE = /[?？]|怎么|能不能|什么时候|没|不(?!用|锈)|堵|坏|停|缺|漏/;

/** Facts that the bot asked for, in as few words as people give them: "规上，去年招了12个应届生". */
const tellsOfCompany = (text: string): boolean =>
  readProfile(text, "2000-01-01").length > 0 || /^(?:没有?|都没有?|不是|是的?|有)(?:[，,。！!~\s]|$)/.test(text);

/** "不满意是不可能的", "没什么不满意的": content, said backwards. */
const NOT_UNHAPPY =
  /(?:没(?:有|什么|啥)*|哪(?:有|会|能)|怎么(?:会|可能))不满意?的?|不满意(?:是|那是)?(?:不可能|不存在|没有)的?/g;
/** "补是补了，补得跟狗啃的一样": done, and badly. */
const DONE_BADLY =
  /([\u4e00-\u9fff])是\1了?[^。]*(?:但|可|就是|只是|不过|却|跟|像|太|得)|倒是[^。]{1,8}(?:了|是)?[，,]?(?:但|可|就是|只是|不过)|(?:跟|像)[^，。]{1,8}(?:似的|一样)/;
const SLOPPY = /狗啃|鬼画符|豆腐渣|糊弄|敷衍|应付|对付|没(?:修|弄|办|来)|过家家|打补丁/;

/** Not looked at yet: neither content nor discontent. */
const NOT_YET =
  /(?:还|暂时|我们?)?没(?:有)?(?:来得及|顾得?上|时间|空|去)?(?:开机|开工|现场)?[^，。]{0,3}(?:试|用过?|去?看|验|测|核实|确认|观察)(?!到|见|完就)[^，。]{0,3}(?:呢|过|呀|啊)?(?:$|[，。\s])|(?:明天|后天|等下|等会儿?|晚点|回头|过[一两几]天|下午|晚上|下周|等)[^，。]{0,8}(?:再说|试试?|看看|试过|用用|观察)|再(?:观察|用|看|试)[^，。]{0,4}(?:几天|两天|一天|段时间|看看?|再说)/;
const DISCONTENT = /又|还是|照样|根本|没人|没(?:修|办|弄|解决|来)|坏|骗|差|失望|不行|不满/;

/** "亮了三盏，还有两盏黑的": some of it is not done. */
const PARTLY =
  /(?:还(?:有|剩|差)|剩下|另(?:外)?|其余|其他)的?[^，。！？]{0,2}(?:[一二两三四五六七八九十几半\d]+|部分|那?些?)[^，。！？\d]{0,4}(?:还是|还|都|是|没|仍)?(?:黑|不亮|没[亮修弄装换通好来到发]|坏|漏|堵|不行|不通|断|没有?(?:动|好|解决))/;
export const doneInPart = (text: string): boolean => PARTLY.test(text);

function toCallback(said: string, cues: ReadonlySet<Cue>, top: { act: Act; p: number }): Answer | undefined {
  const text = said.replace(NOT_UNHAPPY, "满意");
  const stars = satisfactionOf(text);
  if (NOT_YET.test(text) && !DISCONTENT.test(text) && !stars && !SOLVED.test(text.replace(NOT_YET, "")))
    return { acts: ["noise"] };
  const negative = UNSOLVED.test(text) && !/不用再催|没(有)?(问题|意见|什么(问题|意见|不满))/.test(text);
  if (negative || doneInPart(text)) return { acts: ["rate"], satisfaction: "不满意" };
  if (stars === "不满意") return { acts: ["rate"], satisfaction: stars };
  if (stars) return { acts: SOLVED.test(text) ? ["rate", "confirm_resolved"] : ["rate"], satisfaction: stars };
  if (DONE_BADLY.test(text)) return { acts: ["rate"], satisfaction: SLOPPY.test(text) ? "不满意" : "基本满意" };
  if (top.act === "report" && top.p > 0.6 && text.length > 14 && !SOLVED.test(text)) return undefined;
  if (SOLVED.test(text) || YES.test(text)) return { acts: ["confirm_resolved"] };
  if (NO.test(text)) return { acts: ["rate"], satisfaction: "不满意" };
  if (cues.has("thanks")) return { acts: ["confirm_resolved"] };
  return undefined;
}

/** The answer of a company that was called by name. */
export function toRollcall(text: string): Answer | undefined {
  const proxy =
    /(让|由|派|换|安排|请)[^，。]{1,10}(去|来|参加|替|代|代表)|代(我|他|她|替|为|[\u4e00-\u9fff]{1,3}(总|经理|主任|厂长)?(去|参加|出席))|替(我|他|她|[\u4e00-\u9fff]{1,3}(去|参加))/.test(
      text,
    );
  const away =
    /请个?假|告假|走不(?:开|脱)|脱不开身|(去|来|参加|到)不了|不(去|来|参加)了?|无法(出席|参加|到)|没(空|时间)|出差|有事|冲突|缺席|不克/.test(
      text,
    );
  if (away || proxy) return { acts: ["rollcall_leave"] };
  if (
    /确认|参加|到场|准时|一定(到|来|去)|会(到|来|去)|去的?[。!！]?$|来的?[。!！]?$|出席|YES/i.test(text) ||
    YES.test(text)
  )
    return { acts: ["rollcall_yes"] };
  if (NO.test(text)) return { acts: ["rollcall_leave"] };
  return undefined;
}
