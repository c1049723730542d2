/**
 * Telephone forms as people type and say them, generated with a fixed seed, each with the number that must come out
 * (or none). `tsx bench/phones.ts` prints how many are read exactly; test/text/fields/phones.test.ts holds it at 0.99.
 */
import { pathToFileURL } from "node:url";
import { chanceOf } from "../scripts/simulate/chance.ts";
import { findPhones } from "../text/hearing/fields/phones.ts";

export interface PhoneForm {
  text: string;
  /** Numbers in order, an extension after "x". */
  expected: string[];
}

const SPOKEN = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const RADIO = ["洞", "幺", "两", "三", "四", "五", "六", "拐", "八", "九"];

export function phoneForms(count: number, seed = 7): PhoneForm[] {
  const { next } = chanceOf(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const digits = (n: number, first = "0123456789") =>
    pick([...first]) + Array.from({ length: n - 1 }, () => pick([..."0123456789"])).join("");
  const mobile = () => `1${pick(["39", "38", "50", "86", "77", "99", "31", "56"])}0000${digits(4)}`;
  const full = (s: string) => s.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));
  const say = (s: string, names = SPOKEN) => [...s].map((d) => names[Number(d)] ?? d).join("");
  const doubled = (s: string) => s.replace(/(\d)\1{2,}/g, (run) => `${say(String(run.length))}个${say(run[0]!)}`);
  const cut = (s: string, sizes: number[], sep: string) => {
    const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, size) => sum + size, 0));
    return sizes.map((size, i) => s.slice(ends[i]! - size, ends[i])).join(sep);
  };

  const mobileForms: ((n: string) => string)[] = [
    (n) => n,
    (n) => cut(n, [3, 4, 4], " "),
    (n) => cut(n, [3, 4, 4], "-"),
    (n) => cut(n, [3, 4, 4], "."),
    (n) => cut(n, [3, 4, 4], "－"),
    (n) => cut(n, [3, 3, 5], " "),
    (n) => cut(n, [4, 4, 3], " "),
    (n) => cut(n, [3, 8], " "),
    (n) => cut(n, [7, 4], " "),
    (n) => `+86${n}`,
    (n) => `+86 ${cut(n, [3, 4, 4], " ")}`,
    (n) => `+86-${n}`,
    (n) => `0086${n}`,
    (n) => `(+86)${n}`,
    full,
    (n) => full(cut(n, [3, 4, 4], "-")),
    (n) => say(n),
    (n) => say(n, RADIO),
    (n) => say(n).replaceAll("一", "幺"),
    (n) => cut(say(n), [3, 4, 4], " "),
    (n) => cut(say(n), [3, 4, 4], "，"),
    (n) => say(cut(n, [3], "")) + doubled(n.slice(3)).replace(/\d/g, (d) => SPOKEN[Number(d)]!),
    (n) => n.slice(0, 3) + say(n.slice(3, 7)) + n.slice(7),
    (n) => `${say(n.slice(0, 3))}，然后${say(n.slice(3, 7))}，${say(n.slice(7))}`,
    (n) => `${n.slice(0, 3)}四个零${n.slice(7)}`,
    (n) => n.split("").join(" "),
    (n) => n.replace("0000", "oooo"),
  ];
  const around: ((phone: string) => string)[] = [
    (p) => p,
    (p) => `联系电话${p}`,
    (p) => `电话：${p}`,
    (p) => `我是设备科小贺，${p}`,
    (p) => `找我就行 ${p}，谢谢`,
    (p) => `王经理 ${p}`,
    (p) => `张三/${p}`,
    (p) => `【远航包装 ${p}】`,
    (p) => `机器停了三天了，打${p}都行`,
    (p) => `3号楼2单元跳闸 ${p} 急`,
    (p) => `tel:${p}`,
    (p) => `微信${p}同号`,
    (p) => `9月15号前给个话，手机${p}`,
    (p) => `我叫李丹电话是${p}刚才那个停车的事找我就行`,
    (p) => `欠我们12.6万，${p}`,
    (p) => `编号LJ-20260914-002，电话${p}`,
    (p) => `(${p})`,
    (p) => `宏达公司报名\n2人\n${p}`,
  ];
  const areas = ["010", "021", "028", "0571", "0731", "0570", "0755", "0898"];
  const landline = () => {
    const area = pick(areas);
    const local = digits(area.length === 3 ? 8 : pick([7, 8]), "2345678");
    return { area, local };
  };
  const landForms: ((a: string, l: string) => string)[] = [
    (a, l) => `${a}-${l}`,
    (a, l) => `${a} ${l}`,
    (a, l) => `(${a})${l}`,
    (a, l) => `（${a}）${l}`,
    (a, l) => a + l,
    (a, l) => `${a}-${l.slice(0, 4)}-${l.slice(4)}`,
    (a, l) => `${a} ${l.slice(0, 4)} ${l.slice(4)}`,
    (a, l) => full(`${a}-${l}`),
    (a, l) => say(a + l),
    (a, l) => `+86-${a.slice(1)}-${l}`,
  ];
  const extensions: ((e: string) => string)[] = [
    () => "",
    () => "",
    (e) => `转${e}`,
    (e) => `转 ${e}`,
    (e) => `-${e}`,
    (e) => `分机${e}`,
    (e) => `（分机${e}）`,
    (e) => ` 转分机${e}`,
    (e) => `转${say(e)}`,
    (e) => `#${e}`,
  ];
  const nothing: (() => string)[] = [
    () => `欠款${digits(7, "123456789")}元没付`,
    () => `订单号1390000${digits(4)}一直没发货`,
    () => `身份证43010019900101${digits(4)}`,
    () => `信用代码91430100MA4L${digits(5)}`,
    () => `LJ-202609${digits(2, "12")}-00${digits(1)}到哪步了`,
    () => `2026年9月1${digits(1)}日 14:30-16:00`,
    () => `2026-09-1${digits(1)} 08:30`,
    () => `车牌皖K·${digits(4)}1`,
    () => `粤B${digits(5)}进不来`,
    () => `卡号62220200000000${digits(5)}`,
    () => `合同金额${digits(4, "123456789")}.${digits(2)}万`,
    () => `单号7730${digits(11)}`,
    () => `一百三十九万零四百五十六块`,
    () => `三楼五个车间一共二十八台机器停了三天`,
    () => `面积${digits(5, "123456789")}平米，电费${digits(6, "123456789")}.5元`,
    () => `项目代码2026-430100-38-03-${digits(6)}`,
    () => `设备编号1390000${digits(4)}`,
    () => `打12345转了三次`,
    () => `报错误码 4001${digits(1)}`,
    () => `书面异议（编号YC2026-04${digits(2)}-037）`,
    () => `$1390000${digits(4)}`,
  ];

  return Array.from({ length: count }, (_, i) => {
    if (i % 10 === 9) return { text: pick(nothing)(), expected: [] };
    if (i % 10 >= 7) {
      const { area, local } = landline();
      const ext = digits(pick([2, 3, 4]), "123456789");
      const tail = pick(extensions)(ext);
      return {
        text: pick(around.slice(0, 10))(pick(landForms)(area, local) + tail),
        expected: [area + local + (tail && `x${ext}`)],
      };
    }
    if (i % 10 === 6) {
      const [a, b] = [mobile(), mobile()];
      const sep = pick(["、", "/", " ", "，或者", "\n", " 备用"]);
      return { text: `联系人电话${pick(mobileForms.slice(0, 9))(a)}${sep}${b}`, expected: [a, b] };
    }
    const number = mobile();
    return { text: pick(around)(pick(mobileForms)(number)), expected: [number] };
  });
}

/** Numbers as this file writes them. */
export const readForm = (text: string): string[] =>
  findPhones(text).map((phone) => phone.number + (phone.extension ? `x${phone.extension}` : ""));

/** The forms that are not read exactly. */
export const misread = (forms: PhoneForm[]): PhoneForm[] =>
  forms.filter((form) => readForm(form.text).join() !== form.expected.join());

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const forms = phoneForms(Number(process.argv[2] ?? 2000));
  const wrong = misread(forms);
  for (const form of wrong.slice(0, 40)) {
    console.log(
      JSON.stringify(form.text),
      "wanted",
      form.expected.join() || "-",
      "got",
      readForm(form.text).join() || "-",
    );
  }
  console.log(
    `${forms.length - wrong.length} of ${forms.length} exact (${(1 - wrong.length / forms.length).toFixed(4)})`,
  );
}
