import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { internalNote } from "./notes.ts";

/** Orders to the bot about itself, and what a company tells of itself: said in set phrases, so read by rule. */
const BIND =
  /^(?:我要?|帮我|请)?\s*绑定(?:公司|企业|身份|账号)?(?:码)?[\s:：是]*[A-Za-z0-9\u4e00-\u9fff（）()-]{2,30}$|^绑定码?[\s:：]*[A-Za-z0-9]{4,12}$/;
/** An invitation code by itself, as it is printed. */
const CODE = /^(?=.*\d)(?=.*[A-Z])[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/i;
const UNBIND =
  /^(?:我要?|请|帮我|麻烦)*(?:帮我)?(?:解除|取消|去掉)(?:一下|我的?|和|与|跟)*.{0,16}(?:企业|公司|身份|账号)?的?绑定(?:关系)?(?:吧|了|一下)*[。！!]?$|^(?:请|帮我|我要?|给我)*解绑(?:吧|了|一下|企业|公司)*[。！!]?$|^(?:我|本人)(?:[已都]经?|刚|从|要)*.{0,12}?(?:离职|辞职|退休|跳槽|调走|离开(?:公司|单位|企业|厂里?)?)了[^，。]{0,4}(?:[，,。 ]?(?:请|麻烦|帮我)*(?:解除|取消|解)(?:一下)?绑定?(?:关系)?(?:吧|一下|了)*)?[。！!]?$|^(?:我|本人)(?:已经?|现在|早就?)*(?:不在|不是)[^，。！？]{1,14}(?:[上干做]班?了|工作了|的(?:人|员工)了|任职了?)[，,。！!]?(?:(?:请|麻烦|帮我)*(?:解除|取消)(?:一下)?绑定(?:吧|一下)*)?[。！!]?$/;
const INVITE =
  /(?:开|生成|发|给|要|弄|做|来|建|出|申请|办|拿)[^，。！？]{0,24}?(?:邀请|绑定)码|(?:邀请|绑定)码[^，。！？]{0,8}?(?:开|生成|发|给|要|弄|来|建|出)(?:一个|一下|个|给?我|我们|吧|$)/;
/** A company that writes more than this about a code has some trouble with it. */
const MAX_ORDER = 20;
const MUTE =
  /免打扰(?!.*(关|取消|解除))|(?:别|不要|不用|停止|请勿)(?:再|总|老是?|给我|给我们|继续)*(?:发|推|推送|提醒|打扰|@|艾特)(?:我|我们|消息|政策|通知|这些|了|推送|提醒)|退订|取消(?:推送|订阅|提醒)|不想(?:再)?(?:收到|看)(?:推送|提醒|消息|政策)|闭嘴|^(?:安静|静音)/;
const UNMUTE =
  /(?:取消|解除|关闭|关掉)免打扰|恢复(?:推送|提醒|订阅|通知)|(?:可以|继续|重新|又可以)(?:给我)?(?:发|推|推送|提醒)(?:了|吧|政策|消息)|重新订阅|取消静音|解除静音/;
/** Policies alone are not wanted; what is wanted to be quiet altogether is MUTE. */
const PUSH_OFF =
  /(?:别|不要|不用|停止|请勿|甭|不必)(?:再|总|老是?|给我们?|继续)*(?:推送?|发)(?:我们?|给我们?|这些|那些|什么|任何)*(?:政策|惠企)|(?:政策|惠企)(?:的)?(?:消息|推送|信息|通知|提醒)?(?:就|都|也|请)*(?:别|不要|不用)(?:再|给我们?)*(?:推送?|发)|(?:取消|关闭|关掉|停掉|退订|关了)(?:一下)?(?:政策|惠企)(?:的)?(?:推送|消息|订阅|提醒)?|不想(?:再)?(?:收到?|看到?)(?:这些)?政策(?:推送|消息)?/;
const PUSH_ON =
  /(?:恢复|重新|打开|开启|继续)(?:一下)?(?:给我们?)?(?:推送?|订阅|发)?(?:政策|惠企)(?:的)?(?:推送|消息|提醒|订阅|通知)|(?:可以|继续|重新|恢复)(?:给我们?)?(?:推送?|发)(?:我们?)?政策|政策(?:消息|推送)?(?:可以|还是|继续)(?:继续)?(?:推送?|发)/;
const TAKE =
  /^(?:这个|这条|这家|这单|让|由)?(?:问题|事)?\s*(?:我|人工|我们)(?:来|亲自)?(?:回复?|答复?|处理|接手|接管|跟他们?说|来回)(?:吧|了|一下|就行|他们?)*[。！!]?$|人工接管|^我来[吧。！!]?$|^(?:你|机器人|小助手)?(?:先)?(?:别|不要)(?:回|说话|答)(?:了|复)?[，,。！!]?(?:我来.{0,4})?$/;
/** The same with whom it is about: "锦程这家我来回复", "我来回复这家". */
const TAKE_THEM =
  /^[^，。！？]{0,16}?(?:[这那](?:家|户|个企业|个群|边)|的事|他们)?(?:还是)?(?:由|让)?我(?:来|亲自)(?:回(?:复|答)?|跟|对接|沟通)(?:[这那](?:家|户|个企业|个群)|他们|企业)?(?:吧|了|就行|一下)*(?:[，,]?(?:你|小助手|机器人)?(?:就|先|暂时)*(?:别|不用|不要|甭)(?:再)?(?:管|回|说话|插话|出声|动|答)(?:了)?)?[。！!]?$/;
const GIVE =
  /交(?:还|回)?(?:给)?(?:机器人|小助手|你)(?:了|吧|回|来|处理|[。！!]?$)|(?:你|机器人|小助手)(?:继续|接着|来)(?:回|答|处理|吧)|恢复自动|取消接管|结束(?:人工|接管)|^你来吧[。！!]?$|(?:^|[^成上提移转])交(?:还|回)(?:给)?(?:你们?)?(?:了|吧)?[。！!]?$/;
const WANTS_PERSON =
  /转(?:接)?(?:一?下|到|给|成)*(?:个)?人工(?!费|智|成本|降|增|养)|^(?:人工(?:客服|服务)?|真人|活人)(?:在吗|在不在|呢|[!！。?？~])*$|(?:找|叫|换|派|喊|来|要|让|请|安排|接|有没有|有|跟|和)(?:一?[个位名]|一下|你们|你们的|给我|我|个把)*(?:真人|活人|人工(?:客服|服务)?(?!费|智|成本|降|增|养)|(?:真正的)?工作人员|负责(?:的)?人|管事的(?:人)?|客服)(?:出来|过来|来|接|说话|回|联系|给我|跟我|聊|对接|打|吗|没|不|行|[!！。?？~，,\s]|$)|(?:有没有|给个?|要个?|留个?)[^，。]{0,4}(?:客服|人工|值班)(?:的)?(?:电话|热线|号码)|(?:想|要|得)(?:直接)?(?:跟|和|找)(?:一?个)?人(?:讲|说|聊|谈)|(?:不想|不要|别|懒得)(?:再)?(?:跟|和|同|与)(?:你|个|这个)?(?:机器人?|程序|电脑)(?:说|讲|聊|扯|废话)|(?:跟|和)(?:你|机器人?)(?:说|讲)(?:不(?:明白|清|通)|没用)|(?:安排|派|找|让|叫|请)(?:一?[个位名])?(?:人|同志|领导|专员|干部)[^，。]{0,4}(?:给|跟|和)我(?:回|打|通)?(?:个)?(?:电话|聊|说|谈|联系)/;
const SNOOZE =
  /(?:[一二三两四五六七八九十\d半]+(?:个)?(?:小时|钟头|天|分钟)(?:后|以后|之后)|明[天早]|后天|下午|晚上|下周[一二三四五六日天]?|周[一二三四五六日天]|待会儿?|晚点|过(?:一会儿?|两天|几天))[^，。]{0,8}(?:再)?(?:提醒|叫|喊)(?:我|一下)|(?:提醒|催)(?:我)?(?:推迟|延后|往后)|稍后(?:再)?提醒/;
const ELIGIBLE =
  /(?:能|可以)(?:报|申报|申请|享受|拿|领)(?:到)?(?:哪些|什么|啥)|(?:我们|我司|我厂|本公司|公司|像我们|咱们?|我这|企业)[^。！？]{0,24}(?:能|可以|可|够|适合|符合)(?:不能|不可以)?[^。！？]{0,6}(?:享受|申请|申报|拿|领|够得着|报|有)(?:到)?(?:哪些|什么|啥|几个|多少)(?:政策|补贴|奖励|优惠|项目|扶持|资金|补助|支持)?|(?:有|都有)(?:哪些|什么|啥)[^。！？]{0,8}(?:适合|针对|符合)(?:我们|我司|咱|我厂)|(?:我们|我司|咱们?|我厂)(?:能|可以)(?:享受|申请)(?:什么|哪些|啥)|(?:帮|给)我们?(?:匹配|测(?:一下|算)?|算一?下|看看)[^。！？]{0,10}(?:政策|补贴|奖励|优惠|条件)|(?:我们|我司|咱们?|我厂)(?:够不够|符不符合|够格|符合条件|够条件)[^。！？]{0,14}(?:吗|不|没|呢|[?？]|$)/;
const FACTS =
  /(?:我们|我司|我厂|公司|本公司|咱们?)[^。！？]{0,8}(?:去年|今年|前年|上个?月|刚刚?|已经?|现在|是)[^。！？]{0,8}(?:上规|规上|升规|入规|高企|高新技术企业|专精特新|小巨人|瞪羚|独角兽|科技型(?:中小)?企业|台资|港资|外资|小微|上市|挂牌|拿到(?:高新|专精)|认定)|(?:员工|职工|人数|在职|营收|产值|年产值|销售额|纳税|注册资本|用电量|研发投入|参保)(?:大概|约|有|是|为|现在|去年|今年|:|：|一共|差不多|共)*[\d一二三四五六七八九十百千万两.]+(?:多|来)?(?:个?人|万|亿|千|名|个)/;

export function switchIn(text: string, hat: Hat): Act | undefined {
  if (BIND.test(text) || CODE.test(text.trim())) return "bind";
  if (UNBIND.test(text)) return "unbind";
  if (INVITE.test(text) && (hat !== "company" || text.length <= MAX_ORDER)) return "invite";
  if (PUSH_ON.test(text) && !/别|不要|不用/.test(text)) return "push_on";
  if (PUSH_OFF.test(text)) return "push_off";
  if (UNMUTE.test(text)) return "unmute";
  if (MUTE.test(text)) return "mute";
  if (hat !== "company" && hat !== "unknown" && internalNote(text)) return "internal_note";
  if (hat !== "company" && GIVE.test(text)) return "give_back";
  if (hat !== "company" && hat !== "unknown" && (TAKE.test(text) || TAKE_THEM.test(text))) return "take_over";
  if (hat !== "company" && SNOOZE.test(text)) return "snooze";
  return undefined;
}

/** "转人工", "叫个活人来": somebody wants to speak with a person. */
export const wantsPerson = (text: string): boolean => WANTS_PERSON.test(text);

/** "我们能享受什么": which policies fit this company, without naming one. */
export function asksEligible(text: string): boolean {
  return ELIGIBLE.test(text);
}

/** Facts of the company, told without a question, a wish or a trouble. */
export function tellsProfile(text: string): boolean {
  return (
    FACTS.test(text) &&
    text.length <= 60 &&
    !/[吗呢?？]|能不能|能报|哪些|什么|可以|怎么|如何|希望|麻烦|缺|招|欠|拖|没(有|到|发|批|给)|不(给|够|发|让|批|来)|卡|难|停|报名|申请|贵|高了|补贴|奖励|有奖|给奖|有补|没得|给不给|多少|几多|差|罚|堵|坏|想/.test(
      text,
    )
  );
}

const ACCEPTS =
  /^(?:收到|(?:确认)?(?:接收|签收|接件|接单)|好的?|已?阅|明白|知道了|遵命|ok)[，,！!。 ]*(?:谢谢|马上|这就|立即|立刻|我们?|已|尽快|下午|明天)*(?:安排|处理|办理?|去|落实|跟进|核实|联系|对接|签收|接单|看看)?[^，。]{0,6}[。！!~]*$/i;
const PRAISES =
  /^(?:我?们?(?:要|想|来)?)?(?:表扬|夸(?:一)?[夸下]|点(?:个|名)?(?:大)?赞|送(?:面|个)?锦旗|感谢信|写(?:封)?表扬信)/;

/** "收到，马上安排" of a handler takes a ticket on; of anybody else it is noise. */
export function acceptsWork(text: string, hat: Hat): boolean {
  return (hat === "handler" || hat === "chief") && ACCEPTS.test(text);
}

const CLOSES = /^(?:[A-Z]{1,6}-\d{8}-\d{3,}[\s，,：:]*)?(?:申请|已经?|现已)?办结[：:，, ]\s*\S/;

/** "办结：…" of a handler is a result, whatever it tells. */
export function closesWork(text: string, hat: Hat): boolean {
  return (hat === "handler" || hat === "chief") && CLOSES.test(text);
}

/** Praise of a body or a person that may go on the books as 表扬. */
export function praisesSomebody(text: string): boolean {
  return PRAISES.test(text) && !/但|不过|可是|就是|希望|能不能|建议/.test(text);
}

const SAME_AGAIN = /^(?:又|还是|还|仍然?|依然|照样)[^，。！？]{1,8}[了啊的没！!。]*$/;

/** "又跳了", "还是老样子" of somebody with a matter on the books. */
export function saysAgain(text: string): boolean {
  return SAME_AGAIN.test(text) && !/还(?:有|要|想|能|可以|行|好|不错)|又(?:来|想|要)/.test(text);
}

/** "这周的情况给我报一下": figures wanted by those who may want them. */
export function wantsFigures(text: string, hat: Hat): boolean {
  if (hat !== "leader" && hat !== "office" && hat !== "chief") return false;
  if (ASKS_FIGURES.test(text)) return true;
  return (
    /(?:情况|数据?|统计|汇总|报表|台账)/.test(text) && /(?:报|发|给|出|要|看)(?:一?[下份个]|我|到|过来|出来)/.test(text)
  );
}

/** "这个月反映最多的是什么", "上个月按期率多少": a question that the figures answer. */
const ASKS_FIGURES =
  /(?:反[映应]|投诉|诉求|问题|事项?)[^，。]{0,8}(?:最多|最集中|排(?:名|第|前)|集中在哪)|(?:哪|什么|啥)(?:几|一)?(?:类|方面|种)[^，。]{0,6}(?:最多|多|问题|诉求)|(?:按期|办结|满意|超期|回访)率[^，。]{0,4}(?:多少|怎么样|高|低|几|如何)|(?:收|办结?|解决|受理)了?(?:多少|几)(?:件|个)/;
