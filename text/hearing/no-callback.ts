import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";

const NOT_WANTED =
  "(?:别|不要|不用|不必|不需要?|无需|无须|用不着|请勿|甭|免(?:了|掉)?|不想|停止|取消|谢绝|拒绝)(?:再|总|老是?|继续|来|给|对|向|找|被|做|打|进行|接到?|收到?|这种|什么|任何|我们?|了|的)*";
const OFF = new RegExp(
  `${NOT_WANTED}(?:电话)?回访|回访(?:电话|什么的)?(?:就|都|也|请|以后)*(?:不用|不必|免|别|取消|不要|不需要)|${NOT_WANTED}问(?:我们?)?(?:满不满意|满意不满意|满意(?:度|没|吗)|解决(?:了)?没)`,
);
/** In answer to the call-back itself the word need not fall. */
const OFF_ASKED =
  /^(?:以后|今后|下次)?(?:就|都|也|请|你们?)*(?:别|不要|不用|不必|甭)(?:再|总|老是?|一直)*(?:来)?问(?:了|我们?|我了|啦|吧)*[。！!~]*$/;
/** "别老问我了": however long ago it was asked. */
const PESTERED =
  /^(?:以后|你们?|能不能)*(?:别|不要|甭)(?:老是?|总是?|一直|天天|三番五次)(?:来)?(?:追着)?问(?:我们?)?(?:了|啦|吧)*[。！!~]*$/;
const ON = /(?:恢复|继续|重新|可以|还是)(?:给|对|打)?(?:我们?)?(?:电话)?回访|回访(?:可以|还是)?(?:恢复|继续|照常)/;
/** "Nobody called back": a complaint, no wish. */
const MISSED =
  /没(?:有)?(?:人|谁)?[^，。]{0,4}回访|怎么[^，。]{0,6}回访|为什么[^，。]{0,6}回访|回访[^，。]{0,4}(?:吗|[?？])/;

/** A company's person who wants no call-backs, or wants them again. `asked`: the call-back was the bot's last question. */
export function callbackChoice(text: string, hat: Hat, asked: boolean): Act | undefined {
  if ((hat !== "company" && hat !== "unknown") || MISSED.test(text)) return undefined;
  if (OFF.test(text) || PESTERED.test(text) || (asked && OFF_ASKED.test(text))) return "callback_off";
  return ON.test(text) ? "callback_on" : undefined;
}
