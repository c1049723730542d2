import { READ_LIMIT } from "./limit.ts";
import type { PhoneMention } from "./phones.ts";

export interface PersonMention {
  /** As people are called: "何总", "老邓", "沈立". */
  name: string;
  /** What stands before the name: "副总沈立" → 副总. */
  title?: string;
  start: number;
  end: number;
}

/** The commonest surnames; those that are everyday words (时, 水, 能, 和, 都) are left out. */
const SURNAME =
  "(?:欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|令狐|慕容|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤殷施翁苗倪颜柳章樊庞欧俞鲁褚葛尤涂卞祁左焦管屈柯路牛耿纪舒岑霍骆聂岳梅童温康洪安常齐季庄辛关裴申费冉甘詹乔娄谷房单包凌解应宗丘柴凤蓝裘靳阮缪穆阙滕闵佟戚宫鲍窦廉虞麦冼荣祝隋臧狄茅蒙仇甄栾荆郁郦厉尚楚桂晏敖鄢桑邬赖卓蔺屠巩鞠瞿巫古游饶丛匡寇])";
const GIVEN_STOP =
  "去来的是在和跟与会要参报说电手联到这那有也都还就二七八十两了不没我你他她它们您请替代换为把被给让从对向及或吗呢吧啊先后今明昨前上下号位名个人总经主厂科部董老小问想反负管办处局所带因由出病事空休假产倒班工";
const GIVEN = `[^${GIVEN_STOP}\\P{Script=Han}]`;
const FULL_NAME = `${SURNAME}${GIVEN}{1,2}`;
/** What may stand behind a full name that no title marks. */
const NAME_END =
  "(?=[，。,、；;：:\\s\\d（()）/！!+＋【】]|$|去|来|参加|电话|手机|联系|报名|负责|和|跟|与|在|说|的|先生|女士|同志|一起|一个|两个|到|代|替|那|这|今|明|因|出差|请假)";

const TITLES =
  "总经理|副总经理|副总|总监|总工|总裁|总助|经理|副经理|主任|副主任|厂长|副厂长|科长|副科长|部长|主管|董事长|董事|董秘|老板娘|老板|会计|出纳|书记|局长|副局长|处长|队长|班长|组长|院长|校长|所长|站长|行长|秘书长|秘书|协理|副理|襄理|专员|助理|工程师|师傅|老师|律师|博士|教授|女士|先生|小姐|同志|镇长|市长|县长|区长|主席|会长|店长|院士";
const SHORT_TITLES =
  "总(?![是共体量计数额得之部结])|董(?!事)|工(?![作业厂人地程商资伤期会信具艺种序况])|科(?![技学室目普])|局(?![部面势长])|处(?![理于罚置在])|姐|哥|叔|姨";

const NOT_PEOPLE =
  /^(?:施工|童工|包工|金工|石工|武工|安工作|方总|全总|小程序|小金额|小包装|小马路|小胡同|小白菜|小万|小方面|小时|小任务|小高层|小江|小钱|小毛病|小康|小季|小石子|小路|小单|小安|小解|小关|小应|老路|老马路|老石|老房|老谷|老单|老管|老段|老路子|小段|小管|小房|小谷|小牛|老牛|阿里)/;

const CALLED = new RegExp(
  `((?:${TITLES}))?(?:(${SURNAME}(?:${GIVEN}{1,2})?(?:${TITLES}))|(${SURNAME}(?:${SHORT_TITLES}))|([老小阿]${SURNAME})(?![程金路])|(${FULL_NAME})${NAME_END})`,
  "gu",
);
const MARKED = new RegExp(
  `(?:联系人|负责人|经办人|姓名|名字|参会人员?|参加人员?|出席人员?|人员|代表|本人|我叫|我是|叫做|换成|改成|换|改为|改由|派|由|让|委托|请|替|司机|员工|工人|同事|会计|${TITLES})(?:改?为|是|叫|[:：])?\\s*(${FULL_NAME})(?:${NAME_END})`,
  "gu",
);
const LONE = new RegExp(
  `(?:^|[，。,、；;：:\\s（(】+＋/和跟与])(${FULL_NAME})(?=$|[，。,、；;：:\\s（()）+＋/\\d]|和|跟|与|电话|手机|联系)`,
  "gu",
);
const SURNAMED = new RegExp(`(?:我|免贵|本人)姓(${SURNAME})`, "u");
const DAILY_WORDS =
  /^(?:高兴|高级|高楼|高强|高职|高科|高三|高五|常务|纪检|纪念|陆续|关心|关怀|田径|石场|石灰|孙子|金钱|牛羊|肖像|安定|包裹|温暖|康师傅|任财|任副|路口|路窄|小于|于[表本]|高度|高温|方便|方案|方向|方式|方面|马上|安全|安装|安排|安静|关于|关键|单位|单独|任何|任务|成功|康复|程度|程序|黄金|白天|金额|金融|石材|石油|石英|江南|万元|万一|夏天|何时|何况|何必|应该|应急|应当|解决|解释|解除|常规|常见|常年|管理|管道|管控|包装|包括|路灯|路面|路口|路边|房租|房产|房屋|房东|单价|单子|单据|单号|温度|季度|向来|严重|严格|顾虑|顾客|雷雨|纪委|纪律|武汉|申请|申报|申诉|费用|谷物|施工|童装|苏州|汤料|曾经|于是|余额|余下|余款|许可|许多|龙头|毛坯|毛利|史上|左右|左边|左侧|付款|付费|付清|宋体|梁柱|林业|田地|丁字|孔洞|章程|洪水|洪涝|牛肉|牛奶|欧美|欧元|钟头|钱款|叶片|花园|周边|周围|周末|周期|周转|周日|周一|周二|周三|周四|周五|周六|齐全|齐心|庄园|祝贺|祁连|童工|沈阳|郑州|温州|常州|徐州|惠州|江苏|江西|安徽|贵州|甘肃|凌晨|柴油|柴火|涂料|蓝色|黄色|白色|金属|阎王|尤其|单机|路况|石头|水泥|毛巾|杨树|柳树|梅雨|胡乱|胡说|马路|高速|高峰|高压|高新|高企|高管|高层|方圆|段路|江边|方才|康养|田间|管线|管网|管委|房贷|付了|童鞋|谢谢|谢了|解封|单方|应收|应付|应聘|应届|许久|孔雀|鲁班|万能|万分|季节|苗木|苗圃|左转|于此|罗列|罗马|韩国|唐突|严查|严禁|顾问|万人|毛病|金桥|石桥|万达|龙湖|安居|安心|安防|安检|安监|安保|安置|关系|关门|关闭|关注|关掉|关停)/;

