import type { WorkCalendar } from "../../domain/calendar.ts";
import type { EventKind, Recurrence } from "../../domain/series.ts";
import type { ClockTime, Day, Town } from "../../domain/town.ts";
import type { Act, MessageType, Role, Satisfaction, TicketType, Urgency } from "../../domain/vocabulary.ts";
import type { Adjustments } from "./routing/learnt.ts";

/** What one person said until they stopped: the unit that is understood. */
export interface Heard {
  /** The pieces' words joined with line breaks, as typed. */
  text: string;
  pieces: { text: string; type: MessageType; at: Date }[];
  /** Pictures, files and the like that came with it. */
  attachments: number;
  quote?: { from: string; fromBot: boolean; text: string };
  /** The bot was called by name, or the chat is private. */
  addressed: boolean;
  chat: { kind: "group" | "private"; id: string };
  /** When the first piece came. */
  at: Date;
}

/** What the bot last wanted to know of this person, or of this chat. */
export interface Asked {
  kind:
    | "callback"
    | "draft"
    | "offer_person"
    | "which_company"
    | "which_ticket"
    | "rollcall"
    | "consent"
    | "confirm"
    | "result"
    | "detail"
    | "profile"
    | "who"
    | "occasion"
    | "match"
    | "letter";
  at: Date;
  ticketNo?: string;
  eventId?: string;
  draftId?: string;
  /** Of a consent or a match: which request to be bound is meant. */
  requestId?: number;
  /** Names or numbers among which the person was asked to choose. */
  options?: string[];
}

/** All that a turn is read with. Nothing here is fetched while reading. */
export interface HearingContext {
  now: Date;
  zone: string;
  /** Which days are worked: what "15个工作日内" and "节前" mean. Without it no dates are read. */
  calendar?: Pick<WorkCalendar, "isWorkday" | "addWorkdays" | "nextWorkday">;
  speaker: {
    id: string;
    role: Role;
    name?: string;
    enterprise?: string;
    department?: string;
    liaisonFor: string[];
  };
  town: Town;
  /** What clerks' re-assignments have taught of this town's owners. */
  learnt?: Adjustments;
  asked?: Asked;
  /** Open or lately closed tickets that the speaker raised or handles, newest first. */
  tickets: { no: string; title: string; text: string; status: string; company: string | null; lead: string | null }[];
  /** What was said in this chat before, oldest first; the bot's own included. */
  recent: { from: string; fromBot: boolean; text: string; at: Date; tickets: string[] }[];
}

export interface CompanyMention {
  /** As written. */
  written: string;
  /** The enterprise, where exactly one is meant. */
  id?: string;
  /** Where several could be meant: ask, never guess. */
  candidates?: string[];
  how: "full" | "short" | "typo" | "homophone" | "sender" | "unlisted";
}

/** A date that the person named, with the words that named it. */
export interface SpokenDate {
  day: Day;
  words: string;
  /** "周三前" → by; "周三上午" → on; "最近三天" → since. */
  sense: "by" | "on" | "since";
}

export interface Route {
  /** Department id of the town. */
  lead: string;
  co: string[];
  /** 0…1; the owner is sure from `SURE_ROUTE` on. */
  confidence: number;
  sure: boolean;
  /** Why, in words for the history: "职责“公交线路与站点”". */
  reason: string;
  /** Best first, lead included. */
  candidates: { id: string; score: number }[];
}

/** One matter that somebody should work on. */
export interface IssueReading {
  title: string;
  /** The person's own words of this matter, secrets masked, simplified script. */
  text: string;
  type: TicketType;
  category: string;
  categoryConfidence: number;
  route: Route;
  urgency: Urgency;
  place?: string;
  since?: string;
  amounts: string[];
  /** Body or person complained of, as written; `respondentId` where it is a department of the town. */
  respondent?: string;
  respondentId?: string;
  deadline?: SpokenDate;
  /** "第三次反映", "又": how often it was said before, where the text says so. */
  repeat?: number;
  confidential: boolean;
  /** Before a court or an arbitration tribunal already. */
  inCourt: boolean;
  /** What is still missing before somebody can work on it ("place", "what"); empty when nothing is. */
  missing: ("what" | "place")[];
}

export interface SignupReading {
  /** Event ids that fit the words, best first; empty when no event was named. */
  events: string[];
  attendees: string[];
  count?: number;
  phone?: string;
  topic?: string;
  /** Who goes instead of whom, for a change. */
  replaces?: string;
  removes: string[];
  /** Only somebody who was to come along is replaced or left out. */
  keepsOthers?: true;
  delegate?: string;
}

