import { addDays, isDay } from "../../domain/time.ts";
import type { Day } from "../../domain/town.ts";
import { cellValue } from "../workbook/cells.ts";
import { openWorkbook, readSheet, type SheetRow } from "../workbook/read.ts";
import { columnsBy, type ListMapping, type SheetKind } from "./columns.ts";

/** An entry of a list as its file has it; names are as written. */
export interface WrittenItem {
  kind: "问题" | "建议";
  text: string;
  units: string[];
  co: string[];
  company?: string;
  measure?: string;
  result?: string;
  /** The list says that it is solved. */
  solved: boolean;
  raisedOn?: Day;
  due?: Day;
  contact?: string;
  phone?: string;
  /** "清单.xlsx: sheet 问题, row 17". */
  place: string;
}

/** Sums and notes below a list. */
const NO_ENTRY = /^(?:合\s*计|总\s*计|小\s*计|注|备注|说明|填表|填报|制表|审核|联系电话)(?:[:：]|$|人|单位)/;
const NAMES = /[、，,;；\n]+/;

/**
 * The entries of all sheets of list files. Sheets without heads that are known are faults, unless the mapping says that
 * they are not to be taken.
 * @throws FileFault where a file is no workbook
 */
export async function readLists(
  files: readonly { name: string; bytes: Uint8Array }[],
  mapping: ListMapping,
  progress: (done: number, of: number) => void = () => {},
): Promise<{ items: WrittenItem[]; faults: string[]; doubts: string[] }> {
  const found = { items: [] as WrittenItem[], faults: [] as string[], doubts: [] as string[] };
  const columns = columnsBy(mapping);
  for (const [i, { name, bytes }] of files.entries()) {
    progress(i, files.length);
    const workbook = await openWorkbook(name, bytes);
    for (const sheet of workbook.worksheets) {
      const title = sheet.name.trim();
      const kind = mapping.sheets[title] ?? kindOfSheet(title);
      if (kind === "不导入" || sheet.state !== "visible" || sheet.actualRowCount === 0) continue;
      const rows: SheetRow[] = [];
      const headed = {
        needed: [],
        either: ["problem", "suggestion"],
        columns,
        skip: (first: string) => NO_ENTRY.test(first),
      };
      readSheet(sheet, headed, name, rows, found.faults);
      for (const row of rows) take(row, kind, found);
    }
  }
  progress(files.length, files.length);
  return found;
}

const kindOfSheet = (title: string): SheetKind => (/建议/.test(title) && !/问题/.test(title) ? "建议" : "问题");

function take(
  row: SheetRow,
  sheet: SheetKind,
  found: { items: WrittenItem[]; faults: string[]; doubts: string[] },
): void {
  const { values, place } = row;
  const fault = (key: string, what: string) => found.faults.push(`${place}, column ${row.headOf(key)}: ${what}`);
  const doubt = (key: string, what: string) => found.doubts.push(`${place}, column ${row.headOf(key)}: ${what}`);
  const raisedOn = values.date === undefined ? undefined : dayIn(values.date);
  if (values.date !== undefined && !raisedOn) fault("date", `expected a day such as 2026-09-14, got "${values.date}"`);
  const due = values.due === undefined ? undefined : dayIn(values.due);
  if (values.due !== undefined && !due) doubt("due", `"${values.due}" is no day: the rules' own dates are taken`);
  const state = values.status === undefined ? "open" : stateOf(values.status);
  if (!state) fault("status", `expected 已解决, 办理中 or 未解决, got "${values.status}"`);
  const told = values.result ?? values.measure;
  if (state === "solved" && !told)
    doubt("status", `"${values.status}" without any measure or result: it is taken in as open`);
  const common = {
    units: namesIn(values.unit),
    co: namesIn(values.co),
    ...given("company", values.company),
    ...given("measure", values.measure),
    ...given("result", values.result),
    ...given("raisedOn", raisedOn),
    ...given("due", due),
    ...given("contact", values.contact),
    ...given("phone", values.phone),
    solved: state === "solved" && told !== undefined,
    place,
  };
  const asSuggestion = sheet === "建议" || /建议/.test(values.kind ?? "");
  if (values.problem) found.items.push({ ...common, kind: asSuggestion ? "建议" : "问题", text: values.problem });
  if (values.suggestion && !(values.problem && asSuggestion))
    found.items.push({ ...common, kind: "建议", text: values.suggestion });
}

const given = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

const namesIn = (cell: string | undefined): string[] =>
  (cell ?? "")
    .split(NAMES)
    .map((name) => name.replace(/\s/g, ""))
    .filter(Boolean);

const OPEN = /未|没|不|待|否|部分|正在|持续|推进|在办|办理中|进行|长期|逐步/;
const SOLVED = /解决|办结|完成|销号|整改到位|落实到位|^是$|^已/;

const stateOf = (words: string): "open" | "solved" | undefined =>
  OPEN.test(words) ? "open" : SOLVED.test(words) ? "solved" : undefined;

/** A day; of a month its last: "2026年9月", "2026年9月底". */
function dayIn(text: string): Day | undefined {
  const day = cellValue(text, "day", "");
  if (typeof day === "string" && isDay(day)) return day;
  const [, year, month] = /^(\d{4})\s*[-年./]\s*(\d{1,2})\s*(?:月(?:底|末|份|前)*)?$/.exec(text) ?? [];
  const n = Number(month);
  if (!year || n < 1 || n > 12) return undefined;
  const next = n === 12 ? `${Number(year) + 1}-01-01` : `${year}-${String(n + 1).padStart(2, "0")}-01`;
  return addDays(next, -1);
}
