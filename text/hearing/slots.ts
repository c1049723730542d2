import { ordinalOf, periodOf, satisfactionOf } from "./fields/index.ts";
import type { Segment } from "./reading.ts";
import type { Turn } from "./turn.ts";

/** What each act needs besides its words. */
export function withSlots(turn: Turn, segments: Segment[]): Segment[] {
  return segments.map((segment) => slotted(turn, segment));
}

function slotted(turn: Turn, segment: Segment): Segment {
  const { now, zone } = turn.ctx;
  const { act, text } = segment;
  switch (act) {
    case "rate":
    case "confirm_resolved": {
      const satisfaction = segment.satisfaction ?? satisfactionOf(text);
      return satisfaction ? { ...segment, satisfaction } : segment;
    }
    case "report_request": {
      const report = periodOf(text, now, zone);
      return report ? { ...segment, report } : segment;
    }
    case "withdraw":
    case "correct": {
      const ordinal = ordinalOf(text);
      return ordinal === undefined ? segment : { ...segment, ordinal };
    }
    default:
      return segment;
  }
}
