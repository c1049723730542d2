import { dayOf } from "../../domain/time.ts";
import type { Act } from "../../domain/vocabulary.ts";
import {
  correctionOf,
  type DayCalendar,
  eventsNamed,
  findBodies,
  findDates,
  ordinalOf,
  periodOf,
  readCadre,
  readSignup,
  satisfactionOf,
} from "./fields/index.ts";
import { issueOf } from "./issues.ts";
import type { CadreReading, Segment } from "./reading.ts";
import { clausesOf, listed } from "./split.ts";
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
  "cadre_wait",
  "consent",
  "refuse",
  "urge",
]);

const FOR_AN_EVENT: ReadonlySet<Act> = new Set([
  "sign_up",
  "sign_up_change",
  "sign_up_cancel",
  "rollcall_yes",
  "rollcall_leave",
]);

/** "我媳妇不去了，让小吕去", "改成一个人吧，老婆不来了": somebody still comes; the seat is not given back. */
const PUTS_OTHERS =
  /换(?:成|个|人|我)|改(?:成|为|派|由)|(?:让|由|派|叫|请)[^，。]{1,10}(?:去|来|参加|顶|代|$)|就(?:我|他|她)?(?:自己)?一个|只(?:来|去)[一1]个/;
const ONLY_FEWER = /(?:改|换)(?:成|为)|就(?:我|他|她)?(?:自己)?一个|只(?:来|去)[一1]个/;

/** What each act needs besides its words. */
export function withSlots(turn: Turn, segments: Segment[]): Segment[] {
  return segments.flatMap((segment) => byEvent(turn, segment)).map((segment) => slotted(turn, segment));
}

/** "圆桌我来，招聘会让小鲍去": two events in one breath are two entries. */
function byEvent(turn: Turn, segment: Segment): Segment[] {
  const { now, zone, calendar, town } = turn.ctx;
  if (!segment.act.startsWith("sign_up") || !calendar || town.events.length < 2) return [segment];
  const entries: { event: string | undefined; words: string[] }[] = [];
  for (const clause of clausesOf(segment.text)) {
    const event = eventsNamed(clause, { events: town.events, now, zone, calendar })[0];
    const last = entries.at(-1);
    if (last && (event === undefined || last.event === event || last.event === undefined)) {
      last.words.push(clause);
      last.event ??= event;
    } else entries.push({ event, words: [clause] });
  }
  return entries.length < 2 ? [segment] : entries.map(({ words }) => ({ ...segment, text: words.join("，") }));
}

function slotted(turn: Turn, segment: Segment): Segment {
  const { now, zone, calendar, town } = turn.ctx;
  const { act, text } = segment;
  if (ON_A_TICKET.has(act) && calendar) return { ...segment, cadre: cadreReading(turn, act, text, calendar) };
  if (FOR_AN_EVENT.has(act) && calendar) {
    const { self, noTopic: _noTopic, ...signup } = readSignup(text, { events: town.events, now, zone, calendar });
    // A firm's name may look like a person's.
    signup.attendees = signup.attendees.filter((name) => !indexOf(town).names.includes(name));
    const own = turn.ctx.speaker.name;
    if (self && own && turn.hat === "company" && !signup.attendees.includes(own)) signup.attendees.push(own);
    const swapped = signup.replaces !== undefined || signup.removes.length > 0;
    const stays = signup.attendees.length > 0 || (signup.count !== undefined && ONLY_FEWER.test(text));
    const changes = act === "sign_up" ? swapped : stays && (signup.replaces !== undefined || PUTS_OTHERS.test(text));
    return {
      ...segment,
      act: changes && act !== "rollcall_yes" && act !== "rollcall_leave" ? "sign_up_change" : act,
      signup,
    };
  }
  switch (act) {
    case "rate":
    case "confirm_resolved": {
      const satisfaction = segment.satisfaction ?? satisfactionOf(text);
      return satisfaction ? { ...segment, satisfaction } : segment;
    }
    case "split":
      return { ...segment, parts: partsOfSplit(turn, text) };
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

function cadreReading(turn: Turn, act: Act, text: string, calendar: DayCalendar): CadreReading {
  const { now, zone, town } = turn.ctx;
  const { bodies } = indexOf(town);
  const reading = readCadre(text, { now, zone, calendar, bodies });
  // Whose list is wanted needs no verb: "水务手上几件".
  return act === "cadre_query" || act === "urge"
    ? { ...reading, to: findBodies(text, bodies).flatMap(({ id }) => (id === undefined ? [] : [id])) }
    : reading;
}

const SPLIT_HEAD =
  /^.*?(?:拆(?:成|分|开|为)|分(?:成|为)|分开(?:办|派|交|处理)?|分别)(?:[两二三四2-4]个?(?:件|单|个)?)?(?:办|处理)?[：:，,\s]*/;

/** "拆成两件：跳闸给供电，路灯给城管": each part's words, and whose it shall be. */
function partsOfSplit(turn: Turn, text: string): NonNullable<Segment["parts"]> {
  const rest = text.replace(SPLIT_HEAD, "");
  const entries = listed(rest)?.entries ?? rest.split(/[，,；;。、\n]+/).map((entry) => entry.trim());
  return entries
    .filter((entry) => entry.length >= 2)
    .map((entry) => {
      const body = findBodies(entry, indexOf(turn.ctx.town).bodies).find(({ id }) => id !== undefined);
      const words = body
        ? entry.slice(0, body.start).replace(/(?:转|交|派|分|由|归|请|让)?(?:给|到|由)?$/, "") ||
          entry.slice(body.end).replace(/^(?:主办|牵头|负责|办理|处理|承办|来?办|管)/, "")
        : entry;
      return { text: words, ...(body?.id === undefined ? {} : { lead: body.id }), issue: issueOf(turn, words) };
    });
}
