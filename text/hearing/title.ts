import { CUES } from "./acts/cues.ts";
import { clausesOf } from "./split.ts";

const MOST = 20;

/** "缺挡车工缺", "堵了堵了": said twice in speech. */
const TWICE = /^([缺堵漏停坏差要想没]|.{2,3})(.{2,}?)\1$/;

const LEAD =
  /^(?:(?:是的|是这样的?|对的?(?![方面])|喂|哎呀?|诶|嗯+|呃+|我是(?![说想])(?:老|小)?[\u4e00-\u9fff]{0,2}(?=我们)|(?:老|小)[\u4e00-\u9fff](?=我们)|就|就是|那个(?!人)|那个|这个|其实|因为|由于|但是?|可是?|而且|结果|现在|目前|最近|近期|今年|请问|麻烦|恳请|请求?|希望|想要?|想请|求|帮忙?|帮(?:我们?|助)|能不能|能否|可否|可不可以|是否可以|协调(?:一下)?|反[映应](?:一下|下)?|说(?:一下|下)?|投诉|咨询(?:一下)?|问(?:一下|下)?|建议|我想|我要|那边|这边|另外|还有就是|还有(?!\d|几|没|半)|再就是|再一个|顺便|领导|各位|政府|你们|贵单位|有关部门|给)|(?:我们?|我司|我厂|我公司|本公司|敝公司|咱们?|俺们?)(?:(?:这边|这里|这儿|公司|厂里?面?|企业|单位|店里?|家|那个|这个)(?![区门房长子办外内]))?(?:的)?|(?:公司|厂里面?|企业)(?=[^，]{4})|的?[\u4e00-\u9fff]{1,4}(?:说|反映|讲)(?:他们|我们|自己)?(?=[^，]{4})|快来人啊?|[\u4e00-\u9fff]{0,8}(?:打|来)(?:了)?(?:个)?电话(?:来)?(?:说|讲|反映)(?:他们|我们)?|也|都|还|又|再|啊|呢|嘛|哈|吧|，|,|：|:|\s)+/;
const TAIL =
  /(?:[，,。.!！?？~～…\s]|啊|呀|呢|嘛|吗|么|吧|哈|啦|咯|(?<!没)了|哦|行不行|好不好|可以吗|行吗|怎么办|咋办|咋整|怎么搞|谁管|管不管|管管|帮帮忙|谢谢|麻烦了)+$/;
/** Begins without saying what it is about. */
const UNSAID = /^(?:让|被|给|叫|都|全|老是?|一直|经常|根本|没人|没有|怎么也)/;
const FILLER = /(?:那个|这个|就是说?|然后|的话|我跟你(?:说|讲)|你知道|啊|呀|嘛|呃|嗯|哈|哎)/g;

function weight(clause: string, index: number): number {
  let score = 0;
  if (CUES.trouble.test(clause)) score += 3;
  if (CUES.hazard.test(clause)) score += 3;
  if (CUES.wish.test(clause)) score += 1;
  if (/(怎么|谁|哪|什么|多少|吗|呢)/.test(clause)) score -= 1;
  if (/^(但|所以|结果|已经|就|都|也|不然|否则|急|影响)/.test(clause)) score -= 1;
  if (/^(?:我?(?:是|叫|姓)|[\u4e00-\u9fff]{1,3}(?:公司|厂)的)/.test(clause)) score -= 4;
  if (/(联系|电话[:：是]|姓|谢谢|辛苦|手机|\d{7,})/.test(clause)) score -= 4;
  score += Math.min(clause.length, 14) / 7;
  return score - index * 0.4;
}

/** "那个路，让大车压坏了": what a clause without a subject is about stands in the one before it. */
function withSubject(title: string, clauses: readonly string[]): string {
  if (!UNSAID.test(title)) return title;
  const at = clauses.findIndex((clause) => title.startsWith(clause));
  const before = clauses[at - 1]?.replace(/^(?:就是?|就在|在)/, "");
  const first = clauses[at];
  if (!before || !first || before.length < 2 || /电话|联系|姓|^我?是/.test(before)) return title;
  const link = /^[让被给叫]/.test(first) ? "" : "，";
  const longest = [`${before}${link}${title}`, `${before}${link}${first}`].find((one) => one.length <= MOST);
  return longest ?? title;
}

/** Cut to the most that fits, at a place where a word may end. */
function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const head = text.slice(0, MOST);
  const at = Math.max(...["的", "，", "、", " ", "了"].map((sign) => head.lastIndexOf(sign)));
  return (at >= 12 ? head.slice(0, at) : head).replace(/[，、\s]+$/, "");
}

/**
 * A short title in the person's own words: the clause that says most, its polite head and tail taken off.
 * @param names companies, people and telephones that shall not stand in it
 * @param subject how the matter's category is spoken of; a clause that says nothing of it gets the word put before it
 */
export function titleOf(text: string, names: readonly string[], subject?: RegExp): string {
  let plain = text;
  for (const name of names)
    if (name.length >= 2)
      for (const words of [`我们是${name}的`, `我是${name}的`, `这里是${name}`, `我是${name}`, name])
        plain = plain.replaceAll(words, "");
  plain = plain
    .replace(/\+?\d[\d\s-]{6,}\d/g, "")
    .replace(/(?:身份证号?|卡号|银行卡号?|账号)?[:：]?【[^】]*隐去】/g, "，")
    .replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, "，");
  const clauses = clausesOf(plain.replace(FILLER, ""))
    .map((clause, index) => ({ clause: clause.replace(LEAD, "").replace(TAIL, ""), index }))
    .filter(({ clause }) => clause.length >= 2);
  if (clauses.length === 0) return shortened(plain.replace(LEAD, "").replace(TAIL, "") || text.trim());
  let best = clauses[0]!;
  for (const candidate of clauses)
    if (weight(candidate.clause, candidate.index) > weight(best.clause, best.index)) best = candidate;
  let title = best.clause;
  const before = clauses[clauses.indexOf(best) - 1];
  if (
    title.length <= 8 &&
    before &&
    before.clause.length + title.length < MOST &&
    !/电话|联系|姓|^我?是/.test(before.clause)
  )
    title = `${before.clause}，${title}`;
  title = withSubject(
    title,
    clauses.map(({ clause }) => clause),
  );
  const whole = title.replace(TWICE, "$1$2");
  const word =
    subject && !subject.test(whole) ? subject.exec(clauses.map((one) => one.clause).join("，"))?.[0] : undefined;
  return shortened(
    word && word.length >= 2 && !/^[这那]/.test(word) && whole.length + word.length < MOST
      ? `${word}：${whole}`
      : whole,
  );
}