/** People whom a text names or calls by surname and title, in order. */
export function findPeople(whole: string): PersonMention[] {
  const text = whole.slice(0, READ_LIMIT);
  const found: PersonMention[] = [];
  for (const match of text.matchAll(MARKED)) {
    const name = match[1]!;
    if (DAILY_WORDS.test(name)) continue;
    const start = match.index + match[0].length - name.length;
    const title = new RegExp(`(?:${TITLES})$`).exec(text.slice(Math.max(0, start - 5), start))?.[0];
    found.push({ name, ...(title && { title }), start, end: start + name.length });
  }
  for (const match of text.matchAll(CALLED)) {
    const [words, title, full, short, familiar, plain] = match;
    const name = full ?? short ?? familiar ?? plain!;
    const start = match.index + words.length - name.length;
    if (NOT_PEOPLE.test(text.slice(start, start + 4)) || DAILY_WORDS.test(name)) continue;
    if (familiar && "养敬尊古".includes(text[start - 1] ?? "，")) continue;
    if (plain && !title) continue;
    if (plain && DAILY_WORDS.test(plain)) continue;
    if (/[\u4e00-\u9fff]/.test(text[start - 1] ?? "") && short && /^[万单包管房应于付]/.test(name)) continue;
    found.push({ name, ...(title && { title }), start, end: start + name.length });
  }
  for (const match of text.matchAll(LONE)) {
    const name = match[1]!;
    if (DAILY_WORDS.test(name)) continue;
    const start = match.index + match[0].length - name.length;
    found.push({ name, start, end: start + name.length });
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: PersonMention[] = [];
  for (const one of found) if (one.start >= (kept.at(-1)?.end ?? 0)) kept.push(one);
  return kept;
}

const EXPLICIT = new RegExp(
  `(?:联系人|经办人|负责人|对接人|我叫|找)(?:是|叫|为|换成?|改成?|改为|[:：])?(?:我们?)?(?:的?(?:文员|会计|行政|人事|财务|厂长|办公室|同事|司机|主管|经理|主任)(?=[老小阿]))?\\s*(${SURNAME}(?:${TITLES})|${SURNAME}(?:${SHORT_TITLES})|[老小阿]${SURNAME}|${FULL_NAME}${NAME_END})`,
  "u",
);
const INTRODUCED = new RegExp(
  `(?:我是|这里是|这边是|俺是)[^，。！？\\n]{0,14}?((?:[老小阿]${SURNAME}|${SURNAME}(?:${TITLES})|${SURNAME}(?:${SHORT_TITLES})|${FULL_NAME}(?=[，。,\\s\\d]|$)))`,
  "u",
);

/** Who is to be called back: the one named as contact, else the one whose number it is, else who the speaker says to be. */
export function contactOf(text: string, phones: PhoneMention[]): string | undefined {
  const explicit = EXPLICIT.exec(text)?.[1];
  if (explicit && !DAILY_WORDS.test(explicit) && !NOT_PEOPLE.test(explicit)) return explicit;
  const people = findPeople(text);
  for (const phone of phones) {
    const before = people.findLast((one) => one.end <= phone.start && isJoin(text.slice(one.end, phone.start)));
    const after = people.find(
      (one) => one.start >= phone.end && /^[\s（(，,、]{0,3}$/.test(text.slice(phone.end, one.start)),
    );
    if (before ?? after) return (before ?? after)!.name;
  }
  const self = INTRODUCED.exec(text)?.[1];
  if (self && !DAILY_WORDS.test(self) && !NOT_PEOPLE.test(self)) return self;
  return SURNAMED.exec(text)?.[1];
}

const isJoin = (between: string): boolean =>
  /^[\s，,、：:（(的]{0,3}(?:联系)?(?:电话|手机|手机号|号码|联系方式|tel|Tel|TEL)?(?:号码?)?[是为：:\s]{0,3}$/.test(
    between,
  );
