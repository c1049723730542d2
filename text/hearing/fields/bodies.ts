import type { Department } from "../../../domain/town.ts";
import { READ_LIMIT } from "./limit.ts";

export interface BodyMention {
  /** Department id of the town, where the words name one. */
  id?: string;
  words: string;
  start: number;
  end: number;
  /** complained: acts wrongly by these words. asked: is called for help. named: neither. */
  role: "complained" | "asked" | "named";
}

export interface BodyIndex {
  pattern: RegExp | undefined;
  ids: Map<string, string>;
}

/** What one kind of body is called in one town or another. A town's own names come first. */
const KINDS: readonly string[][] = [
  "城管局 城管 城市管理局 城管执法局 综合执法局 城管队 城管大队 城管中队 城管所 行政执法局".split(" "),
  "住建局 住房和城乡建设局 建设局 住建委 建委 住建".split(" "),
  "自然资源局 自然资源和规划局 自规局 资规局 自规 资规 国土局 规划局 国土资源局".split(" "),
  "生态环境局 环保局 环保分局 环保站 环保所 环保".split(" "),
  "税务局 税务 国税 地税 国税局 地税局 税务所 税务分局".split(" "),
  "公安局 公安 派出所 公安分局 警方".split(" "),
  "交警支队 交警 交警大队 交警队 交管局 交管所".split(" "),
  "应急局 应急管理局 安监局 安监 应急办".split(" "),
  "交通运输局 交通局 运管所 运管局 运管 交通委".split(" "),
  "发改委 发改局 发展改革委 发展和改革委员会 发展和改革局 发改".split(" "),
  "工信局 经信局 经信委 工业和信息化局 工信委 经信 工信".split(" "),
  "科技局 科学技术局".split(" "),
  "教育局 教委 教体局 教育体育局".split(" "),
  "人社局 人力资源和社会保障局 人社 社保局 人力社保局 劳动局 社保中心 就业局 就业中心 劳动所 劳动监察大队 劳动监察".split(
    " ",
  ),
  "市场监管局 市监局 市场监督管理局 市场局 工商局 质监局 食药监局 市监所 市监分局 市场所 市监 工商所 工商".split(" "),
  "审批局 行政审批局 政务服务局 政务中心 政务服务中心 政务大厅 行政服务中心 办事大厅".split(" "),
  "供电公司 供电局 电力公司 国网 电业局 电力局 供电所 电管所 供电站 供电".split(" "),
  "水务集团 自来水公司 水务公司 供水公司 水司 自来水厂 水务".split(" "),
  "燃气公司 天然气公司 燃气集团 煤气公司 燃气".split(" "),
  "消防支队 消防大队 消防队 消防救援支队 消防救援大队 消防中队 消防站 消防".split(" "),
  "卫健委 卫健局 卫生局 卫生健康委 卫健".split(" "),
  "商务局 商务委".split(" "),
  "民政局".split(" "),
  "财政局".split(" "),
  "司法局".split(" "),
  "农业农村局 农业局 农业农村委".split(" "),
  "水利局 水务局".split(" "),
  "金融办 金融局 金融监管局 金融工作局".split(" "),
  "通信办 通管局 通信管理局".split(" "),
  "园林局 园林绿化局 林业局 绿化市容局".split(" "),
  "文旅局 文化旅游局 文广旅局 文体旅局 文旅".split(" "),
  "房管局 房产局".split(" "),
  "医保局 医疗保障局".split(" "),
  "统计局".split(" "),
  "信访局 信访办".split(" "),
];

/** Words that are a thing as well as a body: they count only where a body can stand. */
const BODY_AFTER =
  /^(?:局|所|队|大队|公司|集团|办|委|部门|单位|那边|那里|这边|的?(?:人|工作人员|同志|干部|领导|执法|窗口|某|小|老)|人员|说|讲|回复|答复|答应|一直|老是|总是|每次|每天|天天|上门|来了?|不|没|拖|推|踢|要求|让|叫|把|罚|查|扣|问|给|也|都|又|就|去|要(?:我|求|企)|，|。|！|,|、|和|跟|处理|解决|看|牵头|主办|协办|配合|负责|承办|协助|会同|参与|呗|手[上里头]|名下|办理|办|管(?!道|网|理|线|辖|件|材)|接(?=[，。\s]|$)|超期|吧|了(?=[，。！]|$)|$|\s)/;

function bareName(name: string): string {
  return name.replace(/\([^)]*\)|（[^）]*）/g, "").replace(/^(?:[\u4e00-\u9fff]{2,3}(?:省|市|县|区))(?=.{3})/, "");
}

