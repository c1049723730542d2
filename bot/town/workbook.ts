import type ExcelJS from "exceljs";
import { FileFault, pathOf } from "../file-fault.ts";
import { cellValue, type Filled, filled } from "../workbook/cells.ts";
import { openWorkbook } from "../workbook/read.ts";
import { doubtsOf, type TownFile } from "./file.ts";
import { parseTown } from "./schema.ts";
import { type Column, ROLLS, RULE_ROWS, RULES_HEADS, RULES_SHEET, SHEETS, type Sheet, UNITS } from "./sheets.ts";

type Json = Record<string, unknown>;
type Places = Map<string, string>;

/**
 * Reads a town from a workbook with the sheets of `sheets.ts`. It becomes a town file first, so the same rules hold;
 * faults are named with sheet, row and column. It has no place for the special terms of rules: see `keepTerms`.
 * @throws FileFault naming all faults
 */
export async function readTownWorkbook(bytes: Uint8Array, source: string): Promise<TownFile> {
  const workbook = await openWorkbook(source, bytes);
  const faults: string[] = [];
  const places: Places = new Map();
  const unknown: string[] = [];
  const sheetOf = (titles: string[], part: string) =>
    workbook.worksheets.find(({ name }) => titles.includes(name.trim()) || name.trim().toLowerCase() === part);

  const rulesSheet = sheetOf(RULES_SHEET, "rules");
  if (!rulesSheet) faults.push(`no sheet "${RULES_SHEET[0]}": npm run town -- template OUT.xlsx makes one`);
  const file: Json = rulesSheet ? readRuleRows(rulesSheet, places, unknown) : {};
  const zone = typeof file.tz === "string" ? file.tz : "Asia/Shanghai";
  const rows: Record<string, Json[]> = {};
  for (const sheet of SHEETS) {
    const found = sheetOf(sheet.titles, sheet.part);
    if (!found && sheet.part === "departments") faults.push(`no sheet "${sheet.titles[0]}"`);
    rows[sheet.part] = found ? readRows(found, sheet, { zone, places, faults, unknown }) : [];
  }
  if (faults.length > 0) throw new FileFault(source, faults);

  byName(rows);
  const { reminders, calendar, clauses, elements, policies, ...parts } = rows;
  Object.assign(file, parts, {
    policies: policiesOf(policies!, clauses!, elements!, places, faults),
    calendar: calendarOf(calendar!, places),
    rules: { ...(file.rules as Json), reminders },
  });
  const where = (path: PropertyKey[]) => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(path.slice(0, length).join("."));
      if (place) return place;
    }
    return pathOf(path);
  };
  let town: TownFile["town"];
  try {
    town = parseTown(file, source, where);
  } catch (error) {
    if (error instanceof FileFault) throw new FileFault(source, [...faults, ...error.faults]);
    throw error;
  }
  if (faults.length > 0) throw new FileFault(source, faults);
  return { town, doubts: [...unknown, ...doubtsOf(town, [], where)] };
}

const placeOf = (sheet: string, row: number, column?: string): string =>
  `sheet ${sheet}, row ${row}${column ? `, column ${column}` : ""}`;

interface Reading {
  zone: string;
  places: Places;
  faults: string[];
  unknown: string[];
}

function readRows(found: ExcelJS.Worksheet, sheet: Sheet, { zone, places, faults, unknown }: Reading): Json[] {
  const heads = headsOf(found);
  const columns = heads.map((head) => sheet.columns.find((c) => c.titles.includes(head) || c.key === head));
  const needed = sheet.columns[0]!;
  if (!columns.includes(needed)) {
    if (found.actualRowCount > 0)
      faults.push(`${placeOf(found.name, 1)}: expected the column ${needed.titles[0]} among the heads`);
    return [];
  }
  for (const [i, head] of heads.entries())
    if (head && !columns[i] && sheet.part !== "enterprises")
      unknown.push(`${placeOf(found.name, 1, head)}: is no column that the bot knows`);
  const rows: Json[] = [];
  found.eachRow((row, number) => {
    if (number === 1) return;
    const one: Json = {};
    const at = `${sheet.part}.${rows.length}`;
    heads.forEach((head, i) => {
      const cell = filled(row.getCell(i + 1).value);
      if (!head || cell === undefined) return;
      const column = columns[i];
      const key = column?.key ?? head;
      one[key] = cellValue(cell, column?.kind ?? "text", zone, column?.words);
      places.set(`${at}.${key}`, placeOf(found.name, number, head));
    });
    if (Object.keys(one).length === 0) return;
    places.set(at, placeOf(found.name, number));
    for (const { key, titles } of sheet.columns)
      if (!places.has(`${at}.${key}`)) places.set(`${at}.${key}`, placeOf(found.name, number, titles[0]));
    rows.push(one);
  });
  return rows;
}

const headsOf = (sheet: ExcelJS.Worksheet): string[] =>
  Array.from({ length: sheet.columnCount }, (_, i) => String(filled(sheet.getRow(1).getCell(i + 1).value) ?? ""));

