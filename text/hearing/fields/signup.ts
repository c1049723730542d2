import { dayOf } from "../../../domain/time.ts";
import type { TownEvent } from "../../../domain/town.ts";
import type { SignupReading } from "../reading.ts";
import type { DayCalendar } from "./date-math.ts";
import { findDates } from "./dates.ts";
import { READ_LIMIT } from "./limit.ts";
import { parseNumeral } from "./numbers.ts";
import { findPeople, type PersonMention } from "./people.ts";
import { findPhones } from "./phones.ts";

export interface SignupContext {
  events: readonly TownEvent[];
  now: Date;
  zone: string;
  calendar: DayCalendar;
}

export type SpokenSignup = SignupReading & {
  /** The speaker goes too ("我和老邓", "就我一个"); the name is not among `attendees`. */
  self: boolean;
  /** "没啥问题", "就听听": said to have no topic, which is not the same as silence. */
  noTopic: boolean;
};

// === People

const CANNOT =
  "(?:[这那]?(?:天|次|回|会儿|边)?(?:要|得|有点|临时|突然|正好|可能)?(?:出差|出国|倒班|上夜班|值班|请假|住院|生病|病了|有事|有会|没空|没时间|走不开|抽不开身|来不了|去不了|参加不了|不能(?:来|去|参加)|不(?:来|去|参加)了?|去不成|来不成|不在|休假|离职))";
const CANNOT_AFTER = new RegExp(`^(?:他|她)?${CANNOT}`);
const SWAP = /(?:换成?|改成?|改由|改派|换|改|由|让|派|叫|现由|现换成|变更为|更换为|调整为)\s*$/;
const INSTEAD_BEFORE = /(?:替|代替|顶替|代)\s*$/;
const DROP_BEFORE = /(?:去掉|划掉|取消|不带|删掉|删除|不算|减掉|拿掉|不要)\s*$/;
const ROLES =
  /(?:总经理|副总经理|副总|财务总监|财务|行政|人事|厂长|副厂长|主任|经理|老板娘|老板|负责人|会计|主管|董事长|法人|总监|助理|厂办)/;
const SWAP_TO_ROLE = new RegExp(`(?:换成|改成|改由|由|让|派|换)(?:我们)?(${ROLES.source})(?:去|来|参加|出席|代)?`);

/** "让财务吕敏去": the name behind the role. */
const SWAP_TO_NAMED = new RegExp(
  `(?:换成|改成|改由|由|让|派|换|叫|请)(?:我们)?${ROLES.source}(?!经理|总监|主任|厂长|助理|负责)([\\u4e00-\\u9fff]{2,3}?)(?:去|来|参加|出席|代|顶)`,
);

interface Cast {
  attendees: string[];
  removes: string[];
  replaces?: string;
  delegate?: string;
}

/** Who comes, who does not, and who comes instead. */
function castOf(text: string, people: PersonMention[]): Cast {
  const cast: Cast = { attendees: [], removes: [] };
  const out: string[] = [];
  for (const person of people) {
    const before = text.slice(
      Math.max(0, person.start - (person.title?.length ?? 0) - 6),
      person.start - (person.title?.length ?? 0),
    );
    const after = text.slice(person.end, person.end + 14);
    if (/(?:联系人|联系|找)[是:：]?\s*$/.test(before) && !/参加|去|来/.test(after)) continue;
    if (CANNOT_AFTER.test(after) || DROP_BEFORE.test(before) || /^(?:就)?(?:不来|不去)/.test(after))
      out.push(person.name);
    else if (
      /(?:原来|原先|原|之前|本来)(?:报的?|定的?|是|报名的?)*(?:是)?\s*$/.test(before) ||
      /^\s*(?:换成|改成|改为|换|更换为|变更为|改由)/.test(after)
    )
      out.push(person.name);
    else if (INSTEAD_BEFORE.test(before)) out.push(person.name);
    else cast.attendees.push(person.name);
    if (/(?:把|将)\s*$/.test(before) && /^\s*(?:换|改)/.test(after) && !out.includes(person.name))
      out.push(person.name);
  }
  cast.attendees = cast.attendees.filter((name) => !out.includes(name));
  if (cast.attendees.length === 0) {
    const named = SWAP_TO_NAMED.exec(text)?.[1];
    const role = named ?? SWAP_TO_ROLE.exec(text)?.[1];
    if (role && !out.includes(role)) cast.attendees.push(role);
  }
  const swapped = people.some((one) =>
    SWAP.test(text.slice(Math.max(0, one.start - (one.title?.length ?? 0) - 4), one.start - (one.title?.length ?? 0))),
  );
  const instead = /(?:替|代替|顶替|代)(?!办|表|理|码|价)/.test(text);
  const first = out[0];
  if (first && (swapped || instead || /换成?|改成?|改由|更换|变更/.test(text)) && cast.attendees.length > 0) {
    cast.replaces = first;
    cast.removes = out.slice(1);
  } else cast.removes = out;
  if (
    /代为参加|代(?:替)?(?:他|她|我|[\u4e00-\u9fff]{1,2}总)?(?:去|参加|出席)|委托|替[^，。]{1,6}(?:去|参加|来)/.test(
      text,
    ) &&
    cast.attendees[0]
  ) {
    cast.delegate = cast.attendees[0];
  }
  return cast;
}