const ZONES: readonly [RegExp, string][] = [
  [/高新技术(?:产业)?开发区/, "高新区"],
  [/经济(?:技术)?开发区/, "经开区"],
  [/产业园区?|工业园区?/, "园区"],
];

/** What people say for the administration of a zone: "高新区管委会", "高新区管委". */
function zoneNames(id: string, name: string): string[] {
  const office = /管委会|管理委员会|管理办公室/.exec(name);
  if (!office) return [];
  const zone = bareName(name).slice(0, bareName(name).indexOf(office[0]));
  const short = ZONES.reduce((rest, [long, word]) => rest.replace(long, word), zone);
  return [zone, short, id].flatMap((one) => [`${one}管委会`, `${one}管委`, `${one}管委办`, one === zone ? "" : one]);
}

/** Made once for a town's departments. */
export function compileBodies(departments: readonly Department[]): BodyIndex {
  const ids = new Map<string, string>();
  const add = (word: string, id: string) => {
    if (word.length >= 2 && !ids.has(word)) ids.set(word, id);
  };
  for (const { id, name } of departments) {
    add(name, id);
    add(bareName(name), id);
    if (/^[\u4e00-\u9fff]+$/.test(id)) add(id, id);
  }
  for (const { id, aliases } of departments) for (const alias of aliases) add(bareName(alias), id);
  for (const { id, name } of departments) for (const short of zoneNames(id, name)) add(short, id);
  for (const { id, name, aliases } of departments) {
    const own = [name, bareName(name), ...aliases];
    const kind =
      KINDS.find((words) => words.includes(bareName(name))) ??
      KINDS.find((words) => own.some((word) => words.includes(word)));
    for (const word of kind ?? []) add(word, id);
  }
  const words = [...ids.keys()].sort((a, b) => b.length - a.length);
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { pattern: words.length > 0 ? new RegExp(escaped.join("|"), "g") : undefined, ids };
}

const UNLISTED =
  /(?:[\u4e00-\u9fff]{1,3}(?:镇|乡|街道|区|县|市))?(?:镇政府|乡政府|街道办(?:事处)?|管委会|居委会|村委会|物业(?:公司)?|派出所|法院|检察院|[\u4e00-\u9fff]{2,4}(?:局|委员会|支队|大队|中队|执法队|服务中心|管理处|管理所|管理站))|(?:某|XX|xx|××|[A-Z]{1,2})(?:局|委|办|所|科|中心|单位|部门)/g;

const WRONG =
  "态度(?:恶劣|很?差|极差|不好|蛮横|傲慢|冷漠|生硬|嚣张)|(?:一直|老是|总是|就是|还在|故意)?拖(?!车|欠|鞋|把|拉机)|不作为|乱作为|慢作为|懒政|推诿|推来推去|推三阻四|踢皮球|扯皮|不管(?!用)|没人管|不理|爱答不理|爱理不理|不办|不给办|不受理|不批|卡着|卡脖子|压着不|刁难|为难|乱罚|乱收费|多收|重复检查|天天来查|三天两头(?:来)?查|吃拿卡要|索要|索贿|要红包|要好处|要烟|收红包|收钱不|暗示|伸手|请客|报复|威胁|骂人|骂我|吼|训人|甩脸|翘着|敷衍|糊弄|应付|翻脸|拍桌子|凶得很|凶巴巴|耍横|爱搭不理|阴阳怪气|打官腔|没人接|不接电话|电话打不通|踢来踢去|互相推|不回复|没回复|没回音|没下文|石沉大海|没动静|不答复|不履行|违规|粗暴|暴力|野蛮|执法不公|偏袒|选择性执法|不公平|歧视|门难进|脸难看|事难办|缺岗|脱岗|不在岗|玩手机|打游戏|上班睡觉|迟迟不|不作声|说话不算|出尔反尔|朝令夕改|不讲理|欺负|坑|一问三不知|说不归|都说不归|说不是|各说各|叫我们?跑|让我们?跑|跑了[\\u4e00-\\u9fff\\d]{1,3}(?:趟|次|回)|一罚|乱查|乱扣|强制|强行|垄断";
