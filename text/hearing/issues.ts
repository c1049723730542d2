import { predict } from "./model/linear.ts";
import type { IssueReading } from "./reading.ts";
import { titleOf } from "./title.ts";
import type { Turn } from "./turn.ts";

const VAGUE =
  /^(?:@?\S{0,6}\s*)?(?:这(?:个|里|儿|种|样|边)?|那(?:个|里|边)?|它|帮忙?|看看|看一下|麻烦|能不能|能|可以|给)*(?:能|帮忙?)?(?:管|管管|处理|解决|看|弄|修|搞|登记|反映|记|查)*(?:一下|下|看)?(?:不|吗|么|没|呢|吧|行不|不行|行吗)?[?？!！。~]*$/;

/** Points at something without saying what: "这个能管管不". */
export function isVague(text: string): boolean {
  return text.length <= 16 && VAGUE.test(text.replace(/[\s，,]/g, ""));
}

export function issueOf(turn: Turn, text: string): IssueReading {
  const [category] = predict(turn.models.categories, text, 1);
  const names = [...turn.phoneWords];
  return {
    title: titleOf(text, names),
    text,
    type: "求助",
    category: category?.label ?? "其他",
    categoryConfidence: category?.score ?? 0,
    route: { lead: "", co: [], confidence: 0, sure: false, reason: "", candidates: [] },
    urgency: "normal",
    amounts: [],
    confidential: false,
    inCourt: false,
    missing: isVague(text) ? ["what", "place"] : [],
  };
}
