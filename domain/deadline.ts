import type { WorkCalendar } from "./calendar.ts";
import { addDays, clockOf, dayOf, instantOf, minutesOf } from "./time.ts";
import type { Day, HourTerm, Rules, Term, TermRule } from "./town.ts";
import type { Level, Source, TicketType, Urgency } from "./vocabulary.ts";

/** What of a ticket its deadlines depend on. */
export interface DeadlineFacts {
  type: TicketType;
  category?: string;
  level?: Level | undefined;
  source?: Source;
  department?: string | null;
  urgency?: Urgency;
  tags?: string[];
}

export interface Deadline {
  day: Day;
  provisional: boolean;
  /** The hour, where the term is counted in hours. */
  at?: Date;
  /** As the rule states it; absent: nothing is printed. */
  basis?: string;
}

export interface Deadlines {
  assignBy: Day;
  replyBy: Day;
  resolveBy: Day;
  /** One of the three rests on a year whose holiday notice is not out. */
  provisional: boolean;
  assign: Deadline;
  reply: Deadline;
  resolve: Deadline;
  /** The person who looks after this ticket's priority lane. */
  steward?: string;
}

/**
 * The last day of a term. The start day is not counted. `days: 0` of working days is the start day where it is worked,
 * else the next working day; of natural days the start day itself.
 */
export function termEnd(start: Day, term: Term, calendar: WorkCalendar): { day: Day; provisional: boolean } {
  if (term.unit === "working") return calendar.addWorkdays(start, term.days);
  const last = addDays(start, term.days);
  if (term.roll === "none") return { day: last, provisional: false };
  const day = calendar.nextWorkday(last);
  return { day, provisional: calendar.isProvisional(last) || calendar.isProvisional(day) };
}

/**
 * The three dates of a ticket from the moment it came in. Only a term of 0 working days looks at the hour: what comes
 * after working hours has the next working day, what comes before them the day that begins.
 */
export function deadlinesFor(
  createdAt: Date,
  ticket: TicketType | DeadlineFacts,
  rules: Rules,
  calendar: WorkCalendar,
  zone: string,
): Deadlines {
  const facts = typeof ticket === "string" ? { type: ticket } : ticket;
  const lanes = (rules.terms ?? []).filter((rule) => applies(rule, facts));
  const end = (stage: "assign" | "reply" | "resolve", plain: Term): Deadline => {
    const lane = lanes.find((rule) => rule[stage] !== undefined);
    const basis = lane ? lane.basis : rules.basis;
    return { ...endOf(createdAt, lane?.[stage] ?? plain, rules, calendar, zone), ...(basis ? { basis } : {}) };
  };
  const assign = end("assign", rules.assign);
  const reply = end("reply", rules.reply);
  const resolve = end("resolve", facts.type === "咨询" ? rules.resolve_simple : rules.resolve_complex);
  const steward = lanes.find((rule) => rule.steward)?.steward;
  return {
    assignBy: assign.day,
    replyBy: reply.day,
    resolveBy: resolve.day,
    provisional: assign.provisional || reply.provisional || resolve.provisional,
    assign,
    reply,
    resolve,
    ...(steward ? { steward } : {}),
  };
}

/** Where one term ends for what began at an instant. */
export function endOf(
  from: Date,
  term: Term | HourTerm,
  rules: Pick<Rules, "working_hours">,
  calendar: WorkCalendar,
  zone: string,
): Deadline {
  if ("hours" in term) return endOfHours(from, term, rules, calendar, zone);
  const start = dayOf(from, zone);
  const sameDay = term.days === 0 && term.unit === "working";
  if (sameDay && clockOf(from, zone) >= rules.working_hours[1]) return calendar.addWorkdays(start, 1);
  return termEnd(start, term, calendar);
}

function endOfHours(
  from: Date,
  term: HourTerm,
  { working_hours }: Pick<Rules, "working_hours">,
  calendar: WorkCalendar,
  zone: string,
): Deadline {
  const [open, close] = working_hours;
  const length = (minutesOf(close) - minutesOf(open)) * 60_000;
  let at = new Date(from.getTime() + term.hours * 3_600_000);
  let provisional = false;
  if (term.unit === "working" && length > 0) {
    let day = dayOf(from, zone);
    let left = term.hours * 3_600_000;
    for (let start = from; ; start = instantOf(day, open, zone)) {
      if (calendar.isWorkday(day)) {
        const begin = Math.max(start.getTime(), instantOf(day, open, zone).getTime());
        const room = Math.max(0, instantOf(day, close, zone).getTime() - begin);
        if (left <= room) {
          at = new Date(begin + left);
          break;
        }
        left -= room;
      }
      provisional ||= calendar.isProvisional(day);
      day = calendar.addWorkdays(day, 1).day;
    }
    provisional ||= calendar.isProvisional(day);
  }
  return { day: dayOf(at, zone), provisional, at };
}

function applies({ when }: TermRule, facts: DeadlineFacts): boolean {
  const holds = (wanted: readonly string[] | undefined, found: string | null | undefined) =>
    !wanted || (found != null && wanted.includes(found));
  return (
    holds(when.type, facts.type) &&
    holds(when.level, facts.level) &&
    holds(when.source, facts.source) &&
    holds(when.department, facts.department) &&
    holds(when.urgency, facts.urgency) &&
    (!when.category || when.category.some((path) => isUnder(facts.category, path))) &&
    (!when.tag || when.tag.some((tag) => facts.tags?.includes(tag)))
  );
}

const isUnder = (category: string | undefined, path: string): boolean =>
  category === path || category?.startsWith(`${path}/`) === true;
