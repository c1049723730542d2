import { onlyAnnounces } from "./clean.ts";
import type { Segment } from "./reading.ts";
import type { Turn } from "./turn.ts";

/** "我跟你说个事，就是我们那个厂房": announced, and hardly begun. */
function stillBegins(said: string): boolean {
  const [first, ...rest] = said.split(/[\n，,。：:；;]+/).filter((piece) => piece.trim() !== "");
  return first !== undefined && onlyAnnounces(first) && rest.join("").length < 20;
}

/** Plainly more is to come. */
export function isBegun(turn: Turn, segments: readonly Segment[]): boolean {
  const { masked, core, said } = turn;
  if (stillBegins(said) || stillBegins(core)) return true;
  if (core === "" || /[，,：:、…]$|(?:然后|还有|另外|就是|那个|因为|所以|但是)$/.test(masked)) return true;
  return segments.some(({ issue }) => (issue?.missing.length ?? 0) > 0);
}

/** Said to its end: nothing more need be waited for. */
export function isFinished(turn: Turn, lead: Segment, segments: readonly Segment[]): boolean {
  // Answers to a notice come within seconds: it must be known by then.
  if (lead.act === "emergency" || lead.act === "announce_event") return true;
  const { masked, heard } = turn;
  if (isBegun(turn, segments)) return false;
  if (/[。！!？?~]$|(?:谢谢|辛苦|拜托|麻烦|感谢)[^，。]{0,6}$|[吗呢吧]$/.test(masked)) return true;
  return lead.act !== "report" && lead.act !== "noise" && heard.addressed;
}
