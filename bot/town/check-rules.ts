import { z } from "zod";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";
import { levelOf } from "../../domain/levels.ts";
import { type PastTicket, type Rehearsed, rehearse } from "../../domain/rehearsal.ts";
import { TAG } from "../../domain/ticket.ts";
import type { CalendarOverrides, Day, Department, Rules } from "../../domain/town.ts";
import {
  LEVELS,
  SOURCES,
  type Source,
  TICKET_TYPES,
  type TicketType,
  URGENCIES,
  type Urgency,
} from "../../domain/vocabulary.ts";
import type { TicketRow } from "../../store/tickets.ts";
import { FileFault } from "../file-fault.ts";
import { jsonOf, linesOf } from "./places.ts";
import { doubts, rulesShape, unknownKeys } from "./rules.ts";
import { parseTown } from "./schema.ts";

/** Rules as a file has them: of a town, or alone. */
export interface CheckedRules {
  rules: Rules;
  zone: string;
  calendar: CalendarOverrides;
  /** The file is a town's: zone and calendar are its own. */
  ofTown: boolean;
  /** "12: rules.sent_at: …": allowed, and hardly meant. */
  doubts: string[];
}

/**
 * Reads the rules of a town file, or a file that holds rules alone.
 * @throws FileFault naming all faults with their lines
 */
export function readRules(text: string, source: string): CheckedRules {
  const input = jsonOf(text, source);
  const isTown = typeof input === "object" && input !== null && "rules" in input;
  const root = isTown ? ["rules"] : [];
  const lineOf = linesOf(text);
  const at = (path: PropertyKey[], message: string) => `${lineOf(path)}: ${path.join(".") || "(file)"}: ${message}`;
  const body = isTown ? (input as { rules: unknown }).rules : input;
  const parsed = rulesShape.safeParse(body);
  const faults = [
    ...unknownKeys(body).map((key) => at([...root, key], "is no rule that the bot knows")),
    ...(parsed.error?.issues ?? []).map(({ path, message }) => at([...root, ...path], message)),
  ];
  if (!parsed.success || faults.length > 0) throw new FileFault(source, faults);
  // The rest of a town says whether the departments and people that rules name exist.
  const town = isTown ? parseTown(input, source) : null;
  return {
    rules: parsed.data,
    zone: town?.zone ?? "Asia/Shanghai",
    calendar: town?.calendar ?? {},
    ofTown: isTown,
    doubts: doubts(parsed.data).map(({ path, message }) => at([...root, ...path], message)),
  };
}

const date = z.iso.date("expected a day, YYYY-MM-DD").nullish();
const instant = z.iso.datetime({ offset: true, error: "expected a time with its offset, 2026-09-14T09:00:00+08:00" });
const pastTicket = z.object({
  no: z.string(),
  type: z.enum(TICKET_TYPES),
  category: z.string().default(""),
  level: z.enum(LEVELS).optional(),
  source: z.enum(SOURCES).default("消息"),
  lead: z.string().nullish(),
  urgency: z.enum(URGENCIES).default("normal"),
  tags: z.array(z.string()).default([]),
  status: z.string().default("办理中"),
  created_at: instant,
  assign_by: date,
  reply_by: date,
  resolve_by: date,
  history: z.array(z.object({ at: instant, by: z.string().optional(), action: z.string() })).default([]),
});

/**
 * Tickets to rehearse with: a JSON array, an object with `tickets` (a replay's output), or one object a line.
 * @throws FileFault naming all faults with their lines
 */
