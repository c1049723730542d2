/**
 * No paper closing: what text/ heard in a result, judged here. A result says what was done about what was asked;
 * that it was "answered", "explained" or "passed on" says nothing.
 */
export interface HeardResult {
  text: string;
  /** Something was done, decided, found or is the answer to a question, beyond the formula. */
  act: boolean;
  /** Nothing but a formula of closing: answered, explained, communicated, passed on. */
  formula: boolean;
  /** It speaks of what the ticket asks; null when that could not be told. */
  onTopic: boolean | null;
  /** It says who did it, when; the lead department and today are meant where it does not. */
  who?: boolean;
  when?: boolean;
  /** A promise of something still to come ("下周处理") is progress, no result. */
  future?: boolean;
}

export type ResultFault = "empty" | "formula" | "off_topic" | "only_planned";

/** What is wrong with a result; empty when it answers. A doubt about the topic is not held against it. */
export function resultFaults(heard: HeardResult): ResultFault[] {
  if (heard.text.trim() === "") return ["empty"];
  if (heard.formula || !heard.act) return [heard.future ? "only_planned" : "formula"];
  const faults: ResultFault[] = [];
  if (heard.future) faults.push("only_planned");
  if (heard.onTopic === false) faults.push("off_topic");
  return faults;
}
