import type { Task } from "../../domain/campaign.ts";
import type { Enterprise, Person, Town } from "../../domain/town.ts";
import type { SheetRow } from "../workbook/read.ts";
import type { RosterRows } from "./read.ts";

/** What workbooks say, checked against each other and the town. */
export interface Roster {
  enterprises: Enterprise[];
  people: Person[];
  tasks: Task[];
  doubts: string[];
}

/**
 * Makes a roster of rows. What is wrong goes into `faults` with file, sheet, row and column, and what to do; with any of
 * them the roster is not to be used.
 */
export function rosterOf(rows: RosterRows, town: Town, faults: string[]): Roster {
  const enterprises = unique(rows.enterprises, faults);
  const cadres = unique(rows.cadres, faults);
  const companies = new Named<Enterprise>(town.enterprises, (e) => [e.name, ...e.short]);
  const listed = new Map(town.enterprises.map((e) => [e.id, e]));
  const made = enterprises.map((row) => enterpriseFrom(row, listed.get(row.values.id!)));
  for (const one of made) companies.put(one);

  const doubts: string[] = [];
  const staff = new Named<Person>(town.people.filter(isStaff), (p) => (p.name ? [p.name] : []));
  const onBooks = new Map(town.people.map((p) => [p.id, p]));
  const units = new Map(town.departments.flatMap((d) => [d.id, d.name, ...d.aliases].map((name) => [name, d.id])));
  const unitOf = new Map<string, string>();
  for (const p of town.people) if (p.department) unitOf.set(p.id, p.department);
  const strange = new Map<string, number>();
  const people: Person[] = [];
  for (const row of cadres) {
    const { id, name, unit } = row.values as { id: string; name: string; unit: string };
    const before = onBooks.get(id);
    if (before?.enterprise) {
      faults.push(
        `${row.place}, column ${row.headOf("id")}: ${id} is ${before.name ?? "somebody"} of the enterprise ${before.enterprise}: give the cadre's own account`,
      );
      continue;
    }
    const department = units.get(unit);
    if (!department) strange.set(unit, (strange.get(unit) ?? 0) + 1);
    unitOf.set(id, department ?? unit);
    const one: Person = {
      liaisonFor: [],
      muted: false,
      ...before,
      id,
      name,
      role: before && before.role !== "other" ? before.role : "cadre",
      ...(department && !(before?.department && before.role !== "cadre") ? { department } : {}),
    };
    people.push(one);
    staff.put(one);
  }
  for (const [unit, count] of strange)
    doubts.push(`unit ${unit} (${count} cadres) is no department of the town: only the office can ask for its figures`);

  const tasks = tasksIn(rows, enterprises, { companies, staff, unitOf }, faults);
  const named = new Set(tasks.map(({ enterpriseId }) => enterpriseId));
  const alone = made.filter(({ id }) => !named.has(id));
  if (alone.length > 0)
    doubts.push(
      `${alone.length} enterprises have no cadre: ${alone
        .slice(0, 5)
        .map((e) => e.name)
        .join("、")}${alone.length > 5 ? " …" : ""}`,
    );
  return { enterprises: made, people, tasks, doubts };
}

const isStaff = (p: Person): boolean => p.role !== "enterprise" && p.role !== "other";

/** The rows with an id that none before them has. */
function unique(rows: readonly SheetRow[], faults: string[]): SheetRow[] {
  const first = new Map<string, SheetRow>();
  for (const row of rows) {
    const { id, name } = row.values;
    if (!id || !name) continue;
    const before = first.get(id);
    if (before)
      faults.push(
        `${row.place}, column ${row.headOf("id")}: ${id} stands at ${before.place} already: delete one of the two`,
      );
    else first.set(id, row);
  }
  return [...first.values()];
}

/** What the file is silent about stays as it was. */
function enterpriseFrom(row: SheetRow, before: Enterprise | undefined): Enterprise {
  const { id, name, park } = row.values as { id: string; name: string; park?: string };
  return {
    ...before,
    id,
    name,
    short: row.lists.short ?? before?.short ?? [],
    ...(park ? { park } : {}),
    profile: { ...before?.profile, ...row.more },
  };
}

/** Things by id, and by a name that only one of them has. */
export class Named<T extends { id: string }> {
  private readonly ids = new Map<string, T>();
  private readonly names = new Map<string, Set<string>>();
  constructor(
    things: readonly T[],
    private readonly namesOf: (thing: T) => string[],
  ) {
    for (const thing of things) this.put(thing);
  }
  put(thing: T): void {
    this.ids.set(thing.id, thing);
    for (const name of this.namesOf(thing)) {
      const ids = this.names.get(name) ?? new Set();
      this.names.set(name, ids.add(thing.id));
    }
  }
  /** The id, or why there is none. */
  find(written: string): { id: string } | { why: string } {
    if (this.ids.has(written)) return { id: written };
    const ids = [...(this.names.get(written) ?? [])];
    if (ids.length === 1) return { id: ids[0]! };
    return { why: ids.length === 0 ? "is not listed" : `is the name of ${ids.length} (${ids.slice(0, 3).join(", ")})` };
  }
}

interface Known {
  companies: Named<Enterprise>;
  staff: Named<Person>;
  unitOf: Map<string, string>;
}

function tasksIn(
  rows: RosterRows,
  enterprises: SheetRow[],
  { companies, staff, unitOf }: Known,
  faults: string[],
): Task[] {
  const tasks = new Map<string, Task>();
  const put = (enterpriseId: string, personId: string) =>
    tasks.set(`${enterpriseId}\u0000${personId}`, { enterpriseId, personId, unit: unitOf.get(personId) ?? "" });
  const cadreIn = (row: SheetRow, key: string, written: string): string | undefined => {
    const found = staff.find(written);
    if ("id" in found) return found.id;
    faults.push(
      `${row.place}, column ${row.headOf(key)}: the cadre ${written} ${found.why}: write the id of one on the sheet 干部`,
    );
  };
  for (const row of enterprises)
    for (const written of row.lists.cadres ?? []) {
      const cadre = cadreIn(row, "cadres", written);
      if (cadre) put(row.values.id!, cadre);
    }
  for (const row of rows.tasks) {
    const { enterprise, cadre } = row.values;
    if (!enterprise || !cadre) continue;
    const company = companies.find(enterprise);
    if ("why" in company)
      faults.push(
        `${row.place}, column ${row.headOf("enterprise")}: the enterprise ${enterprise} ${company.why}: write the id of one on the sheet 企业`,
      );
    const person = cadreIn(row, "cadre", cadre);
    if ("id" in company && person) put(company.id, person);
  }
  return [...tasks.values()];
}
