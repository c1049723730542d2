import type { WorkCalendar } from "./calendar.ts";
import { addDays, instantOf, weekdayOf } from "./time.ts";
import type { Day, Rules } from "./town.ts";

/** A season in which cadres visit the enterprises that were given to them. */
export interface Campaign {
  id: string;
  name: string;
  /** First and last local day; visits in between count. */
  startsOn: Day;
  endsOn: Day;
  /** The weekday of the digest, 1 (Monday) to 7. */
  remindOn: number;
}

/** An enterprise that a cadre has to visit. */
export interface Task {
  enterpriseId: string;
  personId: string;
  /** A department's id, else the unit's name as written. */
  unit: string;
}

/** Enterprises, counted once each: a visit counts for its enterprise, whoever made it, so a hand-over loses none. */
export interface Coverage {
  assigned: string[];
  visited: string[];
  unvisited: string[];
}

export interface CampaignCoverage {
  total: Coverage;
  units: Map<string, Coverage>;
  persons: Map<string, Coverage>;
}

/** @param visited ids of the enterprises that were visited within the season */
export function coverageOf(tasks: readonly Task[], visited: ReadonlySet<string>): CampaignCoverage {
  const units = new Map<string, Set<string>>();
  const persons = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, enterprise: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(enterprise));
  for (const { enterpriseId, personId, unit } of tasks) {
    put(units, unit, enterpriseId);
    put(persons, personId, enterpriseId);
  }
  const covered = (assigned: Iterable<string>): Coverage => {
    const all = [...assigned];
    return {
      assigned: all,
      visited: all.filter((id) => visited.has(id)),
      unvisited: all.filter((id) => !visited.has(id)),
    };
  };
  const each = (map: Map<string, Set<string>>) => new Map([...map].map(([key, ids]) => [key, covered(ids)]));
  return {
    total: covered(new Set(tasks.map(({ enterpriseId }) => enterpriseId))),
    units: each(units),
    persons: each(persons),
  };
}

/** "66.7%"; "—" where there is nothing to divide. */
export const rateOf = (part: number, whole: number): string =>
  whole === 0 ? "—" : `${((part / whole) * 100).toFixed(1)}%`;

/** The 四个一 of some enterprises within the season (`docs/glossary.md`). */
export interface FourOnes {
  /** 走访调研: visits made. */
  visits: number;
  /** 政策兑现: entries of the ledger of what was redeemed, struck-off ones left out. */
  policies: number;
  /** 专场活动: events that at least one of the enterprises took part in. */
  events: number;
  /** 实际问题: tickets that were solved. */
  problems: number;
}

const SOLVED = ["已办结", "已归档"];
const COMES = ["报名", "已确认"];

/** Everything handed in lies within the season. `eventsHeld`: ids of events that have begun. */
export function fourOnes(
  enterprises: ReadonlySet<string>,
  season: {
    visits: readonly { company: string }[];
    tickets: readonly { company: string | null; status: string; satisfaction: string | null }[];
    signups: readonly { company: string; eventId: string; status: string }[];
    eventsHeld: ReadonlySet<string>;
    redemptions: readonly { enterpriseId: string; status: string }[];
  },
): FourOnes {
  const own = season.tickets.filter(
    (t) => t.company !== null && enterprises.has(t.company) && SOLVED.includes(t.status) && t.satisfaction !== "不满意",
  );
  const took = season.signups.filter(
    (s) => enterprises.has(s.company) && COMES.includes(s.status) && season.eventsHeld.has(s.eventId),
  );
  return {
    visits: season.visits.filter(({ company }) => enterprises.has(company)).length,
    policies: season.redemptions.filter((r) => enterprises.has(r.enterpriseId) && r.status !== "作废").length,
    events: new Set(took.map(({ eventId }) => eventId)).size,
    problems: own.length,
  };
}

/**
 * The day of the next digest after `today`, and when it is sent: on the next working day where the weekday is none.
 * Null when the season is over by then.
 */
export function nextDigest(
  campaign: Campaign,
  today: Day,
  rules: Pick<Rules, "sent_at">,
  calendar: Pick<WorkCalendar, "isWorkday" | "nextWorkday">,
  zone: string,
): { day: Day; dueAt: Date } | null {
  let day = today < campaign.startsOn ? campaign.startsOn : addDays(today, 1);
  while (weekdayOf(day) !== campaign.remindOn) day = addDays(day, 1);
  const sent = calendar.isWorkday(day) ? day : calendar.nextWorkday(day);
  return sent > campaign.endsOn ? null : { day, dueAt: instantOf(sent, rules.sent_at, zone) };
}

export const isOn = (campaign: Pick<Campaign, "startsOn" | "endsOn">, day: Day): boolean =>
  campaign.startsOn <= day && day <= campaign.endsOn;
