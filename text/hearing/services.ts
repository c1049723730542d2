import type { Bundle, ServicePromise } from "../../domain/services.ts";

/** Kinds of businesses under the names that people use for them. */
const BUSINESSES: string[][] = [
  ["饭店", "餐馆", "餐厅", "饭馆", "酒楼", "餐饮店", "小吃店", "火锅店", "快餐店", "面馆", "餐饮"],
  ["超市", "便利店", "小卖部", "商店", "食品店"],
  ["奶茶店", "咖啡店", "咖啡馆", "饮品店", "茶饮店"],
  ["面包店", "蛋糕店", "烘焙店", "糕点店"],
  ["药店", "药房"],
  ["诊所", "门诊部"],
  ["宾馆", "酒店", "旅馆", "民宿", "客栈"],
  ["理发店", "美发店", "美容院", "美容店"],
  ["健身房", "健身馆", "健身中心", "游泳馆"],
  ["网吧", "网咖"],
  ["培训机构", "培训学校", "培训班", "辅导班"],
  ["幼儿园", "托育园", "托育机构", "托儿所"],
  ["养老院", "养老机构", "敬老院"],
  ["书店", "书吧"],
  ["工厂", "厂子", "加工厂"],
  ["公司", "企业"],
];

const ACTIONS: Record<string, RegExp> = {
  begin: /开办|开设|新办|设立|成立|创办|注册|开业|开(?!工|票|户|证明|发票|通)|办(?=个|家|一|间)/,
  end: /注销|歇业|停业|关店|关门|退出市场/,
  move: /变更|迁移|迁址|搬迁|改名|过户|更名/,
  build: /建设|施工|开工|装修|竣工|验收|扩建|新建/,
  connect:
    /报装|接入|新装|开户|开通|安装|接通|初装|装(?=天然|燃|煤|水|电|气|宽|个|上)|接(?=天然|燃|煤|水|电|气)|通(?=天然|燃|煤|水|电|气|上)/,
  enlarge: /增容|扩容|增压/,
  repair: /抢修|修复|维修|报修|恢复供/,
};

/** What is supplied, apart from what a name shares letters with by chance. */
const SUPPLIES: Record<string, RegExp> = {
  gas: /用气|燃气|天然气|煤气|供气|接气|通气|管道气/,
  power: /用电|供电|电力|接电|通电|(?:报|装|接)电|电表|增容|变压器/,
  water: /用水|供水|自来水|接水|通水|水表/,
  net: /宽带|网络|光纤|通信/,
};

const keysOf = (text: string, among: Record<string, RegExp>): string[] =>
  Object.keys(among).filter((key) => among[key]!.test(text));

const plain = (text: string): string => text.normalize("NFKC").replace(/[\s，。、（）()“”"'《》]/g, "");

/** "我要开个饭店一件事" → what is left when the asking, the doing and the counting are taken out: "饭店". */
function coreOf(name: string): string {
  const bare = plain(name)
    .replace(/^(?:我想|我要|想要?|申请|办理|企业我要)+/, "")
    .replace(/(?:一件事)?(?:一次办|联办|集成办)?$/, "")
    .replace(/一件事/g, "");
  return Object.values(ACTIONS)
    .reduce((rest, action) => rest.replace(action, ""), bare)
    .replace(/^(?:一)?(?:个|家|间|所)/, "");
}

const namesOf = (core: string): string[] => BUSINESSES.find((group) => group.includes(core)) ?? [core];

/** How well a text names a service: its very name; what it is about, done in the same way; 0 where it is another. */
function nearness(text: string, name: string): number {
  const wanted = plain(name);
  if (text.includes(wanted)) return 100 + wanted.length;
  const doing = keysOf(wanted, ACTIONS);
  const done = keysOf(text, ACTIONS);
  if (doing.length === 0 || !doing.some((one) => done.includes(one))) return 0;
  const supplied = keysOf(wanted, SUPPLIES);
  if (supplied.length > 0) return supplied.some((one) => SUPPLIES[one]!.test(text)) ? 20 : 0;
  const core = coreOf(name);
  if (core.length < 2) return 0;
  const found = namesOf(core).find((one) => text.includes(one));
  return found ? 10 + found.length : 0;
}

function best<T extends { name: string; also: string[] }>(text: string, among: readonly T[]): T[] {
  const bare = plain(text);
  const rated = among
    .map((one) => ({ one, score: Math.max(...[one.name, ...one.also].map((name) => nearness(bare, name))) }))
    .filter(({ score }) => score > 0);
  const top = Math.max(0, ...rated.map(({ score }) => score));
  return rated.filter(({ score }) => score === top).map(({ one }) => one);
}

/** The bundle that a text names, where exactly one is meant best. */
export const bundleIn = (text: string, bundles: readonly Bundle[]): Bundle | undefined => best(text, bundles)[0];

/** Promises of the service that a text names; the variant that it names where it names one, else all of them. */
export function promisesIn(text: string, promises: readonly ServicePromise[]): ServicePromise[] {
  const found = best(text, promises);
  const named = found.filter(({ variant }) => variant && text.includes(variant));
  return named.length > 0 ? named : found;
}

const ASKS_STEPS =
  /手续|证照|哪些证|什么证|几个证|流程|步骤|要什么材料|哪些材料|怎么办|怎么弄|怎么开|如何办|要办|办哪|办什么|哪些部门|几个部门|跑(?:哪|几|多少)|找(?:谁|哪)|去哪|哪(?:里|儿)办|一件事|一次办|一起办|审批/;
const ASKS_TIME =
  /多久|几天|多少天|多长时间|多少个?工作日|几个工作日|几个月|什么时候能|啥时候能|时限|承诺(?:时间|几|多)|要等|周期/;
/** A trouble is told, not a service asked about. */
const TROUBLE = /都[^，。？?]{0,10}(?:天|周|月|年)了|还没|一直没|没人|不给|拖|卡在|退回|催|投诉|反映|超(?:期|时|过)了/;

/** Which kind of service question a text asks; nothing where the books know no such service. */
export function asksService(
  text: string,
  known: { bundles?: readonly Bundle[]; promises?: readonly ServicePromise[] },
): "bundle" | "promise" | undefined {
  if (TROUBLE.test(text)) return undefined;
  if (ASKS_TIME.test(text) && promisesIn(text, known.promises ?? []).length > 0) return "promise";
  if ((ASKS_STEPS.test(text) || ASKS_TIME.test(text)) && bundleIn(text, known.bundles ?? [])) return "bundle";
  return undefined;
}
