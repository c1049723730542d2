import type { Damage } from "./types.ts";

/** Marks that a wrong conversion leaves behind. */
const SIGNS: [Damage["why"], RegExp][] = [
  ["replacement", /\ufffd+/g],
  ["private_use", /[\ue000-\uf8ff]+/g],
  ["control", /[\0-\x08\x0b\x0e-\x1f\x7f]+/g],
  // UTF-8 read as GBK, memory filler, UTF-8 read as Latin-1
  [
    "mojibake",
    /锟斤拷|烫烫烫|屯屯屯|[ÃÂ][\x80-\xbf¡-¿]|[åæçèé][\x80-\xbf–-™]{1,2}|(?:[鐨鍦涓鏄浜鏈鍜浠鍙璁鎴涔瀹鍥绛鍏鏀閲鎻鍔璐绔妗鎶鐢][\u4e00-\u9fff€]){3,}/g,
  ],
  // Full-width signs that lost a byte: "（一）" → "?。ㄒ唬┌"
  [
    "odd_signs",
    /[?？]。[ㄅ-ㄩ]|[ㄅ-ㄩ][\u4e00-\u9fff]{1,2}[┌┐└┘├┤┬┴┼─│┑┒┓]|[\u4e00-\u9fff][┌┐└┘├┤┬┴┼┑┒┓][\u4e00-\u9fff]|[\u4e00-\u9fff][ㄅ-ㄩ](?=[\u4e00-\u9fff])/g,
  ],
  // Pinyin set into the text by a font converter: "環(huán)境"
  ["pinyin", /[\u4e00-\u9fff]\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)/g],
];

/** Everything that shows a text was damaged on its way, with line and surrounding words; at most `limit` places. */
export function findDamage(text: string, limit = 200): Damage[] {
  const found: Damage[] = [];
  let number = 0;
  for (const line of text.split("\n")) {
    number++;
    for (const [why, pattern] of SIGNS)
      for (const hit of line.matchAll(pattern)) {
        const from = Math.max(0, hit.index - 6);
        found.push({ place: `第${number}行`, words: line.slice(from, hit.index + hit[0].length + 6), why });
        if (found.length >= limit) return found;
      }
  }
  return found;
}
