import type { Satisfaction } from "../../../domain/vocabulary.ts";
import { parseNumeral } from "./numbers.ts";

const POINTS =
  /(?<![\d.百分])(?:满分|(\d{1,3}(?:\.\d)?|[零一二两三四五六七八九十百]{1,4})\s?(分|颗?星))(?![钟之店期公管局院])/;
const OUT_OF = /(?:满分|总分|(?:十|10|五|5|百|100)分制)\s?(?:是)?\s?(\d{1,3}|[五十百一]{1,2})?/;

/** Of five where five or less, of ten up to ten, of a hundred above. */
function ofPoints(value: number, top: number): Satisfaction {
  const share = value / top;
  if (share >= 0.9) return "非常满意";
  if (share >= 0.7) return "满意";
  return share >= 0.6 ? "基本满意" : "不满意";
}

const ASKED = /(?:满意|可以|行|好|不错)(?:吗|么|不\s?[?？]|没有?[?？]|吗[?？])/g;
const DOUBLE_NEGATION =
  /(?:没(?:有|什么|啥)?(?:什么)?|不是|并非|不能说|谈不上|也不算)(?:不满意?|意见|不好|可挑剔|挑剔)的?/g;
const IRONY =
  /(?:可真|真是|真|好一个|呵呵|就这)[^，。！？\n]{0,6}(?:快|好|行|可以|负责|高效|厉害|棒|满意|贴心|及时|给力)[^\n]{0,12}?(?:都|才|还没|等了|拖了|了仨|了[一二三两半\d]|白|就是不|也没|不接|不管|没人)|(?:感谢|谢谢|多谢)[^，。\n]{0,12}(?:让我们?(?:等|跑|白)|拖了)/;

const VERY =
  /(?:非常|很是?|十分|特别|相当|极其|超级?|太|very|百分之?百|完全|100%)(?:地)?(?:的)?(?:满意|棒|赞|感谢你们的服务)|(?:非常|十分|特别|相当|超级?)(?:好|给力|到位)|五星|满分|赞不绝口|没得说|挑不出毛病|顶呱呱|无可挑剔|好得很|满意得很|没话说|点个?大赞|十二分满意/;
const BAD =
  /(?:不太|不怎么|不是很|不够|谈不上|说不上|算不上|并不|毫不|很不|非常不|极不|不|没法|难以|无法|不能)满意|不满(?![足两三十])|差评|太差|很差|真差|极差|太慢(?!了点)|垃圾|失望|敷衍|糊弄|应付了事|走过场|糟糕|糟透|恶劣|没(?:有)?解决|没(?:修|弄|办|处理)(?:好|完)|未解决|根本没|还是没|又坏了|还是老样子|没什么用|没用|白跑|骗人|形式主义|气人|投诉你们|零分|一星|(?<!行)不行(?!的话)|不认可|不接受|不合格|打不了分/;
const FAIR =
  /基本满意|基本上?(?:可以|还行|满意)|还行|还可以|还好(?!有|意思)|还成|还凑合|凑合|凑活|将就|一般(?!企业|纳税|情况|来说|都)|马马虎虎|过得去|说得过去|勉强|差强人意|中规中矩|比较满意吧|算(?:是)?满意|满意吧|不好不坏|不算差|及格|三星|也就那样|就那样|差不多(?:满意|行|可以)|就是[^，。]{0,6}(?:慢|久|麻烦|折腾|晚)/;
const GOOD =
  /满意|不错|挺好|蛮好|很好|可以的?(?=[，。！\s]|$)|好评|点赞|给力|认可|挺快|很快|(?<![未不没])到位|靠谱|(?:很|真|挺|特别|非常|认真)负责|负责任|服务(?:真|很|挺)?好|四星|贴心|热情|效率(?:真|很|挺)?高|👍|\[强\]|\[赞\]/;

/** How content somebody says to be with what was done; undefined where the words do not say. */
export function satisfactionOf(whole: string): Satisfaction | undefined {
  const text = whole.slice(0, 500);
  const points = POINTS.exec(text);
  if (points) {
    const value = points[1] === undefined ? 100 : parseNumeral(points[1]);
    if (value !== undefined && value <= 100) {
      const said = OUT_OF.exec(text)?.[1] && parseNumeral(OUT_OF.exec(text)![1]!);
      const top = said && said >= value ? said : value <= 5 ? 5 : value <= 10 ? 10 : 100;
      return ofPoints(value, points[2]?.includes("星") ? 5 : top);
    }
  }
  let words = text.replace(ASKED, "");
  if (IRONY.test(words)) return "不满意";
  const doubled = DOUBLE_NEGATION.test(words);
  DOUBLE_NEGATION.lastIndex = 0;
  if (doubled) {
    words = words.replace(DOUBLE_NEGATION, "");
    if (BAD.test(words) || /没办|没动|是事没|但|不过|只是/.test(words)) return undefined;
    return VERY.test(words) ? "非常满意" : /不能说|谈不上|不算/.test(text) ? "基本满意" : "满意";
  }
  if (BAD.test(words))
    return /(?:态度|服务|人)(?:挺|很|还)?(?:好|可以|不错)/.test(words) && !/不满/.test(words) ? "基本满意" : "不满意";
  if (VERY.test(words)) return "非常满意";
  // "满意，就是慢了点" keeps its word; "还行吧，就是慢了点" is a fair.
  if (/(?<!基本|算是?|比较)满意(?!吧)/.test(words)) return "满意";
  if (FAIR.test(words)) return "基本满意";
  return GOOD.test(words) ? "满意" : undefined;
}