function readRuleRows(sheet: ExcelJS.Worksheet, places: Places, unknown: string[]): Json {
  const file: Json = { rules: {} };
  const heads = headsOf(sheet);
  const [name, value, unit, roll] = RULES_HEADS.map((head, i) => (heads.includes(head) ? heads.indexOf(head) : i) + 1);
  places.set("rules", `sheet ${sheet.name}`);
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const title = filled(row.getCell(name!).value);
    const cell = filled(row.getCell(value!).value);
    if (title === undefined) return;
    const known = RULE_ROWS.find(({ titles, path }) => titles.includes(String(title)) || path.at(-1) === title);
    const place = placeOf(sheet.name, number);
    if (!known) {
      unknown.push(`${place}: ${title} is no rule that the bot knows`);
      return;
    }
    places.set(known.path.join("."), placeOf(sheet.name, number, heads[value! - 1]));
    if (cell === undefined) return;
    const word = (column: number, words: Record<string, string>) => {
      const given = filled(row.getCell(column).value);
      places.set(
        `${known.path.join(".")}.${words === UNITS ? "unit" : "roll"}`,
        placeOf(sheet.name, number, heads[column - 1]),
      );
      return given === undefined ? undefined : (words[String(given)] ?? String(given));
    };
    put(
      file,
      known.path,
      ruleValue(known.kind, cell, () => ({ unit: word(unit!, UNITS), roll: word(roll!, ROLLS) })),
    );
  });
  return file;
}

function ruleValue(kind: (typeof RULE_ROWS)[number]["kind"], cell: Filled, more: () => Json): unknown {
  if (kind === "term") return { days: cellValue(cell, "number", ""), ...more() };
  if (kind === "span") return String(cell).split(/\s*[-–—~～至到]\s*/);
  if (kind === "clock" && cell instanceof Date) return cell.toISOString().slice(11, 16);
  return cellValue(cell, kind === "yes" || kind === "number" ? kind : "text", "");
}

function put(file: Json, path: string[], value: unknown): void {
  let at = file;
  for (const key of path.slice(0, -1)) at = inside(at, key);
  at[path.at(-1)!] = value;
}

/** The object under a key, made when there is none. */
function inside(of: Json, key: string): Json {
  of[key] ??= {};
  return of[key] as Json;
}

/** Offices write names where the town file has ids: a name that one thing alone has stands for its id. */
function byName(rows: Record<string, Json[]>): void {
  const ids = new Map<string, (written: unknown) => unknown>();
  for (const part of ["departments", "enterprises", "policies"]) {
    const known = new Set(rows[part]!.map((one) => one.id));
    const named = new Map<unknown, Set<unknown>>();
    for (const one of rows[part]!)
      for (const name of [one.name, one.title, ...[one.short, one.aliases].flat()])
        if (name) named.set(name, (named.get(name) ?? new Set()).add(one.id));
    ids.set(part, (written) => {
      const meant = named.get(written);
      return known.has(written) || meant?.size !== 1 ? written : [...meant][0];
    });
  }
  for (const sheet of SHEETS)
    for (const column of sheet.columns.filter((c): c is Column & { of: string } => c.of !== undefined))
      for (const row of rows[sheet.part]!) {
        const written = row[column.key];
        const id = ids.get(column.of)!;
        if (written !== undefined) row[column.key] = Array.isArray(written) ? written.map(id) : id(written);
      }
}

function policiesOf(policies: Json[], clauses: Json[], elements: Json[], places: Places, faults: string[]): Json[] {
  const byId = new Map(policies.map((p) => [p.id, p]));
  const whole = (rows: Json[], part: string) =>
    rows.flatMap(({ policy, label, text }, i) => {
      const of = byId.get(policy);
      const at = (key: string) => places.get(`${part}.${i}.${key}`);
      if (!of) faults.push(`${at("policy")}: no policy "${policy ?? ""}"`);
      if (!label) faults.push(`${at("label")}: expected a name`);
      if (!text) faults.push(`${at("text")}: expected a text`);
      return of && label && text ? [{ of, label: String(label), text: String(text), at: at("label") }] : [];
    });
  for (const { of, label, text, at } of whole(clauses, "clauses")) {
    const known = inside(of, "clauses");
    if (Object.hasOwn(known, label)) faults.push(`${at}: "${label}" of ${of.id} stands twice`);
    known[label] = text;
  }
  for (const { of, label, text } of whole(elements, "elements")) {
    const known = inside(of, "elements");
    const before = Object.hasOwn(known, label) ? known[label] : undefined;
    known[label] = before === undefined ? text : [before, text].flat();
  }
  return policies.map(({ from, to, ...policy }) =>
    from || to ? { ...policy, valid: [from ?? null, to ?? null] } : policy,
  );
}

function calendarOf(rows: Json[], places: Places): Json {
  const years: Json = {};
  for (const [i, { day, kind }] of rows.entries()) {
    const year = String(day).slice(0, 4);
    if (!Object.hasOwn(years, year)) years[year] = { off: [], work: [] };
    const days = inside(years, year);
    const list = (Array.isArray(days[String(kind)]) ? days[String(kind)] : []) as string[];
    const place = places.get(`calendar.${i}.${kind === "off" || kind === "work" ? "day" : "kind"}`)!;
    places.set(`calendar.${year}.${kind}.${list.length}`, place);
    // What is neither 休 nor 班 is refused as a key of its year.
    places.set(`calendar.${year}`, place);
    days[String(kind)] = [...list, String(day)];
  }
  return years;
}