export function readTickets(text: string, source: string): PastTicket[] {
  const faults: string[] = [];
  const found: PastTicket[] = [];
  const take = (input: unknown, line: (path: PropertyKey[]) => number) => {
    const { success, data, error } = pastTicket.safeParse(input);
    if (success) found.push(pastOf(data));
    else for (const { path, message } of error.issues) faults.push(`${line(path)}: ${path.join(".")}: ${message}`);
  };
  if (/^[\s\ufeff]*\[/.test(text)) {
    const lineOf = linesOf(text);
    (jsonOf(text, source) as unknown[]).forEach((one, i) => {
      take(one, (path) => lineOf([i, ...path]));
    });
  } else {
    text.split("\n").forEach((row, i) => {
      if (row.trim() === "") return;
      const one = jsonOf(row, `${source}:${i + 1}`) as { tickets?: unknown[] };
      for (const ticket of one.tickets ?? [one]) take(ticket, () => i + 1);
    });
  }
  if (faults.length > 0) throw new FileFault(source, faults);
  return found;
}

function pastOf(row: z.infer<typeof pastTicket>): PastTicket {
  const { created_at, assign_by, reply_by, resolve_by, lead, level, history, ...rest } = row;
  return {
    ...rest,
    ...(level ? { level } : {}),
    department: lead ?? null,
    createdAt: new Date(created_at),
    assignBy: assign_by ?? null,
    replyBy: reply_by ?? null,
    resolveBy: resolve_by ?? null,
    history: history.map(({ at, by, action }) => ({ at: new Date(at), ...(by ? { by } : {}), action })),
  };
}

const SHOWN = 40;

/** Tickets of the books to rehearse with: not sub-tasks, which keep the dates of their whole, nor what a list brought solved. */
export const pastOfBooks = (rows: readonly TicketRow[], departments: Department[]): PastTicket[] =>
  rows
    .filter(
      ({ confidential, tags }) => !confidential && !tags.includes(TAG.subTask) && !tags.includes(TAG.solvedBefore),
    )
    .map((row) => ({
      ...row,
      type: row.type as TicketType,
      source: row.source as Source,
      urgency: row.urgency as Urgency,
      department: row.lead,
      level: levelOf(row.lead, departments),
    }));

/** The dry run as lines to print: what would differ, and what that does to who is late, as of a day. */
export function dryRun(tickets: PastTicket[], checked: CheckedRules, published: PublishedYears, today: Day): string[] {
  const calendar = makeCalendar(published, checked.calendar);
  const rehearsed = rehearse(tickets, checked.rules, calendar, checked.zone, today);
  const changed = rehearsed.filter((one) => one.changed);
  const answered = rehearsed.flatMap((one) => one.onTime ?? []);
  const lines = changed.slice(0, SHOWN).map((one) => `  ${one.no}  ${differences(one)}`);
  if (changed.length > SHOWN) lines.push(`  … and ${changed.length - SHOWN} more`);
  const late = (key: "was" | "is") => rehearsed.filter(({ overdue }) => overdue[key]);
  const newly = late("is").filter(({ overdue }) => !overdue.was);
  return [
    `${tickets.length} tickets, ${changed.length} with other dates${changed.length > 0 ? ":" : "."}`,
    ...lines,
    ...(["assignBy", "replyBy", "resolveBy"] as const).flatMap((key) => shifts(key, changed)),
    `Answered on time: ${answered.filter((one) => one.was).length} of ${answered.length} on record, ` +
      `${answered.filter((one) => one.is).length} by these rules.`,
    `Overdue as of ${today}: ${late("was").length} on record, ${late("is").length} by these rules` +
      `${newly.length > 0 ? `; newly: ${some(newly.map(({ no }) => no))}` : ""}.`,
    ...(rehearsed.some((one) => one.provisional) ? ["Some dates rest on a year whose holiday notice is not out."] : []),
  ];
}

const some = (nos: string[]): string =>
  nos.length > SHOWN ? `${nos.slice(0, SHOWN).join(", ")}, … and ${nos.length - SHOWN} more` : nos.join(", ");

/** "replyBy: 3 earlier, 1 later": how one date moves over all. */
function shifts(key: keyof Rehearsed["dates"], changed: readonly Rehearsed[]): string[] {
  const moved = changed.map(({ dates }) => dates[key]).filter(({ was, is }) => was !== null && was !== is);
  const earlier = moved.filter(({ was, is }) => is < was!).length;
  return moved.length > 0 ? [`${key}: ${earlier} earlier, ${moved.length - earlier} later.`] : [];
}

const differences = ({ dates }: Rehearsed): string =>
  Object.entries(dates)
    .filter(([, { was, is }]) => was !== null && was !== is)
    .map(([key, { was, is }]) => `${key} ${was} → ${is}`)
    .join(", ");
