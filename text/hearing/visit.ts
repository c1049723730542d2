import { CUES } from "./acts/cues.ts";
import { clausesOf, listed } from "./split.ts";

/** What a cadre tells of one company in a report of visits. */
export interface VisitPart {
  /** The company's name as written. */
  company: string | undefined;
  /** What it asked for, one matter each; empty where nothing was asked. */
  asks: string[];
  /** Words about signing it up for something. */
  signup?: string;
  text: string;
}

const NOTHING =
  /(?:暂|均|都)?(?:无|没(?:有)?|未)(?:提(?:出)?)?(?:任何|什么|其他)?(?:诉求|困难|问题|需要|要求|情况|事)|(?:一切|生产|经营|运行)(?:都)?(?:正常|平稳|良好)|没(?:什么|啥|有什么)?(?:大?事|大?问题|诉求|困难)|(?:都|蛮|还)?挺?好的?$|挺好|情况不错/;
const WENT =
  /(?:走访|走(?=[了过完])|跑|去|到|拜访|看|调研|入企|联系|服务|刚从|陪[^，]{1,6}(?:去|到|看)?)(?:了|过|完|的(?!时候|企业|公司))?(?:一下|一趟|趟)?(?:[一两二三四五六七八九十\d]+家)?(?:企业|公司)?[：:\s]*((?:[\u4e00-\u9fffA-Za-z（）()]{2,24}?)(?:(?:、|和|跟|及|与|以及)[\u4e00-\u9fffA-Za-z（）()]{2,16}?)*)(?=[，,。；;：:\s]|出来|走访|$|(?:他们|企业|反映|说|提))/;

/** Words that join, and signs that stand for them inside a name: 丰和包装 is one company. */
const JOINERS: readonly [string, string][] = [
  ["和", "龢"],
  ["及", "彶"],
  ["与", "歟"],
  ["跟", "跥"],
];
const sealed = (name: string): string => JOINERS.reduce((rest, [word, sign]) => rest.replaceAll(word, sign), name);
const unsealed = (name: string): string => JOINERS.reduce((rest, [word, sign]) => rest.replaceAll(sign, word), name);

/** So much behind a known name, and it is what a voice went on to say. */
const RUN_ON = 5;

/** Names that a visit's opening lists: "跑了百川和绿源" → 百川, 绿源. */
export function visited(text: string, names: readonly string[] = []): string[] {
  const match = WENT.exec(names.reduce((rest, name) => rest.replaceAll(name, sealed(name)), text));
  if (!match) return [];
  return match[1]!
    .split(/、|以及|和|跟|及|与/)
    .map(unsealed)
    .map((name) => names.find((one) => name.startsWith(one) && name.length - one.length > RUN_ON) ?? name)
    .map((name) => name.replace(/(?:公司|厂|企业|园区)?(?:那边|那儿|那里)?$/, "").trim())
    .filter(
      (name) =>
        name.length >= 2 &&
        !/^(?:汇报|记录|情况|总结|小结|日志|反馈|企业|公司|几家|[一两二三四五六七八九十\d]+家|他们|现场|园区)/.test(
          name,
        ),
    );
}

const TOURED =
  /走访|拜访|入企|下企业|走进企业|联企|上门(?:服务|走访|看)|(?:今天|今日|上午|下午|昨天|刚才?|早上|这两天|本周)[^，。]{0,6}(?:去了?|跑了|走了(?=[\u4e00-\u9fff]{2})|到了?(?=[\u4e00-\u9fff]{2})|看了|刚从)(?!不)|^(?:我)?(?:刚从|去了趟?|跑了|到[^，。]{2,10}(?:看了|转了|坐了|走了)|陪[^，。]{1,8}(?:去|到|看))/;
const ERRAND =
  /[几\d一二两三四五六七八九十半]+[趟次遍回]|窗口|大厅|银行说|法院|所里|推(?:来|诿)|没人(?:理|受理)|不(?:让|给)|(?:请|麻烦|希望|能不能|什么时候)[^，。]{0,8}(?:来|派人)[^，。]{0,4}(?:走访|调研)/;

/** What a company that is asked about its troubles names, without a word of complaint. */
const ASKS =
  /[看弄搞]不(?:懂|明白|清)|不(?:懂|会|清楚)|[咋怎]么?(?:算|办|弄|收)|差|招|想|要|高|难|少|涨|申请|坑|坏|破|烂|塌|漏|臭|吵|堵|灰|不亮|黑|没人|过不去|进不[来去]/;

/** A cadre's record of having been to companies, not a company's errands to offices. */
export function isVisit(text: string): boolean {
  return TOURED.test(text) && !ERRAND.test(text);
}

