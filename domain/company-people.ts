import type { Actor } from "./authority.ts";
import type { Person } from "./town.ts";
import type { CompanyRole } from "./vocabulary.ts";

/**
 * What the roles within an enterprise mean. All three report, ask, sign up and rate alike; beyond that
 *
 * - 负责人 brings people in, gives them roles, and takes them off;
 * - 联系人 is told first what nobody of the enterprise asked for himself (call-backs of visits, events, a new cadre);
 * - 经办人 hears of his own matters.
 *
 * The office and the liaison cadre may do all of it for their enterprises. Everybody may leave.
 */
export const roleOf = (person: Pick<Person, "companyRole">): CompanyRole => person.companyRole ?? "联系人";

/** Inviting people to an enterprise, giving them a role there, and taking them off it. */
export const mayManagePeople = (actor: Actor, speaker: Person, enterprise: string): boolean =>
  actor.isOffice ||
  actor.liaisonFor.includes(enterprise) ||
  (speaker.role === "enterprise" && speaker.enterprise === enterprise && roleOf(speaker) === "负责人");

const ORDER: CompanyRole[] = ["联系人", "负责人", "经办人"];

/** The people of an enterprise, whom to tell first at the front; of equals who is longer on the list. */
export const peopleOf = (people: readonly Person[], enterprise: string): Person[] =>
  people
    .filter((p) => p.role === "enterprise" && p.enterprise === enterprise)
    .sort((a, b) => ORDER.indexOf(roleOf(a)) - ORDER.indexOf(roleOf(b)));
