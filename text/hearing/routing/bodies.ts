import { districtOf, districtOfEnterprise, hasLevels } from "../../../domain/levels.ts";
import type { Department, Town } from "../../../domain/town.ts";
import { type Kind, kindsOf } from "./kinds.ts";
import { TOPICS } from "./topics.ts";

/** A department as routing knows it. */
export interface Body {
  id: string;
  /** Name and aliases, without the town's rank (市, 区), longest first. */
  names: string[];
  kinds: Set<Kind>;
  /** The duties, phrase by phrase. */
  phrases: string[];
  /** The same in single words, to be looked for in a text as they stand. */
  terms: string[];
  office: boolean;
  confidential: boolean;
  park: boolean;
  /** How well each topic fits, by topic number; 0 where not at all. */
  fit: Float64Array;
  /** The duty phrase that fits the topic, where one does. */
  named: (string | undefined)[];
}

const SPLIT = /[、，,/；;。\s:：()（）|]+/;
const JOINED = /以及|[与和及]/;
const BY_RANK = [0.75, 0.55, 0.4, 0.3];
/** A duty that names the matter counts for more than what such a body usually does. */
const BY_DUTY = 0.95;
const BOTH = 0.12;

/** Names as people write them: "临江市交通运输局" is also "交通运输局" and "交通局". */
function namesOf(department: Department): string[] {
  const names = new Set<string>();
  for (const name of [department.name, department.id, ...department.aliases]) {
    names.add(name);
    const bare = name.replace(/[(（][^)）]*[)）]/g, "").replace(/^.{1,4}?[市县区](?=.{3,})/, "");
    if (bare.length >= 2) names.add(bare);
  }
  return [...names].filter((name) => name.length >= 2).sort((a, b) => b.length - a.length);
}

function fitOf(body: Omit<Body, "fit" | "named">, number: number): { fit: number; named?: string } {
  const topic = TOPICS[number]!;
  const named = body.phrases.find(
    (phrase) => topic.duty.test(phrase) || (body.park && topic.park === true && topic.said.test(phrase)),
  );
  const rank = topic.kinds.findIndex((kind) => body.kinds.has(kind));
  const byKind = rank < 0 ? 0 : (BY_RANK[rank] ?? 0.25);
  if (named) return { fit: BY_DUTY + (byKind > 0 ? BOTH : 0), named };
  return { fit: byKind };
}

function bodyOf(department: Department): Body {
  const names = namesOf(department);
  const kinds = kindsOf([department.name, ...department.aliases]);
  const phrases = department.duties.split(SPLIT).filter((phrase) => phrase.length >= 2);
  const known = {
    id: department.id,
    names,
    kinds,
    phrases,
    terms: phrases.flatMap((phrase) => phrase.split(JOINED)).filter((term) => term.length >= 2),
    office: department.office,
    confidential: department.confidential,
    park: kinds.has("园区") && kinds.size === 1,
  };
  const fits = TOPICS.map((_, number) => fitOf(known, number));
  return { ...known, fit: Float64Array.from(fits, ({ fit }) => fit), named: fits.map(({ named }) => named) };
}

export interface Bodies {
  /** Who may get ordinary matters. */
  ordinary: Body[];
  office?: Body;
  /** The lane for misconduct of officials; never anything else. */
  secret?: Body;
  /** Enterprise id → its park's body; undefined for a known enterprise outside every park. */
  parkOf: Map<string, string | undefined>;
  /** Body → its district, enterprise → its district; nothing in towns without levels. */
  districts: { ofBody: Map<string, string>; ofEnterprise: Map<string, string> };
}

export function bodiesOf(town: Town): Bodies {
  const all = town.departments.map(bodyOf);
  const ordinary = all.filter((body) => !body.office && !body.confidential);
  const parkOf = new Map<string, string | undefined>();
  for (const { id, park } of town.enterprises) {
    const body = ordinary.find((other) => other.park && park && other.names.some((name) => touches(name, park)));
    parkOf.set(id, body?.id);
  }
  const office = all.find((body) => body.office);
  const secret = all.find((body) => body.confidential);
  return {
    ordinary,
    parkOf,
    districts: districtsOf(town),
    ...(office ? { office } : {}),
    ...(secret ? { secret } : {}),
  };
}

function districtsOf({ departments, enterprises }: Town): Bodies["districts"] {
  const found = { ofBody: new Map<string, string>(), ofEnterprise: new Map<string, string>() };
  if (!hasLevels(departments)) return found;
  for (const { id } of departments) {
    const district = districtOf(id, departments);
    if (district) found.ofBody.set(id, district);
  }
  for (const enterprise of enterprises) {
    const district = districtOfEnterprise(enterprise, departments);
    if (district) found.ofEnterprise.set(enterprise.id, district);
  }
  return found;
}

/** "高新区" and "高新区管委会", "高新技术产业开发区": the same park. */
function touches(name: string, park: string): boolean {
  const short = (words: string) =>
    words.replace(/管委会|管理委员会|技术产业|经济技术|产业|开发区|园区|工业园|园|区/g, "");
  if (name.includes(park) || park.includes(name)) return true;
  const [a, b] = [short(name), short(park)];
  return a.length >= 2 && b.length >= 2 && (a.startsWith(b) || b.startsWith(a));
}
