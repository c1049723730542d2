import type { Day } from "../../domain/town.ts";
import { type Quantity, readQuantities } from "./quantity.ts";

/** What a company's profile may hold. Yes-or-no facts are true or false; years are numbers; amounts are in yuan. */
export const FACTS = [
  "上规年份",
  "限上年份",
  "成立年份",
  "员工人数",
  "营业收入",
  "设备投资",
  "研发费用",
  "研发占比",
  "出口额",
  "发明专利",
  "新招毕业生",
  "高新技术企业",
  "科技型中小企业",
  "专精特新",
  "单项冠军",
  "绿色工厂",
  "首台套",
  "上市",
  "外资",
  "小微企业",
  "个体工商户",
  "未裁员",
  "银行贷款",
  "租用厂房",
  "出口信用保险",
  "境外参展",
  "行业",
] as const;
export type Fact = (typeof FACTS)[number];
export type FactValue = boolean | number | string;

/** A fact that somebody told of their company, with the words that told it. */
export interface ToldFact {
  fact: Fact;
  value: FactValue;
  words: string;
}

const NOT = /(不是|没有?|还没|未|尚未|不算|没能|并非|非)[^，。,；]{0,4}$/;
/** Wishes and questions tell nothing: "想申请高企", "怎么评专精特新". */
const WISH =
  /(想|打算|准备|争取|计划|怎么|如何|怎样|能不能|可不可以|有没有|申请|申报|如果|要是|假如|评上后|成为)[^，。,；]{0,6}$/;