/** Somebody without a name who was to come along does not: "我媳妇不去了，让小吕去". */
const COMPANION_OUT =
  /(?:媳妇|老婆|爱人|老公|同事|儿子|女儿|司机|徒弟|搭档|另(?:外)?一个|那(?:个|位))[^，。]{0,4}(?:去不|来不|不去|不来|不参加|没空|有事)/;

// === How many

const N = "(\\d{1,3}|[一二两三四五六七八九十]{1,3}|俩|仨)";
const TOTAL = new RegExp(
  `(?:一共|总共|共计?|合计|加我(?:一共)?|连我(?:一共)?|算我(?:一共)?|我们)\\s?${N}\\s?(?:个人?|人|位|名)?`,
);
const PLAIN = new RegExp(`${N}\\s?(?:个人|人|位|名|口人)(?!次|均|数|大)`);
const ONLY_ME =
  /就我(?:一个?人?|自己)|我(?:一个人?|自己|本人)(?:去|来|参加|到)|只有我|我自己|算我一个|我一个(?!人都)|就一个人|一个人(?:去|来|参加)/;
const WITH = new RegExp(`(?:我|本人)(?:会|要|再|还)?带\\s?${N}\\s?(?:个|位|名)?(?:人|同事|员工)?`);
const SELF =
  /(?:^|[，。,、\s：:])(?:我|本人)(?!(?:去|来|参加)(?:不了|不成|不上)|不(?:去|来|参加))(?=和|跟|与|、|\+|去|来|参加|想去|也想|要去|要参加|报名|报|带|自己|一个|会去|能去|可以去|到)|就我|算我|加我|连我|只有我|替.{1,4}总?去/;

const numeral = (words: string): number | undefined => ({ 俩: 2, 仨: 3 })[words] ?? parseNumeral(words);

