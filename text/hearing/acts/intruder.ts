import type { Hat } from "./rank.ts";

/** Attempts to change the bot's rules, to get at others' data, or to act under a borrowed name. */

const RULES =
  /忽略.{0,8}(指令|规则|限制|提示|设定|要求|内容)|(忘掉|忘记|无视|不要(理会|遵守)|绕过|越过|解除|跳过).{0,10}(规则|指令|限制|设定|审核|审批|管理员|权限|流程)|系统(提示词|指令|消息[:：]|通知\])|提示词|初始(设定|指令)|(developer|system)\s*(mode|prompt|[:：])|开发者模式|(?<!别)扮演一?个|你(现在|从现在)?(是|叫|变成).{0,8}(没有(任何)?限制|DAN|不受)|没有任何限制|从现在(开始|起).{0,6}(你|只)|重复(我的话|以下|下面)|drop\s+table|delete\s+from|select\s+\*|<\/?(script|system)|越狱|jailbreak/i;
const DATA =
  /(把|将|导出?|列出|打印|提供|调取?|发我|给我|告诉我|看看?|查)[^，。！？]{0,16}(所有|全部|全市|其他|别的|别家|隔壁|每家|各家|谁家|竞争对手)[^，。！？]{0,12}(电话|手机|联系(人|方式)|名单|数据|诉求|投诉|单子|工单|记录|资料|原文|密码|身份证|银行卡)|(数据库|投诉人|举报人|举报件|举报信)[^，。！？]{0,8}(名单|电话|导|发|给我|调|是谁|信息|都)|谁(投诉|举报)(了|的)?(我|咱|他|它)|(管理员|后台|系统)[^，。！？]{0,4}(密码|口令|权限|账号|token)/i;
const WRITES =
  /(把|将|请将|自动)[^。！？]{0,24}(评价|满意度|状态|工单|单子|诉求)[^。！？]{0,10}(改(成|为)|设(成|为)|标(成|为)|置为|全部(办结|满意|归档|删))|(所有|全部)[^，。！？]{0,8}(工单|单子|件)[^，。！？]{0,6}(办结|关闭|删除|满意)|以[^，。！？]{1,10}名义(发|通知|公布|宣布)|(宣布|公告|通知)[^，。]{0,10}(停征|免征|全部免|取消)|(置顶|群发)[^，。]{0,6}(所有|全部)群/;
const CLAIM =
  /(我|这里|本人)(就)?(是|系)[^，。！？]{0,12}?(市长|书记|县长|区长|局长|主任|领导|管理员|秘书|纪委|监委|省里|督查|巡视|开发|工程师|客服|超级用户)/;
const DEMAND =
  /(把|将|给我|发我|发给我|导|调|查|交出|开(个|通)|看)[^。！？]{0,20}(单子|工单|件|诉求|投诉|举报|名单|电话|数据|资料|权限|后台|记录|台账|密码|手机)/;

/** A company's person who speaks as one of a body and gives orders on tickets. */
const SAYS_OF_BODY =
  /(?:我|这里|这边|本人)(?:就)?(?:是|系|代表)[^，。！？]{0,12}?(?:中心|专班|局|委|办|所|站|大队|支队|政府|管委会|街道|科|处)(?:的|里的?|派来的|新来的|工作人员|这边|值班)/;
const ORDERS =
  /(?:办结|结案|销(?:号|单)|归档|撤(?:掉|销)|关(?:掉|闭|了)|退(?:回|件)|延期|批准|同意(?:延期|派单|交办))|(?:转|改派|派|交|移)(?:到|给|办)|[A-Z]{1,6}-\d{8}-\d{3,}[^。]{0,12}(?:转|派|交|结|批|撤|给我)/;

const INSIDERS: ReadonlySet<Hat> = new Set(["office", "leader", "chief", "handler"]);

/** Why a turn is taken for an intrusion, or nothing. Insiders may ask for lists: whether they get them is checked elsewhere. */
export function intrusionIn(text: string, hat: Hat): "rules" | "data" | "write" | "impostor" | undefined {
  if (RULES.test(text)) return "rules";
  const insider = INSIDERS.has(hat);
  if (!insider && CLAIM.test(text) && DEMAND.test(text)) return "impostor";
  if (hat === "company" && SAYS_OF_BODY.test(text) && (ORDERS.test(text) || DEMAND.test(text))) return "impostor";
  if (!insider && DATA.test(text)) return "data";
  if (!insider && WRITES.test(text)) return "write";
  return undefined;
}
