/** Where one message says several things: numbering, ordinals, connectives, lines. Only marks are read here, not sense. */

export interface Part {
  text: string;
  /** What stands before it: a number of a list, a connective ("另外"), a line break, or nothing. */
  mark: "first" | "listed" | "joined" | "line";
}

const CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩";
const HAN = "一二三四五六七八九十";

interface Hit {
  at: number;
  end: number;
  n: number;
}

/** Ways of numbering; each is tried by itself, since people do not mix them in one list. */
const LISTS: { find: RegExp; order: (found: string) => number }[] = [
  { find: /([①②③④⑤⑥⑦⑧⑨⑩])\s*[、.．]?/g, order: (n) => CIRCLED.indexOf(n) + 1 },
  { find: /(?<![\d.])(\d{1,2})\s*(?:[、)）]|[.．:：](?!\d)|，(?=[\u4e00-\u9fff]))\s*/g, order: Number },
  {
    find: /[(（](\d{1,2}|[一二三四五六七八九十])[)）]\s*/g,
    order: (n) => (/\d/.test(n) ? Number(n) : HAN.indexOf(n) + 1),
  },
  {
    find: /(?<![第十百千万星期周初上下这那每哪有月])([一二三四五六七八九十])\s*[、.．:：]\s*/g,
    order: (n) => HAN.indexOf(n) + 1,
  },
  {
    find: /(?:^|(?<=[\s，,。；;：:！!？?的有])|(?<=[了啊呢吧]))([一二三四五])(?:是|则|来|问)(?!否|不|直|般)(?:就是|呢|说|讲)?/g,
    order: (n) => HAN.indexOf(n) + 1,
  },
  {
    find: /第([一二三四五六\d])(?:个|件|点|条|项)?(?:事情?|问题|件事|诉求)?(?:就是|呢就是|呢|是说|是|说的是|嘛|啊)?[，,、:：\s]*(?!次|遍|天|年|周|期|批|季|步|名|代|家|车间|栋|层|楼|位|方|人|中学|小学|人民|医院|产业|届|季度)/g,
    order: (n) => (/\d/.test(n) ? Number(n) : HAN.indexOf(n) + 1),
  },
  { find: /(?:^|(?<=[\s，,。；;：:]))其([一二三四])(?:是|，|,|:|：|、)?/g, order: (n) => HAN.indexOf(n) + 1 },
];

const PAIRS: RegExp[] = [
  /(?:^|[\s，,。；;：:])(首先)[，,是呢]?(?=[\s\S]{4,}?[\s，,。；;](?:其次|再次|然后|第二|最后)[，,是呢]?)/,
  /(?:^|[\s，,。；;：:]|(?<=[事题点]))(一个(?:问题|事|事情)?(?:是|呢|就是))(?=[\s\S]{4,}?(?:另一个|再一个|还有一个|[二三]一个|一个(?:问题|事|事情)?(?:是|呢|就是)))/,
];
const PAIR_NEXT =
  /[\s，,。；;]?(?:(?<=[\s，,。；;])(?:其次|再次|最后|一个|[二三]一?个(?=问题|事|就?是|呢)|还有就是|再就是|再有就是)|另一个|再一个|还有一个)(?:问题|事情?)?(?:就是|是|呢)?[，,]?/g;

/** A numbered list, if there is one: what stands before it and its entries. */
export function listed(text: string): { before: string; entries: string[] } | undefined {
  for (const { find, order } of LISTS) {
    const hits: Hit[] = [];
    for (const match of text.matchAll(find)) {
      const n = order(match[1]!);
      const due = hits.length + 1;
      if (n === due) hits.push({ at: match.index, end: match.index + match[0].length, n });
    }
    if (hits.length < 2) continue;
    const entries = hits.map((hit, i) => trimPart(text.slice(hit.end, hits[i + 1]?.at ?? text.length)));
    if (entries.filter((entry) => entry.length >= 2).length < 2) continue;
    return { before: trimPart(text.slice(0, hits[0]!.at)), entries };
  }
  for (const pair of PAIRS) {
    const match = pair.exec(text);
    if (!match) continue;
    const start = match.index + match[0].length;
    const rest = text.slice(start);
    const entries = rest.split(PAIR_NEXT).map(trimPart);
    if (entries.length >= 2 && entries.every((entry) => entry.length >= 3))
      return { before: trimPart(text.slice(0, match.index)), entries };
  }
  return undefined;
}

