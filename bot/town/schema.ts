import type { Series } from "../../domain/series.ts";
import type { Town } from "../../domain/town.ts";
import { FileFault, pathOf } from "../file-fault.ts";
import { characterFaults, crossFaults } from "./links.ts";
import { type FileSeries, fileShape } from "./shapes.ts";

/** Every fault of a town file, in the order of its parts. Empty: `parseTown` takes it. */
function townFaults(input: unknown): { path: PropertyKey[]; message: string }[] {
  const parsed = fileShape.safeParse(input);
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({ path, message }));
  crossFaults(input, (path, message) => {
    // What is wrong by itself is not named a second time for what it points at.
    if (!faults.some((fault) => fault.path.join() === path.join())) faults.push({ path, message });
  });
  characterFaults(input, (path) => {
    faults.push({ path, message: "holds a character that can not be stored (U+0000, or half of a pair)" });
  });
  return faults;
}

/**
 * A town from the JSON of a town file.
 * @param where how a place of the file is called; by default its path
 * @throws FileFault naming all faults at once.
 */
export function parseTown(input: unknown, source: string, where: (path: PropertyKey[]) => string = pathOf): Town {
  const faults = townFaults(input);
  if (faults.length > 0)
    throw new FileFault(
      source,
      faults.map(({ path, message }) => `${where(path)}: ${message}`),
    );
  const file = fileShape.parse(input);
  return {
    botName: file.bot_name.replace(/^[@＠]/, ""),
    zone: file.tz,
    calendar: file.calendar,
    rules: file.rules,
    departments: file.departments.map(({ parent, ...d }) => ({ ...clean(d), ...(parent ? { parentId: parent } : {}) })),
    people: file.people.map(({ liaison_for, company_role, ...p }) => ({
      ...clean(p),
      ...(company_role ? { companyRole: company_role } : {}),
      liaisonFor: liaison_for,
      muted: false,
    })),
    enterprises: file.enterprises.map(({ id, name, short, park, ...profile }) => ({
      id,
      name,
      short,
      ...(park ? { park } : {}),
      profile,
    })),
    policies: file.policies.map(({ superseded_by, issued_on, ...p }) => ({
      ...clean(p),
      ...(issued_on ? { issuedOn: issued_on } : {}),
      ...(superseded_by ? { supersededBy: superseded_by } : {}),
    })),
    events: file.events.map(({ start, end, signup_until, ...e }) => ({
      ...clean(e),
      start: new Date(start),
      ...(end ? { end: new Date(end) } : {}),
      ...(signup_until ? { signupUntil: new Date(signup_until) } : {}),
    })),
    series: file.series.map(seriesOf),
    groups: file.groups.map(({ hears_all, ...g }) => ({ ...clean(g), hearsAll: hears_all })),
  };
}

function seriesOf(file: FileSeries): Series {
  const { unit, every, weekday = 1, nth = 1, date, first_issue, closes, to, most, ...rest } = file;
  const monthly =
    date === undefined ? { unit: "month" as const, every, weekday, nth } : { unit: "month" as const, every, date };
  return {
    ...rest,
    recurrence: unit === "week" ? { unit, every, weekday } : monthly,
    closes: { days: closes.days, unit: closes.unit, ...(closes.at ? { at: closes.at } : {}) },
    firstIssue: first_issue,
    ...(to ? { to } : {}),
    ...(most ? { most } : {}),
  };
}

/** The object without keys whose value is undefined. */
function clean<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
