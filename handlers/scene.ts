import type { PolicyAnswer, PolicyQuestion } from "../catalogue/answer.ts";
import type { ElementList } from "../catalogue/complete.ts";
import type { Catalogue } from "../catalogue/match.ts";
import type { Offer } from "../catalogue/offer.ts";
import type { Profile } from "../catalogue/rules.ts";
import type { Answered } from "../catalogue/several.ts";
import type { Desk } from "../desk/desk.ts";
import type { Person } from "../domain/town.ts";
import type { TicketRow } from "../store/tickets.ts";
import type { Asked, Heard, HearingContext, IssueReading, Reading, Segment } from "../text/hearing/reading.ts";

/** An open question that the person has not answered yet, with what is known so far. */
export interface OpenDraft {
  id: bigint;
  kind: string;
  chatId: string;
  text: string;
  payload: unknown;
}

/** A part of the one reply that a turn gets. */
export interface Said {
  text: string;
  tickets?: string[];
  citations?: string[];
  /** What this part asks, kept so that the answer is understood. */
  asked?: Omit<Asked, "at">;
  card?: unknown;
  files?: { name: string; bytes: number; path: string }[];
  /** Not for the group's eyes: goes to the speaker alone. */
  privately?: boolean;
  /** Does not wait its turn. */
  emergency?: boolean;
  /** After this the conversation goes to a human agent of the platform, where it has some. */
  handOver?: boolean;
}

/** One turn on stage: who said what where, what it means, and the desk to work at. */
export interface Scene extends Desk {
  turnId: bigint;
  chat: { kind: "group" | "private"; id: string };
  speaker: Person;
  heard: Heard;
  reading: Reading;
  asked?: Asked;
  drafts: OpenDraft[];
  media: { seq: bigint; name: string; mime: string; bytes: number; sha256?: string; path?: string; lost?: string }[];
  /** All tickets that the speaker may mean without a number, newest first; confidential ones never. */
  tickets: TicketRow[];
  /** Answers a policy question from the catalogue as of today. */
  policies(asked: PolicyQuestion): PolicyAnswer;
  /** The same for words that may hold several questions, each answered by itself. */
  policiesEach(asked: PolicyQuestion): Answered[];
  /** The policies, and the elements that this office wants in each guide. */
  catalogue: Catalogue;
  guideElements: ElementList;
  /** What fits a company, the speaker's own unless another is given, with the facts known of it, as of today. */
  eligible(facts: Profile["facts"], company?: string): Offer;
  /** The enterprises of the town that a text names, each where only one can be meant. */
  companiesIn(text: string): string[];
  /** Reads words as one matter to be worked on, whatever else they may mean. */
  matter(text: string): IssueReading;
  /** What was said in this chat before, oldest first. */
  recent: HearingContext["recent"];
  /** Starts the turn over with other words: what was typed before, together with the answer to a question. */
  again(text: string, media: Scene["media"]): Promise<void>;
  /** A question was asked that the whole turn waits for: the other parts are left until it is answered. */
  halt(): void;
  /** Keeps a file that was made, to be sent along. */
  keepFile(name: string, content: Uint8Array): Promise<{ name: string; bytes: number; path: string }>;
  /** Adds a part to the reply. */
  reply(said: Said): void;
  /**
   * Adds a line to a message that several turns share ("sign-ups of the last minutes"). It leaves after
   * `waitSeconds`, counted from the first line.
   */
  replyTogether(key: string, line: string, render: (lines: string[]) => string, waitSeconds: number): Promise<void>;
}

/** One intention. It gets the parts of the turn that it claims, all at once, and answers for them. */
export interface Handler {
  name: string;
  claims(segment: Segment, scene: Scene): boolean;
  handle(segments: Segment[], scene: Scene): Promise<void>;
}
