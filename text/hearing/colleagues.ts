import type { Person } from "../../domain/town.ts";
import type { Act, CompanyRole } from "../../domain/vocabulary.ts";
import type { Hat } from "./acts/rank.ts";
import { type KnownPeople, peopleNamed } from "./known-people.ts";
import type { HearingContext } from "./reading.ts";

const GONE =
  /(?:已经?|早就?|现在)?(?:不在(?:我们|咱们|我|本|这)?(?:这边|这里|这儿|公司|厂里?|单位|企业|家)?(?:上班|干|做|工作)?了|(?:离职|辞职|跳槽|退休|调走)了|被(?:开除|辞退)了)/;
const OFF = /(?:解除|取消|去掉|移除|移出|删掉|删除|解绑|踢)/;
const ROLE =
  /(?:角色|身份)?(?:改为|改成|设为|设成|换成|升为|变更为|以后(?:是|当|做|就是)|现在是)(?:我们?|咱们?|贵)?(?:公司|企业|厂|单位)?的?(负责人|联系人|经办人)/;
const LIST =
  /(?:谁|哪些人|哪几个人|几个人|有谁)[^，。]{0,8}(?:绑定|绑了|能看到我们)|(?:绑定|绑了)[^，。]{0,8}(?:谁|哪些人|哪几个人|几个人)|(?:看看?|查看?|列出|发)[^，。]{0,8}(?:绑定|登记)的?(?:人员|人|名单)/;
/** Whoever writes more than this tells of some trouble with a person. */
const MAX_ORDER = 40;

/** The people about whom this speaker could say such a thing: of their own enterprise, of those they look after, all. */
export function reachable(hat: Hat, ctx: Pick<HearingContext, "speaker" | "town">): Person[] {
  const { speaker, town } = ctx;
  const own = town.people.filter((p) => p.role === "enterprise" && p.enterprise && p.id !== speaker.id);
  if (hat === "office") return own;
  if (hat === "company") return own.filter((p) => p.enterprise === speaker.enterprise);
  return hat === "liaison" ? own.filter((p) => speaker.liaisonFor.includes(p.enterprise!)) : [];
}

/** Orders about the people of an enterprise: who has left, who is what, who is there. */
export function colleagueOrder(text: string, hat: Hat, ctx: HearingContext): Act | undefined {
  if (!["office", "company", "liaison"].includes(hat) || text.length > MAX_ORDER || /[?？]|吗|怎么/.test(text))
    return LIST.test(text) && (hat === "office" || hat === "company" || hat === "liaison")
      ? "list_colleagues"
      : undefined;
  if (LIST.test(text)) return "list_colleagues";
  const released = GONE.test(text) || (OFF.test(text) && /绑|公司|企业|名单|权限/.test(text));
  if (!released && !ROLE.test(text)) return undefined;
  const first = peopleNamed(text, reachable(hat, ctx))[0];
  if (!first) return undefined;
  return released ? "release" : "set_company_role";
}

export interface ColleagueOrder {
  who: KnownPeople;
  role?: CompanyRole;
}

/** Who is meant by an order about a colleague, and what they shall be. */
export function colleagueIn(text: string, among: readonly Person[]): ColleagueOrder | undefined {
  const who = peopleNamed(text, among)[0];
  const role = ROLE.exec(text)?.[1] as CompanyRole | undefined;
  return who && { who, ...(role ? { role } : {}) };
}
