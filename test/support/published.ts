import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PublishedYears } from "../../domain/calendar.ts";

/** The public holidays that the product ships. */
export const published: PublishedYears = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../data/holidays.json"), "utf8"),
);
