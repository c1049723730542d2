import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Town } from "../domain/town.ts";
import type { MovableClock } from "./clock.ts";
import type { Service } from "./service.ts";
import { parseTown } from "./town/schema.ts";

const SAMPLE = join(import.meta.dirname, "../samples/town.json");
const WEEK = 7 * 86_400_000;
/** There has to be time to sign up. */
const AHEAD = 2 * 86_400_000;

/** The sample town, its events moved by whole weeks so that they lie ahead of `now`. */
export function demoTown(now: Date): Town {
  const town = parseTown(JSON.parse(readFileSync(SAMPLE, "utf8")), "samples/town.json");
  const first = Math.min(...town.events.map((e) => e.start.getTime()));
  const by = Math.max(0, Math.ceil((now.getTime() + AHEAD - first) / WEEK)) * WEEK;
  const later = (at: Date) => new Date(at.getTime() + by);
  return {
    ...town,
    events: town.events.map((e) => ({
      ...e,
      start: later(e.start),
      ...(e.end ? { end: later(e.end) } : {}),
      ...(e.signupUntil ? { signupUntil: later(e.signupUntil) } : {}),
    })),
  };
}

const OFFSET = "demo_clock_ahead_ms";

/** Puts the sample town into a database that has none, and the clock where it was moved to before. */
export async function openDemo(service: Pick<Service, "app" | "ledger">, clock: MovableClock): Promise<void> {
  const look = service.ledger.look();
  const ahead = Number(await look.records.setting(OFFSET));
  if (ahead > 0) clock.set(new Date(Date.now() + ahead));
  if ((await look.town.townVersion()) === 0) await service.app.importTown(demoTown(clock.now()));
}

/** Keeps how far the clock was moved, so that a restart does not take it back. */
export const keepClock = (service: Pick<Service, "ledger">, clock: MovableClock): Promise<unknown> =>
  service.ledger.look().records.setSetting(OFFSET, clock.now().getTime() - Date.now());
