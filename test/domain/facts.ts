import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeCalendar, type PublishedYears } from "../../domain/calendar.ts";

/** The product's own holiday facts, as bot/ hands them in. */
export const published: PublishedYears = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../data/holidays.json"), "utf8"),
);

export const calendar = makeCalendar(published);
export const zone = "Asia/Shanghai";
/** Local Shanghai time: at("2026-09-14 09:12"). */
export const at = (text: string): Date => new Date(`${text.replace(" ", "T")}:00+08:00`);