function countOf(text: string, cast: Cast, self: boolean): number | undefined {
  const plain = text.replace(/第\s?\d+\s?期|名额\s?\d+|前\s?\d+\s?名|\d+\s?家/g, "");
  if (ONLY_ME.test(plain)) return 1;
  const withMe = WITH.exec(plain);
  if (withMe) return 1 + (numeral(withMe[1]!) ?? 0);
  const whole = TOTAL.exec(plain);
  const total = whole && !/我们\s?[一1]\s?个$/.test(whole[0]) ? whole : PLAIN.exec(plain);
  const said = total && numeral(total[1]!);
  if (said && said < 200) return said;
  const fewer = /(?:改|换)(?:成|为)\s?(\d{1,2}|[一二两三四五六七八九十]|俩|仨)\s?(?:个人?|人|位)/.exec(plain);
  if (fewer) return numeral(fewer[1]!) ?? undefined;
  if (/(?:^|[^下])(?:报|算|来|加)一个(?![^，。\s[]{0,4}(?:问题|事|诉求|建议))/.test(plain)) return 1;
  const named = cast.attendees.length + (self ? 1 : 0);
  return named > 0 ? named : undefined;
}

// === What about

const NO_TOPIC =
  /(?:没(?:有)?(?:啥|什么|别的|其他|具体)?(?:问题|诉求|要说的|想说的|事)|暂无(?:问题|诉求)?|无问题|问题[:：]?\s?(?:无|没有|暂无)|(?:就|只|光)?(?:是)?(?:去|来)?(?:听听|学习学习|学习一下|旁听))/;
const TOPIC =
  /(?:拟?反映的?(?:问题|事项|诉求)?|(?:想|要|准备|打算)(?:说|问|反映|反应|了解|聊|谈|提|讲|咨询)(?:一?下|说)?|(?:就|主要|主要是|重点)(?:说|问|讲|反映|聊|谈|提|关于)(?:一?下)?|(?<![\u4e00-\u9fff])(?:说说|讲讲|问问|聊聊|谈谈|提提)|议题|诉求|话题|关心的?(?:是|问题)?|关于|问题)(?:是|为)?[:：]?\s*([^，。；;！!？?\n]{2,40})/;

const NO_TOPIC_WORDS =
  /报名|参[加会]|[去来到](?:$|[听参])|人$|位$|谢|总$|经理|主任|厂长|老板|收到|名额|一[个家]|代表|出席|接龙|车牌|素食|不|换|改|取消|[\d一二三四五六七八九十零〇]{5}/;
const TROUBLED = /贵|高|难|慢|少|缺|停|断|堵|坏|低|不(?:足|稳|够|通)|拖欠|太/;

/** "鑫辰 何总 电费太贵": the last of at least three words, as a notice asks for it: firm, name, what about. */
function lastWords(text: string): string | undefined {
  const words = text
    .trim()
    .split(/[\s，,；;。/]+/)
    .filter((word) => word !== "");
  const last = words.at(-1);
  if (!last || words.length < 3 || last.length < 2 || last.length > 14 || NO_TOPIC_WORDS.test(last)) return undefined;
  if (findPeople(last).some(({ name }) => name.length >= last.length - 1)) return undefined;
  return TROUBLED.test(last) || last.length <= 8 ? last : undefined;
}

/** Fresh each time; the words of the topic without a telephone behind them. */
function topicOf(text: string): { topic?: string; none: boolean } {
  if (NO_TOPIC.test(text)) return { none: true };
  const match = TOPIC.exec(text);
  if (!match) {
    const last = text
      .split("\n")
      .map(lastWords)
      .find((words) => words !== undefined);
    return { none: false, ...(last ? { topic: last } : {}) };
  }
  const topic = match[1]!
    .replace(/\s*(?:联系)?(?:电话|手机)[\s\S]*$/, "")
    .replace(/\s*1[3-9]\d[\d\s-]{8,}.*$/, "")
    .replace(/^(?:一下|下|的|是)/, "")
    .trim();
  return topic.length >= 1 && !/^(?:吗|呢|没有|无|去|来|参加|报名)$/.test(topic)
    ? { topic, none: false }
    : { none: false };
}

// === Which event

/** Nicknames of one kind of meeting. */
const KINDS = [
  "茶话会 茶叙 茶聊 茶会 喝茶 吃茶 早茶 下午茶",
  "恳谈会 恳谈 座谈会 座谈 见面会 直通车 面对面",
  "对接会 对接 洽谈会 洽谈 撮合",
  "培训 培训会 讲座 宣讲 宣讲会 课 政策解读",
  "沙龙 沙龙会",
  "招聘会 招聘 双选会",
  "观摩 参观 走进",
].map((words) => words.split(" "));
const PLAIN_WORDS =
  /^(?:企业|政企|活动|会议|主题|交流|我们|报名|参加|问题|这个|那个|一个|下周|本周|周一|周二|周三|周四|周五|公司)$/;

function scoreOf(text: string, days: Set<string>, event: TownEvent, zone: string): number {
  const numbered = [...text.matchAll(/第?\s?([\d一二三四五六七八九十百]{1,4})\s?(?:期|场|次会)/g)].map((m) =>
    parseNumeral(m[1]!),
  );
  const own = /第?\s?([\d一二三四五六七八九十百]{1,4})\s?(?:期|场)/.exec(event.name)?.[1];
  let score = 0;
  if (numbered.length > 0 && own) {
    if (!numbered.includes(parseNumeral(own))) return 0;
    score += 6;
  }
  if (days.size > 0) score += days.has(dayOf(event.start, zone)) ? 5 : -3;
  const known = `${event.name} ${event.theme}`;
  for (const words of KINDS) {
    if (words.some((word) => text.includes(word)) && words.some((word) => event.name.includes(word))) score += 3;
  }
  const pieces = new Set<string>();
  for (const word of known.match(/[\u4e00-\u9fff]+/g) ?? []) {
    for (let i = 0; i + 2 <= word.length; i++) pieces.add(word.slice(i, i + 2));
  }
  let shared = 0;
  for (const piece of pieces) if (!PLAIN_WORDS.test(piece) && text.includes(piece)) shared++;
  for (const [words] of event.theme.matchAll(/[\u4e00-\u9fff]{2}/g))
    if (new RegExp(`${words}的?[那这]?(?:一?[期场]|个?会)`).test(text)) score += 3;
  return score + Math.min(shared, 4);
}

/** Events that the words fit, best first: by number, day, nickname, name and theme. Past ones are left out. */
export function eventsNamed(text: string, { events, now, zone, calendar }: SignupContext): string[] {
  const coming = events.filter((event) => (event.end ?? event.start).getTime() >= now.getTime());
  if (coming.length === 0) return [];
  const days = new Set<string>();
  for (const date of findDates(text, now, zone, calendar)) if (date.sense === "on" && !date.until) days.add(date.day);
  const fitting =
    days.size > 0 && coming.some((event) => days.has(dayOf(event.start, zone))) ? days : new Set<string>();
  return coming
    .map((event) => ({ event, score: scoreOf(text, fitting, event, zone) }))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score || a.event.start.getTime() - b.event.start.getTime())
    .map(({ event }) => event.id);
}

