import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";
import { isoOf } from "../../domain/time.ts";
import type { Rules } from "../../domain/town.ts";
import { NOWHERE } from "../../text/hearing/bare.ts";

/** The product's own holiday facts, as bot/ hands them in. */
export const published: PublishedYears = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../data/holidays.json"), "utf8"),
);

export const calendar = makeCalendar(published);
export const zone = "Asia/Shanghai";
/** Local Shanghai time: at("2026-09-14 09:12"). */
export const at = (text: string): Date => new Date(`${text.replace(" ", "T")}:00+08:00`);

/** The rules of 2 days, 2 weeks and 15 working days; a test overrides what it is about. */
export const rulesOf = (own: Partial<Rules> = {}): Rules => ({
  ...NOWHERE.rules,
  reminders: [
    { offset: -2, unit: "working", to: "handler", kind: "临期提醒" },
    { offset: 0, unit: "working", to: "handler", kind: "到期提醒" },
    { offset: 1, unit: "working", to: "dept_leader", kind: "超期督办" },
    { offset: 3, unit: "working", to: "office", kind: "升级" },
  ],
  ...own,
});

/** "2026-09-14 09:12" of an instant in Shanghai. */
export const local = (instant: Date): string => isoOf(instant, zone).slice(0, 16).replace("T", " ");
