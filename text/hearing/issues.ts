import { dayOf } from "../../domain/time.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { onlyAnnounces } from "./clean.ts";
import { causeOf } from "./consequence.ts";
import { deadlineOf, findAmounts, findDates, placeOf, respondentOf, timesBefore } from "./fields/index.ts";
import { readIssue } from "./issue.ts";
import type { IssueReading } from "./reading.ts";
import { route } from "./route.ts";
import { TOPICS } from "./routing/topics.ts";
import { clausesOf } from "./split.ts";
import { titleOf } from "./title.ts";
import { indexOf, type Turn } from "./turn.ts";

const VAGUE =
  /^(?:请问|麻烦|各位|领导|你好|你们?|帮忙?|请)*(?:这|那|它|此)(?:个|里|儿|种|样|边|东西|事|问题|情况)*(?:你们|有人|谁|能不能|可不可以|能否|能|可以|给|帮忙?|有没有人|归谁|到底|怎么|咋)*(?:管管|管|处理|解决|看看|看|弄|修|搞|登记|反映|记|查|办|整)*(?:一下|下|了|的)?(?:不|吗|么|没|呢|吧|啊|行不|不行|行吗|行不行|好不好)*[?？!！。~]*$|^(?:能不能|有没有人|谁来|麻烦|请|快|帮忙?)*(?:管管|看看|看一下|处理一下|解决一下|处理下|管一下|来看看)(?:吧|吗|呗|不|啊)?[?？!！。~]*$/;

/** Points at something, or announces it, without saying what: "这个能管管不", "跟您说个事". */
export function isVague(text: string): boolean {
  if (onlyAnnounces(text)) return true;
  return text.length > 0 && text.length <= 16 && VAGUE.test(text.replace(/[\s，,]/g, ""));
}

const NO_SUBJECT =
  /[我俺咱]们?(?:公司|厂里?|家|店里?)?|[这那哪]?(?:边|里|儿|头|块)|[这那它]个?|又|还是?|老|一直|今天|现在|刚才?|不(?:行|灵|好使|对劲|得劲)|(?:出|有)(?:问题|事|毛病|状况)|坏掉?|搞不定|赶紧|赶快|快点?|马上|立刻|麻烦|请|派|叫|喊|来|人|处理|解决|弄|修|看看?|管管?|一?下|了|啦|的|啊|呢|吧|嘛|撒/g;
const GONE_WRONG = /不(?:行|灵|好使|对劲|得劲)|(?:出|有)(?:问题|事|毛病|状况)|坏|搞不定/;

/** Something went wrong, and what it was is not said: "那边又不行了，赶紧派人来". */
export function lacksSubject(text: string): boolean {
  return text.length <= 24 && GONE_WRONG.test(text) && text.replace(NO_SUBJECT, "").replace(/[\s\p{P}~]/gu, "") === "";
}

const SPOKEN = new Map<string, RegExp>();

/** How companies speak of a category's matters. */
function spokenOf(category: string): RegExp | undefined {
  if (!SPOKEN.has(category)) {
    const said = TOPICS.filter((topic) => topic.category === category).map((topic) => topic.said.source);
    if (said.length > 0) SPOKEN.set(category, new RegExp(said.join("|")));
  }
  return SPOKEN.get(category);
}

/** A part's words as one matter to be worked on. */
export function issueOf(turn: Turn, text: string, act?: Act): IssueReading {
  const index = indexOf(turn.ctx.town);
  const names = [...index.names.filter((name) => text.includes(name)), ...turn.phoneWords];
  const bits = { ...(act ? { act } : {}), names };
  const models = { category: turn.models.categories };
  const cause = causeOf(clausesOf(text), text);
  const kind = readIssue(text, bits, models, cause);
  // All words help to find the owner, unless what came of it would make it another kind of matter.
  const told = cause === text || readIssue(text, bits, models).category === kind.category ? text : cause;
  const dates = turn.ctx.calendar ? findDates(text, turn.ctx.now, turn.ctx.zone, turn.ctx.calendar) : [];
  const deadline = deadlineOf(dates, dayOf(turn.ctx.now, turn.ctx.zone));
  const since = dates.find(({ sense }) => sense === "since");
  const repeat = timesBefore(text);
  const place = placeOf(text);
  const respondent = respondentOf(text, index.bodies);
  const company = turn.ctx.speaker.enterprise;
  const { learnt } = turn.ctx;
  const routed = route(told, kind.category, learnt ? { ...index.routes, learnt } : index.routes, {
    categories: kind.categories,
    confidential: kind.confidential,
    ...(company ? { enterprise: company } : {}),
    ...(respondent?.id ? { respondentId: respondent.id } : {}),
  });
  // What only the confidential lane may look into is secret, whether or not secrecy was asked for.
  const secret = turn.ctx.town.departments.some(({ id, confidential }) => confidential && id === routed.lead);
  return {
    title: titleOf(text, names, spokenOf(kind.category)),
    text,
    type: secret ? "举报" : kind.type,
    category: kind.category,
    categoryConfidence: kind.categoryConfidence,
    route: routed,
    urgency: kind.urgency,
    amounts: findAmounts(text).map(({ words }) => words),
    ...(place ? { place } : {}),
    ...(respondent ? { respondent: respondent.words } : {}),
    ...(respondent?.id ? { respondentId: respondent.id } : {}),
    ...(since ? { since: since.words } : {}),
    ...(deadline ? { deadline } : {}),
    ...(repeat ? { repeat } : {}),
    confidential: kind.confidential || secret,
    inCourt: kind.inCourt,
    missing: isVague(text) || lacksSubject(text) ? ["what", "place"] : [],
  };
}
