import { type Quantity, readQuantities } from "../text/hearing/quantity.ts";
import { type Found, fold, type Lexicon, scanLongest } from "./concepts.ts";
import type { Opinion } from "./opinion.ts";
import { matchLexicon } from "./search/lexicon.ts";

/** What is wanted of a policy. */
export const ASPECTS = [
  "subsidy",
  "money",
  "how",
  "apply",
  "materials",
  "where",
  "who",
  "when",
  "howlong",
  "eligible",
  "exists",
  "validity",
  "compare",
  "cost",
  "docno",
] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface Topic {
  id: string;
  form: string;
  start: number;
  weight: number;
  /** Taken over from the question before: finds the chain, hardly chooses among its clauses. */
  lent?: boolean;
  /** Only says who is asking ("我们是做食品的"): helps to rank, does not decide. */
  incidental: boolean;
}

/** Words that no list knows. They may be the very subject of the question. */
export interface Residue {
  text: string;
  /** What documents would write instead. */
  targets: string[];
  weight: number;
}

export interface AskedPolicy {
  /** Simplified script. */
  text: string;
  topics: Topic[];
  residues: Residue[];
  aspects: Set<Aspect>;
  quantities: Quantity[];
  /** Years named, four digits. */
  years: number[];
  /** Other towns and provinces named as the place that is asked about. */
  places: string[];
  /** Wants to know whether or how much money there is; "招工补贴" as a mere name does not. */
  wantsMoney: boolean;
  /** Leans on what was said before: "那…呢", "这个", "上面说的". */
  leansBack: boolean;
  /** Asks about years gone by: "去年的", "以前那个". */
  looksBack: boolean;
  /** What the trained search makes of it, where the catalogue has an index. */
  opinion?: Opinion;
}

const LEANS =
  /^(那|那么|哪|这个|这项|这笔|这种|它|还有|另外|上面|刚才|刚刚|上午|下午|早上|昨天|前面|你说的|所以|如果|要是|不过|但是|具体|材料|电话|截止|怎么申请|再问|顺便)|(这个|那个|它|该|上面说的|刚才说的|刚说的|你说的|上午说的|昨天说的|前面说的|之前说的)/;

const WANTS_MONEY =
  /[补奖贴给领拿发免减退]([多几]|不[补奖贴给领拿发免减退])|多少(钱|补|奖)?|几[个成]|怎么[补奖]|有(没有|无|什么|啥|哪些|得)?[^，。？?]{0,8}(补|奖|扶持|优惠|政策|支持)|[能可会]不?[能会以]?[^，。？?]{0,6}[补奖贴]|[补奖贴助励](吗|么|嘛|不$|没|的$|点)|给不给|最高/;

const APPLY_WITHIN = /(多久|多长时间|几天|多少天|几个月|多少日)(之|以)?内[^，。？?]{0,6}(申请|申报|提交|提|报|交|办)/;

/** "消防来了环保又来": who came, not what is asked. */
const CAME = /^(局|队|部门|的人)?(刚|又|也|都|今天|昨天|上周|前天|前脚)?(来了|来查|查完|查了|走了|来过|来人|又来|刚走)/;

/** "家具展": of what trade a fair is, is not what is asked. */
const FAIR = /^(类|行业)?(展览会|展销会|博览会|交易会|展会|展)(?!品|示|柜)/;

/** Who the asker is, not what is asked: "我们是做冷链物流的", "我司属于食品加工企业". */
const ABOUT_SELF =
  /(?:我们|咱们?|我|俺们?|本公司|我司|这边)(?:家|公司|厂|这边|企业|店)?(?:主要)?(?:是|做|搞|开|干|从事|属于|经营)(?:做|搞|开)?(?:一?[家个间])?([^，。,？?！!；;\s]{1,12}?)(?:的公司|的企业|的厂|的小厂|的小店|的小公司|的|企业|行业|，|,|。)|(?:我们|我家|咱们?|本|俺们?)(?:这|家|个)*(?:小|大)?[^，。\s]{0,4}?(?:作坊|店|厂|公司|合作社|超市|饭馆|民宿)/;

/** Reads a question (simplified script). */
export function readQuestion(text: string, lexicon: Lexicon): AskedPolicy {
  const folded = fold(text);
  const found = scanLongest(folded, lexicon);
  const quantities = readQuantities(text);
  const self = ABOUT_SELF.exec(text);
  const selfSpan = self ? [self.index, self.index + self[0].length] : [0, 0];
  const topics = new Map<string, Topic>();
  const aspects = new Set<Aspect>();
  const places: string[] = [];
  for (const one of found) {
    const concept = lexicon.concepts.get(one.id)!;
    if (concept.kind === "aspect") aspects.add(one.id as Aspect);
    if (concept.kind === "place" && !comesFrom(folded, one)) places.push(one.form);
    if (concept.kind !== "topic" && concept.kind !== "weak") continue;
    const behind = folded.slice(one.end);
    const incidental = (one.start >= selfSpan[0]! && one.end <= selfSpan[1]!) || CAME.test(behind) || FAIR.test(behind);
    const before = topics.get(one.id);
    if (before && !before.incidental) continue;
    topics.set(one.id, { id: one.id, form: one.form, start: one.start, weight: concept.weight, incidental });
  }
  const narrower = (["materials", "where", "who", "when", "howlong", "cost"] as const).some((one) => aspects.has(one));
  if (aspects.delete("apply") && !narrower) aspects.add("how");
  // "多长时间内要申请" asks for a last day, not how long the office takes.
  if (APPLY_WITHIN.test(text) && aspects.delete("howlong")) aspects.add("when");
  const list = [...topics.values()];
  // "自己去还是公司去" compares no policies.
  const named = list.filter((one) => one.weight >= 0.5);
  const or = folded.indexOf("还是");
  const sides = or < 0 || (named.some((one) => one.start < or) && named.some((one) => one.start > or));
  if (named.length < 2 || !sides) aspects.delete("compare");
  if (list.every((one) => one.incidental)) for (const one of list) one.incidental = false;
  return {
    text,
    topics: list,
    residues: residuesOf(folded, found, quantities, lexicon, selfSpan),
    aspects,
    quantities,
    years: [
      ...[...text.matchAll(/(20\d{2})\s*(?:年|版|度)?/g)].map((match) => Number(match[1])),
      ...[...text.matchAll(/(?<![\d.])([12]\d)年(?!内|以上|期|工龄|了|没)/g)].map((match) => 2000 + Number(match[1])),
    ],
    places,
    wantsMoney: WANTS_MONEY.test(text),
    leansBack: LEANS.test(text.trim().replace(/^[@＠]\S+\s*/, "")),
    looksBack: /(去年|前年|以前|之前|原来|早先|往年|老政策|旧政策|老办法|旧办法|老文件|旧文件|过去)/.test(text),
  };
}