/** What is said about meetings beside signing up: setting them up, running them, asking for their papers. */
export interface SessionReading {
  /** "第12期": the number of the 期. */
  issue?: number;
  /** Series whose name stands in the words. */
  series?: string;
  /** What shall become of a session, or of a day of rest. */
  decision?: "hold" | "move" | "skip" | "stop" | "place" | "seats" | "theme";
  /** Of a changed theme. */
  theme?: string;
  /** Day and time named. */
  day?: Day;
  /** The day was said in so many words to be held though it is off. */
  although?: boolean;
  clock?: string;
  place?: string;
  seats?: number;
  paper?: "brief" | "minutes" | "list" | "code" | "departments";
  /** Lines of a live record, each as typed. */
  lines?: string[];
  /** Number of a line to take back; 0 the last. */
  line?: number;
  code?: string;
  persons?: number;
  /** The problem handed in in writing; what is wanted, of a match. */
  text?: string;
  /** "2026", "2026-09", "2026-Q3", "2026-H1". */
  period?: string;
  /** Of a match: who wants, who has. */
  seeker?: string;
  offerer?: string;
  yes?: boolean;
  rule?: SpokenSeries;
}

/** A series as it was said; what is missing was not said. */
export interface SpokenSeries {
  name?: string;
  kind: EventKind;
  recurrence: Recurrence;
  at?: ClockTime;
  minutes?: number;
  place?: string;
  theme?: string;
  host?: string;
  seats?: number;
  closes?: { days: number; unit: "natural" | "working"; at?: ClockTime };
  from?: Day;
  to?: Day;
  most?: number;
  venues: { name: string; place: string }[];
}

export interface CadreReading {
  /** Words that name the ticket when no number does: "鑫辰那个跳闸的" → 跳闸. */
  ticketWords: string[];
  note: string;
  commitments: { what: string; by: Day; words: string }[];
  /** Department ids named as the right owner. */
  to: string[];
  /** Department ids named as helpers: "住建配合". */
  co: string[];
  reason?: string;
  basis?: string;
  extendTo?: Day;
  extendDays?: { days: number; unit: "natural" | "working" };
}

export interface ReportRequestReading {
  /** "2026-09" for a month, "2026-W38" for a week, "2026-09-14" for a day. */
  period: string;
  words: string;
}

/** One part of a turn with one purpose. A turn has at least one. */
export interface Segment {
  act: Act;
  confidence: number;
  /** This part's words: greeting, name of the bot and numbering removed. */
  text: string;
  /** The enterprise concerned, where this part names one. */
  company?: CompanyMention;
  /** Ticket numbers named or quoted. */
  ticketNos: string[];
  issue?: IssueReading;
  signup?: SignupReading;
  /** One of the entries of a list passed on from hand to hand that is not the speaker's own. */
  relayed?: true;
  session?: SessionReading;
  cadre?: CadreReading;
  report?: ReportRequestReading;
  /** Into what a ticket shall be split, and whose each part shall be. */
  parts?: { text: string; lead?: string; issue: IssueReading }[];
  visit?: { day: Day };
  satisfaction?: Satisfaction;
  /** A corrected value: what it is of, and what it shall be. */
  correction?: { field: "phone" | "name" | "place" | "company" | "category" | "count" | "text"; value: string };
  /** Position among issues that a correction or withdrawal points at: "第二个", "后一件" → -1 is the last. */
  ordinal?: number;
}

/** What a turn means. Deterministic: the same turn in the same context gives the same reading. */
export interface Reading {
  /** The turn as a whole: emergency > whistleblow > report > the rest. */
  act: Act;
  confidence: number;
  segments: Segment[];
  /** Shared by every part. */
  company?: CompanyMention;
  phone?: string;
  /** The same with its extension, "05708001177转805": where to call. */
  callAt?: string;
  contactName?: string;
  /** The words with identity and bank card numbers masked; what may be stored and shown. */
  maskedText: string;
  /** Kinds of secrets that were masked. */
  secrets: ("id_card" | "bank_card")[];
  sentiment?: "negative" | "positive";
  script: "simplified" | "traditional";
  /** The sentence is finished: nothing more need be waited for. */
  finished: boolean;
  /** Plainly more is to come: "我跟你说个事", a trailing 还有, a picture without words. Most turns are neither. */
  begun: boolean;
}