const COUNTED =
  /^(.{0,14}?)([两二三四2-4])(?:个|件|点|条|样)(?:事情?|问题|诉求|困难|情况)?(?:要?反映|要说|哈|啊|呢)?[：:，,]\s*/;

/** "就反映两点：A，B": as many clauses follow as were announced. */
function counted(text: string): { before: string; entries: string[] } | undefined {
  const match = COUNTED.exec(text);
  if (!match) return undefined;
  const n = "零一二三四".indexOf(match[2]!.replace("两", "二"));
  const due = n > 0 ? n : Number(match[2]);
  const rest = text.slice(match[0].length);
  for (const cut of [/[；;。\n]+/, /[，,；;。\n]+/]) {
    const entries = rest
      .split(cut)
      .map(trimPart)
      .filter((entry) => entry.length >= 3);
    if (entries.length === due) return { before: "", entries };
  }
  return undefined;
}

const JOIN =
  /(?:然后)?(?:还有就是|还有一个(?:就是|事|问题)|再一个就是|再有就是)(?:说|呢)?|(?:^|[\s，,。；;！!？?、]+)(?:另外|另|还有(?:就是|呢|一?[个件条](?:事情?|问题)?|[:：，,])?|还(?:想|要)(?:反映|问|说)(?:一下|下)?|再(?:就是|有|一个|者|问一?[下句个])|此外|除此之外|顺便(?:[问说提反](?:一?[下句个]|映)?)?|顺带|对了(?!一?下|账|表|数|方|账单)|其次|同时(?:也)?|以及|并且还|再说(?:一|个)|第二[个件]|附带|最后(?:问|说|一个))(?:[，,：:]|就是|呢)?(?!没有|多久|多少|几|谁|什么|哪|名额|人管|救|希望|一[天周个]月|[两二三四五六七八九十\d]+[天个小分公米])/g;

/** Cuts running text at connectives that begin a clause. */
export function joined(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(JOIN)) {
    if (match.index === 0 && match[0].length < text.length && from === 0) {
      from = match[0].length;
      continue;
    }
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.map(trimPart).filter((part) => part.length > 0);
}

/** Clauses with the punctuation that ends them taken off. */
export function clausesOf(text: string): string[] {
  return text
    .split(/[，,。；;！!？?\n]+|(?<=[\u4e00-\u9fff]{2})[ \t]+(?=[\u4e00-\u9fff]{2})/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length > 0);
}

/** Sentences: cut at full stops, semicolons and lines, not at commas. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[。；;！!？?])|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 0);
}

function trimPart(text: string): string {
  return text.replace(/^[\s，,。；;、：:.．]+|[\s，,；;、：:]+$/g, "");
}

/** All parts by their marks: a list first, connectives inside what is left. */
export function partsOf(text: string): Part[] {
  const list = listed(text) ?? counted(text);
  if (list) {
    const parts: Part[] = [];
    if (list.before) for (const piece of joined(list.before)) parts.push({ text: piece, mark: "first" });
    for (const entry of list.entries) {
      const [head, ...rest] = joined(entry);
      if (head) parts.push({ text: head, mark: "listed" });
      for (const piece of rest) parts.push({ text: piece, mark: "joined" });
    }
    return parts;
  }
  return joined(text).map((piece, i) => ({ text: piece, mark: i === 0 ? "first" : "joined" }));
}