const QUALITIES: [Fact, RegExp, FactValue][] = [
  ["专精特新", /国家级?专精特新|小巨人/, "国家级"],
  ["专精特新", /省级?专精特新/, "省级"],
  ["专精特新", /市级?专精特新/, "市级"],
  ["专精特新", /专精特新/, true],
  ["高新技术企业", /高新技术企业|高企|国高/, true],
  ["科技型中小企业", /科技型中小企业|科小/, true],
  ["单项冠军", /单项冠军/, true],
  ["绿色工厂", /绿色工厂/, true],
  ["首台套", /首台[（(]?套/, true],
  ["上市", /上市公司|挂牌(?!出让)|已经上市|上市了/, true],
  ["外资", /外资企业|外商投资|台资|港资|外企|合资企业/, true],
  ["小微企业", /小微企业|小型企业|微型企业/, true],
  ["个体工商户", /个体工商户|个体户/, true],
  ["未裁员", /没(有)?裁(过)?[员人]|未裁员|不裁员/, true],
  ["租用厂房", /(厂房|场地)[^，。]{0,4}(是)?租的|租(了|的|用)[^，。]{0,6}厂房/, true],
  ["出口信用保险", /(投|买|交)(保)?(了)?[^，。]{0,6}(出口)?信(用)?保(险)?/, true],
  ["境外参展", /(去|到|参加)(了|过)?[^，。]{0,8}(境外|国外|海外|广交会)[^，。]{0,6}展/, true],
];

const INDUSTRIES: [string, RegExp][] = [
  ["制造业", /制造|加工厂|机械|电子厂|注塑|五金|印刷厂|印务|服装厂|纺织|家具厂|建材|化工厂|工业企业/],
  ["软件和信息技术", /软件|信息技术|人工智能|大数据/],
  ["物流", /物流|货运|仓储|快递/],
  ["餐饮", /餐饮|饭店|餐馆|酒楼/],
  ["住宿", /酒店|宾馆|民宿/],
  ["批发零售", /批发|零售|超市|商贸|贸易/],
  ["电子商务", /电商|网店|直播/],
  ["农业", /种植|养殖|农业|合作社/],
  ["建筑业", /建筑|施工/],
  ["旅游", /旅行社|景区/],
  ["生物医药", /医药|药厂|医疗器械/],
];

interface Measure {
  fact: Fact;
  before: RegExp;
  unit: string[];
}

const MEASURES: Measure[] = [
  {
    fact: "员工人数",
    before: /(员工|职工|工人|人员|在职|厂里|公司|全厂|一共|总共|有)[^，。,；\d]{0,4}$/,
    unit: ["人"],
  },
  { fact: "营业收入", before: /(营业收入|营收|销售额|销售收入|年产值|产值|卖了|流水)[^，。,；\d]{0,6}$/, unit: ["元"] },
  { fact: "设备投资", before: /(设备|机床|产线|生产线|技改|改造|机器)[^，。,；\d]{0,8}$/, unit: ["元"] },
  { fact: "研发费用", before: /(研发|科研)[^，。,；\d]{0,8}$/, unit: ["元"] },
  { fact: "研发占比", before: /(研发|科研)[^，。,；\d]{0,10}$/, unit: ["%"] },
  { fact: "出口额", before: /(出口|外贸)[^，。,；\d]{0,6}$/, unit: ["元", "美元"] },
];

/** Facts that a person tells of their own company ("去年刚上规", "员工120人"). Empty when nothing is told. */
export function readProfile(text: string, today: Day): ToldFact[] {
  const year = Number(today.slice(0, 4));
  const told = new Map<Fact, ToldFact>();
  const put = (fact: Fact, value: FactValue, words: string) => {
    if (!told.has(fact)) told.set(fact, { fact, value, words: words.trim() });
  };
  for (const sentence of text.split(/[。；;！!\n，,]|[？?]/)) {
    if (!sentence.trim() || /[吗么]\s*$|(怎么|如何|能不能|有没有|多少|哪)/.test(sentence)) continue;
    readYears(sentence, year, put);
    for (const [fact, pattern, value] of QUALITIES) {
      const hit = pattern.exec(sentence);
      if (!hit) continue;
      const before = sentence.slice(0, hit.index);
      if (WISH.test(before)) continue;
      put(fact, NOT.test(before) ? false : value, sentence);
    }
    for (const quantity of readQuantities(sentence)) readMeasure(sentence, quantity, put);
    const industry =
      /(是|做|搞|开|从事|属于)/.test(sentence) && INDUSTRIES.find(([, pattern]) => pattern.test(sentence));
    if (industry && /(我们|我司|公司|咱|本|厂|店)/.test(sentence)) put("行业", industry[0], sentence);
  }
  return [...told.values()];
}

type Put = (fact: Fact, value: FactValue, words: string) => void;

function readYears(sentence: string, year: number, put: Put): void {
  const said = spokenYear(sentence, year);
  const scaled = /(上规|升规|入规|小升规|进规|规上|纳统|入统|规模以上)/.exec(sentence);
  if (scaled && !/(限上|限额)/.test(sentence) && !WISH.test(sentence.slice(0, scaled.index))) {
    const denied = NOT.test(sentence.slice(0, scaled.index));
    if (denied) put("上规年份", false, sentence);
    else if (said) put("上规年份", said, sentence);
    else if (/(刚|首次|第一次|新)/.test(sentence)) put("上规年份", year, sentence);
    else put("上规年份", true, sentence);
  }
  if (/(进|纳|入|成了|是)?限(额以)?上/.test(sentence) && /(限上|限额以上)/.test(sentence) && !WISH.test(sentence))
    put("限上年份", said ?? true, sentence);
  if (/(成立|注册|开办|创办|建厂|开业)/.test(sentence) && said) put("成立年份", said, sentence);
  const patents = /(发明专利|专利)/.exec(sentence);
  if (patents && !WISH.test(sentence.slice(0, patents.index))) {
    const count = /(\d+|[一二两三四五六七八九十]+)\s*(件|项|个)[^，。]{0,4}(发明)?专利/.exec(sentence);
    const written = count && readQuantities(`${count[1]}${count[2]}`)[0];
    if (sentence.includes("发明"))
      put("发明专利", NOT.test(sentence.slice(0, patents.index)) ? false : (written?.low ?? true), sentence);
  }
  const graduates =
    /(招|录|新进|来)(了|用|收)?[^，。]{0,3}?(\d+|[一二两三四五六七八九十]+)\s*(个|名|位|人)[^，。]{0,6}(毕业生|大学生|应届|本科|大专)/.exec(
      sentence,
    );
  const hired = graduates && readQuantities(`${graduates[3]}${graduates[4]}`)[0];
  if (hired) put("新招毕业生", hired.low, sentence);
  if (/(有|贷了|用着|申请了)[^，。]{0,6}(银行)?贷款|贷了[^，。]{0,6}万/.test(sentence) && !NOT.test(sentence))
    put("银行贷款", true, sentence);
}

function spokenYear(sentence: string, year: number): number | undefined {
  const full = /(20\d{2})年?/.exec(sentence)?.[1];
  if (full) return Number(full);
  const short = /(?<!\d)([12]\d)年/.exec(sentence)?.[1];
  if (short) return 2000 + Number(short);
  if (/今年|年初|上半年|本月|上个月|这个月/.test(sentence)) return year;
  if (/去年/.test(sentence)) return year - 1;
  return /前年/.test(sentence) ? year - 2 : undefined;
}

function readMeasure(sentence: string, quantity: Quantity, put: Put): void {
  const before = sentence.slice(0, quantity.start);
  const after = sentence.slice(quantity.end);
  for (const { fact, before: pattern, unit } of MEASURES) {
    const named =
      pattern.test(before) ||
      (fact === "设备投资" && quantity.unit === "元" && /^的[^，。]{0,6}(设备|机床|机器|产线|生产线)/.test(after));
    if (!unit.includes(quantity.unit) || !named) continue;
    if (fact === "员工人数" && /(毕业|大学|退役|残疾|招)/.test(sentence)) continue;
    put(fact, nominal(quantity), sentence);
    return;
  }
  if (quantity.unit === "人" && /^(的)?(员工|职工|工人|规模)/.test(after)) put("员工人数", nominal(quantity), sentence);
  if (quantity.unit === "个" && /^(员工|职工|工人)/.test(after)) put("员工人数", nominal(quantity), sentence);
}

/** "一百二十来号" is about 120; of "六百多万" what is sure. */
const nominal = (quantity: Quantity): number =>
  quantity.words.includes("来") ? Math.round(quantity.low / 0.9) : quantity.low;
