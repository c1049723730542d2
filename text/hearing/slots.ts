import { dayOf } from "../../domain/time.ts";
import type { Act } from "../../domain/vocabulary.ts";
import { correctionOf, findDates, ordinalOf, periodOf, readCadre, readSignup, satisfactionOf } from "./fields/index.ts";
import type { Segment } from "./reading.ts";
import { indexOf, type Turn } from "./turn.ts";

const ON_A_TICKET: ReadonlySet<Act> = new Set([
  "cadre_accept",
  "cadre_progress",
  "cadre_close",
  "cadre_return",
  "cadre_dispute",
  "cadre_transfer",
  "cadre_extend",
  "cadre_query",
  "leader_instruction",
  "snooze",
]);

const FOR_AN_EVENT: ReadonlySet<Act> = new Set([
  "sign_up",
  "sign_up_change",
  "sign_up_cancel",
  "rollcall_yes",
  "rollcall_leave",
]);

/** What each act needs besides its words. */
export function withSlots(turn: Turn, segments: Segment[]): Segment[] {
  return segments.map((segment) => slotted(turn, segment));
}

function slotted(turn: Turn, segment: Segment): Segment {
  const { now, zone, calendar, town } = turn.ctx;
  const { act, text } = segment;
  if (ON_A_TICKET.has(act) && calendar)
    return { ...segment, cadre: readCadre(text, { now, zone, calendar, bodies: indexOf(town).bodies }) };
  if (FOR_AN_EVENT.has(act) && calendar) {
    const { self, noTopic: _noTopic, ...signup } = readSignup(text, { events: town.events, now, zone, calendar });
    const own = turn.ctx.speaker.name;
    if (self && own && turn.hat === "company" && !signup.attendees.includes(own)) signup.attendees.push(own);
    const swapped = signup.replaces !== undefined || signup.removes.length > 0;
    return { ...segment, act: act === "sign_up" && swapped ? "sign_up_change" : act, signup };
  }
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
    case "visit_report": {
      const spoken = calendar && findDates(turn.said, now, zone, calendar).find(({ sense }) => sense === "on");
      const today = dayOf(now, zone);
      return { ...segment, visit: { day: spoken && spoken.day <= today ? spoken.day : today } };
    }
    case "withdraw":
    case "correct": {
      const ordinal = ordinalOf(text);
      const correction = act === "correct" ? correctionOf(text) : undefined;
      return {
        ...segment,
        ...(ordinal === undefined ? {} : { ordinal }),
        ...(correction ? { correction: { field: correction.field, value: correction.value } } : {}),
      };
    }
    default:
      return segment;
  }
}
