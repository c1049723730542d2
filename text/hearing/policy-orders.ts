import type { Act } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { redemptionOrder } from "./redemption.ts";

const MISSED =
  /(?:哪些|什么|啥|几项|多少)[^，。]{0,10}(?:政策|补贴|补助|奖励|优惠)?[^，。]{0,8}(?:没(?:有)?|未|还没)(?:享受|领|申请|申报|用上|拿)(?:过|到)?|(?:没(?:有)?|未)(?:享受|领|申请|申报)(?:过|到)?(?:的)?(?:政策|补贴|补助|奖励)[^，。]{0,6}(?:哪些|什么|清单|列|有)|查漏补缺|政策体检/;
const PROFILE =
  /(?:我们|我司|咱们?|公司|企业|厂)(?:的)?(?:企业|公司)?(?:档案|画像)(?:里)?(?:都)?(?:有(?:什么|哪些|啥)|记了|看看|给我看|是(?:什么|怎样)|[？?]|$)|(?:记|掌握|知道|登记|了解)(?:了|着)?(?:我们|我司|咱们?|[^，。？]{2,12})(?:公司|企业|厂)?(?:的)?(?:哪些|什么)(?:信息|情况|资料|内容)/;

/** What is said of policies as a matter of one's own company, or of companies that one looks after. */
export function policyOrder(text: string, hat: Hat): Act | undefined {
  if (MISSED.test(text) && !/都(?:没|未)|反映|投诉/.test(text) && /政策|补贴|补助|奖励|优惠|查漏补缺|体检/.test(text))
    return "list_missed";
  if (PROFILE.test(text) && text.length <= 30 && hat !== "unknown") return "show_profile";
  return redemptionOrder(text, hat);
}
