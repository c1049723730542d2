import type { Bell } from "./ladder.ts";
import type { SplitPart } from "./moves.ts";
import type { RecordedChange, TicketFields } from "./ticket.ts";
import type { Day } from "./town.ts";
import type { Action } from "./vocabulary.ts";

/** Who is told. A department's people are found when it is sent; one without people is told as a department. */
export type Recipient =
  | { kind: "handler" | "dept_leader"; department: string }
  | { kind: "office" }
  /** All complainants, where they raised it. Of a confidential ticket the persons who raised it, in private, and nobody else. */
  | { kind: "company" }
  | { kind: "person"; id: string };

/** That somebody must be told, not the words. */
export interface Notice {
  to: Recipient;
  about: About;
  /** Does not wait for the end of quiet hours. */
  emergency: boolean;
  note?: string;
  /** Whoever made the move is answered in the chat anyway: no notice to this person. */
  except: string;
}

export type About =
  | "assigned"
  | "assigned_co"
  | "asked_to_assign"
  | "owner_named"
  | "progress"
  | "to_sign"
  | "answered"
  /** To who looks after a priority lane. */
  | "stewarded"
  /** A fuller result while the company is asked. */
  | "answered_again"
  | "sent_back"
  | "returned"
  /** A district asks the city to take it on. */
  | "raised"
  /** To who follows for the district: the city took it on, or has answered or finished it. */
  | "tracked"
  | "tracked_done"
  | "disputed"
  | "in_arbitration"
  | "arbitrated"
  | "taken_away"
  | "extension_asked"
  | "extended"
  | "extension_refused"
  | "urged"
  /** Urged by the office, a leader or the head, not by the company. */
  | "pressed"
  | "redone"
  | "unreachable"
  | "reopened"
  | "closed"
  | "withdrawn"
  | "corrected"
  | "undone"
  | "detail_asked"
  | "resumed"
  /** The company was waited for as long as the rules allow. */
  | "pause_over"
  | "instructed"
  | "praised"
  | "escalated";

export interface Entry {
  at: Date;
  by: string;
  action: Action;
  note: string;
  change?: RecordedChange;
}

/** All that follows from a move; to be written in one transaction. */
export interface Outcome {
  change: Partial<TicketFields>;
  /** History rows, in order. */
  entries: Entry[];
  bells: {
    start: Bell[];
    /** Waiting reminders whose key starts so are void. Cancel before starting. */
    cancel: string[];
  };
  notices: Notice[];
  /** Promises made: to be stored, and rung by `commitmentBells` once they have an id. */
  commitments: { what: string; by: Day }[];
  /** Promises taken back by an undo. */
  voided: { what: string; by: Day }[];
  /** Tickets to make of a split. */
  create: NewPart[];
  /** Merged tickets follow their parent. */
  children: { no: string; change: Partial<TicketFields> }[];
  /** Of several complainants this one leaves; the ticket stays. */
  leaves?: string;
  /** The ticket whose complainants this one's are to be added to. */
  mergedInto?: string;
}

export interface NewPart extends SplitPart {
  status: "待交办" | "已交办";
  parentNo: string | null;
  tags: string[];
  /** The clock does not start again. */
  assignBy: Day | null;
  replyBy: Day | null;
  resolveBy: Day | null;
}
