import { createRequire } from "node:module";

/*
 * pinyin-pro takes about 100 ms and 30 MB to load, so it is loaded when the first company index is compiled, and each
 * character is asked for once.
 */
type Pinyin = (text: string, options: { toneType: "none" }) => string;
let pinyin: Pinyin | undefined;
const syllables = new Map<string, string>();
const CACHE_LIMIT = 30_000;

/** The reading of one character without its tone ("鑫" → "xin"); the character itself where it has none. */
export function syllableOf(char: string): string {
  let found = syllables.get(char);
  if (found === undefined) {
    if (!/[\u4e00-\u9fff]/.test(char)) found = char;
    else {
      pinyin ??= (createRequire(import.meta.url)("pinyin-pro") as { pinyin: Pinyin }).pinyin;
      found = pinyin(char, { toneType: "none" });
    }
    if (syllables.size > CACHE_LIMIT) syllables.clear();
    syllables.set(char, found);
  }
  return found;
}

const blurred = new Map<string, string>();

/** Syllables that southern speakers and speech recognition mix up made one: zh/z, n/l, -ng/-n. */
export function blur(syllable: string): string {
  let found = blurred.get(syllable);
  if (found === undefined) {
    found = syllable
      .replace(/^([zcs])h/, "$1")
      .replace(/^n(?=[aeiouü])/, "l")
      .replace(/ng$/, "n")
      .replace("ü", "u");
    blurred.set(syllable, found);
  }
  return found;
}

/** Characters that are mistaken for each other by eye or by a slip on a shape keyboard. */
const LOOKALIKES =
  "己已巳 未末 土士 日曰目 大太犬 人入八 干千于 田由甲申 天夭无 王玉主 住佳往 晴睛 图囹团 盛感 绿缘录 毕华 瑞端 意竟 百白自 川州 鑫金 湘相 临监 " +
  "精情 密蜜 恒垣桓 泰秦 祥详样 捷婕 锐税 瀚翰 博搏 雅稚 启后 思恩 科料 云去 光先 兴头 昌冒 隆降 东车 方万 力刀 明朋 卓桌 越趁 丰半 禾木 正止 " +
  "中巾 永水 成戊戌 海悔 洋样 江汪 河何 润闰 泽择 清情 龙尤 宇字 宜宝 庆床 建健 新斩 朗郎 迅讯 特持 若苦 蓝篮 锦绵棉 鸣鸟 沐沭 冶治 析折 侯候 " +
  "栗粟 赢嬴 炙灸 崇祟 茶荼 暑署 幕墓 栽裁 戴载 拔拨 历厉 圣经 凤风 兔免 乌鸟 拨拔 烁砾 钧钓 铂柏 氏民 奥粤 圆园 辰展 宏宠 茂贸 贸贺 鹏朋 侨桥 乔桥";

const lookalike = new Set<string>();
for (const group of LOOKALIKES.split(" "))
  for (const a of group) for (const b of group) if (a !== b) lookalike.add(a + b);

/** One written for the other by ear or by eye. */
export const confusable = (a: string, b: string): boolean =>
  a === b || lookalike.has(a + b) || blur(syllableOf(a)) === blur(syllableOf(b));
