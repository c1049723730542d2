import { TICKET_TYPES } from "../../../domain/vocabulary.ts";
import type { Segment } from "../reading.ts";
import { LEGAL } from "./company-words.ts";
import { findPeople } from "./people.ts";
import { findPhones } from "./phones.ts";
import { findPlaces } from "./places.ts";

export type SpokenCorrection = NonNullable<Segment["correction"]> & {
  /** What stood there wrongly, where the words say so. */
  from?: string;
};

const CUE =
  /(?:写|打|输|报|发|说|填|登记|记|录|讲)(?:错|反|漏)了?|错了|有误|不对|搞错|弄错|更正|纠正|订正|改正|改(?:一)?下|改成|改为|应该?(?:是|为)|应为|正确的?(?:是|为)|准确(?:地说|的)?是|修改|换成|变更为|更新(?:一下|为)?|不是[^，。！？\n]{1,20}[，,]?\s?(?:而)?是|是[^，。！？\n]{1,16}[，,]?\s?不是|别记成/;
const RIGHT =
  /(?:应该?(?:是|为)|应为|正确的?(?:是|为)|准确(?:地说|的)?是|改成|改为|更正(?:为|成)?|更新为|换成|变更为|修改为|其实是|实际(?:上)?是|而是)[:：\s]*([^，。！？；\n]{1,40})/;
const NOT_A_BUT_B = /不是([^，。！？；\n]{1,20}?)[，,\s]?\s?(?:而)?是([^，。！？；\n]{1,20})/;
const B_NOT_A = /(?:^|[，。,\s]|是|说的?是)([^，。！？；\s是]{1,16}?)[，,\s]?\s?不是([^，。！？；\n]{1,16})/;
const LABELLED =
  /(?:电话|手机|号码|地址|位置|地点|名字|姓名|联系人|公司|单位|企业|人数|金额|数量|时间|日期)(?:更正|改)?(?:为|是|成)?[:：]\s*([^，。！？；\n]{1,40})/;
const SAID_WRONG = /(?:错了?|有误|不对)[，,。\s]*(?:应该)?是\s*([^，。！？；\n吗]{1,40})/;
const STATED = /(?:地址|位置|地点|名字|姓名|联系人|公司|单位|人数|金额|数量|时间)(?:应该)?是\s*([^，。！？；\n]{1,40})/;
const TAIL = /(?:[哈啊呀哦吧呢了的]|才对|给我改过来|你改一下|改一下|麻烦改下|抱歉|不好意思|谢谢)+$/;

const FIELD_WORDS: [SpokenCorrection["field"], RegExp][] = [
  ["phone", /电话|手机|号码|座机|联系方式/],
  ["place", /地址|位置|地点|地方|门牌|楼栋|哪栋|路名/],
  ["name", /名字|姓名|联系人|称呼|姓(?=[\u4e00-\u9fff]，|错)/],
  ["count", /人数|几个人|多少人|报(?:的|了)?\d*人/],
  ["company", /公司|单位|企业|厂名|抬头/],
];
const TYPES = new RegExp(`^(?:${TICKET_TYPES.join("|")})$`);
const COUNT = /^(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|俩|仨)\s?(?:个人|人|位|名)$/;
const PLACE =
  /^(?:[\u4e00-\u9fff]{0,4}(?:[东南西北正后侧大边]门|门口)(?:口|外|旁边?)?$|(?:[\u4e00-\u9fff]{0,6})?(?:[一二三四五六七八九十\dA-Za-z东西南北]{1,4}(?:期|栋|号楼|幢|楼|单元|号|座|区|车间|号门)|[\u4e00-\u9fff]{1,6}(?:路(?!车|公交)|街|大道|巷|园|园区|镇|村|桥)))/;

function fieldOf(text: string, value: string): SpokenCorrection["field"] {
  if (TYPES.test(value)) return "category";
  if (COUNT.test(value)) return "count";
  if (PLACE.test(value) && !/公司|厂$/.test(value)) return "place";
  const cue = CUE.exec(text)?.index ?? 0;
  const named = FIELD_WORDS.find(
    ([field, words]) =>
      words.test(text.slice(0, cue + 4)) &&
      (field !== "company" || /(?:公司|单位|企业)(?:名称?|写|打|报|搞|弄|更正|[:：]|错)/.test(text)),
  );
  if (named && named[0] !== "phone") return named[0];
  if (new RegExp(`${LEGAL}$`).test(value) && value.length > 3) return "company";
  return "text";
}

function cleaned(value: string): string {
  let words = value.trim();
  for (let last = ""; last !== words; ) {
    last = words;
    words = words.replace(TAIL, "").trim();
  }
  return words
    .replace(/^[^:：]{0,8}[:：]\s*/, "")
    .replace(/^(?:是|为|成|我们|的)/, "")
    .trim();
}

/** The number that shall stand: behind "应该是", else the one that is not denied, else the last. */
function rightPhone(text: string): { value: string; from?: string } | undefined {
  const phones = findPhones(text);
  if (phones.length === 0) return undefined;
  const denied = phones.find((phone) =>
    /(?:不是|不要|别打|原来的?|之前的?)(?:是|那个)?\s?$/.test(text.slice(Math.max(0, phone.start - 6), phone.start)),
  );
  const said = phones.find(
    (phone) =>
      /(?:应该?是|应为|是|改成|改为|换成|更正为?|打|用|[:：，,])\s?$/.test(
        text.slice(Math.max(0, phone.start - 4), phone.start),
      ) && phone !== denied,
  );
  const right = said ?? phones.findLast((phone) => phone !== denied) ?? phones[0]!;
  const from = denied ?? (phones.length > 1 ? phones.find((phone) => phone !== right) : undefined);
  return {
    value: `${right.number}${right.extension ? `转${right.extension}` : ""}`,
    ...(from && { from: from.number }),
  };
}

/**
 * A corrected value: "号码写错了，应该是…", "不是停水，是停电", "金额更正：87.6万，不是876万". Undefined where the words
 * correct nothing, or say that something is wrong but not what is right.
 */
export function correctionOf(text: string): SpokenCorrection | undefined {
  if (!CUE.test(text)) return undefined;
  const phone = rightPhone(text);
  if (phone) return { field: "phone", ...phone };
  const swap = NOT_A_BUT_B.exec(text);
  if (swap && !/(?:是不是|要不是|不是不)/.test(text)) {
    const value = cleaned(swap[2]!);
    if (value !== "") return { field: fieldOf(text, value), value, from: cleaned(swap[1]!) };
  }
  const turned = B_NOT_A.exec(text);
  if (turned && !/是不是|不是我们公司/.test(text)) {
    const value = cleaned(turned[1]!);
    if (value !== "" && !/^(?:这|那|我|你|他|这个|那个|刚才|刚刚|都|又|也|我们)$/.test(value))
      return { field: fieldOf(text, value), value, from: cleaned(turned[2]!) };
  }
  const right = (RIGHT.exec(text) ?? LABELLED.exec(text) ?? SAID_WRONG.exec(text) ?? STATED.exec(text))?.[1];
  const value = right && cleaned(right.replace(/不是.*$/, ""));
  if (!value) return undefined;
  const field = fieldOf(text, value);
  if (field === "text" || field === "name") {
    const person = /名字|姓名|联系人|姓|称呼/.test(text) ? findPeople(`，${value}，`)[0] : undefined;
    if (person) return { field: "name", value: person.name };
    if (field === "name") return { field, value };
    if (/地址|位置|地点/.test(text) || (findPlaces(value)[0]?.words === value && !value.endsWith("车")))
      return { field: "place", value };
  }
  return { field, value };
}
