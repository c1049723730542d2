import type { HeardResult } from "../../domain/closing.ts";
import { pairsOf } from "./overlap.ts";

/**
 * Clauses that say that somebody spoke, heard, passed on, cared or is thanked: nothing was done for who asked. What
 * belongs to a claim of doing without saying what ("已处理完毕", "问题已解决") is here too.
 */
const TALK =
  /答复|回复|说明|解释|沟通|告知|告诉|解读|宣传|宣讲|转达|联系|对接|洽谈|汇报|上报|报告|请示|反馈|转办|转交|转相关|移交|交办|派[单件]|研究|重视|关注|知悉|知晓|收悉|收到|已阅|受理|听取|座谈|慰问|走访|调研|了解|核实|感谢|理解|支持|监督|认可|满意|无异议|没有意见|跟进|安排(?:人|专|工作)|高度|立即行动|积极协调|第一时间|稳步推进|有序推进|按(?:程序|规定|要求|流程)|法律法规|有关规定|相关(?:规定|政策|部门|科室)|属实|工作流程|汇编|资料一[本份]/;
const BARE_CLAIM =
  /^(?:(?:该|此|本|这个?|上述|您反映的|企业反映的|所反映的?)?(?:问题|事项|诉求|工单|件|来件|事情?)?(?:目前|现|现在)?(?:均|都|也|全部)?(?:我(?:局|单位|处|公司|们)|本单位)?(?:均|都)?(?:已经?|现已)?(?:按[^，。]{0,6})?(?:全部|妥善|及时|圆满)?(?:得到|予以|给予|进行了?)?(?:妥善|及时|有效|圆满)?(?:处理|解决|办理|落实|完成|办结|办好|办妥|整改|处置|协调|答复|回复|结案|处理完|处理好)+(?:了|完毕|完成|到位|妥当|好|结束|完)*)$/;
/** "Not ours", "ask them", "be patient": an answer to nobody's question. */
const TURNED_AWAY =
  /不(?:属于?|归|在)(?:我|本)[^，。]{0,12}(?:职责|职能|管|范围|权限|事)|请(?:您|你|贵公司|企业)?(?:自行|另行|耐心|咨询|继续|谅解|理解|向)|耐心等待|建议(?:您|企业)?(?:向|咨询|找|联系)[^，。]{0,10}(?:反映|咨询|部门|公司|局|窗口)?$/;
/** Something that bodies hold for its own sake; who asked has nothing of it. */
const OCCASION =
  /(?:宣传|学习|专题|动员|推进|座谈|部署|工作)[^，。]{0,6}(?:会议?$|周|月活动|日活动|活动|册|手册)|大检查|大排查|巡查力度|专项行动/;
/** Figures of a body's own year, not of the matter. */
const BOAST = /取得[^，。]{0,8}(?:发展|成效|成绩|成果|进步)|(?:今年|全年|上半年|近年)(?:以?来)?[^，。]{0,6}(?:共|累计)/;
const AHEAD =
  /将(?!近)|拟(?!办)|计划|规划|准备(?!金|好了)|打算|预计|争取|力争|下一步|下步|近期|尽快|尽早|早日|后续|适时|稍后|即将|待[^遇业在]|等(?:待|[^，。级]{1,10}(?:批|到货|结果|回复|通知|后|就|再))|正在|还在|走流程|会(?:尽|及|给|同|认|继|在|于|按|把|抓|第)|要(?:去|来)|就(?:来|去|会|能)[^，。]{0,3}[修装换办处解看弄]|明[天年]|后天|下(?:周|个?月|半年)|月底前?[^，。]{0,4}(?:完成|解决)|年底前/;