const COMPLAINED_AFTER = new RegExp(
  `^(?:的)?(?:那?(?:个|些|几个|位|帮)?(?:人|工作人员|办事员|窗口|同志|干部|领导|执法人员|执法队员|队员|科长|所长|局长|主任|经办|经办人|某某|某科长|某领导|客服|师傅|抄表员|检查的?|柜台|大厅|保安|热线))?[^，。！？；\\n]{0,8}?(?:${WRONG})`,
);
/** "XX所来检查的人，临走暗示要两条烟" */
const CAME_AND_TOOK =
  /^[^。！？\n]{0,14}(?:人|检查|执法)[^。！？\n]{0,10}(?:暗示|索要|要(?:两|几|一|点)?[^，。]{0,2}(?:烟|酒|钱|红包|好处)|吃拿卡要|威胁|骂)/;
const COMPLAINED_BEFORE = /(?:投诉|举报|控告|告|检举|曝光|反映一下?|状告|不满)(?:一下)?(?:的是|下|：|:)?$/;
const ASKED_BEFORE =
  /(?:找|请|让|叫|喊|麻烦|希望|请求|恳请|建议|要求|协调|帮(?:忙|我们?)?(?:联系|找|问|协调|转)|联系|转给?|转到|转交|交给|派给?|派到|催(?:一下|促)?|督促|安排|通知|能不能(?:请|让|叫)|应该由|由|归|是|属于|报|报给|问(?:一下|过)?|请示|配合)(?:一下|下)?(?:市|县|区)?(?:里)?(?:的)?$/;
const ASKED_AFTER =
  /^(?:的)?(?:人|工作人员|同志|那边|部门|师傅)?(?:能不能|能否|可不可以|可以|是否|尽快|赶紧|快点|早点|抓紧|再)?(?:过?来(?!了就|的人|检查)|去|帮|给我们?|派人|协调|修|处理|解决|看看|管管|出面|牵头|支持|主办|办理|跟进|回复一下|回个|查一下|核实)/;
const FAILED_AFTER = new RegExp(`^[^。！？\\n]{0,12}?(?:${WRONG})`);

/** Public bodies that a text names, and whether it complains of them or wants them to come. */
export function findBodies(whole: string, index: BodyIndex): BodyMention[] {
  const text = whole.slice(0, READ_LIMIT);
  const found: BodyMention[] = [];
  if (index.pattern) {
    for (const match of text.matchAll(index.pattern)) {
      const words = match[0];
      const end = match.index + words.length;
      if (
        words.length < 4 &&
        !/[局委办所队心司团会院站处厅]$/.test(words) &&
        !BODY_AFTER.test(text.slice(end, end + 6))
      )
        continue;
      found.push(mention(text, words, match.index, index.ids.get(words)));
    }
  }
  for (const match of text.matchAll(UNLISTED)) {
    const end = match.index + match[0].length;
    if (found.some((one) => match.index < one.end && end > one.start)) continue;
    const lead =
      /^.*(?:到|去|找|请|让|和|跟|与|向|被|问|由|给|是|在|说|投诉|举报|我们|他们|这个|那个|请求|希望|天天|结果|但|可)/.exec(
        match[0],
      )?.[0].length ?? 0;
    const words = match[0].slice(lead);
    if (words.length >= 2) found.push(mention(text, words, match.index + lead, undefined));
  }
  return found.sort((a, b) => a.start - b.start);
}

function mention(text: string, words: string, start: number, id: string | undefined): BodyMention {
  const end = start + words.length;
  return { ...(id !== undefined && { id }), words, start, end, role: roleOf(text, start, end) };
}

function roleOf(text: string, start: number, end: number): BodyMention["role"] {
  const before = text.slice(Math.max(0, start - 10), start);
  const after = text.slice(end, end + 30);
  if (COMPLAINED_BEFORE.test(before)) return "complained";
  const asked = ASKED_BEFORE.test(before);
  // "找了城管局，一直拖" complains, "找城管局来修" does not.
  const went = /(?:找|问|报|打|联系|催)(?:了|过)(?:好几次|几次|[\d一二两三]+(?:次|回|趟))?(?:市|县|区)?$/.test(before);
  if (went) return FAILED_AFTER.test(after) ? "complained" : "named";
  if (!asked && CAME_AND_TOOK.test(after)) return "complained";
  if (!asked && COMPLAINED_AFTER.test(after) && !/^[^，。]{0,4}(?:不要|别|以免|避免|防止|如果)/.test(after))
    return "complained";
  return asked || ASKED_AFTER.test(after) ? "asked" : "named";
}

/** The body that a matter complains of: never the one that should work on it. */
export function respondentOf(text: string, index: BodyIndex): { words: string; id?: string } | undefined {
  const body = findBodies(text, index).find((one) => one.role === "complained");
  if (!body) return undefined;
  return { words: body.words, ...(body.id !== undefined && { id: body.id }) };
}
