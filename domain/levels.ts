import type { Department, Enterprise } from "./town.ts";
import { LEVELS, type Level } from "./vocabulary.ts";

/**
 * The organisations as a tree: the city's bodies, districts, and what stands below a district. A town whose departments
 * name neither a level nor a body above them is all city, and nothing here changes anything.
 */

const find = (id: string | null | undefined, departments: Department[]) =>
  departments.find((department) => department.id === id);

/** A department and all below it. A circle in the tree, which the town check refuses, does not hang. */
export function subtree(id: string, departments: Department[]): string[] {
  const found = new Set([id]);
  for (const top of found)
    for (const department of departments) if (department.parentId === top) found.add(department.id);
  return [...found];
}

/** A department and all above it, nearest first. */
function upwards(id: string | null, departments: Department[]): Department[] {
  const chain: Department[] = [];
  for (let at = find(id, departments); at && !chain.includes(at); at = find(at.parentId, departments)) chain.push(at);
  return chain;
}

/** The level that a department names; else one below what it stands under, and the city's where it stands under nothing. */
export function levelOf(id: string | null, departments: Department[]): Level | undefined {
  const chain = upwards(id, departments);
  if (chain.length === 0) return undefined;
  const named = chain.findIndex(({ level }) => level !== undefined);
  const [base, steps] = named < 0 ? [0, chain.length - 1] : [LEVELS.indexOf(chain[named]!.level!), named];
  return LEVELS[Math.min(base + steps, LEVELS.length - 1)];
}

/** Whether any department stands below another or names its level. */
export const hasLevels = (departments: Department[]): boolean =>
  departments.some(({ parentId, level }) => parentId !== undefined || level !== undefined);

/** The district that a body belongs to: the highest body above it, or itself, that is not the city's. Null for the city's own. */
export function districtOf(id: string | null, departments: Department[]): string | null {
  const chain = upwards(id, departments);
  return chain.findLast((one) => levelOf(one.id, departments) !== "市")?.id ?? null;
}

const isCalled = ({ id, name, aliases }: Department, word: string): boolean =>
  id === word || name === word || aliases.includes(word);

/**
 * The district of an enterprise: its `district`, named as people call the body, else that of the park's body. Null
 * where neither is on the list.
 */
export function districtOfEnterprise(enterprise: Enterprise | undefined, departments: Department[]): string | null {
  if (!enterprise || !hasLevels(departments)) return null;
  for (const word of [enterprise.profile.district, enterprise.park]) {
    if (typeof word !== "string" || word === "") continue;
    const body =
      departments.find((one) => isCalled(one, word)) ??
      departments.find((one) => districtOf(one.id, departments) && one.name.startsWith(word));
    const district = body ? districtOf(body.id, departments) : null;
    if (district) return district;
  }
  return null;
}

/** A body's name without its rank: "清源区住房和城乡建设局" and "市住房和城乡建设局" are one trade. */
const trade = (name: string): string => name.replace(/^.{0,6}?[市区县旗](?=.{2,})/, "");

/** Who in a district does what this body does elsewhere: named as its counterpart, of the same trade, else the district's head body. */
export function counterpartIn(district: string, body: string | null, departments: Department[]): string {
  const own = departments.filter(({ id }) => districtOf(id, departments) === district);
  const there = find(body, departments);
  const named = own.find(({ counterpart }) => counterpart !== undefined && counterpart === body);
  const alike =
    there && own.find((one) => one.id !== district && [one.name, ...one.aliases].some((n) => sameTrade(n, there)));
  return (named ?? alike)?.id ?? district;
}

const sameTrade = (name: string, { name: other, aliases }: Department): boolean =>
  [other, ...aliases].some((one) => trade(one) === trade(name));

/** The city's body that a district's body has to do with: its counterpart, else one of the same trade. */
export function cityCounterpart(body: string | null, departments: Department[]): string | null {
  const own = find(body, departments);
  if (!own) return null;
  const city = departments.filter(({ id }) => districtOf(id, departments) === null);
  return (
    city.find(({ id }) => id === own.counterpart)?.id ??
    city.find((one) => [one.name, ...one.aliases].some((name) => sameTrade(name, own)))?.id ??
    null
  );
}

/** Who in the company's district follows a ticket that the city owns (对口跟踪); null where the district owns it itself. */
export function trackerFor(lead: string | null, district: string | null, departments: Department[]): string | null {
  if (!district || lead === null || districtOf(lead, departments) !== null) return null;
  return counterpartIn(district, lead, departments);
}