/** What stands behind these words was asked for, however it is put: "反映水压低". */
const RAISED =
  /^(?:另外|还有|再就是)?(?:老板|企业|法人|负责人|他们|对方|公司)?(?:那边|也|还|主要)?(?:反映|反应|提出|诉求|困难|问题)/;
const JOINS = /(?:、|以及|还有|[和及与跟])$/;
/** Before a name: somebody of whom is spoken. */
const OF_ANOTHER = /(?:说|欠|被|跟|和|与|给|找|对|向|把|让|是|像|比|的)$/;

/** A voice has no commas: a visited company that is named again begins a new part. */
function spokenOn(clause: string, known: readonly string[]): string[] {
  const found: { name: string; at: number }[] = [];
  for (let at = 0; at < clause.length; ) {
    const name = known.find((one) => clause.startsWith(one, at));
    if (name) found.push({ name, at });
    at += name ? name.length : 1;
  }
  const cuts = found
    .filter(({ name, at }, i) => {
      const before = clause.slice(0, at);
      const again = found.slice(0, i).some((one) => one.name.startsWith(name) || name.startsWith(one.name));
      return again && !JOINS.test(before) && !OF_ANOTHER.test(before);
    })
    .map(({ at }) => at);
  return [0, ...cuts].map((from, i) => clause.slice(from, cuts[i])).filter((piece) => piece.trim() !== "");
}

/** Cuts a report of visits by company, and each company's part by what it asked. */
export function visitParts(
  text: string,
  names: readonly string[],
  namesEvent: (clause: string) => boolean = () => false,
): VisitPart[] {
  const known = [...new Set([...names, ...visited(text, names)])].sort((a, b) => b.length - a.length);
  const numbered = listed(text);
  // A list of companies is so many visits; a list of wishes belongs to the last company named.
  const byCompany = numbered?.entries.every((entry) => known.some((name) => entry.includes(name)));
  const list = byCompany ? undefined : numbered;
  const whole =
    numbered && byCompany
      ? [...clausesOf(numbered.before), ...numbered.entries.flatMap(clausesOf)]
      : clausesOf(list ? list.before : text);
  const clauses = whole.flatMap((clause) => spokenOn(clause, known));
  const parts: VisitPart[] = [];
  const of = (company: string | undefined): VisitPart => {
    let part = parts.find((p) => p.company === company);
    if (!part) {
      part = { company, asks: [], text: "" };
      parts.push(part);
    }
    return part;
  };
  let current: VisitPart | undefined;
  clauses.forEach((clause, index) => {
    const inside = known.filter((name) => clause.includes(name));
    // A short name inside a longer one is the same company.
    const here = inside
      .filter((name) => !inside.some((one) => one !== name && one.includes(name)))
      .sort((a, b) => clause.indexOf(a) - clause.indexOf(b));
    const opening = WENT.test(clause) && isVisit(clause);
    if (opening && index <= 1) {
      for (const name of here.length > 0 ? here : visited(clause, names)) current = of(name);
      if (here.length > 1) current = undefined;
      const rest = clause.replace(WENT, "").trim();
      if (rest.length < 6 || here.length > 1) return;
    } else if (here.length === 1) current = of(here[0]);
    const part = current ?? of(here[0]);
    const words = here.reduce((left, name) => left.replace(name, ""), clause).trim();
    if (
      /(?:参加|报名|想去|[想要]报)[^。]{0,16}(?:会|培训|活动|沙龙)|(?:茶话会|恳谈会|座谈会|培训|对接会|招聘会)[^。]{0,8}(?:报|参加|名额|去)/.test(
        clause,
      ) ||
      (/参加|报名|报个?名|想去|去/.test(clause) && namesEvent(clause))
    ) {
      part.signup = words;
      return;
    }
    part.text = part.text ? `${part.text}，${clause}` : clause;
    if (NOTHING.test(words) || opening) return;
    const ask = words.replace(
      /^(?:另外|还有|再就是)?(?:老板|企业|法人|负责人|他们|对方|公司)?(?:那边)?(?:反映|反应|说|讲|提出|提到|表示|想要?|希望)?[:：]?(?:的?(?:困难|问题|诉求)(?:是|有)?)?/,
      "",
    );
    if (ask.length < 3) return;
    const goesOn =
      part.asks.length > 0 &&
      !/^(?:另外|还有|还|再|二是|也)/.test(words) &&
      !CUES.trouble.test(ask) &&
      !/缺|差|招|想|要|高|难|少/.test(ask);
    if (goesOn) part.asks[part.asks.length - 1] += `，${ask}`;
    else if (CUES.trouble.test(ask) || CUES.wish.test(ask) || ASKS.test(ask) || RAISED.test(words)) part.asks.push(ask);
  });
  const last = parts.at(-1);
  if (list && last) {
    last.asks = list.entries;
    last.text = text;
  }
  return parts.filter((part) => part.company !== undefined || part.asks.length > 0);
}