// === All together

/** What somebody says when signing up for an event, changing or cancelling it. */
export function readSignup(whole: string, context: SignupContext): SpokenSignup {
  const text = whole.slice(0, READ_LIMIT);
  const phones = findPhones(text);
  const people = findPeople(text);
  const cast = castOf(text, people);
  const self = SELF.test(text) && !/我们[^，。]{0,4}(?:[\u4e00-\u9fff]总|老板)去/.test(text);
  const count = countOf(text, cast, self);
  const { topic, none } = topicOf(text);
  return {
    events: eventsNamed(text, context),
    attendees: [...new Set(cast.attendees)],
    ...(count !== undefined && { count }),
    ...(phones[0] && { phone: phones[0].number }),
    ...(topic !== undefined && { topic }),
    ...(cast.replaces !== undefined && { replaces: cast.replaces }),
    removes: cast.removes,
    ...(cast.delegate !== undefined && { delegate: cast.delegate }),
    ...(COMPANION_OUT.test(text) && cast.attendees.length > 0 ? { keepsOthers: true as const } : {}),
    self,
    noTopic: none,
  };
}

const RELAY_LINE = /^\s*(?:\d{1,3}\s?[.、．:：)）]|[①-⑳])\s*(.+)$/;

/** The entries of a 接龙 list ("1. 鑫辰 何总"), their numbers removed; undefined for what is no list of two or more. */
export function relayEntries(text: string): string[] | undefined {
  const lines = text.split("\n");
  const entries = lines.flatMap((line) => RELAY_LINE.exec(line)?.[1]?.trim() ?? []);
  const marked = /接龙/.test(lines[0] ?? "");
  if (entries.length < (marked ? 1 : 2)) return undefined;
  // Numbered complaints are no list of names.
  const short = entries.filter((entry) => entry.length <= 30).length;
  return marked || short === entries.length ? entries : undefined;
}

const FOR_ONESELF =
  /(?:还|暂|目前|现在)?(?:没有?|未)(?:成立|注册|开|办|创办|有)?(?:自己的)?(?:公司|企业|单位|营业执照)|个人(?:名义|身份|参加|报名|创业)|(?:想|准备|打算)(?:自己)?创业|创业者/;

/** "还没成立公司", "以个人名义": who says so comes for himself. */
export const isForOneself = (text: string): boolean => FOR_ONESELF.test(text);