/** Things that can be seen, counted or shown to have been done. */
const DEED =
  /修|装|换|更替|拨|支?付|发(?!现|展|生|言|挥|改|票)|退|还款|归还|清(?!楚|单)|拆|铺|补(?!充)|接(?!受|待|到|听|触|洽)|挖|填|焊|架|移(?!交)|挪|划|设(?!计|想|法)|增|减|免|降|调(?!研|查|解)|改(?!进工作|善服务)|建(?!议)|开(?:通|行|工|口|放|业|具|出|挖|设|除)|开[了到]|停|封|罚|立案|责令|扣|没收|约谈|道歉|签|批(?!评)|准(?!备|确)|认定|登记|备案|过户|办(?:出|下|到|妥了|好了|理了)|领|送(?!去|上)|招(?!呼|商引)|聘|录|派(?!出所|单|件)|驻|运(?!营商|动)|通(?:水|电|车|气|网|行)|疏|淤|洒|喷|检(?!查工作)|测|取样|洗|毒|固|硬化|绿化|剪|砍|修剪|植|住|入学|录取|安置|到账|投用|启用|竣工|验|达标|消除|排除|更正|纠正|撤|取消|暂停|延长|延伸|加[开派密装设]|配|采纳|协调到|腾|搭|找到|匹配|出(?:了|具|台)|补办|租|查(?:实|明|处|封|获)|劝离|清退|调换|供(?!电|水|气)|拉[进到上]|并网|组织[^，。]{0,8}(?:会|活动|团)|办了|召开/;
/** That it is over: an aspect, a day that has been, or the state in which things are now. */
const OVER =
  /了(?!解)|已|完|好|毕|成(?!本|都)|到位|过(?!程|来|去|渡)|昨|前天|今[天早]|刚|上[周个月午]|下午|现(?:在|可|均|由)|目前|均|都|\d{1,2}[日号]|[一二三四五六七八九十]+[日号]/;
const STATE =
  /正常|合格|畅通|恢复|通过|稳定|干净|亮了|见效|(?:没有?|未)(?:再|积|有|出现)|无误|属于|采纳|同意(?!书)|不同意|批复|核准|获批|录用|到位(?!置)/;
/** An answer to a question, or a decision. */
const ANSWER =
  /可以|可(?:到|凭|在|通过|直接|由|申|享|按|选|于|从|自)|不可|不能|不予|不得|不再|无法|无需|不需要?|不用|不必|需(?!求)|须|应(?:当|在|按|由|先|于|缴)|符合|满足|凭|携带|带上|就行|即可|报名|截止|上限|下限|标准[为是]|指的?是|按(?:照)?[^，。]{2,20}(?:执行|计算|收取|缴纳|核定)|条件[是为有]|期限[是为]|免收|每(?:月|年|人|吨|度|平)|有效期|时间[是为]?\d|\d[日号月点]?[至到]\d|地址|电话(?:是|为|[:：\d])|窗口|分别(?:是|为)/;
const FIGURE =
  /(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)(?:多|余|来)?(?:元|万|亿|块|米|公里|平|亩|台|盏|处|个(?!月底)|名|人|家|次|遍|吨|套|份|路|班|辆|株|棵|座|趟|户|间|条|张|笔|批|根|面|块|顶|箱|度|千瓦|kV|KV|kVA|兆|%|％|％|小时|天|工作日|点|折)/;
const RECORD = /《[^》]+》|〔\d{4}〕|文号|编号|受理号|回单|合同|协议|证书|通知书|决定书|意见书/;

const WHEN = /\d{1,2}月\d{1,2}[日号]|今天|昨天|上午|下午|本周|上周|周[一二三四五六日]|\d{4}-\d{2}-\d{2}|\d{1,2}[日号]/;
const WHO = /(?:局|公司|支队|大队|所|科|委|办|集团|中心|队|站|师傅|人员|工程师|我们|专班)/;

type Clause = "done" | "answer" | "ahead" | "empty";

/** What one clause gives who asked. Something to come is nothing yet, whatever figures it holds. */
function weigh(clause: string): Clause {
  if (TURNED_AWAY.test(clause) || OCCASION.test(clause)) return "empty";
  if (AHEAD.test(clause) && !/^(?:已|均已|都已|昨|刚)/.test(clause)) return "ahead";
  if (BARE_CLAIM.test(clause)) return "empty";
  const bare = clause.replace(new RegExp(TALK, "g"), "");
  const talk = bare !== clause;
  const counted = FIGURE.test(bare) || RECORD.test(bare);
  if (DEED.test(bare) && (counted || OVER.test(bare)) && !(talk && !counted && isThin(bare))) return "done";
  if (STATE.test(bare) && bare.length >= 3 && !talk) return "done";
  if (ANSWER.test(bare) && bare.length >= 4) return "answer";
  return counted && !talk ? "answer" : "empty";
}

