import type { Person, Town } from "../../domain/town.ts";
import { samePolicy } from "../../store/policies.ts";
import { stable } from "../../store/tx.ts";
import { PARTS, type Part } from "./shapes.ts";

/** What an import would do to the things of one kind. */
export interface PartDiff {
  part: Part;
  added: string[];
  /** With the fields that change: "Q01 青禾 (park, size)". */
  changed: string[];
  /** Named by the file, and the same. */
  same: number;
  /** On the books, not named by the file: they stay. */
  unnamed: number;
}

export interface TownDiff {
  /** Which of the town's own values change: rules by their key. */
  settings: string[];
  parts: PartDiff[];
}

/**
 * The town as it will be on the books. What people did in chat stands against a file that is silent about it: who was
 * bound to a company by a code or a cadre's word stays bound, though the list knows them as nobody's.
 */
export function keepBindings(before: Town | null, town: Town): Town {
  if (!before) return town;
  const known = new Map(before.people.map((p) => [p.id, p]));
  const kept = (p: Person): Person => {
    const was = known.get(p.id);
    if (!was?.enterprise || was.role !== "enterprise") return p;
    const role = !p.companyRole && was.companyRole ? { companyRole: was.companyRole } : {};
    if (p.enterprise === was.enterprise) return { ...p, ...role };
    return p.role !== "other" || p.enterprise ? p : { ...p, role: was.role, enterprise: was.enterprise, ...role };
  };
  return { ...town, people: town.people.map(kept) };
}

/** A workbook has no place for special terms: those on the books stay. */
export function keepTerms(before: Town | null, town: Town): Town {
  const terms = before?.rules.terms;
  return terms ? { ...town, rules: { ...town.rules, terms } } : town;
}

/** What is different, by kind. `after` is a file's town, with `keepBindings` done. */
export function diffTown(before: Town | null, after: Town): TownDiff {
  const settings = [
    ...changedKeys(before ? { bot_name: before.botName, tz: before.zone } : {}, {
      bot_name: after.botName,
      tz: after.zone,
    }),
    ...changedKeys(before?.rules ?? {}, after.rules).map((key) => `rules.${key}`),
    ...changedKeys(before?.calendar ?? {}, after.calendar).map((key) => `calendar.${key}`),
  ];
  return { settings, parts: (Object.keys(PARTS) as Part[]).map((part) => diffPart(part, before, after)) };
}

export const isEmpty = ({ settings, parts }: TownDiff): boolean =>
  settings.length === 0 && parts.every(({ added, changed }) => added.length === 0 && changed.length === 0);

function diffPart(part: Part, before: Town | null, after: Town): PartDiff {
  const old = new Map((before?.[part] ?? []).map((one) => [one.id, one as object]));
  const diff: PartDiff = { part, added: [], changed: [], same: 0, unnamed: 0 };
  for (const one of after[part]) {
    const was = old.get(one.id);
    old.delete(one.id);
    const fields = was ? changedFields(part, was, one) : [];
    if (!was) diff.added.push(nameOf(one));
    else if (fields.length > 0) diff.changed.push(`${nameOf(one)} (${fields.join(", ")})`);
    else diff.same++;
  }
  diff.unnamed = old.size;
  return diff;
}

function changedFields(part: Part, was: object, is: object): string[] {
  if (part === "people") {
    const chosen = { muted: null, noPushes: null, noCallbacks: null };
    return changedKeys({ ...was, ...chosen }, { ...is, ...chosen });
  }
  if (part === "enterprises") return changedKeys(flat(was), flat(is));
  if (part === "policies" && samePolicy(was as Town["policies"][number], is as Town["policies"][number])) return [];
  const found = changedKeys(was, is);
  return part === "policies" && found.length === 0 ? ["clauses"] : found;
}

const flat = (one: object): object => {
  const { profile, ...rest } = one as { profile?: object };
  return { ...profile, ...rest };
};

const changedKeys = (was: object, is: object): string[] => {
  const value = (of: object, key: string) => stable((of as Record<string, unknown>)[key] ?? null);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => value(was, key) !== value(is, key));
};

const nameOf = (one: { id: string; name?: string; title?: string }): string => {
  const name = one.name ?? one.title;
  return name && name !== one.id ? `${one.id} ${name}` : one.id;
};

const SHOWN = 20;

/** The diff as lines to print. */
export function diffLines({ settings, parts }: TownDiff): string[] {
  const named = (sign: string, names: string[]) => [
    ...names.slice(0, SHOWN).map((name) => `  ${sign} ${name}`),
    ...(names.length > SHOWN ? [`  ${sign} … and ${names.length - SHOWN} more`] : []),
  ];
  return [
    ...(settings.length > 0
      ? [`settings: ${settings.length} changed`, ...named("~", settings)]
      : ["settings: the same"]),
    ...parts.flatMap(({ part, added, changed, same, unnamed }) => [
      `${part}: ${added.length} added, ${changed.length} changed, ${same + unnamed} kept${unnamed > 0 ? ` (${unnamed} of them not in the file)` : ""}`,
      ...named("+", added),
      ...named("~", changed),
    ]),
  ];
}
