import type { HeardResult } from "../../domain/closing.ts";
import { pairsOf } from "./overlap.ts";

/** Formulas that say that something was said, not that something was done. */
const FORMULA =
  /^(?:该?(?:问题|事项|诉求|工单|件|来件)?(?:目前|现)?)?(?:我(?:局|单位|处|公司)|本单位)?(?:已(?:经)?(?:向(?:企业|对方|来电人|当事人|诉求人))?|正在)?(?:电话|口头|当面)?(?:答复|回复|说明|解释|沟通|告知|受理|转办|转交|知悉|知晓|收到|关注|重视|阅|处理|办理|办结|办好|办妥|处理完|处理好|完成)+(?:了|完毕|完成|政策|有关政策|相关政策|相关情况|情况|到位|清楚|企业|对方|诉求人)*(?:，?(?:请|申请)(?:予以)?(?:办结|审核|结案|归档|关闭)|，?(?:企业|对方)?(?:表示)?(?:理解|满意|认可|知晓))?[。！!.]?$/;
const DONE =
  /已(?:经)?(?:于|在)?.{0,14}(?:修|装|换|通|拨|付|到账|发放|退还|办理|办出|批复|批准|核准|开通|恢复|更换|安装|清理|清运|整改|拆除|铺设|协调|安排|增设|增加|调整|施工|完工|竣工|增容|送电|供电|供水|通气|通水|对接|招|录用|送达|签订|组织|召开|勘察|勘查|检修|疏通|补|解除|解冻|发证|领|出具|认定|查处|处罚|立案|约谈|道歉|减免|下调|退|结清|到位|消除|划定|开行|延长|开通)|(?:修|装|换|疏通|更换|安装|清理|整改|铺)(?:好|完|毕)|(?:完成|完毕|完工|(?:铺|修|换|装|挖|填|补|清|拆|接|拨|退|付|调|招|办|批|发)(?:上|出|下|掉|开|好)?了|恢复(?:了)?(?:通|供|正常|使用|运|营)|回填|投入使用|到账|办结手续)|(?:符合|不符合|可以|不可以|不能|不予|无法|无需|需要|须).{2,}|\d+(?:元|万元|人|名|处|盏|个|米|公里|台|家|户|份)/;
const FUTURE =
  /(?:将|拟|计划|准备|打算|预计|争取|下一步|下周|下月|月底前?|近期|尽快|后续|待|等).{0,20}(?:处理|解决|安排|完成|实施|施工|修|装|换|办理|研究|协调|推进|答复)/;
const WHEN = /\d{1,2}月\d{1,2}[日号]|今天|昨天|上午|下午|本周|周[一二三四五六日]|\d{4}-\d{2}-\d{2}/;
const WHO = /(?:局|公司|支队|大队|所|科|委|办|集团|中心|队|站|师傅|人员|工程师|我们|专班)/;

/**
 * What a result says: done or merely answered, present or planned, and whether it speaks of what was asked. `asked` is
 * the ticket's title and text.
 */
export function hearResult(text: string, asked: string): HeardResult {
  const words = text.replace(/^(?:【[^】]*】|办结|申请办结|回复|答复|办理结果)[：:，,\s]*/, "").trim();
  const formula = FORMULA.test(words.replaceAll(/\s+/g, "")) || words.length < 4;
  const act = DONE.test(words);
  const future = FUTURE.test(words) && !/已(?:经)?(?:于|在)?.{0,10}(?:修|装|换|完成|解决|恢复|到账|整改)/.test(words);
  return {
    text: words,
    act,
    formula,
    onTopic: onTopic(words, asked),
    who: WHO.test(words),
    when: WHEN.test(words),
    future,
  };
}

/** Pairs of characters that both speak of; null where the result is too short to tell. */
function onTopic(result: string, asked: string): boolean | null {
  if (result.length < 8) return null;
  const wanted = pairsOf(asked);
  for (const pair of pairsOf(result)) if (wanted.has(pair)) return true;
  // One shared telling character (电, 路, 证) is enough for a doubt in the answer's favour.
  const telling = /[电水气路灯桥站车证照款税费网信号工招学校房租噪废污井盖雨棚补贴]/g;
  const asks = new Set(asked.match(telling) ?? []);
  if ((result.match(telling) ?? []).some((c) => asks.has(c))) return null;
  return asked.length >= 6 ? false : null;
}
