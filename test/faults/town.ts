import { addDays, dayOf } from "../../domain/time.ts";
import type { Town } from "../../domain/town.ts";

export const HANDLERS = 20;

/** A town without quiet hours and rest days, so that what is due may be sent whenever the test runs. */
export function faultyTown(now: Date): Town {
  const zone = "Asia/Shanghai";
  const term = { days: 14, unit: "natural", roll: "none" } as const;
  const days = [-3, -2, -1, 0, 1, 2, 3].map((i) => addDays(dayOf(now, zone), i));
  const years = new Set(days.map((day) => day.slice(0, 4)));
  const calendar: Town["calendar"] = Object.fromEntries(
    [...years].map((year) => [year, { off: [], work: days.filter((day) => day.startsWith(year)) }]),
  );
  const departments = Array.from({ length: HANDLERS + 1 }, (_, i) => ({
    id: `D${i}`,
    name: `第${i}单位`,
    duties: "",
    aliases: [],
    office: i === 0,
    confidential: false,
  }));
  return {
    botName: "小助手",
    zone,
    calendar,
    rules: {
      assign: term,
      reply: term,
      resolve_simple: term,
      resolve_complex: term,
      callback_required: true,
      working_hours: ["08:30", "17:30"],
      quiet_hours: ["00:00", "00:00"],
      reminders: [],
      sent_at: "09:00",
    },
    departments,
    people: departments.map(({ id, office }, i) => ({
      id: `clerk${i}`,
      name: `clerk${i}`,
      role: office ? "admin" : "dept",
      department: id,
      liaisonFor: [],
      muted: false,
    })),
    enterprises: [],
    policies: [],
    events: [],
    series: [],
    groups: [],
  };
}
