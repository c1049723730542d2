import type { Danger } from "../saying/tickets.ts";

const SIGNS: [Danger, RegExp][] = [
  ["gas", /燃气|煤气|天然气|液化气|瓦斯|漏气|氨气|液氨|氯气|有毒气|泄漏|刺鼻/],
  ["electric", /触电|漏电|电线|电缆|高压线|变压器|配电/],
  ["fire", /着火|起火|失火|火灾|明火|冒烟|浓烟|火苗|烧起来|爆炸/],
  ["collapse", /坍塌|倒塌|塌方|塌陷|塌了|要塌|垮塌|地陷|裂缝/],
  ["injury", /受伤|伤人|流血|昏迷|晕倒|砸[到中伤]|压[到住伤]|被困|中毒|骨折|掉下|坠/],
];

/** Which danger is spoken of: the first that fits, since what to do first differs. */
export const dangerOf = (text: string): Danger => SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? "other";