/** "一天收多少": a rate that is asked for, not a figure of theirs. */
export const RATE = /^(一|每)(年|个月|人|个|家|台|件|次|天|名|位|项)$/;

/** Pieces of a story rather than names of things: "花得多", "换了批". */
const TELLING = /[得了着过花换才点刚想拿已正被把]/;

/** "从深圳搬过来" tells where the asker comes from, not where the policy should be. */
function comesFrom(text: string, place: Found): boolean {
  return (
    /(从|来自|由|跟|和|像|学)$/.test(text.slice(0, place.start)) ||
    /^(市|省)?(搬|迁|过来|来的|客户|籍|人|户口)/.test(text.slice(place.end))
  );
}

const HEARSAY =
  /(?:我们?)?(?:听)?(?:有的?|别的?|旁|人家|同行|隔壁|朋友|他们?|都|大家)(?:人|企业|厂|家)?(?:都|跟我)?[说讲](?:是|的|有|能)?(?=[\d一二三四五六七八九十百千万两半])/g;

const TRIM =
  /^[的了是在有要能会还也都就可以给把被和与或人个家年月日上下里来去做用到从对不没为让么嘛吧呢啊]+|[的了是在有要能会还也都就可以给把被和与或人个家上下里来去做用到从对不没么嘛吧呢啊过]+$/g;

/** Characters that join words and hardly ever stand inside a name. */
const JOINTS = /[的了着吗呢啊吧嘛个没把被给让还都也是]/;

const kindOf = (word: string, lexicon: Lexicon): string =>
  lexicon.concepts.get(lexicon.forms.get(word) ?? "")?.kind ?? "";

function residuesOf(
  text: string,
  found: readonly Found[],
  quantities: readonly Quantity[],
  lexicon: Lexicon,
  self: readonly number[],
): Residue[] {
  const taken = new Uint8Array(text.length);
  const cover = (start: number, end: number) => taken.fill(1, start, end);
  for (const one of found) {
    const { kind } = lexicon.concepts.get(one.id)!;
    // A single filler character may be part of an unknown word: it is cut off the ends only.
    if (one.end - one.start > 1 || kind === "topic" || kind === "aspect") cover(one.start, one.end);
  }
  const figures = quantities.filter((one) => !RATE.test(one.words));
  // "有人说两万": who said a figure is not what is asked.
  for (const { index, 0: words } of text.matchAll(HEARSAY)) cover(index, index + words.length);
  for (const one of figures) cover(one.start, one.end);
  const residues: Residue[] = [];
  const blocked = (start: number, end: number) =>
    found.some((one) => {
      if (one.start >= end || start >= one.end) return false;
      const { kind } = lexicon.concepts.get(one.id)!;
      const size = one.end - one.start;
      return size >= end - start || (size > 1 && kind !== "weak" && kind !== "filler");
    });
  const inSelf = (start: number, end: number) => start >= self[0]! && end <= self[1]!;
  for (const { start, end, entry } of lexicon.everyday ? matchLexicon(lexicon.everyday, text) : []) {
    // "搬到外地" says more than the 外地 in it.
    const fresh =
      !taken.slice(start, end).some(Boolean) ||
      (end - start > 2 && !blocked(start, end) && !figures.some((one) => one.start < end && start < one.end));
    // "补贴", "标准": what is wanted of a policy, not what it is about.
    const targets = entry.targets.filter((one) => !["aspect", "filler"].includes(kindOf(one, lexicon)));
    if ((!fresh && targets.length) || entry.word.length < 2) continue;
    if (!entry.word.includes("*")) cover(start, end);
    if (fresh && targets.length && !inSelf(start, end))
      residues.push({
        text: text.slice(start, end),
        targets,
        weight: 0.5 * Math.min(1, entry.weight / 0.6),
      });
  }
  for (const match of text.matchAll(/[\p{Script=Han}a-z0-9]+/gu)) {
    let start = match.index;
    const end = start + match[0].length;
    for (let at = start; at <= end; at++) {
      if (at < end && !taken[at]) continue;
      for (const part of text.slice(start, at).split(JOINTS)) {
        const piece = part.replace(TRIM, "");
        if (piece.length < 2 || /^\d+$/.test(piece) || inSelf(start, at)) continue;
        const weight = (piece.length === 2 ? 0.35 : 0.5) * (TELLING.test(piece) ? 0.4 : 1);
        residues.push({ text: piece, targets: [], weight });
      }
      start = at + 1;
    }
  }
  return residues;
}
