import { TRAITS, type Trait } from "../../domain/vocabulary.ts";

/** How documents write that an application may do without something at first. */
const WORDS: Record<Trait, RegExp> = {
  容缺受理: /容缺/,
  告知承诺: /告知承诺|(?:信用|书面|企业)承诺制|承诺制(?:审批|办理|登记)?|以承诺(?:书)?(?:代替|替代)/,
  先拨后审: /先(?:行)?(?:拨付?|兑付?|兑现|预拨)[、，,]?\s*后(?:审|核|清|结)|先预拨/,
};

/** "不适用告知承诺", "不得容缺": said to be ruled out. */
const RULED_OUT = /(?:不|未|无|非|严禁|禁止|取消|停止|除外)[^，。；]{0,8}$/;

/** The traits that a text grants, in their fixed order. What it rules out is none. */
export function traitsIn(text: string): Trait[] {
  return TRAITS.filter((trait) =>
    [...text.matchAll(new RegExp(WORDS[trait], "g"))].some(
      (hit) => !RULED_OUT.test(text.slice(Math.max(0, hit.index - 12), hit.index)),
    ),
  );
}