/** Little is left of a clause without its words of talking. */
const isThin = (rest: string): boolean =>
  rest.replace(/[我本该贵您]?(?:局|单位|公司|企业|们|方|司)|已经?|了|予以|给予|进行|人员|工作|做好|双方/g, "").length <
  4;

/**
 * What a result says: done or merely answered, present or planned, and whether it speaks of what was asked. `asked` is
 * the ticket's title and text.
 */
export function hearResult(text: string, asked: string): HeardResult {
  const words = text.replace(/^(?:【[^】]*】|办结|申请办结|回复|答复|办理结果)[：:，,\s]*/, "").trim();
  const clauses = words
    .replaceAll(/\s+/g, "")
    .split(/[，,。；;！!？?：:\n]+/)
    .filter(Boolean);
  const weighed = clauses.map(weigh);
  const boast = BOAST.test(words) && !/贵|您|你[们司厂]/.test(words);
  const act = !boast && weighed.some((one) => one === "done" || one === "answer");
  const future = !act && weighed.includes("ahead");
  return {
    text: words,
    act,
    formula: !act && !future,
    onTopic: onTopic(words, asked),
    who: WHO.test(words),
    when: WHEN.test(words),
    future,
  };
}

/** Characters that stand in any matter of any company. */
const EVERYWHERE = new Set(
  "的了在是有和与及我你您他们贵司企业公司园区单位厂家一不没要想能可以请把被对为从到也都就还这那个问题情况工作人员反映处理进行部门已经目前现上下中大小多少年月日天号时候后前内外来去过得着很太再又吧吗呢啊，。、；：！？,.;:!?（）()“”\"' 0123456789",
);
/** Fields of life: a question about one is answered in the words of the same, though not in the same words. */
const FIELDS: readonly RegExp[] = [
  /房|公寓|宿舍|租|入住|室|户型|住宿|安居/,
  /路|车|道|坑|桥|交通|禁?停|公交|通行|限高|红绿灯|护栏|隔离|拖走/,
  /电|闸|变压|线路|光伏|充电|千瓦|峰[段时谷]|低谷/,
  /水|管网|排|涝|淹|井|污|泵|淤/,
  /网络?|宽带|运营商|电信|联通|移动|光[纤缆]|信号|基站|5G/,
  /证|许可|审批|批复|执照|备案|受理|材料|窗口|手续|办证|验收/,
  /款|钱|元|补贴|资金|奖|税|费|账|贷|付|退/,
  /工人?|招|聘|人才|求职|简历|用工|劳动|劳务|上岗|到岗|入职|离职|面试|人手|社保|工伤/,
  /学|教育|孩子|子女|入园|幼儿/,
  /噪|吵|臭|异味|粉尘|环保|环评|排放|扬尘|油烟|垃圾/,
  /土地|用地|规划|容积率|不动产|产权|厂房|地块/,
  /医|药|病|体检|卫生/,
  /合同|诉|法院|仲裁|侵权|商标|专利|拖欠/,
  /出口|进口|海关|报关|外汇|物流|快递|货运/,
  /消防|安全|隐患|疏散|应急/,
  /客户|订单|供应商|采购|销路|意向|合作/,
  /树|绿化|草|招牌|广告|摊|占道|城管/,
];

/** Whether a result and a request speak of one thing: pairs of characters say yes, single ones or a common field leave the doubt. */
function onTopic(result: string, asked: string): boolean | null {
  if (result.length < 8) return null;
  const telling = (text: string) => [...text].filter((c) => !EVERYWHERE.has(c));
  const wanted = pairsOf(asked);
  for (const pair of pairsOf(result)) if (wanted.has(pair) && [...pair].some((c) => !EVERYWHERE.has(c))) return true;
  const asks = new Set(telling(asked));
  if (telling(result).some((c) => asks.has(c))) return null;
  if (FIELDS.some((field) => field.test(asked) && field.test(result))) return null;
  return asks.size >= 2 ? false : null;
}
