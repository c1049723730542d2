import type { Day, Policy } from "../domain/town.ts";

/** Where a policy stands on a day. "replaced": another document has taken its place. */
export type Standing = "current" | "not_yet" | "expired" | "repealed" | "replaced";

/**
 * Standing of one document on a day, by its dates, its status words and its successor.
 * A status without dates is believed; dates win over a status that still says 有效.
 */
export function standingOn(policy: Policy, day: Day): Standing {
  const [from, to] = policy.valid ?? [null, null];
  const status = policy.status ?? "";
  if (/废止|作废|撤销|失效/.test(status)) return policy.supersededBy ? "replaced" : "repealed";
  if (to && day > to) return "expired";
  if (/到期|过期|期满/.test(status)) return "expired";
  if (/替代|取代|被修订/.test(status)) return "replaced";
  if (from && day < from) return "not_yet";
  if (/尚未|未生效|待施行|未施行/.test(status) && !from) return "not_yet";
  return "current";
}

/** A stretch of days in which something may be handed in. Null = open on that side. */
export interface Window {
  from: Day | null;
  to: Day | null;
  /** Comes again every year; `from` and `to` are then those of the year asked about. */
  yearly: boolean;
  words: string;
}

const DATE = "(?:(\\d{4})\\s*[-年/.]\\s*)?(\\d{1,2})\\s*[-月/.]\\s*(\\d{1,2})\\s*[日号]?";
const SPAN = new RegExp(
  `(每年|当年|次年)?\\s*${DATE}\\s*(?:起)?\\s*(?:至|到|—|–|-|~|～|－)\\s*(次年|当年)?\\s*${DATE}`,
  "g",
);
const UNTIL = new RegExp(
  `(每年|当年)?${DATE}\\s*(?:前|之前|止|截止|以前)|(?:截止|截至|截止到|截止至)[^\\d]{0,4}(每年)?${DATE}`,
);
const FROM = new RegExp(`(?:自)?${DATE}\\s*(?:起|开始)`);

const pad = (part: string | number): string => String(part).padStart(2, "0");

function dayOf(year: string | number, month: string | number, day: string | number): Day | undefined {
  const valid = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
  return valid ? `${year}-${pad(month)}-${pad(day)}` : undefined;
}

/**
 * The window that a text names: "2026-09-01至2026-10-15", "每年5月1日至6月15日", "9月30日前", 常年受理.
 * Dates without a year are of `day`'s year. Undefined where the text names none.
 */
export function readWindow(text: string, day: Day): Window | undefined {
  const year = Number(day.slice(0, 4));
  if (/常年|全年|随时|长期|不限时|工作日均可/.test(text) && !/\d{1,2}月\d{1,2}日/.test(text))
    return { from: null, to: null, yearly: true, words: text };
  const windows = spansIn(text, day);
  if (windows.length > 0) return nearest(windows, day);
  const until = UNTIL.exec(text);
  if (until) {
    const parts = until[2] || until[3] ? until.slice(2, 5) : until.slice(6, 9);
    const to = parts[1] ? dayOf(parts[0] ?? year, parts[1], parts[2]!) : undefined;
    if (to) return { from: null, to, yearly: !parts[0], words: until[0] };
  }
  const since = FROM.exec(text);
  const from = since ? dayOf(since[1] ?? year, since[2]!, since[3]!) : undefined;
  return since && from ? { from, to: null, yearly: false, words: since[0] } : undefined;
}

/** "每年5月1日至6月30日、9月1日至10月15日": what is said of the first holds for those after it. */
function spansIn(text: string, day: Day): Window[] {
  const windows: Window[] = [];
  let year = day.slice(0, 4);
  let everyYear = false;
  for (const [words, yearly, fromYear, fromMonth, fromDay, next, toYear, toMonth, toDay] of text.matchAll(SPAN)) {
    everyYear ||= yearly === "每年";
    const startYear = fromYear ?? (toYear && Number(toMonth) >= Number(fromMonth) ? toYear : year);
    const wraps = Number(toMonth) < Number(fromMonth);
    const endYear = toYear ?? Number(startYear) + (next === "次年" || wraps ? 1 : 0);
    const from = dayOf(startYear, fromMonth!, fromDay!);
    const to = dayOf(endYear, toMonth!, toDay!);
    if (!from || !to) continue;
    const lastYears = wraps && !fromYear && day < to.replace(/^\d{4}/, year);
    const back = (date: Day, by: number): Day => date.replace(/^\d{4}/, String(Number(year) - by));
    windows.push({
      from: lastYears ? back(from, 1) : from,
      to: lastYears ? back(to, 0) : to,
      yearly: everyYear || (!fromYear && !toYear),
      words,
    });
    if (fromYear) year = fromYear;
  }
  return windows;
}

/** The window that is open; else the one that comes next; else the one that closed last. */
function nearest(windows: readonly Window[], day: Day): Window {
  const open = windows.find((window) => windowState(window, day) === "open");
  const ahead = windows.filter((window) => windowState(window, day) === "before");
  const by = (side: "from" | "to") => (a: Window, b: Window) => (a[side]! < b[side]! ? -1 : 1);
  return open ?? ahead.sort(by("from"))[0] ?? [...windows].sort(by("to")).at(-1)!;
}

export type WindowState = "always" | "before" | "open" | "closed";

/** A single day counts as in the window; both ends are included. */
export function windowState(window: Window, day: Day): WindowState {
  if (!window.from && !window.to) return "always";
  if (window.from && day < window.from) return "before";
  if (window.to && day > window.to) return "closed";
  return "open";
}

/** The year that a title or element is made for: "(2026年度)", "2024年". Undefined when none. */
export function editionYear(title: string): number | undefined {
  const match = /(20\d{2})\s*年?(?:度|版|批|申报)?/.exec(title.replace(/[〔[（(]\s*(20\d{2})\s*[〕\]]/g, "$1"));
  return match ? Number(match[1]) : undefined;
}
