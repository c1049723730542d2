import type { Series } from "./series.ts";
import type { Bundle, ServicePromise } from "./services.ts";
import type { CompanyRole, Level, Mode, Role, Source, TicketType, Trait, Urgency } from "./vocabulary.ts";

/** A local calendar day, "YYYY-MM-DD". */
export type Day = string;
/** A local time of day, "HH:MM". */
export type ClockTime = string;

/** A span of days as an office writes it. The start day is not counted; 0 = the same working day. */
export interface Term {
  days: number;
  unit: "natural" | "working";
  /** Where the last day is not a working day: the next one, or left as it falls. */
  roll: "next_workday" | "none";
}

/** One rung of a reminder ladder, counted from the ticket's `reply_by`. */
export interface ReminderRule {
  offset: number;
  unit: "natural" | "working";
  to: "handler" | "deputy" | "dept_leader" | "office" | "leader";
  /** Stands in the text that is sent. */
  kind: string;
  /** A letter is drafted and laid before the head of the office, who decides; `to` does not count then. */
  letter?: "约谈" | "曝光";
}

/** A span counted in hours: round the clock, or within working hours of working days. */
export interface HourTerm {
  hours: number;
  unit: "natural" | "working";
}

/** Terms of some tickets that differ from the town's: per category, level, source, unit, or a priority lane. */
export interface TermRule {
  /** How the office calls it. */
  name: string;
  /** All that is given must hold; a list holds when one of it does. */
  when: {
    type?: TicketType[];
    /** A ticket's category, or the first parts of its path ("用电" holds for "用电/增容"). */
    category?: string[];
    /** Where the lead stands in the departments' tree. */
    level?: Level[];
    source?: Source[];
    department?: string[];
    urgency?: Urgency[];
    /** A priority lane is a tag ("上市"). */
    tag?: string[];
  };
  assign?: Term | HourTerm;
  reply?: Term | HourTerm;
  resolve?: Term | HourTerm;
  /** The legal or local basis, printed beside the date as it stands here; nothing is printed when it is missing. */
  basis?: string;
  /** The person who looks after tickets of a priority lane. */
  steward?: string;
}

/** Waiting for the company stops the clock: so many working days in all, and not longer. */
export interface PauseRule {
  max_days: number;
}

/** Policies told to companies that did not ask. */
export interface PushRules {
  /** Messages a company and week. 0: nothing is pushed. Default 1. */
  per_week?: number;
  /** Policies that one message names. Default 3. */
  at_once?: number;
  /** Natural days before an application window closes on which companies that fit are reminded. Default 14 and 3. */
  window_days?: number[];
}

/** Seconds of waiting for more, after the last piece of what one person says. */
export interface Patience {
  /** The bot was addressed. */
  addressed: number;
  /** The same in a group where nothing marks the end: others talk in between, and people type in pieces. */
  addressed_in_group: number;
  /** Plainly more is to come ("还有", "说个事", a picture without words). */
  begun: number;
  /** The bot was not addressed. */
  overheard: number;
  /** The bot was not addressed, and the thought is finished. */
  overheard_finished: number;
  /** From the first piece on, whatever comes. */
  most: number;
}

export interface Rules {
  assign: Term;
  reply: Term;
  resolve_simple: Term;
  resolve_complex: Term;
  callback_required: boolean;
  working_hours: [ClockTime, ClockTime];
  quiet_hours: [ClockTime, ClockTime];
  reminders: ReminderRule[];
  sent_at: ClockTime;
  /** First match wins, for each of the three terms on its own. */
  terms?: TermRule[];
  /** The basis of the town's own terms, printed like a rule's. */
  basis?: string;
  /** Absent: the clock runs on while the company is waited for. */
  pause?: PauseRule;
  /** Working days between one call-back try and the next, and after the last before it is 未能回访. Default 1. */
  callback_gap_days?: number;
  /** Natural days after the closing in which a ticket may be reopened. Default 30. */
  reopen_days?: number;
  /** The head of the department signs a result before it goes to the company. Default off. */
  head_sign_off?: boolean;
  /** Nothing is 已办结 but on the company's word: what could not be called back stays open. Default off. */
  company_word?: boolean;
  /** Working days in which granted money is there. Default 5. */
  payment_days?: number;
  /** How often policies are pushed to companies. Absent: the defaults. */
  pushes?: PushRules;
  /** How long the bot waits for more of what somebody is saying. What is not given stays as it is by default. */
  patience?: Partial<Patience>;
  /** The day of the weekly 督办, 1 (Monday) to 7. Absent: none. */
  weekly_supervision?: number;
  /** The day of the weekly bulletin of the week before, 1 (Monday) to 7. Absent: none. */
  weekly_bulletin?: number;
  /** The day of the month, 1 to 28, on which last month's bulletin goes out. Absent: none. */
  monthly_bulletin?: number;
  /** Every working day each handler hears what is late and what waits, beside what rings. Default off. */
  daily_digest?: boolean;
}

