export interface PlaceMention {
  words: string;
  start: number;
  end: number;
}

const HAN = "[\\u4e00-\\u9fff]";
const NUM = "(?:[A-Za-z]?\\d{1,4}[A-Za-z]?|[A-Za-z]|[一二三四五六七八九十]{1,3}|东|南|西|北|中)";
/** A name of one to six characters, as short as can be. */
const NAME = `${HAN}{1,6}?`;
const AREA =
  "(?:产业园区?|工业园区?|科技园|物流园|创业园|软件园|装备园|电商园|孵化园|园区|开发区|经开区|高新区|保税区|示范区|新区|工业区|工业园|集聚区|片区|[镇乡村](?![长委里民企])|街道(?!办)|社区|小区|广场|大厦|商场|市场(?![监局价占营规经份化])|批发市场|公寓|花园|商务中心|会展中心|创新中心|孵化器|[创业技流装备商务电子智能城东西南北新高科生态农牧文化]园(?![丁林艺区长]))";
const ROAD =
  "(?:大道|大街|路(?![灯边面况程过径由线基费政])|街(?![道上头])|巷|高速|快速路|国道|省道|环线|大?桥(?:下|头|底下)?(?![接梁])|隧道|立交|匝道|辅道|[^往下过沿里]河(?=[里边上对岸段，。\\s]|$)|码头|高架)";
const CROSSING = `(?:${NAME}${ROAD})(?:与|和|跟|、|-|/)${NAME}${ROAD}(?:的)?(?:交叉路?口|路口|交汇处?|交界处?|十字路口|口)?`;
const BUILDING = `(?:${NUM}\\s?(?:号楼|栋|幢|座|号厂房|号仓库?|号车间|号院|号门|单元|号线|期|区|层|楼|室|号|车间|号地块|号库))`;
const RELATIVE =
  "(?:大?门口|大门|正门|后门|侧门|东门|西门|南门|北门|门前|楼下|楼顶|楼道|对面|对过|隔壁|旁边?|边上|附近|右手边|左手边|右边|左边|前面|后面|背后|东侧|西侧|南侧|北侧|拐角|路口|路段|路边|入口|出口|地下室|停车场|车库|食堂|宿舍(?:楼)?|厂区|厂门口|围墙(?:外|边)?|十字路口|红绿灯(?:处|路口)|桥下|河边|河道边|沿线|至|一带)";
const STATION = `(?:\\d{1,3}路(?:公交)?(?:车)?(?:(?:到)?[^，。！？；\\s]{0,8}?(?:临时站|公交站|站台|车站|站)(?!着))?|${HAN}{0,6}?(?:公交站|地铁站|地铁口|高速口|人行道|火车站|高铁站|汽车站|车站|加油站|收费站|变电站|泵站|水厂|电站|充电站|临时站))`;

/** Words before a name that are not of it; a name may hold 和, 来 or 安, so those do not end it. */
const LEAD =
  /^.*(?:我们|你们|他们|咱们|这个|那个|这边|那边|附近|隔壁|位于|设在|地址|地点|路过|经过|[一整这那两]条|现在|今天|昨天|昨晚|晚上|早上|下午|上午|中午|最近|一直|发现|反映|请问|关于|因为|由于|麻烦|帮忙|看下|看看|修下|凌晨|半夜|有点|[在到就是从把被给让求找问的了请有又也都没不还着离吗呢吧蹲堵停占炸拆])/;
const START_STOP = /^(?:本|去|来|往|说|和|跟|与|走|进|出|要|但|里|上|下)(?=.{3})/;

const UNIT = new RegExp(
  `${CROSSING}|${NAME}${AREA}(?:[A-Za-z东西南北中]区)?|${NAME}${ROAD}(?:[东西南北中]段|[东西南北中]路?|${NUM}号(?!楼|线))?|${STATION}|${BUILDING}|(?:${NAME}(?:公司|厂(?![商家长])|厂区|工地|学校|医院|小学|中学|幼儿园|酒店|银行|超市|仓库|宿舍|食堂)(?=的?${RELATIVE}))|${RELATIVE}`,
  "g",
);
/** Counts of people, times and the like that look like a storey or a number of a house. */
const NO_HOUSE =
  /^(?:\d{1,4}号(?!楼|栋|仓|厂|车|院|门|线|地|库)|[一二三四五六七八九十]+号|[东南西北中](?:号|层|楼|区|期)|[一二三四五六七八九十]期|\d+层|\d+期|[A-Za-z]号|[一二三四五六七八九十]+(?:层|室))$/;