export interface Department {
  id: string;
  name: string;
  duties: string;
  aliases: string[];
  office: boolean;
  confidential: boolean;
  parentId?: string;
  /** Where it stands, if that does not follow from what it stands under. */
  level?: Level;
  /** Of a district's body: the city's body whose tickets it follows (对口). */
  counterpart?: string;
}

export interface Person {
  id: string;
  name?: string;
  role: Role;
  enterprise?: string;
  /** As what they speak for it; who was never given a role counts as 联系人. */
  companyRole?: CompanyRole;
  department?: string;
  liaisonFor: string[];
  muted: boolean;
  /** Wants no policies pushed; all else still comes. */
  noPushes?: boolean;
  /** Asked not to be called back, of any ticket: gets results, and no question about them. */
  noCallbacks?: boolean;
}

export interface Enterprise {
  id: string;
  name: string;
  short: string[];
  park?: string;
  /** Everything else that the town file says of it: size, invest, industry … */
  profile: Record<string, unknown>;
}

export interface Policy {
  id: string;
  title: string;
  no?: string;
  layer: "政策" | "细则" | "指南";
  /** As the document names it: an office, not always one of the town's departments. */
  issuer?: string;
  issuedOn?: Day;
  parent?: string;
  valid?: [Day | null, Day | null];
  status?: string;
  supersededBy?: string;
  mode?: Mode;
  /** Absent: none is known of. */
  traits?: Trait[];
  /** Label → exact words, in the document's order. */
  clauses: Record<string, string>;
  /** A guide's elements: 申报时间, 材料 … */
  elements: Record<string, string | string[]>;
  /** Conditions over a company's profile, as the office wrote them; read by the catalogue. */
  conditions?: unknown;
}

/** A roundtable session, or another event that takes sign-ups. Seats are counted in enterprises. */
export interface TownEvent {
  id: string;
  name: string;
  start: Date;
  end?: Date;
  place: string;
  theme: string;
  seats: number;
  signupUntil?: Date;
  mode: string;
  /** 恳谈会 where nothing else is said. */
  kind?: string;
  host?: string;
  /** What it is a session of, with the number of its 期, and its 场 where the 期 has several. */
  series?: string;
  issue?: number;
  venue?: string;
}

export interface Group {
  id: string;
  name?: string;
  members: string[];
  hearsAll: boolean;
}

/** Somebody who works for the town is away, both days included. */
export interface Leave {
  person: string;
  from: Day;
  until: Day;
  /** Hears what they would have heard; without one the head of the department does. */
  deputy?: string;
}

/** Days that differ from the built-in calendar, by year. */
export type CalendarOverrides = Record<string, { off: Day[]; work: Day[] }>;

/** A town as it is known at one moment. Read-only; a change makes a new one. */
export interface Town {
  botName: string;
  zone: string;
  calendar: CalendarOverrides;
  rules: Rules;
  departments: Department[];
  people: Person[];
  enterprises: Enterprise[];
  policies: Policy[];
  /** Absent: none were ever loaded. */
  bundles?: Bundle[];
  promises?: ServicePromise[];
  /** What takes or took sign-ups; what was cancelled is not among them. */
  events: TownEvent[];
  /** Meetings that come again; those that were stopped are not among them. */
  series: Series[];
  groups: Group[];
  /** Said in chat, not part of a town file. */
  leaves?: Leave[];
}