/** Relations that alone tell nothing. */
const ALONE =
  /^(?:门口|围墙(?:外|边)?|车场|对面|隔壁|旁边?|边上|附近|前面|后面|背后|右边|左边|至|一带|沿线|入口|出口|路段|路口|路边|对过|拐角|食堂|宿舍|厂区|楼下|楼顶|大门|停车场|车库|楼道|地下室)$/;
const NOT_PLACES =
  /^(?:一?线路|道路|马路|公路|网路|电路|出路|思路|铁路|公交站|[一二三四五六七八九十]+路|半路|一路|路|街|桥|河|巷|弄|市区|小区|园区|社区|地区|辖区|城区|区|镇|乡|村|农村|乡村|街道|高速|国道|省道|走投无路|修路|上路|让路|堵路|短路|断路|走路|跑路|养路|套路|销路|来路|老路|同路|公交|车站|我们园区|全市场|大市场|市场|农贸市场|商场|广场|大厦|公寓|花园|开发区|工业园区?|产业园|新区|过河|过桥|架桥|修桥|天桥)$/;
const LINK = /^(?:的|那个?|这个?|里的?|上的?|内的?|处的?|\s|-)?$/;

/** Places of a text: areas, streets, crossings, buildings, stops, and where something is as seen from them. */
export function findPlaces(text: string): PlaceMention[] {
  const limited = text.slice(0, 4000);
  const units: PlaceMention[] = [];
  for (const match of limited.matchAll(UNIT)) {
    const words = withoutLead(match[0]);
    if (words === "") continue;
    units.push({ words, start: match.index + match[0].length - words.length, end: match.index + match[0].length });
  }
  const places: PlaceMention[] = [];
  for (let at = 0; at < units.length; at++) {
    const first = units[at]!;
    let end = first.end;
    let count = 1;
    while (units[at + 1] && LINK.test(limited.slice(end, units[at + 1]!.start)) && end - first.start < 40) {
      at++;
      end = units[at]!.end;
      count++;
    }
    const start = ownersStart(limited, first);
    const words = limited.slice(start, end).replace(/[，、\s-]+$/, "");
    if (count === 1 && start === first.start && (NOT_PLACES.test(words) || NO_HOUSE.test(words) || ALONE.test(words)))
      continue;
    if (words.length < 2) continue;
    places.push({ words, start, end: start + words.length });
  }
  return places;
}

/** The name in a unit, without what was said before it; empty where only a common noun is left ("马路", "活路"). */
function withoutLead(unit: string): string {
  const body = STATION_START.test(unit) ? 0 : (LEAD.exec(unit)?.[0].length ?? 0);
  let words = unit.slice(body);
  words = words.slice(START_STOP.exec(words)?.[0].length ?? 0);
  return COMMON_END.test(words) ? "" : words;
}

const STATION_START = /^\d{1,3}路/;
const COMMON_END =
  /^(?:.{0,3}(?:道|马|公|铁)路|[活出思套销来退弯末绝生网电水气油线一半同顺老走让修堵占上下养拓货大小这那条]路|[一大小这那]?(?:桥|河|巷|街|路|镇|乡|村|园)|.{0,2}(?:上|下)街)$/;

const OWNER = /(?:我们|咱们|咱|俺们?)?(?:这边)?(?:公司|厂里?|厂区|单位|车间|店里?|宿舍|仓库)?(?:的)?$/;

/** "我们厂门口" begins at 我们厂, not at 门口; a company's short name before 门口 belongs to it as well. */
function ownersStart(text: string, unit: PlaceMention): number {
  if (!new RegExp(`^${RELATIVE}`).test(unit.words)) return unit.start;
  const before = text.slice(Math.max(0, unit.start - 8), unit.start);
  const owner = OWNER.exec(before)?.[0] ?? "";
  if (owner !== "") return unit.start - owner.length;
  const name = /(?:^|[，。,\s]|到|在|去|和)([\u4e00-\u9fffA-Za-z]{2,4})$/.exec(before)?.[1];
  return name && !LEAD.test(name) && !/[我你他她它们来去]/.test(name) ? unit.start - name.length : unit.start;
}

/** The place that a matter is about: the most precise one that it names. */
export function placeOf(text: string): string | undefined {
  const places = findPlaces(text);
  return places.sort((a, b) => precision(b.words) - precision(a.words) || a.start - b.start)[0]?.words;
}

const NAMED = new RegExp(`${HAN}${ROAD}|${HAN}${AREA}`);
const precision = (words: string): number =>
  Math.min(words.length, 12) +
  (NAMED.test(words) ? 6 : 0) +
  (/\d|[A-Z]|门口|路口|对面|右手|左手|交叉/.test(words) ? 3 : 0);
